"""Neighbours that are one expression: "from April 10 to April 12", "Friday or Saturday", "noon on Tuesday"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from detente.model.mentions import Direction
from detente.reading.times import periods
from detente.reading.times.calendar_days import ENDS_BEFORE_IT_BEGINS
from detente.reading.times.meanings import Found, Meaning, Setting, dated

_TO = re.compile(r"\s*(?:[-‐‑–—]|,?\s(?:to|through|thru|until|till|up to)(?:\sand including)?)\s*(?:the\s)?", re.I)
_AND = re.compile(r"\s+(?:and|&)\s+(?:the\s|on\s)?", re.I)
_OR = re.compile(r"\s+or\s+(?:the\s|on\s|in\s|even\s)?", re.I)
_FROM = re.compile(r"\bfrom\s(?:the\s)?$", re.I)
_BETWEEN = re.compile(r"\bbetween\s(?:the\s)?$", re.I)
_MOVED = re.compile(
    r"\b(?:moved?|moves|postponed?|shift(?:ed)?|changed?|delayed|put (?:back|off)|pushed(?: back)?|brought forward|rescheduled|extended?|"
    r"advanced)\b[^.;]{0,60}$",
    re.I,
)
_CLOCK_DAY = re.compile(r"\s+(?:on\s+|of\s+)?|,\s+", re.I)
_DAY_CLOCK = re.compile(r",?\s+at\s+(?:about\s+|around\s+|exactly\s+)?|,?\s+", re.I)
_OF_EVENT = re.compile(r"\s(?:of|after|from)\s(?:the\s|its\s|their\s)?(?:[\w’'-]+\s){0,3}?(?:(?:of|on|in)\s)?", re.I)
_BY = re.compile(r"\b(?:by|no later than|not later than|before(?=\s(?:the\s)?$))\s(?:the\s)?$", re.I)
_AT_LATEST = re.compile(r",?\s+at the latest\b", re.I)

_DAYS = ("day", "part_of_day", "hour", "minute")
_POINTS = (
    "weekday",
    "month_day",
    "month",
    "season",
    "quarter",
    "year",
    "step",
    "deictic",
    "clock",
    "week_of_month",
    "decade",
    "feast",
    "vague",
    "distance",
    "clock_day",
)


def join(s: Setting) -> tuple[Found, ...]:
    """The expressions of a setting with neighbours joined, in order."""
    out: list[Found] = []
    for found in s.found:
        if out and found.start - out[-1].end <= 48 and (joined := _pair(out[-1], found, s)):
            out[-1] = joined
        else:
            out.append(found)
    return tuple(_deadline(f, s) for f in _years_back(out, s))


_BESIDE = re.compile(r",?\s+(?:on\s)?", re.I)


def _years_back(found: list[Found], s: Setting) -> list[Found]:
    """ "A year ago, on January 17", "on 3 March, two years ago": the day nearest to so many years before today."""
    out = list(found)
    for n, (one, two) in enumerate(pairwise(found)):
        for far, at in ((one, n + 1), (two, n)):
            day = out[at].meaning
            counted = far.meaning.kind == "distance" and far.meaning.grain == "year" and far.meaning.why == "ago" and far.meaning.first
            dated_ = day.kind == "month_day" and day.grain == "day" and day.first and day.first == day.last
            if not (counted and dated_ and s.today and far.meaning.first and day.first) or out[at].parts:
                continue
            if _YEAR.search(s.text[out[at].start : out[at].end]) or not _BESIDE.fullmatch(s.text[one.end : two.start]):
                continue
            target = periods.shift(s.today, far.meaning.first.year - s.today.year, "year")
            days = [d for k in (-1, 0, 1) if (d := periods.shift(day.first, far.meaning.first.year - day.first.year + k, "year"))]
            if target is None or not days:
                continue
            nearest = min(days, key=lambda d: abs(d - target))
            moved = dated(periods.day(nearest), "month_day", anchor=day.anchor)
            out[at] = replace(out[at], meaning=replace(moved, direction=day.direction, why=day.why))
    return out


_YEAR = re.compile(r"\b\d{4}\b")


def _pair(one: Found, two: Found, s: Setting) -> Found | None:
    gap = s.text[one.end : two.start]
    a, b = one.meaning, two.meaning
    if a.kind in ("clock",) and b.kind in ("weekday", "deictic", "month_day") and _CLOCK_DAY.fullmatch(gap):
        return _clock_on_day(one, two, a, b)
    if b.kind == "clock" and a.kind in ("weekday", "deictic", "month_day") and a.type == "DATE" and _DAY_CLOCK.fullmatch(gap):
        return _clock_on_day(one, two, b, a)
    if a.kind == "within" and b.first and _OF_EVENT.fullmatch(gap):
        return _from_there(one, two)
    if a.kind == "duration" and b.first and b.kind in _POINTS and re.fullmatch(r"\s(?:before|after|from)\s", gap):
        return _away(one, two, gap.strip().lower())
    if a.kind not in _POINTS or b.kind not in _POINTS or a.flag or b.flag or one.parts:
        return None
    before = s.text[max(0, one.start - 90) : one.start]
    if _TO.fullmatch(gap):
        through = re.search(r"through|thru|[-‐‑–—]", gap)
        opened = _FROM.search(before)
        if not (through or opened) or (opened and _MOVED.search(before[: opened.start()])):
            return None
        return _interval(one, two, opened.group() if opened else "", s)
    if _AND.fullmatch(gap):
        if opened := _BETWEEN.search(before):
            return _interval(one, two, opened.group(), s)
        return _consecutive(one, two, s)
    if _OR.fullmatch(gap):
        return _one_of(one, two)
    return None


def _clock_on_day(one: Found, two: Found, clock: Meaning, day: Meaning) -> Found | None:
    said = clock.value.rpartition("T")[2]
    meaning = replace(
        day, type="TIME", value=f"{day.value.partition('T')[0]}T{said}", grain=clock.grain, clock=clock.clock, kind="clock_day"
    )
    return Found(one.start, two.end, meaning)


def _from_there(one: Found, two: Found) -> Found | None:
    """ "within two weeks of Saturday": a length that starts at a day named beside it."""
    length = re.fullmatch(r"P(\d+)([DWMY])", one.meaning.value)
    first = two.meaning.first
    if not length or first is None or two.meaning.grain not in _DAYS:
        return None
    last = periods.shift(first, int(length[1]), {"D": "day", "W": "week", "M": "month", "Y": "year"}[length[2]])
    if last is None:
        return None
    meaning = replace(one.meaning, first=first, last=last, edtf=f"{first}/{last}", anchor=f"text:{two.start}")
    return Found(one.start, two.end, meaning, (one, two))


def _away(one: Found, two: Found, word: str) -> Found | None:
    """ "two days after April 10": a day counted from one named beside it; "90 days from August 12" a stretch."""
    length = re.fullmatch(r"P(\d+)([DWMY])", one.meaning.value)
    first = two.meaning.first
    if not length or first is None or two.meaning.grain not in _DAYS:
        return None
    count = int(length[1]) * (-1 if word == "before" else 1)
    when = periods.shift(first, count, {"D": "day", "W": "week", "M": "month", "Y": "year"}[length[2]])
    if when is None:
        return None
    if word == "from":
        meaning = replace(one.meaning, first=first, last=when, edtf=f"{first}/{when}", anchor=f"text:{two.start}", kind="stretch")
    else:
        meaning = replace(one.meaning, type="DATE", value=when.isoformat(), first=when, last=when, edtf=when.isoformat(), grain="day",
                          anchor=f"text:{two.start}", kind="distance", minutes=None)  # fmt: skip
    return Found(one.start, two.end, meaning, (one, two))


def _interval(one: Found, two: Found, opener: str, s: Setting) -> Found | None:
    a, b = one.meaning, two.meaning
    if b.kind == "vague" and b.direction != "present" and b.first and a.first is None:
        return None
    start = one.start - len(opener)
    if s.today is None and (a.first is None or b.first is None):
        if a.kind == b.kind and "X" in a.value and "X" in b.value:
            return Found(start, two.end, replace(a, edtf=None, value=a.value, kind="range"), (one, two))
        return None
    first, last = a.first, b.last
    if a.kind == b.kind == "weekday" and s.today:
        first, last = _weekday_range(a, b, s.today)
    elif first and last and last < first:
        first, last = _years_apart(a, b)
    parts = (_on_day(one, first), _on_day(two, last))
    if first is None or last is None:
        return None
    meaning = replace(a, type="DATE", value=parts[0].meaning.value, mod=None, kind="range", alternative=None,
                      direction=_direction(first, last, s.today), why=a.why or b.why)  # fmt: skip
    if last < first:
        return Found(start, two.end, replace(meaning, first=None, last=None, edtf=None, flag=ENDS_BEFORE_IT_BEGINS), parts)
    return Found(start, two.end, replace(meaning, first=first, last=last, edtf=periods.edtf(first, last)), parts)


def _on_day(point: Found, when: date | None) -> Found:
    """A weekday of a range, with the day that the range gives it."""
    m = point.meaning
    return replace(point, meaning=replace(m, value=f"{when}{_tail(m.value)}")) if m.kind == "weekday" and when else point


def _direction(first: date, last: date, today: date | None) -> Direction | None:
    if today is None:
        return None
    return "past" if last < today else "future" if first > today else "present"


def _tail(value: str) -> str:
    return "T" + value.partition("T")[2] if "T" in value else ""


def _weekday_range(a: Meaning, b: Meaning, today: date) -> tuple[date | None, date | None]:
    """Two weekdays in a row: the later one follows the earlier one, whichever of the two the direction fixed."""
    if a.first is None or b.last is None:
        return a.first, b.last
    if b.direction == "past" and a.direction != "future":
        return periods.weekday_from(b.last, a.first.weekday(), -1), b.last
    return a.first, periods.weekday_from(a.first, b.last.weekday(), 1)


def _years_apart(a: Meaning, b: Meaning) -> tuple[date | None, date | None]:
    """ "from December 20 to January 5": the year that only one of the two names, or that both leave out."""
    assert a.first is not None
    assert b.last is not None
    if a.anchor == "explicit" and b.anchor == "explicit":
        return a.first, b.last
    try:
        if a.anchor != "explicit":
            same = a.first.replace(year=b.last.year)
            return (same if same <= b.last else a.first.replace(year=b.last.year - 1)), b.last
        same = b.last.replace(year=a.first.year)
        return a.first, (same if same >= a.first else b.last.replace(year=a.first.year + 1))
    except ValueError:
        return a.first, b.last


def _consecutive(one: Found, two: Found, s: Setting) -> Found | None:
    """Two days in a row are one interval; others stay two."""
    a, b = one.meaning, two.meaning
    if (
        a.grain not in _DAYS[:2]
        or b.grain not in _DAYS[:2]
        or not (a.first and a.last and b.first and b.last)
        or a.kind not in ("weekday", "month_day", "deictic")
    ):
        return None
    first, last = a.first, b.last
    if a.kind == b.kind == "weekday" and s.today and (b.first - a.last).days != 1 and (b.first.weekday() - a.first.weekday()) % 7 == 1:
        begin, finish = _weekday_range(a, b, s.today)
        first, last = begin or first, finish or last
    if (last - first).days != 1 or b.kind not in ("weekday", "month_day", "deictic"):
        return None
    meaning = replace(a, type="DATE", value=first.isoformat(), grain="day", first=first, last=last, edtf=f"{first}/{last}", kind="range")
    meaning = replace(meaning, alternative=None, direction=_direction(first, last, s.today))
    return Found(one.start, two.end, meaning, (_on_day(one, first), _on_day(two, last)))


def _one_of(one: Found, two: Found) -> Found | None:
    """ "Friday or Saturday": one of the two; neighbouring parts of months become the stretch they make."""
    a, b = one.meaning, two.meaning
    if not (a.first and a.last and b.first and b.last) or a.kind == "vague" or b.kind == "vague":
        return None
    first, last = a.first, b.last
    if last <= first and b.kind == "weekday" and a.kind == "weekday":
        last = periods.weekday_from(first, last.weekday(), 1)
    if last < first:
        return None
    if a.grain in _DAYS and b.grain in _DAYS:
        edtf: str | None = f"[{first},{last}]"
    elif (b.first - a.last) <= timedelta(1):
        edtf = (
            f"{first}/{last}"
            if a.mod or b.mod
            else f"[{a.edtf},{b.edtf}]"
            if a.edtf and b.edtf and "/" not in a.edtf + b.edtf
            else f"{first}/{last}"
        )
    elif a.edtf and b.edtf and not re.search(r"[/\[]", a.edtf + b.edtf):
        edtf = f"[{a.edtf},{b.edtf}]"
    else:
        return None
    meaning = replace(a, type="DATE", first=first, last=last, edtf=edtf, kind="one_of", mod=None, alternative=None, value=a.value)
    return Found(one.start, two.end, meaning, (one, two))


_BEFORE = re.compile(r"\bbefore\s(?:the\s)?$", re.I)
_STOPS = re.compile(r"\s*(?:$|[.,;:)”\"’–—-]|(?:and|but|or|if|in|at|he|she|they|it|the)\b)")
_BOUNDS = ("season", "month", "year", "quarter", "feast", "week_of_month")

#: On which day of its first month a season is commonly said to begin; "before the summer" is before that day.
_TURN = 21


def _ahead_of(found: Found, opener: str, s: Setting) -> Found:
    """ "Before the summer", "before May": from the day it is said to the day on which what it names begins."""
    m = found.meaning
    if m.first is None or s.today is None or m.first <= s.today or m.kind not in _BOUNDS or not _STOPS.match(s.text, found.end):
        return found
    last = m.first.replace(day=_TURN) if m.kind == "season" and not m.mod else m.first - timedelta(1)
    start = found.start - len(opener)
    meaning = replace(m, first=s.today, last=last, edtf=periods.edtf(s.today, last), kind="deadline", grain="day")
    return Found(start, found.end, meaning, found.parts or (found,))


def _deadline(found: Found, s: Setting) -> Found:
    """ "by August 18", "before the end of autumn": from the day it is said to the last day of what it names."""
    meaning = found.meaning
    if (
        meaning.last is None
        or meaning.first is None
        or meaning.edtf is None
        or meaning.kind not in (*_POINTS, "period_end")
        or meaning.kind == "vague"
    ):
        return found
    if s.text[found.end : found.end + 2] in ("’s", "'s"):
        return found
    before = s.text[max(0, found.start - 24) : found.start]
    opened, after = _BY.search(before), _AT_LATEST.match(s.text, found.end)
    early = _BEFORE.search(before) if meaning.mod != "END" else None
    if early is not None and not after:
        return _ahead_of(found, early.group(), s)
    if opened and opened.group().lower().startswith("before") and meaning.mod != "END":
        opened = None
    if not opened and not after:
        return found
    start = found.start - len(opened.group()) if opened else found.start
    end = after.end() if after else found.end
    last = meaning.last
    first = s.today if s.today and s.today <= last else None
    edtf = f"{first or '..'}/{last}" if first != last else last.isoformat()
    parts = found.parts or (found,)
    return Found(start, end, replace(meaning, first=first, edtf=edtf, kind="deadline"), parts)
