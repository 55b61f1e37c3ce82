"""Choices of one kind with their counts or several at once, and what is typed, kept in the URL: a view is a link."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence

import streamlit as st

from dashboard import ui_missing
from dashboard.ui import choose, put
from dashboard.words import Words

MOST = 50  # choices of one kind that a URL may hold
LONGEST = 200  # characters of one of them


def chosen(key: str, among: Container[str] | None = None) -> tuple[str, ...]:
    """What is chosen under `key`: the URL wins when it has changed since the last run, else what the reader picked.

    Comes before the widget of `choose_many`, whose options may depend on what is chosen. What the URL names that is
    not `among` the options is left out, where these are given.
    """
    widget, seen = f"{key}_choices", f"{key}_choices_seen"
    asked = tuple(dict.fromkeys(value[:LONGEST] for value in st.query_params.get_all(key)[:MOST]))
    if widget not in st.session_state or st.session_state.get(seen) != asked:
        st.session_state[widget] = list(asked)
        ui_missing.note(key, *(value for value in asked if among is not None and value not in among))
    elif tuple(st.session_state[widget]) != asked:
        ui_missing.note(key)
    values = tuple(value for value in st.session_state[widget] if among is None or value in among)
    st.session_state[widget] = list(values)
    _keep(key, seen, values)
    return values


def choose_many(key: str, label: str, options: Sequence[str], names: Callable[[str], str], hint: str) -> None:
    """The widget for what `chosen` gives. What is chosen but not among the options is offered at their end."""
    widget = f"{key}_choices"
    values = list(st.session_state.get(widget, ()))
    st.session_state[widget] = values  # the labels change with their counts; what is chosen stays
    offered = list(dict.fromkeys([*options, *values]))
    labels = [names(option) for option in offered]
    twice = {name for name, n in Counter(labels).items() if n > 1}  # Streamlit knows options by their labels
    unique = {o: f"{name} · {o}" if name in twice else name for o, name in zip(offered, labels, strict=True)}
    st.multiselect(label, offered, format_func=lambda o: unique.get(o, o), key=widget, placeholder=hint)


def choose_counted(
    key: str, label: str, counts: Mapping[str, int], named: Callable[[str], str], words: Words
) -> tuple[str, int]:
    """Buttons for the kinds in a list, each with how many there are, all of them ("") first; what is chosen, and its
    count."""
    offered = {"": sum(counts.values()), **counts}

    def with_count(kind: str) -> str:
        return f"{named(kind) if kind else words('filter.any')} {offered[kind]:,}"

    kind = choose(key, label, list(offered), with_count, kind="buttons")
    return kind, offered[kind]


def typed(key: str, label: str, hint: str) -> str:
    """A line of text kept in the URL."""
    widget, seen = f"{key}_typed", f"{key}_typed_seen"
    asked = st.query_params.get(key, "")[:LONGEST]
    if widget not in st.session_state or st.session_state.get(seen) != asked:
        st.session_state[widget] = asked
    text = st.text_input(
        label, key=widget, placeholder=hint, max_chars=LONGEST, label_visibility="collapsed", icon=":material/search:"
    ).strip()
    put(key, text)
    st.session_state[seen] = st.query_params.get(key, "")
    return text


def forget(*keys: str) -> None:
    """Take all choices of these kinds back."""
    for key in keys:
        st.session_state.pop(f"{key}_choices", None)
        st.session_state.pop(f"{key}_typed", None)
        put(key, "")


def _keep(key: str, seen: str, values: tuple[str, ...]) -> None:
    if not values:
        put(key, "")
    elif tuple(st.query_params.get_all(key)) != values:
        st.query_params[key] = list(values)
    st.session_state[seen] = values
