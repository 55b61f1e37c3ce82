"""The parts of the Add page: the article, its fields with what is wrong at each, its text marked, and what is saved."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

import streamlit as st

from dashboard import formats, markup, messages, palette, passages, queries, state, tables, ui, ui_mark, ui_refresh
from dashboard.adding.preview import (
    FIELDS,
    KINDS,
    MAX_CHARACTERS,
    MAX_MEGABYTES,
    Article,
    Folders,
    Preview,
    Problem,
    ask,
)
from dashboard.reviewing import decisions, ui_decisions
from dashboard.words import Words

_SHOWN = ("conflict", "document_without_date")  # checks whose findings stand elsewhere on the page
_FRONT = re.compile(r"\s*---[ \t]*\r?\n([A-Za-z_]*)")
_KEYS = "add_round"  # part of each widget's key: a new one empties the form
_ADDED = "added"  # the last article saved
_PICTURES = ("png", "jpeg")


class _Added(NamedTuple):
    """An article that was saved, where its first figure stands, and how many of its figures wait for a person."""

    file: str
    at: int
    in_review: int
    in_conflict: int


def given(words: Words) -> Article | None:
    """The article that was pasted or uploaded; None so far."""
    turn = st.session_state.setdefault(_KEYS, 0)
    how = ui.choose("how", words("add.how"), ("paste", "upload"), lambda h: words(f"add.{h}"), kind="buttons")
    if how == "upload":
        file = st.file_uploader(  # of any type: what cannot be read is told in the language on screen
            words("add.file"), max_upload_size=MAX_MEGABYTES, key=f"add_file_{turn}"
        )
        st.caption(words("add.file_limits"))
        return Article(file.getvalue(), file.name) if file else None
    label = words("add.text", characters=MAX_CHARACTERS)
    text = st.text_area(label, height=220, max_chars=MAX_CHARACTERS, key=f"add_text_{turn}") or ""
    opened = _FRONT.match(text)
    meant = opened and st.checkbox(words("add.front_matter"), value=opened[1] in FIELDS, key=f"add_front_{turn}")
    pressed = st.button(words("add.read"), icon=":material/find_in_page:")
    if len(text) > MAX_CHARACTERS:
        st.error(words("add_problem.too_large"), icon=":material/error:")
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
    st.caption(words("add.optional"))
    same = hashlib.sha256(
        b"%d %b %b" % (article.front_matter, article.name.encode("utf-8", "replace"), article.data)
    ).hexdigest()[:12]
    key = f"{st.session_state[_KEYS]}_{same}"  # another article is prefilled anew
    places, values = {}, {}
    for pair in (FIELDS[:2], FIELDS[2:4], FIELDS[4:6], FIELDS[6:]):  # row by row: on a telephone in the same order
        for name, column in zip(pair, st.columns(2), strict=False):
            with column, st.container(gap="xxsmall"):  # what is said of a field stands by it
                values[name] = _field(words, name, first.fields.get(name, ""), f"add_{name}_{key}")
                places[name] = st.empty()
    stated = {name: value for name, value in values.items() if value != first.fields.get(name, "")}
    seen = look(words, article, stated) if stated else first
    for problem in seen.problems:
        if problem.field in places:
            places[problem.field].error(_said(words, problem), icon=":material/error:")
    if seen.date_precision in ("inferred", "missing") and "published_on" not in {p.field for p in seen.problems}:
        named = "_file" if article.name and seen.date_precision == "inferred" else ""
        places["published_on"].caption(words(f"add.date_{seen.date_precision}{named}"))
    return stated, seen


def _field(words: Words, name: str, found: str, key: str) -> str:
    label = words.label("add_field", name)
    if name == "kind":
        at = ui_decisions.choice_key(key, words)
        st.session_state.setdefault(at, found if found in KINDS else KINDS[0])
        return st.selectbox(label, KINDS, key=at, format_func=lambda kind: words.label("kind", kind))
    # Dates are written: Streamlit's calendar speaks the browser's language, not the page's.
    form = words("add.date_form") if name.endswith("_on") else None
    return " ".join(str(st.text_input(label, value=found, key=key, placeholder=form)).split())


def _said(words: Words, problem: Problem) -> str:
    """What is wrong, in the reader's words; a file of a known kind that is no text is named."""
    kind = str(messages.read(problem.parameters).get("file_kind", ""))
    if kind:
        named = words.label("file_kind", kind)
        return words("add_problem.picture" if kind in _PICTURES else "add_problem.misnamed", file_kind=named)
    a_date = problem.field.endswith("_on") and problem.code == "characters"
    return words.label("add_problem", "date" if a_date else problem.code)


def refused(words: Words, seen: Preview) -> None:
    """Show what is wrong with the article itself."""
    for problem in seen.problems:
        if problem.field == "document" and problem.code != "duplicate":
            st.error(_said(words, problem), icon=":material/error:")
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


def brought(words: Words, seen: Preview) -> None:
    """What would be added, changed or in conflict, as a tally and statement by statement."""
    st.header(words("add.brings"), anchor=False)
    kinds = Counter(statement.kind for statement in seen.statements)
    tally = [(words.label("add_kind", kind), kinds[kind]) for kind in ("new", "same", "changed", "conflict")]
    waiting = _waiting(seen)
    tally.append((words.label("disposition", "review"), waiting))
    st.html(f'<div class="sc-sum">{"".join(markup.big(label, n) for label, n in tally)}</div>')
    if seen.statements:
        st.dataframe(
            tables.statement_table(seen.statements, words, ui.link()),
            hide_index=True,
            column_config=tables.statement_columns(words, st.column_config),
        )
        differs = words("add.differs") if kinds["changed"] or kinds["conflict"] else ""
        if note := words.sentences(differs, words("add.not_listed", n=waiting) if waiting else ""):
            st.caption(note)
    names = decisions.named(words, state.review())
    for check, line, parameters in seen.findings:
        if check not in _SHOWN:
            told = messages.said(messages.read(parameters), line, words, names)
            st.caption(formats.markdown_safe(f"{words.label('check', check)}: {told}"))


def marked(words: Words, seen: Preview) -> None:
    """The text with its quantities marked, and the facts of the chosen one beside it."""
    st.header(words("add.marked"), anchor=False)
    st.html(markup.chips(Counter(mark.disposition for mark in seen.marks), words.group("would")))
    left, right = st.container(key="add_desk").columns([3, 2], gap="large")
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
    within = [m for m in seen.marks if m.end > begin and m.start < end]
    html = passages.marked(seen.text[begin:end], begin, within, at, words.group("would"))
    pressed = ui.passage(passages.headed(html) if seen.file.endswith(".md") else html, "passage_add")
    if pressed is not None and pressed != at:
        st.session_state["add_at"] = pressed
        st.rerun()
    others = [m.start for m in seen.marks if not begin <= m.start < end]
    if len(seen.text) - seen.body_start > passages.WINDOW:
        a, b, n = (place - seen.body_start for place in (begin + 1, end, len(seen.text)))
        st.caption(words("evidence.window", a=a, b=b, n=n))
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
    start = passages.own_start(seen.text, start, end, at)
    for fact in stated:
        sentence = (seen.text[start:end], fact.span_start - start, fact.span_end - start)
        st.html(markup.fact_card(fact, sentence, words, colours.get(fact.ref_area, palette.NEUTRAL), palette.ACCEPTED))
    ui_mark.show(mark, words, named=bool(stated), body=seen.body_start, would=True)


def save(words: Words, article: Article, stated: Mapping[str, str], seen: Preview) -> None:
    """The button that saves; then the form is empty and the page says what comes next. Beside it, what keeps it off."""
    with st.container(horizontal=True, vertical_alignment="center"):
        wrong = bool(seen.problems)
        pressed = st.button(words("add.save"), type="primary", disabled=wrong, icon=":material/save:")
        if wrong:
            fields = [words.label("add_field", one.field) for one in seen.problems if one.field in FIELDS]
            st.caption(words("add.mend", fields=words("chart.comma").join(fields)) if fields else words("add.unfit"))
    if not pressed:
        return
    with st.spinner(words("add.reading")):
        done = ask(article, stated, _folders(), save=True)
    if not done.saved:
        refused(words, done)
        return
    at = next((s.fact.span_start for s in done.statements), -1)
    told = _Added(done.file, at, _waiting(done), sum(one.kind == "conflict" for one in done.statements))
    st.session_state.update({_ADDED: told, _KEYS: st.session_state[_KEYS] + 1})
    st.session_state.pop("add_at", None)
    st.rerun()


def saved(words: Words) -> None:
    """After saving: the way to the figures, by a refresh first; then also to those that wait for a person."""
    added: _Added | None = st.session_state.get(_ADDED)
    if added is None:
        return
    file = formats.markdown_safe(added.file)
    document_id = ui.ask(queries.document_of, added.file) if ui.vintage() else ""
    if not document_id:
        told, button = st.columns([5, 1], vertical_alignment="center")
        waiting = words("add.will_wait", n=added.in_review) if added.in_review else ""
        rivals = words("add.will_conflict", n=added.in_conflict) if added.in_conflict else ""
        told.success(words.sentences(words("add.saved", file=file), waiting, rivals), icon=":material/check:")
        with button:
            ui_refresh.button(words, "add_refresh", ui_refresh.busy(*ui_refresh.heard()), primary=True, stretched=True)
        return
    st.success(words("add.in_table", file=file), icon=":material/check:")
    ui.open_document(words, document_id, added.at)
    if added.in_review:
        ui.open_page("review", words("add.in_review", n=added.in_review), "rule", document=document_id)
    if added.in_conflict:
        ui.open_page("conflicts", words("add.in_conflict", n=added.in_conflict), "balance")


def _waiting(seen: Preview) -> int:
    """How many figures wait for a person."""
    return sum(mark.disposition == "review" for mark in seen.marks)
