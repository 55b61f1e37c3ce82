"""The Downloads page: what is for spreadsheets stands apart from what is for programs, and each says what it holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard import api
from dashboard.words import LANGUAGES, Language, Words
from tests.page_fixture import Opener, text_of


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_original_files_stand_under_a_heading_of_their_own(
    table: Path, open_page: Opener, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "SERVED", served := type(api.SERVED)())
    served.set()
    words, app = Words(language), open_page("downloads", language)
    shown = [str(getattr(node, "value", "") or getattr(node.proto, "label", "") or getattr(node.proto, "body", ""))
             for node in app.main]  # fmt: skip
    expected = [
        words("downloads.tables"),
        words("downloads.note"),
        words("downloads.programs"),
        words("downloads.originals"),
        words("downloads.zip", n=3),
        words("addresses.note"),
        words("file.observation"),
    ]
    at = [next(n for n, text in enumerate(shown) if wanted in text) for wanted in expected]
    assert at == sorted(at)


def test_a_server_is_named_once_among_the_addresses(
    table: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "SERVED", served := type(api.SERVED)())
    served.set()
    root, files, example, paths = (block.value for block in open_page("downloads").code)
    assert "://" in root and files.splitlines() == ["/data/observations.csv", "/data/progress.csv", "/data/units.csv"]
    assert f'server = "{root}"' in example and "://" not in files + paths


@pytest.mark.parametrize(("file", "spans"), [("observations.csv", True), ("progress.csv", False)])
def test_columns_that_point_into_a_text_say_that_no_file_holds_it(
    table: Path, open_page: Opener, file: str, spans: bool
) -> None:
    app = open_page("downloads", file=file)
    name = "observation" if spans else "progress"
    app.session_state[f"columns_{name}"] = True
    app.run()
    assert not app.exception and "sc-dictionary" in text_of(app)
    assert (Words("en")("downloads.spans") in [caption.value for caption in app.caption]) == spans
