"""Times of the day, and the day that they are on."""

from __future__ import annotations

import re
from dataclasses import replace

from detente.reading.times import periods, vocabulary
from detente.reading.times.meanings import Meaning, Setting, dated

_WORDS = {"noon": (12, 0), "midday": (12, 0), "midnight": (24, 0)}


def clock(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "8:37 p.m.", "14:30 GMT", "noon", "one in the afternoon", "09:10" at the head of a live entry."""
    groups = found.groupdict()
    when = _time(groups)
    if when is None:
        return None
    hour, minute = when
    zone = vocabulary.words("zones").get(" ".join((groups.get("zone") or "").lower().split()), "")
    exact = bool(groups.get("mi"))
    said = f"{hour:02d}:{minute:02d}"
    stamp = _stamp(found, s)
    base, anchor = s.today, s.today_is
    if (
        not stamp
        and s.last
        and s.last.meaning.grain in ("day", "part_of_day", "minute", "hour")
        and s.last.meaning.first == s.last.meaning.last
    ):
        gap = s.text[s.last.end : found.start()] if found.start() - s.last.end < 400 else "\n\n"
        if "\n\n" not in gap:
            base, anchor = s.last.meaning.first, f"text:{s.last.start}"
    value = f"{base.isoformat() if base else 'XXXX-XX-XX'}T{said}"
    if base is None:
        return Meaning("TIME", value, "minute" if exact else "hour", clock=said + zone, kind="clock")
    meaning = dated(periods.day(base), "clock", anchor=anchor)
    return replace(meaning, type="TIME", value=value, grain="minute" if exact else "hour", clock=said + zone)


def _time(groups: dict[str, str | None]) -> tuple[int, int] | None:
    if word := groups.get("word"):
        return _WORDS[word.lower()]
    if said := groups.get("hw"):
        named = vocabulary.number(said)
        hour, minute = int(named) if named is not None else 99, 0
    else:
        hour, minute = int(groups["h"] or 0), int(groups.get("mi") or 0)
    half = (groups.get("ap") or groups.get("ap2") or groups.get("ap3") or "").lower()
    if hour > 24 or minute > 59 or (half and hour > 12):
        return None
    if half.startswith("p") or "afternoon" in half or "evening" in half or "night" in half:
        hour = hour if hour >= 12 else hour + 12
    elif half and hour == 12:
        hour = 0
    return hour, minute


def _stamp(found: re.Match[str], s: Setting) -> bool:
    """Whether the clock heads a line, as in a live blog."""
    at = found.start()
    return at == 0 or s.text[max(0, at - 2) : at].endswith("\n") or s.text[max(0, at - 2) : at] in ("\n[", "\n(")
