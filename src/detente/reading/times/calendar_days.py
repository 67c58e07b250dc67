"""Dates that name a day of a month: which year is meant, seen from the day of publication."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from detente.model.mentions import Direction
from detente.reading.times import periods, vocabulary
from detente.reading.times.direction import Cue
from detente.reading.times.meanings import Found, Meaning, Setting, dated, unknown

#: A cue decides the year only where the date so chosen is at most this many days away.
REACH = 250
#: A past tense at most this many characters before a date governs it ("met in Vienna on March 30").
ADJACENT = 25
#: Without a cue a date is one to come only within so many days.
SOON = 75
#: Nor does a past tense send one back a year that lies so few days ahead.
CLOSELY = 30
#: Within this many days both readings of a date without a year are close.
CLOSE = 200

NO_SUCH_DAY = "no such day"
WEEKDAY_CONTRADICTS = "weekday contradicts date"
AMBIGUOUS_ORDER = "ambiguous order"
ENDS_BEFORE_IT_BEGINS = "ends before it begins"


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def year_said(found: re.Match[str], s: Setting) -> int | None:
    """The year that an expression names itself, in figures or as "last year"; None where it names none."""
    groups = found.groupdict()
    if figures := groups.get("y") or groups.get("y0"):
        return vocabulary.year_number(figures)
    said = groups.get("yrel") or groups.get("yrel0")
    if not said:
        return None
    word = said.lower().split()[-1]
    if word in ("that", "same", "following", "previous", "the"):
        base = s.last.meaning.first if s.last and s.last.meaning.first else s.today
        step = {"following": 1, "previous": -1}.get(word, 0)
    else:
        base, step = s.today, {"last": -1, "next": 1}.get(word, 0)
    return base.year + step if base else None


def nearest(candidates: list[date], today: date, cue: Cue) -> tuple[date, date | None]:
    """Of the same date in several years the one that is meant, and the other reading where it is close."""
    back = max((c for c in candidates if c <= today), default=None)
    ahead = min((c for c in candidates if c > today), default=None)
    if back is None or ahead is None:
        only = back or ahead
        assert only is not None
        return only, None
    if back == today:
        return back, None
    to_back, to_ahead = (today - back).days, (ahead - today).days
    if cue.way == "future" and to_ahead <= REACH:
        chosen = ahead
    elif cue.way == "past" and (to_back <= REACH or to_ahead > (CLOSELY if cue.gap <= ADJACENT else SOON)):
        chosen = back
    else:
        chosen = back if to_back <= to_ahead or (cue.way is None and to_ahead > SOON) else ahead
    other = ahead if chosen == back else back
    return chosen, other if abs((other - today).days) <= CLOSE else None


def _way(when: date, today: date | None) -> Direction | None:
    if today is None:
        return None
    return "present" if when == today else "future" if when > today else "past"


def day_of_month(s: Setting, number: int, day: int, year: int | None, start: int, end: int) -> Meaning:
    """The meaning of a day and month, with the year that was said or else the one that is meant."""
    if year is not None:
        when = _real(year, number, day)
        if when is None:
            return unknown(f"{year:04d}-{number:02d}-{day:02d}", "day", "month_day", flag=NO_SUCH_DAY)
        return replace(dated(periods.day(when), "month_day"), direction=_way(when, s.today))
    if day > (29 if number == 2 else 30 if number in (4, 6, 9, 11) else 31):
        return unknown(f"XXXX-{number:02d}-{day:02d}", "day", "month_day", flag=NO_SUCH_DAY)
    if s.today is None:
        value = f"XXXX-{number:02d}-{day:02d}"
        return unknown(value, "day", "month_day", edtf=value)
    candidates = [d for y in range(s.today.year - 1, s.today.year + 2) if 0 < y < 9999 and (d := _real(y, number, day))]
    if not candidates:
        return unknown(f"{s.today.year:04d}-{number:02d}-{day:02d}", "day", "month_day", flag=NO_SUCH_DAY)
    cue = s.cue(start, end)
    when, other = nearest(candidates, s.today, cue)
    meaning = dated(periods.day(when), "month_day", anchor=s.today_is)
    return replace(meaning, direction=_way(when, s.today), why=cue.words, alternative=other.isoformat() if other else None)


def check_weekday(meaning: Meaning, name: str | None) -> Meaning:
    """The same meaning, flagged where the weekday said beside it is another."""
    if name and meaning.first and meaning.first.weekday() != vocabulary.weekday_number(name):
        return replace(meaning, flag=WEEKDAY_CONTRADICTS)
    return meaning


def month_day(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "April 10", "Tuesday, 10 April 2025"."""
    day, number = vocabulary.day_number(found["d"]), vocabulary.month_number(found["m"])
    rel = (found.groupdict().get("rel2") or "").lower()
    if rel and s.today and not found["y"]:  # "last October 23"
        step = {"last": Cue("past", rel), "next": Cue("future", rel)}.get(rel, Cue("near", rel))
        days = [d for k in (-1, 0, 1) if (d := _real(s.today.year + k, number, day))]
        if days:
            when, _ = nearest(days, s.today, step)
            return replace(dated(periods.day(when), "month_day", anchor=s.today_is), direction=_way(when, s.today), why=rel)
    year = year_said(found, s)
    if year is None and (shared := vocabulary.same_year().match(s.text, found.end())):  # "on Feb. 27 and on April 10 of last year"
        year = year_said(shared, s) if vocabulary.month_number(shared["m"]) >= number else None
    if year is None and found["wd"] and s.today and (fits := _fitting(number, day, found["wd"], s.today)):
        return replace(dated(periods.day(fits), "month_day", anchor=s.today_is), direction=_way(fits, s.today), why=found["wd"])
    return check_weekday(day_of_month(s, number, day, year, *found.span()), found["wd"])


def _fitting(month: int, day: int, weekday: str, today: date) -> date | None:
    """The day nearest to today, at most `CLOSE` days away, that falls on the weekday said with it."""
    days = [d for k in (-1, 0, 1) if (d := _real(today.year + k, month, day))]
    days = [d for d in days if d.weekday() == vocabulary.weekday_number(weekday) and abs((d - today).days) <= CLOSE]
    return min(days, key=lambda d: abs((d - today).days), default=None)


def iso(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "2025-04-10", "2025-04-10T11:00+03:00"."""
    month, day = int(found["mo"]), int(found["d"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    meaning = day_of_month(s, month, day, int(found["y"]), *found.span())
    if found["clock"] and meaning.first:
        clock = found["clock"] + (found["zone"] or "").replace("Z", "+00:00")
        return replace(meaning, type="TIME", value=f"{meaning.value}T{found['clock']}", grain="minute", clock=clock)
    return meaning


def numeric(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "25/04/2025"; where day and month could change places it is one of two days, and flagged."""
    if found["sep"] == "." and len(found["y"]) == 2:
        return None
    year = int(found["y"]) if len(found["y"]) == 4 else int(found["y"]) + (2000 if int(found["y"]) < 50 else 1900)
    a, b = int(found["a"]), int(found["b"])
    month_first = _real(year, a, b) if a <= 12 else None
    day_first = _real(year, b, a) if b <= 12 else None
    if found["sep"] == ".":  # written with dots, the day comes first wherever dates are written so
        month_first = None
    if month_first and day_first and month_first != day_first:
        first, last = sorted((day_first, month_first))
        meaning = dated(periods.day(month_first), "month_day")
        return replace(meaning, first=first, last=last, edtf=f"[{first},{last}]", flag=AMBIGUOUS_ORDER)
    when = month_first or day_first
    if when is None:
        plausible = a <= 31 and b <= 31 and min(a, b) <= 12 and min(a, b) > 0
        return unknown(f"{year:04d}-XX-XX", "day", "month_day", flag=NO_SUCH_DAY) if plausible else None
    return replace(dated(periods.day(when), "month_day"), direction=_way(when, s.today))


def day_list(found: re.Match[str], s: Setting) -> Meaning | tuple[Found, ...] | None:
    """ "from 10 to 12 April", "July 16 and 17": an interval; "April 12 and 26": two days."""
    number, year = vocabulary.month_number(found["m"]), year_said(found, s)
    opening = found[0].split(None, 1)[0].lower()
    points = []
    for group in ("d", "d2"):
        meaning = day_of_month(s, number, vocabulary.day_number(found[group]), year, *found.span())
        points.append(Found(found.start(group), found.end(group), meaning))
    month_first = found.start("m") < found.start("d")
    points[0 if month_first else 1] = _with_month(points[0 if month_first else 1], found, month_first)
    one, two = points[0].meaning, points[1].meaning
    joiner = found["sep"].strip().lower()
    if joiner == "or" and one.first and two.first:
        return ranged(found, replace(one, first=one.first, last=two.first, edtf=f"[{one.first},{two.first}]"), points)
    if joiner in ("and", "&") and opening != "between":
        consecutive = one.first and two.first and (two.first - one.first).days == 1
        if not consecutive:
            return _two_days(found, s, points, month_first)
    if one.first is None or two.first is None:
        bad = one if one.flag else two
        return ranged(found, replace(bad, first=None, last=None, edtf=bad.edtf if not bad.flag else None, kind="range"), points)
    if two.first < one.first:
        meaning = replace(one, first=None, last=None, edtf=None, flag=ENDS_BEFORE_IT_BEGINS, kind="range")
        return ranged(found, meaning, points)
    return ranged(found, replace(one, last=two.first, edtf=periods.edtf(one.first, two.first), kind="range"), points)


def _with_month(point: Found, found: re.Match[str], month_first: bool) -> Found:
    return replace(point, start=found.start("m")) if month_first else replace(point, end=found.end("m"))


def ranged(found: re.Match[str], meaning: Meaning, points: list[Found]) -> tuple[Found, ...]:
    """One expression over the whole match, made of two points."""
    return (Found(found.start(), found.end(), meaning, tuple(points)),)


def _two_days(found: re.Match[str], s: Setting, points: list[Found], month_first: bool) -> tuple[Found, ...] | None:
    """Two days that share their month, each an expression; None where the second figure may count something else."""
    following = s.text[found.end("d2") : found.end("d2") + 12]
    if month_first and not found["y"] and not re.match(r"\s*(?:[.,;:)”\"’–—]|$|\n|(?:in|at|for|to|with|as|of|were|was|will)\b)", following):
        return None
    last = replace(points[1], end=max(points[1].end, found.end()))
    return (points[0], last)


def week_of_day(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "the week of April 14": the week, Monday to Sunday, that the day is in."""
    name, day = found["m"] or found["m3"], found["d"] or found["d3"]
    meaning = day_of_month(s, vocabulary.month_number(name), vocabulary.day_number(day), year_said(found, s), *found.span())
    if meaning.first is None:
        return replace(meaning, grain="week", edtf=None)
    whole = dated(periods.week(meaning.first), "week", anchor=meaning.anchor)
    return replace(whole, direction=meaning.direction, why=meaning.why)


def feast(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "Christmas", "New Year’s Eve", "Thanksgiving"."""
    said = " ".join(found["feast"].lower().split())
    if not found["feast"][0].isupper():
        return None
    year = year_said(found, s)
    if s.today is None and year is None:
        return unknown("XXXX", "day", "feast")

    def on(number: int) -> date:
        if said.startswith(("easter", "good")):
            return periods.easter(number) + timedelta({"easter monday": 1, "good friday": -2}.get(said, 0))
        if said.startswith("thanksgiving"):
            return periods.weekday_from(date(number, 11, 1), 3, 1) + timedelta(21)
        return date(number, *vocabulary.words("feasts")[said])

    if year is not None:
        return dated(periods.day(on(year)), "feast")
    assert s.today is not None
    rel = (found["rel"] or "").lower()
    cue = Cue("past", rel) if rel == "last" else Cue("future", rel) if rel == "next" else s.cue(*found.span())
    when, _ = nearest([on(s.today.year + k) for k in (-1, 0, 1)], s.today, cue)
    return replace(dated(periods.day(when), "feast", anchor=s.today_is), direction=_way(when, s.today), why=cue.words)
