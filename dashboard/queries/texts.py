"""Documents: what there is, a window of text, the quantities in it."""

from __future__ import annotations

from duckdb import DuckDBPyConnection

from dashboard.queries.base import all_rows
from dashboard.rows import Document, Mark, Source


def documents(con: DuckDBPyConnection, limit: int = 5000) -> list[Document]:
    """Documents, newest first, without their text."""
    return all_rows(
        con,
        Document,
        """SELECT document_id, file, title, publisher, published_on, date_precision, kind, source, url,
        licence, characters, unreadable FROM document
        ORDER BY published_on DESC NULLS LAST, document_id LIMIT $limit""",
        {"limit": limit},
    )


def document_of(con: DuckDBPyConnection, file: str) -> str:
    """The id of the document that a raw file is; "" where the table has none of it."""
    row = con.cursor().execute("SELECT document_id FROM document WHERE file = $file", {"file": file}).fetchone()
    return str(row[0]) if row else ""


def document_text(con: DuckDBPyConnection, document_id: str, start: int, length: int) -> str:
    """A window of a document's text: `length` code points from `start`."""
    row = (
        con.cursor()
        .execute(
            "SELECT substr(text, $start, $length) FROM document WHERE document_id = $document",
            {"document": document_id, "start": start + 1, "length": length},
        )
        .fetchone()
    )
    return str(row[0]) if row else ""


def sentence(con: DuckDBPyConnection, document_id: str, start: int, end: int) -> tuple[str, int, int]:
    """The sentence around a span, and where in it the span stands: (text, start, end)."""
    row = (
        con.cursor()
        .execute(
            """
        SELECT substr(d.text, m.sentence_start + 1, m.sentence_end - m.sentence_start), m.sentence_start
        FROM mention m JOIN document d USING (document_id)
        WHERE m.document_id = $document AND m.span_start <= $start AND m.span_end >= $end
        ORDER BY m.span_start DESC LIMIT 1
    """,
            {"document": document_id, "start": start, "end": end},
        )
        .fetchone()
    )
    if row is None:
        return "", 0, 0
    text, base = str(row[0]), int(row[1])
    return text, start - base, end - base


def marks(con: DuckDBPyConnection, document_id: str, start: int, end: int, limit: int = 3000) -> list[Mark]:
    """The quantities found in a window of a document, in reading order."""
    return all_rows(
        con,
        Mark,
        """SELECT mention_id, span_start, span_end, quote, disposition, reason, name, measure, claim, unit,
        value, low, high, bound, area, time_start, time_end, time_basis, rule_id, confidence
        FROM mention WHERE document_id = $document AND span_end > $start AND span_start < $end
        ORDER BY span_start, span_end DESC LIMIT $limit""",
        {"document": document_id, "start": start, "end": end, "limit": limit},
    )


def english_names(con: DuckDBPyConnection, chinese: tuple[str, ...]) -> dict[str, str]:
    """The English names of indicators and areas by their Chinese names; what is no such name is left out."""
    return dict(
        con.cursor()
        .execute(
            """
        SELECT name_zh, any_value(name_en) FROM (
            SELECT name_zh, name_en FROM indicator UNION ALL SELECT name_zh, name_en FROM ref_area
        ) WHERE name_zh IN (SELECT unnest($chinese::VARCHAR[])) GROUP BY 1 HAVING count(DISTINCT name_en) = 1""",
            {"chinese": list(chinese)},
        )
        .fetchall()
    )


def dispositions(con: DuckDBPyConnection, document_id: str) -> dict[str, int]:
    """How many quantities of a document ended as observation, in review, as context."""
    return dict(
        con.cursor()
        .execute(
            "SELECT disposition, count(*) FROM mention WHERE document_id = $document GROUP BY 1",
            {"document": document_id},
        )
        .fetchall()
    )


def sources(
    con: DuckDBPyConnection, indicator_id: str, measure: str = "", unit: str = "", area: str = ""
) -> list[Source]:
    """The documents that state an indicator, of one measure, unit and area where these are given; newest first."""
    return all_rows(
        con,
        Source,
        """
        SELECT d.document_id, d.title, d.publisher, d.published_on, d.kind, d.licence, d.url, n.n, n.first
        FROM document d JOIN (SELECT document_id, count(*) AS n, min(span_start) AS first FROM observation
            WHERE indicator_id = $indicator AND ($measure = '' OR measure = $measure) AND ($unit = '' OR unit = $unit)
                AND ($area = '' OR ref_area = $area) GROUP BY 1) n USING (document_id)
        ORDER BY d.published_on DESC NULLS LAST, d.document_id LIMIT 500
    """,
        {"indicator": indicator_id, "measure": measure, "unit": unit, "area": area},
    )
