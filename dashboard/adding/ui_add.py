"""The parts of the Add page: the article, its fields with what is wrong at each, its text marked, and what is saved."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping

import streamlit as st

from dashboard import formats, markup, messages, palette, passages, queries, state, tables, ui, ui_refresh
from dashboard.adding.preview import FIELDS, KINDS, MAX_CHARACTERS, MAX_MEGABYTES, Article, Folders, Preview, ask
from dashboard.reviewing import decisions, ui_decisions
from dashboard.words import Words

_SHOWN = ("conflict", "document_without_date")  # checks whose findings stand elsewhere on the page
_FRONT = re.compile(r"\s*---[ \t]*\r?\n([A-Za-z_]*)")
_KEYS = "add_round"  # part of each widget's key: a new one empties the form


def given(words: Words) -> Article | None:
    """The article that was pasted or uploaded; None so far."""
    turn = st.session_state.setdefault(_KEYS, 0)
    limits = {"characters": MAX_CHARACTERS, "megabytes": MAX_MEGABYTES}
    how = ui.choose("how", words("add.how"), ("paste", "upload"), lambda h: words(f"add.{h}"), kind="buttons")
    if how == "upload":
        file = st.file_uploader(  # of any type: what cannot be read is told in the language on screen
            words("add.file", **limits),
            max_upload_size=MAX_MEGABYTES,
            key=f"add_file_{turn}",
        )
        return Article(file.getvalue(), file.name) if file else None
    text = st.text_area(words("add.text", **limits), height=220, max_chars=MAX_CHARACTERS, key=f"add_text_{turn}") or ""
    opened = _FRONT.match(text)
    meant = opened and st.checkbox(words("add.front_matter"), value=opened[1] in FIELDS, key=f"add_front_{turn}")
    pressed = st.button(words("add.read"), icon=":material/find_in_page:")
    if len(text) > MAX_CHARACTERS:
        st.error(words("add_problem.too_large", **limits), icon=":material/error:")
        return None
    if pressed and not text.strip():
        st.error(words("add_problem.empty"), icon=":material/error:")
    text = text.lstrip() if meant else text  # it opens with its first line
    return Article(text.encode("utf-8", "surrogatepass"), front_matter=bool(meant)) if text.strip() else None


@st.cache_data(max_entries=20, show_spinner=False)
def _looked(article: Article, stated: Mapping[str, str], folders: Folders, as_of: object) -> Preview:
    return ask(article, stated, folders)


def _folders() -> Folders:
    return Folders(state.raw(), state.curated(), state.review())


def look(words: Words, article: Article, stated: Mapping[str, str]) -> Preview:
    """What the article would bring; asked anew when the folder of documents, the table or the day is another."""
    folders = _folders()
    files = [folder for folder in (folders.raw, folders.review) if folder.is_dir()]
    as_of = (tuple(folder.stat().st_mtime_ns for folder in files), ui.vintage(), ui.today())
    with st.spinner(words("add.reading")):
        seen: Preview = _looked(article, stated, folders, as_of)
    if any(problem.code in ("failed", "timeout") for problem in seen.problems):
        _looked.clear()  # the next time it may go through
    return seen


def edited(words: Words, article: Article, first: Preview) -> tuple[dict[str, str], Preview]:
    """The fields, prefilled, with what is wrong below each; gives those that a person changed, and what comes of it."""
    st.header(words("add.about"), anchor=False)
    same = hashlib.sha256(
        b"%d %b %b" % (article.front_matter, article.name.encode("utf-8", "replace"), article.data)
    ).hexdigest()[:12]
    key = f"{st.session_state[_KEYS]}_{same}"  # another article is prefilled anew
    places, values = {}, {}
    for pair in (FIELDS[:2], FIELDS[2:4], FIELDS[4:6], FIELDS[6:]):  # row by row: on a telephone in the same order
        for name, column in zip(pair, st.columns(2), strict=False):
            with column:
                values[name] = _field(words, name, first.fields.get(name, ""), f"add_{name}_{key}")
                places[name] = st.empty()
    stated = {name: value for name, value in values.items() if value != first.fields.get(name, "")}
    seen = look(words, article, stated) if stated else first
    for problem in seen.problems:
        if problem.field in places:
            places[problem.field].error(_said(words, problem.field, problem.code), icon=":material/error:")
    if seen.date_precision in ("inferred", "missing") and "published_on" not in {p.field for p in seen.problems}:
        places["published_on"].caption(words(f"add.date_{seen.date_precision}"))
    return stated, seen


def _field(words: Words, name: str, found: str, key: str) -> str:
    label = words.label("add_field", name)
    if name == "kind":
        at = ui_decisions.choice_key(key, words)
        st.session_state.setdefault(at, found if found in KINDS else KINDS[0])
        return st.selectbox(label, KINDS, key=at, format_func=lambda kind: words.label("kind", kind))
    # Dates are written: Streamlit's calendar speaks the browser's language, not the page's.
    form = "2024-03-01" if name.endswith("_on") else None
    return " ".join(str(st.text_input(label, value=found, key=key, placeholder=form)).split())


def _said(words: Words, field: str, code: str) -> str:
    """What is wrong, in the reader's words."""
    return words.label("add_problem", "date" if field.endswith("_on") and code == "characters" else code)


def refused(words: Words, seen: Preview) -> bool:
    """Show what is wrong with the article itself; whether anything is wrong at all, at a field too."""
    for problem in seen.problems:
        if problem.field == "document" and problem.code != "duplicate":
            st.error(_said(words, "document", problem.code), icon=":material/error:")
            if problem.code in ("metadata", "encoding", "damaged", "check", "failed", "unsupported"):
                st.text(messages.said(messages.read(problem.parameters), problem.detail, words))
    if twin := seen.duplicate or seen.near:
        which = {"title": formats.markdown_safe(twin.title), "file": formats.markdown_safe(twin.file)}
        if seen.duplicate:
            st.error(words("add.duplicate", **which), icon=":material/error:")
        else:
            st.warning(words("add.near", share=round(twin.share * 100), **which), icon=":material/warning:")
        if twin.document_id:
            ui.open_document(words, twin.document_id, -1)
    return bool(seen.problems)


def brought(words: Words, seen: Preview) -> None:
    """What would be added, changed or in conflict, as a tally and statement by statement."""
    st.header(words("add.brings"), anchor=False)
    kinds = Counter(statement.kind for statement in seen.statements)
    ends = Counter(mark.disposition for mark in seen.marks)
    kinds["review"] = ends["review"]
    tally = [(words.label("add_kind", kind), kinds[kind]) for kind in ("new", "same", "changed", "conflict", "review")]
    st.html(f'<div class="sc-sum">{"".join(markup.big(label, n) for label, n in tally)}</div>')
    if seen.statements:
        st.dataframe(
            tables.statement_table(seen.statements, words, ui.link()),
            hide_index=True,
            column_config={words("column.sentence"): st.column_config.LinkColumn(display_text=words("action.read"))},
        )
    names = decisions.named(words, state.review())
    for check, line, parameters in seen.findings:
        if check not in _SHOWN:
            told = messages.said(messages.read(parameters), line, words, names)
            st.caption(formats.markdown_safe(f"{words.label('check', check)}: {told}"))


def marked(words: Words, seen: Preview) -> None:
    """The text with its quantities marked, and the facts of the chosen one beside it."""
    st.html(markup.chips(Counter(mark.disposition for mark in seen.marks), words))
    left, right = st.columns([3, 2], gap="large")
    with left:
        at = _passage(words, seen)
    with right:
        _facts(words, seen, at)


def _passage(words: Words, seen: Preview) -> int:
    """The window of the text around the chosen quantity, marked; gives where that stands, -1 for none."""
    first = next((m.start for m in seen.marks if m.disposition == "accepted"), -1)
    at = int(st.session_state.get("add_at", first))
    at = at if any(m.start == at for m in seen.marks) else first
    begin = passages.window_at(max(at, seen.body_start), len(seen.text), seen.body_start)
    end = min(begin + passages.WINDOW, len(seen.text))
    names = {kind: words.label("disposition", kind) for kind in palette.DISPOSITION}
    within = [m for m in seen.marks if m.end > begin and m.start < end]
    html = passages.marked(seen.text[begin:end], begin, within, at, names)
    pressed = ui.passage(passages.headed(html) if seen.file.endswith(".md") else html, "passage_add")
    if pressed is not None and pressed != at:
        st.session_state["add_at"] = pressed
        st.rerun()
    others = [m.start for m in seen.marks if not begin <= m.start < end]
    if len(seen.text) - seen.body_start > passages.WINDOW:
        st.caption(words("evidence.window", a=begin, b=end, n=len(seen.text)))
        before, after = [m for m in others if m < begin], [m for m in others if m >= end]
        back, on = st.columns(2)
        back.button(words("evidence.back"), disabled=not before, on_click=_go_to, args=(before[-1:],))
        on.button(words("evidence.on"), disabled=not after, on_click=_go_to, args=(after[:1],))
    return at


def _go_to(places: list[int]) -> None:
    st.session_state["add_at"] = places[0]


def _facts(words: Words, seen: Preview, at: int) -> None:
    mark = next((m for m in seen.marks if m.start == at), None)
    if mark is None:
        st.info(words("evidence.choose"), icon=":material/touch_app:")
        return
    stated = [s.fact for s in seen.statements if s.fact.span_start < mark.end and s.fact.span_end > mark.start]
    colours = ui.colours() if ui.vintage() else {}
    start, end = seen.sentences[at]
    for fact in stated:
        sentence = (seen.text[start:end], fact.span_start - start, fact.span_end - start)
        st.html(markup.fact_card(fact, sentence, words, colours.get(fact.ref_area, palette.NEUTRAL), ui.MARK))
    st.html(markup.mark_card(mark, words, named=bool(stated)))


def save(words: Words, article: Article, stated: Mapping[str, str], ready: bool) -> None:
    """The button that saves; then the form is empty and the page says what comes next."""
    if not st.button(words("add.save"), type="primary", disabled=not ready, icon=":material/save:"):
        return
    with st.spinner(words("add.reading")):
        done = ask(article, stated, _folders(), save=True)
    if not done.saved:
        refused(words, done)
        return
    at = next((s.fact.span_start for s in done.statements), -1)
    st.session_state.update(added=(done.file, at), **{_KEYS: st.session_state[_KEYS] + 1})
    st.session_state.pop("add_at", None)
    st.rerun()


def saved(words: Words) -> None:
    """After saving: the way to the figures, by a refresh first."""
    file, at = st.session_state.get("added", ("", -1))
    if not file:
        return
    document_id = ui.ask(queries.document_of, file) if ui.vintage() else ""
    if document_id:
        st.success(words("add.in_table", file=formats.markdown_safe(file)), icon=":material/check:")
        ui.open_document(words, document_id, at)
        return
    st.success(words("add.saved", file=formats.markdown_safe(file)), icon=":material/check:")
    now = state.live(state.curated())
    st.button(
        words("refresh.button"),
        on_click=ui_refresh.press,
        disabled=now is not None and now.state == "running",
        icon=":material/refresh:",
        key="add_refresh",
    )
