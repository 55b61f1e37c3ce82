"""What the signs of a chart mean: of those that it has, and of no others. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charting.figures import OPEN_DOWN, OPEN_UP, centre
from dashboard.formats import RATIOS
from dashboard.rows import Fact
from dashboard.words import Words


def signs(facts: Sequence[Fact], words: Words, across: bool = False) -> str:
    """One line for these facts, drawn over time or, `across`, as bars; "" where nothing needs to be told.

    An arrow points to where the true value may lie: of a fall of more than 10 % further down, of "in the first three"
    to the first place, which stands on top. Where charts of ranks stand among others, their arrows are told apart.
    """
    ways = ("right", "left") if across else ("up", "down")
    arrows: dict[tuple[bool, int], list[str]] = {}  # (of ranks, which way) -> bounds
    drawn = [(fact, middle) for fact in facts if (middle := centre(fact)) is not None]
    mixed = len({fact.measure == "rank" for fact, _ in drawn}) > 1
    for fact, middle in drawn:
        if fact.bound in OPEN_UP + OPEN_DOWN:
            falls = middle < 0
            said = words.label("bound", fact.bound).lower()
            larger = (fact.bound in OPEN_UP) != falls
            ranked = fact.measure == "rank"
            fall = falls and fact.unit in RATIOS  # so the figure beside it says it as well (formats.bounded)
            bounds = arrows.setdefault((mixed and ranked, int(larger == ranked)), [])
            bounds.append(words("sign.fall", bound=said) if fall else said)
    told = []
    for (apart, way), bounds in sorted(arrows.items()):
        arrow = words(f"sign.{ways[way]}", what=words("review.comma").join(dict.fromkeys(bounds)))
        told.append(words("sign.ranks", sign=arrow) if apart else arrow)
    if any(fact.bound == "range" for fact, _ in drawn):
        told.append(words("sign.both"))
    if not across:  # beside a bar stands its figure, and each is reported
        told += [words("sign.about")] * any(fact.bound == "about" for fact, _ in drawn)
        claims = {fact.claim for fact, _ in drawn}
        told += [text for claim, text in words.group("sign").items() if claim in claims]
    line = words("cite.between").join(told)
    return words("indicators.signs", all=line[:1].upper() + line[1:]) if told else ""
