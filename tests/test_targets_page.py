"""The Targets page: its parts, their order and their limits."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from dashboard.words import Words
from tests.page_fixture import Opener, text_of

EN = Words("en")


@pytest.mark.parametrize(("kind", "key"), [("stated", "reported"), ("implied", "implied")])
def test_each_part_says_how_many_of_its_targets_are_drawn(table: Path, open_page: Opener, kind: str, key: str) -> None:
    with duckdb.connect(str(next((table / "vintages").glob("*.duckdb")))) as con:
        (there,) = con.execute(
            "SELECT count(*) FROM progress WHERE target_kind = ? AND status <> 'awaiting_report'", [kind]
        ).fetchone() or (0,)
        con.execute(
            """INSERT INTO progress SELECT progress.* REPLACE (progress_id || n AS progress_id)
            FROM progress, range(400) t(n) WHERE target_kind = ? AND status <> 'awaiting_report'""",
            [kind],
        )
    app = open_page("targets")
    total = there * 401
    assert EN(f"targets.{key}", n=total) in [h.value for h in app.header]
    assert EN("targets.more", shown=40, total=total) in [c.value for c in app.caption]


def test_topics_stand_in_one_order_under_years_too(table: Path, open_page: Opener) -> None:
    with duckdb.connect(str(next((table / "vintages").glob("*.duckdb")))) as con:
        con.execute("UPDATE progress SET deadline = '2027-12-31', status = 'awaiting_report', target_kind = 'stated'")
        names = dict(con.execute("SELECT name_en, topic FROM indicator").fetchall())
    shown = text_of(open_page("targets", group="deadline"))
    order = [names[name] for name in re.findall(r"<b>([^<]+)</b>", shown) if name in names]
    topics = list(EN.group("topic"))
    assert len(set(order)) > 1 and order == sorted(order, key=topics.index)
