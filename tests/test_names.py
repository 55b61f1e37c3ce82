"""Each word that names are cut by has an effect: a row of lexicon/subjects.yml without one is no row."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pipelines import extract
from pipelines.lexicon import read_words
from pipelines.reading.naming import attribute_of, is_generic
from pipelines.reading.phrases import noun_after, noun_before
from pipelines.reading.quantity import Quantity
from pipelines.reading.scan import scan

SUBJECTS = read_words("subjects.yml")


def without_effect(words: Iterable[str], works: Callable[[str], bool]) -> list[str]:
    return [word for word in words if not works(word)]


def quantity(text: str) -> Quantity | None:
    """The only quantity of a sentence, None where there is another number of them."""
    found = scan(text, [])
    return found[0] if len(found) == 1 else None


def named(text: str) -> bool:
    return noun_before(text, 0, len(text)) == "蜂胶产量"


def test_each_verb_is_cut_from_the_end_of_a_name() -> None:
    assert without_effect(SUBJECTS["verbs"], lambda word: named("蜂胶产量" + word)) == []


def test_each_noun_that_ends_like_a_verb_stays_whole() -> None:
    def works(word: str) -> bool:
        return noun_before("蜂胶" + word, 0, 2 + len(word)) == "蜂胶" + word

    assert without_effect(SUBJECTS["kept"], works) == []


def test_each_opener_is_cut_from_the_beginning_of_a_name() -> None:
    assert without_effect(SUBJECTS["openers"], lambda word: named(word + "蜂胶产量")) == []


def name_behind(text: str) -> str:
    found = quantity(text)
    return noun_after(text, found)[0] if found else ""


def test_a_name_behind_a_number_ends_before_each_stop() -> None:
    assert without_effect(SUBJECTS["stops"], lambda word: name_behind(f"栽种37种蜂胶树{word}当地。") == "蜂胶树") == []


def test_each_counter_takes_its_noun_behind_it() -> None:
    assert without_effect(SUBJECTS["counters"], lambda word: name_behind(f"共有37{word}蜂胶。") == "蜂胶") == []


def test_no_word_of_the_guards_ends_a_name_behind_a_number() -> None:
    def works(word: str) -> bool:
        return name_behind(f"栽种37种蜂胶{word}。") == "蜂胶" + word

    assert without_effect(SUBJECTS["not_stops"], works) == []


def test_each_generic_word_names_nothing_and_each_product_does() -> None:
    assert without_effect(SUBJECTS["generic"], is_generic) == []
    assert without_effect(SUBJECTS["products"], lambda word: not is_generic(word)) == []


def test_each_attribute_is_told_apart_from_its_thing() -> None:
    assert without_effect(SUBJECTS["attributes"], lambda word: attribute_of("蜂胶的" + word) == word) == []


def test_each_scope_narrows_what_was_told_before() -> None:
    def works(word: str) -> bool:
        return extract(f"蜂胶票价上涨3.2%，其中，{word}上涨2.1%。")[1].name == word + "蜂胶票价"

    assert without_effect(SUBJECTS["scopes"], works) == []


def phrase(text: str) -> str:
    return noun_before(text, 0, len(text))


def test_each_verb_between_who_acts_and_the_thing_is_cut_as_its_list_says() -> None:
    def cut(word: str) -> str:
        return phrase(f"竹木行业{word}蜂胶作坊")

    assert without_effect(SUBJECTS["light"], lambda word: cut(word) == "竹木行业蜂胶作坊") == []
    assert without_effect(SUBJECTS["brings"], lambda word: cut(word) == "蜂胶作坊") == []
    assert without_effect(SUBJECTS["acts"], lambda word: cut(word) == word + "蜂胶作坊") == []


def test_each_agent_is_cut_before_what_it_does() -> None:
    assert without_effect(SUBJECTS["agents"], lambda word: phrase(f"竹木{word}整治蜂胶作坊") == "整治蜂胶作坊") == []
    assert without_effect(SUBJECTS["agents"], lambda word: phrase(f"竹木{word}蜂胶产值") == f"竹木{word}蜂胶产值") == []


def test_each_head_keeps_the_verb_before_it() -> None:
    assert without_effect(SUBJECTS["heads"], lambda word: phrase(f"蜂胶竹木整治{word}") == f"蜂胶竹木整治{word}") == []
