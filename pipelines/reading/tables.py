"""Numbers in the cells of a printed table, whose unit stands in the header, the caption, the label or a column."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from pipelines.areas import find_areas
from pipelines.lexicon import UnitWord
from pipelines.numerals import parse
from pipelines.reading.naming import attribute_of
from pipelines.reading.numbers import MAGNITUDES
from pipelines.reading.quantity import Quantity, implied_unit, unit_at
from pipelines.records import Bound

_LINE: Final = re.compile(r"[^\n]+")
_CELL: Final = re.compile(r"[^ |]+(?: ?（(?![\d.,]+）)[^）]{1,12}）)?")  # 产量 （万吨） is one, 支出 （123） two
_BETWEEN_BARS: Final = re.compile(r"[^ |](?:[^|]*[^ |])?")
_RULED: Final = frozenset("|:-— ")
_NUMBER: Final = re.compile(r"[-—+]?\d[\d,，]*(?:\.\d+)?(?:[万亿]|%)?(?:以[内上下]|左右)?")
_NUMBERED_CELLS: Final = 3  # more in a row that begins with its number
_NUMBERS: Final = frozenset(["序号", "编号", "项次"])
_AIM: Final = re.compile(r"预期|目标|计划|规划")
_HELD_TO: Final = re.compile(r"完成|[比较超]|率|生育")  # 完成年计划（%） is what was reached
_WITHIN: Final[dict[str, Bound]] = {"以内": "at_most", "以下": "at_most", "以上": "at_least", "左右": "about"}
_TITLE_LENGTH: Final = 40  # of a table
_CAPTION_UNIT: Final = re.compile(r"单位[:：]?\s*([^）\s]{1,12})")
_BRACKET: Final = re.compile(r"[（(]([^）)]{1,12})[）)]")
_YEAR: Final = re.compile(r"(?:19|20)\d{2}年?")
_GROWTH: Final = re.compile(r"增长|增速|同比|增减|±|涨跌|上年=100")
_SHARE: Final = re.compile(r"比重|占比|构成")
_PART: Final = re.compile(r"^(?:其中)?[:：]?")
_UNITS: Final = frozenset(["单位", "计量单位"])  # the header of a column of units
_PLACES: Final = re.compile(r"[省市县区旗州盟乡镇地城（）、]{1,8}(?:份|别|名称?)?|单位名称")
_WHOLES: Final = frozenset(["合计", "总计", "全市", "全省", "全国", "全县", "全区"])
# What a caption may say of all goods in a table: 主要工业产品产量.
_OF_GOODS: Final = (
    "产量",
    "销量",
    "销售量",
    "出口量",
    "进口量",
    "销售额",
    "零售额",
    "出口额",
    "进口额",
    "播种面积",
    "种植面积",
    "价格",
)

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
    head: str  # the header without its unit
    aim: bool = False  # whether it says that its figures are aimed at


class _Frame(NamedTuple):
    """What stands above the rows of a table."""

    header: _Line | None = None
    unit: Scaled | None = None  # by its caption
    changes: bool = False  # whether the caption says that the table is of changes
    goods: str = ""  # what the caption says is told of each of the goods


def read_tables(flat: str, quantities: list[Quantity]) -> list[Quantity]:
    """The quantities with those of table cells completed: unit, value, label and column from the table around them."""
    if (" " not in flat and "|" not in flat) or not any(quantity.context == "no_unit" for quantity in quantities):
        return quantities
    by_start = {quantity.start: index for index, quantity in enumerate(quantities)}
    result = list(quantities)
    frame = _Frame()
    above: Scaled | None = None
    passed = False
    for match in _LINE.finditer(flat):
        start, end = match.span()
        if flat.find(" ", start, end) < 0 and flat.find("|", start, end) < 0:
            unit = _caption(match[0]) or _unit_behind(match[0])
            if unit is None and match[0][-1] == "。" and frame.header is None and frame.unit is not None and not passed:
                passed = True  # one sentence may stand between a caption and its table
                continue
            frame = _Frame(None, unit, _GROWTH.search(match[0]) is not None, _goods(match[0]))
            above, passed = None, False
            continue
        if _RULED.issuperset(match[0]):
            continue  # |---|---|
        line = _Line(start, _cells(match[0], start))
        if not line.numbers():
            above = None
            frame = _Frame(
                line,
                _caption(match[0]) or _unit_behind(line.cells[0][1]) or frame.unit,
                frame.changes or ("表" in match[0] and _GROWTH.search(match[0]) is not None),
                _goods(match[0]) or frame.goods,
            )
        elif frame.header is not None or frame.unit is not None:
            above = _row(line, frame, above, by_start, result)
    return result


def _cells(text: str, start: int) -> list[tuple[int, str]]:
    """The cells of a line, without the number of a row; 小  麦 is one."""
    parted = _BETWEEN_BARS if "|" in text else _CELL
    cells = [(start + cell.start(), cell[0]) for cell in parted.finditer(text)]
    if len(cells) > _NUMBERED_CELLS and (
        cells[0][1] in _NUMBERS or (cells[0][1].isdecimal() and len(cells[0][1]) <= 2)
    ):
        cells = cells[1:]
    letters = 0
    while letters < len(cells) and len(cells[letters][1]) == 1 and "\u4e00" <= cells[letters][1] <= "\u9fff":
        letters += 1
    if letters > 1 and "|" not in text:
        cells = [(cells[0][0], "".join([cell[1] for cell in cells[:letters]])), *cells[letters:]]
    return cells


def _caption(text: str) -> Scaled | None:
    match = _CAPTION_UNIT.search(text)
    return _unit(match[1]) or _unit(match[1].split("、")[0]) if match else None  # 单位：万元、%


def _unit_behind(text: str) -> Scaled | None:
    """主要指标（亿元）: what the title of a table, or the first cell of its header, ends with."""
    bracket = _BRACKET.search(text) if len(text) <= _TITLE_LENGTH else None
    return _unit(bracket[1]) if bracket is not None and bracket.end() == len(text) else None


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


def _goods(text: str) -> str:
    """产量 of 表1 主要工业产品产量."""
    told = _CAPTION_UNIT.sub("", _BRACKET.sub("", text)).rstrip(" ：:").removesuffix("如下")
    return next((word for word in _OF_GOODS if told.endswith(word) and told != word), "")


def _column(offset: int, text: str) -> _Column:
    bracket = _BRACKET.search(text)
    unit = _unit(bracket[1]) if bracket else _unit("%") if "%" in text else None
    measure = "growth" if _GROWTH.search(text) else "share" if _SHARE.search(text) else "level"
    if unit is None and measure != "level":
        unit = _unit("%")
    aim = _AIM.search(text) is not None and _HELD_TO.search(text) is None
    return _Column(unit, measure, offset + len(text), _BRACKET.sub("", text).strip(), aim)


def _row(
    line: _Line, frame: _Frame, above: Scaled | None, by_start: dict[int, int], result: list[Quantity]
) -> Scaled | None:
    """Completes the numbers of one row; returns its unit, which a row of parts below it takes over."""
    printed = line.cells[0][1]
    label = _BRACKET.sub("", _PART.sub("", printed)).strip()
    if not label or _NUMBER.fullmatch(label):
        return above
    own = _labelled(printed)
    above = above if frame.unit is None or printed.startswith("其中") else None
    cells: list[tuple[int, str]] = []
    for cell in line.cells[1:]:
        found = None if _NUMBER.fullmatch(cell[1]) else _unit(cell[1])
        own = found or own
        if found is None:
            cells.append(cell)
    heads = [head for head in frame.header.cells[1:] if head[1] not in _UNITS] if frame.header is not None else []
    # A header with fewer cells than the row cannot be told apart column by column.
    columns = (
        [_column(*head) for head in heads] if len(heads) == len(cells) else [_Column(None, "level", 0, "")] * len(cells)
    )
    place = len(columns) > 0 and (_of_places(frame) or _is_place(label))
    name = told = _with_measured(label, frame.goods)
    for column, (offset, text) in zip(columns, cells, strict=True):
        if column.measure == "level":
            told = _told(column.head, label, name, place)
        if not _NUMBER.fullmatch(text):
            continue
        unit = column.unit or own or above or frame.unit
        if frame.changes and column.measure == "level" and unit is not None and unit[1].unit == "percent":
            column = column._replace(measure="growth")
        sign = text[0] in "-—"
        index = by_start.get(offset + (sign or text[0] == "+"), by_start.get(offset))
        if unit is not None and index is not None:
            result[index] = _filled(result[index], unit, column, told, text, sign)
    return own or above


def _of_places(frame: _Frame) -> bool:
    """Whether the header says that each row is told of a place: 旗市, 县（区）, 地区."""
    return frame.header is not None and _PLACES.fullmatch(frame.header.cells[0][1]) is not None


def _is_place(label: str) -> bool:
    """Whether the row is told of a place: 青岛市, 全市."""
    return label in _WHOLES or any(hit.start == 0 and hit.end == len(label) for hit in find_areas(label))


def _told(head: str, label: str, name: str, place: bool) -> str:
    """What a column measures of a row: the header's own words where the row is a place, else both together."""
    measured = attribute_of(head)
    if place and measured:
        return head
    return _with_measured(label, head) if measured == head else name


def _with_measured(label: str, measured: str) -> str:
    """钢产量 for 钢 in a table of outputs; 发电量 says itself what it is."""
    return label + measured if measured and not attribute_of(label) else label


def _filled(quantity: Quantity, unit: Scaled, column: _Column, label: str, text: str, sign: bool) -> Quantity:
    scale, word = unit
    bound = _WITHIN.get(text[-2:], "exact")
    text = text.removesuffix(text[-2:]) if bound != "exact" else text
    value = parse(text.strip("-—+%").replace("，", ","))
    if value is None:
        return quantity
    own = parse("1" + text[-1]) if text[-1] in "万亿" else None
    scale = Decimal(1) if own is not None and own >= scale else scale  # 2.3万 below 万人, but 3.01万 below 亿元
    return quantity._replace(
        start=quantity.start if quantity.value is not None and quantity.value < 0 else quantity.start - sign,
        value=-value * scale if sign else value * scale,
        unit=word.unit,
        kind=word.kind,
        word=word.word,
        shape="cell",
        bound=bound,
        rule=f"table.{'aim.' if column.aim else ''}{column.measure}",
        context="",
        label=label,
        column=column.offset,
    )
