"""Rows -> what a table or a list of choices shows. Pure; amounts in the unit that the reader chose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.figures import centre, shown
from dashboard.formats import Link, Scale, figure, joined, when
from dashboard.markup import to_sentence
from dashboard.rows import Fact, Indicator
from dashboard.sandbox import Answer
from dashboard.words import Words


def indicator_label(indicator: Indicator, words: Words) -> str:
    """Name, topic and number of figures; both names can be searched."""
    other = words.pick(indicator.name_en, indicator.name_zh)
    return f"{words.pick(indicator.name_zh, indicator.name_en)} · {other} ({indicator.observations:,})"


def kind_labels(kinds: Mapping[str, tuple[str, str]], symbols: Mapping[str, str], words: Words) -> dict[str, str]:
    """Names of the measures; with the unit where one measure has several."""
    measures = [measure for measure, _ in kinds.values()]
    return {
        key: words.label("measure", m) + (f" ({symbols.get(u, u)})" if measures.count(m) > 1 else "")
        for key, (m, u) in kinds.items()
    }


def comparable_areas(facts: Sequence[Fact]) -> list[Fact]:
    """Reported figures of one period and basis for the most areas, one an area: the newest such period."""
    periods: dict[tuple[object, ...], dict[str, Fact]] = defaultdict(dict)
    for fact in facts:
        if fact.claim == "reported" and fact.time_end is not None and centre(fact) is not None:
            periods[(fact.time_start, fact.time_end, fact.time_basis)].setdefault(fact.ref_area, fact)
    best = max(periods.items(), key=lambda item: (len(item[1]), str(item[0][1])), default=None)
    return list(best[1].values())[:30] if best else []


def fact_table(facts: Sequence[Fact], scale: Scale, symbol: str, words: Words, link: Link) -> pd.DataFrame:
    """One row an observation: the figure as it is to be read, its number in the chosen unit, and where it stands."""
    unit = joined(scale.word, symbol, words).strip()
    return pd.DataFrame(
        [
            {
                "figure": figure(f, words),
                "number": shown(c, f.unit, scale) if (c := centre(f)) is not None else None,
                "unit": unit,
                "area": words.pick(f.area_zh, f.area_en),
                "time": when(f, words),
                "claim": words.label("claim", f.claim),
                "bound": words.label("bound", f.bound),
                "source": f.title,
                "published": f.published_on,
                "sentence": to_sentence(f, link),
            }
            for f in facts
        ]
    )


def fact_columns(words: Words, kinds: Any) -> dict[str, Any]:
    """Headings of `fact_table`; `kinds` is streamlit's column_config."""
    headings = {
        name: words(f"column.{name}") for name in ("figure", "unit", "area", "time", "claim", "bound", "source")
    }
    return {
        **headings,
        "number": kinds.NumberColumn(words("column.number"), format="localized", width="medium"),
        "published": kinds.DateColumn(words("column.published")),
        "sentence": kinds.LinkColumn(words("column.sentence"), display_text=words("action.read")),
    }


def answer_table(answer: Answer) -> pd.DataFrame:
    """The rows of a typed query; amounts as the nearest float, for the screen only (the file has them exact)."""
    numbers = set(answer.numeric())
    columns = {}
    for place, name in enumerate(answer.columns):
        cells = [row[place] for row in answer.rows]
        exact = all(isinstance(cell, int) for cell in cells)
        columns[name] = [None if c is None else float(c) for c in cells] if name in numbers and not exact else cells
    return pd.DataFrame(columns)
