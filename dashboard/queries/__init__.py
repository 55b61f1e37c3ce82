"""Typed questions to one vintage of the table. Read-only; every value is a bound parameter; every list has a limit.

Filtering and counting happen in DuckDB, so that a page costs the same with ten million rows as with two hundred.
Amounts come back as `Decimal` in the canonical unit, spans as code points of the document's text.
"""

from dashboard.queries.aims import held, status_counts, target_choices, targets
from dashboard.queries.base import connect
from dashboard.queries.conflicts import conflict_pairs, conflict_statements, preferences
from dashboard.queries.explore import facets, kinds, matches, milestones, panels
from dashboard.queries.facts import (
    areas,
    companions,
    earlier,
    elsewhere,
    fact,
    facts,
    facts_at,
    headlines,
    indicator_areas,
    indicators,
    measures,
    series,
    stated,
    units,
)
from dashboard.queries.review import (
    decision_states,
    known_decisions,
    mentions_at,
    open_conflicts,
    review_documents,
    review_items,
    review_order,
    review_reasons,
)
from dashboard.queries.texts import dispositions, document_of, document_text, documents, marks, sentence, sources
from dashboard.queries.vintages import (
    VintageError,
    change_counts,
    changed_documents,
    changed_indicators,
    compare,
    differences,
    moved,
)
from dashboard.queries.whole import account, choices, dictionary, findings, reasons, refusals, relations, table_rows

__all__ = [
    "VintageError",
    "account",
    "areas",
    "change_counts",
    "changed_documents",
    "changed_indicators",
    "choices",
    "companions",
    "compare",
    "conflict_pairs",
    "conflict_statements",
    "connect",
    "decision_states",
    "dictionary",
    "differences",
    "dispositions",
    "document_of",
    "document_text",
    "documents",
    "earlier",
    "elsewhere",
    "facets",
    "fact",
    "facts",
    "facts_at",
    "findings",
    "headlines",
    "held",
    "indicator_areas",
    "indicators",
    "kinds",
    "known_decisions",
    "marks",
    "matches",
    "measures",
    "mentions_at",
    "milestones",
    "moved",
    "open_conflicts",
    "panels",
    "preferences",
    "reasons",
    "refusals",
    "relations",
    "review_documents",
    "review_items",
    "review_order",
    "review_reasons",
    "sentence",
    "series",
    "sources",
    "stated",
    "status_counts",
    "table_rows",
    "target_choices",
    "targets",
    "units",
]
