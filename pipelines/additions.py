"""What people added to catalogue and lexicon: indicators, names of indicators, unit words; files of the review folder.

The same entries as the program's own, checked by the same code, and each says who added it and when. An entry that is
wrong is left out and named among the catalogue's problems; the rest counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from pipelines.areas import find_areas
from pipelines.atomic import append_whole, locked
from pipelines.catalogue import FOLDER, Catalogue, Indicator, entries, load_catalogue, own_unit, triggers
from pipelines.catalogue.reading import Entry, parse_csv, parse_list, read_list, read_text
from pipelines.errors import CatalogueError
from pipelines.lexicon import PREFIXES, UnitWord, read_words, unit_words
from pipelines.records import Finding

INDICATORS, ALIASES, UNITS = "indicators.yml", "aliases.csv", "units.csv"
ALIAS_COLUMNS = ("alias", "indicator_id", "added_by", "added_at")
UNIT_COLUMNS = ("word", "unit", "added_by", "added_at")
_APART = {"areas", "within", "excludes"}  # what keeps indicators of one trigger apart
_BY = {"added_by", "added_at"}
_AT = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?")
_WORD = re.compile(r"[^\s\d,，。；;、《》“”\"'<>]{1,20}")
_PLAIN = ("verbs", "openers", "stops", "loose", "changes")  # lists of subjects.yml: words that stand by any figure
_CJK = re.compile(r"[\u3400-\u9fff]+(/[\u3400-\u9fff]+)?")


class Additions(NamedTuple):
    """The texts of the three files; "" for one that is not there. Small, and equal when nothing has changed."""

    indicators: str = ""
    aliases: str = ""
    units: str = ""


class Vocabulary(NamedTuple):
    """What a refresh reads with: the catalogue with what people added, and their unit words."""

    catalogue: Catalogue
    unit_words: tuple[UnitWord, ...]


def read_additions(folder: Path | None) -> Additions:
    """The files of a review folder. Raises CatalogueError for one that is no text."""
    if folder is None:
        return Additions()
    paths = (folder / INDICATORS, folder / ALIASES, folder / UNITS)
    return Additions(*(read_text(path) if path.exists() else "" for path in paths))


@lru_cache(maxsize=4)
def vocabulary(additions: Additions) -> Vocabulary:
    """The program's catalogue and the additions. Raises CatalogueError where a file as a whole is wrong."""
    base = load_catalogue()
    if additions == Additions():
        return Vocabulary(base, ())
    problems: list[Finding] = []
    words = _unit_words(base, additions.units, problems)
    indicators = _indicators(base, additions.indicators, problems)
    indicators = _aliases(indicators, additions.aliases, {word.word for word in words}, problems)
    own = dict.fromkeys(i.unit for i in indicators.values() if i.unit not in base.units)
    units = base.units | {unit: own_unit(unit) for unit in own}
    catalogue = replace(base, indicators=indicators, units=units, problems=(*base.problems, *problems))
    return Vocabulary(catalogue, words)


def add_indicator(folder: Path, entry: dict[str, Any], added_by: str, added_at: str) -> None:
    """Append an indicator, an entry as in indicators.yml. Raises CatalogueError, and then adds nothing.

    A unit may be given by a word for it: 元 is CNY, and no measure word of its own.
    """
    word = unit_words().get(str(entry.get("unit")))
    entry = entry | ({"unit": word.unit} if word else {})
    entry = entry | {"triggers": [_as_read(one) if isinstance(one, str) else one for one in entry["triggers"]]}
    text = yaml.safe_dump([entry | {"added_by": added_by, "added_at": added_at}], allow_unicode=True, sort_keys=False)
    _add(folder, INDICATORS, text, "")


def add_alias(folder: Path, alias: str, indicator_id: str, added_by: str, added_at: str) -> None:
    """Append a name of an indicator: a word that leads to it. Raises CatalogueError and then adds nothing."""
    _add(folder, ALIASES, _line(_as_read(alias), indicator_id, added_by, added_at), _line(*ALIAS_COLUMNS))


def add_unit_word(folder: Path, word: str, unit: str, added_by: str, added_at: str) -> None:
    """Append a measure word and its canonical unit. Raises CatalogueError and then adds nothing."""
    _add(folder, UNITS, _line(_as_read(word), unit, added_by, added_at), _line(*UNIT_COLUMNS))


def _add(folder: Path, name: str, text: str, header: str) -> None:
    """Append `text` to a file of the folder if it, and what stands there, has no new problem."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            before = read_additions(folder)
            field = {INDICATORS: "indicators", ALIASES: "aliases", UNITS: "units"}[name]
            old: str = getattr(before, field)
            more = text if old else header + text
            joint = "" if old.endswith("\n") or not old else "\n"
            known = {problem.message for problem in vocabulary(before).catalogue.problems}
            after = vocabulary(before._replace(**{field: old + joint + more})).catalogue.problems
            if new := [problem for problem in after if problem.message not in known]:
                raise CatalogueError(new[0].message, **json.loads(new[0].parameters))
            append_whole(folder / name, more.encode())
    except (OSError, UnicodeEncodeError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise CatalogueError(f"{name}: {said}; nothing is added", code="not_written", file=name, system=said) from error


def _as_read(word: str) -> str:
    """The word in the letters and figures that texts are read in: ＧＤＰ is GDP."""
    return re.sub("[０-９Ａ-Ｚａ-ｚ]", lambda wide: chr(ord(wide[0]) - 0xFEE0), word)


def _line(*cells: str) -> str:
    return (
        ",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' if re.search('[",\r\n]', cell) else cell for cell in cells)
        + "\n"
    )


def _indicators(base: Catalogue, text: str, problems: list[Finding]) -> dict[str, Indicator]:
    """The catalogue's indicators and those added; an added one that contradicts one there is left out."""
    if not text.strip():
        return base.indicators
    listed = [*read_list(FOLDER / INDICATORS), *_with_provenance(text, base.indicators, problems)]
    known = {problem.message for problem in base.problems}
    found: list[Finding] = []
    indicators = entries.indicators(listed, INDICATORS, base.units, base.areas, found, _named())
    problems.extend(problem for problem in found if problem.message not in known)
    return indicators


def _with_provenance(text: str, there: dict[str, Indicator], problems: list[Finding]) -> Iterator[Entry]:
    taken = {
        (trigger[0], i.unit): i.indicator_id for i in there.values() for trigger in i.triggers if len(trigger) == 1
    }
    for place, content in parse_list(text, f"review/{INDICATORS}"):
        where = f"review, {place}"
        if isinstance(content, dict):
            if nobody := _nobody(str(content.get("added_by") or ""), str(content.get("added_at") or "")):
                problems.append(_finding(INDICATORS, where, nobody))
                continue
            content = {key: cell for key, cell in content.items() if key not in _BY}
            if others := [] if content.keys() & _APART else _taken(content, taken):
                fault = CatalogueError(f"expected triggers of its own, found that of {others[0]}",
                                       code="taken", field="triggers", other=others[0])  # fmt: skip
                problems.append(_finding(INDICATORS, where, fault))
                continue
        yield where, content


def _taken(content: dict[str, Any], taken: dict[tuple[str, str], str]) -> list[str]:
    """The indicators that a word of these triggers leads to already, in the same unit: they could not be told apart."""
    words, unit = content.get("triggers"), str(content.get("unit"))
    return [taken[str(word), unit] for word in (words if isinstance(words, list) else ()) if (str(word), unit) in taken]


def _named(added: Collection[str] = ()) -> triggers.Named:
    """The words that name no indicator, with those that the reader knows of and the unit words that people added."""
    lists = read_words("subjects.yml")
    plain = {word for name in _PLAIN for word in lists[name]}
    return triggers.Named({*unit_words(), *added}, _is_place, plain)


def _is_place(word: str) -> bool:
    return sum(hit.end - hit.start for hit in find_areas(word)) == len(word)


def _aliases(
    indicators: dict[str, Indicator], text: str, added: Collection[str], problems: list[Finding]
) -> dict[str, Indicator]:
    found = dict(indicators)
    named = _named(added)
    for place, row in _rows(text, ALIASES, ALIAS_COLUMNS):
        indicator, alias = found.get(row["indicator_id"]), row["alias"]
        taken = [
            i.indicator_id for i in found.values() if (alias,) in i.triggers and indicator and i.unit == indicator.unit
        ]
        if fault := _nobody(row["added_by"], row["added_at"]):
            pass
        elif indicator is None:
            found_id = row["indicator_id"]
            fault = CatalogueError(f"expected an indicator of the catalogue, found {found_id!r}",
                                   code="indicator_unknown", field="indicator_id", found=found_id)  # fmt: skip
        elif len(alias) < 2 or not _WORD.fullmatch(alias):
            fault = CatalogueError(f"expected a name of 2 to 20 characters without spaces and figures, found {alias!r}",
                                   code="alias", field="alias", found=alias)  # fmt: skip
        elif wrong := triggers.fault((alias,), "alias", named):
            fault = wrong
        elif taken:
            fault = CatalogueError(f"expected a name of its own, found that of {taken[0]}",
                                   code="taken", field="alias", other=taken[0])  # fmt: skip
        else:
            found[indicator.indicator_id] = indicator._replace(triggers=(*indicator.triggers, (alias,)))
            continue
        problems.append(_finding(ALIASES, place, fault))
    return found


def _unit_words(base: Catalogue, text: str, problems: list[Finding]) -> tuple[UnitWord, ...]:
    there = {word.unit: word.kind for word in reversed(unit_words().values())}
    found: dict[str, UnitWord] = {}
    for place, row in _rows(text, UNITS, UNIT_COLUMNS):
        word, unit = row["word"], row["unit"]
        kind = there.get(unit, "count")
        prefixes = PREFIXES.get(kind, "")
        if fault := _nobody(row["added_by"], row["added_at"]):
            pass
        elif not _WORD.fullmatch(word):
            fault = CatalogueError(f"expected a word of 1 to 20 characters without spaces and figures, found {word!r}",
                                   code="unit_word_form", field="word", found=word)  # fmt: skip
        elif word in unit_words() or word in found:
            other = (found.get(word) or unit_words()[word]).unit
            fault = CatalogueError(f"expected a word of its own, found one that stands for {other}",
                                   code="unit_word_taken", field="word", found=word, unit=other)  # fmt: skip
        elif (plain := word.lstrip("十百千万亿")) != word and (known := found.get(plain) or unit_words().get(plain)):
            fault = CatalogueError(f"expected a word of its own, found {plain!r} with a numeral, which is read already",
                                   code="unit_word_read", field="word", found=word, plain=plain,
                                   unit=known.unit)  # fmt: skip
        elif triggers.is_numeral(word, prefixes):
            fault = CatalogueError(f"expected a measure word, found the numeral {word!r}",
                                   code="unit_numeral", field="word", found=word)  # fmt: skip
        elif unit not in base.units and triggers.is_numeral(unit, prefixes):
            fault = CatalogueError(f"expected a measure word, found the numeral {unit!r}",
                                   code="unit_numeral", field="unit", found=unit)  # fmt: skip
        elif unit not in base.units and unit not in there and not _CJK.fullmatch(unit):
            fault = CatalogueError(f"expected a unit of units.csv or a Chinese measure word, found {unit!r}",
                                   code="unit_word", field="unit", found=unit)  # fmt: skip
        else:
            found[word] = UnitWord(word, unit, kind)
            continue
        problems.append(_finding(UNITS, place, fault))
    return tuple(found.values())


def _rows(text: str, name: str, columns: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    if not text.strip():
        return
    for place, row in parse_csv(text, f"review/{name}", columns):
        yield f"review, {place}", row


def _nobody(added_by: str, added_at: str) -> CatalogueError | None:
    """What is wrong with who added an entry and when; None where nothing is."""
    if added_by.strip() and added_by.isprintable() and len(added_by) <= 80 and _AT.fullmatch(added_at):
        return None
    return CatalogueError(f"expected added_by and added_at such as 2025-01-31, found {added_by!r} {added_at!r}",
                          code="who", field="added_by", found=added_by)  # fmt: skip


def _finding(name: str, place: str, fault: CatalogueError) -> Finding:
    return Finding("catalogue_entry", "soft", place, " ".join(f"{name}: {place}: {fault}".split()), fault.parameters)
