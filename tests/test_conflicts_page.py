"""Figures that cannot both hold, in Streamlit's own test runner: prefer, refused and late decisions, undo, refresh."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.formats import markdown_safe
from dashboard.words import Words
from tests.decision_fixture import Desk
from tests.page_fixture import Opener

EN = Words("en")
KEY = "china_europe_trains_500000_2024-01-01_2024-12-31_flow_level_reported"
THIRD = (
    "---\ntitle: 札记 <script>alert(1)</script> *x*\npublished_on: 2025-03-10\n---\n2024年，重庆开行中欧班列6100列。\n"
)


@pytest.fixture
def open_conflicts(desk: Desk, open_page: Opener) -> Opener:
    """Open the page, with a name entered unless it is empty."""

    def opened(name: str = "甲", **filters: str) -> AppTest:
        app = open_page("conflicts", **filters)
        if name:
            app.text_input(key="decides_field").set_value(name).run()
        return app

    return opened


def html(app: AppTest) -> str:
    return "\n".join(body for one in app.get("html") if not (body := str(one.proto.body)).startswith("<style>"))


def forms(app: AppTest) -> list[str]:
    keys = [str(radio.key).rsplit("_", 1) for radio in app.radio]  # the last part is the language
    return [key for key, _ in keys if key.startswith("which_")]


def choose(app: AppTest, obs_id: str) -> None:
    radio = next(radio for radio in app.radio if str(radio.key).startswith(f"which_{KEY}_"))
    if radio.value != obs_id:
        radio.set_value(obs_id).run()


def prefer(app: AppTest, obs_id: str, why: str) -> None:
    choose(app, obs_id)
    app.text_input(key=f"why_{KEY}").set_value(why)
    app.button(key=f"prefer_{KEY}").click().run()
    assert not app.exception, app.exception


def captions(app: AppTest) -> list[str]:
    return [str(caption.value) for caption in app.caption]


def errors(app: AppTest) -> list[str]:
    return [str(error.value) for error in app.error]


def test_the_figures_stand_side_by_side_with_sentence_and_source(desk: Desk, open_conflicts: Opener) -> None:
    shown = html(open_conflicts())
    assert shown.count("data-preferred=") == 2
    for quote in ("5000列", "5600列"):
        assert f">{quote}</mark>" in shown
    assert "evidence?document=b&amp;at=" in shown and "China–Europe freight train runs" in shown
    assert ">b</a>" in shown and EN("conflicts.hint") in shown  # an untitled document's first sentence is no title
    assert EN("conflicts.counts", open=1, settled=0) in [c.value for c in open_conflicts().caption]


def test_a_preference_waits_then_counts_and_progress_uses_it(desk: Desk, open_conflicts: Opener) -> None:
    app = open_conflicts()
    prefer(app, desk.obs("5000列"), "后一则把两地相加 <b>")
    assert not forms(app) and "后一则把两地相加 &lt;b&gt;" in html(app)
    assert EN("conflict_state.waiting") in html(app) and html(app).count('data-preferred="true"') == 1
    assert desk.ask("SELECT count(*) FROM conflict WHERE decision_id IS NULL") == [(1,)]
    undos = {str(b.key): b.label for b in app.button if "undo" in str(b.key)}
    assert undos == {"undo_last": "Undo: prefer 5,000 trains"}  # one way back, not two
    counted = EN("conflicts.counts", open=0, settled=0) + " · " + EN("conflicts.counts_waiting", n=1)
    assert counted in [c.value for c in app.caption]

    desk.refresh()
    app = open_conflicts()
    assert EN("conflict_state.applied") in html(app) and not forms(app)
    assert EN("conflicts.counts", open=0, settled=1) in [c.value for c in app.caption]
    assert desk.ask("SELECT DISTINCT report_value FROM progress WHERE report_value IS NOT NULL") == [(5000,)]


def test_what_is_missing_is_said_and_nothing_is_saved(desk: Desk, open_conflicts: Opener) -> None:
    app = open_conflicts(name="")
    assert app.button(key=f"prefer_{KEY}").disabled and EN("review.name_first") in captions(app)
    app.text_input(key="decides_field").set_value("甲").run()
    assert app.button(key=f"prefer_{KEY}").disabled and EN("conflicts.needs_which") in captions(app)
    choose(app, desk.obs("5000列"))
    assert not app.button(key=f"prefer_{KEY}").disabled and EN("conflicts.needs_which") not in captions(app)
    prefer(app, desk.obs("5000列"), " \t ")
    assert errors(app) == [markdown_safe(EN("message.reason_missing"))]
    assert not desk.log.exists()
    prefer(app, desk.obs("5000列"), "有据")
    assert errors(app) == [] and desk.log.read_text(encoding="utf-8").count("prefer") == 2  # the header has one


def test_a_reason_that_cannot_be_kept_is_told_below_it(desk: Desk, open_conflicts: Opener) -> None:
    app = open_conflicts()
    prefer(app, desk.obs("5000列"), "年报\u202e")
    parts = [(node.type, str(node.key if node.type == "text_input" else node.value))
             for node in app.main if node.type in ("text_input", "error")]  # fmt: skip
    told = ("error", markdown_safe(EN("message.reason_characters", found="U+202E")))
    assert parts[parts.index(("text_input", f"why_{KEY}")) + 1] == told and parts.count(told) == 1
    assert not desk.log.exists()
    prefer(app, desk.obs("5000列"), "年报")
    assert errors(app) == [] and desk.log.exists()


def test_a_decision_that_another_made_meanwhile_is_shown_and_kept(desk: Desk, open_conflicts: Opener) -> None:
    app = open_conflicts()
    choose(app, desk.obs("5000列"))
    desk.saved(
        action="prefer", obs_id=desk.obs("5600列"), preferred_over=[desk.obs("5000列")], reason="年报", decided_by="乙"
    )
    prefer(app, desk.obs("5000列"), "有据")
    assert any("乙" in str(w.value) and "年报" in str(w.value) for w in app.warning)
    assert "年报" in html(app) and "有据" not in html(app) and not forms(app)


def test_an_undo_opens_the_conflict_again_at_once_and_after_a_refresh(desk: Desk, open_conflicts: Opener) -> None:
    made = desk.saved(action="prefer", obs_id=desk.obs("5600列"), preferred_over=[desk.obs("5000列")], reason="年报")
    desk.refresh()
    app = open_conflicts()
    app.button(key=f"conflict_undo_{made}").click().run()
    assert EN("conflict_state.taken_back") in html(app) and forms(app) == [f"which_{KEY}"]
    assert html(app).count('data-preferred="true"') == 0
    desk.refresh()
    app = open_conflicts()
    assert EN("conflicts.counts", open=1, settled=0) in [c.value for c in app.caption]
    prefer(app, desk.obs("5000列"), "改判")  # after somebody's undo one can decide anew
    assert "改判" in html(app) and not forms(app)


def places(app: AppTest) -> list[int]:
    """Where on the page the conflicts and the verdicts on them stand, counted among what stands side by side."""
    shown = sorted(app.main.children.items())
    return [at for at, part in shown for one in part if 'class="sc-verdict"' in str(getattr(one.proto, "body", ""))]


def test_what_is_told_above_moves_nothing_below(desk: Desk, open_conflicts: Opener) -> None:
    """Where it does, a browser shows it in both places until the run ends."""
    made = desk.saved(action="prefer", obs_id=desk.obs("5600列"), preferred_over=[desk.obs("5000列")], reason="年报")
    desk.refresh()
    app = open_conflicts(name="")
    (before,) = places(app)
    app.text_input(key="decides_field").set_value("甲").run()  # a cookie is written
    assert places(app) == [before]
    app.button(key=f"conflict_undo_{made}").click().run()  # a decision waits
    assert places(app) == [before] and EN("decide.waiting", n=1) in "".join(str(m.value) for m in app.markdown)
    prefer(app, desk.obs("5000列"), "")  # faults
    assert places(app) == [before] and app.error
    app.text_input(key="decides_field").set_value("甲\u200b乙").run()
    assert places(app) == [before] and EN("message.who") in errors(app)


def test_a_value_that_turns_up_later_opens_a_settled_conflict(desk: Desk, open_conflicts: Opener) -> None:
    desk.saved(action="prefer", obs_id=desk.obs("5600列"), preferred_over=[desk.obs("5000列")], reason="年报")
    (desk.raw / "d.md").write_text(THIRD, encoding="utf-8")
    desk.refresh()
    app = open_conflicts()
    shown = html(app)
    assert shown.count("data-preferred=") == 3 and shown.count('data-preferred="true"') == 1
    assert "<script>alert" not in shown and "&lt;script&gt;alert(1)" in shown
    prefer(app, desk.obs("6100列"), "最新")
    desk.refresh()
    assert desk.ask("SELECT count(*) FROM conflict WHERE decision_id IS NULL") == [(0,)]
    assert desk.ask("SELECT count(*) FROM preference") == [(2,)]
    assert open_conflicts().caption and "最新" in html(open_conflicts())


def test_without_conflicts_the_page_says_so(desk: Desk, open_conflicts: Opener) -> None:
    (desk.raw / "b.md").unlink()
    desk.refresh()
    app = open_conflicts("")
    assert EN("conflicts.none") in [s.value for s in app.success] and not forms(app)
    assert EN("conflicts.hint") not in html(app)  # there is nothing to prefer


def test_an_earlier_vintage_is_nothing_to_decide_on(desk: Desk, open_conflicts: Opener) -> None:
    before = next((desk.curated / "vintages").glob("*.duckdb")).stem
    (desk.raw / "b.md").unlink()
    desk.refresh()
    app = open_conflicts("", vintage=before)
    assert "vintage" not in app.query_params and EN("conflicts.none") in [s.value for s in app.success]


def in_queue(app: AppTest) -> tuple[str, list[str]]:
    """The card that the keys act on, and the buttons that show the reasons with their counts."""
    (current,) = (body for one in app.get("html") if 'sc-item" aria-current="true"' in (body := str(one.proto.body)))
    return current, list(app.get("button_group")[0].options)


def test_in_the_review_queue_a_conflict_stands_among_the_figures_and_is_settled(desk: Desk, open_page: Opener) -> None:
    app = open_page("review")
    card, reasons = in_queue(app)  # its figures have indicator, area and time: more valuable than kites
    assert card.count("data-preferred=") == 2 and ">5000列</mark>" in card and ">5600列</mark>" in card
    assert reasons[0] == f"{EN('filter.any')} 2" and f"{EN('reason.conflict')} 1" in reasons
    assert not [b for b in app.button if b.key in ("review_accept", "review_context", "review_tick")]
    assert "1 figure and 1 conflict." in captions(app)[0]
    assert app.button(key=f"prefer_{KEY}").disabled and EN("review.name_first") in captions(app)
    app.text_input(key="decides_field").set_value("甲").run()
    prefer(app, desk.obs("5000列"), "年报")
    assert ">400只</mark>" in in_queue(app)[0] and "5600列" not in html(app)
    app.button(key="undo_last").click().run()
    assert ">5600列</mark>" in in_queue(app)[0]
    # A tick is for figures: those ticked are decided on, whatever is the current one.
    app.checkbox(key=f"tick_{desk.mention('400只')}").check().run()
    app.button(key="review_context").click().run()
    assert ">5600列</mark>" in in_queue(app)[0] and ">400只</mark>" not in html(app)
    prefer(app, desk.obs("5600列"), "快报")
    assert EN("review.empty_pending") in [s.value for s in app.success]
    desk.refresh()
    assert EN("review.empty") in [s.value for s in open_page("review").success]
    assert desk.ask("SELECT DISTINCT preferred_obs_id FROM conflict") == [(desk.obs("5600列"),)]


def test_the_queue_is_filtered_for_conflicts_by_reason_document_and_words(desk: Desk, open_page: Opener) -> None:
    for filters, others in (({"reason": "conflict"}, False), ({"document": "a"}, True), ({"document": "b"}, False)):
        app = open_page("review", **filters)
        assert ">5600列</mark>" in in_queue(app)[0] and ("400只" in html(app)) == others
    app = open_page("review")
    app.text_input(key="review_search").set_value("5600").run()
    assert ">5600列</mark>" in in_queue(app)[0] and "400只" not in html(app)
    desk.saved(action="prefer", obs_id=desk.obs("5600列"), preferred_over=[desk.obs("5000列")], reason="年报")
    assert EN("empty.no_match") in [i.value for i in app.run().info]
