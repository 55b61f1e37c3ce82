"""The vintage that a page reads: the current one, or an earlier one that the address names (`vintage=`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NoReturn

import streamlit as st

from dashboard import formats, state, ui_empty
from dashboard.words import Words

KEY, CHOICE = "vintage", "vintage_choice"
# Pages that only look at the table. Where people decide, or see what happened, the current one is the only one.
LOOKING = {"overview", "targets", "indicators", "explore", "evidence", "query"}

WITHOUT_TABLE = ("add", "runs")  # pages that have something to show before the first refresh
_held: ContextVar[dict[str, state.Vintage | None] | None] = ContextVar("held", default=None)


@contextmanager
def one_table() -> Iterator[None]:
    """Within it each table is looked up once, by what the address names: what is asked of it comes from one."""
    token = _held.set({} if (known := _held.get()) is None else known)
    try:
        yield
    finally:
        _held.reset(token)


def _looked_up(run_id: str = "") -> state.Vintage | None:
    """The current vintage, or one that is kept."""
    held = _held.get()
    if held is not None and run_id in held:
        return held[run_id]
    found = state.kept(state.curated(), run_id) if run_id else state.current(state.curated())
    if held is not None:
        held[run_id] = found
    return found


def asked() -> str:
    """The vintage that the address names, or ""."""
    return str(st.query_params.get(KEY, ""))


def chosen() -> state.Vintage | None:
    """The table to read: the one that the address names, else the current one."""
    return (_looked_up(asked()) if asked() else None) or _looked_up()


def earlier() -> bool:
    """Whether the page reads a table that is not the current one."""
    now = _looked_up()
    return bool(asked()) and (now is None or now.run_id != asked())


def begin(name: str, words: Words) -> None:
    """Say which table a page reads where it is not the current one; a page that cannot be read ends here."""
    if asked() and name not in LOOKING:
        back()
        st.rerun()
    if asked() and _looked_up(asked()) is None:
        st.error(
            words("vintage.unknown", run=formats.markdown_safe(asked()[:40])), icon=":material/history_toggle_off:"
        )
        st.button(words("vintage.back"), on_click=back, key="vintage_back")
        st.stop()
    found = chosen()
    if found is None and name not in WITHOUT_TABLE:
        ui_empty.no_table(words)
        st.stop()
    if found is not None and earlier():
        with st.container(horizontal=True, vertical_alignment="center"):
            at = formats.moment(state.published(found), words)
            st.warning(words("vintage.earlier", at=at, run=found.run_id), icon=":material/history:")
            st.button(words("vintage.back"), on_click=back, key="vintage_back")


def back() -> None:
    """Read the current table again."""
    st.query_params.pop(KEY, None)


def refuse(words: Words) -> NoReturn:
    """The earlier table lacks something that the page asks for: say so, and end."""
    st.error(words("vintage.other_schema"), icon=":material/history_toggle_off:")
    st.stop()


def must_have(key: str, known: Collection[str], words: Words) -> None:
    """End the page where the address names something that the earlier table does not have."""
    name = st.query_params.get(key, "")
    if earlier() and name and name not in known:
        st.info(words("vintage.lacks", name=formats.markdown_safe(name[:80])), icon=":material/history_toggle_off:")
        st.stop()


def titles(kept: Mapping[str, state.Vintage], words: Words) -> dict[str, str]:
    """Vintages by what tells them apart: which is the current one, when each was published, how much is in it, its id.

    To the second, where two were published in one minute.
    """
    now, known = _looked_up(), state.observations(state.curated())
    stamps = {run: state.published(vintage) for run, vintage in kept.items()}
    minutes = Counter(stamp[:16] for stamp in stamps.values())
    return {
        run: formats.parted_text(
            words("vintage.current") if now and now.run_id == run else "",
            formats.moment(stamp, words, seconds=minutes[stamp[:16]] > 1),
            words("vintage.figures", n=known[run]) if run in known else "",
            run[:8],
        )
        for run, stamp in stamps.items()
    }


def several() -> bool:
    """Whether there is a choice of the table that a page reads."""
    return bool(asked()) or len(state.vintages(state.curated())) > 1


def choice(words: Words) -> None:
    """A choice of the table that this page reads, where there are `several`; it stands in the address."""
    kept = {one.run_id: one for one in state.vintages(state.curated())}

    def picked() -> None:
        st.query_params.pop(KEY, None)
        if wanted := st.session_state[CHOICE]:
            st.query_params[KEY] = wanted

    names = titles(kept, words)
    st.session_state[CHOICE] = asked() if asked() in kept else ""
    st.selectbox(
        words("filter.vintage"),
        ["", *kept],
        format_func=lambda run: names[run] if run else words("vintage.newest"),
        key=CHOICE,
        on_change=picked,
    )
