"""How the table came about: the account of the last run, what the checks found, what was refused, the history."""

import streamlit as st

from dashboard import history, markup, queries, state, ui, ui_hint
from dashboard.reviewing import decisions

words = ui.page("runs", hinted=False)
names = decisions.named(words, state.review())
entries = state.runs(state.curated())

reasons = ui.ask(queries.reasons) if ui.vintage() is not None else []
ui_hint.hint("runs", words, words("runs.hint_missing") if reasons else "")
if ui.vintage() is not None:
    account = ui.show_account(words)
    st.caption(words("runs.vintage", run=account.run_id, documents=account.documents, refused=account.refused))
    findings, refusals = ui.ask(queries.findings), ui.ask(queries.refusals)
    facts = ui.ask(queries.facts, tuple(one for found in findings for one in history.figures_of(found)))
    lists = {
        words("runs.reasons", n=sum(n for *_, n in reasons)): history.reason_list(reasons, words),
        words("runs.findings", n=len(findings)): history.finding_list(findings, facts, words, ui.link(), names),
        words("runs.refusals", n=len(refusals)): history.refusal_list(refusals, words),
    }
    for tab, lines in zip(
        st.tabs(list(lists), default=next((name for name, lines in lists.items() if lines), None)),
        lists.values(),
        strict=True,
    ):
        with tab:
            if lines:
                st.html(lines)
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
