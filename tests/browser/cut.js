// The texts of the page that a reader cannot see whole: cut off by the edge of a box or of the chart they stand in, to be
// reached only by scrolling sideways, or with another text upon them. Gives a line for each: how, by how much, which text.
// Not a fault: what a box hides below its edge and can be scrolled to, what is closed or only for a screen reader, icons,
// the value of a choice, which opens on a press, and the box at the mark under the mouse, which lies over its label.
() => {
  const SLACK = 2, LEAST = 4; // pixels; glyphs reach a little over their line, and lines a little over each other
  const found = new Set(), placed = [];
  const tell = (how, by, text) => found.add(`${how} by ${Math.round(by)}: ${text.trim().slice(0, 60)}`);
  const left_out = "style, script, title, .hoverlayer, [data-testid=stIconMaterial]";
  const spoken = (box, style) => box.width <= 1 || box.height <= 1 || (style.clip !== "auto" && style.position === "absolute");

  // Holds a text against each box around it, up to the first that can be scrolled to it. Gives the part of the window in
  // which it is seen, or nothing where it is only for a screen reader.
  const seen = (text, element, edges) => {
    let aside = false, down = false;
    const faults = [], part = { left: -Infinity, right: Infinity, top: -Infinity, bottom: Infinity };
    for (let one = element; one; one = one.parentElement) {
      const style = getComputedStyle(one), box = one.getBoundingClientRect();
      if (style.display === "inline") continue;
      if (style.overflow !== "visible" && spoken(box, style)) return null;
      const over = Math.max(edges.right - box.right, box.left - edges.left);
      const above = Math.max(edges.bottom - box.bottom, box.top - edges.top);
      const scrolls = (axis) => ["auto", "scroll"].includes(axis);
      if (!aside && style.overflowX !== "visible" && over > SLACK) faults.push(["beside the edge", over]);
      if (!down && style.overflowY !== "visible" && !scrolls(style.overflowY) && above > SLACK) faults.push(["below the edge", above]);
      if (style.overflowX !== "visible") (part.left = Math.max(part.left, box.left)), (part.right = Math.min(part.right, box.right));
      if (style.overflowY !== "visible") (part.top = Math.max(part.top, box.top)), (part.bottom = Math.min(part.bottom, box.bottom));
      aside ||= scrolls(style.overflowX);
      down ||= scrolls(style.overflowY);
      if (style.position === "fixed") break;
    }
    faults.forEach(([how, by]) => tell(how, by, text));
    return part;
  };
  const clip = (line, part) => ({
    left: Math.max(line.left, part.left), right: Math.min(line.right, part.right),
    top: Math.max(line.top, part.top), bottom: Math.min(line.bottom, part.bottom),
  });

  const roots = [...document.querySelectorAll("[data-testid=stMain], [data-testid=stSidebar], [data-testid=stHeader]")];
  for (const root of roots.filter((one) => one.getBoundingClientRect().right > 0)) {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { data, parentElement } = texts.currentNode;
      if (!data.trim() || parentElement.closest(left_out)) continue;
      if (!parentElement.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(texts.currentNode);
      const lines = [...range.getClientRects()].filter((line) => line.width > 1 && line.height > 1);
      if (!lines.length) continue;
      const edges = {
        left: Math.min(...lines.map((line) => line.left)), right: Math.max(...lines.map((line) => line.right)),
        top: Math.min(...lines.map((line) => line.top)), bottom: Math.max(...lines.map((line) => line.bottom)),
      };
      const part = seen(data, parentElement, edges);
      if (part) placed.push(...lines.map((line) => ({ line: clip(line, part), data, root })));
    }
    for (const chart of root.querySelectorAll("svg.main-svg")) {
      const frame = chart.getBoundingClientRect();
      for (const label of chart.querySelectorAll("text")) {
        const box = label.getBoundingClientRect();
        const over = Math.max(box.right - frame.right, frame.left - box.left, box.bottom - frame.bottom, frame.top - box.top);
        if (box.width > 1 && over > SLACK) tell("outside the chart", over, label.textContent);
      }
    }
  }
  placed.sort((one, other) => one.line.top - other.line.top);
  placed.forEach((one, at) => {
    for (const other of placed.slice(at + 1)) {
      if (other.line.top > one.line.bottom) break;
      const across = Math.min(one.line.right, other.line.right) - Math.max(one.line.left, other.line.left);
      const along = Math.min(one.line.bottom, other.line.bottom) - Math.max(one.line.top, other.line.top);
      if (one.root === other.root && one.data !== other.data && across > LEAST && along > LEAST)
        tell("upon another", across, `${one.data.trim().slice(0, 30)} × ${other.data.trim().slice(0, 30)}`);
    }
  });
  return [...found];
}
