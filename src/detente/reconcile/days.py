"""Days and spans of days: what EDTF values mean to each other, and which day a document counts from.

Values that a reader made are taken as they are: one that is no EDTF counts as unknown, it never raises.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from detente.errors import DateError
from detente.model import Document
from detente.model.edtf import Bounds, bounds, day_of

#: A value that covers no more days than this says *when*; a wider one only says roughly.
CLOSE = 62


#: Days beyond these are misread, and too near the ends of the calendar to be counted from.
LONG_AGO, FAR_AHEAD = date(1800, 1, 1), date(2200, 12, 31)


@lru_cache(maxsize=65536)
def span(edtf: str | None) -> Bounds | None:
    """The days that a value may mean; None where it is unknown, no EDTF, or has no year."""
    if not edtf:
        return None
    try:
        found = bounds(edtf)
    except DateError:
        return None
    ends = [day for day in (found.earliest, found.latest) if day]
    return found if ends and all(LONG_AGO <= day <= FAR_AHEAD for day in ends) else None


def width(edtf: str | None) -> int | None:
    """How many days a value covers; None where it is unknown or open at an end."""
    found = span(edtf)
    if found is None or found.earliest is None or found.latest is None:
        return None
    return (found.latest - found.earliest).days + 1


def bounded(edtf: str | None, limit: int = CLOSE) -> bool:
    """Whether a value is closed at both ends and covers no more than `limit` days."""
    days = width(edtf)
    return days is not None and days <= limit


def meets(a: str | None, b: str | None, slack: int = 0) -> bool:
    """Whether two values may mean a common day, or days no more than `slack` apart; False where either is unknown."""
    x, y = span(a), span(b)
    if x is None or y is None:
        return False
    loose = timedelta(days=slack)
    return not (
        (x.latest is not None and y.earliest is not None and x.latest + loose < y.earliest)
        or (y.latest is not None and x.earliest is not None and y.latest + loose < x.earliest)
    )


def gap(a: str | None, b: str | None) -> int:
    """Days between two values; 0 where they meet or either is unknown."""
    x, y = span(a), span(b)
    if x is None or y is None or meets(a, b):
        return 0
    if x.latest is not None and y.earliest is not None and x.latest < y.earliest:
        return (y.earliest - x.latest).days
    if y.latest is not None and x.earliest is not None:
        return (x.earliest - y.latest).days
    return 0


def same_span(a: str | None, b: str | None) -> bool:
    """Whether two values mean the same days; two unknown ones do."""
    return a == b or (a is not None and b is not None and span(a) is not None and span(a) == span(b))


def first_day(edtf: str | None) -> date | None:
    """The first day that a value may mean, or None."""
    found = span(edtf)
    return found.earliest if found else None


def last_day(edtf: str | None) -> date | None:
    """The last day that a value may mean, or None."""
    found = span(edtf)
    return found.latest if found else None


def middle(edtf: str | None) -> date | None:
    """A day to put a value in order by: its first day, else its last."""
    found = span(edtf)
    return (found.earliest or found.latest) if found else None


@lru_cache(maxsize=65536)
def _day(text: str) -> date | None:
    try:
        return day_of(text)
    except DateError:
        return None


def document_day(document: Document, recorded: str) -> date:
    """The day a document counts from: its publication in its own offset, else the day on which it was recorded."""
    day = _day(document.published) if document.published else None
    return min(max(day or _day(recorded) or LONG_AGO, LONG_AGO), FAR_AHEAD)


def said_day(said: str | None, published: date) -> date:
    """The day on which something was said, never after the day on which it was published."""
    day = last_day(said) or first_day(said)
    return min(day, published) if day else published


def window(edtf: str | None, reach: int = 45) -> Bounds | None:
    """A value with its open end closed: what begins on a day, or was over by it, is looked for within `reach` days."""
    found = span(edtf)
    if found is None:
        return None
    loose = timedelta(days=reach)
    if found.earliest is None and found.latest is not None:
        return Bounds(found.latest - loose, found.latest)
    if found.latest is None and found.earliest is not None:
        return Bounds(found.earliest, found.earliest + loose)
    return found


def near(a: str | None, b: str | None) -> bool:
    """Whether two values have a day in common once their open ends are closed."""
    x, y = window(a), window(b)
    if x is None or y is None or x.earliest is None or y.earliest is None or x.latest is None or y.latest is None:
        return False
    return x.earliest <= y.latest and y.earliest <= x.latest
