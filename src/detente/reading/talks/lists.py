"""Rounds told as a list: "Geneva on 10 May, London on 9 June", "after Geneva and London", "rounds one (Cairo, August) and two (…)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from detente.model import PlaceMention, TimeExpression
from detente.model.edtf import valid
from detente.reading.parse import Sentence
from detente.reading.talks.context import Context
from detente.reading.talks.days import past_of
from detente.reading.talks.mentions import is_meeting
from detente.reading.talks.numbers import cardinal_of, ordinal_at, ordinal_of

#: What may stand between the items of a list.
_FILLER = re.compile(
    r"^[\s,;:(–—-]*(?:(?:and|then|again|later|only|finally|next|also|to|in|at|on the|on|there|again|both)\b[\s,;:(–—-]*)*$", re.I
)
_AFTER = re.compile(r"\b(?:after|following)\s+(?:those in |the ones in |the one in |rounds in |meetings in )?$", re.I)
_COUNTING = re.compile(r"\b(?:so far|record|list|tally|to date|in all|each time)\b", re.I)
_DAY_ALONE = re.compile(
    r"(?:,\s*(?:and\s+)?|\s+and\s+)(?P<day>[12]?\d|3[01])\b(?=\s*(?:$|[,;.)]|and\b|in\b|at\b|on\b|to\b|again\b|respectively\b))"
)
_NUMBERED = re.compile(r"(?P<number>\w+)\s*\($")


@dataclass(frozen=True)
class Entry:
    """One round of a list."""

    ordinal: int | None
    time: TimeExpression | None
    place: PlaceMention | None
    start: int
    end: int


def entries(ctx: Context, sentence: Sentence, today: date | None) -> list[Entry]:
    """The rounds that a sentence lists without a verb for each."""
    if sentence.field != "text":
        return []
    found = list(_numbered(ctx, sentence, today))
    return found or _ones(ctx, sentence, today) or _places_and_days(ctx, sentence, today) or _after(ctx, sentence)


_ONE = re.compile(r"\b(?:one|another|a (?:first|second|third|fourth))\s+(?:held\s+)?(?=(?:in|at)\s+[A-ZÀ-Þ])")


def _ones(ctx: Context, sentence: Sentence, today: date | None) -> list[Entry]:
    """ "After one in Caracas last November and another in Mexico City in February and March": each with its place and time."""
    found = list(_ONE.finditer(sentence.text))
    if len(found) < 2:
        return []
    entries: list[Entry] = []
    for match, after in zip(found, [*found[1:], None], strict=True):
        start = sentence.start + match.start()
        end = sentence.start + after.start() if after else sentence.end
        place = next((p for p in ctx.places(sentence) if p.kind == "city" and start <= p.start < end), None)
        times = [t for t in ctx.times(sentence) if t.edtf and start <= t.start < end and past_of(t.edtf, today) is not False]
        if place is None:
            return []
        time = _both(sentence, times)
        entries.append(Entry(None, time, place, start, max(place.end, time.end if time else 0)))
    return entries


def _both(sentence: Sentence, times: list[TimeExpression]) -> TimeExpression | None:
    """The first of some times, drawn out over a second month or day that "and" joins to it."""
    if len(times) < 2 or times[0].grain != times[1].grain:
        return times[0] if times else None
    first, second = times[0], times[1]
    joined = sentence.text[first.end - sentence.start : second.start - sentence.start].strip() in ("and", "to", "–", "-")
    edtf = f"{first.edtf}/{second.edtf}"
    if not joined or not valid(edtf):
        return first
    return replace(first, end=second.end, edtf=edtf, text=sentence.text[first.start - sentence.start : second.end - sentence.start])


def _items(ctx: Context, sentence: Sentence) -> list[TimeExpression | PlaceMention]:
    begins = ctx.begins(sentence)
    items: list[TimeExpression | PlaceMention] = [p for p in ctx.places(sentence) if p.kind == "city" and p.start >= begins]
    items += [t for t in ctx.times(sentence) if t.edtf and t.grain in ("day", "month", "part_of_day") and t.start >= begins]
    items += [day for t in items if isinstance(t, TimeExpression) for day in _further_days(sentence, t)]
    return sorted(items, key=lambda i: i.start)


def _further_days(sentence: Sentence, time: TimeExpression) -> Iterator[TimeExpression]:
    """The "26" of "April 12 and 26": another day of the same month, without its name."""
    if time.grain != "day" or not re.fullmatch(r"(?:\d{4}|XXXX)-\d\d-\d\d", time.edtf or ""):
        return
    at = time.end - sentence.start
    while found := _DAY_ALONE.match(sentence.text, at):
        edtf = f"{(time.edtf or '')[:-2]}{int(found['day']):02d}"
        if not valid(edtf):
            return
        start, at = sentence.start + found.start("day"), found.end()
        yield replace(time, start=start, end=sentence.start + at, text=found["day"], edtf=edtf, earliest=None, latest=None)


def _runs(sentence: Sentence, items: list[TimeExpression | PlaceMention]) -> Iterator[list[TimeExpression | PlaceMention]]:
    """Stretches of places and days with nothing but joining words between them."""
    run: list[TimeExpression | PlaceMention] = []
    for item in items:
        if run and not _FILLER.match(sentence.text[run[-1].end - sentence.start : item.start - sentence.start]):
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def _places_and_days(ctx: Context, sentence: Sentence, today: date | None) -> list[Entry]:
    for run in _runs(sentence, _items(ctx, sentence)):
        days = [i for i in run if isinstance(i, TimeExpression) and past_of(i.edtf, today) is not False]
        places = [i for i in run if isinstance(i, PlaceMention)]
        if len(days) < 2 or len(places) < 2:
            continue
        pairs: list[tuple[TimeExpression, PlaceMention, int]] = []
        here: PlaceMention | None = None
        start = run[0].start
        waiting: list[PlaceMention] = []
        for n, item in enumerate(run):
            after = run[n + 1] if n + 1 < len(run) else None
            if isinstance(item, PlaceMention):
                joined = here is not None and sentence.text[here.end - sentence.start : item.start - sentence.start].strip() == "and"
                waiting = [*waiting, here] if joined and here is not None else []
                here, start = item, item.start
            elif item in days:
                pairs += [(item, place, place.start) for place in waiting]  # "in Mexico City and Ottawa in September"
                waiting = []
                own = isinstance(after, PlaceMention) and sentence.text[item.end - sentence.start : after.start - sentence.start] == " in "
                place = after if own and isinstance(after, PlaceMention) else here or places[0]  # "on 9 May in Arica"
                pairs.append((item, place, item.start if own else start))
        pairs = _in_turn(pairs)
        numbers = _numbers(sentence, [t for t, _, _ in pairs])
        return [Entry(n, t, p, min(s, t.start), max(p.end, t.end)) for n, (t, p, s) in zip(numbers, pairs, strict=True)]
    return []


_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\byear\b")
_FULL = re.compile(r"(\d{4})(-\d\d-\d\d)(?:/(\d{4})(-\d\d-\d\d))?$")


def _in_turn(pairs: list[tuple[TimeExpression, PlaceMention, int]]) -> list[tuple[TimeExpression, PlaceMention, int]]:
    """Days without a year of their own in the year of the day before ("on May 5 last year in Cairo and on Sept. 7 in Ankara")."""
    told: list[tuple[TimeExpression, PlaceMention, int]] = []
    for time, place, start in pairs:
        if told:
            time = in_year_after(told[-1][0], time, told[-1][0].text + told[0][0].text)
        told.append((time, place, start))
    return told


def in_year_after(before: TimeExpression, time: TimeExpression, told: str) -> TimeExpression:
    """A day without a year in the year of the day before it, or the next, where that was told (`told`) with its year."""
    first, here = _FULL.match(before.edtf or ""), _FULL.match(time.edtf or "")
    known = _YEAR.search(told) or before.anchor.startswith("text:")
    if not first or not here or _YEAR.search(time.text) or not known:
        return time
    year = int(first[1]) + (here[2] < first[2])
    edtf = f"{year}{here[2]}" + (f"/{year}{here[4]}" if here[3] else "")
    if int(here[1]) > year and valid(edtf):
        return replace(time, edtf=edtf, earliest=None, latest=None, anchor=f"text:{before.start}")
    return time


def _numbers(sentence: Sentence, days: list[TimeExpression]) -> list[int | None]:
    """1, 2, 3 … in order of the days, where the sentence says that these are all ("three rounds", "so far")."""
    counted = any(cardinal_of(t.lower_) == len(days) for t in sentence.span if t.tag_ == "CD" or t.lower_ == "twice")
    if not counted and not _COUNTING.search(sentence.text):
        return [None] * len(days)
    order = sorted(days, key=lambda t: t.edtf or "")
    return [order.index(t) + 1 for t in days]


def _after(ctx: Context, sentence: Sentence) -> list[Entry]:
    """ "The third round, after Geneva and London": as many places as rounds before."""
    numbers = [n for t in sentence.span if (n := ordinal_at(t)) and n > 1]
    numbers += [
        n for t in sentence.span[1:] if t.nbor(-1).lower_ in ("round", "meeting", "session") and (n := cardinal_of(t.lower_)) and n > 1
    ]
    if not numbers:
        return []
    cities: list[TimeExpression | PlaceMention] = [i for i in _items(ctx, sentence) if isinstance(i, PlaceMention)]
    for run in _runs(sentence, cities):
        said = _AFTER.search(sentence.text[: run[0].start - sentence.start])
        if len(run) + 1 in numbers and said:
            after = sentence.start + said.start()
            when = [t for t in ctx.times(sentence) if 0 <= t.start - run[-1].end < 3 and t.edtf and len(run) == 1]
            return [
                Entry(n, when[0] if when else None, p, after, when[0].end if when else run[-1].end)
                for n, p in enumerate(run, 1)
                if isinstance(p, PlaceMention)
            ]
    return []


def _numbered(ctx: Context, sentence: Sentence, today: date | None) -> Iterator[Entry]:
    """ "Rounds one (Cairo, August) and two (Addis Ababa, September)"."""
    if "(" not in sentence.text or not any(is_meeting(t) for t in sentence.span):
        return
    for opened in re.finditer(r"\(([^()]{3,60})\)", sentence.text):
        before = _NUMBERED.search(sentence.text[: opened.start() + 1])
        number = (cardinal_of(before["number"]) or ordinal_of(before["number"])) if before else None
        if number is None or before is None:
            continue
        start, end = sentence.start + opened.start(), sentence.start + opened.end()
        place = next((p for p in ctx.places(sentence) if start < p.start < end and p.kind == "city"), None)
        time = next((t for t in ctx.times(sentence) if start < t.start < end and t.edtf), None)
        if (place or time) and (time is None or past_of(time.edtf, today) is not False):
            yield Entry(number, time, place, sentence.start + before.start(), end)
