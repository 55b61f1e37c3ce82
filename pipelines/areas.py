"""Places named in a text. The names are those of catalogue/ref_areas.csv; lexicon/areas.yml says when they are none."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from itertools import permutations
from typing import Any, Final, NamedTuple

from pipelines.catalogue import Area, load_catalogue
from pipelines.lexicon import read_words
from pipelines.wordlist import LEXICON, Signs, WordList

SHARED: Final = "?"  # stands for the code of a name that several places share
_MOST_JOINED: Final = 5  # abbreviations before 三省
_REACH: Final = 24  # and in the whole name of one right behind a listed place
_STEM: Final = 4  # the most characters before the suffix of an unlisted place
_SUFFIX_REACH: Final = range(2, _STEM + 2)  # so many characters behind its opener
_CITY: Final = "市区"  # what was a county before,
_EARLIER: Final = ("县", "市")  # or, where it is a district, a city of its own
_FORMER: Final = ("地区", "专区")  # or a prefecture
_SHORTEST: Final = 2


class AreaHit(NamedTuple):
    """`flat[start:end]` names a place: its code ("" for one not listed, or a stand-in such as 全市), and its name."""

    start: int
    end: int
    ref_area: str
    name: str
    holder: str = ""  # the code of the listed place that an unlisted one is told to lie in


class _Name(NamedTuple):
    word: str
    code: str
    name: str
    not_after: frozenset[str]  # characters that must not stand before the word
    not_before: frozenset[str]  # or right behind it, where they go on with another word


class _Names(NamedTuple):
    words: WordList
    named: dict[str, _Name]  # by word
    parents: dict[str, str]  # code to code
    local: dict[str, tuple[str, ...]]  # a name several places share (鼓楼区), to their codes
    names: dict[str, str]  # code to name_zh
    followers: re.Pattern[str]
    follower_characters: frozenset[str]  # what none of them begins with is not among these
    leaders: tuple[str, ...]
    leader_ends: frozenset[str]  # the last characters of them
    unlisted: re.Pattern[str]
    openers: Signs  # what one of those begins with
    suffix_heads: Signs  # and what its suffix does
    within: re.Pattern[str]  # an unlisted place right behind the one that holds it
    part_heads: frozenset[str]  # a character that one of them holds
    whole: frozenset[str]  # 全市 and the like
    several: frozenset[str]  # 两省 and the like
    abbreviations: frozenset[str]  # of provinces and cities, one character each
    works: dict[str, str]  # a work by its own name (大庆油田), to the code of the place it lies in


@cache
def works() -> frozenset[str]:
    """The works that are places by their own names: 大庆油田."""
    return frozenset(_names().works)


def find_areas(flat: str) -> list[AreaHit]:
    """Every place named in `flat`, in order, without overlap; the longest name wins, then the leftmost.

    A place right behind the one that holds it is one hit with it (成都市双流区, 成都全市), also where it is not
    listed itself: 绵阳市石桥镇 has no code. A name that several places share gets the code of the one whose province or
    city stands nearest before it, else "". Never raises; linear time.
    """
    known = _names()
    named, followers, follower_characters = known.named, known.followers.match, known.follower_characters
    leader_ends = known.leader_ends
    hits: list[AreaHit] = []
    end = 0
    rows = known.words.rows.get
    for start in known.words.starts(flat):
        if start < end:
            continue
        head = flat[start : start + 3]
        for word in rows(head) or rows(head[:2], ()):
            if len(word) > 3 and not flat.startswith(word, start):  # the rows go by three characters
                continue
            _, code, name, not_after, not_before = named[word]
            stop = start + len(word)
            before, after = flat[start - 1 : start], flat[stop : stop + 1]
            if after in not_before or (not_after and before in not_after):
                continue
            if after in follower_characters and followers(flat, stop) is not None:
                continue  # a part of an organization's name
            if before in leader_ends and flat.endswith(known.leaders, max(0, start - 3), start):
                break
            if code == SHARED:
                code, name = _nearest(word, hits, known)
            end = stop
            hits.append(AreaHit(start, end, code, name, "" if code else known.works.get(word, "")))
            break
    merged = _deepened(flat, _merge(hits, known), known)
    first = known.unlisted.match("\n" + flat[:_REACH])  # a text may begin with one
    unlisted = [AreaHit(0, first.end() - 1, "", first[1])] if first else []
    free = 0  # where the one before ends
    for start in known.openers.before(flat, known.suffix_heads, _SUFFIX_REACH):
        place = known.unlisted.match(flat, start) if start >= free else None
        if place is not None:
            free = place.end()
            unlisted.append(AreaHit(*place.span(1), "", place[1]))
    return _both(merged, unlisted) if unlisted else merged


def _both(listed: list[AreaHit], unlisted: list[AreaHit]) -> list[AreaHit]:
    """All places in order; where two overlap, the listed one."""
    starts = [hit.start for hit in listed]
    free = []
    for place in unlisted:
        index = bisect_left(starts, place.end)
        if index == 0 or listed[index - 1].end <= place.start:
            free.append(place)
    return sorted([*listed, *free])


def _nearest(word: str, hits: list[AreaHit], known: _Names) -> tuple[str, str]:
    """Of the places that share a name, the one whose holder was named last."""
    codes = known.local[word]
    for hit in reversed(hits[-20:]):
        for code in codes:
            if hit.ref_area and (code == hit.ref_area or hit.ref_area in _holders(code, known)):
                return code, known.names[code]
    return "", word


def _holders(code: str, known: _Names) -> list[str]:
    chain: list[str] = []
    while (code := known.parents.get(code, "")) and code != "CN" and code not in chain:
        chain.append(code)
    return chain


def _merge(hits: list[AreaHit], known: _Names) -> list[AreaHit]:
    """四川省成都市双流区 is one place: the last; 成都全市 is 成都."""
    merged: list[AreaHit] = []
    last = -1  # where the hit before ends
    for hit in hits:
        start, end, code, name, _ = hit
        if start != last:
            merged.append(hit)
        elif (before := merged[-1]).ref_area and name in known.whole:
            merged[-1] = before._replace(end=end)
        elif code and _holds(before.ref_area, code, known):
            merged[-1] = AreaHit(before.start, end, code, name)
        else:
            merged.append(hit)
        last = end
    return merged


def _holds(one: str, other: str, known: _Names) -> bool:
    return one == other or one in _holders(other, known)


def _deepened(flat: str, hits: list[AreaHit], known: _Names) -> list[AreaHit]:
    """With each unlisted place right behind a listed one: 赫章县石桥乡 has no code."""
    result: list[AreaHit] = []
    listed = [hit.start for hit in hits if hit.ref_area] + [len(flat)]
    end = 0
    for hit in hits:
        begin, stop, code, name, _ = hit
        if begin < end:
            continue
        end = stop
        part = None
        if code.isdigit() and not known.part_heads.isdisjoint(flat[end : end + _STEM + 1]):
            part = known.within.match(flat, end, min(listed[bisect_left(listed, end)], end + _REACH))
        if part is not None:
            end = part.end()
            hit = AreaHit(begin, end, "", flat[begin:end], code)
        elif name in known.several:
            start = begin
            while start > 0 and flat[start - 1] in known.abbreviations and begin - start < _MOST_JOINED:
                start -= 1
            if begin - start > 1 and not (result and result[-1].end > start):  # 湘鄂赣三省
                hit = AreaHit(start, end, "", flat[start:end])
        result.append(hit)
    return result


@cache
def _names() -> _Names:
    """Read the names and compile them, once."""
    lexicon = read_words("areas.yml")
    rows = list(load_catalogue().areas.values())  # without the rows that are wrong: their names are of no area
    parents = {row.ref_area: row.parent for row in rows}
    names = {row.ref_area: row.name_zh for row in rows}
    listed = {word: (row.ref_area, row.name_zh) for row in rows for word in (row.name_zh, *row.aliases)}
    shared: dict[str, list[str]] = {}
    for code, name in names.items():
        holder = names.get(parents[code], "")
        local = name.removeprefix(holder) if holder else name
        if local != name and len(local) >= 3 and local not in lexicon["plain"] and parents[code] != "CN":
            shared.setdefault(local, []).append(code)
    composite = {word for row in rows if row.members for word in (row.name_zh, *row.aliases)}  # 川渝 has its own code
    every = {word: hit for word, hit in _derived(rows, lexicon).items() if word[:2] not in composite}
    short = {one: str(code) for one, code in lexicon["short_names"].items() if str(code) in names}
    every |= {one + noun: (code, names[code]) for one, code in short.items() for noun in lexicon["short_named"]}
    every |= {word: ("", word) for word in (*lexicon["pro_areas"], *lexicon["foreign"])}
    every |= {word: (SHARED, word) for word in shared} | listed
    works = {word: str(code) for word, code in lexicon["works"].items() if str(code) in names}
    every |= {word: ("", names[code] + word) for word, code in works.items()}
    words: dict[str, _Name] = {}
    for word in every:
        guard = lexicon["guards"].get(word, {})
        not_before = frozenset(guard.get("not_before", "") + lexicon["tails"].get(word[-1], ""))
        words[word] = _Name(word, *every[word], frozenset(guard.get("not_after", "")), not_before)
    unlisted, within = _unlisted(lexicon)
    return _Names(
        WordList(words, LEXICON),
        words,
        parents,
        {word: tuple(codes) for word, codes in shared.items()},
        names,
        re.compile("|".join(lexicon["followers"])),
        frozenset("".join(lexicon["followers"]) + "0123456789"),
        tuple(lexicon["leaders"]),
        frozenset(word[-1] for word in lexicon["leaders"]),
        unlisted,
        Signs(lexicon["openers"]),
        Signs({word[0] for word in (*lexicon["suffixes"], "县")}),
        within,
        frozenset(word[0] for word in (*lexicon["part_suffixes"], *lexicon["zone_suffixes"])),
        frozenset(word for word in lexicon["pro_areas"] if word[0] == "全"),
        frozenset(word for word in lexicon["pro_areas"] if word[0] in "两三"),
        frozenset(lexicon["abbreviations"]),
        works,
    )


def _derived(rows: Iterable[Area], lexicon: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Names that follow from others: what a place was called before (临清县), and 沪苏地区, which has no code."""
    pairs = [one + other for one, other in permutations(lexicon["abbreviations"], 2)]
    found = {pair + last: ("", pair + last) for pair in pairs for last in lexicon["joined"]}
    stems: dict[str, list[Area]] = {}
    for row in rows:
        for word in {row.name_zh, *row.aliases}:
            if row.kind in ("county", "prefecture") and word[-1] in _CITY and len(word) > _SHORTEST:
                stems.setdefault(word[:-1], []).append(row)
    for stem, places in stems.items():
        held = [row for row in places if row.kind == "prefecture"]
        former, places = (_FORMER, held) if held else (_EARLIER, places)
        if len({row.ref_area for row in places}) == 1:
            words = [stem + word for word in former if stem[-1] + word != "城市"]  # 新城市 is a new city
            found |= {word: (places[0].ref_area, places[0].name_zh) for word in words}
    return found


def _unlisted(lexicon: dict[str, Any]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A place known by its last characters, where something opens it, and right behind the place that holds it."""
    plain = f"(?:(?![{lexicon['suffix_not']}])[\u4e00-\u9fff])"
    behind = "|".join(f"(?<={last})(?![{row}])" for last, row in lexicon["suffix_tails"].items())
    last = "".join(lexicon["suffix_tails"])
    guard = f"(?:{behind}|(?<![{last}]))"
    endings, parts, zones = (_any_of(lexicon[key]) for key in ("suffixes", "part_suffixes", "zone_suffixes"))
    # The opener is a part of the match: places are looked for where one stands.
    opened = f"[{lexicon['openers']}](?![{lexicon['openers']}])"
    return (
        re.compile(f"{opened}((?:{plain}{{2,{_STEM}}}?(?:{endings})|{plain}县){guard})"),
        re.compile(f"(?:(?:{plain}{{1,{_STEM - 1}}}?(?:{parts}){guard})+|{plain}{{0,{_STEM}}}?(?:{zones}){guard})"),
    )


def _any_of(words: list[str]) -> str:
    """The longest first, and only where one of their first characters stands."""
    longest = "|".join(sorted(map(re.escape, words), key=lambda word: -len(word)))
    return f"(?=[{''.join(sorted({word[0] for word in words}))}])(?:{longest})"
