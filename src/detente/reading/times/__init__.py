"""Expressions of time and what they mean, seen from the day of publication.

Rules are data (`codebook/en/times.toml`); this package finds them in one pass (`scanning`), resolves each against the
day of publication, the cues of its clause and what the text named before, and joins neighbours that are one
expression (`joins`). No parser; linear in the length of the text.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from detente.errors import DateError
from detente.model import FieldName, TimeExpression
from detente.model.edtf import day_of
from detente.model.mentions import Timex3, TimexPoint
from detente.reading.times import vocabulary
from detente.reading.times.calendar_days import day_of_month
from detente.reading.times.direction import Cues
from detente.reading.times.joins import join
from detente.reading.times.meanings import Found, Setting
from detente.reading.times.sayings import date_sayings
from detente.reading.times.scanning import scan

#: A dateline: "ISTANBUL, Feb. 28 —", "GENEVA, 18 March 2025 (Agency) –", at the head of a text.
_DATELINE = (
    r"\s*(?-i:[A-Z][A-Z.’' -]+[A-Z.])(?:,[^,\n]{2,30})?, (?:(?P<m>{month}) (?P<d>{dom})|(?P<d2>{dom}) (?P<m2>{month}))(?:,? (?P<y>{year}))?"
    r"[^\n]{0,40}?(?:[-–—:]|\n)"
)

#: Years of publication that relative expressions are counted from; others are a slip of the pen.
_FIRST_YEAR, _LAST_YEAR = 1400, 2900

#: A dateline this many days from publication or fewer is the day that the dispatch speaks from.
_DATELINE_REACH = 1


def find_times(text: str, published: str | None, field: FieldName = "text") -> tuple[TimeExpression, ...]:
    """Every expression of time in a text, in order, resolved against the ISO date (or date-time) of publication.

    `published` may be None, or no date at all: what can be known without it is kept. Never raises on odd text.
    """
    try:
        today = day_of(published)
    except DateError:
        today = None
    if today and not _FIRST_YEAR <= today.year <= _LAST_YEAR:
        today = None
    setting = Setting(text, Cues(text, headline=field == "title"), today)
    _read_dateline(setting)
    scan(setting)
    return tuple(_expression(found, text, field) for found in date_sayings(join(setting), setting))


def _read_dateline(s: Setting) -> None:
    """Count from the day in the dateline, where there is one next to that of publication."""
    found = _dateline().match(s.text[:160])
    if not found:
        return
    month, day = found["m"] or found["m2"], found["d"] or found["d2"]
    at = found.start("m") if found["m"] else found.start("d2")
    year = int(found["y"]) if found["y"] else None
    meaning = day_of_month(s, vocabulary.month_number(month), vocabulary.day_number(day), year, at, at)
    when: date | None = meaning.first
    if when and (s.today is None or abs((when - s.today).days) <= _DATELINE_REACH):
        s.today, s.today_is = when, f"text:{at}"


@cache
def _dateline() -> re.Pattern[str]:
    return vocabulary.compiled(_DATELINE, "dateline")


def _expression(found: Found, text: str, field: FieldName) -> TimeExpression:
    m = found.meaning
    return TimeExpression(
        field=field,
        start=found.start,
        end=found.end,
        text=text[found.start : found.end],
        edtf=m.edtf,
        timex3=Timex3(m.type, m.value, m.mod),
        earliest=m.first.isoformat() if m.first else None,
        latest=m.last.isoformat() if m.last else None,
        grain=m.grain,
        direction=m.direction,
        why=m.why,
        anchor=m.anchor,
        alternative=m.alternative,
        flag=m.flag,
        minutes=m.minutes,
        clock=m.clock,
        points=tuple(TimexPoint(p.start, p.end, Timex3(p.meaning.type, p.meaning.value, p.meaning.mod)) for p in found.parts),
    )
