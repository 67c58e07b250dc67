"""What stands on the timeline of a state: rounds, what was said when, deadlines; each date as sure or unsure as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from detente.errors import DateError
from detente.model import CommitmentState, RoundState, State
from detente.model.edtf import bounds, day_of
from detente.views.rounds import round_name
from detente.views.wording import capital, date_words, label, parties_words, venue_words

#: How sure a day is: the day itself, a stretch from day to day, somewhere within, about, open at an end, one of several.
Sureness = Literal["exact", "within", "about", "open", "choice"]

#: Whether something took place, is going on, is planned, or was called off or denied.
Standing = Literal["happened", "going_on", "planned", "off"]

_STANDINGS: dict[str, Standing] = {
    "held": "happened",
    "under_way": "going_on",
    "cancelled": "off",
    "denied": "off",
    "kept": "happened",
    "in_progress": "going_on",
    "broken": "off",
    "withdrawn": "off",
}

#: How far the drawing goes before the first and after the last word of the talks, and the least that it shows.
_REACH, _LEAST, _AFTER = timedelta(days=400), timedelta(days=21), timedelta(days=30)

#: How many rounds and deadlines are drawn; the latest count.
MOST_ROUNDS, MOST_DEADLINES = 12, 8


@dataclass(frozen=True, slots=True)
class Stretch:
    """When something is: first and last day (None where that end is open), and how sure that is."""

    first: date | None
    last: date | None
    sureness: Sureness

    #: For one of several: each of them.
    choices: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the drawing: a round or a deadline."""

    kind: Literal["round", "deadline"]
    name: str

    #: What stands below the name: the status in words.
    status: str
    standing: Standing
    when: Stretch | None

    #: The date (and place) in words.
    words: str

    #: Days on which its status was given, each with the status and who gave it.
    steps: tuple[tuple[date, str, str], ...] = ()

    #: Key of the round, or "".
    key: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """All that is drawn, between two days."""

    first: date
    last: date
    as_of: date
    rows: tuple[Row, ...]

    #: Day -> how many of the claims behind the state were said on it.
    said: tuple[tuple[date, int], ...]

    #: Rounds and deadlines that are left out of the drawing.
    more: int = 0


def stretch_of(edtf: str | None) -> Stretch | None:
    """When a date is and how sure; None where it has no day at all ("XXXX-02-27") or is no date."""
    if not edtf:
        return None
    text = edtf.strip()
    if text[:1] in "[{" and text[-1:] in "]}" and ".." not in text:
        parts = tuple(s for s in (stretch_of(p) for p in text[1:-1].split(",")) if s is not None)
        known = [d for s in parts for d in (s.first, s.last) if d is not None]
        return Stretch(min(known), max(known), "choice", parts) if known else None
    try:
        found = bounds(text)
    except DateError:
        return None
    if found.earliest is None and found.latest is None:
        return None
    if not found.closed:
        return Stretch(found.earliest, found.latest, "open")
    if text[-1] in "~?%":
        return Stretch(found.earliest, found.latest, "about")
    exact = "/" in text or found.earliest == found.latest
    return Stretch(found.earliest, found.latest, "exact" if exact else "within")


def timeline_of(state: State, told: Mapping[str | None, int] | None = None) -> Timeline | None:
    """The timeline of a state; None where nothing in it has a day.

    Where the state comes without its claims, `told` says how many were said when (EDTF -> count).
    """
    as_of = date.fromisoformat(state.as_of)
    said: Counter[date] = Counter()
    for when, count in (Counter(c.said for c in state.claims) if told is None else told).items():
        day = _day(when)
        if day is not None and day <= as_of:
            said[day] += count
    centre = [*said, as_of] if not said else list(said)
    low, high = min(centre) - _REACH, max(centre) + _REACH
    rounds = sorted((_round_row(r) for r in state.rounds), key=_order)
    deadlines = sorted((_deadline_row(c) for c in state.commitments if c.deadline), key=_order)
    drawn = [r for r in rounds if r.when or r.steps]
    due = [r for r in deadlines if r.when]
    rows = (*drawn[-MOST_ROUNDS:], *due[-MOST_DEADLINES:])
    days = [d for d in (*said, *_days(rows)) if low <= d <= high]
    if not days or not rows:
        return None
    first, last = min(days), max(days)
    last = max(last, min(as_of, last + _AFTER))
    margin = max(timedelta(days=3), (last - first) / 25, (_LEAST - (last - first)) / 2)
    more = len(drawn) + len(due) - len(rows)
    return Timeline(first - margin, last + margin, as_of, rows, tuple(sorted(said.items())), more)


def _round_row(item: RoundState) -> Row:
    steps = ((_day(step.said), step.status, step.by) for step in item.history)
    place = venue_words(item.venue)
    when = date_words(item.date) if item.date else "no date"
    words = f"{when}, {place}" if place else when
    told = tuple((day, status, by) for day, status, by in steps if day is not None)
    standing = _STANDINGS.get(item.status, "planned")
    return Row("round", round_name(item), label(item.status), standing, stretch_of(item.date), words, told, item.key)


def _deadline_row(item: CommitmentState) -> Row:
    who = parties_words(item.by)
    status = f"promised by {who}: {label(item.status)}" if who else f"promised: {label(item.status)}"
    standing = _STANDINGS.get(item.status, "planned")
    return Row("deadline", capital(item.what), status, standing, stretch_of(item.deadline), f"due {date_words(item.deadline)}")


def _order(row: Row) -> tuple[date, str]:
    days = [d for d in ((row.when.first or row.when.last) if row.when else None, *(step[0] for step in row.steps)) if d is not None]
    return (days[0] if days else date.max, row.name)


def _days(rows: Iterable[Row]) -> Iterable[date]:
    for row in rows:
        if row.when is not None:
            yield from (d for d in (row.when.first, row.when.last) if d is not None)
        yield from (step[0] for step in row.steps)


@lru_cache(maxsize=4096)
def _day(said: str | None) -> date | None:
    """The day that a claim was said, where it is one day."""
    try:
        return day_of(said)
    except DateError:
        return None
