"""The line under a chart: its source on screen, and the buttons that save it as an image with what must stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from textwrap import wrap

from dashboard.words import Words

FORMATS = ("png", "svg")
LINE = {"zh": 76, "en": 150}  # characters of a line in a saved image


def under_chart(source: str, chart: str, title: str, foot: Sequence[str], file: str, words: Words) -> str:
    """HTML of the line. `chart` is the chart's key, `foot` what the image says below it, `file` its name.

    What assets/save.js reads is escaped twice: once for HTML, once for plotly, which reads tags in its texts.
    """
    below = "\n".join(line for part in foot if part for line in _lines(part, words))
    carried = {"chart": chart, "title": escape(title, quote=False), "foot": escape(below, quote=False), "file": file}
    data = " ".join(f'data-{name}="{escape(value)}"' for name, value in carried.items())
    buttons = "".join(
        f'<button type="button" class="sc-save" data-format="{kind}" {data} '
        f'aria-label="{escape(words(f"save.{kind}", title=title))}">↓ {kind.upper()}</button>'
        for kind in FORMATS
    )
    return f'<div class="sc-under"><span>{escape(source)}</span><span>{buttons}</span></div>'


def _lines(text: str, words: Words) -> list[str]:
    width = LINE[words.language]
    if words.language == "zh":
        return [text[start : start + width] for start in range(0, len(text), width)]
    return wrap(text, width)
