"""Colours. One meaning each: an area keeps its colour on every page; statuses use shape and tint, never an area's hue.

The hues are those of Okabe and Ito (2008), told apart by readers with any common colour blindness; each has a contrast
of 3:1 with the light and the dark ground.
"""

from __future__ import annotations

from collections.abc import Iterable

FIXED = {
    "500000": "#D55E00", "510100": "#0072B2", "510000": "#009E73",  # Chongqing, Chengdu, Sichuan
    "CHUANYU": "#C2639A", "CHENGYU": "#8458B3", "SHUANGHE": "#6E66DB", "ILSTC": "#B98500",  # composites, corridor
}  # fmt: skip
JOINT = ("#5E6BB8", "#A87FB8", "#CC74AA", "#7E5AA0")  # composite areas: one family, several tints
CORRIDOR = ("#9E7B2B", "#8A6400")
OTHER = ("#2E9BD6", "#8C6D46", "#5B8C85", "#8F8D33", "#6F7FA8", "#B07B6A")
SERIES = ("#D55E00", "#0072B2", "#009E73", "#C2639A", "#B98500", "#2E9BD6")  # what is no area
NEUTRAL = "#7A828C"

# Statuses, from settled to unknown: a glyph and a strength of ink (share of the text colour).
STATUS_GLYPHS = {
    "achieved": "✓",
    "on_track": "▲",
    "open": "◐",
    "due": "◷",
    "needs_acceleration": "◭",
    "behind": "▽",
    "missed": "✕",
    "indeterminate": "≈",
    "awaiting_report": "○",
}
STATUS_INK = {
    "achieved": 0.85,
    "on_track": 0.7,
    "open": 0.45,
    "due": 0.34,
    "needs_acceleration": 0.55,
    "behind": 0.62,
    "missed": 0.75,
    "indeterminate": 0.26,
    "awaiting_report": 0.14,
}

# Dispositions on the Evidence page: fill with the same three hues in light and dark.
DISPOSITION = {"accepted": "#0072B2", "review": "#E69F00", "context": "#8A8F98"}


def area_colours(areas: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Colour by area code for all (code, kind) of the table, so that a filter never repaints what stays."""
    colours: dict[str, str] = {}
    used = {"joint": 0, "corridor": 0, "other": 0}
    families = {"joint": JOINT, "corridor": CORRIDOR, "other": OTHER}
    for code, kind in sorted(areas):
        if code in FIXED:
            colours[code] = FIXED[code]
            continue
        family = {"composite": "joint", "corridor": "corridor"}.get(kind, "other")
        colours[code] = families[family][used[family] % len(families[family])]
        used[family] += 1
    return colours


def faint(colour: str, alpha: float) -> str:
    """The colour let through by `alpha` (0 to 1), for fills that work on light and dark ground."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{alpha})"


ACCEPTED = faint(DISPOSITION["accepted"], 0.2)  # of a quote beside its marked text, as in assets/passage.css
