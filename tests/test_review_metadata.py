"""A document's metadata changes and its text does not: what people decided on it still counts."""

from __future__ import annotations

from pipelines.decisions import COLUMNS
from tests.decision_fixture import Desk
from tests.test_review import adds_up


def edit_front_matter(desk: Desk, *names: str) -> None:
    for path in (desk.raw / name for name in names):
        path.write_text(path.read_text().replace("---\n", "---\ntitle: 年报\npublisher: 测试日报\n", 1))


def test_a_change_of_metadata_alone_leaves_decisions_applied(desk: Desk) -> None:
    desk.saved(action="context", mention_id=desk.mention("7.5%"))
    desk.saved(action="prefer", obs_id=desk.obs("5600列"), preferred_over=[desk.obs("5000列")], reason="年报")
    edit_front_matter(desk, "a.md", "b.md")
    desk.refresh()
    assert desk.states() == [("context", "applied"), ("prefer", "applied")] and adds_up(desk)
    assert desk.ask("SELECT disposition FROM mention WHERE quote = '7.5%'") == [("context",)]
    assert desk.ask("SELECT DISTINCT preferred_obs_id FROM conflict") == [(desk.obs("5600列"),)]
    at = """SELECT l.quote = substr(d.text, l.span_start + 1, l.span_end - l.span_start)
        FROM review_log l JOIN document d ON sha256(d.text) = l.decoded_sha256"""
    assert desk.ask(at) == [(True,), (True,)]  # the log of the table says where it stands now
    # A later decision, on the new text, is about the same figure; and a change of the text is none of metadata.
    desk.saved(action="accept", mention_id=desk.mention("7.5%"), indicator_id="china_europe_trains")
    desk.refresh()
    assert desk.states() == [("context", "superseded"), ("prefer", "applied"), ("accept", "applied")]
    edit_front_matter(desk, "a.md")
    (desk.raw / "b.md").write_text((desk.raw / "b.md").read_text() + "补记。\n")
    desk.refresh()
    assert desk.states() == [("context", "superseded"), ("prefer", "stale"), ("accept", "applied")]


def test_a_log_begun_without_the_columns_for_metadata_is_read_and_goes_on(desk: Desk) -> None:
    desk.review.mkdir(exist_ok=True)
    desk.log.write_text(",".join(COLUMNS[: COLUMNS.index("body_start")]) + "\n")
    desk.saved(action="context", mention_id=desk.mention("7.5%"))
    desk.refresh()
    assert desk.states() == [("context", "applied")]
    edit_front_matter(desk, "a.md")
    desk.refresh()
    assert desk.states() == [("context", "stale")]
