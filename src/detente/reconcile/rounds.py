"""The rounds of a track as they stand: each slot with its number, status, date, venue, heads, and why."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from detente.model import Claim, RoundState, StatusChange, Venue
from detente.reconcile.days import bounded, first_day, last_day
from detente.reconcile.numbers import numbered
from detente.reconcile.precedence import Standing, date_of, duration_of, heads_of, status_of, trail, venue_of
from detente.reconcile.reports import OCCURRED, Report
from detente.reconcile.slots import Slot, happened, ordinal_word, value_of
from detente.reconcile.support import by_line, supported


@dataclass(frozen=True, slots=True)
class Standings:
    """What stands of a slot, field by field."""

    slot: Slot
    number: int | None
    status: Standing
    date: Standing
    venue: Standing
    site: Standing
    heads: Standing
    duration: Standing

    def called(self) -> str:
        """The round as a label: "third round of talks", else "Geneva talks"."""
        if self.number is not None:
            return f"{ordinal_word(self.number)} round of talks"
        return f"{self.venue.value} talks" if self.venue.value else f"talks of {self.date.value or self.slot.last.isoformat()}"


def standings(slots: Sequence[Slot], parties: frozenset[str], as_of: date) -> list[Standings]:
    """What stands of every slot that belongs to the series, in order of date."""
    status = [status_of(slot.reports, parties, as_of) for slot in slots]
    dates = [date_of(slot.reports, standing, parties) for slot, standing in zip(slots, status)]
    numbers, strangers = numbered(slots, [d.value for d in dates])
    rows = []
    for slot, standing, day in zip(slots, status, dates):
        if slot.key in strangers or not _worth(slot, standing):
            continue
        venue = venue_of(slot.reports, standing, parties)
        site = venue_of(slot.reports, standing, parties, "site")
        row = Standings(
            slot, numbers.get(slot.key), standing, day, venue, site, heads_of(slot.reports, standing), duration_of(slot.reports)
        )
        rows.append(row)
    rows = [row for row in rows if not _forgotten(row, rows)]
    return sorted(rows, key=lambda row: (_when(row), row.slot.opened))


def _forgotten(row: Standings, rows: Sequence[Standings]) -> bool:
    """Whether a round that was to come, without number or date, was last heard of before another one was held."""
    if row.status.value in OCCURRED or row.number is not None or row.date.value:
        return False
    held = [first_day(other.date.value) for other in rows if other.status.value in OCCURRED]
    return any(day is not None and day > row.slot.last for day in held)


def _worth(slot: Slot, status: Standing) -> bool:
    """Whether a slot is a round at all: more than a denial, or a possibility that nobody named stands by.

    A meeting without number, city and close date is one only where somebody with a name reports it.
    """
    affirmed = [r for r in slot.reports if r.affirmed]
    if not affirmed:
        return False
    if status.value == "denied" and not slot.ordinals:
        return False
    if slot.occurred and not slot.ordinals and not slot.venues and not bounded(slot.when, 31):
        return any(happened(r) and not r.own and not r.unnamed for r in affirmed)
    return slot.occurred or any(
        r.sure >= 1 and (not r.unnamed or r.claim.speaker_party or len({x.origin for x in affirmed}) > 1) for r in affirmed
    )


def _when(row: Standings) -> date:
    """Where a round stands in the list: its date, or, for one that is to come, the last."""
    day = last_day(row.date.value) if row.date.value else None
    return day or (row.slot.last if row.status.value in OCCURRED else date.max)


def round_state(row: Standings, as_of: date, parties: frozenset[str], echoes: Mapping[str, tuple[Claim, ...]]) -> RoundState:
    """A slot as the state of play shows it."""
    named = {"status": row.status, "date": row.date, "venue": row.venue, "site": row.site, "heads": row.heads, "duration": row.duration}
    reasons = [(field, standing.rule) for field, standing in named.items() if standing.value not in (None, ())]
    if row.number is not None:
        reasons.insert(0, ("ordinal", "numbers_in_one_series" if len(row.slot.ordinals) > 1 else "only_value"))
    note = _note(row, as_of)
    if note:
        reasons.append(("note", "clock"))
    return RoundState(
        key=row.slot.key,
        ordinal=row.number,
        status=row.status.value,
        date=row.date.value,
        venue=Venue(row.venue.value) if row.venue.value else None,
        site=row.site.value,
        heads=row.heads.value or (),
        duration_minutes=row.duration.value,
        history=history(row.slot, parties),
        support=supported(row.slot.reports, echoes),
        note=note,
        reasons=tuple(reasons),
    )


def _note(row: Standings, as_of: date) -> str:
    """What the clock has to say of a round: its day has passed, and nobody reported that it took place."""
    passed = last_day(row.date.value)
    waiting = row.status.value in ("announced", "confirmed", "proposed")
    return "no report that it took place" if waiting and passed is not None and passed < as_of else ""


def history(slot: Slot, parties: frozenset[str]) -> tuple[StatusChange, ...]:
    """The steps of a round: each report that gave it another status than it had, with how many utterances say so."""
    steps: list[Report] = []
    before = [r for r in slot.reports if not happened(r)]
    for report in [*(step for step, _ in trail(before, parties)), *(r for r in slot.reports if happened(r) and r.sure == 3)]:
        if not steps or value_of(steps[-1]).status != value_of(report).status:
            steps.append(report)
    held = next((i for i, r in enumerate(steps) if value_of(r).status == "held"), None)
    shown = steps if held is None else steps[: held + 1] + [r for r in steps[held + 1 :] if r.day > steps[held].day]
    return tuple(_step(report, slot) for report in shown)


def _step(report: Report, slot: Slot) -> StatusChange:
    status = value_of(report).status
    alike = {r.origin for r in slot.reports if r.affirmed and value_of(r).status == status and r.said >= report.said}
    return StatusChange(status, report.said.isoformat(), report.claim.id, by_line(report), max(1, len(alike)))


class HeldRounds:
    """The rounds that took place, to find the one that a judgement is about."""

    def __init__(self, rounds: Sequence[Standings]) -> None:
        held = [row for row in rounds if row.status.value in OCCURRED]
        self._begun = sorted(((first_day(row.date.value) or row.slot.last, row.slot.opened, row) for row in held), key=lambda r: r[:2])
        self._told: dict[str, list[tuple[date, Standings]]] = {}
        for begun, _, row in self._begun:
            for document in {r.document for r in row.slot.reports if happened(r)}:
                self._told.setdefault(document, []).append((begun, row))

    def of(self, report: Report) -> Standings | None:
        """Of the rounds that a judgement's document reports as held, else of all held by then, the latest."""
        told = [row for begun, row in self._told.get(report.document, ()) if begun <= report.said]
        if told:
            return told[-1]
        place = bisect_right(self._begun, report.said, key=lambda r: r[0])
        return self._begun[place - 1][2] if place else None
