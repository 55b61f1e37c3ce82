"""How the table came about: the account of the last run, what the checks found, what was refused, the history."""

import streamlit as st

from dashboard import history, markup, queries, state, ui
from dashboard.reviewing import decisions

words = ui.page("runs")
names = decisions.named(words, state.review())
entries = state.runs(state.curated())
sentence = st.column_config.LinkColumn(display_text=words("action.read"))

if ui.vintage() is not None:
    account = ui.show_account(words)
    st.caption(words("runs.vintage", run=account.run_id, documents=account.documents, refused=account.refused))
    reasons, findings, refusals = ui.ask(queries.reasons), ui.ask(queries.findings), ui.ask(queries.refusals)
    tabs = st.tabs(
        [words("runs.reasons"), words("runs.findings", n=len(findings)), words("runs.refusals", n=len(refusals))]
    )
    for tab, table in zip(
        tabs,
        (
            history.reason_table(reasons, words),
            history.finding_table(findings, words, ui.link(), names),
            history.refusal_table(refusals, words),
        ),
        strict=True,
    ):
        with tab:
            if table:
                st.dataframe(table, hide_index=True, column_config={words("column.sentence"): sentence})
            else:
                st.caption(words("runs.nothing"))

st.header(words("runs.history"), anchor=False)
if not entries:
    st.info(words("empty.no_runs"), icon=":material/history:")
    st.stop()
st.dataframe(history.run_table(entries, words, names), hide_index=True)
stages = history.stage_seconds(entries[0])
if stages:
    st.header(words("runs.stages"), anchor=False)
    st.html(markup.bars([(words.label("stage", name), seconds) for name, seconds in stages], words("runs.seconds")))
