"""Each page in Streamlit's own test runner: with a table, without one, in both languages, and one click each."""

from __future__ import annotations

import fcntl
import gc
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboard import collector, state
from dashboard.downloads import exports
from dashboard.formats import markdown_safe
from dashboard.words import LANGUAGES, Language, Words
from pipelines.errors import as_parameters
from pipelines.refresh import refresh
from tests.dashboard_fixture import live_state, write
from tests.decision_fixture import Desk
from tests.page_fixture import Opener, text_of

EN = Words("en")
ROOT = Path(__file__).parent.parent
PAGES = tuple(sorted(path.stem for path in (ROOT / "pages").glob("*.py")))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_the_table(table: Path, open_page: Opener, name: str, language: Language) -> None:
    app = open_page(name, language)
    assert app.title[0].value == Words(language)(f"{name}.title")
    assert Words(language)("empty.no_table") not in text_of(app)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted({*PAGES} - {"add"}))  # the first article can be added without one
def test_without_a_table_a_page_says_how_to_build_one(
    curated: Path, open_page: Opener, name: str, language: Language
) -> None:
    app = open_page(name, language)
    wanted = "empty.no_runs" if name == "runs" else "empty.no_table"
    assert Words(language)(wanted) in [i.value for i in app.info]
    # On a telephone the sidebar with its button is folded away.
    assert [b.label for b in app.button] == [Words(language)("refresh.button")] * (1 if name == "runs" else 2)


@pytest.mark.parametrize("pointer", ["", "{}", '{"run_id": "x", "database": "vintages/gone.duckdb"}', "[1]"])
def test_a_broken_pointer_is_no_table(curated: Path, open_page: Opener, pointer: str) -> None:
    (curated / "current.json").write_text(pointer, encoding="utf-8")
    assert Words("en")("empty.no_table") in [i.value for i in open_page("overview").info]


def test_targets_are_filtered_and_reset(table: Path, open_page: Opener) -> None:
    app = open_page("targets", topic="transport")
    shown = text_of(app)
    assert "China–Europe freight train runs" in shown and "key laboratories" not in shown
    app.selectbox(key="status_choice").select("missed").run()
    assert app.query_params["status"] in ("missed", ["missed"])
    assert Words("en")("empty.no_match") in [i.value for i in app.info]
    next(b for b in app.button if b.label == Words("en")("empty.reset")).click().run()
    assert "key laboratories" in text_of(app) and "status" not in app.query_params


def test_a_filter_in_the_url_that_names_nothing_is_ignored(table: Path, open_page: Opener) -> None:
    for name in PAGES:
        app = open_page(name, topic="'; DROP", area="<b>", year="x", indicator="no_such", document="../etc", at="-1e9",
                        measure="level:x", unit="?")  # fmt: skip
        assert not app.exception


def test_a_link_opens_the_document_at_its_sentence(table: Path, open_page: Opener) -> None:
    shown = text_of(open_page("overview"))
    at = shown.split("evidence?document=digest_2025&amp;at=")[1].split("&")[0]
    app = open_page("evidence", document="digest_2025", at=at)
    assert "> 87M passenger trips" in text_of(app).replace("&gt;", ">")
    assert "居全国第三位" in text_of(app)


def test_what_is_read_stands_in_the_address_even_when_it_is_the_first(table: Path, open_page: Opener) -> None:
    assert open_page("evidence").query_params["document"] in ("digest_2025", ["digest_2025"])
    assert open_page("indicators").query_params["indicator"] in ("airport_passengers", ["airport_passengers"])


def test_another_document_opens_at_its_own_first_figure(table: Path, open_page: Opener) -> None:
    app = open_page("evidence", document="digest_2025", at="99")
    app.selectbox(key="document_choice").select("digest_2022").run()
    assert "at" not in app.query_params and app.query_params["document"] in ("digest_2022", ["digest_2022"])
    assert "sc-fact" in text_of(app) and Words("en")("evidence.choose") not in [i.value for i in app.info]


def test_awaiting_targets_stand_in_their_groups(table: Path, open_page: Opener) -> None:
    words = Words("en")
    assert f'<h3 class="sc-group">{words.label("topic", "innovation")}</h3>' in text_of(open_page("targets"))
    assert '<h3 class="sc-group">2027</h3>' in text_of(open_page("targets", group="deadline"))


def test_the_heading_of_awaiting_targets_is_not_repeated_in_each_row(table: Path, open_page: Opener) -> None:
    told = f'<span class="sc-bit">{EN.label("status", "awaiting_report")}'
    assert told in text_of(open_page("overview")) and told not in text_of(open_page("targets"))


def test_a_table_without_a_figure_says_where_figures_come_from(curated: Path, open_page: Opener) -> None:
    (curated.parent / "raw").mkdir()
    refresh(curated.parent / "raw", curated)
    app = open_page("overview")
    folder = markdown_safe(str(curated.parent / "raw"))
    assert [i.value for i in app.info] == [EN("empty.no_rows", raw=folder)] and not app.header
    assert [link.proto.label for link in app.get("page_link")] == [EN("add.title")]
    assert {b.key for b in app.button} == {"refresh_button", "empty_refresh"}  # as the message says
    assert EN("sidebar.no_data") in text_of(app) and EN("format.no_day") not in text_of(app)
    assert "sc-hint" not in text_of(app).replace(".sc-hint", "")  # there is no figure to press


def test_a_folder_of_the_project_is_named_by_its_path_there() -> None:
    assert state.shown(ROOT / "data" / "raw") == "data/raw" and state.shown(Path("/elsewhere/raw")) == "/elsewhere/raw"


def test_what_a_page_has_loaded_is_no_garbage_to_look_for(table: Path, open_page: Opener) -> None:
    collector._spared.clear()
    gc.unfreeze()
    open_page("overview")
    frozen = gc.get_freeze_count()
    assert frozen > 0
    open_page("overview")
    assert gc.get_freeze_count() <= frozen  # once a page, not at each run
    gc.unfreeze()


def test_downloads_name_rows_hash_and_columns(table: Path, open_page: Opener) -> None:
    shown = text_of(open_page("downloads"))
    assert "17 rows" in shown and exports.sha256(table / "observations.csv") in shown
    assert not open_page("downloads").dataframe  # the columns are looked up when asked for


def test_runs_show_history_stages_findings_and_refusals(table: Path, open_page: Opener) -> None:
    app = open_page("runs")
    (history,) = [frame.value.to_string() for frame in app.dataframe]
    assert "2025-01-11 08:00:00" in history and "17" in history and "Done" in history
    reasons, findings, refusals = [body for h in app.get("html") if 'sc-found"' in (body := str(h.proto.body))]
    assert EN("runs.quantities", n=1) in reasons and EN.label("disposition", "review") in reasons
    assert "in range" in findings and EN.label("severity", "soft") in findings
    assert "expected &lt; 5, found 11.4" in findings and "evidence?document=digest_2025&amp;at=" in findings
    assert "broken.pdf" in refusals and EN("message.no_text_scan") in refusals
    assert "Extracting" in text_of(app)


def test_why_quantities_are_not_in_the_table_is_hinted_at_where_some_are_not(desk: Desk, open_page: Opener) -> None:
    assert EN("runs.hint_missing") in text_of(open_page("runs"))
    for path in desk.raw.glob("*.md"):
        path.unlink()
    (desk.raw / "b.md").write_text("2024年，重庆开行中欧班列5600列。\n", encoding="utf-8")
    desk.refresh()
    shown = text_of(open_page("runs"))
    assert EN("runs.hint") in shown and EN("runs.hint_missing") not in shown


@pytest.fixture
def running(table: Path) -> Iterator[Path]:
    """A curated folder in which another process refreshes."""
    write(table / "refresh.json", live_state("running", documents_done=1, documents_total=4))
    with (table / "refresh.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield table


def test_a_running_refresh_is_shown_and_cannot_be_started_again(running: Path, open_page: Opener) -> None:
    app = open_page("overview")
    assert app.button(key="refresh_button").disabled
    assert state.live(running) is not None and state.live(running).state == "running"  # type: ignore[union-attr]


def test_a_refresh_that_was_killed_has_failed_and_the_table_stays(table: Path, open_page: Opener) -> None:
    write(table / "refresh.json", live_state("running"))
    app = open_page("overview")
    words = Words("en")
    assert words("refresh.failed", error=markdown_safe(words("refresh.stopped"))) in [e.value for e in app.error]
    assert app.title[0].value == words("overview.title")


def test_a_failed_refresh_says_what_failed_and_names_refused_documents(table: Path, open_page: Opener) -> None:
    write(table / "refresh.json", live_state("failed", error="check twice_stated: 3 rows"))
    app = open_page("overview")
    assert any(markdown_safe("check twice_stated: 3 rows") in e.value for e in app.error)
    assert "broken.pdf: no text (no text in it: a scan or a picture?)" in [t.value for t in app.text]


@pytest.mark.parametrize(("language", "told"), [("en", "the disk is full"), ("zh", "磁盘已满")])
def test_a_failed_refresh_is_told_in_the_readers_language(
    table: Path, open_page: Opener, language: Language, told: str
) -> None:
    parameters = as_parameters(code="disk", file="/curated_x", system="No space left on device")
    failed = live_state("failed", error="/curated_x: No space left on device", error_parameters=parameters)
    write(table / "refresh.json", failed)
    app = open_page("overview", language)
    assert any(told in e.value and "No space" not in e.value for e in app.error)
    assert Words(language)("message.no_text_scan") in "".join(t.value for t in app.text)


def test_pressing_refresh_starts_one_process_of_its_own(
    table: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[list[str], dict[str, Any]]] = []
    real = subprocess.Popen

    def recorded(command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        started.append((command, options))
        return real([sys.executable, "-c", "import sys; sys.exit('raw folder not found: x')"], **options)

    monkeypatch.setattr(state.subprocess, "Popen", recorded)
    app = open_page("overview")
    app.button(key="refresh_button").click().run()
    for child in state._children:
        child.wait()
    app.run()
    ((command, options),) = started
    assert command[1:4] == ["-m", "pipelines", "refresh"] and str(table) in command and options["start_new_session"]
    assert any(markdown_safe("raw folder not found: x") in e.value for e in app.error)


@pytest.mark.parametrize(("unchanged", "text"), [(True, "refresh.unchanged"), (False, "refresh.flagged")])
def test_a_refresh_that_changed_no_figure_says_so(
    table: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch, unchanged: bool, text: str
) -> None:
    none = {"added": 0, "changed": 0, "gone": 0, "moved": 0}
    done = live_state("done", run_started="2025-02-03", changes=none, unchanged=unchanged)
    real = subprocess.Popen
    write_done = f"open({str(table / 'refresh.json')!r}, 'w').write({json.dumps(done)!r})"
    monkeypatch.setattr(state.subprocess, "Popen", lambda _, **o: real([sys.executable, "-c", write_done], **o))
    app = open_page("overview")
    app.button(key="refresh_button").click().run()
    for child in state._children:
        child.wait()
    app.run()
    assert Words("en")(text) in [s.value for s in app.success]


def test_the_history_is_read_past_a_line_that_a_crash_cut(table: Path) -> None:
    assert [run["run_id"] for run in state.runs(table)] == [json.loads((table / "current.json").read_text())["run_id"]]
    assert state.examples(state.runs(table)[0])[0]["quote"] == "82.6万标箱"
