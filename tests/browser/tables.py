"""The tables that pages are shown on: of a clean clone, grown since, one that waits, one of several areas, and none."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.browser.server import ROOT, refresh
from tests.decision_fixture import TEXTS
from tests.test_review_page import WAITING

SEVERAL = """三地机场年度数字
2026-01-22 来源：测试日报
2025年，重庆江北国际机场旅客吞吐量达到4937万人次，成都双流国际机场旅客吞吐量超过3300万人次，绵阳机场旅客吞吐量约为410万人次。
"""


def clean(raw: Path, curated: Path) -> None:
    """The documents, the saved queries and the table of a clean clone."""
    shutil.copytree(ROOT / "data" / "raw", raw)
    shutil.copytree(ROOT / "data" / "queries", raw.parent / "queries")
    refresh(raw, curated)


def grown(raw: Path, curated: Path) -> None:
    """A table that has an earlier vintage, without the newest document."""
    clean(raw, curated)
    late = max(raw.glob("*.md"))
    late.rename(raw.parent / late.name)
    refresh(raw, curated)
    (raw.parent / late.name).rename(late)
    refresh(raw, curated)


def waiting(raw: Path, curated: Path) -> None:
    """Documents with figures that wait for a person, and with two that cannot both hold."""
    shutil.copytree(ROOT / "data" / "raw", raw)
    for name, text in {**TEXTS, "w.md": WAITING}.items():
        (raw / name).write_text(text, encoding="utf-8")
    refresh(raw, curated)


def several(raw: Path, curated: Path) -> None:
    """A document that states one indicator for several areas."""
    raw.mkdir()
    (raw / "several.md").write_text(SEVERAL, encoding="utf-8")
    refresh(raw, curated)


def none(raw: Path, curated: Path) -> None:
    """Documents, and no table yet."""
    shutil.copytree(ROOT / "data" / "raw", raw)
    curated.mkdir()


def bare(raw: Path, curated: Path) -> None:
    """A table without a figure."""
    raw.mkdir()
    refresh(raw, curated)


TABLES = {"clean": clean, "grown": grown, "waiting": waiting, "several": several, "none": none, "bare": bare}
