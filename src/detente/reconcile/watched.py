"""A day that takes note of the days it is compared with: tells for which other days an answer would be the same.

Whatever is worked out as of a day depends on that day through comparisons with other days alone (the clock turns a promise
overdue when its deadline is past). As long as every one of them comes out the same, so does the answer. Anything else that is
asked of the day (its year, a distance) makes the answer good for that day only.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

_DAY = timedelta(days=1)


class Watched(date):
    """A day for which `first` and `last` are the days between which all comparisons come out as they did."""

    _first: date
    _last: date

    @classmethod
    def of(cls, day: date) -> Watched:
        """The day, compared with nothing so far."""
        made = cls(day.year, day.month, day.day)
        made._first, made._last = date.min, date.max
        return made

    @property
    def span(self) -> tuple[date, date]:
        """The first and the last day for which what was asked comes out the same."""
        return self._first, self._last

    def _met(self, other: date, above: bool) -> None:
        """Take note of a comparison; `above` where it changes between the other day and the next one, not the one before."""
        mine, edge = self.bare(), other
        if above:
            if edge >= mine:
                self._last = min(self._last, edge)
            else:
                self._first = max(self._first, edge + _DAY)
        elif edge > mine:
            self._last = min(self._last, edge - _DAY)
        else:
            self._first = max(self._first, edge)

    def _only(self) -> None:
        self._first = self._last = self.bare()

    def bare(self) -> date:
        """The day as a plain one, unnoted."""
        return date.fromordinal(date.toordinal(self))

    def __lt__(self, other: Any) -> bool:
        if not isinstance(other, date):
            return NotImplemented
        self._met(other, above=False)
        return date.__lt__(self, other)

    def __ge__(self, other: Any) -> bool:
        if not isinstance(other, date):
            return NotImplemented
        self._met(other, above=False)
        return date.__ge__(self, other)

    def __le__(self, other: Any) -> bool:
        if not isinstance(other, date):
            return NotImplemented
        self._met(other, above=True)
        return date.__le__(self, other)

    def __gt__(self, other: Any) -> bool:
        if not isinstance(other, date):
            return NotImplemented
        self._met(other, above=True)
        return date.__gt__(self, other)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, date):
            self._met(other, above=False)
            self._met(other, above=True)
        return date.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        self._only()
        return date.__hash__(self)

    def __add__(self, other: timedelta) -> date:  # type: ignore[override]
        self._only()
        return self.bare() + other

    def __radd__(self, other: timedelta) -> date:  # type: ignore[override]
        return self + other

    def __sub__(self, other: Any) -> Any:
        self._only()
        return self.bare() - other

    def __rsub__(self, other: date) -> timedelta:
        self._only()
        return other - self.bare()

    @property
    def year(self) -> int:
        self._only()
        return self.bare().year

    @property
    def month(self) -> int:
        self._only()
        return self.bare().month

    @property
    def day(self) -> int:
        self._only()
        return self.bare().day

    def toordinal(self) -> int:
        self._only()
        return date.toordinal(self)

    def weekday(self) -> int:
        self._only()
        return date.weekday(self)
