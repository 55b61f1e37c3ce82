"""Time expressions of a text, resolved to dates.

The rooms, in the order in which a text goes through them: screen.py (where to look), grammar.py and shapes.py (what a
time expression looks like), rules.py with years.py, parts.py, stretches.py and days.py (which dates it means),
around.py (the words next to it), purpose.py (what it is for), told.py (what the text has spoken of so far), walk.py
(the pass over the text that uses them all). The words are in lexicon/periods.yml.
"""

from pipelines.periods.hits import PeriodHit
from pipelines.periods.walk import find_periods

__all__ = ["PeriodHit", "find_periods"]
