"""Past runs and what they found, as rows of a table with headings in the reader's language. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard import messages
from dashboard.formats import Link
from dashboard.messages import Names
from dashboard.rows import Finding
from dashboard.state import changes, refused
from dashboard.words import Words

COUNTS = ("documents", "mentions", "observations")


def run_table(entries: Sequence[Mapping[str, Any]], words: Words, names: Names) -> list[dict[str, object]]:
    """One row a run, newest first; a column of errors only where there was one."""
    rows = [_run(entry, words, names) for entry in entries]
    if not any(row[words("column.error")] for row in rows):
        for row in rows:
            del row[words("column.error")]
    return rows


def _run(entry: Mapping[str, Any], words: Words, names: Names) -> dict[str, object]:
    counts, changed = entry.get("counts") or {}, changes(entry)
    told = messages.read(str(entry.get("error_parameters") or ""))
    row: dict[str, object] = {
        words("column.started"): str(entry.get("started", "")).replace("T", " ")[:19],
        words("column.state"): words.label("run_state", str(entry.get("state", ""))),
        words("column.error"): messages.said(told, str(entry.get("error") or ""), words, names),
        words("column.seconds"): round(float(entry.get("seconds") or 0), 2),
    }
    row |= {words(f"column.{name}"): counts.get(name) for name in COUNTS}
    row |= {words(f"change.{name}"): changed.get(name) for name in ("added", "changed", "gone")}
    return row | {
        words("column.refused"): len(refused(entry)),
        words("column.run"): str(entry.get("run_id") or ""),
    }


def stage_seconds(entry: Mapping[str, Any]) -> list[tuple[str, float]]:
    """(stage, seconds) of a run, in the order it ran them."""
    stages = entry.get("stages")
    return [(str(k), float(v)) for k, v in stages.items()] if isinstance(stages, dict) else []


def reason_table(reasons: Sequence[tuple[str, str, int]], words: Words) -> list[dict[str, object]]:
    """Why quantities are not in the table."""
    return [
        {
            words("column.quantities"): n,  # first: on a telephone the last column is out of sight
            words("column.disposition"): words.label("disposition", d),
            words("column.reason"): words.label("reason", r),
        }
        for d, r, n in reasons
    ]


def finding_table(findings: Sequence[Finding], words: Words, link: Link, names: Names) -> list[dict[str, object]]:
    """What the checks found, with the way to the sentence of the figure it is about."""
    return [
        {
            words("column.severity"): words.label("severity", f.severity),
            words("column.check"): words.label("check", f.check_name),
            words("column.message"): messages.said(messages.read(f.parameters), f.message, words, names),
            words("column.sentence"): _sentence(f, link),
            words("column.subject"): f.subject,
        }
        for f in findings
    ]


def _sentence(finding: Finding, link: Link) -> str:
    return link("evidence", document=finding.document_id, at=finding.span_start) if finding.document_id else ""


def refusal_table(refusals: Sequence[tuple[str, str, str, str]], words: Words) -> list[dict[str, object]]:
    """Documents that could not be read."""
    return [
        {
            words("column.file"): file,
            words("column.reason"): words.label("refusal", reason),
            words("column.message"): messages.said(messages.read(parameters), detail, words),
        }
        for file, reason, detail, parameters in refusals
    ]
