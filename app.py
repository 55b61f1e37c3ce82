"""The dashboard's frame: page config, navigation, sidebar (language, the table's date, refresh). No data logic."""

from __future__ import annotations

import time

import streamlit as st

from dashboard import formats, queries, state, ui
from dashboard.words import LANGUAGES, Words

PAGES = ("overview", "targets", "indicators", "evidence", "downloads", "runs")
ICONS = {
    "overview": "home",
    "targets": "flag",
    "indicators": "show_chart",
    "evidence": "format_quote",
    "downloads": "download",
    "runs": "history",
}


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
    st.html(
        f'<div class="sc-side"><b>{formats.day(account.newest_document_on, words)}</b><br><small>'
        f"{words('sidebar.table', documents=account.documents, observations=f'{account.observations:,}')}</small></div>"
    )


def press() -> None:
    """Start a refresh, unless one is running already."""
    now = state.live(state.curated())
    if now is None or now.state != "running":
        child, log = state.start(state.curated(), state.raw())
        st.session_state["refresh"] = {"child": child, "log": log, "before": now.started if now else ""}


def refresh(words: Words) -> None:
    """The button and, while a refresh runs, how far it is; looks again each second only then."""
    mine = st.session_state.get("refresh")
    now = state.live(state.curated())
    waiting = mine is not None and (now is None or now.started == mine["before"])
    busy = (now is not None and now.state == "running") or (waiting and mine["child"].poll() is None)

    @st.fragment(run_every=1.0 if busy else None)
    def panel() -> None:
        seen = state.live(state.curated())
        still = seen is not None and seen.state == "running"
        starting = waiting and mine["child"].poll() is None and (seen is None or seen.started == mine["before"])
        if busy and not still and not starting:
            time.sleep(0.1)  # the pointer is replaced just before the state says done
            st.rerun()
        st.button(
            words("refresh.button"),
            on_click=press,
            disabled=still or starting,
            icon=":material/refresh:",
            width="stretch",
            key="refresh_button",
        )
        if starting:
            st.progress(0.0, text=words("refresh.starting"))
        elif seen is not None and still:
            share = seen.done / seen.total if seen.total else 0.0
            st.progress(
                min(share, 1.0),
                text=words("refresh.running", stage=words.label("stage", seen.stage), done=seen.done, total=seen.total),
            )
        else:
            outcome(words, seen, waiting, mine)

    panel()


def outcome(words: Words, seen: state.Live | None, waiting: bool, mine: dict[str, object] | None) -> None:
    """What the last refresh brought, or what failed."""
    if waiting and mine is not None:
        log = state.last_line(mine["log"])
        st.error(words("refresh.failed", error=log or words("refresh.stopped")), icon=":material/error:")
    elif seen is not None and seen.state == "failed":
        error = words("refresh.stopped") if seen.error == "stopped" else seen.error
        st.error(words("refresh.failed", error=error), icon=":material/error:")
    elif seen is not None and seen.changes and mine is not None:
        st.success(
            words("refresh.done", **{name: f"{seen.changes.get(name, 0):,}" for name in ("added", "changed", "gone")}),
            icon=":material/check:",
        )
    if seen is not None and seen.refused and seen.state != "running":
        with st.expander(words("refresh.refused", n=len(seen.refused))):
            for line in seen.refused[:50]:
                st.text(line)


words = ui.current_words()
st.set_page_config(page_title=words("app.name"), page_icon=str(ui.ASSETS / "logo.svg"), layout="wide")
ui.style()
st.logo(str(ui.ASSETS / "logo.svg"), size="large")
st.session_state[ui.ENTERED] = True
page = st.navigation(
    [
        st.Page(
            f"pages/{name}.py",
            title=words(f"{name}.title"),
            icon=f":material/{ICONS[name]}:",
            default=name == "overview",
        )
        for name in PAGES
    ]
)
with st.sidebar:
    language(words)
    table_line(words)
    refresh(words)
page.run()
