"""The numbers of rounds that follow from those that are told."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from detente.model.edtf import bounds
from detente.reading.talks.records import Report, Slot, bounded


def number(slots: list[Slot]) -> None:
    """Give rounds the numbers that plainly follow from those that are told."""
    held = sorted((s for s in slots if s.real and _first_day(s)), key=lambda s: _first_day(s) or date.max)
    taken = {s.ordinal for s in slots if s.ordinal}
    coming = [s for s in slots if not s.real]
    latest = held[-1] if held else next((s for s in slots if s.real), None)
    # "The last round" is the one before a round that was called off, too.
    last = latest is not None and any(r.reach == "past" for r in latest.reports)
    told = min((s.ordinal for s in coming if s.ordinal and (last or not s.broken)), default=None)
    if told and told > 1 and latest is not None and latest.ordinal is None and told - 1 not in taken:
        latest.ordinal = told - 1
    opening = next((s for s in coming if s.ordinal is None and any(r.date and bounded(r.date) and not r.chain for r in s.reports)), None)
    if told and told > 1 and latest is None and opening is not None and not opening.broken and told - 1 not in taken:
        opening.ordinal = told - 1  # "the talks begin tomorrow … the second round is planned for May"
    for n, slot in enumerate(held):  # "the fifth", and four earlier ones with their days
        if slot.ordinal == n + 1 and all(s.ordinal in (None, k + 1) for k, s in enumerate(held[:n])):
            for k, earlier in enumerate(held[:n]):
                earlier.ordinal = k + 1
    later = any(s.ordinal and s.ordinal > 1 for s in slots)
    if held and later and held[0].ordinal is None and any(r.series for r in held[0].reports) and 1 not in taken:
        held[0].ordinal = 1  # "the talks began in Oslo on 16 April … the fourth round"
    for before, here, after in zip(held, held[1:], held[2:], strict=False):
        if here.ordinal is None and before.ordinal and after.ordinal and after.ordinal - before.ordinal == 2:
            here.ordinal = before.ordinal + 1
    for before, here in pairwise(held):  # "the preceding round"
        told_back = before.ordinal is None and any(r.reach == "past" for r in before.reports)
        if told_back and here.ordinal and here.ordinal - 1 not in {0, *(s.ordinal for s in slots)}:
            before.ordinal = here.ordinal - 1
    highest = max((s.ordinal for s in slots if s.real and s.ordinal), default=None)
    going_on = any(s.ordinal == highest and _goes_on(s) for s in slots)
    if going_on:
        coming = [s for s in coming if any(r.reach in ("future", "new") for r in s.reports)]
    if highest and highest + 1 not in {s.ordinal for s in slots}:
        # "Agreed to meet again" counts nothing; "another round", "the next meeting", "will meet again in Lima on 3 May" do.
        counted = [s for s in coming if s.ordinal is None and any(not r.by_verb or _set(r) for r in s.reports)]
        counted = [s for s in counted if not (s.broken and latest is not None and _before(s, latest))]
        for slot in counted[:1]:
            slot.ordinal = highest + 1


def _before(slot: Slot, other: Slot) -> bool:
    """Whether all days of a round lie before the first of another."""
    first = _first_day(other)
    days = [bounds(value).latest for value in slot.dates]
    return first is not None and bool(days) and all(d is not None and d < first for d in days)


def _goes_on(slot: Slot) -> bool:
    """Whether a round has begun, and no word tells that it is over."""
    return any(r.status == "under_way" or r.opening for r in slot.reports) and not any(r.edge == "end" for r in slot.reports)


def _set(report: Report) -> bool:
    """Whether a verb tells of one more meeting with its day or place."""
    return report.again and bool(report.venue or (report.date and bounded(report.date)))


#: Stands for the year of days that come without one, so that they can be put in order (a leap year).
_ANY_YEAR = "2000"


_DAY = re.compile(r"XXXX-\d\d-\d\d$")


def _first_day(slot: Slot) -> date | None:
    known = [value.replace("XXXX", _ANY_YEAR) if _DAY.match(value) else value for value in slot.dates]
    days = [d for value in known if (d := bounds(value).earliest) is not None]
    return min(days, default=None)
