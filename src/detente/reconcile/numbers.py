"""Which number each round of a series has: numbers rise with the dates, each is given once, with most support."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from detente.reconcile.days import middle
from detente.reconcile.slots import Slot

#: How much more a later report of a number counts, so that ties go to whoever knows more rounds.
_FRESH = 0.001


def _place(slot: Slot, known: str | None) -> date:
    """Where a slot stands in the series."""
    return middle(known) or slot.last


def _support(slot: Slot) -> dict[int, float]:
    """Number -> how many utterances give it, with a little more for late ones."""
    latest: dict[int, int] = {}
    for report in slot.reports:
        number = getattr(report.claim.value, "ordinal", None)
        if number is not None:
            latest[number] = max(latest.get(number, 0), report.order[0])
    return {n: len(origins) + _FRESH * latest.get(n, 0) for n, origins in slot.ordinals.items()}


def numbered(slots: Sequence[Slot], dates: Sequence[str | None]) -> tuple[dict[str, int], frozenset[str]]:
    """Key -> number, and the keys of slots that only another count includes.

    Finds the rising assignment with the greatest support by dynamic programming over the slots in order of date.
    """
    order = sorted(range(len(slots)), key=lambda i: (_place(slots[i], dates[i]), slots[i].opened))
    best: dict[int, tuple[float, tuple[tuple[str, int], ...]]] = {0: (0.0, ())}
    for i in order:
        slot = slots[i]
        updates: dict[int, tuple[float, tuple[tuple[str, int], ...]]] = {}
        for number, weight in _support(slot).items():
            before = max((row for highest, row in best.items() if highest < number), key=lambda row: row[0], default=None)
            if before is not None:
                row = (before[0] + weight, (*before[1], (slot.key, number)))
                if number not in updates or updates[number][0] < row[0]:
                    updates[number] = row
        for number, row in updates.items():
            if number not in best or best[number][0] < row[0]:
                best[number] = row
    chosen = dict(max(best.values(), key=lambda row: row[0])[1])
    first = next((place for place, i in enumerate(order) if slots[i].key in chosen), None)
    strangers = frozenset(
        slots[i].key for place, i in enumerate(order) if first is not None and place < first and slots[i].ordinals and slots[i].occurred
    )
    return chosen, strangers
