"""A log that another program or a hand has written: kept in its own columns, or refused in one line; nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.decisions import COLUMNS, DECISIONS_FILE, Decision, append_decisions, read_decisions, subject
from tests.decision_fixture import Desk
from tests.raw_fixture import run
from tests.test_decisions import CONTEXT, append, decide

OTHER_COLUMNS = {
    "reversed": COLUMNS[::-1],
    "added": (*COLUMNS[:4], "note", *COLUMNS[4:]),
    "doubled": COLUMNS * 2,
}


@pytest.mark.parametrize("header", OTHER_COLUMNS.values(), ids=OTHER_COLUMNS)
def test_a_decision_is_written_in_the_columns_of_the_file(tmp_path: Path, header: tuple[str, ...]) -> None:
    path = tmp_path / DECISIONS_FILE
    path.write_text(",".join(header) + "\n", encoding="utf-8")
    made = append(tmp_path, CONTEXT._replace(reason="甲,乙\n"), CONTEXT._replace(span_start="4"))
    assert read_decisions(tmp_path) == [one._replace(line=number) for number, one in enumerate(made, 2)]
    assert path.read_text(encoding="utf-8").splitlines()[0] == ",".join(header)


@pytest.mark.parametrize("empty", [b"\n", b"\r\n", b" ", b"\n\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_a_file_of_empty_lines_is_an_empty_log(tmp_path: Path, empty: bytes) -> None:
    (tmp_path / DECISIONS_FILE).write_bytes(empty)
    assert read_decisions(tmp_path) == []
    made = [*append(tmp_path, CONTEXT), *append(tmp_path, CONTEXT)]
    assert [one._replace(line=0) for one in read_decisions(tmp_path)] == made


def test_a_reason_of_line_ends_only_is_as_long_as_it_is(tmp_path: Path) -> None:
    append(tmp_path, CONTEXT._replace(reason="\n" * 4000))
    (row,) = read_decisions(tmp_path)
    assert not row.fault and row.reason == "\n" * 4000


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (",".join(COLUMNS) + "\rd1,x\r", r"decisions.csv: expected lines that end in \n or \r\n, found \r alone"),
        (",".join(COLUMNS) + "," + "x" * 131_073 + "\n", "decisions.csv: expected a header of columns, found a fault"),
    ],
    ids=["carriage return", "cell"],
)
def test_a_header_that_is_none_is_one_line_and_status_2(tmp_path: Path, content: str, message: str) -> None:
    desk = Desk(tmp_path)
    desk.review.mkdir()
    desk.log.write_bytes(content.encode())
    failed = run("refresh", "--raw", desk.raw, "--curated", desk.curated, "--review", desk.review)
    assert (failed.returncode, failed.stderr.count("\n")) == (2, 1) and failed.stderr.startswith(message)
    status, said = decide(desk, {"action": "context", "decided_by": "甲", "mention_id": desk.mention("7.5%")})
    assert status == 2 and str(said).startswith(message)
    assert desk.log.read_bytes() == content.encode()


def test_the_same_place_written_otherwise_is_the_same_figure(tmp_path: Path) -> None:
    assert subject(CONTEXT._replace(span_start="003"), {}) == subject(CONTEXT, {})
    assert subject(CONTEXT._replace(span_start="３"), {}) != subject(CONTEXT, {})
    desk = Desk(tmp_path)
    first = desk.saved(action="context", mention_id=desk.mention("7.5%"))
    desk.saved(action="accept", mention_id=desk.mention("7.5%"))
    desk.saved(action="context", mention_id=desk.mention("400只"))
    header, one, *others, last = desk.log.read_text(encoding="utf-8").splitlines()
    start = next(row.span_start for row in read_decisions(desk.review) if row.decision_id == first)
    last_start = read_decisions(desk.review)[-1].span_start
    one = one.replace(f",{start},", f",0{start},")
    last = last.replace(f",{last_start},", f",{last_start.translate({48 + n: 0xFF10 + n for n in range(10)})},")
    desk.log.write_text("\n".join([header, one, *others, last]), encoding="utf-8")
    desk.refresh()
    assert desk.states() == [("context", "superseded"), ("accept", "applied"), ("context", "refused")]


def test_a_decision_is_undone_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    made = desk.saved(action="context", mention_id=desk.mention("7.5%"))
    undo = {"action": "undo", "decided_by": "甲", "undoes": made}
    # An undo that counts for nothing, since nobody has signed it, is in nobody's way.
    append_decisions(desk.review, [(Decision(0, action="undo", undoes=made), None)])
    status, results = decide(desk, [undo, undo])
    assert status == 1 and isinstance(results, list) and [one["state"] for one in results] == ["saved", "refused"]
    refused = desk.decide(**undo)
    assert refused["message"] == f"expected a decision that counts as undoes, found {made}, which is undone already"
    assert len(read_decisions(desk.review)) == 3


def test_a_control_character_of_a_refused_row_is_not_published(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.saved(action="context", mention_id=desk.mention("7.5%"), reason="一二")
    desk.log.write_text(desk.log.read_text(encoding="utf-8").replace("一二", "一\0二"), encoding="utf-8")
    desk.refresh()
    assert desk.ask("SELECT state, reason FROM review_log") == [("refused", "一\ufffd二")]
