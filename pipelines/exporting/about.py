"""What every export says of itself: which vintage, what was filtered, how to cite it, how to read it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from pipelines.exporting.note import Note
from pipelines.exporting.selection import ALL, Selection, left_out

TITLE = "双城指标 Shuangcheng: indicators of the Chengdu–Chongqing twin-city economic circle"
LICENCE = "MIT for the table; the words quoted belong to their documents, each under the licence that documents states"
READING = (
    "One row of observations is one claim in one span of one document; quote is the words themselves.",
    "value is exact, in unit: 万 and 亿 multiplied out, percent as the number of percent, a rank as its number.",
    "bound tells how the wording bounds it (more_than, about, range ...); low and high are the ends of what is open.",
    "time_start and time_end are days, both inclusive; time_basis says what they count: flow, ytd, cumulative, point "
    "or deadline. Rows of different basis, measure or claim are not one series.",
    "obs_status is the SDMX code: A normal, E estimated, F forecast, P provisional.",
)


class About(NamedTuple):
    """One export's account of itself. `notes` tell what the form cannot hold as it is; none is lost unsaid."""

    run_id: str
    as_of: date | None
    filters: dict[str, str]
    observations: int
    targets: int
    notes: tuple[Note, ...] = ()

    def citation(self) -> str:
        """How to name this table in a paper: never the clock's day, so that it is the same each time."""
        selected = f" Selection: {self.selection()}." if self.filters else ""
        day = f", as of {self.as_of}" if self.as_of else ""
        return f"{TITLE}. Vintage {self.run_id}{day}.{selected}"

    def selection(self) -> str:
        """The filters in one line."""
        return "; ".join(f"{name} {value}" for name, value in self.filters.items()) or "none: the whole table"

    def facts(self) -> list[tuple[str, str]]:
        """(name, text): the lines that a readme begins with."""
        return [
            ("title", TITLE),
            ("vintage", self.run_id),
            ("as of", str(self.as_of or "")),
            ("filters", self.selection()),
            ("observations", str(self.observations)),
            ("targets", str(self.targets)),
            ("citation", self.citation()),
            ("licence", LICENCE),
            *(("note", note.line) for note in self.notes),
        ]


def about(con: DuckDBPyConnection, run_id: str, selection: Selection = ALL) -> About:
    """The account of the table behind `con`, which holds the selection alone."""
    counts = con.execute(
        "SELECT (SELECT max(newest_document_on) FROM run), (SELECT count(*) FROM observation), "
        "(SELECT count(*) FROM progress)"
    ).fetchone()
    assert counts is not None
    return About(run_id, counts[0], selection.filters(), counts[1], counts[2], left_out(con, selection))


def readme(told: About, files: dict[str, str]) -> str:
    """README.md of an export: the facts, the `files` (name -> what it holds), and how to read the columns."""
    parts = [
        f"# {TITLE}",
        "\n".join(f"- {name}: {text}" for name, text in told.facts()[1:] if text),
        "## Files",
        "\n".join(f"- `{name}`: {text}" for name, text in files.items()),
        "## How to read it",
        "\n".join(f"- {line}" for line in READING),
    ]
    return "\n\n".join(parts) + "\n"
