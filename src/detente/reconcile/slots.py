"""Rounds across documents: every report of a meeting is put into a slot of the track's series, or opens a new one.

A slot is a place in the series, not a date: called off and promised again it stays the same slot. Reports are matched by
number, date and venue; one that has none of them goes to the round that is still to come, or to the last one that was.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from detente.model import Round
from detente.reconcile.days import bounded, first_day, gap, last_day, meets, middle, near, same_span, span, width
from detente.reconcile.names import same_person
from detente.reconcile.reports import OCCURRED, Report

#: From which score a report joins a slot.
_JOIN = 1.0

#: What it counts that a report is the very utterance that another one in the slot is.
_SAME_WORDS = 4.0

#: From which score there is no doubt.
_PLAIN = 4.0

#: Days after which a round that was called off is not the one that is held at last.
_FORGOTTEN = 60

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
                self.venues[value.venue.casefold()] += 1
            for party, head in value.heads:
                if not any(same_person(head.name, known) for known in self.heads.setdefault(party, [])):
                    self.heads[party].append(head.name)
        self.occurred = self.occurred or took_place
        if not self.occurred and report.affirmed:
            self.off = value.status in ("cancelled", "denied")

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


def fit(slot: Slot, report: Report) -> float:
    """How well a report fits a slot; `_JOIN` and more means that it belongs there."""
    value, took_place = value_of(report), happened(report)
    number, when, where = _number_fit(slot, value), _date_fit(slot, value, took_place), _venue_fit(slot, value, took_place)
    if number < 0 and when >= 2 and where > 0:
        number /= 2
    score = number + when + where
    clash = sum(1 for party, head in value.heads if slot.heads.get(party) and not any(same_person(head.name, n) for n in slot.heads[party]))
    score -= min(2, clash) * 0.75
    if value.heads and slot.heads and abs(len(value.heads) - len(slot.heads)) >= 2 and not took_place:
        score -= 1.0
    if report.origin in slot.origins and (value.ordinal or value.date or value.venue):
        score += _SAME_WORDS
    for other in slot.speakers.get((report.document, report.speaker), ()):
        score -= _otherness(value, other)
    if slot.off and took_place and not slot.occurred:
        score -= 1.0
    if not slot.occurred and slot.off and (report.day - slot.last).days > 2 * _FORGOTTEN:
        score -= 0.5
    return score + 0.3 / (1 + max(0, (report.day - slot.last).days) / 30)


def _number_fit(slot: Slot, value: Round) -> float:
    if value.ordinal is None or not slot.ordinals:
        return 0.0
    if value.ordinal not in slot.ordinals:
        return -3.0
    return 3.0 if slot.number() == value.ordinal else 1.5


def _date_fit(slot: Slot, value: Round, took_place: bool) -> float:
    """The best of what a date is to those that were reported of the slot."""
    if took_place and slot.occurred and len(slot.held) > 1:
        return max(_one_date_fit(slot, value, took_place, known) for known in {slot.when, *slot.held})
    return _one_date_fit(slot, value, took_place, slot.when)


def _one_date_fit(slot: Slot, value: Round, took_place: bool, known: str | None) -> float:
    said = value.date if span(value.date) else None
    if said is None or known is None:
        if said is None:
            undated = {(True, True): 0.5, (True, False): -0.5, (False, True): -2.0, (False, False): 1.0}
            return undated[took_place, slot.occurred]
        return _open_fit(slot, said, took_place) if not slot.occurred else (0.0 if took_place else -1.0)
    if width(said) is None or width(known) is None:
        return _half_open_fit(slot, said, known, took_place)
    if meets(said, known):
        return 4.0 if bounded(said, 10) and bounded(known, 10) else 2.0 if bounded(said) and bounded(known) else 0.5
    return _apart_fit(slot, said, known, took_place)


def _open_fit(slot: Slot, said: str, took_place: bool) -> float:
    """A dated report and a slot to come that has no date."""
    if not took_place:
        return 1.0
    ends = last_day(said)
    return -3.0 if ends is not None and slot.reports and ends < slot.reports[0].said else 1.0


def _half_open_fit(slot: Slot, said: str, known: str, took_place: bool) -> float:
    """One of two dates is open at an end."""
    if said == known:
        return 4.0
    if not near(said, known):
        if not took_place and not slot.occurred:
            return 1.0 if meets(said, known) else -1.0
        begun, began = first_day(said), first_day(known)
        if took_place and slot.occurred and begun and began and abs((begun - began).days) <= 3:
            return 1.5
        return -4.0 if slot.occurred or not meets(said, known) else 0.0
    if took_place and slot.occurred:
        return 3.0 if first_day(known) == first_day(said) else 1.0
    if slot.occurred:
        return 0.5 if (first_day(said) or date.max) < (first_day(known) or date.min) else -4.0
    return 1.0


def _apart_fit(slot: Slot, said: str, known: str, took_place: bool) -> float:
    """Two closed dates without a day in common."""
    days = gap(said, known)
    later = (middle(said) or date.min) > (middle(known) or date.min)
    if days <= 2 and bounded(said, 10) and bounded(known, 10):
        return 1.5
    if not took_place and not later and any(near(said, other) for other in slot.dates):
        return 1.0
    if slot.occurred:
        if took_place:
            return 0.0 if _year_slip(said, known) else -3.0 if days <= 31 else -5.0
        return -3.0 if not later and days <= 14 else -4.0
    if took_place:
        if slot.off and days > _FORGOTTEN:
            return -4.0
        return -min(2.0, days / 30) if later else -3.0
    vague = (width(said) or 99) > 3 or (width(known) or 99) > 3
    return (1.2 if vague else 0.0) if days <= 31 else -1.0 if days <= 45 else -2.5


def _year_slip(a: str, b: str) -> bool:
    """Whether two dates are of one month but of two years that follow each other."""
    x, y = middle(a), middle(b)
    return x is not None and y is not None and bounded(a, 31) and x.month == y.month and abs(x.year - y.year) == 1


def _venue_fit(slot: Slot, value: Round, took_place: bool) -> float:
    if not value.venue or not slot.venues:
        return 0.0
    if value.venue.casefold() in slot.venues:
        return 1.5
    return -2.0 if took_place and slot.occurred else -0.5 if took_place else -0.2


def _otherness(a: Round, b: Round) -> float:
    """How plainly one speaker, in one document, speaks of two rounds: he gives each its own claim."""
    numbered = a.ordinal is not None and a.ordinal == b.ordinal
    if a.ordinal is not None and b.ordinal is not None and not numbered:
        return 1.5
    held, planned = a.status in OCCURRED, b.status in OCCURRED
    if held != planned and not numbered and {a.status, b.status} & {"cancelled", "denied"}:
        return 6.0
    dated = a.date and b.date and span(a.date) and span(b.date)
    if dated and (
        not meets(a.date, b.date, 3 if held and planned else 0)
        or (not numbered and not held and not planned and not same_span(a.date, b.date))
    ):
        return 1.5
    if held and planned and dated and first_day(a.date) is None and first_day(b.date) is None and a.date != b.date:
        return 2.0
    return 1.5 if held != planned and not (numbered and a.date == b.date) else 0.0


class Series:
    """The slots of a track, folded report by report in order of publication."""

    def __init__(self) -> None:
        self.slots: list[Slot] = []
        self._by_number: dict[int, list[Slot]] = defaultdict(list)
        self._by_month: dict[tuple[int, int], list[Slot]] = defaultdict(list)
        self._by_venue: dict[str, list[Slot]] = defaultdict(list)
        self._keys: Counter[str] = Counter()

    def add_document(self, reports: Sequence[Report]) -> None:
        """Take in the reports of one document, the most definite first."""
        vague: list[Report] = []
        for report in sorted(reports, key=_vagueness):
            best = max((fit(slot, report) for slot in self._candidates(report)), default=0.0)
            if best >= _PLAIN:
                self.add(report)
            else:
                vague.append(report)
        for report in vague:
            self.add(report)

    def add(self, report: Report) -> Slot | None:
        """Put a report into the slot it fits best, or a new one; None where it tells no round from another."""
        value = value_of(report)
        ranked = [(fit(slot, report), slot.last, slot.opened, slot) for slot in self._candidates(report)]
        best = max(ranked, key=lambda row: row[:3], default=None)
        if best is not None and best[0] >= _JOIN:
            slot = best[3]
        elif value.ordinal is None and not span(value.date) and not value.venue and (value.status in OCCURRED or not report.affirmed):
            return None
        else:
            slot = Slot(self._key(report), report.order)
            self.slots.append(slot)
        slot.add(report)
        self._index(slot, value)
        self._join_same_number(slot, value)
        return slot

    def _candidates(self, report: Report) -> Iterable[Slot]:
        """Slots worth comparing: of the same number, month or venue, those to come, and the latest."""
        value, found = value_of(report), {}
        near: list[Slot] = []
        if value.ordinal is not None:
            near += self._by_number[value.ordinal]
        for month in _months(value.date):
            near += self._by_month[month]
        if value.venue:
            near += self._by_venue[value.venue.casefold()][-6:]
        near += [s for s in self.slots[-12:] if not s.occurred][-6:] + self.slots[-4:]
        for slot in near:
            found[slot.key] = slot
        return found.values()

    def _index(self, slot: Slot, value: Round) -> None:
        if value.ordinal is not None and slot not in self._by_number[value.ordinal]:
            self._by_number[value.ordinal].append(slot)
        for month in _months(value.date):
            if slot not in self._by_month[month]:
                self._by_month[month].append(slot)
        if value.venue and slot not in self._by_venue[value.venue.casefold()]:
            self._by_venue[value.venue.casefold()].append(slot)

    def _join_same_number(self, slot: Slot, value: Round) -> None:
        """Two slots that turn out to have one number, and nothing against it, are one."""
        if value.ordinal is None:
            return
        for other in [s for s in self._by_number[value.ordinal] if s is not slot]:
            if other.number() == slot.number() == value.ordinal and _one(slot, other):
                self.join(slot, other)

    def join(self, slot: Slot, other: Slot) -> None:
        """Make two slots one; it keeps the older key."""
        slot.absorb(other)
        self.slots.remove(other)
        for table in (self._by_number, self._by_month, self._by_venue):
            for slots in table.values():
                if other in slots:
                    slots.remove(other)
                    if slot not in slots:
                        slots.append(slot)

    def _key(self, report: Report) -> str:
        """A name for a new slot, from what its first report says; it stays whatever comes later."""
        value = value_of(report)
        when = middle(value.date)
        month = f"{when.year}-{when.month:02d}" if when else ""
        place = "-".join(value.venue.casefold().split()) if value.venue else ""
        if value.ordinal is not None and not (place and month):
            name = ordinal_word(value.ordinal)
        else:
            name = "-".join(part for part in (place, month) if part) or f"next-{report.day.year}-{report.day.month:02d}"
        self._keys[name] += 1
        return name if self._keys[name] == 1 else f"{name}-{self._keys[name]}"


def _one(a: Slot, b: Slot) -> bool:
    """Whether two slots of one number may be one round."""
    if a.occurred and b.occurred:
        return meets(a.when, b.when, 2)
    if a.when is None or b.when is None:
        return True
    if (a.off or b.off) and gap(a.when, b.when) > _FORGOTTEN:
        return False
    if a.occurred or b.occurred:
        held, planned = (a, b) if a.occurred else (b, a)
        return meets(held.when, planned.when) or (middle(planned.when) or date.max) < (middle(held.when) or date.max)
    return True


def _months(value: str | None) -> list[tuple[int, int]]:
    """The months that a close date touches, with a day's slack at either end."""
    found = span(value)
    if found is None or not bounded(value) or found.earliest is None or found.latest is None:
        ends = [d for d in (found.earliest, found.latest) if d] if found else []
        return [(d.year, d.month) for d in ends[:1]]
    day, stop, months = found.earliest - timedelta(days=2), found.latest + timedelta(days=2), []
    while day <= stop:
        if (day.year, day.month) not in months:
            months.append((day.year, day.month))
        day += timedelta(days=27)
    if (stop.year, stop.month) not in months:
        months.append((stop.year, stop.month))
    return months


def _vagueness(report: Report) -> tuple[bool, bool, bool, bool, tuple[int, int]]:
    """Sorts the most definite report of a document first."""
    value = value_of(report)
    return (
        not (happened(report) and bounded(value.date, 10)),
        not bounded(value.date),
        value.ordinal is None,
        not report.affirmed,
        report.order,
    )


def series_of(reports: Iterable[Report]) -> Series:
    """The slots of a track's round reports, which come in order of publication."""
    series, batch = Series(), list[Report]()
    for report in reports:
        if batch and batch[0].document != report.document:
            series.add_document(batch)
            batch = []
        batch.append(report)
    series.add_document(batch)
    return series
