// Dismisses the line of first-time help. A cookie remembers, for it reaches the server with the tab's first request: the
// line does not flash up to be taken away. Until then, and where cookies are off, a rule of this page's hides it.
if (!window.shuangchengHints) {
  window.shuangchengHints = true;
  document.addEventListener("click", (event) => {
    const name = event.target.closest?.("button.sc-got-it")?.dataset.hint;
    if (!name) return;
    const lasts = 5 * 365 * 24 * 3600; // seconds
    document.cookie = `${name}=seen; path=/; max-age=${lasts}; samesite=strict`;
    const rule = document.createElement("style");
    rule.textContent = `[data-testid="stElementContainer"]:has([data-hint="${CSS.escape(name)}"]) { display: none; }`;
    document.head.append(rule);
  });
}
