"""Which file, how many rows, how to check it, what each column means."""

import streamlit as st

from dashboard import exports, queries, state, ui

words = ui.page("downloads")
files = exports.files(state.curated())
if not files:
    st.info(words("empty.no_files"))
    st.stop()
rows = ui.ask(queries.table_rows)

if sum(f.size for f in files) <= exports.ZIP_LIMIT:
    ui.download(words("downloads.zip", n=len(files)), ui.zipped(files), "shuangcheng.zip", "zip", "application/zip")
else:
    st.info(words("downloads.too_large"))
st.caption(words("downloads.note"))

for file in files:
    table = exports.table_name(file.name)
    columns = ui.ask(queries.dictionary, table)
    st.divider()
    about, meaning, get = st.columns([4, 1, 1], vertical_alignment="center")
    with about:
        count = words("downloads.rows", n=f"{rows[table]:,}") if table in rows else ""
        size = words("downloads.size", n=f"{file.size / 1000:,.1f}")
        st.markdown(f"**{file.name}** — {words.label('file', table)}")
        st.caption(" · ".join(filter(None, (count, size))) + f"  \nsha256 {ui.sha256(file)}")
    if columns:
        with meaning, st.popover(words("downloads.columns"), width="stretch"):
            headings = (words("column.column"), words("column.type"), words("column.meaning"))
            st.dataframe([dict(zip(headings, column, strict=True)) for column in columns], hide_index=True)
    with get:
        if file.size <= exports.ZIP_LIMIT:
            kind = "text/csv" if file.name.endswith(".csv") else "application/json"
            ui.download(words("action.download"), ui.browser_file(file), file.name, f"get_{file.name}", kind)
        else:
            st.caption(str(file.path.name))
