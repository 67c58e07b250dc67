"""Dates that name their month, year, season or weekday: which one is meant, seen from the day of publication."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from detente.model.mentions import Direction
from detente.reading.times import periods, vocabulary
from detente.reading.times.meanings import Found, Meaning, Setting, dated, unknown

Resolver = Callable[[re.Match[str], Setting], "Meaning | tuple[Found, ...] | None"]

#: A cue decides the year only where the date so chosen is at most this many days away.
REACH = 250
#: Within this many days both readings of a date without a year are close.
CLOSE = 200

NO_SUCH_DAY = "no such day"
WEEKDAY_CONTRADICTS = "weekday contradicts date"
AMBIGUOUS_ORDER = "ambiguous order"
ENDS_BEFORE_IT_BEGINS = "ends before it begins"

_MAY = re.compile(r"\b(?:in|of|since|until|till|by|from|last|next|this|through|during|to|and|or|early|late|mid|after|before|between|for|on|the)[ -]$", re.I)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def year_said(found: re.Match[str], s: Setting) -> int | None:
    """The year that an expression names itself, in figures or as "last year"; None where it names none."""
    groups = found.groupdict()
    if figures := groups.get("y") or groups.get("y0"):
        return int(figures)
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


def nearest(candidates: list[date], today: date, way: Direction | None) -> tuple[date, date | None]:
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
    if way == "future" and to_ahead <= REACH:
        chosen = ahead
    elif way == "past" and to_back <= 365 - 30:
        chosen = back
    else:
        chosen = back if to_back <= to_ahead else ahead
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
    way, why = s.cue(start, end)
    when, other = nearest(candidates, s.today, way)
    meaning = dated(periods.day(when), "month_day", anchor=s.today_is)
    return replace(meaning, direction=_way(when, s.today), why=why, alternative=other.isoformat() if other else None)


def check_weekday(meaning: Meaning, name: str | None) -> Meaning:
    """The same meaning, flagged where the weekday said beside it is another."""
    if name and meaning.first and meaning.first.weekday() != vocabulary.weekday_number(name):
        return replace(meaning, flag=WEEKDAY_CONTRADICTS)
    return meaning


def month_day(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "April 10", "Tuesday, 10 April 2025". """
    day, number = vocabulary.day_number(found["d"]), vocabulary.month_number(found["m"])
    return check_weekday(day_of_month(s, number, day, year_said(found, s), *found.span()), found["wd"])


def iso(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "2025-04-10", "2025-04-10T11:00+03:00". """
    month, day = int(found["mo"]), int(found["d"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    meaning = day_of_month(s, month, day, int(found["y"]), *found.span())
    if found["clock"] and meaning.first:
        clock = found["clock"] + (found["zone"] or "").replace("Z", "+00:00")
        return replace(meaning, type="TIME", value=f"{meaning.value}T{found['clock']}", grain="minute", clock=clock)
    return meaning


def numeric(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "25/04/2025"; where day and month could change places it is one of two days, and flagged. """
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
    """ "from 10 to 12 April", "July 16 and 17": an interval; "April 12 and 26": two days. """
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
        return _span(found, replace(one, first=one.first, last=two.first, edtf=f"[{one.first},{two.first}]"), points)
    if joiner in ("and", "&") and opening != "between":
        consecutive = one.first and two.first and (two.first - one.first).days == 1
        if not consecutive:
            return _two_days(found, s, points, month_first)
    if one.first is None or two.first is None:
        bad = one if one.flag else two
        return _span(found, replace(bad, first=None, last=None, edtf=bad.edtf if not bad.flag else None, kind="range"), points)
    if two.first < one.first:
        meaning = replace(one, first=None, last=None, edtf=None, flag=ENDS_BEFORE_IT_BEGINS, kind="range")
        return _span(found, meaning, points)
    value = f"{one.first}/{two.first}"
    return _span(found, replace(one, last=two.first, edtf=periods.edtf(one.first, two.first), value=value, kind="range"), points)


def _with_month(point: Found, found: re.Match[str], month_first: bool) -> Found:
    return replace(point, start=found.start("m")) if month_first else replace(point, end=found.end("m"))


def _span(found: re.Match[str], meaning: Meaning, points: list[Found]) -> tuple[Found, ...]:
    return (Found(found.start(), found.end(), meaning, tuple(points)),)


def _two_days(found: re.Match[str], s: Setting, points: list[Found], month_first: bool) -> tuple[Found, ...] | None:
    """Two days that share their month, each an expression; None where the second figure may count something else."""
    following = s.text[found.end("d2") : found.end("d2") + 12]
    if month_first and not found["y"] and not re.match(r"\s*(?:[.,;:)”\"’–—]|$|\n|(?:in|at|for|to|with|as|of|were|was|will)\b)", following):
        return None
    last = replace(points[1], end=max(points[1].end, found.end()))
    return (points[0], last)


def _month_year(s: Setting, number: int, found: re.Match[str]) -> tuple[int | None, Direction | None, str, int | None]:
    """The year of a month without one, the direction and its cue, and the year of the other reading where it is close."""
    today = s.today
    if today is None:
        return None, None, "", None
    rel = (found.groupdict().get("rel") or "").lower()
    if rel in ("last", "this past", "the past"):
        return today.year - (number >= today.month), "past", rel, None
    if rel in ("next", "this coming", "the coming"):
        return today.year + (number <= today.month), "future", rel, None
    if rel in ("the same", "that", "the following") and s.last and s.last.meaning.first:
        base = s.last.meaning.first
        return base.year + (rel == "the following" and number <= base.month), None, rel, None
    back = today.year - (number > today.month)
    ahead = today.year + (number < today.month)
    if rel == "this":
        return (today.year, None, rel, None)
    way, why = s.cue(*found.span())
    if back == ahead:
        return back, "present", why, None
    months_ahead = (ahead - today.year) * 12 + number - today.month
    if way == "future" and months_ahead <= 9:
        return ahead, "future", why, back if months_ahead > 5 else None
    if way is None and months_ahead <= 3:
        return ahead, "future", "", back
    return back, "past", why, ahead if months_ahead <= 5 else None


def month(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "April", "mid-April", "last October", "April of last year". """
    name, number = found["m"], vocabulary.month_number(found["m"])
    bare = not (found["pre"] or found["rel"] or found["y"] or found["yrel"])
    if bare and (name.rstrip(".").lower() in ("may", "march", "mar") or len(name.rstrip(".")) < 5) and name.rstrip(".").lower() not in ("june", "july"):
        after = s.text[found.end("m") : found.end("m") + 2]
        if not _MAY.search(s.text[max(0, found.start() - 10) : found.start()]) and not after.startswith(("’s", "'s")):
            return None
        if name.rstrip(".").lower() == "mar" and not name.endswith("."):
            return None
    mod = portion_of(found["pre"])
    year = year_said(found, s)
    way: Direction | None = None
    why, other = "", None
    anchor = "explicit" if found["y"] else s.today_is
    if year is None:
        year, way, why, other = _month_year(s, number, found)
    if year is None:
        value = f"XXXX-{number:02d}"
        return unknown(value, "month", "month", edtf=value if not mod else None, mod=mod)
    meaning = dated(periods.month(year, number), "month", mod=mod, anchor=anchor)
    if way is None and meaning.first and meaning.last and s.today:
        way = "past" if meaning.last < s.today else "future" if meaning.first > s.today else "present"
    elsewhere = dated(periods.month(other, number), "month", mod=mod).edtf if other else None
    return replace(meaning, direction=way, why=why, alternative=elsewhere)


def portion_of(words: str | None) -> str | None:
    """START, MID or END for "early", "the end of", …; None for no word."""
    if not words:
        return None
    said = " ".join(words.lower().split())
    found = vocabulary.words("portions").get(said)
    return "END" if found is None and said == "end" else found


def season(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "this spring", "the end of autumn", "summer 2023". """
    letters, first_month = vocabulary.words("seasons")[found["season"].lower()]
    rel = (found["rel"] or "").lower()
    named = found["y"] or found["yrel"]
    before = s.text[max(0, found.start() - 9) : found.start()]
    governed = re.search(r"\b(?:in|by|until|till|since|before|after|during|of|through|over|from|and|or)\s$", before, re.I)
    if not (named or found["pre"] or rel not in ("", "the") or governed):
        return None
    if found["season"].lower() == "fall" and not named and re.match(r"\s+(?:of|in|from|to|by|on)\b", s.text[found.end() : found.end() + 6]):
        return None
    mod = portion_of(found["pre"])
    year = year_said(found, s)
    if year is not None:
        return dated(periods.season(year, letters, first_month), "season", mod=mod)
    if s.today is None:
        return unknown(f"XXXX-{letters}", "season", "season", mod=mod)
    seasons = [periods.season(s.today.year + k, letters, first_month) for k in (-1, 0, 1)]
    way, why = s.cue(*found.span())
    if rel in ("last", "this past", "the past"):
        way, why = "past", rel
        chosen = [p for p in seasons if p.last < s.today][-1] if seasons[0].last < s.today else seasons[0]
    elif rel in ("next", "this coming", "the coming"):
        way, why = "future", rel
        chosen = next(p for p in seasons if p.first > s.today)
    else:
        chosen = _season_near(seasons, s.today, way, here=rel == "this")
    meaning = dated(chosen, "season", mod=mod, anchor=s.today_is)
    return replace(meaning, direction=way, why=why)


def _season_near(seasons: list[periods.Period], today: date, way: Direction | None, *, here: bool) -> periods.Period:
    for p in seasons:
        if p.first <= today <= p.last:
            return p
    if here:  # this year's, unless the clause says otherwise
        return min(seasons, key=lambda p: (p.first.year != today.year, abs((p.first - today).days)))
    back = [p for p in seasons if p.last < today]
    ahead = [p for p in seasons if p.first > today]
    if way == "past" or not ahead:
        return back[-1]
    if way == "future" or not back:
        return ahead[0]
    return back[-1] if (today - back[-1].last) <= (ahead[0].first - today) else ahead[0]


def quarter(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "the second quarter", "Q3 2025", "the first half of 2023". """
    groups = found.groupdict()
    if groups.get("q"):
        number, what = int(groups["q"]), "quarter"
        if not groups["y"] and not re.search(r"\b(?:in|for|of|by)\s$", s.text[max(0, found.start() - 5) : found.start()], re.I):
            return None
    else:
        said = groups["ord"].lower()
        number = int(said[0]) if said[0].isdigit() else vocabulary.words("ordinals")[said]
        what = groups["u"].lower()
    if what == "half" and (number > 2 or not (groups.get("y") or groups.get("yrel") or groups.get("y0") or groups.get("yrel0") or "-" in found[0])):
        return None
    build = periods.quarter if what == "quarter" else periods.half
    year = year_said(found, s)
    if year is not None:
        return dated(build(year, number), "quarter")
    if s.today is None:
        return unknown(f"XXXX-{'Q' if what == 'quarter' else 'H'}{number}", "quarter", "quarter")
    way, why = s.cue(*found.span())
    chosen = build(s.today.year, number)
    if chosen.first > s.today and way != "future":
        chosen = build(s.today.year - 1, number)
    elif chosen.last < s.today and way == "future" and (s.today - chosen.last).days > 120:
        chosen = build(s.today.year + 1, number)
    return replace(dated(chosen, "quarter", anchor=s.today_is), direction=way, why=why)


def year(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "2023", "late 2024"; not a figure that counts or names something else. """
    number = int(found["y"])
    before = s.text[max(0, found.start("y") - 3) : found.start("y")]
    if re.search(r"[\d$£€₽.,/#№:+−–-]$", before) and not found["pre"] and not re.search(r"[A-Za-z,] ?[-–]$|[, ]$|\bpost-$|[a-z]\.$", before):
        return None
    after = s.text[found.end() : found.end() + 16]
    if re.match(r"[-‐]?\s?(?:people|percent|per cent|%|points|troops|miles|meters|metres|feet|dollars|euros|deaths|men|women|children|km|jobs|shares|prisoners|soldiers|"
                r"bodies|tons|tonnes|yen|pounds|hours|rubles|roubles|billion|million|GMT|UTC|hrs|kilomet|degrees|barrels|fighters|drones|refugees|others|civilians|"
                r"for|[a-z]+-for)\b", after) and not re.match(r"\s?for\b", after):
        return None
    if s.today and number > s.today.year + 60:
        return None
    mod = portion_of(found["pre"])
    return dated(periods.year(number), "year", mod=mod)


def year_range(found: re.Match[str], s: Setting) -> Meaning | tuple[Found, ...] | None:
    """ "2014–2015", "2014-15". """
    first = int(found["y"])
    last = int(found["y2"]) if len(found["y2"]) == 4 else first // 100 * 100 + int(found["y2"])
    if not first < last <= first + 100:
        return None
    one, two = dated(periods.year(first), "year"), dated(periods.year(last), "year")
    points = [Found(*found.span("y"), one), Found(*found.span("y2"), two)]
    return _span(found, replace(one, last=two.last, edtf=f"{first}/{last}", value=f"{first}/{last}", kind="range"), points)


def year_in_words(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "nineteen ninety-four", "the year two thousand". """
    if found["m2"]:
        if not found["unit"] and not found[0].lower().startswith("the year") and "and" not in found[0]:
            return None
        number = 2000 + int(vocabulary.number(found["unit"]) or 0) if found["unit"] else 2000
    else:
        rest = vocabulary.number(found["rest"])
        if rest is None or not 10 <= rest <= 99:
            return None
        number = 1900 + int(rest)
    return dated(periods.year(number), "year")


def decade(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "the early 1990s", "the ’90s", "the nineties". """
    if found["y"]:
        first = int(found["y"]) * 10
    elif found["y2"]:
        first = 1900 + int(found["y2"]) * 10
    else:
        names = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
        if "the" not in found[0].lower() or re.search(r"\b(?:in|into) (?:his|her|their)\b", s.text[max(0, found.start() - 12) : found.start()]):
            return None
        first = 1920 + 10 * names.index(found["w"].lower())
    return dated(periods.decade(first), "decade", mod=portion_of(found["pre"]))


def century(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "the 19th century". """
    return dated(periods.century(int(found["c"]) - 1), "century", mod=portion_of(found["pre"]))


def week_of_month(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "the last week of June", "the first Monday of May", "the second half of July". """
    number = vocabulary.month_number(found["m"])
    year = year_said(found, s)
    way, why = s.cue(*found.span())
    if year is None:
        year, way, why, _ = _month_year(s, number, found)
    if year is None:
        return unknown(f"XXXX-{number:02d}", "week", "week_of_month")
    whole = periods.month(year, number)
    order = {"last": -1, "final": -1, "closing": -1, "opening": 1}.get(found["ord"].lower()) or vocabulary.words("ordinals")[found["ord"].lower()]
    days = _part_days(whole, order, found["u"])
    if days is None:
        return None
    value = days[0].isoformat() if days[0] == days[1] else periods.week(days[0]).value if found["u"].lower() == "week" else whole.value
    grain = "day" if days[0] == days[1] else "week"
    anchor = "explicit" if found["y"] else s.today_is
    return Meaning("DATE", value, grain, *days, periods.edtf(*days), direction=way, why=why, anchor=anchor, kind="week_of_month")


def _part_days(whole: periods.Period, order: int, unit: str) -> tuple[date, date] | None:
    size = {"week": 7, "half": 15, "ten days": 10, "fortnight": 14, "days": 3, "third": 10}.get(unit.lower())
    if size is not None:
        if order == -1 or (unit.lower() == "half" and order == 2):
            return (whole.first + timedelta(15) if unit.lower() == "half" else whole.last - timedelta(size - 1)), whole.last
        first = whole.first + timedelta(size * (order - 1))
        return (first, min(first + timedelta(size - 1), whole.last)) if first <= whole.last else None
    number = 5 if unit.lower() == "weekend" else vocabulary.weekday_number(unit)
    if order == -1:
        when = periods.weekday_from(whole.last, number, -1)
    else:
        when = periods.weekday_from(whole.first, number, 1) + timedelta(7 * (order - 1))
    if when > whole.last:
        return None
    return (when, when + timedelta(1)) if unit.lower() == "weekend" else (when, when)


def week_of_day(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "the week of April 14": the week, Monday to Sunday, that the day is in. """
    name, day = found["m"] or found["m3"], found["d"] or found["d3"]
    meaning = day_of_month(s, vocabulary.month_number(name), vocabulary.day_number(day), year_said(found, s), *found.span())
    if meaning.first is None:
        return replace(meaning, grain="week", edtf=None)
    whole = dated(periods.week(meaning.first), "week", anchor=meaning.anchor)
    return replace(whole, direction=meaning.direction, why=meaning.why)


def feast(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "Christmas", "New Year’s Eve", "Thanksgiving". """
    said = " ".join(found["feast"].lower().split())
    if not found["feast"][0].isupper():
        return None
    year, way, why = year_said(found, s), None, ""
    if s.today is None and year is None:
        return unknown("XXXX", "day", "feast")

    def on(number: int) -> date:
        if said.startswith("thanksgiving"):
            return periods.weekday_from(date(number, 11, 1), 3, 1) + timedelta(21)
        return date(number, *vocabulary.words("feasts")[said])

    if year is not None:
        return dated(periods.day(on(year)), "feast")
    assert s.today is not None
    way, why = s.cue(*found.span())
    rel = (found["rel"] or "").lower()
    way = "past" if rel == "last" else "future" if rel == "next" else way
    when, _ = nearest([on(s.today.year + k) for k in (-1, 0, 1)], s.today, way)
    return replace(dated(periods.day(when), "feast", anchor=s.today_is), direction=_way(when, s.today), why=why)
