"""How to cite what is on screen: plain text, in the language on screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from dashboard.formats import day, known, titled
from dashboard.rows import Document, Fact
from dashboard.words import Words

MOST_DOCUMENTS = 12


class Origin(NamedTuple):
    """A document that figures come from."""

    title: str
    publisher: str
    published_on: date | None


def origins(sources: Iterable[Fact | Document]) -> list[Origin]:
    """The documents behind figures, each once, newest first."""
    found = {Origin(s.title, s.publisher, s.published_on) for s in sources}
    return sorted(found, key=lambda o: (-(o.published_on or date.min).toordinal(), o.title, o.publisher))


def view_address(base: str, page: str, query: Sequence[tuple[str, str]]) -> str:
    """The address that shows this view to whoever opens it. `base` is the app's own address, or already the page's."""
    address = f"{base.rstrip('/').removesuffix(f'/{page}')}/{page}"
    return f"{address}?{urlencode(query)}" if query else address


def citation(
    title: str, documents: Sequence[Origin], filters: str, run_id: str, address: str, today: date, words: Words
) -> str:
    """What is shown, how it is filtered, whose figures they are, from which vintage, where and when it was seen."""
    named = [_document(origin, words) for origin in documents[:MOST_DOCUMENTS]]
    if len(documents) > MOST_DOCUMENTS:
        named.append(words("cite.more", n=len(documents) - MOST_DOCUMENTS))
    parts = [
        words("cite.work", title=title, run=run_id),
        words("cite.filters", filters=filters) if filters else "",
        words("cite.documents", documents=words("cite.between").join(named)) if named else "",
        words("cite.seen", address=address, day=day(today, words)),
    ]
    return words("cite.space").join(part for part in parts if part)


def _document(origin: Origin, words: Words) -> str:
    title = titled(origin.title, words)
    who = [words.stated(origin.publisher)] if known(origin.publisher) else []
    when = [day(origin.published_on, words)] if origin.published_on else []
    return words("cite.comma").join([title, *who, *when])
