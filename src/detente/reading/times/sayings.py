"""The day on which something was said to come "soon": what is open or runs "to the end of August" starts there.

The day of publication, unless the text dates the saying itself ("told the agency on Tuesday", "in June the minister said").
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from detente.reading.times import periods
from detente.reading.times.meanings import Found, Setting

_SENTENCE = re.compile(
    r"(?<![A-Z])(?<!\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec))(?<!Sept)[.!?][”\"’)]*\s+(?=[“\"‘(]?[A-Z])|\n\s*\n|;"
)

#: How far back, in characters and days, a dated saying holds for what follows it.
_REACH, _DAYS = 1500, 3

_OPEN = ("vague", "deadline", "within", "step", "stretch")


def date_sayings(found: tuple[Found, ...], s: Setting) -> tuple[Found, ...]:
    """The same expressions; those that start on the day they are said start on the day that the text gives for that."""
    if s.today is None:
        return found
    out: list[Found] = []
    for at, each in enumerate(found):
        said = _said_on(at, found, s) if _starts_when_said(each, s) else None
        out.append(_from_day(each, said) if said else each)
    return tuple(out)


def _starts_when_said(each: Found, s: Setting) -> bool:
    m = each.meaning
    return (
        m.kind in _OPEN and m.direction in ("future", "present") and m.first == s.today and m.first != m.last and m.value != "PRESENT_REF"
    )


def _said_on(at: int, found: tuple[Found, ...], s: Setting) -> Found | None:
    """The expression that dates the saying: in its sentence, else before it, else that of yesterday's event."""
    each = found[at]
    start, end = _sentence(s.text, each)
    near = [f for f in found[max(0, at - 6) : at + 7] if f is not each and start <= f.start and f.end <= end and _dates_a_saying(f, s)]
    if near:
        return min(near, key=lambda f: abs(f.start - each.start))
    if each.meaning.kind in ("step", "stretch") or s.today is None:
        return None
    before = [f for f in reversed(found[max(0, at - 12) : at]) if each.start - f.end <= _REACH and _may_date(f, s)]
    for f in before:
        if f.meaning.kind == "clock" or _dates_a_saying(f, s):
            return f
    yesterday = [f for f in before if f.meaning.first == s.today - timedelta(1) and f.meaning.direction == "past"]
    return yesterday[0] if yesterday and each.meaning.kind != "deadline" else None


def _may_date(found: Found, s: Setting) -> bool:
    """Whether an expression names one of the last days, other than in the dateline."""
    m = found.meaning
    if m.first is None or s.today is None or m.first != m.last or m.grain == "vague" or s.today_is == f"text:{found.start}":
        return False
    return timedelta(0) <= s.today - m.first <= timedelta(_DAYS)


def _dates_a_saying(found: Found, s: Setting) -> bool:
    m = found.meaning
    if m.first is None or m.last is None or m.direction == "future" or m.type == "DURATION" or m.grain == "vague" or s.today is None:
        return False
    return m.first <= s.today and m.kind not in ("year", "deadline") and s.cues.says(found.start, found.end)


def _sentence(text: str, each: Found) -> tuple[int, int]:
    left, right = text[max(0, each.start - 300) : each.start], text[each.end : each.end + 200]
    start = max(0, each.start - 300)
    for stop in _SENTENCE.finditer(left):
        start = max(0, each.start - 300) + stop.end()
    stopped = _SENTENCE.search(right)
    return start, each.end + (stopped.start() if stopped else len(right))


def _from_day(each: Found, said: Found) -> Found:
    """The expression, starting on another day; a length counted from there ends later by as much."""
    m, first = each.meaning, said.meaning.first
    assert first is not None
    assert m.first is not None
    last = m.last
    if m.kind == "within" and last is not None:
        last = last - (m.first - first)
    edtf = f"{first}/.." if last is None else periods.edtf(first, last)
    return replace(each, meaning=replace(m, first=first, last=last, edtf=edtf, anchor=f"text:{said.start}"))
