"""Whether an expression looks back or ahead: from the cue nearest to it in its own clause.

To the left first ("will resume on Tuesday", "met on Tuesday"), then to the right ("On Tuesday the ministers will meet").
"""

from __future__ import annotations

import re
from functools import cache

from detente.codebook import table
from detente.model.mentions import Direction
from detente.reading.times.vocabulary import FILE

#: How far, in characters, a clause is looked at.
LEFT, RIGHT = 180, 140


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    cues = table(FILE)["direction"]
    either = "|".join(f"(?:{c})" for c in cues["future"])
    back = "|".join(f"(?:{c})" for c in cues["past"])
    return re.compile(rf"(?P<future>{either})|(?P<past>{back})", re.IGNORECASE), re.compile(cues["clause_break"])


class Cues:
    """The cues of a text, looked up around an expression."""

    __slots__ = ("_cue", "_stop", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._cue, self._stop = _patterns()

    def at(self, start: int, end: int) -> tuple[Direction | None, str]:
        """The direction at an expression, and its cue; (None, "") where the clause has none."""
        left, clause_from = self._text[max(0, start - LEFT) : start], 0
        for stop in self._stop.finditer(left):
            clause_from = stop.end()
        left = left[clause_from:]
        found = None
        for found in self._cue.finditer(left):  # the last one is the nearest
            pass
        if found is None:
            right = self._text[end : end + RIGHT]
            if stopped := self._stop.search(right):
                right = right[: stopped.start()]
            found = self._cue.search(right)
        if found is None:
            return None, ""
        return ("future" if found["future"] else "past"), found[0]
