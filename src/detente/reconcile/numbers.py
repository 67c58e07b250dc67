"""Which number each round of a series has: numbers rise with the dates, each is given once, with most support."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from detente.reconcile.days import middle
from detente.reconcile.slots import Slot

#: How much more a later report of a number counts, so that ties go to whoever knows more rounds.
_FRESH = 0.0001

#: How much more a number counts that is the round's place among those held, as far as they are known.
_IN_PLACE = 0.01

#: How much more numbers count that leave no held round out between them.
_NEXT = 0.02

#: Support so far, and the numbers given; kept by the last number and its round's place among those held (-1: not held).
_Row = tuple[float, tuple[tuple[str, int], ...]]


def _place(slot: Slot, known: str | None) -> date:
    """Where a slot stands in the series; a plan without an end stands where it was last spoken of."""
    day = middle(known) or slot.last
    return max(day, slot.last) if known is not None and known.endswith("/..") and not slot.occurred else day


def _support(slot: Slot, place: int) -> dict[int, float]:
    """Number -> how many utterances give it, with a little more for late ones."""
    latest: dict[int, int] = {}
    for report in slot.reports:
        number = getattr(report.claim.value, "ordinal", None)
        if number is not None:
            latest[number] = max(latest.get(number, 0), report.order[0])
    return {n: len(o) + _FRESH * latest.get(n, 0) + (_IN_PLACE if n == place else 0.0) for n, o in slot.ordinals.items()}


def numbered(slots: Sequence[Slot], dates: Sequence[str | None]) -> tuple[dict[str, int], frozenset[str]]:
    """Key -> number, and the keys of slots that only another count includes.

    Finds the rising assignment with the greatest support by dynamic programming over the slots in order of date.
    """
    order = sorted(range(len(slots)), key=lambda i: (_place(slots[i], dates[i]), slots[i].opened))
    held = [i for i in order if slots[i].occurred]
    best: dict[tuple[int, int], _Row] = {(0, -1): (0.0, ())}
    for i in order:
        place = held.index(i) if i in held else -1
        updates: dict[tuple[int, int], _Row] = {}
        for number, weight in _support(slots[i], place + 1).items():
            for (highest, last), (total, given) in best.items():
                if highest >= number:
                    continue
                follows = place >= 0 and last >= 0 and place - last == number - highest
                row = (total + weight + (_NEXT if follows else 0.0), (*given, (slots[i].key, number)))
                if (number, place) not in updates or updates[number, place][0] < row[0]:
                    updates[number, place] = row
        for state, row in updates.items():
            if state not in best or best[state][0] < row[0]:
                best[state] = row
        most: dict[int, float] = {}
        for (number, _), (total, _given) in best.items():
            most[number] = max(most.get(number, 0.0), total)
        best = {state: row for state, row in best.items() if row[0] >= most[state[0]] - 2 * _NEXT}
    chosen = dict(max(best.values(), key=lambda row: row[0])[1])
    _fill(chosen, [slots[i] for i in held])
    first = next((place for place, i in enumerate(order) if slots[i].key in chosen), None)
    strangers = frozenset(
        slots[i].key for place, i in enumerate(order) if first is not None and place < first and slots[i].ordinals and slots[i].occurred
    )
    return chosen, strangers


def _fill(chosen: dict[str, int], held: Sequence[Slot]) -> None:
    """Number the rounds before a numbered one that nobody numbered, where they are just as many as the number asks for."""
    for place, slot in enumerate(held):
        if chosen.get(slot.key) == place + 1 and not any(s.key in chosen or s.ordinals for s in held[:place]):
            chosen.update({s.key: n + 1 for n, s in enumerate(held[:place])})
            return
