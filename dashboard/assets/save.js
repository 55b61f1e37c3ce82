// Saves a chart as an image, drawn by the reader's browser with the reader's fonts. A button names its chart and the
// lines that the image carries besides: what stands above the chart (data-title) and below it (data-foot).
// Streamlit drops a script that holds anything like a tag, so the sign that opens one is written as its code.
if (!window.shuangchengSaves) {
  window.shuangchengSaves = true;
  const WIDTH = 1000, LINE = 18, BREAK = "\x3cbr>";
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button.sc-save");
    const chart = button && document.querySelector(`.st-key-${CSS.escape(button.dataset.chart)} .js-plotly-plot`);
    const press = chart?.querySelector(".modebar-btn");
    if (!press) return;
    const shown = chart.layout, margin = chart._fullLayout.margin;
    const ink = chart._fullLayout.title.font.color;
    const foot = button.dataset.foot.split("\n");
    const title = `\x3cb>${button.dataset.title}\x3c/b>` + (shown.title.text ? BREAK + shown.title.text : "");
    const above = Math.max(LINE + 12, LINE + 12 + (chart._fullLayout.legend?._height ?? 0) - margin.t + 24);
    const below = foot.length * LINE + 10;
    chart.layout = {
      ...shown,
      paper_bgcolor: getComputedStyle(document.querySelector('[data-testid="stApp"]')).backgroundColor,
      margin: { ...margin, l: margin.l + 18, r: margin.r + 18, t: margin.t + above, b: margin.b + below },
      title: { ...shown.title, text: title, pad: { t: 16 } },
      annotations: [...(shown.annotations || []).map((note) => ({ ...note, font: { ...note.font, color: ink } })), {
        text: foot.join(BREAK), x: 0, xref: "paper", xanchor: "left", y: 0, yref: "paper", yanchor: "top",
        yshift: -margin.b - 2, showarrow: false, align: "left", font: { size: 12, color: ink },
      }],
    };
    chart._context.toImageButtonOptions = {
      format: button.dataset.format, filename: button.dataset.file, scale: 2,
      width: WIDTH, height: chart._fullLayout.height + above + below,
    };
    try {
      press.click(); // plotly copies what it draws before this returns
    } finally {
      chart.layout = shown;
    }
  });
}
