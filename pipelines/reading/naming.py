"""The words that names are made of: a thing, what of it is measured, and what is done to it."""

from __future__ import annotations

from collections.abc import Container, Iterable
from functools import cache, lru_cache
from typing import Final, NamedTuple

from pipelines.lexicon import read_words
from pipelines.reading.quantity import Quantity
from pipelines.records import Measure

MAX_LENGTH: Final = 24
_BARE: Final = 2  # a noun of no more characters is told by what is measured of it
_THINGS: Final = frozenset(["item", "enterprise", "institution", "project", "country", "city", "port"])
NOT_MADE: Final = frozenset(["头", "羽", "匹", "人", "户"])
_MASS: Final = frozenset(["tonne", "kWh", "jin", "dan", "kg", "m3", "TEU"])
_HEADS: Final = frozenset("头只匹羽箱株棵尾")  # measure words that names keep: 养猪头数
CARRIED: Final = frozenset(["开行", "发运", "交付", "装卸", "收运", "运送"])  # verbs that make a noun with 量
_SENT: Final = ("包裹", "快件", "快递", "邮件", "包件")
COUNTED_PLACES: Final = frozenset(
    ["省数", "市数", "县数", "区数", "专区数", "地区数", "城市数", "镇数", "村数", "州数"]
)
_STAFF: Final = ("员工", "职工", "雇员")
_AREA: Final = frozenset(["mu", "hectare", "m2", "km2"])
_COUNTED: Final = {"人": "人数", "户": "户数", "kW": "装机容量", "mu": "面积", "hectare": "面积", "m2": "面积"}
_DONE: Final = {  # what is told of something done, by its unit: 转移3万人 is 转移人数
    **dict.fromkeys(_MASS, "量"),
    **dict.fromkeys(_AREA, "面积"),
    "person": "人数",
    "passenger": "人次",
    "household": "户数",
    "km": "长度",
    "flight": "架次",
}


_LEAD: Final = 5  # characters before a verb of making
_BEFORE_MAKING: Final = frozenset("共就已又还再能可曾")
_NOT_THINGS: Final = frozenset("量值品业能权地出线的性要一")
_EMPTY: Final = frozenset(["实施", "进行", "开展", "举行", "完成", "实现"])
_WHOLES: Final = frozenset(
    ["全社", "全村", "全乡", "全镇", "全队", "全大队", "全厂", "村里", "社里", "队里"]
)  # that people live in
# What says of a measure how it is reckoned and not of what: 年度计划投资.
MODIFIERS: Final = frozenset(["年度计划", "年度", "计划", "年设计", "年计划", "合同", "计划总", "累计", "预计"])
_GROWING: Final = frozenset(["播种", "种植", "栽培", "养殖"])


class Named(NamedTuple):
    """A name, its own part, and the thing it is about, "" where that is the thing told before."""

    name: str
    own: str
    thing: str


class NameWords(NamedTuple):
    """The lists of lexicon/subjects.yml that tell the parts of a name apart."""

    generic: frozenset[str]
    products: frozenset[str]
    scopes: frozenset[str]
    verbs: dict[str, str]  # light, brings or acts
    acts: frozenset[str]
    heads: frozenset[str]
    attributes: frozenset[str]
    short_forms: dict[str, str]
    making: tuple[str, ...]
    moved: frozenset[str]
    yields: frozenset[str]
    agents: tuple[str, ...]
    agent_heads: frozenset[str]
    attribute_tails: dict[str, int]  # last character -> length of the longest attribute that ends with it


def lengths(words: Iterable[str], place: int) -> dict[str, int]:
    """The character at `place` (0 or -1) of each word, with the length of the longest that has it there."""
    found: dict[str, int] = {}
    for word in words:
        found[word[place]] = max(found.get(word[place], 0), len(word))
    return found


@cache
def name_words() -> NameWords:
    """The lists, read once."""
    data = read_words("subjects.yml")
    attributes = frozenset(data["attributes"])
    return NameWords(
        frozenset(data["generic"]),
        frozenset(data["products"]),
        frozenset(data["scopes"]),
        {word: kind for kind in ("acts", "brings", "light") for word in data[kind]},
        frozenset(data["acts"]),
        frozenset(data["heads"]),
        attributes,
        data["short_forms"],
        tuple(data["making"]),
        frozenset(data["moved"]),
        frozenset(data["yields"]),
        tuple(data["agents"]),
        frozenset(word[0] for word in data["agents"]),
        lengths(attributes, -1),
    )


@lru_cache(maxsize=4096)
def attribute_of(name: str) -> str:
    """What of a thing the name tells, "" where it names only the thing: 种植面积 of 棉花种植面积."""
    words = name_words()
    for length in range(min(words.attribute_tails.get(name[-1:], 0), len(name)), 0, -1):
        if name[-length:] in words.attributes:
            return name[-length:]
    return ""


def thing_of(name: str) -> str:
    """The name without what is measured, "" where nothing is left: 棉花 of 棉花种植面积."""
    attribute = attribute_of(name)
    thing = name[: -len(attribute)] if attribute else name
    if len(thing) > 3 and thing[-2:] in _GROWING:
        thing = thing[:-2]  # 早稻 of 早稻播种面积
    return thing if len(thing) > 1 else ""


@lru_cache(maxsize=4096)
def is_generic(name: str) -> bool:
    """Whether the words name no subject of their own: 增速, 总量."""
    words = name_words()
    return (len(name) < 2 and name not in words.products) or name in words.generic


def is_good(name: str) -> bool:
    """Whether the one character is goods by itself: 钢."""
    return name in name_words().products


def is_brought(name: str) -> bool:
    """Whether the words end with a verb that says nothing of the thing: 实施."""
    return name[-2:] in _EMPTY


def is_scope(name: str) -> bool:
    """Whether the words only narrow what was told before: 城市, 男性."""
    return name in name_words().scopes


def in_full(name: str) -> str:
    """The name with its last words in full: 净利润 for 净利."""
    forms = name_words().short_forms
    for length in (4, 3, 2):
        if name[-length:] in forms and not name.endswith(forms[name[-length:]]):
            return name[:-length] + forms[name[-length:]]
    return name


def output_of(name: str, unit: str) -> str:
    """钢产量 of 共生产钢, "" where the name does not tell what was made."""
    words = name_words()
    for verb in words.making:
        place = name.rfind(verb, 0, _LEAD + len(verb))
        thing = name[place + len(verb) :]
        led = place == 0 or (place > 0 and name[place - 1] in _BEFORE_MAKING)
        if not led or not thing or thing[0] in _NOT_THINGS or thing in words.heads or attribute_of(thing):
            continue
        return (
            thing + "产量"
            if (unit in _MASS or unit not in _THINGS) and unit not in ("person", "CNY", "percent")
            else ""
        )
    return ""


def done_to(name: str) -> str:
    """What something is done to, "" where the name tells no act: 案件数 of 法院受理案件数."""
    acts = name_words().acts
    for place in range(len(name) - 3, -1, -1):
        if name[place : place + 2] in acts:
            return name[place + 2 :]
    return ""


def is_handled(name: str) -> bool:
    """Whether the goods are not made but moved, used or traded: 进口原油."""
    act = act_of(name)
    return bool(act) and act not in name_words().yields


def act_of(name: str) -> str:
    """What is done to the thing, where the name opens with it: 出栏 of 出栏肥猪."""
    return name[:2] if len(name) > 2 and name[:2] in name_words().acts else ""


def is_act(name: str) -> bool:
    """Whether the words end with what is done, not with a thing: 发电, 累计排水."""
    return name[-2:] in name_words().acts


def with_measure(name: str, measure: Measure, amount: bool, falls: bool = False) -> str:
    """The name of a figure. Growth, share and rank are told by `measure`; a change or a completion rate has its own.

    `amount` is an absolute change and not a level, `falls` one downwards.
    """
    if amount:
        return name if name.endswith(("增量", "增加量", "减少量")) else name + ("减少量" if falls else "增加量")
    return name + "完成率" if measure == "completion" and not name.endswith(("率", "进度")) else name


def in_nouns(name: str, unit: str) -> str:
    """The name as an indicator has it: 班列开行量 for 开行班列, where the figure is no money."""
    thing = name[2:]
    whole = unit == "CNY" or len(thing) < _BARE or thing.endswith(("数", "量", "额")) or attribute_of(thing) != ""
    return name if whole else f"{thing}{name[:2]}量"


def told_by_unit(name: str, quantity: Quantity) -> str:
    """What a unit measures of a thing whose name does not say it."""
    if quantity.word == "名" and name.endswith(_STAFF):
        return "数"
    if name.endswith(("数", "量", "额")) or attribute_of(name):
        return ""
    if name in _WHOLES:
        return {"person": "人口", "household": "户数"}.get(quantity.unit, "数" if quantity.unit in _THINGS else "")
    if is_act(name):
        return "额" if quantity.kind == "money" else _DONE.get(quantity.unit, "")
    if quantity.unit in _THINGS:
        return "量" if name.endswith(_SENT) else "数"
    if len(name) > _BARE:
        return ""
    if quantity.word in _HEADS:
        return quantity.word + "数"
    if quantity.unit in _MASS and name in name_words().moved:
        return "量"
    if quantity.unit in _MASS:
        return "产量"
    if quantity.unit in _AREA:
        return "面积"
    return "人数" if quantity.unit == "person" else "数" if quantity.kind == "count" else ""


def people_of(flat: str, quantity: Quantity, area_ends: Container[int]) -> str:
    """Those who live in the place that stands right before their number: 全村1180户, 全社4460人."""
    people = {"person": "人口", "household": "户数"}.get(quantity.unit, "")
    return people if quantity.start in area_ends or flat.endswith(tuple(_WHOLES), 0, quantity.start) else ""


def counted_in(quantity: Quantity, thing: str = "") -> str:
    """What is told of a thing by the measure word alone: 人数, 装机容量."""
    if thing in _WHOLES:
        return told_by_unit(thing, quantity)
    return _COUNTED.get(quantity.word[-1:]) or _COUNTED.get(quantity.unit, "")
