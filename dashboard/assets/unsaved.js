// Before a reload or a closed tab loses the article that the Add page holds and has not saved, the browser asks.
if (!window.shuangchengUnsaved) {
  window.shuangchengUnsaved = true;
  const TEXT = '[class*="st-key-add_text_"] textarea', FILE = '[class*="st-key-add_file_"] [data-testid="stFileUploaderFile"]';
  window.addEventListener("beforeunload", (event) => {
    const typed = [...document.querySelectorAll(TEXT)].some((box) => box.value.trim());
    if (typed || document.querySelector(FILE)) event.preventDefault();
  });
}
