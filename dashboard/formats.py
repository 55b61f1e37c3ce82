"""Numbers, bounds and times as people read them: 万/亿 in Chinese, K/M/B in English; "more than 600K", "about 400"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from html import escape
from typing import NamedTuple, Protocol

from dashboard.rows import Fact
from dashboard.words import Words

# Powers of ten that a reader's words stand for, largest first. Only for showing: the table holds the full number.
SCALES = {"zh": ((12, "万亿"), (8, "亿"), (4, "万")), "en": ((12, "T"), (9, "B"), (6, "M"), (3, "K"))}
FIRST_SCALED = {"zh": 4, "en": 4}  # numbers of up to four digits stay as they are
RATIOS = ("percent", "per_mille", "percentage_point")  # of these, what is below zero is a fall


class Link(Protocol):
    """link("evidence", document=..., at=...) is the address of a page with its filters."""

    def __call__(self, name: str, **parameters: object) -> str: ...


class Scale(NamedTuple):
    """How amounts are shown: in `unit`, divided by 10**exponent, with `word` before the unit's symbol."""

    unit: str
    exponent: int
    word: str

    @property
    def key(self) -> str:
        return f"{self.unit}:{self.exponent}"


def scales(unit: str, language: str) -> list[Scale]:
    """The ways to show amounts of `unit`: as they are, then by each number word of the language."""
    return [Scale(unit, 0, "")] + [Scale(unit, exponent, word) for exponent, word in reversed(SCALES[language])]


def plain(value: Decimal, decimals: int = 2) -> str:
    """1,832.2: thousands apart, at most `decimals` decimals, no trailing zeros; −0.5 with a true minus, and no −0."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN) + 0
    text = f"{rounded:,f}".replace("-", "−")
    return text.rstrip("0").rstrip(".") if "." in text else text


def number(value: Decimal, language: str) -> str:
    """600000 -> 60万 / 600K."""
    exponent, word = natural(value, language)
    scaled = value.scaleb(-exponent)
    return plain(scaled, 4 if abs(scaled) < 1 else 2 if abs(scaled) < 1000 else 1) + word


def natural(value: Decimal, language: str) -> tuple[int, str]:
    """The number word that suits a value: (exponent, word); (0, "") for small numbers."""
    digits = value.adjusted() if value else 0
    if digits < FIRST_SCALED[language]:
        return 0, ""
    return next(((exponent, word) for exponent, word in SCALES[language] if digits >= exponent), (0, ""))


def amount(value: Decimal, unit: str, symbol: str, words: Words) -> str:
    """A number with its unit: 60万标箱, 600K TEU, 127%, No. 3."""
    if unit == "rank":
        return words("format.rank", n=plain(value))
    return joined(number(value, words.language), symbol, words)


def joined(shown: str, symbol: str, words: Words) -> str:
    """Number and symbol put together as the language does."""
    close = symbol in ("%", "‰", "") or words.language == "zh"
    return f"{shown}{symbol}" if close else f"{shown} {symbol}"


_MIRRORED = {"more_than": "less_than", "at_least": "at_most", "less_than": "more_than", "at_most": "at_least"}


def _facing(bound: str, value: Decimal | None) -> str:
    """The bound as it faces on the axis: bounds are of the size, so a fall of more than 10 % lies below -10 %."""
    return _MIRRORED.get(bound, bound) if value is not None and value < 0 else bound


def bounded(
    value: Decimal | None, low: Decimal | None, high: Decimal | None, bound: str, unit: str, symbol: str, words: Words
) -> str:
    """A figure as honest as the text: > 60万标箱, 约 400家企业, 2–3个."""
    if bound == "range" and low is not None and high is not None:
        if unit == "rank":
            return f"{amount(low, unit, symbol, words)}–{amount(high, unit, symbol, words)}"
        first, last = natural(low, words.language), natural(high, words.language)
        shown = number(low, words.language)
        shown = shown.removesuffix(first[1]) if first == last else shown
        return f"{shown}–{amount(high, unit, symbol, words)}"
    known = value if value is not None else low if low is not None else high
    if known is None:
        return words("format.unknown")
    if unit == "rank" and bound == "at_most":
        return words("format.top", n=plain(known))
    if known < 0 and unit in RATIOS and bound != "exact":  # as the text has it: "≤ −10%" is hard to read as "or more"
        return words(f"fall_format.{bound}", v=amount(-known, unit, symbol, words))
    return words(f"bound_format.{_facing(bound, known)}", v=amount(known, unit, symbol, words))


def percent(ratio: Decimal | None, decimals: int = 0) -> str:
    """1.27 -> 127%."""
    return "" if ratio is None else f"{plain(ratio.scaleb(2), decimals)}%"


def day(value: date | None, words: Words) -> str:
    """2024-12-31 as the language writes a day."""
    if value is None:
        return words("format.no_day")
    return words("format.day", y=value.year, m=value.month, d=value.day, month=words(f"month.{value.month}"))


def day_of(stamp: str, words: Words) -> str:
    """The day of 2025-01-31T08:15:00Z, or 2025-01-31, as the language writes it; what is none as it is."""
    try:
        return day(date.fromisoformat(stamp[:10]), words)
    except ValueError:
        return stamp


def moment(stamp: str, words: Words, seconds: bool = False) -> str:
    """2025-01-31T08:15:00Z as the language writes day and time; what is no such stamp as it is."""
    try:
        at = datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        return stamp
    return words("format.moment", day=day(at.date(), words), time=f"{at:%H:%M:%S}" if seconds else f"{at:%H:%M}")


def period(start: date | None, end: date | None, basis: str, words: Words) -> str:
    """A stretch of time: 2024年, 2024年1–11月, 截至2022年12月30日; says so where the text names none."""
    if end is None:
        return words("format.undated") if start is None else words("format.since", day=day(start, words))
    if basis == "cumulative" and start is not None:
        return words("format.cumulative_over", when=_stretch(start, end, words))
    if basis in ("deadline", "cumulative", "point"):
        whole = end.month == 12 and end.day == 31
        when = words("format.year", y=end.year) if whole else day(end, words)
        return words(f"format.{basis}", when=when)
    if start is None:
        return day(end, words)
    if start == end:
        return day(end, words)
    last = end.day == monthrange(end.year, end.month)[1]
    if start.day == 1 and last and start.year == end.year:
        if (start.month, end.month) == (1, 12):
            return words("format.year", y=end.year)
        if start.month == end.month:
            return words("format.month", y=end.year, m=end.month, month=words(f"month.{end.month}"))
        return words(
            "format.months",
            y=end.year,
            a=start.month,
            b=end.month,
            month_a=words(f"month.{start.month}"),
            month_b=words(f"month.{end.month}"),
        )
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return words("format.years", a=start.year, b=end.year)
    return f"{day(start, words)} – {day(end, words)}"


def _stretch(start: date, end: date, words: Words) -> str:
    """What a total is of; one "since 2020" begins with that year, not with its first day."""
    if (start.month, start.day) != (1, 1) or start.year == end.year or (end.month, end.day) == (12, 31):
        return period(start, end, "flow", words)
    return words("format.stretch", a=words("format.year", y=start.year), b=day(end, words))


def time_left(deadline: date | None, today: date, words: Words) -> str:
    """Days until a deadline, or since it; years from 400 days on, so that there is no "1 years"."""
    if deadline is None:
        return words("format.no_deadline")
    days = (deadline - today).days
    if abs(days) < 400:
        return words("format.days_left" if days >= 0 else "format.days_over", n=abs(days))
    return words(
        "format.years_left" if days >= 0 else "format.years_over", n=plain(Decimal(abs(days)) / Decimal("365.25"), 1)
    )


def parted(*texts: str) -> str:
    """Texts with dots between them, as HTML; empty ones are left out. A line breaks between two, not inside a date."""
    return parted_html(*map(escape, texts))


def parted_html(*pieces: str) -> str:
    """The same of pieces that are HTML. The dots come from the style sheet, which shows none at a line's end."""
    said = [piece for piece in pieces if piece]
    bits = " ".join(f'<span class="sc-bit">{piece}</span>' for piece in said)
    return f'<span class="sc-bits">{bits}</span>' if len(said) > 1 else "".join(said)


def parted_text(*texts: str) -> str:
    """The same as text, for a label: no line begins with a dot."""
    return "\u00a0· ".join(text for text in texts if text)


def markdown_safe(text: str) -> str:
    """Text from a document that Markdown must not read as its own signs."""
    return re.sub(r"([\\`*_{}\[\]()#+!|<>~$:-])", r"\\\1", text)


def titled(title: str, words: Words) -> str:
    """A document's title as the language quotes one; quotes within English quotes are single."""
    inner = title if words.language == "zh" else title.translate({ord("“"): "‘", ord("”"): "’"})
    return words("cite.title", title=inner)


def document(title: str, document_id: str) -> str:
    """What a document is called: its title, but its id where a whole sentence of it stands in for a title."""
    return document_id if not title or title.endswith(("。", "…")) else title


def known(publisher: str) -> bool:
    """Whether a document's metadata name its publisher: "unknown" is a code."""
    return publisher not in ("", "unknown")


def publisher(name: str, words: Words) -> str:
    """Who published a document, by the name that the language has for it, or in words."""
    return words.stated(name) if known(name) else words("format.no_publisher")


def claimed(claim: str, measure: str, words: Words) -> str:
    """What the text claims, and what kind of figure it is where it is no level: 目标, 报告值 · 增速."""
    said = words.label("claim", claim)
    return said if measure == "level" else f"{said} · {words.label('measure', measure)}"


def figure(fact: Fact, words: Words) -> str:
    """A fact's value with its bound and unit, as text."""
    return bounded(
        fact.value, fact.low, fact.high, fact.bound, fact.unit, words.pick(fact.symbol_zh, fact.symbol_en), words
    )


def when(fact: Fact, words: Words) -> str:
    """The time a fact is about; a state that was aimed for, and lay ahead when it was published, is one "by" then."""
    end, stated = fact.time_end, fact.published_on
    aimed = fact.claim in ("target", "plan") and fact.time_basis in ("point", "cumulative")
    ahead = aimed and end is not None and (stated is None or end > stated)
    return period(fact.time_start, end, "deadline" if ahead else fact.time_basis, words)
