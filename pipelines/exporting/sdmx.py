"""SDMX-CSV 2.0: one row an observation, with a key that is unique."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from duckdb import DuckDBPyConnection

from pipelines.exporting.about import About
from pipelines.exporting.note import counted
from pipelines.exporting.structure import AGENCY, ATTRIBUTES, DIMENSIONS, FLOW, VERSION, sdmx_id
from pipelines.exporting.times import time_period
from pipelines.printing import decimal_text

HEADER = ("STRUCTURE", "STRUCTURE_ID", "ACTION", *DIMENSIONS, "OBS_VALUE", *ATTRIBUTES)

# A period without a start is written as its last day, and so is that day alone: one key, so numbered together.
_ROWS = """
SELECT o.indicator_id, o.ref_area, o.measure, o.claim, o.time_basis,
       row_number() OVER (
           PARTITION BY o.indicator_id, o.ref_area, o.measure, o.claim, o.time_basis,
                        coalesce(o.time_start, o.time_end), o.time_end
           ORDER BY d.published_on DESC NULLS LAST, o.document_id, o.span_start, o.obs_id
       ) AS statement,
       o.time_start, o.time_end, o.value, o.unit, o.bound, o.low, o.high, o.obs_status, o.value_as_published,
       o.unit_as_published, o.quote, o.document_id, d.title, d.publisher, d.published_on, o.span_start, o.span_end,
       o.confidence, o.review_status, o.obs_id
FROM observation o JOIN document d USING (document_id)
WHERE o.time_end IS NOT NULL
ORDER BY o.indicator_id, o.ref_area, o.measure, o.claim, o.time_basis, o.time_end, o.time_start, statement
"""


def write_sdmx_csv(con: DuckDBPyConnection, path: Path, told: About) -> About:
    """Write the table's observations to `path` (UTF-8, CRLF); return its account with what had to stay out.

    An SDMX key has a time, so an observation without one stays out, and is counted. Raises OSError.
    """
    with open(path, "w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADER)
        writer.writerows(_lines(con, told.run_id))
    told = told._replace(notes=tuple(note for note in told.notes if note.code != "comparisons_left_out"))  # none here
    untimed = con.execute("SELECT count(*) FROM observation WHERE time_end IS NULL").fetchone()
    if untimed is None or not untimed[0]:
        return told
    text = "observations without a time, left out because an SDMX key has one"
    note = counted(text, code="untimed_in_sdmx", n=untimed[0])
    return told._replace(notes=(*told.notes, note))


def _lines(con: DuckDBPyConnection, run_id: str) -> Iterator[tuple[object, ...]]:
    front = ("dataflow", f"{AGENCY}:{FLOW}({VERSION})", "I")
    answer = con.execute(_ROWS)
    while part := answer.fetchmany(10_000):
        for indicator, area, measure, claim, basis, number, start, end, value, unit, bound, low, high, *others in part:
            key = (sdmx_id(indicator), sdmx_id(area), measure, claim, basis, number, time_period(start, end))
            amounts = (decimal_text(value), sdmx_id(unit), bound, decimal_text(low), decimal_text(high))
            yield (*front, *key, *amounts, *map(_one_line, others), run_id)


def _one_line(cell: object) -> object:
    """Readers of SDMX-CSV split it by lines, whatever the quotes."""
    return re.sub(r"\s*[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]\s*", " ", cell) if isinstance(cell, str) else cell
