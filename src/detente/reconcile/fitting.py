"""How well a report of a meeting fits a slot: by number, date and venue, by who leads, and by who said it with what else."""

from __future__ import annotations

from datetime import date

from detente.codebook.townfile import town_key
from detente.model import Round
from detente.reconcile.days import bounded, first_day, gap, last_day, meets, middle, near, same_span, span, width
from detente.reconcile.names import same_person
from detente.reconcile.reports import OCCURRED, Report
from detente.reconcile.slots import Slot, happened, value_of

#: From which score a report joins a slot, and from which there is no doubt.
JOIN, PLAIN = 1.0, 4.0

#: What it counts that a report is the very utterance that another one in the slot is.
_SAME_WORDS = 4.0

#: Days after which a round that was called off is not the one that is held at last.
FORGOTTEN = 60


#: What each part of a fit is about, in the order of `parts`.
PARTS = ("number", "date", "venue", "heads", "delegations", "words", "speaker", "called off", "forgotten", "latest")


def fit(slot: Slot, report: Report) -> float:
    """How well a report fits a slot; `JOIN` and more means that it belongs there."""
    return sum(parts(slot, report))


def parts(slot: Slot, report: Report) -> tuple[float, ...]:
    """What speaks for a report and a slot being of one round (more than 0) and what against it, by `PARTS`."""
    value, took_place = value_of(report), happened(report)
    number, when, where = _number_fit(slot, value), _date_fit(slot, value, took_place), _venue_fit(slot, value, took_place)
    if number < 0 and when >= 2 and where > 0:
        number /= 2
    clash = sum(1 for party, head in value.heads if slot.heads.get(party) and not any(same_person(head.name, n) for n in slot.heads[party]))
    others = value.heads and slot.heads and abs(len(value.heads) - len(slot.heads)) >= 2 and not took_place
    same_words = report.origin in slot.origins and (value.ordinal or value.date or value.venue)
    told = slot.speakers.get((report.document, report.speaker), ())
    return (
        number,
        when,
        where,
        -0.75 * min(2, clash),
        -1.0 if others else 0.0,
        _SAME_WORDS if same_words else 0.0,
        -sum(_otherness(value, other) for other in told),
        -1.0 if slot.off and took_place and not slot.occurred else 0.0,
        -0.5 if not slot.occurred and slot.off and (report.day - slot.last).days > 2 * FORGOTTEN else 0.0,
        0.3 / (1 + max(0, (report.day - slot.last).days) / 30),
    )


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
        if slot.off and days > FORGOTTEN:
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
    if town_key(value.venue) in slot.venues:
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
