// Shows the marked passage, scrolls to the chosen quantity and tells the page which one is pressed.
// data.html is built by dashboard/passages.py, which escapes every piece of document text.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".passage");
  if (!root) return;
  if (root.shown !== data.html) {
    root.shown = data.html;
    root.innerHTML = data.html;
    const current = root.querySelector("mark[aria-current]");
    root.scrollTop = current ? Math.max(0, current.offsetTop - root.clientHeight / 3) : 0;
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
