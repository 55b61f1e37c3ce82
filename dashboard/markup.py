"""Small pieces of HTML that several pages show: cards, the strip of statuses, lists. Every text is escaped here."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Mapping, Sequence
from datetime import date
from html import escape
from urllib.parse import urlencode

from dashboard.charting.bullets import aim, attainment, remaining
from dashboard.formats import Link, claimed, day, figure, parted, parted_html, percent, publisher, when
from dashboard.palette import DISPOSITION, NEUTRAL, STATUS_GLYPHS, STATUS_INK
from dashboard.passages import quoted
from dashboard.rows import Document, Fact, Target
from dashboard.words import Words

# The sentence of a mark that was pressed may stand below the window. Nothing of a document is in this script.
INTO_SIGHT = """<script>
document.querySelector(".sc-fact")?.scrollIntoView({block: "nearest", behavior: "smooth"});
</script>"""


LANGUAGE = {
    "zh": '<script>document.documentElement.lang = "zh-CN"</script>',
    "en": '<script>document.documentElement.lang = "en"</script>',
}


def script_data(data: object) -> str:
    """Data as it may stand in a script: Streamlit drops a script that holds anything like a tag."""
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")


def address(page: str, **parameters: object) -> str:
    """A page's address with its filters; empty ones are left out."""
    kept = {key: value for key, value in parameters.items() if value not in ("", None)}
    return f"{page}?{urlencode(kept)}" if kept else page


def cards(
    items: Sequence[tuple[Fact, Sequence[Fact], Fact | None]], words: Words, link: Link, colours: dict[str, str]
) -> str:
    """Headline cards: each a fact, what else is said of it, and the earlier figure that compares with it."""
    return f'<div class="sc-cards">{"".join(_card(*item, words, link, colours) for item in items)}</div>'


def _card(
    fact: Fact, others: Sequence[Fact], before: Fact | None, words: Words, link: Link, colours: dict[str, str]
) -> str:
    title = words.pick(fact.indicator_zh, fact.indicator_en)
    notes = [_note(fact, other, words, link, colours) for other in others[:3]]
    if before is not None and before.value and fact.value is not None:
        change = (fact.value - before.value) / before.value
        sign = "+" if change >= 0 else "−"
        notes.insert(0, f"{sign}{percent(abs(change), 1)} {escape(words('overview.since', when=when(before, words)))}")
    colour = colours.get(fact.ref_area, NEUTRAL)
    return (
        f'<div class="sc-card"><div class="sc-label">{escape(title)}</div>'
        f'<a class="sc-number" href="{escape(to_sentence(fact, link))}" '
        f'title="{escape(words("overview.to_sentence"))}">'
        f"{_large(fact, words)}</a>"
        f'<div><div class="sc-where"><i class="sc-dot" style="background:{colour}"></i>'
        f"{parted(words.pick(fact.area_zh, fact.area_en), when(fact, words))}</div>"
        f'<div class="sc-notes">{"".join(f"<div>{note}</div>" for note in notes)}</div></div></div>'
    )


def _note(fact: Fact, other: Fact, words: Words, link: Link, colours: dict[str, str]) -> str:
    """Another figure beside a headline: of its own area by its kind, of another area under that area's name."""
    linked = f'<a href="{escape(to_sentence(other, link))}">{escape(figure(other, words))}</a>'
    time = escape(when(other, words))
    if other.ref_area != fact.ref_area:
        dot = f'<i class="sc-dot" style="background:{colours.get(other.ref_area, NEUTRAL)}"></i>'
        return dot + parted_html(f"{escape(words.pick(other.area_zh, other.area_en))} {linked}", time)
    if other.claim == "reported":
        return f"{escape(words.label('measure', other.measure))} {linked}"
    return parted_html(f"{escape(words.label('claim', other.claim))} {linked}", time)


def _large(fact: Fact, words: Words) -> str:
    """A figure whose unit, and a word that bounds it, stand back behind its number."""
    parts = re.fullmatch(r"([^\W\d]*)\s*(\W*[\d.,–]+(?:万亿|[亿万TBMK%])?)\s*(.*)", figure(fact, words), re.DOTALL)
    if parts is None:
        return escape(figure(fact, words))
    bound, amount, unit = (escape(part) for part in parts.groups())
    gap = " " if words.language == "en" else ""
    return f"{f'<small>{bound}</small> ' if bound else ''}<span>{amount}</span>{gap}<small>{unit}</small>"


def to_sentence(fact: Fact, link: Link) -> str:
    """Address of the sentence a fact comes from."""
    return link("evidence", document=fact.document_id, at=fact.span_start)


def strip(counts: Sequence[tuple[str, int]], notes: Mapping[str, str], words: Words, link: Link) -> str:
    """All targets as one bar of statuses; each part leads to its targets. `notes` say more of a status."""
    known = dict(counts)
    ordered = [s for s in STATUS_GLYPHS if known.get(s)] + [s for s in known if s not in STATUS_GLYPHS]
    bar = "".join(
        f'<a href="{escape(link("targets", status=s))}" title="{escape(words.label("status", s))}" tabindex="-1" '
        f'class="sc-part" style="flex-grow:{known[s]};--ink:{STATUS_INK.get(s, 0.2) * 100:.0f}%"></a>'
        for s in ordered
    )
    legend = "".join(
        f'<a class="sc-key" href="{escape(link("targets", status=s))}"><b>{known[s]}</b> '
        f'<span class="sc-glyph" style="--ink:{STATUS_INK.get(s, 0.2) * 100:.0f}%"></span>'
        f"{escape(words.label('status', s))}{_aside(notes.get(s, ''), words)}</a>"
        for s in ordered
    )
    # The bar repeats its legend for the eye: keyboards and screen readers get each status once.
    return f'<div class="sc-strip" aria-hidden="true">{bar}</div><div class="sc-keys">{legend}</div>'


def _aside(text: str, words: Words) -> str:
    return f"<small>{escape(words('format.aside', text=text))}</small>" if text else ""


def target_list(
    targets: Sequence[Target], words: Words, link: Link, today: date, colours: dict[str, str], told: Container[str] = ()
) -> str:
    """Targets as lines: what, how much, by when, how long from today; each figure leads to its sentence.

    `told` is what the headings above have named already: a status, that there is no deadline.
    """
    lines = []
    for t in targets:
        state = [words.label("status", t.status)] if t.status not in told else []
        if t.attainment_low is not None or t.attainment_high is not None:
            state.append(attainment(t, words))
        there = escape(link("evidence", document=t.target_document, at=t.target_start))
        lines.append(
            f'<li><div class="sc-what"><i class="sc-dot" style="background:{colours.get(t.ref_area, NEUTRAL)}"></i>'
            f"<b>{escape(words.pick(t.indicator_zh, t.indicator_en))}</b>"
            f"<small>{parted(words.pick(t.area_zh, t.area_en), *state)}</small></div>"
            f'<a class="sc-aim" href="{there}">{escape(aim(t, words))}</a>'
            f'<div class="sc-when">{escape(words("targets.due", when=day(t.deadline, words)) if t.deadline else "")}'
            f"<small>{escape(remaining(t, today, words, told))}</small></div></li>"
        )
    return f'<ul class="sc-list">{"".join(lines)}</ul>'


def file_line(name: str, address: str, about: str, facts: str, sha256: str) -> str:
    """A file: its name, a link where it has an address, what it holds, how much, and the hash to check it by."""
    return (
        f'<div class="sc-file"><b>{_linked(name, address)}</b> — {escape(about)}'
        f"<small>{escape(facts)}<br>sha256 <code>{escape(sha256)}</code></small></div>"
    )


def dictionary(table: str, columns: Sequence[tuple[str, str, str]], words: Words) -> str:
    """The columns of a table: name, type, meaning. It can be scrolled by keyboard, and its name is spoken."""
    headings = (words("column.column"), words("column.type"), words("column.meaning"))
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(kind)}</td>'
        f"<td{language_of(said := words.meaning(meaning))}>{escape(said)}</td></tr>"
        for name, kind, meaning in columns
    )
    return (
        f'<div class="sc-meanings" tabindex="0" role="region" aria-label="{escape(table)}">'
        '<table class="sc-dictionary">'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def language_of(text: str) -> str:
    """The lang attribute of data in one language or the other, for screen readers and for the choice of glyphs."""
    chinese, latin = (len(re.findall(letters, text)) for letters in ("[\u4e00-\u9fff]", "[A-Za-z]"))
    return ' lang="zh-CN"' if chinese * 3 > latin else ' lang="en"' if latin else ""


def heading(text: str) -> str:
    """The name of a group inside a page's part."""
    return f'<h3 class="sc-group">{escape(text)}</h3>'


def change_list(
    examples: Sequence[tuple[Mapping[str, str], Fact | None]], names: Mapping[str, str], words: Words, link: Link
) -> str:
    """Rows that a refresh brought, changed or lost, as lines that lead to their indicators and sentences.

    Each with the figure of the table shown; one that this table has not is given in the words of its document.
    """
    lines = []
    for example, fact in examples:
        indicator = example.get("indicator_id", "")
        there, shown = "", f"<q lang='zh-CN'>{escape(example.get('quote', ''))}</q>"
        if fact is not None:
            aimed = words.label("claim", fact.claim) if fact.claim != "reported" else ""
            there = f"<small>{parted(words.pick(fact.area_zh, fact.area_en), when(fact, words), aimed)}</small>"
            shown = f'<a class="sc-aim" href="{escape(to_sentence(fact, link))}">{escape(figure(fact, words))}</a>'
        lines.append(
            f'<li><div class="sc-what"><a href="{escape(link("indicators", indicator=indicator))}">'
            f"{escape(names.get(indicator, indicator))}</a>{there}</div>"
            f'<div class="sc-when">{shown} '
            f"<small>{escape(words.label('kind_of_change', example.get('kind', '')))}</small></div></li>"
        )
    return f'<ul class="sc-list sc-two">{"".join(lines)}</ul>'


def document_list(documents: Sequence[Document], words: Words, link: Link) -> str:
    """Documents as lines that open them."""
    lines = [
        f'<li><div class="sc-what"><a href="{escape(link("evidence", document=d.document_id))}">{escape(d.title)}</a>'
        f"<small>{escape(publisher(d.publisher, words))}</small></div>"
        f"<div class='sc-when'>{escape(day(d.published_on, words))}</div></li>"
        for d in documents
    ]
    return f'<ul class="sc-list sc-two">{"".join(lines)}</ul>'


def fact_card(fact: Fact, sentence: tuple[str, int, int], words: Words, colour: str, mark: str) -> str:
    """A fact and the sentence it comes from, the quote marked; a dot in the area's colour, unless that is ""."""
    text, start, end = sentence
    dot = f'<i class="sc-dot" style="background:{colour}"></i>' if colour else ""
    said = quoted(text, start, end, mark) if text else escape(fact.quote)
    kind = claimed(fact.claim, fact.measure, words)
    return (
        f'<div class="sc-fact"><div class="sc-label">{escape(words.pick(fact.indicator_zh, fact.indicator_en))}</div>'
        f'<div class="sc-figure">{escape(figure(fact, words))}</div>'
        f'<div class="sc-where">{dot}'
        f"{parted(words.pick(fact.area_zh, fact.area_en), when(fact, words), kind)}</div>"
        f"<blockquote lang='zh-CN'>{said}</blockquote>"
        f'<div class="sc-where">{parted(publisher(fact.publisher, words), day(fact.published_on, words))}</div></div>'
    )


def equation(parts: Sequence[tuple[str, int, str]]) -> str:
    """An account that adds up: 233 quantities = 162 observations + 20 in review + 51; of (label, number, address)."""
    balanced = parts[0][1] == sum(n for _, n, _ in parts[1:])
    signs = ["", "=" if balanced else "≠", *("+" for _ in parts[2:])]
    terms = [
        f"<div>{f'<i>{sign}</i>' if sign else ''}<span><b>{_linked(f'{n:,}', address)}</b>"
        f"<small>{escape(label)}</small></span></div>"
        for sign, (label, n, address) in zip(signs, parts, strict=True)
    ]
    return f'<div class="sc-sum" data-balanced="{str(balanced).lower()}">{"".join(terms)}</div>'


def _linked(text: str, address: str) -> str:
    return f'<a href="{escape(address)}">{escape(text)}</a>' if address else escape(text)


def chips(counts: Mapping[str, int], names: Mapping[str, str]) -> str:
    """What the colours of marked quantities mean, by the dispositions' names, and how many there are of each."""
    parts = "".join(
        f'<span><i style="background:{colour}"></i>{escape(names[kind])} <b>{counts.get(kind, 0)}</b></span>'
        for kind, colour in DISPOSITION.items()
    )
    return f'<div class="sc-chips">{parts}</div>'


def big(label: str, value: int | str) -> str:
    """One large number with its label."""
    return f'<div class="sc-big"><b>{escape(str(value))}</b><small>{escape(label)}</small></div>'


def definitions(pairs: Sequence[tuple[str, str | Sequence[str]]], small: str = "") -> str:
    """Names and what stands for them, of which several are a list; empty ones are left out. That of `small` is in
    small print."""
    rows = "".join(
        f"<dt>{escape(name)}</dt><dd{language_of(''.join(value))}{' class=sc-small' if name == small else ''}>"
        f"{escape(value) if isinstance(value, str) else listed(value)}</dd>"
        for name, value in pairs
        if value
    )
    return f'<dl class="sc-grid">{rows}</dl>'


def listed(texts: Sequence[str]) -> str:
    """Texts as the points of a list."""
    return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ul>"


def bars(parts: Sequence[tuple[str, float]], unit: str) -> str:
    """Thin bars of a few positive numbers, such as the seconds of each stage."""
    most = max((n for _, n in parts), default=0.0) or 1.0
    rows = "".join(
        f'<dt>{escape(name)}</dt><dd><span class="sc-bar" style="width:{max(n / most * 62, 0.4):.1f}%"></span> '
        f"{f'{n:.2f}' if n >= 0.005 else '&lt; 0.01'} {escape(unit)}</dd>"
        for name, n in parts
    )
    return f'<dl class="sc-grid">{rows}</dl>'
