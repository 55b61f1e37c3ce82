"""Typed SQL on the published table, read-only: the schema beside it, saved queries, the answer as table, chart, CSV."""

import streamlit as st

from dashboard import formats, markup, queries, sandbox, saved, tables, ui
from dashboard.charting import plots, ui_charts
from dashboard.downloads import exports
from dashboard.words import Words

VIEWS = ("table", "chart")
LONGEST_ADDRESS = 4_000  # characters of SQL that a link may carry

words = ui.page("query")
kept = {q.name: q for q in saved.load(saved.folder(), words.language)}


def titled(name: str) -> str:
    return words.pick(kept[name].title_zh, kept[name].title_en) if name else words("query.own")


def link(name: str) -> tuple[str, str, str]:
    """The saved query of the address, its SQL, and the SQL that it leads to."""
    sql = st.query_params.get("sql", "")
    return name, sql, sql or (kept[name].sql if name else "")


def show(answer: sandbox.Answer, sql: str, words: Words) -> None:
    """The rows as table or chart, and as a file."""
    st.caption(words("query.answered", rows=len(answer.rows), seconds=f"{answer.seconds:.1f}"))
    if answer.more:
        st.warning(words("query.more", rows=len(answer.rows)), icon=":material/more_horiz:")
    numbers = answer.numeric()
    view = ui.choose(
        "view", words("filter.view"), VIEWS if numbers else VIEWS[:1], lambda v: words(f"query.{v}"), kind="buttons"
    )
    if view == "table":
        rows = tables.answer_table(answer)
        st.dataframe(rows, hide_index=True, height=tables.height(len(rows)), width="content", placeholder="")
        ui.download(
            words("action.download_view", n=len(answer.rows)),
            exports.browser_csv(answer.columns, answer.rows),
            "query.csv",
            "query_csv",
        )
        return
    foreign = words.pick("_en", "_zh")  # a name in the reader's language is offered before its translation
    others = sorted((c for c in answer.columns if c not in numbers), key=lambda c: c.endswith(foreign))
    others = others or list(answer.columns)
    across, upright, hue, shape, of_unit = st.columns(5)
    with across:
        x = ui.choose("x", words("query.x"), [*others, *numbers], str)
    with upright:
        y = ui.choose("y", words("query.y"), sorted(numbers, key=lambda c: c == x), str)  # over itself it shows nothing
    with hue:
        colour = ui.choose("hue", words("query.colour"), ["", *others], lambda c: c or words("query.one"))
    with shape:
        kind = ui.choose("kind", words("query.kind"), plots.KINDS, lambda k: words(f"query.{k}"))
    units, unit = plots.units(answer), ""
    if len(units) > 1:
        with of_unit:
            unit = ui.choose("unit", words("filter.unit"), units, str)
    title = f"{y} ({unit or units[0]})" if units else y
    chart = plots.plot(answer, x, y, colour, kind, unit, inks(), title)
    account = ui.ask(queries.account)
    newest, known = account.newest_document_on, account.newest_document_on is not None
    source = words(
        "query.source" if known else "query.source_undated", day=formats.day(newest, words), run=account.run_id
    )
    ui_charts.show(chart, "answer", title, [], words, "query", plots.in_one_line(sql), source)


def inks() -> dict[str, str]:
    """The areas' colours, by what an answer may call them."""
    known = ui.colours()
    return {name: known[a.ref_area] for a in ui.ask(queries.areas) for name in (a.ref_area, a.name_zh, a.name_en)}


def answer(sql: str, words: Words) -> None:
    """What the database answers, or why it does not; and the way to save the query."""
    try:
        show(ui.sandboxed(sql), sql, words)
    except sandbox.QueryError as error:
        why = words(f"query_error.{error.code}", seconds=int(sandbox.SECONDS), n=sandbox.LONGEST)
        st.error(why, icon=":material/error:")
        if error.detail:
            st.caption(words("query.detail"))
            st.code(error.detail, language=None, wrap_lines=True)
        return  # there is no use in keeping it
    with st.popover(words("query.save"), icon=":material/bookmark_add:"):
        title = st.text_input(words("query.name"), max_chars=saved.LONGEST_TITLE, key="save_title")
        wrong = st.empty()
        if st.button(words("query.keep"), key="save_query"):
            try:
                ui.put("saved", saved.save(saved.folder(), title, sql))
                st.rerun()
            except saved.SaveError as error:
                wrong.error(words(f"query_error.{error.code}"), icon=":material/error:")


@st.fragment
def schema(words: Words) -> None:
    """The tables, each with its columns when it is opened; the answer beside it is left as it is."""
    st.caption(words("query.schema"))
    with st.container(height=372, key="schema"):
        for table, meaning in ui.ask(queries.relations):
            about = st.expander(table, key=f"columns_{table}", on_change="rerun")
            if about.open:
                about.caption(words.meaning(meaning))
                about.html(markup.dictionary(table, ui.ask(queries.dictionary, table), words))


desk = st.container(key="query_desk")  # on a telephone the answer comes before the tables (style.css)
left, right = desk.columns([3, 2], gap="large")
with left:
    name = ui.choose("saved", words("query.saved"), ["", *kept], titled, forgets=("sql",))
    began, linked = st.session_state.get("sql_linked"), link(name)
    if began is None or began[:2] != linked[:2]:  # a link, the back button or another saved query
        st.session_state.update(sql_asked=linked[2], sql_typed=linked[2])
    elif began != linked:  # the saved query in another language: what the reader has made of it stays
        anew = (key for key in ("sql_asked", "sql_typed") if st.session_state.get(key) == began[2])
        st.session_state.update(dict.fromkeys(anew, linked[2]))
    st.session_state["sql_linked"] = linked
    with st.form("typed", border=False):
        typed = st.text_area(
            words("query.sql"),
            key="sql_typed",
            height=230,
            max_chars=sandbox.LONGEST,
            placeholder=words("query.example"),
        )
        if st.form_submit_button(words("query.run"), icon=":material/play_arrow:", type="primary"):
            ui.put("sql", typed if not (name and typed == kept[name].sql) and len(typed) <= LONGEST_ADDRESS else "")
            st.session_state.update(sql_linked=link(name), sql_asked=typed)
            if not typed.strip():
                st.error(words("query_error.empty"), icon=":material/error:")

with right:
    schema(words)

asked = st.session_state["sql_asked"]
if asked.strip():
    with desk:
        answer(asked, words)
