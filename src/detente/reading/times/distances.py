"""Days counted off: "six weeks ago", "a day earlier", "the day after", "the 27th"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from detente.reading.times import periods, vocabulary
from detente.reading.times.anchors import count_base, way_of
from detente.reading.times.calendar_days import day_of_month
from detente.reading.times.lengths import duration_value, minutes_of
from detente.reading.times.meanings import Found, Meaning, Setting, dated, unknown


def distance(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "six weeks ago", "a day earlier", "two months later"."""
    unit, way = vocabulary.unit_of(found["u"]), found["dir"].lower()
    count = vocabulary.number(found["n"])
    if count is not None and found["half"]:
        count += 0.5
    back = way in ("ago", "earlier", "before", "previously", "beforehand", "prior")
    mod = vocabulary.words("approximations").get(" ".join((found["approx"] or "").lower().split())) or ("APPROX" if found["so"] else None)
    if count is None:
        return _vague_distance(s, unit, way, back=back)
    from_publication = way in ("ago", "from now", "from today", "hence")
    if unit == "year" and count == 1 and back and (compared := year_before(s, found.start())):
        return replace(compared, mod=mod, why=way)
    base, anchor = count_base(s, not from_publication)
    if back and not from_publication and s.last and s.last.meaning.kind in ("distance", "compared"):
        base, anchor = s.today, s.today_is  # "a year earlier … a year earlier" count from the same day
    if base is None:
        return unknown(duration_value(count, unit), unit, "distance", direction="past" if back else "future")
    if unit in ("second", "minute", "hour"):
        return Meaning("DURATION", duration_value(count, unit), unit, kind="distance", minutes=minutes_of(count, unit), mod=mod,
                       direction="past" if back else "future", why=way, anchor=anchor)  # fmt: skip
    if (
        s.last
        and anchor != s.today_is
        and s.last.meaning.grain in ("month", "quarter", "year", "season")
        and unit in ("day", "week", "night", "fortnight")
    ):
        meaning = Meaning("DURATION", duration_value(count, unit), unit, kind="distance", mod=mod, why=way, anchor=anchor)
        return replace(meaning, direction="past" if back else "future", minutes=minutes_of(count, unit))
    counted = _count_from(base, -count if back else count, unit, in_text=anchor.startswith("text"), s=s)
    return replace(counted, mod=mod, direction=way_of(counted, s.today), why=way, anchor=anchor, kind="distance") if counted else None


def _count_from(base: date, count: float, unit: str, *, in_text: bool, s: Setting) -> Meaning | None:
    """The day or period that lies a count of units from a day."""
    if count != int(count):
        smaller = {"year": ("month", 12), "month": ("day", 30), "week": ("day", 7), "decade": ("year", 10)}.get(unit)
        if smaller is None:
            return None
        unit, count = smaller[0], round(count * smaller[1])
    when = periods.shift(base, int(count), unit)
    if when is None:
        return None
    grain = unit
    if unit == "week" and in_text and s.last and s.last.meaning.grain in ("day", "part_of_day", "hour", "minute"):
        grain = "day"
    elif in_text and s.last and s.last.meaning.grain in ("quarter", "month", "season") and unit == "year":
        grain = s.last.meaning.grain
    if grain == "fortnight":
        grain = "week"
    if grain == "week":  # "two weeks ago" is about that day, and TIMEX3 writes its week
        return replace(dated(periods.day(when), "distance", approximate=True), grain="week", value=periods.week(when).value)
    if grain == "season":
        grain = "month"
    return dated(periods.around(when, grain), "distance", approximate=grain in ("month", "year", "decade") and not in_text)


def _vague_distance(s: Setting, unit: str, way: str, *, back: bool) -> Meaning:
    """ "several years ago", "a few days later": before or after, nobody knows how far."""
    from_publication = way in ("ago", "from now", "from today", "hence")
    base, anchor = count_base(s, not from_publication)
    value = ("PAST_REF" if back else "FUTURE_REF") if from_publication else duration_value(None, unit)
    meaning = Meaning(
        "DATE" if from_publication else "DURATION",
        value,
        "vague",
        kind="distance",
        direction="past" if back else "future",
        why=way,
        anchor=anchor,
    )
    if base is None:
        return meaning
    return replace(meaning, last=base, edtf=f"../{base}") if back else replace(meaning, first=base, edtf=f"{base}/..")


#: How far back, in characters, a comparison looks for the period that it compares.
_TOPIC_REACH = 1500


def year_before(s: Setting, at: int) -> Meaning | None:
    """The quarter a year before the one that the text is about, if it is about one."""
    topic = s.topic
    if topic is None or topic.meaning.first is None or topic.meaning.grain != "quarter" or at - topic.end > _TOPIC_REACH:
        return None
    first = topic.meaning.first
    return dated(periods.quarter(first.year - 1, (first.month + 2) // 3), "compared", anchor=f"text:{topic.start}")


def _quarter_over(when: date) -> periods.Period:
    """The last quarter that is over on a day."""
    return periods.quarter(when.year, (when.month + 2) // 3 - 1)


def compared(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "the year-earlier period", "the latest quarter", "the 1988 quarter": next to the period that the text is about."""
    unit = (found["u"] or "").lower()
    topic = s.topic.meaning.first if s.topic and s.topic.meaning.grain == "quarter" else None
    if found["ago"]:
        if before := year_before(s, found.start()):
            return before
        if s.today is None or (unit == "period" and topic is None):
            return None
        if unit == "quarter":
            return dated(_quarter_over(s.today.replace(year=s.today.year - 1, day=1)), "compared", anchor=s.today_is)
        return dated(periods.year(s.today.year - 1), "compared", anchor=s.today_is)
    if not unit or unit == "month":
        return None
    if found["y"]:
        return dated(periods.quarter(int(found["y"]), (topic.month + 2) // 3), "compared") if topic else None
    if topic is None and s.today and unit == "quarter":  # the last one that is over
        topic = _quarter_over(s.today).first
    return dated(periods.around(topic, "quarter"), "quarter", anchor=s.today_is) if topic else None


#: What stands before "the 27th" where it is a day ("on the 27th", "Rome on the 19th", "Muscat the 26th").
_GOVERNED = re.compile(r"(?:^|\b(?:on|from|to|until|till|by|since|and|or|through|before|after|between|of|[A-Z]\w+)\s|[,;(]\s)$")


def ordinal_day(found: re.Match[str], s: Setting) -> Meaning | tuple[Found, ...] | None:
    """ "the 27th": of the month that the text named last, else the one by direction."""
    number = vocabulary.day_number(found["d"])
    before = s.text[max(0, found.start() - 9) : found.start()]
    if not 1 <= number <= 31 or not _GOVERNED.search(before):
        return None
    if s.last and s.last.meaning.grain in ("day", "month") and s.last.meaning.first and found.start() - s.last.end < 200:
        base = s.last.meaning.first
        meaning = day_of_month(s, base.month, number, base.year, *found.span())
        return replace(meaning, anchor=f"text:{s.last.start}")
    if s.today is None:
        return unknown(f"XXXX-XX-{number:02d}", "day", "month_day")
    cue = s.cue(*found.span())
    months = [periods.month(s.today.year, s.today.month + k) for k in (-1, 0, 1)]
    days = [m.first.replace(day=number) for m in months if number <= m.last.day]
    back, ahead = [d for d in days if d <= s.today], [d for d in days if d > s.today]
    if not back or not ahead:
        return None
    chosen = ahead[0] if cue.way in ("future", "then") else back[-1]
    meaning = dated(periods.day(chosen), "month_day", anchor=s.today_is)
    return replace(meaning, direction=way_of(meaning, s.today), why=cue.words)


def neighbour_day(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "the day before", "the day after": next to the one that the text named last."""
    if s.last is None or s.last.meaning.first is None or s.last.meaning.last is None:
        return None
    base = s.last.meaning.last if found["dir"].lower() == "after" else s.last.meaning.first
    when = base + timedelta(1 if found["dir"].lower() == "after" else -1)
    meaning = dated(periods.day(when), "distance", anchor=f"text:{s.last.start}")
    return replace(meaning, direction=way_of(meaning, s.today), why=found["dir"])
