"""What one mention says of one round, and the rounds that such reports make up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from detente.model import Certainty, FieldName, Head, Link, Polarity
from detente.model.edtf import bounds, overlap
from detente.reading.talks.nouns import Reach

REAL = frozenset({"held", "under_way"})
BROKEN = frozenset({"cancelled", "postponed"})


@dataclass(frozen=True)
class Report:
    """What one mention says of one round."""

    field: FieldName
    start: int
    end: int
    order: int
    paragraph: int
    sentence: int
    chain: tuple[Link, ...]
    status: str | None
    rule: str = ""
    certainty: Certainty = "certain"
    polarity: Polarity = "affirmed"
    bygone: bool = False

    #: Only hoped for.
    hoped: bool = False
    ordinal: int | None = None
    reach: Reach = "none"
    anaphor: bool = False
    pronoun: bool = False

    #: Told by a verb ("will meet again"), not by a noun that could be counted ("another round").
    by_verb: bool = False

    #: The verb says that it is one more ("will meet again", "will next meet").
    again: bool = False

    #: "The one after that": how many further than the round told before.
    further: int = 0

    #: Told not to have taken place, in the past ("was not held").
    missed: bool = False

    #: Says something of a round that is told elsewhere ("the postponement"), and opens none of its own.
    dependent: bool = False

    #: "It was the third round": of the round that the dispatch is about.
    topic: bool = False

    #: Told in the future tense ("the session will be the third").
    ahead: bool = False

    #: Both sides together fixed it ("both sides have named", "Peru and Chile agreed to hold").
    joint: bool = False

    #: The words count the round ("calls it the second").
    counting: bool = False

    #: The number is set beside the meeting ("the round, their fourth").
    apposed: bool = False
    #: "That seventh round": the one told right before.
    pointing: bool = False
    date: str | None = None

    #: The day of the week before, where a plan of old was told ("said on Sunday that they would start on Tuesday").
    earlier: str | None = None

    #: The date is only where it began ("start"), only where it ended ("end"), a later day of it ("day"),
    #: or the day on which it is to end ("till").
    edge: str | None = None
    venue: str | None = None

    #: Country of the venue.
    country: str | None = None
    site: str | None = None
    minutes: int | None = None
    days: int | None = None

    #: The day until which somebody says that it goes on.
    until: str | None = None

    #: The day since which people had been meeting.
    began: str | None = None
    format: str | None = None
    level: str | None = None
    parties: tuple[str, ...] = ()
    heads: tuple[tuple[str, Head], ...] = ()
    said: str | None = None
    cue: str = ""
    here: bool = False

    #: Only its beginning is told; whether it is over is left open.
    opening: bool = False

    #: Talks as a whole are told to have begun ("the talks began in Oslo on 16 April").
    series: bool = False

    #: The place is told by a name that is no city ("in the Gulf", "in Malaysia"), so that the dateline is none.
    elsewhere: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(link.name for link in self.chain)

    @property
    def bare(self) -> bool:
        """Whether nothing but the context tells which round is meant."""
        return self.ordinal is None and self.date is None and self.venue is None


@dataclass
class Slot:
    """One round, as it comes together from the reports of a dispatch."""

    reports: list[Report] = field(default_factory=list)
    ordinal: int | None = None

    #: A day to come is told until which it goes on.
    lasting: bool = False

    @property
    def dates(self) -> list[str]:
        return [r.date for r in self.reports if r.date]

    @property
    def venues(self) -> list[str]:
        return [r.venue for r in self.reports if r.venue]

    @property
    def real(self) -> bool:
        return any(r.status in REAL for r in self.reports)

    @property
    def broken(self) -> bool:
        return any(r.status in BROKEN for r in self.reports)

    @property
    def here(self) -> bool:
        """Whether it took place where the dispatch is written."""
        return any(r.here for r in self.reports)

    @property
    def last(self) -> int:
        return self.reports[-1].order

    @property
    def paragraph(self) -> int:
        return self.reports[-1].paragraph

    def add(self, report: Report) -> None:
        self.reports.append(report)
        if self.ordinal is None and (report.status or not report.chain):
            self.ordinal = report.ordinal


def close_dates(a: str, b: str) -> bool:
    """Whether two values have a day in common."""
    if a.startswith("XXXX") or b.startswith("XXXX"):
        return a[4:] == b[4:]
    return overlap(a, b)


def bounded(edtf: str) -> bool:
    """Whether a value means a known stretch of at most a month."""
    span = bounds(edtf)
    if edtf.startswith("XXXX"):
        return True
    return span.earliest is not None and span.latest is not None and span.latest - span.earliest <= timedelta(days=31)


def all_before(day: str | None, dates: list[str]) -> bool:
    """Whether a day lies before all of some others."""
    last = bounds(day).latest if day else None
    first = [d for value in dates if (d := bounds(value).earliest) is not None]
    return last is not None and bool(first) and last < min(first)
