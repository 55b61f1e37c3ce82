"""Numbers in the cells of a printed table, whose unit stands in the header, the caption, the label or a column."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from pipelines.lexicon import UnitWord
from pipelines.numerals import parse
from pipelines.reading.numbers import MAGNITUDES
from pipelines.reading.quantity import Quantity, implied_unit, unit_at

_LINE = re.compile(r"[^\n]+")
_CELL = re.compile(r"[^ ]+")
_NUMBER = re.compile(r"[-—]?\d[\d,]*(?:\.\d+)?%?")
_CAPTION_UNIT = re.compile(r"单位[:：]?\s*([^）\s]{1,12})")
_BRACKET = re.compile(r"[（(]([^）)]{1,12})[）)]")
_YEAR = re.compile(r"(?:19|20)\d{2}年?")
_GROWTH = re.compile(r"增长|增速|同比|增减|±|涨跌|上年=100")
_SHARE = re.compile(r"比重|占比|构成")
_PART = re.compile(r"^(?:其中)?[:：]?")

Scaled = tuple[Decimal, UnitWord]


class _Line(NamedTuple):
    start: int
    cells: list[tuple[int, str]]  # offset in the flat text, text

    def numbers(self) -> int:
        return sum(bool(_NUMBER.fullmatch(text)) and not _YEAR.fullmatch(text) for _, text in self.cells)


class _Column(NamedTuple):
    unit: Scaled | None
    measure: str
    offset: int  # where the header's cell ends: a time named there is the column's


def read_tables(flat: str, quantities: list[Quantity]) -> list[Quantity]:
    """The quantities with those of table cells completed: unit, value, label and column from the table around them."""
    if " " not in flat or not any(quantity.context == "no_unit" for quantity in quantities):
        return quantities
    by_start = {quantity.start: index for index, quantity in enumerate(quantities)}
    result = list(quantities)
    header: _Line | None = None
    caption: Scaled | None = None
    changes = False  # whether the caption says that the table is of changes
    above: Scaled | None = None
    for match in _LINE.finditer(flat):
        start, end = match.span()
        if flat.find(" ", start, end) < 0:
            header, above = None, None
            caption, changes = _caption(match[0]), _GROWTH.search(match[0]) is not None
            continue
        line = _Line(start, [(start + cell.start(), cell[0]) for cell in _CELL.finditer(match[0])])
        if not line.numbers():
            header, above = line, None
            caption = _caption(match[0]) or caption
            changes = changes or ("表" in match[0] and _GROWTH.search(match[0]) is not None)
        elif header is not None or caption is not None:
            above = _row(line, header, caption, changes, above, by_start, result)
    return result


def _caption(text: str) -> Scaled | None:
    match = _CAPTION_UNIT.search(text)
    return _unit(match[1]) or _unit(match[1].split("、")[0]) if match else None  # 单位：万元、%


def _unit(text: str) -> Scaled | None:
    """亿千瓦时 to its scale and measure word."""
    magnitude = MAGNITUDES.match(text)
    for scale_text in (magnitude[0], "") if magnitude else ("",):
        word = unit_at(text, len(scale_text))
        if word is not None and len(scale_text) + len(word.word) == len(text):
            return parse(scale_text) or Decimal(1) if scale_text else Decimal(1), word
    return None


def _labelled(label: str) -> Scaled | None:
    """诊疗人次（万）, 病床使用率（%）: the unit in the row's own label."""
    bracket = _BRACKET.search(label)
    if bracket is None:
        return None
    if MAGNITUDES.fullmatch(bracket[1]):
        word = implied_unit(label[: bracket.start()])
        return (parse(bracket[1]) or Decimal(1), word) if word is not None else None
    return _unit(bracket[1])


def _column(offset: int, text: str) -> _Column:
    bracket = _BRACKET.search(text)
    unit = _unit(bracket[1]) if bracket else _unit("%") if "%" in text else None
    measure = "growth" if _GROWTH.search(text) else "share" if _SHARE.search(text) else "level"
    if unit is None and measure != "level":
        unit = _unit("%")
    return _Column(unit, measure, offset + len(text))


def _row(
    line: _Line,
    header: _Line | None,
    caption: Scaled | None,
    changes: bool,
    above: Scaled | None,
    by_start: dict[int, int],
    result: list[Quantity],
) -> Scaled | None:
    """Completes the numbers of one row; returns its unit, which a row of parts below it takes over."""
    printed = line.cells[0][1]
    label = _BRACKET.sub("", _PART.sub("", printed))
    if not label or _NUMBER.fullmatch(label):
        return above
    cells = line.cells[1:]
    own = next(
        (found for _, text in cells if not _NUMBER.fullmatch(text) and (found := _unit(text))), None
    ) or _labelled(printed)
    heads = header.cells[1:] if header is not None else []
    for place, (offset, text) in enumerate(cells):
        if not _NUMBER.fullmatch(text):
            continue
        # A header with fewer cells than the row cannot be told apart column by column.
        column = _column(*heads[place]) if len(heads) == len(cells) else _Column(None, "level", 0)
        unit = column.unit or own or above or caption
        if changes and column.measure == "level" and unit is not None and unit[1].unit == "percent":
            column = column._replace(measure="growth")
        sign = text[0] in "-—"
        index = by_start.get(offset + sign, by_start.get(offset))
        if unit is not None and index is not None:
            result[index] = _filled(result[index], unit, column, label, text, sign)
    return own or above


def _filled(quantity: Quantity, unit: Scaled, column: _Column, label: str, text: str, sign: bool) -> Quantity:
    scale, word = unit
    value = parse(text.strip("-—%"))
    if value is None:
        return quantity
    return quantity._replace(
        start=quantity.start if quantity.value is not None and quantity.value < 0 else quantity.start - sign,
        value=-value * scale if sign else value * scale,
        unit=word.unit,
        kind=word.kind,
        word=word.word,
        shape="cell",
        rule=f"table.{column.measure}",
        context="",
        label=label,
        column=column.offset,
    )
