"""Every row of the lexicon does what it is there for, in a sentence made for its list; each indicator can be reached.

A test puts each row into its list's sentence and says which had no effect, save those in `KNOWN`, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path

import pytest

from pipelines import extract
from pipelines.catalogue import Indicator, load_catalogue
from pipelines.lexicon import UnitWord, read_words, unit_words
from pipelines.reading.quantity import Quantity
from pipelines.reading.scan import scan
from pipelines.records import Mention

ROOT = Path(__file__).parents[1]
QUALIFIERS = read_words("qualifiers.yml")
MEASURES = read_words("measures.yml")
CLAIMS = read_words("claims.yml")
CONTEXT = read_words("context.yml")

KNOWN: dict[str, dict[str, str]] = {}


def hold(rows: str, missed: Iterable[str]) -> None:
    """Fails with the rows that have no effect and are not known, and with those known that have one."""
    assert sorted(missed) == sorted(KNOWN.get(rows, {}))


def kept(sentence: str) -> list[Mention]:
    return [mention for mention in extract(sentence) if mention.disposition != "context"]


def last(sentence: str) -> Mention | None:
    """The last quantity that is not set aside."""
    mentions = kept(sentence)
    return mentions[-1] if mentions else None


def quantity(sentence: str) -> Quantity | None:
    """The only quantity of a sentence, None where there is another number of them."""
    found = scan(sentence, [])
    return found[0] if len(found) == 1 else None


def without_effect(words: Iterable[str], works: Callable[[str], bool]) -> list[str]:
    return [word for word in words if not works(word)]


def pairs(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(key, word) for key, words in table.items() for word in words]


# -- unit words ------------------------------------------------------------------------------------------------------


def read_with(row: UnitWord) -> bool:
    found = quantity(f"总量为37{row.word}。")
    if found is None or found.word != row.word:
        return False
    value = 370 if row.word == "成" else 37.5 if row.word.startswith("个半") else 37
    unit = "percent" if row.word == "成" else row.unit
    return (found.value, found.unit, found.kind) == (value, unit, row.kind)


def test_each_unit_word_is_read_behind_a_number() -> None:
    hold("unit_words", without_effect(unit_words(), lambda word: read_with(unit_words()[word])))


def test_each_unit_of_the_catalogue_has_a_word() -> None:
    """An indicator whose unit no word stands for could never be found."""
    readable = {row.unit for row in unit_words().values()} | {"percent", "rank", "index_point", "比例"}
    hold("units of the catalogue", {row.unit for row in load_catalogue().indicators.values()} - readable)


# -- bounds ----------------------------------------------------------------------------------------------------------


def bounded(sentence: str, bound: str) -> bool:
    found = quantity(sentence)
    return found is not None and found.bound == bound


@pytest.mark.parametrize("place", ["before", "inside", "after", "bare_before"])
def test_each_bound_word_bounds(place: str) -> None:
    frame = {
        "before": "总量{}37吨。",
        "inside": "总量为30{}吨。",
        "after": "总量为37吨{}。",
        "bare_before": "总量{}百万吨。",
    }[place]
    rows = [(bound, word) for bound, word in pairs(QUALIFIERS[place]) if word != "封顶"]
    assert [(bound, word) for bound, word in rows if not bounded(frame.format(word), bound)] == []


def test_what_is_capped_is_bounded_and_what_is_roofed_is_not() -> None:
    assert bounded("补助37万元封顶。", "at_most")
    assert bounded("建成37座封顶。", "exact")


def test_a_bound_word_is_seen_across_each_filler() -> None:
    assert without_effect(QUALIFIERS["fillers"], lambda word: bounded(f"总量超过{word}37吨。", "more_than")) == []


def test_each_guard_makes_a_bound_word_another_word() -> None:
    guarded = [char + word for word, chars in QUALIFIERS["guards"].items() for char in chars]
    assert without_effect(guarded, lambda word: bounded(f"总量{word}37吨。", "exact")) == []


# -- measures --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "sign"), [("growth_up", 1), ("growth_down", -1)])
def test_each_word_of_change_makes_growth_with_its_sign(kind: str, sign: int) -> None:
    def works(word: str) -> bool:
        found = last(f"蜂胶产量比上年{word}5%。")
        return found is not None and (found.measure, found.value) == ("growth", sign * 5)

    hold(kind, without_effect(MEASURES[kind], works))


def measured(sentence: str, measure: str) -> bool:
    found = last(sentence)
    return found is not None and found.measure == measure


@pytest.mark.parametrize(
    ("kind", "frame", "measure"),
    [
        ("growth_names", "蜂胶产量{}为5%。", "growth"),
        ("share", "蜂胶产量{}5%。", "share"),
        ("completion", "蜂胶产量{}95%。", "completion"),
        ("rank", "蜂胶产量{}第三位。", "rank"),
        ("level", "蜂胶{}为5%。", "level"),
    ],
)
def test_each_measure_word_tells_the_measure(kind: str, frame: str, measure: str) -> None:
    assert without_effect(MEASURES[kind], lambda word: measured(frame.format(word), measure)) == []


def test_each_rank_word_makes_an_ordinal_without_a_place_word_a_rank() -> None:
    assert without_effect(MEASURES["rank"], lambda word: measured(f"蜂胶产量{word}第三。", "rank")) == []


# -- claims ----------------------------------------------------------------------------------------------------------


def claimed(sentence: str, *claims: str) -> bool:
    found = last(sentence)
    return found is not None and found.claim in claims


@pytest.mark.parametrize(
    ("kind", "frame", "claims"),
    [
        ("target", "当地{}水库37座。", ("target", "plan")),
        ("after_jiang", "当地将{}水库37座。", ("target", "plan")),
        ("weak", "主要目标\n当地{}水库37座。", ("target", "plan")),
        ("neutral", "{}建成水库37座。", ("reported",)),
        ("reported", "力争建成水库90座，{}建成水库37座。", ("reported",)),
        ("plan_nouns", "水厂{}37亿元。", ("plan", "target")),
    ],
)
def test_each_claim_word_tells_the_claim(kind: str, frame: str, claims: tuple[str, ...]) -> None:
    words = [word for word in CLAIMS[kind] if kind != "target" or word not in CLAIMS["weak"]]
    hold(kind, without_effect(words, lambda word: claimed(frame.format(word), *claims)))


def test_no_word_makes_two_kinds_of_claim() -> None:
    kinds = [{*CLAIMS[kind]} for kind in ("target", "weak", "neutral", "reported")]
    hold("claims", set().union(*(one & other for one, other in combinations(kinds, 2))))


# -- context ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("frame", ["当地推进{}建设。", "{}的发展。"])
def test_no_number_inside_an_idiom_is_kept(frame: str) -> None:
    assert without_effect(CONTEXT["idioms"], lambda word: not kept(frame.format(word))) == []


def test_each_word_behind_a_size_makes_it_a_name() -> None:
    assert without_effect(CONTEXT["name_after"], lambda word: not kept(f"当地的1000千伏{word}很有名。")) == []


def test_one_counts_behind_each_of_its_words() -> None:
    """一 is an article, but not in 仅一座."""
    assert quantity("一座水库建成。") is not None and not kept("一座水库建成。")
    words = [word for word in CONTEXT["one_counts_after"] if word not in ("每", "第")]  # a rate's base, a rank
    hold("one_counts_after", without_effect(words, lambda word: bool(kept(f"当地{word}一座水库。"))))


def test_each_word_of_measuring_makes_a_duration_a_figure() -> None:
    assert not kept("当地经过37小时。")
    assert without_effect(CONTEXT["duration_measured"], lambda word: bool(kept(f"当地{word}37小时。"))) == []


def test_each_word_behind_a_duration_makes_it_a_figure() -> None:
    assert without_effect(CONTEXT["duration_told_after"], lambda word: bool(kept(f"全程37分钟{word}。"))) == []


def test_each_noun_of_procedure_makes_a_count_context() -> None:
    hold("procedure", without_effect(CONTEXT["procedure"], lambda word: not kept(f"当地抓好三个{word}。")))


def test_each_weak_unit_behind_a_single_character_is_no_count() -> None:
    units = CONTEXT["weak_units"]
    hold("weak_units", without_effect(units, lambda word: word in unit_words() and not kept(f"当地有三{word}。")))


def test_no_unit_is_read_where_the_next_character_makes_another_word() -> None:
    rows = [(word, char) for word, chars in CONTEXT["not_before"].items() for char in str(chars)]

    def works(word: str, char: str) -> bool:
        return all(found.word != word for found in scan(f"总量为37{word}{char}", []))

    assert [word + char for word, char in rows if not works(word, char)] == []


def test_each_counted_noun_gives_its_unit() -> None:
    def works(unit: str, noun: str) -> bool:
        found = quantity(f"惠及37万{noun}。")
        return found is not None and found.unit == unit

    hold("counted_nouns", [noun for unit, noun in pairs(CONTEXT["counted_nouns"]) if not works(unit, noun)])


def test_each_noun_beside_a_measure_word_gives_its_unit() -> None:
    def works(word: str, noun: str, unit: str) -> bool:
        found = quantity(f"{noun}有37{word}。")
        return found is not None and found.unit == unit

    rows = [(word, *row) for word, nouns in CONTEXT["noun_units"].items() for row in nouns.items()]
    assert [row for row in rows if not works(*row)] == []


# -- the lists themselves --------------------------------------------------------------------------------------------

FILES = ("qualifiers", "measures", "claims", "context", "subjects", "periods")


@pytest.mark.parametrize("name", FILES[:-1])
def test_each_list_is_used(name: str) -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "pipelines").rglob("*.py")]
    readers = "".join(source for source in sources if f'"{name}.yml"' in source)

    def used(key: str) -> bool:
        return bool(re.search(rf"""\[["']{key}["']\]|for \w+ in \([^)]*"{key}\"""", readers))

    hold(f"lists of {name}", [key for key in read_words(f"{name}.yml") if not used(key)])


@pytest.mark.parametrize("name", FILES)
def test_no_word_stands_twice_in_a_list(name: str) -> None:
    twice: list[str] = []
    for key, words in read_words(f"{name}.yml").items():
        if isinstance(words, list) and words and isinstance(words[0], str):
            twice.extend(f"{key}: {word}" for word in sorted(set(words)) if words.count(word) > 1)
    hold(f"twice in {name}", twice)


# -- the catalogue ---------------------------------------------------------------------------------------------------


def sentences(indicator: Indicator) -> Iterable[str]:
    """One sentence for each of its triggers, the trigger's words in order before a figure in its unit."""
    places = indicator.areas or indicator.within
    area = load_catalogue().areas[places[0]].name_zh if places else "四川省"
    for trigger in indicator.triggers:
        for unit in sorted({row.word for row in unit_words().values() if row.unit == indicator.unit} | {""}):
            figure = "居第37位" if indicator.unit == "rank" else f"为37{unit}"
            yield f"2023年，{area}{'的'.join(trigger)}{figure}。"


def test_each_indicator_is_reached_by_a_sentence_with_its_trigger() -> None:
    def works(key: str) -> bool:
        indicator = load_catalogue().indicators[key]
        return any(mention.indicator == key for text in sentences(indicator) for mention in extract(text))

    hold("indicators", without_effect(load_catalogue().indicators, works))
