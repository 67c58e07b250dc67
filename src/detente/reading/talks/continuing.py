"""Plans that only tell how a round goes on which has begun: until when, and on which further day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from detente.model.edtf import bounds
from detente.reading.talks.records import Report, Slot, bounded
from detente.reading.talks.statuses import PLANNED

#: How many sentences apart the beginning and the end of one round are told.
NEAR = 8

#: Rules by which a round that has begun goes on on a later day.
GOING_ON = (".go_on", ".carry_on", ".continue", ".resume")

_FORTNIGHT = timedelta(days=14)


def till_when(report: Report, slots: list[Slot]) -> Slot | None:
    """The round that has begun of which a plan tells no more than how long it goes on ("the talks are scheduled to last until 7 July")."""
    if report.status not in PLANNED or report.edge != "till":
        return None
    near = [s for s in slots if s.real and abs(s.reports[-1].sentence - report.sentence) <= NEAR]
    near = [s for s in near if report.ordinal is None or s.ordinal in (None, report.ordinal)]
    return next((s for s in near if not report.chain or not _long_over(s, report)), None)


def _long_over(slot: Slot, report: Report) -> bool:
    """Whether a round was over long before the day until which somebody says that talks go on."""
    last = max((d for value in slot.dates if (d := bounds(value).latest) is not None), default=None)
    day = bounds(report.date).latest if report.date else None
    return last is not None and day is not None and day - last > _FORTNIGHT


def going_on(report: Report, slots: list[Slot]) -> Slot | None:
    """The round that has begun and of which a plan tells on which further day it goes on."""
    goes = report.status in PLANNED and report.rule.endswith(GOING_ON) and report.ordinal is None and report.edge != "till"
    if not goes or not report.anaphor or report.date is None:
        return None
    near = [s for s in slots if s.real and abs(s.reports[-1].sentence - report.sentence) <= NEAR]
    for slot in reversed(near):
        begun = any(r.opening or r.status == "under_way" for r in slot.reports) and not any(r.edge == "end" for r in slot.reports)
        start = min((d for value in slot.dates if (d := bounds(value).earliest) is not None), default=None)
        day = bounds(report.date).earliest
        soon = start is None or (day is not None and timedelta(0) < day - start <= _FORTNIGHT)
        if begun and soon and (report.venue is None or not slot.venues or report.venue in slot.venues):
            return slot
    return None


def past_day(edtf: str | None, today: date | None) -> bool:
    """Whether a day lies before today, or nobody can tell."""
    last = bounds(edtf).latest if edtf else None
    return last is None or today is None or last < today


def moves_on(slot: Slot, report: Report) -> bool:
    """Whether a plan is of another city than that of a round that was held ("they will continue in Athens", of those who met in Ankara)."""
    plan = report.status in PLANNED and not report.bygone and slot.real
    return plan and bool(report.venue and slot.venues) and report.venue not in slot.venues


def as_under_way(report: Report) -> Report:
    """A plan of how long a round goes on, as the word of a speaker that it is under way."""
    rule = report.rule.replace(".announced.", ".under_way.")
    return replace(report, status="under_way", rule=rule, date=None, edge=None, opening=True, until=report.date)


def planned_till(report: Report, slots: list[Slot]) -> Slot | None:
    """The planned round of which a plan tells no more than how long it is to go on ("return on Thursday … it will go on until Friday")."""
    if report.status not in PLANNED or report.edge != "till" or report.ordinal is not None or not report.date:
        return None
    near = [s for s in slots if not s.real and not s.broken and abs(s.reports[-1].sentence - report.sentence) <= NEAR]
    return next((s for s in reversed(near) if _first_day(s, report.date) is not None), None)


def _first_day(slot: Slot, last: str) -> str | None:
    """The day on which a planned round is to begin, at most two weeks before a last one."""
    end = bounds(last).latest
    days = [r.date for r in slot.reports if r.date and _DAY.fullmatch(r.date) and not r.bygone and r.status in PLANNED]
    return next((d for d in days if end is not None and timedelta(0) < end - date.fromisoformat(d) <= _FORTNIGHT), None)


_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def whole_plan(report: Report, slot: Slot) -> Report:
    """A plan of the last day of a round, with its first; so too what the outlet has told of that day."""
    first = _first_day(slot, report.date or "")
    whole = f"{first}/{report.date}"
    slot.reports = [replace(r, date=whole) if r.date == first and (not r.chain or r.names == report.names) else r for r in slot.reports]
    return replace(report, date=whole, edge=None)


def opens_soon(slot: Slot, report: Report) -> bool:
    """Whether the outlet tells of an opening that lies well before a round with its number."""
    opened = [bounds(r.date).latest for r in slot.reports if r.date and bounded(r.date) and not r.chain and not r.bygone]
    first = bounds(report.date or "").earliest
    return slot.ordinal is None and first is not None and any(d is not None and first - d > timedelta(days=9) for d in opened)


#: Rules by which people are where they are to meet.
_THERE = (".announced.be", ".announced.arrive", ".announced.come", ".announced.fly", ".announced.travel")


def have_come(slot: Slot, report: Report) -> bool:
    """Whether talks that began are those for which people came ("envoys are in Rome for talks. The discussions began on Sunday")."""
    if slot.real or slot.dates or not report.anaphor or report.sentence - slot.reports[-1].sentence > 1:
        return False
    return all(r.rule.endswith(_THERE) and not r.chain for r in slot.reports)


def of_earlier_series(report: Report, today: date | None) -> bool:
    """Whether a report tells of an unnumbered meeting more than two years back, which belongs to earlier talks."""
    if today is None or not report.date or report.ordinal is not None or report.status not in ("held", None):
        return False
    latest = bounds(report.date).latest
    return latest is not None and (today - latest).days > 730
