"""What an expression was resolved to, and what resolving needs to know of the text around it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from detente.model.mentions import Direction
from detente.reading.times import periods
from detente.reading.times.direction import Cue, Cues
from detente.reading.times.periods import Period

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """An expression's sense before it has its place in a text; fields as in TimeExpression."""

    type: TimexType
    value: str
    grain: str
    first: date | None = None
    last: date | None = None
    edtf: str | None = None
    mod: str | None = None
    direction: Direction | None = None
    why: str = ""
    anchor: str = "explicit"
    alternative: str | None = None
    flag: str | None = None
    minutes: int | None = None
    clock: str | None = None
    #: Which rule it is of ("weekday", "month_day", …); joins of neighbours depend on it.
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A meaning and where it stands; `parts` are the points of a range."""

    start: int
    end: int
    meaning: Meaning
    parts: tuple[Found, ...] = ()


@dataclass(slots=True)
class Setting:
    """The text being read: its day, its cues, and what has been found in it so far."""

    text: str
    cues: Cues
    #: The day that relative expressions count from: the dateline's, else that of publication.
    today: date | None
    #: "publication", or "text:<start>" of a dateline.
    today_is: str = "publication"
    #: The last expression that names calendar days, and the last duration.
    last: Found | None = None
    last_duration: Found | None = None
    #: The last period that figures were given for (a quarter, a month, a year); comparisons ("a year earlier") go back to it.
    topic: Found | None = None
    #: Weekday → the day in the week ahead that the text has named for it.
    days_to_come: dict[int, date] = field(default_factory=dict)
    #: Month → the year in which the text has named it last.
    months_named: dict[int, int] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)

    def cue(self, start: int, end: int) -> Cue:
        """The direction that the clause gives an expression, and the words that say so."""
        return self.cues.at(start, end)

    def note(self, found: Found) -> None:
        """Remember what was found, for what follows."""
        self.found.append(found)
        day = found.meaning.first
        if day and found.meaning.kind in ("month_day", "month", "weekday"):
            self.months_named[day.month] = day.year
        if self.today and day and found.meaning.grain == "day" and day == found.meaning.last and 0 < (day - self.today).days <= 7:
            self.days_to_come[day.weekday()] = day
        if found.meaning.kind in ("quarter", "month", "year", "step") and found.meaning.grain in ("quarter", "month", "year"):
            self.topic = found
        elif found.meaning.type == "DURATION" and found.meaning.grain == "month":
            self.topic = None
        if found.meaning.first and found.meaning.last and found.meaning.type != "DURATION" and found.meaning.grain != "vague":
            self.last = found
        elif found.meaning.type == "DURATION" and found.meaning.minutes:
            self.last_duration = found


def dated(period: Period, kind: str, *, mod: str | None = None, anchor: str = "explicit", approximate: bool = False) -> Meaning:
    """The meaning of a period; with a mod of START, MID or END only that part of its days."""
    first, last = periods.portion(period, mod) if mod in ("START", "MID", "END") else (period.first, period.last)
    written = periods.edtf(first, last)
    if approximate and written and "/" not in written:
        written += "~"
    return Meaning("DATE", period.value, period.grain, first, last, written, mod, anchor=anchor, kind=kind)


def unknown(value: str, grain: str, kind: str, **more: str | None) -> Meaning:
    """The meaning of an expression whose days cannot be known."""
    return replace(Meaning("DATE", value, grain, kind=kind), **more)  # type: ignore[arg-type]
