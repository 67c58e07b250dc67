"""Dates as EDTF (ISO 8601-2): the levels that news of talks needs, and the days that a value may mean.

Read are points (`2025`, `2025-04`, `2025-04-10`, with `~`, `?` or `%` after them), unspecified digits
(`XXXX-02-27`, `2025-XX`), intervals with open ends (`2025-06-10/..`), and one-of sets
(`[2025-05-03,2025-05-11]`). See https://www.loc.gov/standards/datetime/.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from detente.errors import DateError

_POINT = re.compile(r"^(?P<year>\d{4}|XXXX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<mark>[~?%])?$")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The first and last day that a value may mean; `None` where that end is open or cannot be known."""

    earliest: date | None
    latest: date | None

    @property
    def closed(self) -> bool:
        """Whether both ends are known."""
        return self.earliest is not None and self.latest is not None


def _point(text: str, whole: str) -> Bounds:
    found = _POINT.match(text)
    if not found:
        raise DateError(f"{text!r} in {whole!r} is not an EDTF date", todo="Write 2025-04-10, 2025-04, 2025-06-10/.. or the like")
    year, month, day = found["year"], found["month"], found["day"]
    if month not in (None, "XX") and not 1 <= int(month) <= 12:
        raise DateError(f"{text!r}: there is no month {month}")
    if day not in (None, "XX") and month != "XX" and month is not None:
        longest = calendar.monthrange(int(year) if year != "XXXX" else 2024, int(month))[1]
        if not 1 <= int(day) <= longest:
            raise DateError(f"{text!r}: there is no such day")
    if year == "XXXX":
        return Bounds(None, None)
    first, last = int(year), int(year)
    if month in (None, "XX"):
        return Bounds(date(first, 1, 1), date(last, 12, 31))
    if day in (None, "XX"):
        return Bounds(date(first, int(month), 1), date(first, int(month), calendar.monthrange(first, int(month))[1]))
    only = date(first, int(month), int(day))
    return Bounds(only, only)


@lru_cache(maxsize=8192)
def bounds(edtf: str) -> Bounds:
    """The days that the EDTF value may mean. Raises DateError where it is none, or names a day that does not exist."""
    text = edtf.strip()
    if text[:1] in "[{" and text[-1:] in "]}" and len(text) > 2:
        parts = [_point(p.strip(), edtf) for p in re.split(r",|\.\.", text[1:-1]) if p.strip()]
        firsts = [p.earliest for p in parts if p.earliest]
        lasts = [p.latest for p in parts if p.latest]
        return Bounds(min(firsts) if firsts else None, max(lasts) if lasts else None)
    if "/" in text:
        first, _, last = text.partition("/")
        start = None if first in ("", "..") else _point(first, edtf).earliest
        end = None if last in ("", "..") else _point(last, edtf).latest
        if start and end and start > end:
            raise DateError(f"{edtf!r} ends before it begins")
        return Bounds(start, end)
    return _point(text, edtf)


def valid(edtf: str) -> bool:
    """Whether `bounds` would accept the value."""
    try:
        bounds(edtf)
    except DateError:
        return False
    return True


def overlap(a: str | None, b: str | None) -> bool:
    """Whether two values may mean a common day; False where either is unknown."""
    if a is None or b is None:
        return False
    x, y = bounds(a), bounds(b)
    return not ((x.latest and y.earliest and x.latest < y.earliest) or (y.latest and x.earliest and y.latest < x.earliest))


def same_days(a: str | None, b: str | None) -> bool:
    """Whether two values mean the same span of days; two unknown ones do."""
    if a is None or b is None:
        return a is b
    return bounds(a) == bounds(b)


def day_of(published: str | None) -> date | None:
    """The calendar day of an ISO date or date-time, in its own offset; None for None. Raises DateError."""
    if published is None:
        return None
    try:
        return date.fromisoformat(published[:10])
    except ValueError as error:
        raise DateError(f"{published!r} is not a date", todo="Write it as 2025-06-10 or 2025-06-10T14:30:00+03:00") from error
