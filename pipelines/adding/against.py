"""What a new document is beside the current table: a duplicate, nearly one, and figure by figure new or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from pipelines.adding.model import Change, Twin
from pipelines.catalogue import Catalogue
from pipelines.connecting import CONFIG
from pipelines.documents import list_files, read_document, read_metadata
from pipelines.errors import DocumentError
from pipelines.records import Document
from pipelines.rows import Settled, make_tables
from pipelines.store import fill
from pipelines.vintages import current_database

NEAR = 0.8  # share of a document's sentences from which it is nearly another one
_SENTENCE_END = re.compile(r"[。！？!?；;]|\.\s|\n\s*\n")
_SHORTEST, _MOST = 8, 300  # characters of a sentence that says something; sentences looked for
_FIGURE = ("indicator_id", "ref_area", "time_start", "time_end", "time_basis", "measure", "claim")
_VALUE = ("value", "low", "high", "bound")


@contextmanager
def beside_table(one: Settled, catalogue: Catalogue, curated: Path) -> Iterator[DuckDBPyConnection]:
    """A database in memory: `main` holds the new document, `joint` its observations and the table's, with the views."""
    database = current_database(curated)
    with duckdb.connect(config=CONFIG) as con:
        fill(con, make_tables(catalogue, [one], [], []), "preview")
        views = con.execute(
            "SELECT sql FROM duckdb_views() WHERE view_name IN ('observation_interval', 'conflict') "
            "ORDER BY view_name DESC"
        ).fetchall()
        there = ""
        if database:
            con.execute(f"ATTACH '{str(database).replace(chr(39), chr(39) * 2)}' AS old (READ_ONLY)")
            there = (
                "UNION ALL BY NAME SELECT * FROM old.observation WHERE obs_id NOT IN (SELECT obs_id FROM observation) "
                "AND indicator_id IN (SELECT indicator_id FROM observation)"
            )
        con.execute("CREATE SCHEMA joint")
        con.execute(f"CREATE TABLE joint.observation AS SELECT * FROM observation {there}")
        con.execute(
            "CREATE TABLE joint.document AS SELECT document_id, file, title, text_sha256, text FROM document LIMIT 0"
        )
        if database:
            con.execute("INSERT INTO joint.document BY NAME SELECT document_id, file, title, text_sha256, text "
                        "FROM old.document")  # fmt: skip
        con.execute("SET schema = 'joint'")
        for (sql,) in views:  # one definition of what cannot both hold: schema.sql's
            con.execute(str(sql))
        con.execute("SET schema = 'main'")
        yield con


def add_unread(con: DuckDBPyConnection, raw: Path) -> None:
    """Bring joint.document up to what the raw folder holds now: files no refresh has read come in, gone ones go."""
    known = {str(file) for (file,) in con.execute("SELECT file FROM joint.document").fetchall()}
    files = list_files(raw)
    gone = sorted(known.difference(files))
    con.execute("DELETE FROM joint.document WHERE file IN (SELECT unnest(?::TEXT[]))", [gone])
    unread = [file for file in files if file not in known]
    metadata, _ = read_metadata(raw, files) if unread else ({}, [])
    for file in unread:
        try:
            d = read_document(raw, file, metadata.get(file, {}))
        except DocumentError:
            continue  # a refresh will name it
        con.execute(
            "INSERT INTO joint.document VALUES ('', ?, ?, ?, ?)",
            [d.file, d.title, d.text_sha256, d.text.encode("utf-8", "replace").decode()],
        )


def duplicate_of(con: DuckDBPyConnection, document: Document) -> Twin | None:
    """The document with the same text, under whatever name and in whatever encoding."""
    query = "SELECT document_id, file, title, 1::DOUBLE FROM joint.document WHERE text_sha256 = ? ORDER BY file LIMIT 1"
    row = con.execute(query, [document.text_sha256]).fetchone()
    return Twin(*row) if row else None


def nearly(con: DuckDBPyConnection, document: Document) -> Twin | None:
    """The document that holds most of the new one's sentences, white space aside; None up to the share NEAR."""
    parts = ("".join(part.split()) for part in _SENTENCE_END.split(document.text[document.body_start :]))
    sentences = list(dict.fromkeys(part for part in parts if len(part) >= _SHORTEST))
    sentences = sentences[:: -(-len(sentences) // _MOST) or 1]
    if not sentences:
        return None
    row = con.execute(
        r"""
        WITH own AS (SELECT unnest($own) AS sentence),
        other AS (SELECT *, regexp_replace(text, '\s|　', '', 'g') AS flat FROM joint.document)
        SELECT document_id, file, title, count(*) FILTER (contains(flat, sentence)) / $n::DOUBLE AS share
        FROM other, own GROUP BY ALL ORDER BY share DESC, file LIMIT 1
        """,
        {"own": sentences, "n": float(len(sentences))},
    ).fetchone()
    return Twin(*row) if row and row[3] > NEAR else None


def changes(con: DuckDBPyConnection) -> list[Change]:
    """What each new observation would be, in the order of the text; of several statements it meets the worst counts."""
    same_figure = " AND ".join(f"b.{name} IS NOT DISTINCT FROM a.{name}" for name in _FIGURE)
    same_value = " AND ".join(f"b.{name} IS NOT DISTINCT FROM a.{name}" for name in _VALUE)
    rows = con.execute(f"""
        WITH clash AS (
            SELECT obs_id, other_obs_id FROM joint.conflict
            UNION ALL SELECT other_obs_id, obs_id FROM joint.conflict
        ), met AS (
            SELECT a.obs_id AS new_id, b.*, CASE WHEN c.obs_id IS NOT NULL THEN 'conflict'
                WHEN {same_value} THEN 'same' ELSE 'changed' END AS kind
            FROM main.observation a
            JOIN joint.observation b ON {same_figure} AND b.obs_id <> a.obs_id
                AND (a.time_end IS NOT NULL OR ({same_value}))  -- two undated ones may be of two times
            LEFT JOIN clash c ON c.obs_id = a.obs_id AND c.other_obs_id = b.obs_id
            WHERE b.document_id <> a.document_id OR c.obs_id IS NOT NULL
        )
        SELECT coalesce(kind, 'new'), n.obs_id, coalesce(met.document_id, ''), coalesce(d.title, ''),
            coalesce(met.span_start, 0), coalesce(met.quote, ''), met.value, met.low, met.high, coalesce(met.bound, '')
        FROM main.observation n LEFT JOIN met ON met.new_id = n.obs_id
        LEFT JOIN joint.document d ON d.document_id = met.document_id
        QUALIFY row_number() OVER (PARTITION BY n.obs_id
            ORDER BY list_position(['conflict', 'same', 'changed'], kind), met.document_id, met.span_start) = 1
        ORDER BY n.span_start, n.obs_id
    """).fetchall()
    return [Change(*row) for row in rows]
