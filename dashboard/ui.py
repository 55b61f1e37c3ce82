"""What every page needs of Streamlit: hand-over to app.py, language, cached queries, filters in the URL."""

from __future__ import annotations

import runpy
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Concatenate, Literal, ParamSpec, TypeVar

import duckdb
import streamlit as st

from dashboard import collector, markup, palette, queries, sandbox, state, ui_missing
from dashboard.formats import Link
from dashboard.rows import Account, Fact
from dashboard.ui_hint import hint
from dashboard.vintages import ui_vintage
from dashboard.words import LANGUAGES, Words, preferred

P = ParamSpec("P")
T = TypeVar("T")
ASSETS = Path(__file__).parent / "assets"
_inside = ContextVar("inside_app", default=False)  # whether app.py has begun the run that is going on
MARK = palette.faint("#F0C000", 0.38)
LABELS: dict[str, Literal["visible", "collapsed"]] = {"buttons": "collapsed", "labelled": "visible"}  # of `choose`


def page(name: str, hinted: bool = True) -> Words:
    """Begin a page: title and one line of what it shows. Without a table it says how to build one, and ends there."""
    if not _inside.get():
        # On a fresh server Streamlit runs a deep link's page without app.py, because the folder is called pages/.
        runpy.run_path(str(state.ROOT / "app.py"), run_name="__main__")
        st.stop()
    words = current_words()
    st.title(words(f"{name}.title"), anchor=False)
    st.html(f'<p class="sc-lead">{words(f"{name}.lead")}</p>')
    ui_vintage.begin(name, words)
    ui_missing.begin(name, words)
    if hinted:
        hint(name, words)
    return words


@contextmanager
def inside_app(page: str) -> Iterator[None]:
    """Held by app.py around the sidebar and a page, so that the page knows that the frame stands."""
    token = _inside.set(True)
    try:
        with ui_vintage.one_table():
            yield
    finally:
        _inside.reset(token)
        ui_missing.end()
        collector.spare(page)


def current_words() -> Words:
    """The texts of the language in the URL, else the one chosen before, else the browser's."""
    wanted = st.query_params.get("lang")
    if wanted and wanted not in LANGUAGES:
        ui_missing.early("lang", wanted)
        put("lang", "")
    if wanted in LANGUAGES and wanted != st.session_state.get("lang_seen"):
        st.session_state["lang"] = wanted
    chosen = st.session_state.get("lang")
    if chosen in LANGUAGES:
        st.session_state["lang_seen"] = chosen
        if wanted != chosen:
            st.query_params["lang"] = chosen
    return Words(chosen if chosen in LANGUAGES else preferred(st.context.locale))


def today() -> date:
    """The day the reader reads; deadlines are counted from it."""
    return date.today()


def vintage() -> state.Vintage | None:
    """The table to read: the newest, or the earlier one that the address names."""
    return ui_vintage.chosen()


@st.cache_resource(max_entries=4, show_spinner=False)
def _connection(database: str, run_id: str) -> duckdb.DuckDBPyConnection:
    return queries.connect(Path(database))


@st.cache_data(max_entries=1000, show_spinner=False)
def _answer(asked: tuple[str, str, str, tuple[Any, ...], dict[str, Any]], _query: Any) -> Any:
    # Streamlit looks up the name of each parameter at each call: one of them makes the key in half the time.
    database, run_id, _, args, kwargs = asked
    return _query(_connection(database, run_id), *args, **kwargs)


def ask(query: Callable[Concatenate[duckdb.DuckDBPyConnection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Ask the published table. Answers are kept by vintage: a vintage never changes."""
    found = vintage()
    if found is None:
        st.stop()
    try:
        answer: T = _answer((str(found.database), found.run_id, query.__name__, args, kwargs), query)
    except duckdb.Error:
        if not ui_vintage.earlier():
            raise
        ui_vintage.refuse(current_words())
    return answer


def fetch(query: Callable[Concatenate[duckdb.DuckDBPyConnection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Ask without keeping the answer: for one that is large and asked for once."""
    found = vintage()
    if found is None:
        st.stop()
    return query(_connection(str(found.database), found.run_id), *args, **kwargs)


@st.cache_data(max_entries=20, show_spinner=False)
def _sandboxed(database: str, run_id: str, sql: str) -> sandbox.Answer:
    return sandbox.ask(Path(database), sql)


def sandboxed(sql: str) -> sandbox.Answer:
    """The answer to typed SQL on the published table. Raises sandbox.QueryError."""
    found = vintage()
    if found is None:
        st.stop()
    with st.spinner(current_words()("query.running")):
        return _sandboxed(str(found.database), found.run_id, sql)


def colours() -> dict[str, str]:
    """Colour of every area of the table."""
    return palette.area_colours((a.ref_area, a.kind) for a in ask(queries.areas))


def link() -> Link:
    """Gives the addresses of pages in the language on screen and on the same vintage, which are looked up once."""
    kept = _kept()
    lang = kept.pop("lang")
    return lambda name, **parameters: markup.address(name, **{**kept, **parameters}, lang=lang)


def choose(
    key: str,
    label: str,
    options: Sequence[str],
    names: Callable[[str], str],
    kind: str = "select",
    pinned: bool = False,
    forgets: Sequence[str] = (),
    default: str = "",
) -> str:
    """A choice kept in the URL under `key`; the default, else the first option, leaves the URL clean.

    The URL wins when it has changed since the last run (a link, the back button), else what the reader just picked.
    A `pinned` choice stands in the URL even as the default, where the next refresh may bring another first option.
    What it asks for that is no option is told (ui_missing).
    What the URL keeps under `forgets` belongs to the choice, and goes when the reader picks another.
    """

    def picked_anew() -> None:
        for other in forgets:
            put(other, "")

    widget, seen, default = f"{key}_choice", f"{key}_seen", default or options[0]
    asked = st.query_params.get(key, default)
    if widget not in st.session_state or st.session_state.get(seen) != asked:
        ui_missing.note(key, *([] if asked in options else [asked]))
    if widget not in st.session_state or st.session_state.get(seen) != asked or st.session_state[widget] not in options:
        st.session_state[widget] = asked if asked in options else default
    if kind in LABELS:
        picked = st.segmented_control(
            label, options, format_func=names, key=widget, required=True, label_visibility=LABELS[kind]
        )
    else:
        picked = st.selectbox(label, options, format_func=names, key=widget, on_change=picked_anew)
    value = default if picked is None or picked not in options else picked
    if value != default:
        ui_missing.note(key)
    put(key, "" if value == default and not pinned else value)
    st.session_state[seen] = value
    return value


def put(key: str, value: str) -> None:
    """Keep a value in the URL, or take it out when empty."""
    if not value:
        st.query_params.pop(key, None)
    elif st.query_params.get(key) != value:
        st.query_params[key] = value


def reset_button(words: Words, keys: Sequence[str]) -> None:
    """Nothing matches: say so, and offer to take the filters off."""
    st.info(words("empty.no_match"), icon=":material/filter_alt_off:")
    offer_reset(words, keys)


def offer_reset(words: Words, keys: Sequence[str]) -> None:
    """The button that takes the filters off."""
    if st.button(words("empty.reset"), icon=":material/restart_alt:"):
        for key in keys:
            put(key, "")
            st.session_state.pop(f"{key}_choice", None)
        st.rerun()


def show_account(words: Words, linked: bool = True) -> Account:
    """The account of the table as a sum, and its row: every quantity is an observation, in review, or context.

    `linked`: what is in review leads there.
    """
    account = ask(queries.account)
    review = link()("review") if linked and account.review_items else ""
    st.html(
        markup.equation(
            [
                (words("account.mentions"), account.mentions, ""),
                (words("account.observations"), account.observations, ""),
                (words("account.review"), account.review_items, review),
                (words("account.context"), account.context_items, ""),
            ]
        )
    )
    return account


def show_fact(fact: Fact, words: Words, linked: bool = True) -> None:
    """A fact with its sentence and, where `linked`, the way to the document."""
    sentence = ask(queries.sentence, fact.document_id, fact.span_start, fact.span_end)
    colour = colours().get(fact.ref_area, palette.NEUTRAL) if linked else ""  # there colours mean dispositions
    with st.container(gap=None):  # the way to the document stands by its card
        st.html(markup.fact_card(fact, sentence, words, colour, MARK if linked else palette.ACCEPTED))
        if linked:
            open_document(words, fact.document_id, fact.span_start)
            st.html(markup.INTO_SIGHT, unsafe_allow_javascript=True)


def open_document(words: Words, document_id: str, at: int) -> None:
    """Link to a place in a document."""
    open_page("evidence", words("action.open_document"), "article", document=document_id, at=str(at))


def open_indicator(words: Words, indicator_id: str) -> None:
    """Link to an indicator's chart."""
    open_page("indicators", words("action.open_indicator"), "show_chart", indicator=indicator_id)


def open_review(words: Words, document_id: str, mention_id: str) -> None:
    """Link to a figure of a document in the review queue."""
    open_page("review", words("action.open_review"), "rule", document=document_id, figure=mention_id)


def open_page(page: str, label: str, icon: str, **parameters: str) -> None:
    """Link to a page with its filters."""
    there = parameters | {key: value for key, value in _kept().items() if value}
    st.page_link(f"pages/{page}.py", label=label, icon=f":material/{icon}:", query_params=there)


def _kept() -> dict[str, str]:
    """What every link carries on; "" for what is not chosen."""
    return {ui_vintage.KEY: ui_vintage.asked(), "lang": st.session_state.get("lang", "")}


def passage(html: str, key: str) -> int | None:
    """The marked text of a document; gives the start of the quantity that was just pressed."""
    component = st.components.v2.component(
        "shuangcheng_passage",
        html='<div class="passage" lang="zh-CN" tabindex="0"></div>',
        css=asset("passage.css"),
        js=asset("passage.js"),
    )
    result: Any = component(data={"html": html}, key=key, on_chosen_change=lambda: None)
    chosen = result.get("chosen")
    return int(chosen) if isinstance(chosen, int | float) else None


@cache
def asset(name: str) -> str:
    """A style sheet or a script of the dashboard's own."""
    return (ASSETS / name).read_text(encoding="utf-8")


def download(label: str, data: bytes, file: str, key: str, kind: str = "text/csv", primary: bool = False) -> None:
    """A download that does not rerun the page. The bytes are ready: a callable can lose the click during a rerun."""
    st.download_button(
        label, data, file_name=file, mime=kind, key=key, on_click="ignore", icon=":material/download:",
        type="primary" if primary else "secondary",
    )  # fmt: skip
