"""The figures of a chart as a table: what the marks show, for readers and keyboards."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dashboard.formats import Link, figure, when
from dashboard.markup import to_sentence
from dashboard.rows import Fact
from dashboard.words import Words

MOST = 300  # rows; a chart of more is a picture, and its view has a table of its own


def as_table(title: str, facts: Sequence[Fact], words: Words, link: Link) -> str:
    """HTML of the first `MOST` facts, newest last as they are drawn; each figure leads to its sentence."""
    several = len({f.indicator_id for f in facts}) > 1  # else the title names it
    names = (*(("indicator",) * several), "area", "time", "claim", "figure")
    head = "".join(f'<th scope="col">{escape(words.label("column", name))}</th>' for name in names)
    rows = "".join(
        f"<tr>{f'<td>{escape(words.pick(f.indicator_zh, f.indicator_en))}</td>' if several else ''}"
        f"<td>{escape(words.pick(f.area_zh, f.area_en))}</td><td>{escape(when(f, words))}</td>"
        f"<td>{escape(words.label('claim', f.claim))}</td>"
        f'<td><a href="{escape(to_sentence(f, link))}">{escape(figure(f, words))}</a></td></tr>'
        for f in facts[:MOST]
    )
    more = f"<p>{escape(words('chart.first', shown=MOST, total=len(facts)))}</p>" if len(facts) > MOST else ""
    return (
        f'<div class="sc-charted" tabindex="0" role="region" aria-label="{escape(title)}"><table class="sc-dictionary">'
        f"<caption>{escape(title)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{more}</div>"
    )
