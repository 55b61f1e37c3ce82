// Streamlit's own texts (the uploader, menus, "Press Enter to apply") in the reader's language. It has no setting for
// them, so what it draws is renamed as it appears: whole texts only, and none inside what the pages themselves wrote.
// Called with pairs [text in another language, text in this one]; {name} stands for any words and is carried over.
(pairs) => {
  const whole = new Map(), patterns = [];
  for (const [from, to] of pairs) {
    if (!from.includes("{")) whole.set(from, to);
    else {
      const names = [...from.matchAll(/\{(\w+)\}/g)].map((found) => found[1]);
      const parts = from.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
      patterns.push([new RegExp(`^${parts.join("(.+?)")}$`), to, names]);
    }
  }
  const renamed = (text) => {
    const found = whole.get(text);
    if (found !== undefined) return found;
    for (const [pattern, to, names] of patterns) {
      const match = pattern.exec(text);
      if (match) return names.reduce((said, name, at) => said.replace(`{${name}}`, match[at + 1]), to);
    }
  };
  const OURS = ".stHtml, .stMarkdown, [data-testid='stAlert'], pre, textarea, script, style";
  const NAMED = ["aria-label", "title", "placeholder", "alt"];
  const mendText = (node) => {
    const text = node.data.trim(), to = text && renamed(text);
    if (to !== undefined && to !== "" && to !== text && !node.parentElement?.closest(OURS)) node.data = to;
  };
  const mendNames = (element) => {
    for (const name of NAMED) {
      const text = element.getAttribute(name), to = text && renamed(text);
      if (to && to !== text) element.setAttribute(name, to);
    }
  };
  const mend = (top) => {
    if (top.nodeType === Node.TEXT_NODE) return mendText(top);
    // A drawing holds no text of Streamlit's, and plotly puts it together piece by piece on the page.
    if (!(top instanceof HTMLElement) || top.matches("script, style")) return;
    mendNames(top);
    top.querySelectorAll(NAMED.map((name) => `[${name}]`)).forEach(mendNames);
    const walker = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) mendText(walker.currentNode);
  };
  window.shuangchengTexts?.disconnect(); // the language was switched
  window.shuangchengTexts = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "characterData") mendText(change.target);
      else if (change.type === "attributes") mendNames(change.target);
      else change.addedNodes.forEach(mend);
    }
  });
  mend(document.body);
  window.shuangchengTexts.observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: NAMED,
  });
}
