"""The log of decisions: what is appended is read back, whoever else writes; a damaged line costs only itself."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipelines.atomic
from pipelines.decisions import (
    COLUMNS,
    DECISIONS_FILE,
    Decision,
    append_decisions,
    last_by_subject,
    read_decisions,
)
from pipelines.errors import DecisionError
from tests.decision_fixture import Desk
from tests.raw_fixture import ROOT, run

SHA = "0" * 64
CONTEXT = Decision(
    0, decided_by="甲", action="context", file="a.md", decoded_sha256=SHA, span_start="3", span_end="6", quote="5千"
)
APPENDING = """
import sys
from pathlib import Path
from pipelines.decisions import Decision, append_decisions
for number in range(40):
    append_decisions(Path(sys.argv[1]), [(Decision(0, decided_by=sys.argv[2], action="context", span_start=str(n),
        span_end="9", reason="x" * 500, decoded_sha256="0" * 64), None) for n in range(3)])
"""
text = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def append(folder: Path, *decisions: Decision, seen: str | None = None) -> list[Decision]:
    written = [one.written for one in append_decisions(folder, [(d, seen) for d in decisions])]
    return [one for one in written if one]


def test_what_is_appended_is_read_back(tmp_path: Path) -> None:
    (made,) = append(
        tmp_path / "new" / "review", CONTEXT._replace(quote="60\n万", reason='他说："是\\n的"\r,', file="甲,乙.md")
    )
    assert read_decisions(tmp_path / "new" / "review") == [made._replace(line=2)]
    assert (tmp_path / "new" / "review" / DECISIONS_FILE).read_bytes().count(b"\n") == 2


@given(st.lists(st.tuples(text, text, text), max_size=4))
def test_any_text_is_read_back(tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, str, str]]) -> None:
    folder = tmp_path_factory.mktemp("review")
    asked = [CONTEXT._replace(quote=quote, reason=reason, file=file) for quote, reason, file in cells]
    made = append(folder, *asked)
    assert read_decisions(folder) == [one._replace(line=number) for number, one in enumerate(made, 2)]


def test_two_processes_append_at_once_and_every_row_is_whole(tmp_path: Path) -> None:
    started = [
        subprocess.Popen([sys.executable, "-c", APPENDING, str(tmp_path), name], cwd=ROOT) for name in ("甲", "乙")
    ]
    assert [one.wait(timeout=120) for one in started] == [0, 0]
    rows = read_decisions(tmp_path)
    assert len(rows) == len({row.decision_id for row in rows}) == 240
    assert not [row for row in rows if row.fault] and [row.decided_by for row in rows].count("甲") == 120


def test_nobody_decides_over_somebody_elses_head(tmp_path: Path) -> None:
    (first,) = append(tmp_path, CONTEXT, seen="")
    (late,) = append_decisions(tmp_path, [(CONTEXT._replace(decided_by="乙"), "")])
    assert late.written is None and late.other == first._replace(line=2)
    assert len(read_decisions(tmp_path)) == 1
    # Having seen it, the other decides anew: both rows are kept.
    append(tmp_path, CONTEXT._replace(decided_by="乙"), seen=first.decision_id)
    assert [row.decided_by for row in read_decisions(tmp_path)] == ["甲", "乙"]
    # Another figure is another matter, and an undo is about what it undoes.
    append(tmp_path, CONTEXT._replace(span_start="4"), seen="")
    (undo,) = append(
        tmp_path, Decision(0, decided_by="甲", action="undo", undoes=read_decisions(tmp_path)[1].decision_id)
    )
    assert last_by_subject(read_decisions(tmp_path))["figure", SHA, "3", "6"].decision_id == undo.decision_id


def test_one_of_two_preferences_for_the_same_thing_is_told_of_the_other(tmp_path: Path) -> None:
    group = dict(indicator_id="trains", ref_area="50", time_end="2024-12-31", measure="level", claim="reported")
    one = CONTEXT._replace(action="prefer", reason="x", **group)
    append(tmp_path, one, seen="")
    (late,) = append_decisions(tmp_path, [(one._replace(span_start="40", span_end="44"), "")])
    assert late.written is None and late.other and late.other.span_start == "3"


def test_a_line_cut_short_is_kept_apart_from_the_next(tmp_path: Path) -> None:
    append(tmp_path, CONTEXT)
    path = tmp_path / DECISIONS_FILE
    path.write_bytes(path.read_bytes()[:-30])
    append(tmp_path, CONTEXT)
    first, second = read_decisions(tmp_path)
    assert first.fault.startswith(CELLS) and not second.fault


def test_a_full_disk_writes_no_half_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    append(tmp_path, CONTEXT)
    before = (tmp_path / DECISIONS_FILE).read_bytes()
    write = pipelines.atomic.os.write

    def some(handle: int, data: memoryview) -> int:
        if len(data) > 20:
            return write(handle, data[:20]) if len(data) % 2 else write(handle, data[:19])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pipelines.atomic.os, "write", some)
    with pytest.raises(DecisionError, match=r"decisions.csv: No space left on device; nothing is written"):
        append(tmp_path, CONTEXT)
    assert (tmp_path / DECISIONS_FILE).read_bytes() == before


HEADER = ",".join(COLUMNS)
LONG, NOT_UTF8 = "expected at most 4,000 characters a cell, found 5,000", "expected UTF-8, found other bytes"
CELLS = f"expected {len(COLUMNS)} cells, found"
GOOD = "d1,2025-01-31T08:00:00Z,甲,context,a.md," + SHA + ",3,6,5千" + "," * (len(COLUMNS) - 9)


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        (f"{HEADER}\r\n{GOOD}\r\n".encode("utf-8-sig"), [""]),
        (f"{HEADER}\n\n{GOOD}\n  \n".encode(), [""]),
        (f'{HEADER}\n{GOOD[:-1]},"never closed\n{GOOD}\n'.encode(), ["unexpected end of data", ""]),
        (f"{HEADER}\na,b\n{GOOD}\n".encode(), [f"{CELLS} 2", ""]),
        (f"{HEADER}\n{GOOD},,\n{GOOD}\n".encode(), [f"{CELLS} {len(COLUMNS) + 2}", ""]),
        (f"{HEADER}\n".encode() + GOOD.encode("gb18030") + f"\n{GOOD}".encode(), [NOT_UTF8, ""]),
        (f"{HEADER}\n{GOOD}{'x' * 5000}\n{GOOD}".encode(), [LONG, ""]),
        (f"{HEADER}\n{GOOD}{'x' * 500_000}\n{GOOD}".encode(), ["field larger than field limit (131072)", ""]),
        (f"{HEADER}\n{GOOD}=1+1\n{GOOD}@x".encode(), ["", ""]),
        (f"{HEADER}\n\0\0\0\n{GOOD}".encode(), [f"{CELLS} 1", ""]),
        (f"{HEADER},more\n{GOOD},x\n".encode(), [""]),
    ],
    ids=["excel", "blank", "quote", "short", "long", "bytes", "cell", "huge", "formula", "nul", "column"],
)  # fmt: skip
def test_any_file_is_read_line_by_line(tmp_path: Path, content: bytes, faults: list[str]) -> None:
    (tmp_path / DECISIONS_FILE).write_bytes(content)
    rows = read_decisions(tmp_path)
    assert [row.fault for row in rows] == faults
    assert rows[-1].quote == "5千"


@pytest.mark.parametrize("content", [b"decision_id;decided_at\n", b"\xff\xfed\0e\0", b"PK\3\4\0\0", b'"'])
def test_a_file_that_is_no_log_is_an_error_of_the_whole(tmp_path: Path, content: bytes) -> None:
    (tmp_path / DECISIONS_FILE).write_bytes(content)
    with pytest.raises(DecisionError, match=r"^decisions.csv: expected columns decision_id,.*, found no "):
        read_decisions(tmp_path)
    with pytest.raises(DecisionError):
        append(tmp_path, CONTEXT)
    assert (tmp_path / DECISIONS_FILE).read_bytes() == content


@given(st.binary(max_size=400))
def test_no_bytes_stop_the_reader(tmp_path_factory: pytest.TempPathFactory, tail: bytes) -> None:
    folder = tmp_path_factory.mktemp("review")
    (folder / DECISIONS_FILE).write_bytes(f"{HEADER}\n{GOOD}\n".encode() + tail)
    assert read_decisions(folder)[0].quote == "5千"


def test_a_broken_log_keeps_the_last_good_table(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.review.mkdir()
    desk.log.write_text("decision_id;action\n")
    failed = run("refresh", "--raw", desk.raw, "--curated", desk.curated, "--review", desk.review)
    assert failed.returncode == 2 and failed.stderr.startswith("decisions.csv: expected columns")
    assert failed.stderr.count("\n") == 1


def decide(desk: Desk, asked: object) -> tuple[int, object]:
    made = subprocess.run(
        [sys.executable, "-m", "pipelines", "decide", "--curated", desk.curated, "--review", desk.review],
        cwd=ROOT, input=asked if isinstance(asked, str) else json.dumps(asked), capture_output=True, encoding="utf-8",
    )  # fmt: skip
    return made.returncode, json.loads(made.stdout) if made.stdout else made.stderr


def test_the_command_line_decides(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    context = {"action": "context", "decided_by": "甲", "mention_id": desk.mention("7.5%"), "seen": ""}
    status, saved = decide(desk, context)
    assert status == 0 and isinstance(saved, dict) and saved["state"] == "saved"
    status, results = decide(desk, [context, {"action": "undo", "decided_by": "乙", "undoes": saved["decision_id"]}, 5])
    assert (
        status == 1
        and isinstance(results, list)
        and [one["state"] for one in results] == ["conflict", "saved", "refused"]
    )
    assert results[0]["other"]["decided_by"] == "甲"
    assert [row.action for row in read_decisions(desk.review)] == ["context", "undo"]
    assert decide(desk, "{")[0] == 2
    rate = desk.mention("7.5%")
    for wrong in ({"action": "guess"}, {"action": "context", "decided_by": "甲", "mention_id": "'; DROP TABLE mention"},
                  {"action": "undo", "decided_by": "甲", "undoes": "x"},
                  {"action": "context", "other": 1},
                  {"action": "context", "decided_by": "a\nb", "mention_id": rate},
                  {"action": "accept", "decided_by": "甲", "mention_id": rate, "value": 1.5}):  # fmt: skip
        status, result = decide(desk, wrong)
        assert status == 1 and isinstance(result, dict) and result["state"] == "refused", wrong
    assert len(read_decisions(desk.review)) == 2


def test_a_correction_states_something_else_than_was_read(desk: Desk) -> None:
    growth = {"mention_id": desk.mention("7.5%"), "reason": "核对"}
    for same in ({}, {"value": "7.50"}, {"value": "7.5", "bound": "exact"}, {"ref_area": "500000"}):
        result = desk.decide(action="correct", **growth, **same)
        assert (result["state"], result["code"]) == ("refused", "nothing_changed"), same
    assert not desk.log.exists()
    made = desk.saved(action="correct", **growth, value="7.6")
    desk.saved(action="correct", **growth)  # back to what was read: a decision on a decision
    desk.saved(action="undo", undoes=read_decisions(desk.review)[-1].decision_id)
    assert desk.decide(action="undo", undoes=made)["state"] == "saved"
    assert desk.decide(action="correct", **growth)["state"] == "refused"
    assert desk.decide(action="accept", **growth)["state"] == "saved"
