"""A part of a page that runs alone: what is chosen in it sends neither the frame nor the page's head again."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard import ui_missing
from dashboard.vintages import ui_vintage


def part(draw: Callable[[], None]) -> None:
    """Draw a part, now and whenever something in it is chosen.

    It stands on the table that the rest of the page shows: where there is a newer one by then, all of the page runs. So
    it does while the head tells what a link asked for and is not there.
    """
    shown = ui_vintage.chosen()

    @st.fragment
    def alone() -> None:
        with ui_vintage.one_table():
            if ui_vintage.chosen() != shown or ui_missing.out_of_reach():
                st.rerun()
            draw()

    alone()
