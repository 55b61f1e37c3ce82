// Tells the page how many charts of data.narrowest pixels fit beside each other, whenever another number does.
export default function ({ data, parentElement, setStateValue }) {
  const page = document.querySelector('[data-testid="stMainBlockContainer"]');
  if (!page) return;
  let told = data.columns;
  const measure = () => {
    const style = getComputedStyle(page);
    const width = page.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const fitting = Math.max(1, Math.min(data.most, Math.floor(width / data.narrowest)));
    if (width > 0 && fitting !== told) setStateValue("columns", (told = fitting));
  };
  const observer = new ResizeObserver(measure);
  observer.observe(page);
  return () => observer.disconnect();
}
