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
    tables = {
        words("runs.reasons", n=sum(n for *_, n in reasons)): history.reason_table(reasons, words),
        words("runs.findings", n=len(findings)): history.finding_table(findings, words, ui.link(), names),
        words("runs.refusals", n=len(refusals)): history.refusal_table(refusals, words),
    }
    for tab, table in zip(
        st.tabs(list(tables), default=next((name for name, table in tables.items() if table), None)),
        tables.values(),
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
