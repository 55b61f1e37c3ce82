"""Which file, how many rows, how to check it, what each column means."""

import streamlit as st

from dashboard import markup, queries, state, ui
from dashboard.downloads import exports, ui_addresses, ui_files, ui_selection

words = ui.page("downloads")
st.header(words("downloads.custom"), anchor=False)
ui_selection.offer(words, ui_selection.choose_export(words))

st.header(words("downloads.tables"), anchor=False)
files = exports.files(state.curated())
if not files:
    st.info(words("empty.no_files"))
    st.stop()
rows = ui.ask(queries.table_rows)

by_name = {file.name: file for file in files}
picked, taken = st.columns([3, 2], vertical_alignment="bottom")
with picked:
    file = by_name[ui.choose("file", words("downloads.file"), list(by_name), str)]
table = exports.table_name(file.name)
with taken, st.container(horizontal=True):  # one pair of buttons, for a pair a file costs as much as the page
    if file.size <= exports.ZIP_LIMIT:
        kind = "text/csv" if file.name.endswith(".csv") else "application/json"
        ui.download(words("action.download"), ui_files.browser_file(file), file.name, f"get_{file.name}", kind)
    else:
        st.caption(str(file.path.name))
    if table in rows:
        columns = st.popover(words("downloads.columns"), key=f"columns_{table}", on_change="rerun")
        if columns.open:
            described = ui.ask(queries.dictionary, table)
            if any(name == "span_start" for name, *_ in described):
                columns.caption(words("downloads.spans"))
            columns.html(markup.dictionary(table, described, words))
st.caption(words("downloads.note"))

st.subheader(words("downloads.programs"), anchor=False)
st.caption(words("downloads.originals"))
if sum(f.size for f in files) <= exports.ZIP_LIMIT:
    packed = ui_files.zipped(files)
    ui.download(words("downloads.zip", n=len(files)), packed, "shuangcheng.zip", "zip", "application/zip")
else:
    st.info(words("downloads.too_large"))
ui_addresses.show_addresses(words, [f.name for f in files])
lines = []
for file in files:
    table = exports.table_name(file.name)
    count = words("downloads.rows", n=rows[table]) if table in rows else ""
    small = file.size < 1000
    size = words("downloads.bytes", n=file.size) if small else words("downloads.size", n=f"{file.size / 1000:,.1f}")
    facts = " · ".join(filter(None, (count, size)))
    address = ui_addresses.address(file.name)
    lines.append(markup.file_line(file.name, address, words.label("file", table), facts, ui_files.sha256(file)))
st.html("".join(lines))
