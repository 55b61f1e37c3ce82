"""A refresh from the app: the button in the sidebar, how far it is, and what it brought."""

from __future__ import annotations

from pathlib import Path
from subprocess import Popen
from typing import NamedTuple

import streamlit as st

from dashboard import formats, messages, state
from dashboard.reviewing import decisions
from dashboard.words import Words


class Pressed(NamedTuple):
    """A refresh that this tab started."""

    child: Popen[bytes]
    log: Path  # what it prints
    before: str  # start of the refresh before it

    def unheard(self, now: state.Live | None) -> bool:
        """Whether refresh.json still tells of the refresh before."""
        return now is None or now.started == self.before


def press() -> None:
    """Start a refresh, unless one is running already."""
    now = state.live(state.curated())
    if now is None or now.state != "running":
        child, log = state.start(state.curated(), state.raw())
        st.session_state["refresh"] = Pressed(child, log, now.started if now else "")


def button(words: Words, key: str, running: bool, primary: bool = False, stretched: bool = False) -> None:
    """The button that starts a refresh; it rests while one is `running`, of which the sidebar tells."""
    st.button(
        words("refresh.button"),
        on_click=press,
        disabled=running,
        icon=":material/refresh:",
        type="primary" if primary else "secondary",
        width="stretch" if stretched else "content",
        key=key,
    )


def refresh(words: Words, now: state.Live | None, pressed: Pressed | None) -> None:
    """The button and, while a refresh runs, how far it is. What is `heard` of it says whether one runs."""
    running = busy(now, pressed)
    button(words, "refresh_button", running, stretched=True)
    if running:
        follow(words, pressed)
    else:
        outcome(words, now, pressed)


@st.fragment(run_every=1.0)
def follow(words: Words, pressed: Pressed | None) -> None:
    """How far the refresh is, each second; at its end the whole page runs again, for there is a new table."""
    now = state.live(state.curated())
    if not busy(now, pressed):
        st.rerun()
    if now is None or now.state != "running":
        st.progress(0.0, text=words("refresh.starting"))
    else:
        stage = words.label("stage", now.stage)
        share = min(now.done / now.total, 1.0) if now.total else 0.0
        st.progress(share, text=words("refresh.running", stage=stage, done=now.done, total=now.total))


def heard() -> tuple[state.Live | None, Pressed | None]:
    """What the last refresh says of itself, and the one that this tab started."""
    return state.live(state.curated()), st.session_state.get("refresh")


def busy(now: state.Live | None, pressed: Pressed | None) -> bool:
    """Whether a refresh runs, or the one just pressed has not said anything yet."""
    if now is not None and now.state == "running":
        return True
    return pressed is not None and pressed.unheard(now) and pressed.child.poll() is None


def outcome(words: Words, now: state.Live | None, pressed: Pressed | None) -> None:
    """What the last refresh brought, or what failed."""
    error = ""
    if pressed is not None and pressed.unheard(now):  # it ended before it could keep a state
        line = state.last_line(pressed.log)
        error = words("refresh.last_line", line=line) if line else words("refresh.stopped")
    elif now is not None and now.state == "failed":
        error = words("refresh.stopped") if now.error == "stopped" else _said(now.error_parameters, now.error, words)
    if error:
        st.error(words("refresh.failed", error=formats.markdown_safe(error)), icon=":material/error:")
    elif now is not None and pressed is not None:
        changes = {name: now.changes.get(name, 0) for name in ("added", "changed", "gone")}
        done = (
            words("refresh.unchanged")
            if now.unchanged
            else words("refresh.done", **changes)
            if any(now.changes.values())
            else words("refresh.flagged")  # decisions were applied, findings came or went
        )
        st.success(done, icon=":material/check:")
    if now is not None and now.refused:
        with st.expander(words("refresh.refused", n=len(now.refused))):
            for one in now.refused[:50]:
                reason = words.label("refusal", one.reason)
                detail = messages.said(messages.read(one.parameters), one.detail, words)
                st.text(words("refresh.refusal", file=one.file, reason=reason, detail=detail))


def _said(parameters: str, line: str, words: Words) -> str:
    return messages.said(messages.read(parameters), line, words, decisions.named(words, state.review()))
