"""Files made for the browser on demand: by a process of their own, whole, named, and with an error in one line."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import state
from dashboard.downloads import exports, ondemand
from dashboard.downloads.ondemand import FORMS, Made, Said, Wanted, make
from dashboard.messages import read
from dashboard.words import LANGUAGES, Language, Words
from pipelines.export import FORMATS
from tests.dashboard_fixture import RUN_ID, publish
from tests.export_fixture import publish_hard

ROOT = Path(__file__).parent.parent


@pytest.fixture
def curated(tmp_path: Path) -> Path:
    publish_hard(tmp_path / "curated")
    return tmp_path / "curated"


def current(curated: Path) -> str:
    found = state.current(curated)
    assert found
    return found.run_id


def test_each_form_the_export_knows_is_offered() -> None:
    assert set(FORMS) == set(FORMATS)


@pytest.mark.parametrize("form", FORMS)
def test_each_form_arrives_as_one_file(curated: Path, form: str) -> None:
    run_id = current(curated)
    made = make(curated, run_id, Wanted(form, measures=("level",)))
    assert made.error == "" and run_id in made.name and made.kind == ondemand.KINDS[Path(made.name).suffix]
    assert made.name != make(curated, run_id, Wanted(form)).name
    if form == "xlsx":
        assert openpyxl.load_workbook(io.BytesIO(made.data))["observations"].max_row == 4
        return
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        texts = {name: archive.read(name) for name in names if name.endswith(".csv")}
        package = archive.read("datapackage.json").decode() if "datapackage.json" in names else ""
    assert any(name.endswith(".parquet" if form == "parquet" else ".csv") for name in names)
    assert bool(package) == (form in ("csv", "zip")) and (run_id in package and "filters" in package) == bool(package)
    assert ('"hash"' in package) == (form == "zip"), "of the original bytes"
    formulas = [cell for text in texts.values() for cell in text.decode("utf-8-sig").split(",") if "HYPERLINK" in cell]
    starts = {"csv": "\"'=", "zip": '"=', "sdmx-csv": '"=', "parquet": ""}[form]
    assert all(cell.startswith(starts) for cell in formulas) and bool(formulas) == (form != "parquet")


def test_what_the_form_cannot_take_comes_with_the_file(curated: Path) -> None:
    made = make(curated, current(curated), Wanted("sdmx-csv"))
    (note,) = made.said
    assert read(note.parameters) == {"code": "untimed_in_sdmx", "n": "1"}


def test_no_file_has_a_reason(curated: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    run_id = current(curated)
    assert make(curated, run_id, Wanted("csv", since="2030")) == Made(error="nothing")
    assert make(curated, "another", Wanted("csv")) == Made(error="newer")
    none = make(tmp_path, run_id, Wanted("csv"))
    assert (none.error, read(none.said[0].parameters)["code"]) == ("failed", "no_table")
    wrong = make(curated, run_id, Wanted("csv", areas=("--format=zip",)))
    assert (wrong.error, read(wrong.said[0].parameters)) == ("failed", {"code": "export_code", "found": "--format=zip"})
    ended = make(curated, run_id, Wanted("no such form"))
    assert ended.error == "ended" and "invalid choice: 'no such form'" in ended.said[0].line
    monkeypatch.setattr(exports, "ZIP_LIMIT", 10)
    assert make(curated, run_id, Wanted("xlsx")) == Made(error="size")
    monkeypatch.setattr(ondemand, "WITHIN", 0.01)
    assert make(curated, run_id, Wanted("xlsx")) == Made(error="time")


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    publish(tmp_path / "curated")
    monkeypatch.setenv("SHUANGCHENG_CURATED", str(tmp_path / "curated"))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["lang"] = "en"
    app.run()
    yield app.switch_page("pages/downloads.py")
    st.cache_data.clear()
    st.cache_resource.clear()


def downloads(app: AppTest) -> list[str]:
    return [button.proto.label for button in app.get("download_button") if button.proto.id.endswith("-made")]


def test_a_selection_stands_in_the_address_and_is_made_once(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []
    real = subprocess.run

    def recorded(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        return real(command, **options)

    monkeypatch.setattr(ondemand.subprocess, "run", recorded)
    page.query_params.update(
        {"lang": "en", "measures": ["level", "growth", "bogus"], "areas": "500000", "since": "2024"}
    )
    page.run()
    assert not page.exception and not downloads(page) and not commands
    assert page.multiselect(key="measures_choices").value == ["level", "growth"]
    page.multiselect(key="claims_choices").select("reported").run()
    assert page.query_params["claims"] in ("reported", ["reported"])
    for _ in range(2):
        page.button(key="prepare").click().run()
        assert not page.exception
    (label,) = downloads(page)
    assert label.startswith("Download Excel (") and "kB" in label
    assert any(RUN_ID in caption.value for caption in page.caption)
    (command,) = commands
    assert command[:3] == [sys.executable, "-m", "pipelines"]
    assert command[5:] == ["--json", "--format", "xlsx", "--area=500000", "--measure=level", "--measure=growth",
                           "--claim=reported", "--since=2024"]  # fmt: skip
    page.multiselect(key="claims_choices").unselect("reported").run()
    assert not downloads(page) and "claims" not in page.query_params


def test_the_lists_are_made_when_a_part_is_asked_for_and_it_stays_chosen_without_them(page: AppTest) -> None:
    assert not page.run().multiselect
    page.query_params.update({"claims": "reported", "until": "2024"})
    page.run()
    assert page.multiselect(key="claims_choices").value == ["reported"]
    page.session_state["part"] = False
    page.run()
    assert not page.exception and not page.multiselect
    assert Words("en")("downloads.part_on", n=2) in [caption.value for caption in page.caption]
    page.session_state["part"] = True
    page.run()
    assert page.multiselect(key="claims_choices").value == ["reported"]
    assert page.selectbox(key="until_choice").value == "2024"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("filters", [{}, {"measures": ["level", "growth"]}, {"since": "2020", "until": "2024"}])
def test_the_file_holds_as_many_observations_as_the_page_says(
    page: AppTest, form: str, filters: dict[str, str | list[str]]
) -> None:
    made: list[Made] = []
    real = ondemand.make

    def kept(*asked: Any) -> Made:
        made.append(real(*asked))
        return made[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ondemand, "make", kept)
        page.query_params.update({"lang": "en", "form": form, **filters})
        page.run()
        page.button(key="prepare").click().run()
    assert not page.exception
    said = Words("en")("downloads.holds", n=held(form, made[0].data), total=17)
    assert said in [caption.value for caption in page.caption]
    (button,) = [b.proto for b in page.get("download_button") if b.proto.id.endswith("-made")]
    assert button.type == "primary" and ("(zip, " in button.label) == (form != "xlsx")


def held(form: str, data: bytes) -> int:
    """The observations in a file, as a reader of such files counts them."""
    if form == "xlsx":
        return openpyxl.load_workbook(io.BytesIO(data))["observations"].max_row - 1
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        ending = {"parquet": "observations.parquet", "sdmx-csv": ".sdmx.csv"}.get(form, "observations.csv")
        (name,) = [name for name in archive.namelist() if name.endswith(ending)]
        stream = io.BytesIO(archive.read(name))
    return len(pd.read_parquet(stream) if form == "parquet" else pd.read_csv(stream))


def test_a_selection_of_nothing_says_so_and_is_taken_off(page: AppTest) -> None:
    page.query_params.update({"lang": "en", "claims": "target", "measures": "rank"})
    page.run()
    page.button(key="prepare").click().run()
    words = Words("en")
    assert words("empty.no_match") in [info.value for info in page.info] and not downloads(page)
    next(button for button in page.button if button.label == words("empty.reset")).click().run()
    assert page.multiselect(key="claims_choices").value == [] and "measures" not in page.query_params


@pytest.mark.parametrize("language", LANGUAGES)
def test_years_the_wrong_way_round_are_told_at_the_years_and_nothing_is_made(page: AppTest, language: Language) -> None:
    words = Words(language)
    page.query_params.update({"lang": language, "since": "2025", "until": "2025"})
    page.run()
    assert not page.error and not page.button(key="prepare").disabled
    years = sorted(page.selectbox(key="since_choice").options)[:-1]  # the last is "all"
    page.selectbox(key="until_choice").select(years[0]).run()
    told = words("downloads.span", since="2025", until=years[0])
    kinds = [(node.type, node.key if node.type == "selectbox" else node.value)
             for node in page.main if node.type in ("selectbox", "error")]  # fmt: skip
    assert kinds.index(("error", told)) - 1 == kinds.index(("selectbox", "until_choice"))
    assert page.button(key="prepare").disabled
    page.session_state["part"] = False
    page.run()
    assert [error.value for error in page.error] == [told]  # without the fields, too
    next(button for button in page.button if button.label == words("empty.reset")).click().run()
    assert not page.error and not {"since", "until"} & set(page.query_params)
    page.query_params.update({"since": "2025", "until": years[0]})
    page.run()
    page.session_state["part"] = True
    page.run()
    page.selectbox(key="since_choice").select(years[0]).run()
    assert not page.error and not page.button(key="prepare").disabled


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (Made("a.zip", b"x", "application/zip", said=(Said("English", '{"code": "untimed_in_sdmx", "n": "1200"}'),)),
         "有 1,200 条未注明时间的观测没有写入：SDMX-CSV 要求有时间。"),
        (Made(error="failed", said=(Said("English", '{"code": "export_code", "found": "x"}'),)),
         "文件未能生成：“x”不是表中的代码"),
        (Made(error="ended", said=(Said("MemoryError"),)), "文件未能生成：程序最后的原话：MemoryError"),
        (Made(error="ended"), "文件未能生成：进程中途停止"),
    ],
)  # fmt: skip
def test_what_the_command_says_is_told_in_the_language_of_the_page(
    page: AppTest, monkeypatch: pytest.MonkeyPatch, made: Made, told: str
) -> None:
    monkeypatch.setattr(ondemand, "make", lambda *_: made)
    page.query_params["lang"] = "zh"
    page.run()
    page.button(key="prepare").click().run()
    assert not page.exception
    said = [node.value for node in (*page.caption, *page.error)]
    assert [text for text in said if text.replace("\\", "").startswith(told)], said
