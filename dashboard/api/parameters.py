"""Query parameters: declared once, for reading them and for describing them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple, get_args

from starlette.datastructures import QueryParams

from dashboard.api.answers import Problem
from pipelines.records import Claim, Measure

MOST = 100  # values of one parameter
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
STATUSES = (
    "awaiting_report", "achieved", "missed", "open", "indeterminate", "on_track", "needs_acceleration", "behind",
)  # fmt: skip


class Parameter(NamedTuple):
    """A query parameter: what it means, and the JSON Schema of one value."""

    name: str
    about: str
    schema: dict[str, Any]
    repeated: bool = False  # may be given several times, and then means any of the values

    def read(self, text: str) -> str | int | date:
        """One value. Raises Problem, naming the parameter, for one that the schema does not allow."""
        schema = self.schema
        if schema["type"] == "integer":
            if re.fullmatch(r"[0-9]{1,18}", text) and schema["minimum"] <= int(text) <= schema["maximum"]:
                return int(text)
            raise self._bad(text, f"a whole number from {schema['minimum']} to {schema['maximum']}")
        if schema.get("format") == "date":
            try:
                if DAY.fullmatch(text):
                    return date.fromisoformat(text)
            except ValueError:
                pass  # such as 30 February
            raise self._bad(text, "a day as YYYY-MM-DD")
        if "enum" in schema and text not in schema["enum"]:
            raise self._bad(text, "one of " + ", ".join(schema["enum"]))
        if "pattern" in schema and not re.search(schema["pattern"], text):
            raise self._bad(text, f"text like {schema['pattern']}")
        return text

    def _bad(self, text: str, expected: str) -> Problem:
        return Problem(400, f"{self.name}: expected {expected}, found {text[:100]!r}", self.name)


def _code(name: str, about: str) -> Parameter:
    return Parameter(name, about, {"type": "string"}, repeated=True)


def _choice(name: str, about: str, choices: Sequence[str]) -> Parameter:
    return Parameter(name, about, {"type": "string", "enum": list(choices)}, repeated=True)


def _day(name: str, about: str) -> Parameter:
    return Parameter(name, about, {"type": "string", "format": "date"})


INDICATOR = _code("indicator", "Code of an indicator, as in indicators.csv")
AREA = _code("area", "Code of an area, as in ref_areas.csv")
TOPIC = _code("topic", "Code of a topic, as in indicators.csv")
DOCUMENT = _code("document", "Key of a document, as in documents.csv")
MEASURE = _choice("measure", "What kind of figure", get_args(Measure))
CLAIM = _choice("claim", "What the text claims", get_args(Claim))
STATUS = _choice("status", "Where the target stands", STATUSES)
SINCE = _day("since", "Only periods (for a target: deadlines) that end on this day or later")
UNTIL = _day("until", "Only periods (for a target: deadlines) that end on this day or earlier")
LIMIT = Parameter("limit", "Most rows to give", {"type": "integer", "minimum": 1, "maximum": 1000, "default": 100})
OFFSET = Parameter("offset", "Rows to pass over", {"type": "integer", "minimum": 0, "maximum": 10**12, "default": 0})
VINTAGE = Parameter(
    "vintage",
    "Read this vintage, while it is kept, and not the current one; `next` names it, so that pages fit together",
    {"type": "string", "pattern": "^[0-9a-f]{12}$"},
)
PAGING = (LIMIT, OFFSET, VINTAGE)


def read(query: QueryParams, parameters: Sequence[Parameter]) -> dict[str, list[Any]]:
    """The values given, by parameter. Raises Problem for an unknown parameter, a bad value, or one given too often."""
    known = {parameter.name: parameter for parameter in parameters}
    found: dict[str, list[Any]] = {}
    for name, text in query.multi_items():
        if name not in known:
            expected = f"one of {', '.join(known)}" if known else "none"
            raise Problem(400, f"unknown parameter {name[:100]!r}: expected {expected}", name[:100])
        found.setdefault(name, []).append(known[name].read(text))
        most = MOST if known[name].repeated else 1
        if len(found[name]) > most:
            raise Problem(400, f"{name}: expected at most {most} values", name)
    return found
