"""Reports of one and the same round brought together within a dispatch."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from detente.model.edtf import bounds, valid
from detente.reading.talks.continuing import (
    GOING_ON,
    NEAR,
    as_under_way,
    going_on,
    have_come,
    moves_on,
    opens_soon,
    past_day,
    planned_till,
    till_when,
    whole_plan,
)
from detente.reading.talks.idle import without_echoes
from detente.reading.talks.records import BROKEN, REAL, Report, Slot, all_before, bounded, close_dates
from detente.reading.talks.statuses import HALTING, PLANNED


def _near(edtf: str) -> bool:
    """Whether a value means a day or a few, so that a day in common makes it the same round."""
    span = bounds(edtf)
    if edtf.startswith("XXXX"):
        return "XX" not in edtf[4:]
    return span.earliest is not None and span.latest is not None and (span.latest - span.earliest).days <= 10


def _date_score(slot: Slot, report: Report) -> float | None:
    """How well the dates agree; None where they exclude each other."""
    if not report.date or not slot.dates:
        return 0.0
    if _winds_up(slot, report) or _one_stretch(slot, report):
        return 3.0
    spans = dict.fromkeys(_span(r) for r in slot.reports if r.date)  # each once: a long document repeats its days
    if any(close_dates(_span(report), d) for d in spans):
        return 3.0 if _near(report.date) and any(_near(d) and close_dates(_span(report), d) for d in spans) else 1.0
    if report.status in REAL and slot.real:
        return None
    if report.status in BROKEN and slot.broken and report.ordinal is None and (_apart(slot.dates, report.date) or _one_more(slot, report)):
        return None
    if report.status in BROKEN or slot.broken:
        return 0.0 if report.status != "held" else None
    if report.status in PLANNED and not slot.real and not slot.broken and (report.ordinal or 0) > 1 and opens_soon(slot, report):
        return None  # "the talks begin tomorrow … the second round is planned for September"
    if report.status in PLANNED and not slot.real:
        others = all(r.names != report.names for r in slot.reports if r.date)
        return 0.0 if others or report.bygone or any(r.bygone for r in slot.reports) else None
    return None


def _span(report: Report) -> str:
    """The day of a report, from the day since which people are told to have met."""
    day = report.date or ""
    return f"{report.began}/{day}" if report.began and valid(f"{report.began}/{day}") and report.began < day else day


def _winds_up(slot: Slot, report: Report) -> bool:
    """Whether one sentence tells beginning and end of one round ("gathered on 25 October and wound up its first round on 30 October")."""
    before = slot.reports[-1]
    if (report.ordinal and slot.ordinal and report.ordinal != slot.ordinal) or before.status not in REAL or not before.date:
        return False
    if report.edge != "end" or before.edge == "end" or before.sentence != report.sentence:
        return False
    start, last = bounds(before.date).earliest, bounds(report.date or "").latest
    return start is not None and last is not None and timedelta(0) < last - start <= timedelta(days=31)


def _one_stretch(slot: Slot, report: Report) -> bool:
    """Whether one report tells on which day a round began and another on which it ended ("ended on Friday; it began on Monday")."""
    if report.edge not in ("start", "end") or report.status not in REAL or not report.date or report.reach not in ("none", "new"):
        return False
    if report.ordinal is not None and slot.ordinal is not None and report.ordinal != slot.ordinal:
        return False
    if report.venue and slot.venues and report.venue not in slot.venues:
        return False
    for other in slot.reports:
        if (
            other.edge in (None, "day", report.edge)
            or other.status not in REAL
            or not other.date
            or abs(other.sentence - report.sentence) > NEAR
        ):
            continue
        first, last = (report.date, other.date) if report.edge == "start" else (other.date, report.date)
        start, end = bounds(first).earliest, bounds(last).latest
        longest = _LONG if report.edge == "start" and (report.anaphor or report.pronoun) and len(slot.reports) < _FEW else _SHORT
        if start is not None and end is not None and timedelta(0) < end - start <= longest:
            return True
    return False


#: How long a round of which the day of the end is told may have gone on: "it had begun on 10 January" counts back further.
_SHORT, _LONG, _FEW = timedelta(days=21), timedelta(days=100), 4


def _one_more(slot: Slot, report: Report) -> bool:
    """Whether a meeting that was called off is told beside another that was ("a session set for March … a round set for April")."""
    if report.anaphor or report.pronoun or report.by_verb or report.status != "cancelled" or report.names != slot.reports[-1].names:
        return False
    return all(r.status == "cancelled" for r in slot.reports) and report.sentence != slot.reports[-1].sentence


#: Two meetings that were broken off lie further apart than a plan is usually put off.
_APART = timedelta(days=28)


def _apart(dates: list[str], other: str) -> bool:
    """Whether a value lies wholly more than four weeks before all of some others."""
    last, first = bounds(other).latest, [d for value in dates if (d := bounds(value).earliest) is not None]
    return last is not None and bool(first) and min(first) - last > _APART


def _score(slot: Slot, report: Report, focus: Slot | None, today: date | None) -> float | None:
    """How well a report fits a slot; None where it cannot be the same round."""
    dates = _date_score(slot, report)
    if report.status == "denied" and slot.real and report.ordinal is None and not report.anaphor and report.reach != "past":
        return None  # "no session has been arranged beyond last week's"
    same_number = report.ordinal is not None and report.ordinal == slot.ordinal
    if report.ordinal is not None and slot.ordinal is not None and not same_number and (dates or 0) < 3:
        return None
    if dates is None:
        return None if not (same_number and not (report.status in REAL and slot.real)) else 1.0
    score = dates + 4.0 * same_number
    strong = score >= 3
    if report.venue and slot.venues:
        if report.venue in slot.venues:
            score += 1.0
        elif not strong and (report.status is None or (report.status in REAL and slot.real)):
            return None
    if (not strong and moves_on(slot, report)) or (report.again and report.status in PLANNED and slot.real):
        return None
    if report.series and slot.real and not slot.dates and (slot.ordinal or 0) > 1 and report.date and _past([report.date], today):
        return None  # "the ninth round brought nothing; the talks began on 3 February"
    if not strong and ((dates < 1 and _beside(slot, report)) or _called_off_before(slot, report, today)):
        return None
    if dates < 1 and report.rule.endswith(".settled"):
        return None
    if not strong and report.status == "under_way" and _past(slot.dates, today):
        return None
    going = report.status not in BROKEN and any(r.status == "under_way" for r in slot.reports)
    if not strong and going and report.date and _past([report.date], today):
        return None
    if not strong:
        kin = _kin(slot, report, today)
        if kin is None:
            return None
        score += kin
        unnumbered = report.ordinal is not None and slot.ordinal is None and slot.real and report.status in REAL and report.date is None
        if unnumbered and report.ordinal == 1 and slot.dates and report.sentence != slot.reports[-1].sentence:
            return None  # "the first round" beside one that has its day: an earlier one
        if unnumbered:
            score -= 0.5
    if focus is slot:
        score += 0.3
    return score


def _beside(slot: Slot, report: Report) -> bool:
    """Whether the sentence has told of the slot already, so that its second meeting is another one."""
    if report.anaphor or report.pronoun or not _same_fate(slot, report):
        return False
    if report.ordinal and slot.ordinal is None and all(r.by_verb for r in slot.reports) and report.status == "cancelled":
        return False  # "will not sit down on Tuesday: the third round has been called off"
    return any(r.sentence == report.sentence and r.field == report.field and r.status for r in slot.reports)


def _same_fate(slot: Slot, report: Report) -> bool:
    """Whether both took place, or both were called off ("skipped the meeting in Juba, and a session in Asmara was never held")."""
    return (report.status in REAL and slot.real) or (report.status == "cancelled" and any(r.status == "cancelled" for r in slot.reports))


def _called_off_before(slot: Slot, report: Report, today: date | None) -> bool:
    """Whether one tells of a meeting called off in the past, the other of one still to come."""
    if report.status == "cancelled" and report.ordinal is not None and report.date is None and not report.anaphor and slot.ordinal is None:
        return all(r.status in PLANNED and r.date and not r.bygone for r in slot.reports)  # "a sixth that was called off" is no plan now
    if report.ordinal is not None or today is None:
        return False
    if report.missed and report.date and slot.dates and not any(close_dates(report.date, d) for d in slot.dates):
        return all(r.status in PLANNED and not r.bygone for r in slot.reports)  # "is due on May 28 … the one set for May 8 fell through"
    if report.status == "cancelled" and report.date and _past([report.date], today):
        if not slot.dates and slot.broken and _one_more(slot, report):
            return True
        return not slot.broken and all(r.status in PLANNED and not r.bygone and r.date is None for r in slot.reports)
    if report.status in PLANNED and not report.bygone and report.date is None:
        broken = [r for r in slot.reports if r.status == "cancelled"]
        return bool(broken) and len(broken) == len(slot.reports) and _past(slot.dates, today)
    return False


def _past(dates: list[str], today: date | None) -> bool:
    """Whether all of some days lie more than a week back."""
    latest = [d for value in dates if (d := bounds(value).latest) is not None]
    return bool(latest) and today is not None and (today - max(latest)).days > 7


def _kin(slot: Slot, report: Report, today: date | None) -> float | None:
    """Whether plan and deed go together where neither number nor day decides; None where they do not."""
    real = report.status in REAL
    began = any(r.sentence == report.sentence and r.edge == "start" for r in slot.reports)
    if report.status is None and report.days and (began or not slot.real):
        return None  # how long talks went on is told of such as were held; "opened after three days of talks" of other ones
    if report.status is None:
        return 1.7 if slot.real and report.anaphor and report.field == "text" else 0.5
    if report.status == "denied":
        if report.bare and not report.anaphor and all(report.sentence - r.sentence > NEAR for r in slot.reports):
            return None  # "no session has been arranged", long after a plan with its day
        return 0.5 if any(r.status == "denied" for r in slot.reports) or (not slot.real and not slot.broken) else None
    if real and slot.real:
        going = slot.ordinal is None and any(r.status == "under_way" for r in slot.reports)
        if going and report.ordinal is not None and report.status == "held" and not report.opening:
            return None  # what "the first round" brought is told of another one than that which goes on
        if report.reach == "past" and not slot.venues and not slot.dates:
            return None
        return 0.5
    if report.status == "postponed" and slot.real and report.anaphor and not report.chain and all_before(report.date, slot.dates):
        return 0.5  # "it had been set for 12 June and was put off"
    if not real and not slot.real:
        anew = report.reach == "new" and report.status in PLANNED and slot.broken
        return None if anew or _after_the_end(slot, report) else 0.5
    if real and report.opening and have_come(slot, report):
        return 0.6
    if report.bygone and slot.real and report.reach not in ("future", "new"):
        return 0.4
    if real and not slot.real and all(r.bygone for r in slot.reports):
        return 0.4
    if real and not slot.real and not slot.broken and report.date is None and today is not None and report.ordinal is None:
        first = [d for value in slot.dates if bounded(value) and (d := bounds(value).earliest) is not None]
        return 0.6 if first and min(first) <= today else None  # planned for today, and now told
    return None


def _after_the_end(slot: Slot, report: Report) -> bool:
    """Whether a meeting not yet spoken of is planned where one was called off ("informal talks could be held in June")."""
    if report.status not in PLANNED or report.bygone or report.anaphor or report.ordinal is not None or report.date is None:
        return False
    return all(r.status in (None, "cancelled") for r in slot.reports) and slot.reports[0].order < report.order


#: How many rounds back a report is compared, so that long documents are not gone through anew for each.
_REACH = 60


#: How many sentences from the word that a round was put off the day may stand on which it was to be.
_BESIDE = 3


def gather(reports: list[Report], today: date | None) -> list[Slot]:
    """The rounds of a dispatch, each with its reports, in order of first mention; those without a status join at the end."""
    slots: list[Slot] = []
    focus: Slot | None = None
    told = [r for r in reports if r.status and r.field == "text"]
    for report in told or [r for r in reports if r.status]:
        running = till_when(report, slots)
        if running is not None:
            running.lasting = running.lasting or not past_day(report.date, today)
            running.ordinal = running.ordinal or report.ordinal
            if report.chain and report.rule.endswith((".last", *GOING_ON)):
                running.add(as_under_way(report))
            focus = running
            continue
        plan = planned_till(report, slots)
        if plan is not None:
            report = whole_plan(report, plan)
        on = plan or going_on(report, slots)
        if on is not None:  # "the meeting will go on on Friday", of a round that has begun
            on.lasting = on.lasting or not past_day(report.date, today)
            on.add(report)
            focus = on
            continue
        best = _dependent_on(report, slots) if report.dependent else _slot_for(report, slots, focus, today)
        if best is None:
            idle = report.bygone and report.status in PLANNED and not report.chain and report.ordinal is None and report.venue is None
            moved = any(s.broken != s.real and abs(s.reports[-1].sentence - report.sentence) <= _BESIDE for s in slots[-_REACH:])
            if report.dependent or (idle and (report.date is None or moved or _past([report.date], today))):
                continue  # a plan of old that the outlet recalls
            best = Slot()
            slots.append(best)
        best.add(report)
        focus = best
    known = [s for s in slots if any(r.status not in (None, "denied") for r in s.reports)]
    for report in reports:
        _join(report, known, bool(told), today)
    for slot in slots:
        slot.reports = [r for r in slot.reports if not _of_the_series(r, slot, slots)]
    return [s for s in map(without_echoes, slots) if any(r.status for r in s.reports)]


def _join(report: Report, known: list[Slot], told: bool, today: date | None) -> None:
    """Give a report without a status, or one of the headline where the text tells of rounds, to the round that it speaks of."""
    near = known
    if told and report.field == "title":  # a headline adds to what the text tells, and claims nothing of its own
        near = [s for s in known if s.real] if report.status == "held" else known
        if report.ordinal is not None:  # "hold eighth round", above "a next round is foreseen"
            near = [s for s in near if not any(r.reach == "future" for r in s.reports)]
        report = replace(report, status=None, chain=())
    if report.status is not None or (report.bare and not report.days):
        return
    best = _right_before(report, near) or _slot_for(report, near, None, today)
    if best is None or _long_before(report, best):
        return
    counted = report.ordinal is not None and report.counting and bool(report.chain) and best.real
    pointed = (report.apposed or report.pointing) and best.real
    if best.ordinal is None and (pointed or (report.topic and not best.real and not best.broken)):
        best.ordinal = report.ordinal
    if report.ordinal is not None and best.ordinal is None and report.field == "text" and not counted:
        return  # "an agenda for a third round" says nothing of the number of the round that was held
    if counted:
        best.reports.append(replace(report, status="held", rule="round.held.counted"))
    else:
        best.add(replace(report, venue=None) if best.here and report.venue not in best.venues else report)


def _long_before(report: Report, slot: Slot) -> bool:
    """Whether a meeting of which nothing but its city is told stands well before the round is first spoken of: another one."""
    nowhere = report.ordinal is None and report.date is None and not report.anaphor and report.venue is not None
    return nowhere and all(r.sentence - report.sentence > _BESIDE for r in slot.reports)


def _right_before(report: Report, slots: list[Slot]) -> Slot | None:
    """The round of which "that seventh round" speaks: the one told last, in the sentence before."""
    if not report.pointing:
        return None
    near = [s for s in slots if s.real and any(0 < report.sentence - r.sentence <= 1 for r in s.reports)]
    fits = [s for s in near if s.ordinal in (None, report.ordinal)]
    return fits[-1] if fits else None


def _of_the_series(report: Report, slot: Slot, slots: list[Slot]) -> bool:
    """Whether the talks as a whole were halted, where rounds were held and none was planned ("the negotiations had been suspended")."""
    if not report.bare or report.status not in BROKEN or not report.rule.endswith(HALTING):
        return False
    planned = any(r.status in PLANNED and r.order < report.order for r in slot.reports)
    return not planned and not slot.real and any(s.real for s in slots)


def _dependent_on(report: Report, slots: list[Slot]) -> Slot | None:
    """The round whose postponement or cancellation somebody speaks of: the last one that was broken off, for a speaker of his own."""
    broken = next((s for s in reversed(slots) if s.broken and not s.real), None)
    if broken is None or not report.chain or any(r.names[:1] == report.names[:1] for r in broken.reports):
        return None
    return broken


def _slot_for(report: Report, slots: list[Slot], focus: Slot | None, today: date | None) -> Slot | None:
    """The round that a report speaks of, among those found so far, or None for a new one."""
    if report.topic:
        main = next((s for s in slots if s.real and not report.ahead), None)
        if main is None and not report.status:
            main = next((s for s in slots if not s.real and not s.broken), None)
        if (
            main is not None
            and (report.counting or report.ahead or main.ordinal in (None, report.ordinal))
            and _date_score(main, report) is not None
        ):
            return main
        if report.status in PLANNED and focus is not None and not focus.real and focus.ordinal in (None, report.ordinal):
            return focus  # "ministers meet on 19 March. It will be the twelfth session"
    if (
        report.pronoun
        and focus is not None
        and report.ordinal in (None, focus.ordinal)
        and _takes(focus, report)
        and not moves_on(focus, report)
    ):
        return focus
    best, most = None, 0.0
    for slot in slots[-_REACH:]:
        score = _score(slot, report, focus, today)
        if score is not None and score > most:
            best, most = slot, score
    return None if best is not None and _too_far(best, report, most) else best


def _takes(slot: Slot, report: Report) -> bool:
    """Whether the meeting spoken of last can be what a pronoun stands for."""
    return _date_score(slot, report) is not None or not slot.real


def _too_far(slot: Slot, report: Report, score: float) -> bool:
    """Whether a weak match would swallow a round of its own: "the previous, second round" beside one that has its day."""
    numbered = report.ordinal is not None and slot.ordinal is None
    return score < 2 and bool(numbered and report.status in REAL and slot.dates and report.reach == "past")
