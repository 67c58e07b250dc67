"""Rounds across documents: every report of a meeting is put into a slot of the track's series, or opens a new one.

Reports are matched by number, date and venue (see `fitting`); one that has none of them goes to the round that is still to
come, or to the last one that was.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from detente.codebook.townfile import town_key
from detente.model import Round
from detente.reconcile.days import bounded, gap, meets, middle, span
from detente.reconcile.fitting import FORGOTTEN, JOIN, PLAIN, fit
from detente.reconcile.reports import OCCURRED, Report
from detente.reconcile.slots import Slot, happened, ordinal_word, value_of


class Series:
    """The slots of a track, folded report by report in order of publication."""

    def __init__(self) -> None:
        self.slots: list[Slot] = []
        self._by_number: dict[int, list[Slot]] = defaultdict(list)
        self._by_month: dict[tuple[int, int], list[Slot]] = defaultdict(list)
        self._by_venue: dict[str, list[Slot]] = defaultdict(list)
        self._keys: Counter[str] = Counter()

    def copy(self) -> Series:
        """A series of its own that holds the same: what was known so far, to go on from in two ways."""
        made = Series()
        twins = {id(slot): slot.copy() for slot in self.slots}
        made.slots = list(twins.values())
        for number, slots in self._by_number.items():
            made._by_number[number] = [twins[id(slot)] for slot in slots]
        for month, slots in self._by_month.items():
            made._by_month[month] = [twins[id(slot)] for slot in slots]
        for venue, slots in self._by_venue.items():
            made._by_venue[venue] = [twins[id(slot)] for slot in slots]
        made._keys = self._keys.copy()
        return made

    def add_document(self, reports: Sequence[Report]) -> None:
        """Take in the reports of one document: those without doubt first, and of them the most definite first."""
        vague: list[Report] = []
        for report in sorted(reports, key=_vagueness):
            best, slot = self._best(report)
            if slot is not None and best >= PLAIN:
                self._take(report, slot)
            else:
                vague.append(report)
        for report in vague:
            self.add(report)

    def add(self, report: Report) -> Slot | None:
        """Put a report into the slot it fits best, or a new one; None where it tells no round from another."""
        value = value_of(report)
        best, slot = self._best(report)
        if slot is None or best < JOIN:
            if value.ordinal is None and not span(value.date) and not value.venue and (value.status in OCCURRED or not report.affirmed):
                return None
            slot = Slot(self._key(report), report.order)
            self.slots.append(slot)
        self._take(report, slot)
        return slot

    def _best(self, report: Report) -> tuple[float, Slot | None]:
        """The slot that a report fits best, and how well."""
        ranked = [(fit(slot, report), slot.last, slot.opened, slot) for slot in self._candidates(report)]
        best = max(ranked, key=lambda row: row[:3], default=None)
        return (best[0], best[3]) if best is not None else (0.0, None)

    def _take(self, report: Report, slot: Slot) -> None:
        value = value_of(report)
        slot.add(report)
        self._index(slot, value)
        self._join_same_number(slot, value)

    def _candidates(self, report: Report) -> Iterable[Slot]:
        """Slots worth comparing: of the same number, month or venue, those to come, and the latest."""
        value, found = value_of(report), {}
        near: list[Slot] = []
        if value.ordinal is not None:
            near += self._by_number[value.ordinal]
        for month in _months(value.date):
            near += self._by_month[month]
        if value.venue:
            near += self._by_venue[town_key(value.venue)][-6:]
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
        if value.venue and slot not in self._by_venue[town_key(value.venue)]:
            self._by_venue[town_key(value.venue)].append(slot)

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
    if (a.off or b.off) and gap(a.when, b.when) > FORGOTTEN:
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


def series_of(reports: Iterable[Report], series: Series | None = None) -> Series:
    """The slots of a track's round reports, which come in order of publication, added to those of earlier documents."""
    series, batch = series or Series(), list[Report]()
    for report in reports:
        if batch and batch[0].document != report.document:
            series.add_document(batch)
            batch = []
        batch.append(report)
    series.add_document(batch)
    return series
