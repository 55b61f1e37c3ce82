// Shows the marked passage, scrolls to the chosen quantity and tells the page which one is pressed.
// data.html is built by dashboard/passages.py, which escapes every piece of document text.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".passage");
  if (!root) return;
  if (root.shown !== data.html) {
    const fresh = root.shown === undefined;
    const before = root.scrollTop;
    const held = root.contains(root.getRootNode().activeElement);
    root.shown = data.html;
    root.innerHTML = data.html;
    const current = root.querySelector("mark[aria-current]");
    // What is in sight stays where it is: the text does not jump under the pointer. Where a page opens, the lower end of
    // the box may reach below the window.
    const seen = current && current.offsetTop >= before &&
      current.offsetTop + current.offsetHeight <= before + root.clientHeight * (fresh ? 0.8 : 1);
    root.scrollTop = seen ? before : current ? Math.max(0, current.offsetTop - root.clientHeight / 3) : 0;
    if (held && current) current.focus({ preventScroll: true });
  }
  const choose = (event) => {
    const mark = event.target.closest("mark[data-at]");
    if (mark) setTriggerValue("chosen", Number(mark.dataset.at));
  };
  root.onclick = choose;
  root.onkeydown = (event) => {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(event); }
  };
}
