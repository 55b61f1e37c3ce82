"""Targets against reports: one row a target, a bar of the report against the mark of the target."""

from collections.abc import Callable
from itertools import groupby

import streamlit as st

from dashboard import formats, markup, palette, queries, ui
from dashboard.charting import bullets, ui_charts
from dashboard.downloads import exports
from dashboard.rows import Target

SHOWN = 40  # rows of a part drawn at once; the rest is a filter away, and in the download

words = ui.page("targets")
today, colours = ui.today(), ui.colours()
topics, areas, years = ui.ask(queries.target_choices)
places = {a.ref_area: words.pick(a.name_zh, a.name_en) for a in areas}

first, second, third, fourth = st.columns(4)
with first:
    topic = ui.choose(
        "topic", words("filter.topic"), ["", *topics], lambda c: words.label("topic", c) if c else words("filter.any")
    )
with second:
    area = ui.choose("area", words("filter.area"), ["", *places], lambda c: places.get(c, words("filter.any")))
with third:
    year = ui.choose("year", words("filter.deadline"), ["", *map(str, years)], lambda c: c or words("filter.any"))
with fourth:
    status = ui.choose(
        "status",
        words("filter.status"),
        ["", *palette.STATUS_GLYPHS],
        lambda c: words.label("status", c) if c else words("filter.any"),
    )
group = ui.choose(
    "group", words("filter.group"), ["topic", "deadline"], lambda c: words(f"filter.by_{c}"), kind="buttons"
)

parts = {
    part: ui.ask(queries.targets, today, topic, area, status, int(year or 0), part)
    for part in ("reported", "implied", "awaiting")
}
rows = [target for some, _ in parts.values() for target in some]
if not rows:
    ui.reset_button(words, ("topic", "area", "year", "status"))
    st.stop()

topic_order = [*words.group("topic"), *(t.topic for t in rows)]


def group_of(target: Target) -> str:
    """Heading a target stands under."""
    if group == "topic":
        return words.label("topic", target.topic)
    return words("format.year", y=target.deadline.year) if target.deadline else words("format.no_deadline")


def place_of(target: Target) -> tuple[str, int]:
    """Where it stands: topics in one order whatever the language, under years in theirs."""
    return group_of(target) if group == "deadline" else "", topic_order.index(target.topic)


def section(part: str, drawn: Callable[[list[Target]], str], more: str = "") -> None:
    """A part of the page: its targets under the headings of their groups."""
    members, total = parts[part]
    if not members:
        return
    st.header(words(f"targets.{part}", n=total), anchor=False)
    if more:
        st.caption(more)
    groups = groupby(sorted(members[:SHOWN], key=place_of), key=group_of)
    st.html("".join(markup.heading(heading) + drawn(list(some)) for heading, some in groups))
    if total > SHOWN:
        st.caption(words("targets.more", shown=SHOWN, total=total))


def bars(some: list[Target]) -> str:
    """Targets that have a report."""
    return bullets.bullets(some, words, ui.link(), today, colours, among=reported, told=told)


def lines(some: list[Target]) -> str:
    """Targets that have none."""
    return markup.target_list(some, words, ui.link(), today, colours, told=("awaiting_report", *told))


told = (bullets.NO_DEADLINE,) if group == "deadline" else ()
reported = [target for part in ("reported", "implied") for target in parts[part][0][:SHOWN]]
scale = [words("targets.scale"), bullets.signs(reported, words)] if reported else []
st.caption(words.sentences(*scale, words("targets.today", day=formats.day(today, words))))
section("reported", bars)
section("implied", bars, words("targets.implied_more"))
section("awaiting", lines)
behind = {d for t in rows for d in (t.target_document, t.report_document)}
cited = [d for d in ui.ask(queries.documents) if d.document_id in behind]
picked = {
    "topic": words.label("topic", topic),
    "area": places.get(area, ""),
    "deadline": year,
    "status": words.label("status", status),
}
filters = words("cite.between").join(
    words("explore.choice", name=words.label("filter", key), values=value) for key, value in picked.items() if value
)
with st.container(horizontal=True, vertical_alignment="center"):
    ui.download(
        words("action.download_view", n=len(rows)), exports.rows_csv(rows, Target), "targets.csv", "targets_csv"
    )
    ui_charts.cite(words("targets.title"), cited, words, "targets", filters, "targets")
