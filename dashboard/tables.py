"""Rows -> what a table or a list of choices shows. Pure; amounts in the unit that the reader chose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import pandas as pd

from dashboard.adding.preview import Statement
from dashboard.charting.bullets import aim, attainment, report
from dashboard.charting.figures import centre, shown
from dashboard.formats import Link, Scale, figure, joined, when
from dashboard.markup import to_sentence
from dashboard.rows import Fact, Indicator, Target
from dashboard.sandbox import Answer
from dashboard.words import Words

SHORT, ROW = 14, 35  # rows that a page shows all of; pixels of a row, of which a longer table shows whole ones
_LARGE = 2**63  # what a column of whole numbers on screen has no room for is shown as the nearest float
# Pixels of columns: what a figure is, of where and when, is read whole on a laptop; the rest is a scroll away.
NUMBER = 110
WIDTHS = {
    "zh": {"figure": 130, "indicator": 270, "area": 130, "time": 170, "claim": 75, "source": 200},
    "en": {"figure": 165, "indicator": 320, "area": 228, "time": 168, "claim": 80, "source": 200},
}


# The same of an article's statements, whose claim and measure, and what they are beside the table, are read as well.
STATED = {
    "zh": {"figure": 120, "indicator": 200, "area": 100, "time": 110, "claim": 75, "measure": 75},
    "en": {"figure": 170, "indicator": 245, "area": 140, "time": 78, "claim": 78, "measure": 115},
}
CHANGE = 92


def height(rows: int) -> int | Literal["content"]:
    """Of a table on screen: all of a short one, of a longer one what fits a window, and no half row."""
    return "content" if rows <= SHORT else (SHORT + 1) * ROW + 2


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


def beside(fact: Fact, held: Mapping[str, Target], words: Words) -> dict[str, str]:
    """A report's target or a target's report, and the attainment; empty where nothing is held against it."""
    found = held.get(fact.obs_id)
    if found is None or (found.target_obs_id == fact.obs_id and not found.report_obs_id):
        return {"against": "", "attainment": ""}
    other = report(found, words) if found.target_obs_id == fact.obs_id else aim(found, words)
    claim = "reported" if found.target_obs_id == fact.obs_id else "target"
    kind = words.label("claim", "implied" if found.target_kind == "implied" else claim)
    return {"against": f"{kind} {other}", "attainment": attainment(found, words)}


def by_observation(targets: Sequence[Target]) -> dict[str, Target]:
    """The target that a row of the table shows beside its report or its target: the nearest deadline's."""
    found: dict[str, Target] = {}
    for target in targets:
        for obs_id in filter(None, (target.report_obs_id, target.target_obs_id)):
            found.setdefault(obs_id, target)
    return found


def mixed_table(facts: Sequence[Fact], held: Mapping[str, Target], words: Words, link: Link) -> pd.DataFrame:
    """One row an observation of any indicator, each in its own unit."""
    return _without_empty(
        {
            "figure": figure(f, words),
            "sentence": to_sentence(f, link),
            "indicator": words.pick(f.indicator_zh, f.indicator_en),
            "area": words.pick(f.area_zh, f.area_en),
            "time": when(f, words),
            "claim": words.label("claim", f.claim),
            **beside(f, held, words),
            "measure": words.label("measure", f.measure),
            "source": f.title,
            "published": f.published_on,
        }
        for f in facts
    )


def fact_table(
    facts: Sequence[Fact], held: Mapping[str, Target], scale: Scale, symbol: str, words: Words, link: Link
) -> pd.DataFrame:
    """One row an observation: the figure as it is to be read, its number in the chosen unit, and where it stands."""
    unit = joined(scale.word, symbol, words).strip()
    return _without_empty(
        {
            "figure": figure(f, words),
            "time": when(f, words),
            "sentence": to_sentence(f, link),
            "area": words.pick(f.area_zh, f.area_en),
            "claim": words.label("claim", f.claim),
            **beside(f, held, words),
            "source": f.title,
            "published": f.published_on,
            "number": shown(c, f.unit, scale) if (c := centre(f)) is not None else None,
            "unit": unit,
            "bound": words.label("bound", f.bound),
        }
        for f in facts
    )


def _without_empty(rows: Iterable[dict[str, object]]) -> pd.DataFrame:
    """The rows; the columns of what is held against them are left out where nothing is."""
    frame = pd.DataFrame(rows)
    return frame.drop(columns=[one for one in ("against", "attainment") if one in frame and not frame[one].any()])


def fact_columns(words: Words, kinds: Any) -> dict[str, Any]:
    """Headings of `fact_table` and `mixed_table`; `kinds` is streamlit's column_config."""
    named = ("unit", "measure", "bound", "against", "attainment", "source")
    widths = WIDTHS[words.language]
    return {
        **{name: words(f"column.{name}") for name in named},
        **{name: kinds.TextColumn(words(f"column.{name}"), width=width) for name, width in widths.items()},
        "number": kinds.NumberColumn(words("column.number"), format="localized", width=NUMBER),
        "published": kinds.DateColumn(words("column.published"), width=100),
        "sentence": kinds.LinkColumn(words("column.sentence"), display_text=words("action.read"), width=80),
    }


def statement_table(statements: Sequence[Statement], words: Words, link: Link) -> pd.DataFrame:
    """One row a new observation, the doubtful ones first: what it is beside the table, and the statement it meets.

    Where none meets any, the columns for it are left out.
    """
    order = ("conflict", "changed", "new", "same")
    rows = []
    for kind, f, other in sorted(statements, key=lambda s: order.index(s.kind)):
        own = other is not None and other.document_id == f.document_id
        rows.append(
            {
                "figure": figure(f, words),
                "change": words.label("add_kind", kind),
                "now": figure(other, words) if other else "",
                "sentence": to_sentence(other, link) if other and not own else "",
                "indicator": words.pick(f.indicator_zh, f.indicator_en),
                "area": words.pick(f.area_zh, f.area_en),
                "time": when(f, words),
                "source": words("add.this") if own else other.title if other else "",
                "claim": words.label("claim", f.claim),
                "measure": words.label("measure", f.measure),
            }
        )
    alone = all(other is None for _, _, other in statements)
    return pd.DataFrame(rows).drop(columns=["now", "source", "sentence"] if alone else [])


def statement_columns(words: Words, kinds: Any) -> dict[str, Any]:
    """Headings of `statement_table`; `kinds` is streamlit's column_config."""
    widths = STATED[words.language]
    return {
        **{name: kinds.TextColumn(words(f"column.{name}"), width=width) for name, width in widths.items()},
        "change": kinds.TextColumn(words("add.change"), width=CHANGE),
        "now": words("add.now"),
        "source": words("add.now_source"),
        "sentence": kinds.LinkColumn(words("add.now_sentence"), display_text=words("action.read")),
    }


def answer_table(answer: Answer) -> pd.DataFrame:
    """The rows of a typed query; amounts as the nearest float, for the screen only (the file has them exact)."""
    numbers = set(answer.numeric())
    columns = {}
    for place, name in enumerate(answer.columns):
        cells = [row[place] for row in answer.rows]
        exact = all(isinstance(cell, int) and abs(cell) < _LARGE for cell in cells)
        columns[name] = [None if c is None else float(c) for c in cells] if name in numbers and not exact else cells
    return pd.DataFrame(columns)
