"""Expressions counted from another day: that of publication, or the one that the text named last."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from detente.model.mentions import Direction
from detente.reading.times import periods, vocabulary
from detente.reading.times.calendar_days import day_of_month
from detente.reading.times.calendar_spans import portion_of
from detente.reading.times.lengths import duration_value, minutes_of
from detente.reading.times.meanings import Found, Meaning, Setting, dated, unknown

#: Words that count from what the text named last rather than from publication.
_ANAPHORIC = ("the following", "the previous", "the preceding", "the next", "the same", "that same", "that", "same", "same very", "very same")


def _base(s: Setting, anaphoric: bool) -> tuple[date | None, str]:
    """The day to count from and what it is called."""
    if anaphoric and s.last and s.last.meaning.first:
        return s.last.meaning.first, f"text:{s.last.start}"
    return s.today, s.today_is


def _way(meaning: Meaning, today: date | None) -> Direction | None:
    if today is None or not (meaning.first and meaning.last):
        return None
    return "past" if meaning.last < today else "future" if meaning.first > today else "present"


def weekday(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "Tuesday", "late on Friday", "last Thursday", "the following Monday", "Friday of next week". """
    number = vocabulary.weekday_number(found["wd"])
    groups = found.groupdict()
    rel = " ".join((groups.get("rel") or "").lower().split())
    part = groups.get("part")
    if s.today is None and not (rel in _ANAPHORIC and s.last):
        return _at_part(unknown(f"XXXX-WXX-{number + 1}", "day", "weekday"), part)
    other: date | None = None
    anchor, why = s.today_is, rel
    if week := groups.get("wrel"):
        base, anchor = _base(s, week.lower().startswith(("the", "that")))
        assert base is not None
        monday = base - timedelta(base.weekday())
        when = monday + timedelta(number + 7 * {"last": -1, "next": 1, "the following": 1}.get(week.lower(), 0))
        why = week
    elif rel in _ANAPHORIC and s.last and s.last.meaning.first:
        base, anchor = _base(s, True)
        assert base is not None
        when = _from_text(base, number, rel)
    else:
        assert s.today is not None
        when, other, why = _from_publication(s, number, rel, found)
    meaning = dated(periods.day(when), "weekday", anchor=anchor)
    meaning = replace(meaning, direction=_way(meaning, s.today), why=why, alternative=other.isoformat() if other else None)
    mod = portion_of(groups.get("pre"))
    return _at_part(replace(meaning, mod=mod), part)


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
        week_on = back + timedelta(14) if rel == "next" and ahead - today < timedelta(7) and today.isocalendar()[1] == ahead.isocalendar()[1] else None
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
    attribute = re.search(r"\bthe\s$", s.text[max(0, found.start() - 4) : found.start()]) and re.match(r"\s[a-z]", s.text[found.end() : found.end() + 2])
    return day if owned or attribute else None


def _at_part(meaning: Meaning, part: str | None) -> Meaning:
    """The same day, in its morning, evening, …"""
    if not part:
        return meaning
    letters = vocabulary.words("parts")[part.lower()]
    return replace(meaning, type="TIME", value=f"{meaning.value}T{letters}", grain="part_of_day")


def weekday_set(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "every Monday", "Tuesday nights". """
    number = vocabulary.weekday_number(found["wd"] or found["wd2"])
    value = f"XXXX-WXX-{number + 1}"
    if found["part"]:
        value += "T" + vocabulary.words("parts")[found["part"].lower()]
    return Meaning("SET", value, "day", kind="set")


_DEICTIC = {"the day before yesterday": -2, "yesterday": -1, "last night": -1, "tomorrow": 1, "the day after tomorrow": 2}


def deictic(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "today", "late yesterday", "tomorrow morning", "last night". """
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
    return _at_part(replace(meaning, direction=_way(meaning, s.today)), part)


def _opens(text: str, at: int) -> bool:
    """Whether a sentence starts here."""
    return at == 0 or bool(re.search(r"[.!?:—–\n\"“”‘’'(]\s*$", text[max(0, at - 3) : at]))


def step(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "last week", "later this month", "the same day", "the end of the year". """
    unit, det = found["u"].lower(), (found["det"] or "").lower()
    word = " ".join((found["rel"] or "").lower().split())
    rel = f"the {word}" if det == "the" and word in ("following", "previous", "preceding", "next", "same") else word
    if unit in ("morning", "afternoon", "evening", "night"):
        return _part_step(found, s, unit, rel)
    if not word and not found["pre"]:
        return _bare_period(found, s, unit) if det == "the" else None
    if det == "the" and word in ("past", "last", "coming", "next") and not found["pre"] and unit not in ("day",):
        return _rolling(found, s, unit, word)
    if word == "present" or (word in ("past", "coming", "following", "upcoming", "prior") and not det and not found["pre"] and unit == "day"):
        return None
    anaphoric = rel in _ANAPHORIC or (word in ("following", "previous", "preceding", "same", "that") and s.last is not None)
    base, anchor = _base(s, anaphoric)
    if base is None:
        return unknown({"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX"}.get(unit, "XXXX"), unit, "step")
    count = 0 if rel in ("that", "the same", "that same", "same", "same very", "very same", "", "latest") else vocabulary.words("steps").get(word, 0)
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
    return replace(meaning, direction=_way(meaning, s.today), why=word or "the")


def _rest(meaning: Meaning, found: re.Match[str], s: Setting) -> Meaning:
    """ "later this month" runs from publication to the month's end, "earlier this month" from its start to publication. """
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
    """ "the past year", "the next week": a length that ends or starts on the day of publication. """
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
    return replace(meaning, first=first, last=last, edtf=f"{first}/{last}" if first != last else first.isoformat(), anchor=s.today_is, direction=way, why=why)



def _weekend(found: re.Match[str], s: Setting, base: date, count: int, anchor: str, *, explicit: bool) -> Meaning:
    cue = s.cue(*found.span())
    way, why = cue.direction, cue.words
    word = (found.groupdict().get("rel") or "").lower()
    if base.weekday() >= 5 and count == 0:
        pass
    elif word in ("last", "past", "this past") or (not explicit and way != "future") or (word == "this" and way == "past" and base.weekday() < 2):
        base = base - timedelta(7)
    elif word in ("next",):
        base = base + timedelta(7)
    meaning = dated(periods.weekend(base), "step", anchor=anchor)
    return replace(meaning, direction=_way(meaning, s.today), why=word or why)


def _bare_period(found: re.Match[str], s: Setting, unit: str) -> Meaning | None:
    """ "the weekend", "the quarter": the one that the text or the day of publication gives. """
    if unit == "weekend":
        if s.today is None:
            return unknown("XXXX-WXX-WE", "day", "step")
        return _weekend(found, s, s.today, 0, s.today_is, explicit=False)
    if unit == "quarter" and s.topic and s.topic.meaning.grain == "quarter" and s.topic.meaning.first:
        return replace(dated(periods.around(s.topic.meaning.first, "quarter"), "step"), anchor=f"text:{s.topic.start}")
    return None


def _part_step(found: re.Match[str], s: Setting, unit: str, rel: str) -> Meaning | None:
    """ "the next morning", "that evening", "the same night". """
    if rel not in ("that", "the same", "the next", "the following", "the previous", "same", "that same"):
        return None
    base, anchor = _base(s, True)
    if base is None:
        return None
    when = base + timedelta({"the next": 1, "the following": 1, "the previous": -1}.get(rel, 0))
    meaning = dated(periods.day(when), "step", anchor=anchor)
    return _at_part(replace(meaning, direction=_way(meaning, s.today), why=rel), unit)


def period_end(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "year-end", "mid-year", "midweek". """
    unit = (found["u"] or found["u2"] or found["which3"]).lower()
    if s.today is None:
        return unknown("XXXX", unit, "step")
    mod = "END" if found["which"] else "MID"
    cue = s.cue(*found.span())
    meaning = dated(periods.around(s.today, unit), "step", mod=mod, anchor=s.today_is)
    return replace(meaning, direction=_way(meaning, s.today), why=cue.words)


def count_step(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "the last two weeks", "the next 30 days", "the first nine months". """
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
    return _stretch(s, value, sign, int(count), "day" if unit in ("night",) else unit, rel) if unit not in ("second", "minute", "hour") else Meaning(
        "DURATION", value, unit, kind="duration", minutes=minutes_of(count, unit), direction="past" if sign < 0 else "future", why=rel
    )



def distance(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "six weeks ago", "a day earlier", "two months later". """
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
    base, anchor = _base(s, not from_publication)
    if back and not from_publication and s.last and s.last.meaning.kind in ("distance", "compared"):
        base, anchor = s.today, s.today_is  # "a year earlier … a year earlier" count from the same day
    if base is None:
        return unknown(duration_value(count, unit), unit, "distance", direction="past" if back else "future")
    if unit in ("second", "minute", "hour"):
        return Meaning("DURATION", duration_value(count, unit), unit, kind="distance", minutes=minutes_of(count, unit), mod=mod,
                       direction="past" if back else "future", why=way, anchor=anchor)  # fmt: skip
    if s.last and anchor != s.today_is and s.last.meaning.grain in ("month", "quarter", "year", "season") and unit in ("day", "week", "night", "fortnight"):
        return Meaning("DURATION", duration_value(count, unit), unit, kind="distance", mod=mod, direction="past" if back else "future", why=way,
                       anchor=anchor, minutes=minutes_of(count, unit))  # fmt: skip
    meaning = _count_from(base, -count if back else count, unit, in_text=anchor.startswith("text"), s=s)
    return replace(meaning, mod=mod, direction=_way(meaning, s.today), why=way, anchor=anchor, kind="distance") if meaning else None


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
    """ "several years ago", "a few days later": before or after, nobody knows how far. """
    from_publication = way in ("ago", "from now", "from today", "hence")
    base, anchor = _base(s, not from_publication)
    value = ("PAST_REF" if back else "FUTURE_REF") if from_publication else duration_value(None, unit)
    meaning = Meaning("DATE" if from_publication else "DURATION", value, "vague", kind="distance", direction="past" if back else "future", why=way, anchor=anchor)
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


def compared(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "the year-earlier period", "the latest quarter", "the 1988 quarter": next to the period that the text is about. """
    unit = (found["u"] or "").lower()
    topic = s.topic.meaning.first if s.topic and s.topic.meaning.grain == "quarter" else None
    if found["ago"]:
        if before := year_before(s, found.start()):
            return before
        if s.today is None or (unit == "period" and topic is None):
            return None
        return dated(periods.year(s.today.year - 1), "compared", anchor=s.today_is)
    if not unit or unit == "month":
        return None
    if found["y"]:
        return dated(periods.quarter(int(found["y"]), (topic.month + 2) // 3), "compared") if topic else None
    if topic is None and s.today and unit == "quarter":  # the last one that is over
        topic = periods.quarter(s.today.year, (s.today.month + 2) // 3 - 1).first
    return dated(periods.around(topic, "quarter"), "quarter", anchor=s.today_is) if topic else None


def ordinal_day(found: re.Match[str], s: Setting) -> Meaning | tuple[Found, ...] | None:
    """ "the 27th": of the month that the text named last, else the one by direction. """
    number = vocabulary.day_number(found["d"])
    before = s.text[max(0, found.start() - 9) : found.start()]
    if not 1 <= number <= 31 or not re.search(r"(?:^|\b(?:on|from|to|until|till|by|since|and|or|through|before|after|between|of)\s|[,;(]\s)$", before, re.I):
        if not re.search(r"\b[A-Z]\w+\s$", before):
            return None
    if s.last and s.last.meaning.grain == "day" and s.last.meaning.first and found.start() - s.last.end < 200:
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
    return replace(meaning, direction=_way(meaning, s.today), why=cue.words)


def neighbour_day(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "the day before", "the day after": next to the one that the text named last. """
    if s.last is None or s.last.meaning.first is None or s.last.meaning.last is None:
        return None
    base = s.last.meaning.last if found["dir"].lower() == "after" else s.last.meaning.first
    when = base + timedelta(1 if found["dir"].lower() == "after" else -1)
    meaning = dated(periods.day(when), "distance", anchor=f"text:{s.last.start}")
    return replace(meaning, direction=_way(meaning, s.today), why=found["dir"])
