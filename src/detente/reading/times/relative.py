"""Periods seen from the day of publication, or from the text: "last week", "later this month", "the next two weeks"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from detente.model.mentions import Direction
from detente.reading.times import periods, vocabulary
from detente.reading.times.anchors import ANAPHORIC, count_base, way_of
from detente.reading.times.calendar_spans import portion_of
from detente.reading.times.lengths import duration_value, minutes_of
from detente.reading.times.meanings import Meaning, Setting, dated, unknown
from detente.reading.times.weekdays import at_part


def _opens(text: str, at: int) -> bool:
    """Whether a sentence starts here."""
    return at == 0 or bool(re.search(r"[.!?:—–\n\"“”‘’'(]\s*$", text[max(0, at - 3) : at]))


def step(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "last week", "later this month", "the same day", "the end of the year"."""
    unit, det = found["u"].lower(), (found["det"] or "").lower()
    word = " ".join((found["rel"] or "").lower().split())
    rel = f"the {word}" if det == "the" and word in ("following", "previous", "preceding", "next", "same") else word
    if unit in ("morning", "afternoon", "evening", "night"):
        return _part_step(found, s, unit, rel)
    if not word and not found["pre"]:
        return _bare_period(found, s, unit) if det == "the" else None
    if det == "the" and word in ("past", "last", "coming", "next") and not found["pre"] and unit not in ("day",):
        return _rolling(found, s, unit, word)
    if word == "present" or (
        word in ("past", "coming", "following", "upcoming", "prior") and not det and not found["pre"] and unit == "day"
    ):
        return None
    anaphoric = rel in ANAPHORIC or (word in ("following", "previous", "preceding", "same", "that") and s.last is not None)
    base, anchor = count_base(s, anaphoric)
    if base is None:
        return unknown({"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX"}.get(unit, "XXXX"), unit, "step")
    count = 0 if rel in ("that", "the same", "that same", "same", "same very", "very same", "") else vocabulary.words("steps").get(word, 0)
    if word == "last" and unit == "day":
        return None
    if unit == "week" and found["rel"] and found["rel"][0].isupper() and found["u"][0].isupper() and not _opens(s.text, found.start()):
        return None  # "This Week", a programme
    if unit == "weekend":
        return _weekend(found, s, base, count, anchor, explicit=bool(word))
    when = periods.shift(base, count, unit)
    if when is None:
        return None
    mod = portion_of(found["pre"])
    meaning = _rest(dated(periods.around(when, unit), "step", mod=mod, anchor=anchor), found, s)
    return replace(meaning, direction=way_of(meaning, s.today), why=word or "the")


def _rest(meaning: Meaning, found: re.Match[str], s: Setting) -> Meaning:
    """ "later this month" runs from publication to the month's end, "earlier this month" from its start to publication."""
    said = (found["pre"] or "").lower()
    comparative = said.startswith(("later", "earlier", "the rest", "the remainder"))
    if not (comparative and s.today and meaning.first):
        return meaning
    whole = _whole(meaning)
    if whole is None or not whole[0] <= s.today <= whole[1]:
        return meaning
    days = (whole[0], s.today) if said.startswith("earlier") else (s.today, whole[1])
    return replace(meaning, first=days[0], last=days[1], edtf=f"{days[0]}/{days[1]}" if days[0] != days[1] else days[0].isoformat())


def _whole(meaning: Meaning) -> tuple[date, date] | None:
    assert meaning.first is not None
    whole = periods.around(meaning.first, meaning.grain)
    return whole.first, whole.last


def _rolling(found: re.Match[str], s: Setting, unit: str, word: str) -> Meaning | None:
    """ "the past year", "the next week": a length that ends or starts on the day of publication."""
    if unit == "weekend":
        return _weekend(found, s, s.today, -1 if word in ("past", "last") else 1, s.today_is, explicit=True) if s.today else None
    letters = {"week": "P1W", "month": "P1M", "quarter": "P1Q", "year": "P1Y", "decade": "P10Y", "century": "P100Y"}[unit]
    sign = -1 if word in ("past", "last") else 1
    return _stretch(s, letters, sign, 1, unit, word)


def _stretch(s: Setting, value: str, sign: int, count: int, unit: str, why: str) -> Meaning:
    """A length of days that ends (sign -1) or starts (sign 1) on the day of publication."""
    meaning = Meaning("DURATION", value, unit, kind="stretch", minutes=minutes_of(count, unit))
    if s.today is None:
        return meaning
    other = periods.shift(s.today, sign * count, unit)
    if other is None:
        return meaning
    first, last = (other, s.today) if sign < 0 else (s.today, other)
    way: Direction = "past" if sign < 0 else "future"
    return replace(
        meaning,
        first=first,
        last=last,
        edtf=f"{first}/{last}" if first != last else first.isoformat(),
        anchor=s.today_is,
        direction=way,
        why=why,
    )


def _weekend(found: re.Match[str], s: Setting, base: date, count: int, anchor: str, *, explicit: bool) -> Meaning:
    cue = s.cue(*found.span())
    way, why = cue.direction, cue.words
    word = (found.groupdict().get("rel") or "").lower()
    if base.weekday() >= 5 and count == 0:
        pass
    elif (
        word in ("last", "past", "this past")
        or (not explicit and way != "future")
        or (word == "this" and way == "past" and base.weekday() < 2)
    ):
        base = base - timedelta(7)
    elif word in ("next",):
        base = base + timedelta(7)
    meaning = dated(periods.weekend(base), "step", anchor=anchor)
    return replace(meaning, direction=way_of(meaning, s.today), why=word or why)


def _bare_period(found: re.Match[str], s: Setting, unit: str) -> Meaning | None:
    """ "the weekend", "the quarter": the one that the text or the day of publication gives."""
    if unit == "weekend":
        if s.today is None:
            return unknown("XXXX-WXX-WE", "day", "step")
        return _weekend(found, s, s.today, 0, s.today_is, explicit=False)
    if unit == "quarter" and s.topic and s.topic.meaning.grain == "quarter" and s.topic.meaning.first:
        return replace(dated(periods.around(s.topic.meaning.first, "quarter"), "step"), anchor=f"text:{s.topic.start}")
    return None


def _part_step(found: re.Match[str], s: Setting, unit: str, rel: str) -> Meaning | None:
    """ "the next morning", "that evening", "the same night"."""
    if rel not in ("that", "the same", "the next", "the following", "the previous", "same", "that same"):
        return None
    base, anchor = count_base(s, True)
    if base is None:
        return None
    when = base + timedelta({"the next": 1, "the following": 1, "the previous": -1}.get(rel, 0))
    meaning = dated(periods.day(when), "step", anchor=anchor)
    return at_part(replace(meaning, direction=way_of(meaning, s.today), why=rel), unit)


def period_end(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "year-end", "mid-year", "midweek"."""
    unit = (found["u"] or found["u2"] or found["u4"] or found["which3"]).lower()
    if s.today is None:
        return unknown("XXXX", unit, "step")
    mod = "END" if found["which"] or found["which4"] else "MID"
    cue = s.cue(*found.span())
    meaning = dated(periods.around(s.today, unit), "step", mod=mod, anchor=s.today_is)
    return replace(meaning, direction=way_of(meaning, s.today), why=cue.words)


def count_step(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "the last two weeks", "the next 30 days", "the first nine months"."""
    unit, rel = vocabulary.unit_of(found["u"]), found["rel"].lower()
    count = vocabulary.number(found["n"])
    value = duration_value(count, unit)
    if rel in ("first", "final") or (rel in ("following", "previous", "preceding", "recent")):
        return Meaning("DURATION", value, unit, kind="duration", minutes=minutes_of(count, unit) if count is not None else None)
    sign = -1 if rel in ("last", "past") else 1
    if count is None or count != int(count):
        open_end = replace(Meaning("DURATION", value, "vague", kind="stretch"), anchor=s.today_is, why=rel)
        if s.today is None:
            return open_end
        if sign > 0:
            return replace(open_end, first=s.today, edtf=f"{s.today}/..", direction="future")
        return replace(open_end, last=s.today, edtf=f"../{s.today}", direction="past")
    days = {"hour": -(-int(count) // 24), "minute": 0, "second": 0}.get(unit)
    if days is None:
        return _stretch(s, value, sign, int(count), "day" if unit == "night" else unit, rel)
    return replace(_stretch(s, value, sign, days, "day", rel), grain=unit, minutes=minutes_of(count, unit))
