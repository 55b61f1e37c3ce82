"""What the signs of a chart mean: of those that it has, and of no others. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charting.figures import OPEN_DOWN, OPEN_UP, centre
from dashboard.rows import Fact
from dashboard.words import Words


def signs(facts: Sequence[Fact], words: Words, across: bool = False) -> str:
    """One line for these facts, drawn over time or, `across`, as bars; "" where nothing needs to be told.

    A whisker points to where the true value may lie: of a fall of more than 10 % further down, of "in the first three"
    to the first place, which stands on top.
    """
    onward: list[str] = []
    back: list[str] = []
    drawn = [(fact, middle) for fact in facts if (middle := centre(fact)) is not None]
    for fact, middle in drawn:
        if fact.bound in OPEN_UP + OPEN_DOWN:
            falls = middle < 0
            said = words.label("bound", fact.bound).lower()
            larger = (fact.bound in OPEN_UP) != falls
            side = onward if larger != (fact.measure == "rank") else back
            side.append(words("sign.fall", bound=said) if falls else said)
    told = []
    for kind, found in (("right" if across else "up", onward), ("left" if across else "down", back)):
        if found:
            told.append(words(f"sign.{kind}", what=words("review.comma").join(dict.fromkeys(found))))
    if any(fact.bound == "range" for fact, _ in drawn):
        told.append(words("sign.both"))
    if not across:  # beside a bar stands its figure, and each is reported
        told += [words("sign.about")] * any(fact.bound == "about" for fact, _ in drawn)
        claims = {fact.claim for fact, _ in drawn}
        told += [text for claim, text in words.group("sign").items() if claim in claims]
    return words("indicators.signs", all=words("cite.between").join(told)) if told else ""
