"""Two vintages on screen: which two, the filters, the differences of one page, and all of them as a file."""

from __future__ import annotations

from pathlib import Path

import duckdb
import streamlit as st

from dashboard import formats, queries, state, ui, ui_choices, ui_pager
from dashboard.vintages import differences, ui_vintage
from dashboard.words import Words

MOST = 20_000  # differences in one file


def several() -> bool:
    """Whether there are vintages to compare."""
    return len(state.vintages(state.curated())) > 1


def two(words: Words) -> tuple[state.Vintage, state.Vintage]:
    """The vintages to compare, before and after: those of the address, else the current one and the one before it."""
    kept = {one.run_id: one for one in state.vintages(state.curated())}
    for key in ("before", "after"):
        if (wanted := st.query_params.get(key)) and wanted not in kept:
            st.error(words("vintage.unknown", run=formats.markdown_safe(wanted[:40])), icon=":material/error:")
            st.button(words("vintages.last_two"), on_click=_last_two, key="last_two")
            st.stop()
    if len(kept) < 2:
        st.info(words("vintages.only_one"), icon=":material/history:")
        st.stop()
    ids, names = list(kept), ui_vintage.titles(kept, words)
    left, right = st.columns(2)
    with left:
        before = ui.choose("before", words("vintages.before"), [ids[1], ids[0], *ids[2:]], names.__getitem__,
                           pinned=True, forgets=(ui_pager.KEY,))  # fmt: skip
    with right:
        after = ui.choose("after", words("vintages.after"), ids, names.__getitem__,
                          pinned=True, forgets=(ui_pager.KEY,))  # fmt: skip
    return kept[before], kept[after]


def _last_two() -> None:
    for key in ("before", "after"):
        ui.put(key, "")


@st.cache_resource(max_entries=4, show_spinner=False)
def _compared(old: str, new: str, run_ids: tuple[str, str]) -> duckdb.DuckDBPyConnection:
    return queries.compare(Path(old), Path(new))


def compared(old: state.Vintage, new: state.Vintage, words: Words) -> duckdb.DuckDBPyConnection:
    """The differences of two vintages, worked out once; a message where they cannot be compared."""
    if old.run_id == new.run_id:
        st.info(words("vintages.same"), icon=":material/equal:")
        st.stop()
    try:
        with st.spinner(words("vintages.comparing")):
            return _compared(str(old.database), str(new.database), (old.run_id, new.run_id))
    except queries.VintageError as error:
        st.error(words("vintages.cannot", error=formats.markdown_safe(str(error)[:300])), icon=":material/error:")
        st.stop()


def filters(con: duckdb.DuckDBPyConnection, words: Words) -> tuple[tuple[str, str, str], int]:
    """(kind, indicator, document) as chosen, and how many differences they leave."""
    indicators = {key: words.pick(zh, en) for key, zh, en in queries.changed_indicators(con)}
    documents = {key: title or key for key, title in queries.changed_documents(con)}
    left, right = st.columns(2)
    with left:
        indicator = ui.choose("indicator", words("filter.indicator"), ["", *indicators],
                              lambda key: indicators.get(key, words("filter.any")),
                              forgets=(ui_pager.KEY,))  # fmt: skip
    with right:
        document = ui.choose("document", words("filter.document"), ["", *documents],
                             lambda key: documents.get(key, words("filter.any")), forgets=(ui_pager.KEY,))  # fmt: skip
    counts = queries.change_counts(con, indicator, document)
    kind, left_over = ui_choices.choose_counted(
        "kind", words("vintages.kind"), counts, lambda kind: words.label("kind_of_difference", kind), words
    )
    return (kind, indicator, document), left_over


def show(
    con: duckdb.DuckDBPyConnection, chosen: tuple[str, str, str], total: int, old: state.Vintage, new: state.Vintage,
    size: int, words: Words,
) -> None:  # fmt: skip
    """The differences of one page, and the file of all that the filters leave."""
    now = state.current(state.curated())
    named = ["" if now and one.run_id == now.run_id else one.run_id for one in (old, new)]
    some = queries.differences(con, *chosen, size, ui_pager.start(total, size))
    st.html("".join(differences.card(one, words, ui.link(), (named[0], named[1]), ui.MARK) for one in some))
    ui_pager.turn(total, size, words)
    if total > MOST:
        st.caption(words("vintages.most", n=MOST))
    ui.download(
        words("action.download_view", n=min(total, MOST)), _csv(con, (old.run_id, new.run_id), chosen),
        f"differences_{old.run_id}_{new.run_id}.csv", "differences_csv",
    )  # fmt: skip


@st.cache_data(max_entries=20, show_spinner=False)
def _csv(_con: duckdb.DuckDBPyConnection, run_ids: tuple[str, str], chosen: tuple[str, str, str]) -> bytes:
    return differences.csv(queries.differences(_con, *chosen, MOST))
