"""The dashboard's frame: page config, navigation, sidebar (language, the table's date, refresh). No data logic."""

from __future__ import annotations

from pathlib import Path
from subprocess import Popen
from typing import NamedTuple

import streamlit as st

from dashboard import formats, queries, state, ui
from dashboard.words import LANGUAGES, Words

PAGES = {  # page: its group in the navigation, and its icon
    "overview": ("look", "home"),
    "targets": ("look", "flag"),
    "indicators": ("look", "show_chart"),
    "explore": ("look", "travel_explore"),
    "add": ("settle", "note_add"),
    "evidence": ("settle", "format_quote"),
    "query": ("take", "terminal"),
    "downloads": ("take", "download"),
    "runs": ("take", "history"),
}


class Pressed(NamedTuple):
    """A refresh that this tab started."""

    child: Popen[bytes]
    log: Path  # what it prints
    before: str  # start of the refresh before it

    def unheard(self, now: state.Live | None) -> bool:
        """Whether refresh.json still tells of the refresh before."""
        return now is None or now.started == self.before


def language(words: Words) -> None:
    """Switch between Chinese and English; the choice stays in the URL."""

    def switched() -> None:
        st.session_state["lang"] = st.session_state["lang_choice"]
        st.session_state["lang_seen"] = st.query_params.get("lang")

    st.session_state["lang_choice"] = words.language
    st.segmented_control(
        words("sidebar.language"),
        LANGUAGES,
        format_func=lambda code: words(f"language.{code}"),
        key="lang_choice",
        label_visibility="collapsed",
        on_change=switched,
        required=True,
    )


def table_line(words: Words) -> None:
    """How new the table is and how much it rests on."""
    if ui.vintage() is None:
        st.caption(words("sidebar.no_table"))
        return
    account = ui.ask(queries.account)
    day = formats.day(account.newest_document_on, words)
    st.html(
        f'<div class="sc-side"><b>{words("sidebar.as_of", day=day)}</b><br><small>'
        f"{words('sidebar.table', documents=account.documents, observations=account.observations)}</small></div>"
    )


def press() -> None:
    """Start a refresh, unless one is running already."""
    now = state.live(state.curated())
    if now is None or now.state != "running":
        child, log = state.start(state.curated(), state.raw())
        st.session_state["refresh"] = Pressed(child, log, now.started if now else "")


def refresh(words: Words) -> None:
    """The button and, while a refresh runs, how far it is."""
    if st.session_state.pop("refresh_asked", False):  # by a button of the page
        press()
    now, pressed = state.live(state.curated()), st.session_state.get("refresh")
    running = busy(now, pressed)
    st.button(
        words("refresh.button"),
        on_click=press,
        disabled=running,
        icon=":material/refresh:",
        width="stretch",
        key="refresh_button",
    )
    if running:
        follow(words, pressed)
    else:
        outcome(words, now, pressed)


@st.fragment(run_every=1.0)
def follow(words: Words, pressed: Pressed | None) -> None:
    """How far the refresh is, each second; at its end the whole page runs again, for there is a new table."""
    now = state.live(state.curated())
    if not busy(now, pressed):
        st.rerun()
    if now is None or now.state != "running":
        st.progress(0.0, text=words("refresh.starting"))
    else:
        stage = words.label("stage", now.stage)
        share = min(now.done / now.total, 1.0) if now.total else 0.0
        st.progress(share, text=words("refresh.running", stage=stage, done=now.done, total=now.total))


def busy(now: state.Live | None, pressed: Pressed | None) -> bool:
    """Whether a refresh runs, or the one just pressed has not said anything yet."""
    if now is not None and now.state == "running":
        return True
    return pressed is not None and pressed.unheard(now) and pressed.child.poll() is None


def outcome(words: Words, now: state.Live | None, pressed: Pressed | None) -> None:
    """What the last refresh brought, or what failed."""
    error = ""
    if pressed is not None and pressed.unheard(now):  # it ended before it could keep a state
        error = state.last_line(pressed.log) or words("refresh.stopped")
    elif now is not None and now.state == "failed":
        error = words("refresh.stopped") if now.error == "stopped" else now.error
    if error:
        st.error(words("refresh.failed", error=error), icon=":material/error:")
    elif now is not None and pressed is not None:
        changes = {name: now.changes.get(name, 0) for name in ("added", "changed", "gone")}
        done = (
            words("refresh.unchanged")
            if now.unchanged or not any(now.changes.values())
            else words("refresh.done", **changes)
        )
        st.success(done, icon=":material/check:")
    if now is not None and now.refused:
        with st.expander(words("refresh.refused", n=len(now.refused))):
            for line in now.refused[:50]:
                st.text(line)


words = ui.current_words()
st.set_page_config(page_title=words("app.name"), page_icon=str(ui.ASSETS / "icon.svg"), layout="wide")
ui.style(words)
st.logo(str(ui.ASSETS / "logo.svg"), size="large", icon_image=str(ui.ASSETS / "icon.svg"))
page = st.navigation(
    {
        words(f"navigation.{group}"): [
            st.Page(
                f"pages/{name}.py",
                title=words(f"{name}.title"),
                icon=f":material/{icon}:",
                default=name == "overview",
            )
            for name, (where, icon) in PAGES.items()
            if where == group
        ]
        for group in ("look", "settle", "take")
    }
)
with st.sidebar:
    language(words)
    table_line(words)
    refresh(words)
with ui.inside_app(page.title):
    page.run()
