"""Rows as text for a terminal or another program."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from pipelines.records import Finding, Mention
from pipelines.runs import Run


def mention_line(mention: Mention, trace: bool = False) -> str:
    """One JSON object, keys in the order of the command line's contract; numbers are decimal strings.

    With `trace` the rules that gave the attributes follow, in the order in which they were applied.
    """
    m = mention
    traced = {"rules": m.rule_id.split("+"), "confidence": m.confidence} if trace else {}
    return json.dumps(
        {
            "article": m.article,
            "start": m.start,
            "end": m.end,
            "quote": m.quote,
            "value": decimal_text(m.value),
            "low": decimal_text(m.low),
            "high": decimal_text(m.high),
            "unit": m.unit,
            "bound": m.bound,
            "measure": m.measure,
            "claim": m.claim,
            "time": {"start": _day(m.time.start), "end": _day(m.time.end), "basis": m.time.basis},
            "ref_area": m.ref_area,
            "area": list(m.area),
            "indicator": m.indicator,
            "name": m.name,
            "disposition": m.disposition,
            "reason": m.reason,
            **traced,
        },
        ensure_ascii=False,
    )


def decimal_text(value: Decimal | None) -> str | None:
    """All digits, no exponent, no zeros at the end of a fraction: 600000, 0.35."""
    if value is None:
        return None
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def summary(run: Run) -> list[str]:
    """What a refresh did, for a person: the account, what is new, what the checks found, where the table is."""
    n, changes = run.counts, run.changes
    found = Counter(finding["severity"] for finding in run.findings)
    kinds = Counter(finding["check_name"] for finding in run.findings)
    listed = ", ".join(f"{name} {count}" for name, count in sorted(kinds.items()))
    news = f"{changes['added']} added, {changes['changed']} changed, {changes['gone']} gone"
    return [
        f"{n['documents']} documents read, {n['refused']} refused",
        f"{n['mentions']} mentions = {n['observations']} observations + {n['review']} review + {n['context']} context",
        "unchanged" if run.unchanged else f"observations: {news}",
        f"findings: {found['hard']} hard, {found['soft']} soft" + (f" ({listed})" if listed else ""),
        f"vintage {run.run_id} in {run.seconds:.1f} s",
    ]


def export_json(paths: Sequence[Path], notes: Sequence[tuple[str, str]], error: tuple[str, str] | None = None) -> str:
    """One line: the files of an export, and what it says; each note, and the error, is a line and its parameters."""
    told = {"files": [str(path) for path in paths], "notes": notes, "error": error}
    return json.dumps(told, ensure_ascii=False)


def finding_line(finding: Finding) -> str:
    """What a check, or the catalogue, found."""
    return f"{finding.severity} {finding.check_name}: {finding.subject}: {finding.message}"


def refusal_line(refusal: Mapping[str, str]) -> str:
    """Which file was refused, and why."""
    return f"{refusal['file']}: {refusal['reason']}: {refusal['detail']}"


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
