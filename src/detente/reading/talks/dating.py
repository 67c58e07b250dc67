"""The days of a round as one chain tells them, in the light of the whole dispatch."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from detente.model.edtf import bounds
from detente.reading.talks.context import Context
from detente.reading.talks.days import day_part, past_of
from detente.reading.talks.lexicon import words
from detente.reading.talks.records import BROKEN, REAL, Report, Slot, bounded
from detente.reading.talks.status import PLANNED
from detente.reading.talks.verdict import A_DAY_OR_TWO, GOES_ON, set_anew, unconfirmed


def days_of(ctx: Context, slot: Slot, group: Sequence[Report], status: str, is_main: bool) -> str | None:
    """The days of the round as this chain tells them, else as the dispatch does where it is the same, real event."""
    own = [r for r in group if r.date and (r.status or status in REAL) and not (status in REAL and _to_come(r.date, ctx.published))]
    if status == "postponed":
        moved = [r for r in slot.reports if r.status == "postponed" and r.date and not r.bygone and (not r.chain or _firm(r.date))]
        anew = [r for off in group if off.status == "cancelled" for r in set_anew(slot, off)]
        ahead = [r for r in own if r.status == "postponed"] or moved or anew or own
        if ahead and not (ahead[0].status in PLANNED and (ahead[0].date or "").endswith("/..")):  # "at a later date" is none
            return ahead[0].date
        return min(
            (d for d in slot.dates if bounded(d)), key=lambda d: bounds(d).earliest or date.max, default=next(iter(slot.dates), None)
        )
    if not own and any(unconfirmed(r) for r in group):
        return min((d for d in slot.dates if bounded(d)), key=lambda d: bounds(d).earliest or date.max, default=None)
    if status == "denied" and own and all(past_of(r.date, ctx.published) is True for r in own):
        own = [] if any(r.date for r in denied_plan(slot, group)) else own  # "there is no meeting on Tuesday": the one that was told
    if not own and status == "denied":
        told = {r.date for r in denied_plan(slot, group) if r.date and bounded(r.date)}
        return told.pop() if len(told) == 1 else None
    if not own and status == "cancelled":
        own = [r for r in slot.reports if r.date and bounded(r.date) and r.field == "text"]
    elif not own and (status in REAL or status in BROKEN):
        own = [r for r in slot.reports if r.date and r.field == "text"] or [r for r in slot.reports if r.date]
        own = [r for r in own if not (status in REAL and r.date and _to_come(r.date, ctx.published))]
    on = any(r.anaphor and r.rule.endswith(GOES_AHEAD) for r in group)  # "the meeting will take place as planned"
    stands = on or any(r.cue == "confirm" or (r.venue and not unconfirmed(r)) for r in group)
    if not own and status in ("announced", "confirmed") and stands:
        fixed = [r for r in slot.reports if (on or r.status in PLANNED) and not (r.bygone or r.status == "proposed")]
        told = {r.date for r in fixed if r.date and bounded(r.date)}
        return told.pop() if len(told) == 1 else None
    if not own and is_main and status in REAL and not any(r.rule.endswith(".listed") for r in group):
        lately = _lately(ctx, group) or _just_now(ctx, group)
        return _stretched(ctx, slot, group, lately, status) if lately else None
    if not own:
        return None
    own.sort(key=lambda r: (not bounded(r.date or ""), (r.status in PLANNED) and status in REAL, r.order))
    best = own[0].date or ""
    best = _fuller(own, _finer(slot, best)) if status in REAL else best
    return _stretched(ctx, slot, own, best, status)


#: Predicates by which a plan that was told is upheld.
GOES_AHEAD = (".take_place", ".go_ahead", ".happen", ".stand", ".proceed")


def _firm(edtf: str) -> bool:
    """Whether a new date is fixed to the day, and not "next week"."""
    span = bounds(edtf)
    return span.earliest is not None and span.latest is not None and (span.latest - span.earliest).days < _FEW


_FEW = 5


def _to_come(edtf: str, today: date | None) -> bool:
    """Whether days lie ahead: after the day of publication, or from it until a later one ("before the end of the year")."""
    span = bounds(edtf)
    until = today is not None and span.earliest == today and span.latest is not None and span.latest > today
    return until or past_of(edtf, today) is False


def denied_plan(slot: Slot, group: Sequence[Report]) -> list[Report]:
    """The reports of the plan that somebody denies: those told right before."""
    at = next((r.sentence for r in group if r.status == "denied"), 0)
    return [r for r in slot.reports if r.status in PLANNED and 0 <= at - r.sentence <= _RIGHT_BEFORE]


_RIGHT_BEFORE = 2


def _finer(slot: Slot, best: str) -> str:
    """The day that the dispatch has for a round of which this chain gives the month alone ("the February session")."""
    if not re.fullmatch(r"\d{4}-\d\d", best):
        return best
    days = {d for d in slot.dates if d.startswith(best + "-")}
    return days.pop() if len(days) == 1 else best


def _fuller(own: Sequence[Report], best: str) -> str:
    """The days from first to last that the same chain gives elsewhere ("concluded on 27 April … held from 24 to 27 April")."""
    if not _DAY_ALONE.match(best):
        return best
    longer = {r.date for r in own if r.date and "/" in r.date and ".." not in r.date and best in r.date.split("/")}
    return longer.pop() if len(longer) == 1 else best


def running(ctx: Context, when: str | None, group: Sequence[Report] = ()) -> str | None:
    """The days of a round that goes on: open from its beginning, or from the day of publication where that is not told."""
    until = next((r.until for r in group if r.until), None)
    first = (when or "").removesuffix("/..")
    if until is not None and _DAY_ALONE.match(until) and _DAY_ALONE.match(first) and timedelta(0) < _apart(first, until) <= _FORTNIGHT:
        return f"{first}/{until}"
    if when is None:
        return f"{ctx.published.isoformat()}/.." if ctx.published else None
    span = bounds(when)
    return f"{when}/.." if "/" not in when and span.earliest is not None and span.earliest == span.latest else when


def _lately(ctx: Context, group: Sequence[Report]) -> str | None:
    """The day of the latest round where no word ties one to it: one of the week before, in its own sentence or in the opening."""
    if ctx.published is None:
        return None
    texts = [s for s in ctx.sentences if s.field == "text"]
    for sentence in (*(ctx.sentences[r.sentence] for r in group), *texts[:2]):
        for time in ctx.times(sentence):
            if time.grain not in ("day", "part_of_day") or not time.edtf or time.start < ctx.begins(sentence) or "/" in time.edtf:
                continue
            for value in (time.edtf, time.alternative):
                day = bounds(day_part(value)).earliest if value else None
                if day is not None and timedelta(0) <= ctx.published - day <= timedelta(days=6):
                    return day.isoformat()
    return None


def _just_now(ctx: Context, group: Sequence[Report]) -> str | None:
    """The day of publication, where a live report tells of an end, or the end of so many days has no day of its own."""
    if ctx.published is None:
        return None
    ends = [r for r in group if r.edge == "end" and not r.date and r.rule.rpartition(".")[2] not in words("pronouns", "never")]
    told = [r for r in ends if (r.days and _own_words(ctx, r)) or ctx.clocked(ctx.sentences[r.sentence])]
    return ctx.published.isoformat() if told else None


def _own_words(ctx: Context, report: Report) -> bool:
    """Whether nobody speaks in the sentence of a report."""
    return not ctx.attributions_in(ctx.sentences[report.sentence])


def _stretched(ctx: Context, slot: Slot, own: Sequence[Report], best: str, status: str) -> str:
    """From the first to the last day: "began on Thursday", "two days of talks ended on Tuesday"."""
    span = bounds(best) if "XX" not in best else None
    if span is None or span.earliest is None or span.earliest != span.latest:
        return best
    voices = {(), *(r.names for r in own)}
    told = [r for r in slot.reports if r.names in voices]
    starts = _starts(told)
    if not starts and status == "held" and any(r.edge == "end" for r in told):
        starts = _starts(slot.reports)  # another speaker tells on which day it began
    if status == "under_way" and starts:
        return f"{min(starts)}/.."
    if status in REAL and (both := _from_to(starts, [best, *(r.date for r in told if r.edge == "end" and r.date)])) is not None:
        return both
    if (length := next((r.days for r in slot.reports if r.days), None)) and (status in REAL or status in PLANNED):
        edge = next((r.edge for r in own if r.date == best and r.edge), None) or next((r.edge for r in told if r.edge and not r.date), None)
        if edge == "end" and status in REAL:
            return f"{span.earliest - timedelta(days=length - 1)}/{best}"
        if edge == "start" or (edge is None and status in PLANNED):
            return f"{best}/{span.earliest + timedelta(days=length - 1)}"
    if status == "held" and (closed := _closed(slot, best)) is not None:
        return f"{best}/{closed}"
    if status == "held" and (today := _just_now(ctx, told)) is not None and timedelta(0) < _apart(best, today) <= _FORTNIGHT:
        return f"{best}/{today}"
    if best in starts and status == "held" and all(r.edge == "start" for r in own):
        return _since(ctx, best, ended=any(r.edge == "end" and r.date is None for r in slot.reports))
    return best


def _starts(reports: Sequence[Report]) -> list[str]:
    """The days on which a round is told to have begun."""
    return [d for r in reports for d in (r.began, r.date if r.edge == "start" else None) if d and _DAY_ALONE.match(d)]


def _from_to(starts: Sequence[str], ends: Sequence[str]) -> str | None:
    """From the day on which a round began to that on which it ended, where both are told and lie at most a hundred days apart."""
    pairs = [(a, b) for a in starts for b in ends if _DAY_ALONE.match(b) and _LONGEST >= _apart(a, b) > timedelta(0)]
    return "/".join(max(pairs, key=lambda pair: _apart(*pair))) if pairs else None


_FORTNIGHT = timedelta(days=14)
_MONTH = timedelta(days=31)
_LONGEST = timedelta(days=100)


def _apart(first: str, last: str) -> timedelta:
    return date.fromisoformat(last) - date.fromisoformat(first)


def _closed(slot: Slot, first: str) -> str | None:
    """The day on which a round ended that met on another day before: "gathered on 25 October and wound up on 30 October"."""
    start = bounds(first).earliest
    for report in slot.reports:
        last = bounds(report.date).latest if report.date and report.edge == "end" and _DAY_ALONE.match(report.date) else None
        if start is not None and last is not None and timedelta(0) < last - start <= _MONTH:
            return last.isoformat()
    return None


_DAY_ALONE = re.compile(r"\d{4}-\d\d-\d\d$")


def _since(ctx: Context, first: str, *, ended: bool) -> str:
    """The days of a round that is over and of which only the beginning is told: to today where it began a day or two ago."""
    start, today = bounds(first).earliest, ctx.published
    if start is None or today is None or today == start:
        return first
    if (today - start).days <= (31 if ended else A_DAY_OR_TWO):
        return f"{first}/{_last_day(ctx, start, today)}"
    return f"{first}/.." if (today - start).days <= GOES_ON["cycle"] else first


def _last_day(ctx: Context, start: date, today: date) -> str:
    """The last day that the opening of a dispatch tells after the beginning of a round, else that of publication."""
    texts = [s for s in ctx.sentences if s.field == "text"][:2]
    told = [t for s in texts for t in ctx.times(s) if t.grain in ("day", "part_of_day") and t.edtf and t.start >= ctx.begins(s)]
    days = [d for t in told if (d := bounds(day_part(t.edtf or "")).latest) is not None and start < d <= today]
    return max(days, default=today).isoformat()
