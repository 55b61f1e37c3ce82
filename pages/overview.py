"""What the region reports and aims for, at a glance."""

import streamlit as st

from dashboard import formats, markup, queries, state, ui, ui_empty, ui_hint

words = ui.page("overview", hinted=False)
today, colours = ui.today(), ui.colours()

if not ui.ask(queries.account).mentions:
    ui_empty.no_rows(words)
    st.stop()
ui_hint.hint("overview", words)
heads = ui.ask(queries.headlines)
if heads:
    items = [
        (f, [*ui.ask(queries.companions, f), *ui.ask(queries.elsewhere, f)], ui.ask(queries.earlier, f)) for f in heads
    ]
    st.html(markup.cards(items, words, ui.link(), colours))

counts = ui.ask(queries.status_counts, today)
if counts:
    implied, past, running, open_ended = ui.ask(queries.status_details, today)
    is_all = implied == dict(counts).get("achieved")
    told = words("overview.all_implied") if is_all else words("overview.some_implied", n=implied)
    awaited = {"past": past, "running": running, "open_ended": open_ended}
    notes = {
        "achieved": told if implied else "",
        "awaiting_report": words("format.list").join(words(f"overview.{k}", n=n) for k, n in awaited.items() if n),
    }
    st.header(words("overview.targets", n=sum(n for _, n in counts)), anchor=False)
    st.html(markup.strip(counts, notes, words, ui.link()))

upcoming, total = ui.ask(queries.targets, today, upcoming=True, limit=6)
left, right = st.container(key="overview_desk").columns([3, 2], gap="large")
with left:
    st.header(words("overview.deadlines"), anchor=False)
    if upcoming:
        st.html(markup.target_list(upcoming, words, ui.link(), today, colours))
    else:
        st.caption(words("overview.no_deadlines"))
    st.page_link("pages/targets.py", label=words("overview.all_targets"), icon=":material/arrow_forward:")
    st.header(words("overview.account"), anchor=False)
    ui.show_account(words)
with right:
    st.header(words("overview.news"), anchor=False)
    history = state.runs(state.curated())
    newest = next((run for run in history if any(state.changes(run).values())), None)
    if newest is not None:
        changed = state.changes(newest)
        documents = state.documents_of_first(newest)
        st.caption(words("overview.refreshed", day=formats.day(state.began(newest), words)))
        if documents:
            st.markdown(f"**{words('overview.first', n=changed['added'], documents=documents)}**")
        else:
            numbers = (markup.big(words(f"change.{name}"), f"{n:,}") for name, n in changed.items())
            st.html(f'<div class="sc-sum">{"".join(numbers)}</div>')
        names = {i.indicator_id: words.pick(i.name_zh, i.name_en) for i in ui.ask(queries.indicators)}
        stated = ("document_id", "indicator_id", "claim", "quote")
        shown = [(e, ui.ask(queries.stated, *(e.get(k, "") for k in stated))) for e in state.examples(newest)]
        if shown and not documents and len(shown) < sum(changed.values()):
            st.caption(words("overview.some", shown=len(shown), n=sum(changed.values())))
        st.html(markup.change_list(shown, names, words, ui.link()))
        if documents:
            st.page_link("pages/explore.py", label=words("overview.explore"), icon=":material/arrow_forward:")
        if newest is not history[0]:
            st.caption(words("overview.since_then", day=formats.day(state.began(history[0]), words)))
    if len(state.vintages(state.curated())) > 1:
        st.page_link("pages/vintages.py", label=words("overview.all_differences"), icon=":material/arrow_forward:")
    st.page_link("pages/runs.py", label=words("overview.all_runs"), icon=":material/arrow_forward:")
    st.header(words("overview.documents"), anchor=False)
    st.html(markup.document_list(ui.ask(queries.documents, 4), words, ui.link()))
    st.page_link("pages/evidence.py", label=words("overview.all_documents"), icon=":material/arrow_forward:")
