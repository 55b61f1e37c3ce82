"""A document with every quantity marked by what became of it; the facts of the chosen one beside it."""

import streamlit as st

from dashboard import formats, markup, passages, queries, ui, ui_empty, ui_mark, ui_missing
from dashboard.reviewing import ui_queue
from dashboard.vintages import ui_vintage

words = ui.page("evidence")
documents = {d.document_id: d for d in ui.ask(queries.documents)}
if not documents:
    ui_empty.no_rows(words)
    st.stop()


def name(code: str) -> str:
    """Day, title and publisher of a document, and that its words are a digest's: a narrow field shows its beginning."""
    d = documents[code]
    kind = words.label("kind", d.kind) if d.kind == "digest" else ""
    return formats.parted_text(formats.day(d.published_on, words), kind, d.title, formats.publisher(d.publisher, words))


document = documents[
    ui.choose("document", words("filter.document"), list(documents), name, pinned=True, forgets=("at",))
]
asked = st.query_params.get("at", "")
at = int(asked) if asked.isdecimal() and len(asked) < 12 else -1
body = passages.body_start(ui.ask(queries.document_text, document.document_id, 0, passages.WINDOW))
begin = passages.window_at(max(at, body), document.characters, body)
end = min(begin + passages.WINDOW, document.characters)
names = words.group("disposition")
st.html(markup.chips(ui.ask(queries.dispositions, document.document_id), names))

left, right = st.columns([3, 2], gap="medium")
with left:
    text = ui.ask(queries.document_text, document.document_id, begin, end - begin)
    found = ui.ask(queries.marks, document.document_id, begin, end)
    if at < 0:  # nothing chosen yet: show the first that is in the table
        at = next((m.start for m in found if m.disposition == "accepted"), -1)
    html = passages.marked(text, begin, found, at, names)
    html = passages.headed(html) if document.file.endswith(".md") else html
    pressed = ui.passage(html, f"passage_{document.document_id}")
    if pressed is not None and pressed != at:
        ui.put("at", str(pressed))
        st.rerun()
    if document.characters - body > passages.WINDOW:
        back, where, on = st.columns([1, 2, 1], vertical_alignment="center")
        if back.button(words("evidence.back"), disabled=begin <= body, icon=":material/arrow_back:"):
            ui.put("at", str(max(begin - passages.WINDOW, body)))
            st.rerun()
        where.caption(words("evidence.window", a=begin - body + 1, b=end - body, n=document.characters - body))
        if on.button(words("evidence.on"), disabled=end >= document.characters, icon=":material/arrow_forward:"):
            ui.put("at", str(end))
            st.rerun()

with right:
    mark = next((m for m in found if m.start == at), None)
    ui_missing.note("at", *([asked] if asked and (mark is None or str(mark.start) != asked) else []))
    if mark is None:
        st.info(words("evidence.choose"), icon=":material/touch_app:")
    else:
        facts = ui.ask(queries.facts_at, document.document_id, mark.start, mark.end)
        for fact in facts:
            ui.show_fact(fact, words, linked=False)
        ui_mark.show(mark, words, named=bool(facts), body=body)
        if facts:
            ui.open_indicator(words, facts[0].indicator_id)
        if mark.disposition == "review" and not ui_vintage.earlier():  # people decide on the current table
            if ui_queue.is_decided(mark.mention_id):  # it waits there no more
                st.caption(words("evidence.decided"))
            else:
                ui.open_review(words, document.document_id, mark.mention_id)
    with st.expander(words("evidence.about")):
        st.html(
            markup.definitions(
                [
                    (words("column.file"), document.file),
                    (words("column.kind"), words.label("kind", document.kind)),
                    (words("evidence.original"), document.source),
                    (words("column.licence"), words.stated(document.licence)),
                    (words("column.unreadable"), [*map(words.stated, document.unreadable.splitlines())]),
                ]
            )
        )
