"""Numbers in the cells of a printed table, whose unit stands in the header, the caption or a column of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from pipelines.lexicon import UnitWord
from pipelines.numerals import parse
from pipelines.scan import MAGNITUDES, Quantity, unit_at

_NUMBER = re.compile(r"[-—]?\d[\d,]*(?:\.\d+)?%?")
_CAPTION_UNIT = re.compile(r"单位[:：]?\s*([^）\s]{1,12})")
_BRACKET = re.compile(r"[（(]([^）)]{1,12})[）)]")
_GROWTH = re.compile(r"增长|增速|同比|增减|±|涨跌|上年=100")
_SHARE = re.compile(r"比重|占比|构成")


class _Line(NamedTuple):
    start: int
    cells: list[tuple[int, str]]  # offset in the flat text, text

    def numeric(self) -> int:
        return sum(bool(_NUMBER.fullmatch(text)) for _, text in self.cells)


class _Column(NamedTuple):
    unit: tuple[int, UnitWord] | None
    measure: str


def read_tables(flat: str, quantities: list[Quantity]) -> list[Quantity]:
    """The quantities with those of table cells completed: unit, value and label from the table around them."""
    if not any(quantity.context == "no_unit" for quantity in quantities):
        return quantities
    lines = [_line(flat, match.start(), match.end()) for match in re.finditer(r"[^\n]+", flat)]
    cells: dict[int, Callable[[Quantity], Quantity]] = {}
    header: _Line | None = None
    caption: tuple[int, UnitWord] | None = None
    for line in lines:
        if len(line.cells) < 2:
            header = None
            caption = _caption(flat, line)
            continue
        if not line.numeric():
            header = line
            caption = _caption(flat, line) or caption
            continue
        if header is not None or caption is not None:
            _row(line, header, caption, cells)
    return [cells[quantity.start](quantity) if quantity.start in cells else quantity for quantity in quantities] if cells else quantities


def _line(flat: str, start: int, end: int) -> _Line:
    return _Line(start, [(start + match.start(), match[0]) for match in re.finditer(r"[^ ]+", flat[start:end])])


def _caption(flat: str, line: _Line) -> tuple[int, UnitWord] | None:
    text = "".join(cell for _, cell in line.cells)
    match = _CAPTION_UNIT.search(text)
    return _unit(match[1]) if match else None


def _unit(text: str) -> tuple[int, UnitWord] | None:
    """亿千瓦时 to its scale and measure word."""
    magnitude = MAGNITUDES.match(text)
    for scale_text in ((magnitude[0], "") if magnitude else ("",)):
        word = unit_at(text, len(scale_text))
        if word is not None and len(scale_text) + len(word.word) == len(text):
            scale = parse(scale_text) if scale_text else Decimal(1)
            return (int(scale), word) if scale is not None else None
    return None


def _column(text: str) -> _Column:
    bracket = _BRACKET.search(text)
    unit = _unit(bracket[1]) if bracket else _unit("%") if "%" in text else None
    measure = "growth" if _GROWTH.search(text) else "share" if _SHARE.search(text) else "level"
    if unit is None and measure != "level":
        unit = _unit("%")
    return _Column(unit, measure)


def _row(line: _Line, header: _Line | None, caption: tuple[int, UnitWord] | None, cells: dict[int, Callable[[Quantity], Quantity]]) -> None:
    label = re.sub(r"^(?:其中)?[:：]?", "", line.cells[0][1])
    if not label or _NUMBER.fullmatch(label):
        return
    texts = line.cells[1:]
    own = next((found for _, text in texts if not _NUMBER.fullmatch(text) and (found := _unit(text))), None)
    heads = [text for _, text in header.cells[1:]] if header is not None else []
    for place, (offset, text) in enumerate(texts):
        if not _NUMBER.fullmatch(text):
            continue
        # A header with fewer cells than the row cannot be told apart column by column.
        column = _column(heads[place]) if len(heads) == len(texts) else _Column(None, "level")
        unit = column.unit or own or caption
        if unit is None:
            continue
        sign = text[0] in "-—"
        start = offset + sign
        cells[start] = _filled(unit, column.measure, label, text, sign)


def _filled(unit: tuple[int, UnitWord], measure: str, label: str, text: str, sign: bool) -> Callable[[Quantity], Quantity]:
    scale, word = unit
    digits = text.strip("-—%")

    def fill(quantity: Quantity) -> Quantity:
        value = parse(digits)
        if value is None:
            return quantity
        value = value * scale * (-1 if sign else 1)
        return quantity._replace(
            start=quantity.start - sign, value=value, unit=word.unit, kind=word.kind, word=word.word, shape="cell", rule=f"table.{measure}", context="", label=label
        )

    return fill
