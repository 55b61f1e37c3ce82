"""The dashboard's frame: page config, navigation, sidebar (language, the table's date, refresh). No data logic."""

from __future__ import annotations

import streamlit as st

from dashboard import formats, queries, ui, ui_missing, ui_refresh
from dashboard.ui_style import style
from dashboard.words import LANGUAGES, Words

PAGES = {  # page: its group in the navigation, and its icon
    "overview": ("look", "home"),
    "targets": ("look", "flag"),
    "indicators": ("look", "show_chart"),
    "explore": ("look", "travel_explore"),
    "add": ("settle", "note_add"),
    "evidence": ("settle", "format_quote"),
    "review": ("settle", "rule"),
    "conflicts": ("settle", "balance"),
    "vintages": ("settle", "difference"),
    "query": ("take", "terminal"),
    "downloads": ("take", "download"),
    "runs": ("take", "history"),
}


def language(words: Words) -> None:
    """Switch between Chinese and English; the choice stays in the URL."""

    def switched() -> None:
        st.session_state["lang"] = st.session_state["lang_choice"]
        st.session_state["lang_seen"] = st.query_params.get("lang")
        ui_missing.settled("lang")

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
    newest = account.newest_document_on
    if newest is not None:
        head = words("sidebar.as_of", day=formats.day(newest, words))
    else:
        head = words("sidebar.undated" if account.mentions else "sidebar.no_data")
    st.html(
        f'<div class="sc-side"><b>{head}</b><br><small>'
        f"{words('sidebar.table', documents=account.documents, observations=account.observations)}</small></div>"
    )


words = ui.current_words()
# Before st.navigation, which would have the browser fetch the page's icon from outside as the tab's.
st.set_page_config(page_title=words("app.name"), page_icon=str(ui.ASSETS / "icon.svg"), layout="wide")
style(words)
st.logo(str(ui.ASSETS / f"logo-{words.language}.svg"), size="large", icon_image=str(ui.ASSETS / "icon.svg"))
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
st.set_page_config(page_title=f"{page.title} · {words('app.name')}")  # in the tab and for screen readers
with ui.inside_app(page.title):
    refresh = ui_refresh.heard()  # before the table is looked up: one that is done has published it
    with st.sidebar:
        language(words)
        table_line(words)
        ui_refresh.refresh(words, *refresh)
    page.run()
