"""Months, seasons, quarters, years and parts of them: which one is meant, seen from the day of publication."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from detente.model.mentions import Direction
from detente.reading.times import periods, vocabulary
from detente.reading.times.calendar_days import ADJACENT, ranged, year_said
from detente.reading.times.direction import Cue
from detente.reading.times.meanings import Found, Meaning, Setting, dated, unknown

#: Words before a bare "May" or "March" that make it the month.
_GOVERNED = re.compile(
    r"\b(?:in|of|since|until|till|by|from|last|next|this|through|during|to|and|or|early|late|mid|after|before|between|for|on|the)[ -]$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"([A-Za-z]+)\.?\s$")
_SEASON_GOVERNED = re.compile(r"\b(?:in|by|until|till|since|before|after|during|of|through|over|from|and|or)\s$", re.IGNORECASE)


def _month_year(s: Setting, number: int, found: re.Match[str]) -> tuple[int | None, Direction | None, str, int | None]:
    """The year of a month without one, the direction and its cue, and the year of the other reading where it is close."""
    today = s.today
    if today is None:
        return None, None, "", None
    rel = (found.groupdict().get("rel") or "").lower()
    if rel in ("last", "this past", "the past"):  # one that has just ended would be "last month"
        return today.year - (number >= today.month - 1 if today.month > 2 else number >= today.month), "past", rel, None
    if rel in ("next", "this coming", "the coming"):
        return today.year + (number <= today.month), "future", rel, None
    if rel in ("the same", "that", "the following") and s.last and s.last.meaning.first:
        base = s.last.meaning.first
        return base.year + (rel == "the following" and number <= base.month), None, rel, None
    back = today.year - (number > today.month)
    ahead = today.year + (number < today.month)
    if rel == "this":
        return (today.year, None, rel, None)
    if s.text[max(0, found.start() - 4) : found.start()].lower() == "the " and number in s.months_named:  # "the February session"
        return s.months_named[number], None, "named before", None
    cue = s.cue(*found.span())
    if back == ahead:
        return back, "present", cue.words, None
    months_ahead = (ahead - today.year) * 12 + number - today.month
    if cue.way == "future" and months_ahead <= 9:
        return ahead, "future", cue.words, back if months_ahead > 5 else None
    near = {"near": 6, "then": 6, None: 3, "past": 0 if cue.gap <= ADJACENT else 2, "future": 0}[cue.way]
    if months_ahead <= near:
        return ahead, "future", cue.words, back
    return back, "past", cue.words, ahead if months_ahead <= 5 else None


def month(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "April", "mid-April", "last October", "April of last year"."""
    name, number = found["m"], vocabulary.month_number(found["m"])
    bare = not (found["pre"] or found["rel"] or found["y"] or found["yrel"])
    if (
        bare
        and (name.rstrip(".").lower() in ("may", "march", "mar") or len(name.rstrip(".")) < 5)
        and name.rstrip(".").lower() not in ("june", "july")
    ):
        after = s.text[found.end("m") : found.end("m") + 2]
        if not _GOVERNED.search(s.text[max(0, found.start() - 10) : found.start()]) and not after.startswith(("’s", "'s")):
            return None
        if len(name) <= 4 and not name.endswith(".") and name.lower() not in ("may", "june", "july"):
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
    """ "this spring", "the end of autumn", "summer 2023"."""
    letters, first_month = vocabulary.words("seasons")[found["season"].lower()]
    rel = (found["rel"] or "").lower()
    named = found["y"] or found["yrel"]
    before = s.text[max(0, found.start() - 9) : found.start()]
    governed = _SEASON_GOVERNED.search(before)
    if not (named or found["pre"] or rel not in ("", "the") or governed):
        return None
    if (
        found["season"].lower() == "fall"
        and not named
        and rel in ("", "the")
        and re.match(r"\s+(?:of|in|from|to|by|on)\b", s.text[found.end() : found.end() + 6])
    ):
        return None
    mod = portion_of(found["pre"])
    year = year_said(found, s)
    if year is not None:
        return dated(periods.season(year, letters, first_month), "season", mod=mod)
    if s.today is None:
        return unknown(f"XXXX-{letters}", "season", "season", mod=mod)
    seasons = [periods.season(s.today.year + k, letters, first_month) for k in (-1, 0, 1)]
    cue = s.cue(*found.span())
    if rel in ("last", "this past", "the past"):
        cue = Cue("past", rel)
        chosen = [p for p in seasons if p.last < s.today][-1] if seasons[0].last < s.today else seasons[0]
    elif rel in ("next", "this coming", "the coming"):
        cue = Cue("future", rel)
        chosen = next(p for p in seasons if p.first > s.today)
    else:
        chosen = _season_near(seasons, s.today, cue.direction, here=rel == "this")
    meaning = dated(chosen, "season", mod=mod, anchor=s.today_is)
    return replace(meaning, direction=cue.direction, why=cue.words)


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
    """ "the second quarter", "Q3 2025", "the first half of 2023"."""
    groups = found.groupdict()
    if groups.get("q"):
        number, what = int(groups["q"]), "quarter"
        if not groups["y"] and not re.search(r"\b(?:in|for|of|by)\s$", s.text[max(0, found.start() - 5) : found.start()], re.I):
            return None
    else:
        said = groups["ord"].lower()
        number = int(said[0]) if said[0].isdigit() else vocabulary.words("ordinals")[said]
        what = groups["u"].lower()
    if what == "half" and (
        number > 2 or not (groups.get("y") or groups.get("yrel") or groups.get("y0") or groups.get("yrel0") or "-" in found[0])
    ):
        return None
    build = periods.quarter if what == "quarter" else periods.half
    year = year_said(found, s)
    if year is not None:
        return dated(build(year, number), "quarter")
    if s.today is None:
        return unknown(f"XXXX-{'Q' if what == 'quarter' else 'H'}{number}", "quarter", "quarter")
    cue = s.cue(*found.span())
    if groups.get("ago"):
        chosen = build(s.today.year, number)
        year = (s.topic.meaning.first if s.topic and s.topic.meaning.first else chosen.first).year - 1
        return replace(dated(build(year, number), "compared"), anchor=s.today_is)
    chosen = build(s.today.year, number)
    if chosen.first > s.today and (cue.way not in ("future", "then") or (chosen.first - s.today).days > 200):
        chosen = build(s.today.year - 1, number)
    elif chosen.last < s.today and cue.way == "future" and (s.today - chosen.last).days > 120:
        chosen = build(s.today.year + 1, number)
    return replace(dated(chosen, "quarter", anchor=s.today_is), direction=cue.direction, why=cue.words)


def _numbered(text: str, at: int) -> bool:
    """Whether a figure numbers or counts something: "Resolution 1701", "some 2000"."""
    before = _COUNTED.search(text[max(0, at - 16) : at])
    return before is not None and before[1].lower() in vocabulary.numbered()


def year(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "2023", "late 2024"; not a figure that counts or names something else."""
    number = int(found["y"])
    if found.start() == found.start("y") and _numbered(s.text, found.start()):
        return None
    before = s.text[max(0, found.start("y") - 3) : found.start("y")]
    if (
        re.search(r"[\d$£€₽.,/#№:+−–-]$", before)
        and not found["pre"]
        and not re.search(r"[A-Za-z,] ?[-–]$|[, ]$|\bpost-$|[a-z]\.$", before)
    ):
        return None
    after = s.text[found.end() : found.end() + 16]
    if vocabulary.counted_things().match(after):
        return None
    if s.today and number > s.today.year + 60:
        return None
    mod = portion_of(found["pre"])
    return dated(periods.year(number), "year", mod=mod)


def year_range(found: re.Match[str], s: Setting) -> Meaning | tuple[Found, ...] | None:
    """ "2014–2015", "2014-15"."""
    first = int(found["y"])
    last = int(found["y2"]) if len(found["y2"]) == 4 else first // 100 * 100 + int(found["y2"])
    if not first < last <= first + 100:
        return None
    one, two = dated(periods.year(first), "year"), dated(periods.year(last), "year")
    points = [Found(*found.span("y"), one), Found(*found.span("y2"), two)]
    return ranged(found, replace(one, last=two.last, edtf=f"{first}/{last}", kind="range"), points)


def year_in_words(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "nineteen ninety-four", "the year two thousand"."""
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
    """ "the early 1990s", "the ’90s", "the nineties"."""
    if found["y"]:
        first = int(found["y"]) * 10
    elif found["y2"]:
        first = 1900 + int(found["y2"]) * 10
    else:
        names = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
        if "the" not in found[0].lower() or re.search(
            r"\b(?:in|into) (?:his|her|their)\b", s.text[max(0, found.start() - 12) : found.start()]
        ):
            return None
        first = 1920 + 10 * names.index(found["w"].lower())
    return dated(periods.decade(first), "decade", mod=portion_of(found["pre"]))


def century(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "the 19th century"."""
    return dated(periods.century(int(found["c"]) - 1), "century", mod=portion_of(found["pre"]))


def week_of_month(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "the last week of June", "the first Monday of May", "the second half of July"."""
    number = vocabulary.month_number(found["m"])
    year = year_said(found, s)
    way, why = s.cue(*found.span()).direction, ""
    if year is None:
        year, way, why, _ = _month_year(s, number, found)
    if year is None:
        return unknown(f"XXXX-{number:02d}", "week", "week_of_month")
    whole = periods.month(year, number)
    order = {"last": -1, "final": -1, "closing": -1, "opening": 1}.get(found["ord"].lower()) or vocabulary.words("ordinals")[
        found["ord"].lower()
    ]
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
