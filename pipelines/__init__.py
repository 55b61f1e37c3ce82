"""Articles to indicator table, stage by stage: documents, mentions, observations, progress, checks, store, publish.

>>> [(m.quote, m.unit, m.bound) for m in extract("2022年，川渝经通道运货突破60万标箱。")]
[('60万标箱', 'TEU', 'more_than')]
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.records import Mention


def extract(text: str, published_on: date | None = None) -> list[Mention]:
    """Every quantity of `text` with all that it says of it; offsets count code points of `text`.

    Relative times (今年, 上半年) are resolved against `published_on`; without it they stay open.
    """
    from pipelines.catalogue import load_catalogue
    from pipelines.mentions import read
    from pipelines.observations import judge
    from pipelines.records import Document

    document = Document(
        "text",
        "text",
        text,
        0,
        "0" * 64,
        "0" * 64,
        "utf-8",
        "text/plain",
        "",
        "",
        published_on,
        None,
        "exact",
        "article",
        "",
        "",
        "",
    )
    return judge(document, read(document), load_catalogue())
