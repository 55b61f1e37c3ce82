"""What an export could not hold as it is: a line for its readme and for terminals, and the same for other languages."""

from __future__ import annotations

import json
from typing import NamedTuple

from pipelines.errors import as_parameters


class Note(NamedTuple):
    """One thing left out or shown otherwise: `line` is English, `parameters` is its code and values as JSON."""

    line: str
    parameters: str

    @property
    def code(self) -> str:
        return str(json.loads(self.parameters)["code"])


def counted(text: str, *, code: str, n: int) -> Note:
    """A note on `n` things of a kind."""
    return Note(f"{text}: {n:,}", as_parameters(code, n=n))
