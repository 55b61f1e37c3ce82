"""Past runs as rows of a table with headings in the reader's language, and what the last one found as HTML. Pure.

What was found is told in sentences: as lines they are read whole on any screen, which cells of a table would cut.
Every text is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from dashboard import messages
from dashboard.formats import Link, figure, parted, parted_html
from dashboard.messages import QUOTES, Names
from dashboard.rows import Fact, Finding
from dashboard.state import changes, refused
from dashboard.words import Words

COUNTS = ("documents", "mentions", "observations")
LONG = 12  # lines; a longer list scrolls in a room of its own


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


def reason_list(reasons: Sequence[tuple[str, str, int]], words: Words) -> str:
    """Why quantities are not in the table, where they went, and how many they are."""
    return _lines(
        (
            escape(words.label("reason", reason)),
            escape(words.label("disposition", disposition)),
            escape(words("runs.quantities", n=n)),
        )
        for disposition, reason, n in reasons
    )


def finding_list(findings: Sequence[Finding], facts: Mapping[str, Fact], words: Words, link: Link, names: Names) -> str:
    """What the checks found, with the way to the sentence of the figure it is about; `facts` are those figures."""
    return _lines(
        (
            escape(messages.said(messages.read(f.parameters), f.message, words, names, _figures(f, facts, words))),
            parted_html(
                escape(words.label("check", f.check_name)),
                escape(words.label("severity", f.severity)),
                _read(f, words, link),
            ),
            "",
        )
        for f in findings
    )


def figures_of(finding: Finding) -> list[str]:
    """The obs_ids of the figures that a finding is about, if it is about any."""
    return finding.subject.split()


def _figures(finding: Finding, facts: Mapping[str, Fact], words: Words) -> dict[str, str]:
    """What stands for the finding's quotes: their figures in the reader's units, of which the first stands first."""
    about = zip(QUOTES, figures_of(finding), strict=False)
    return {name: figure(facts[obs_id], words) for name, obs_id in about if obs_id in facts}


def _read(finding: Finding, words: Words, link: Link) -> str:
    if not finding.document_id:
        return ""
    there = link("evidence", document=finding.document_id, at=finding.span_start)
    return f'<a href="{escape(there)}">{escape(words("overview.to_sentence"))}</a>'


def refusal_list(refusals: Sequence[tuple[str, str, str, str]], words: Words) -> str:
    """Documents that could not be read."""
    return _lines(
        (
            escape(file),
            parted(words.label("refusal", reason), messages.said(messages.read(parameters), detail, words)),
            "",
        )
        for file, reason, detail, parameters in refusals
    )


def _lines(lines: Iterable[tuple[str, str, str]]) -> str:
    """HTML of lines: what, about it, and what stands on the right; "" where there are none."""
    rows = [
        f'<li><div class="sc-what">{what}<small>{about}</small></div><div class="sc-when">{side}</div></li>'
        for what, about, side in lines
    ]
    room = ' sc-long" tabindex="0' if len(rows) > LONG else ""
    return f'<ul class="sc-list sc-two sc-found{room}">{"".join(rows)}</ul>' if rows else ""
