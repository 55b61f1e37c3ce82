"""The dates that an expression means: one rule for each group of the grammar.

Every rule takes the matched text and a `View` and gives a `Span`, or None where the text names no possible date
(2月30日). Where the reference is missing, the span keeps its grain and its ends are None.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pipelines.periods import days, stretches, years
from pipelines.periods.calendar import Span
from pipelines.periods.view import View


def resolve(group: str, text: str, view: View) -> Span | None:
    """Dates of the expression `text` that the grammar's rule `group` matched; None where it is no date at all."""
    return _RULES[group](text, view)


_RULES: Final[dict[str, Callable[[str, View], Span | None]]] = {
    "vague": lambda text, view: Span(None, view.ref, "since"),
    "now": lambda text, view: Span(None, view.ref, "now"),
    "rate": lambda text, view: Span(None, None, "rate"),
    "since": lambda text, view: Span(None, view.ref, "since"),
    "same": lambda text, view: view.running or Span(None, None, "year"),
    "years": years.year_range,
    "listed": years.year,
    "year": years.year,
    "year2": years.two_digit_year,
    "relative": years.relative_year,
    "century": years.century,
    "whole": years.whole,
    "point": years.whole,
    "bare": years.bare,
    "plan": stretches.plan,
    "era": stretches.era,
    "ahead": stretches.years_ahead,
    "months_ahead": stretches.months_ahead,
    "back": stretches.last_years,
    "months_back": stretches.last_months,
    "half_back": stretches.last_half_year,
    "ago": stretches.years_ago,
    "season": stretches.season,
    "term": stretches.term,
    "pair": stretches.pair,
    "report": stretches.report_period,
    "holiday": days.holiday,
    "month": days.month_word,
    "week": days.week_word,
    "day": days.day_word,
    "date": days.day_of_month,
}
