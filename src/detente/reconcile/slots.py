"""A slot: a place in the series of a track's meetings, with all that was reported of it.

It is no date: called off and promised again it stays the same slot.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from detente.codebook.townfile import town_key
from detente.model import Round
from detente.reconcile.days import bounded, meets, span, width
from detente.reconcile.names import same_person
from detente.reconcile.reports import Report

_NUMBERS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"]


def value_of(report: Report) -> Round:
    """The round that a report speaks of."""
    value = report.claim.value
    assert isinstance(value, Round)
    return value


def happened(report: Report) -> bool:
    """Whether a report says that a meeting took place or is going on: affirmed, and not of a day yet to come."""
    return report.took_place


def ordinal_word(number: int) -> str:
    """A number as a word of a series: "third", "21st"."""
    if 1 <= number <= len(_NUMBERS):
        return _NUMBERS[number - 1]
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


@dataclass(slots=True)
class Slot:
    """A round of the track while reports are added to it."""

    key: str
    opened: tuple[int, int]
    reports: list[Report] = field(default_factory=list)
    ordinals: dict[int, set[str]] = field(default_factory=dict)
    venues: Counter[str] = field(default_factory=Counter)
    heads: dict[str, list[str]] = field(default_factory=dict)
    speakers: dict[tuple[str, str], list[Round]] = field(default_factory=dict)
    origins: set[str] = field(default_factory=set)
    numbered_held: Counter[int] = field(default_factory=Counter)
    occurred: bool = False
    off: bool = False
    when: str | None = None

    #: Dates that were planned or reported along the way, and those of reports that it took place.
    dates: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    last: date = date.min

    def add(self, report: Report) -> None:
        """Take a report in."""
        value, took_place = value_of(report), happened(report)
        self.reports.append(report)
        self.origins.add(report.origin)
        if took_place and value.ordinal is not None:
            self.numbered_held[value.ordinal] += 1
        self.last = max(self.last, report.day)
        self.speakers.setdefault((report.document, report.speaker), []).append(value)
        if value.ordinal is not None:
            self.ordinals.setdefault(value.ordinal, set()).add(report.origin)
        if report.affirmed:
            self._date(value, took_place)
            if value.venue:
                self.venues[town_key(value.venue)] += 1
            for party, head in value.heads:
                if not any(same_person(head.name, known) for known in self.heads.setdefault(party, [])):
                    self.heads[party].append(head.name)
        self.occurred = self.occurred or took_place
        if not self.occurred and report.affirmed:
            self.off = value.status in ("cancelled", "denied")

    def copy(self) -> Slot:
        """A slot of its own that holds the same."""
        return Slot(
            self.key,
            self.opened,
            self.reports[:],
            {number: set(origins) for number, origins in self.ordinals.items()},
            self.venues.copy(),
            {party: names[:] for party, names in self.heads.items()},
            {who: told[:] for who, told in self.speakers.items()},
            set(self.origins),
            self.numbered_held.copy(),
            self.occurred,
            self.off,
            self.when,
            self.dates[:],
            self.held[:],
            self.last,
        )

    def _date(self, value: Round, took_place: bool) -> None:
        if not value.date or span(value.date) is None:
            return
        if value.date not in self.dates and len(self.dates) < 20:
            self.dates.append(value.date)
        if took_place and value.date not in self.held and len(self.held) < 8 and bounded(value.date, 10):
            self.held.append(value.date)
        fresh = self.when is None or (took_place and not self.occurred)
        if fresh or (took_place == self.occurred and (not took_place or meets(value.date, self.when)) and self._better(value.date)):
            self.when = value.date

    def _better(self, value: str) -> bool:
        """Whether a date says more than the one so far; among plans the later one does."""
        old, new = width(self.when), width(value)
        return new is not None and (old is None or new <= old or (not self.occurred and not meets(value, self.when)))

    def number(self) -> int | None:
        """The number that most utterances give, those that report the meeting before those that plan it."""
        return min(self.ordinals, key=lambda n: (not self.numbered_held[n], -len(self.ordinals[n]), n), default=None)

    def absorb(self, other: Slot) -> None:
        """Take in all of another slot."""
        for report in sorted([*self.reports, *other.reports], key=lambda r: r.order):
            if report not in self.reports:
                self.add(report)
        self.reports.sort(key=lambda r: r.order)
        if other.opened < self.opened:
            self.key, self.opened = other.key, other.opened
