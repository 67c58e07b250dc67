"""Weekdays, and days named from the day of publication: "Tuesday", "last Friday", "yesterday"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from detente.reading.times import periods, vocabulary
from detente.reading.times.anchors import ANAPHORIC, count_base, way_of
from detente.reading.times.calendar_spans import portion_of
from detente.reading.times.meanings import Meaning, Setting, dated, unknown


def weekday(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "Tuesday", "late on Friday", "last Thursday", "the following Monday", "Friday of next week"."""
    number = vocabulary.weekday_number(found["wd"])
    groups = found.groupdict()
    rel = " ".join((groups.get("rel") or "").lower().split())
    part = groups.get("part")
    if s.today is None and not (rel in ANAPHORIC and s.last):
        return at_part(unknown(f"XXXX-WXX-{number + 1}", "day", "weekday"), part)
    other: date | None = None
    anchor, why = s.today_is, rel
    if week := groups.get("wrel"):
        base, anchor = count_base(s, week.lower().startswith(("the", "that")))
        assert base is not None
        monday = base - timedelta(base.weekday())
        when = monday + timedelta(number + 7 * {"last": -1, "next": 1, "the following": 1}.get(week.lower(), 0))
        why = week
    elif rel in ANAPHORIC and s.last and s.last.meaning.first:
        base, anchor = count_base(s, True)
        assert base is not None
        when = _from_text(base, number, rel)
    else:
        assert s.today is not None
        when, other, why = _from_publication(s, number, rel, found)
    meaning = dated(periods.day(when), "weekday", anchor=anchor)
    meaning = replace(meaning, direction=way_of(meaning, s.today), why=why, alternative=other.isoformat() if other else None)
    mod = portion_of(groups.get("pre"))
    return at_part(replace(meaning, mod=mod), part)


def _from_text(base: date, number: int, rel: str) -> date:
    if rel in ("the previous", "the preceding"):
        return periods.weekday_from(base - timedelta(1), number, -1)
    if rel in ("the following", "the next"):
        return periods.weekday_from(base + timedelta(1), number, 1)
    return periods.weekday_from(base - timedelta(base.weekday()), number, 1)


def _from_publication(s: Setting, number: int, rel: str, found: re.Match[str]) -> tuple[date, date | None, str]:
    """The weekday meant, the other reading, and why."""
    today = s.today
    assert today is not None
    back = periods.weekday_from(today - timedelta(1), number, -1)
    ahead = periods.weekday_from(today + timedelta(1), number, 1)
    if rel in ("last", "this past", "the previous", "the preceding"):
        return back, None, rel
    if rel in ("next", "this coming", "the coming", "the following", "the next"):
        week_on = (
            back + timedelta(14)
            if rel == "next" and ahead - today < timedelta(7) and today.isocalendar()[1] == ahead.isocalendar()[1]
            else None
        )
        return ahead, week_on, rel
    if today.weekday() == number:
        cue = s.cue(*found.span())
        return today, ahead if cue.way in ("future", "then") else None, cue.words or "the day of publication"
    if rel == "this":
        monday = today - timedelta(today.weekday())
        return monday + timedelta(number), None, rel
    cue = s.cue(*found.span())
    if known := _named_before(s, number, found):
        return known, None, "named before"
    if cue.way in ("future", "then") or (cue.way == "near" and ahead - today < today - back):
        return ahead, back, cue.words
    return back, ahead if cue.way != "past" else None, cue.words


def _named_before(s: Setting, number: int, found: re.Match[str]) -> date | None:
    """The day to come that the text named before, where "Sunday's talks", "the Sunday session" take it up again."""
    day = s.days_to_come.get(number)
    if day is None:
        return None
    owned = s.text[found.end() : found.end() + 2] in ("’s", "'s")
    attribute = re.search(r"\bthe\s$", s.text[max(0, found.start() - 4) : found.start()]) and re.match(
        r"\s[a-z]", s.text[found.end() : found.end() + 2]
    )
    return day if owned or attribute else None


def at_part(meaning: Meaning, part: str | None) -> Meaning:
    """The same day, in its morning, evening, …"""
    if not part:
        return meaning
    letters = vocabulary.words("parts")[part.lower()]
    return replace(meaning, type="TIME", value=f"{meaning.value}T{letters}", grain="part_of_day")


def weekday_set(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "every Monday", "Tuesday nights"."""
    number = vocabulary.weekday_number(found["wd"] or found["wd2"])
    value = f"XXXX-WXX-{number + 1}"
    if found["part"]:
        value += "T" + vocabulary.words("parts")[found["part"].lower()]
    return Meaning("SET", value, "day", kind="set")


_DEICTIC = {"the day before yesterday": -2, "yesterday": -1, "last night": -1, "tomorrow": 1, "the day after tomorrow": 2}


def deictic(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "today", "late yesterday", "tomorrow morning", "last night"."""
    word = " ".join(found["word"].lower().split())
    step = _DEICTIC.get(word, 0)
    after = s.text[found.end() : found.end() + 14]
    if found["word"][0].isupper() and re.search(r"\b[A-Z]\w+\s$", s.text[max(0, found.start() - 20) : found.start()]):
        return None  # "Business Today"
    if word == "overnight" and re.match(r"\s+[a-z]+s?\b", after) and not re.match(r"\s+(?:on|in|to|and|from|by|into|at)\b", after):
        return None
    part = found["part"] or next((p for p in ("morning", "afternoon", "evening", "night") if word.endswith(" " + p)), None)
    part = "night" if word in ("tonight", "overnight") else part
    if s.today is None:
        return unknown("PRESENT_REF" if step == 0 else "XXXX-XX-XX", "day", "deictic")
    when = s.today + timedelta(step)
    meaning = replace(dated(periods.day(when), "deictic", anchor=s.today_is), mod=portion_of(found["pre"]), why=word)
    return at_part(replace(meaning, direction=way_of(meaning, s.today)), part)
