"""Durations, recurrences and phrases that only say before, now or after."""

from __future__ import annotations

import re
from dataclasses import replace

from detente.codebook import table
from detente.reading.times import periods, vocabulary
from detente.reading.times.meanings import Meaning, Setting


def minutes_of(count: float, unit: str) -> int | None:
    """Length in minutes; None for units of varying length (a month, a year)."""
    each = {"second": 1 / 60, "minute": 1, "hour": 60, "day": 1440, "night": 1440, "week": 10080, "fortnight": 20160}.get(unit)
    return None if each is None else round(count * each)


#: TIMEX3's letters of a unit.
_LETTERS = {
    "second": ("PT", "S"),
    "minute": ("PT", "M"),
    "hour": ("PT", "H"),
    "day": ("P", "D"),
    "night": ("P", "D"),
    "week": ("P", "W"),
    "fortnight": ("P", "W"),
    "weekend": ("P", "WE"),
    "month": ("P", "M"),
    "quarter": ("P", "Q"),
    "year": ("P", "Y"),
    "decade": ("P", "DE"),
    "century": ("P", "CE"),
}


def duration_value(count: float | None, unit: str) -> str:
    """The TIMEX3 value of a length."""
    letters = _LETTERS[unit]
    if count is None:
        return f"{letters[0]}X{letters[1]}"
    count *= {"fortnight": 2, "decade": 10, "century": 100}.get(unit, 1)
    if unit in ("decade", "century"):
        letters = ("P", "Y")
    if count == int(count):
        return f"{letters[0]}{int(count)}{letters[1]}"
    whole, rest = int(count), count - int(count)
    smaller = {"hour": (60, "M", "PT"), "minute": (60, "S", "PT"), "year": (12, "M", "P")}.get(unit)
    if smaller:
        return smaller[2] + (f"{whole}{letters[1]}" if whole else "") + f"{round(rest * smaller[0])}{smaller[1]}"
    if unit == "day":
        return (f"P{whole}D" if whole else "P") + f"T{round(rest * 24)}H"
    return f"{letters[0]}{count:g}{letters[1]}"


def duration(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "two and a half hours", "more than 40 minutes", "a 30-day truce", "an hour and 20 minutes"."""
    unit, amount = vocabulary.unit_of(found["u"]), found["n"].lower()
    count = vocabulary.number(amount)
    if unit == "second" and not found["u"].lower().endswith("s") and "-" not in found[0]:
        return None  # "a second", "one second round"
    if count is not None and count >= 1000 and not found["u"].lower().endswith("s"):
        return None  # "the 1988 quarter"
    if unit == "quarter" and "-" in found[0]:
        return None  # "three-quarters of them"
    if found["old"] and found["old"].lower().endswith("old") and not _aged(found, s, unit):
        return None
    if amount in ("a", "an") and not (found["half"] or found["n2"]) and not _measured(found, s, unit):
        return None
    if amount in ("some", "many") and not found["u"].lower().endswith("s"):
        return None
    if re.search(r"[$£€]\s?$|\d[.,]$", s.text[max(0, found.start() - 2) : found.start()]):
        return None
    minutes = minutes_of(count, unit) if count is not None else None
    value = duration_value(count, unit)
    if count is not None and found["half"]:
        value, minutes = duration_value(count + 0.5, unit), minutes_of(count + 0.5, unit)
    elif count is not None and found["n2"]:
        smaller, more = vocabulary.unit_of(found["u2"]), vocabulary.number(found["n2"])
        if more is None:
            return None
        value = _together(value, duration_value(more, smaller))
        extra = minutes_of(more, smaller)
        minutes = minutes + extra if minutes is not None and extra is not None else None
    mod = vocabulary.words("approximations").get(" ".join((found["approx"] or "").lower().split()))
    return Meaning("DURATION", value, unit if count is not None else "vague", mod=mod, minutes=minutes, kind="duration")


def elided(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "the second five and a half": in the unit of the length that the text gave before."""
    before = s.last_duration
    if before is None or found.start() - before.end > _ELISION_REACH or before.meaning.grain not in _LETTERS:
        return None
    if not found["half"] and not s.cues.measures(found.start()):
        return None
    count, unit = vocabulary.number(found["n"]), before.meaning.grain
    if count is None or count > _ELISION_MOST:
        return None
    mod = vocabulary.words("approximations").get(" ".join((found["approx"] or "").lower().split()))
    meaning = Meaning("DURATION", duration_value(count, unit), unit, mod=mod, minutes=minutes_of(count, unit), kind="duration")
    return replace(meaning, anchor=f"text:{before.start}")


#: A length without a unit looks back so many characters for one, and counts no more than this.
_ELISION_REACH, _ELISION_MOST = 300, 400


def _aged(found: re.Match[str], s: Setting, unit: str) -> bool:
    """Whether something that is so and so old is no person: a truce, a war."""
    following = re.match(r"[\s-]+(?:[\w-]+\s)?([\w-]+)", s.text[found.end() : found.end() + 40])
    named = re.findall(r"[\w-]+", s.text[found.end() : found.end() + 30].lower())[:2] if following else []
    aged = table(vocabulary.FILE)["aged"]["words"]
    return any(word in aged for word in named)


def _together(one: str, two: str) -> str:
    if two.startswith("PT"):
        return one + two[2:] if one.startswith("PT") else one + two[1:]
    return one + two[1:]


def _measured(found: re.Match[str], s: Setting, unit: str) -> bool:
    """Whether "a day", "an hour" is a length and no rate or point ("once a day", "a day of talks")."""
    before = s.text[max(0, found.start() - 14) : found.start()].lower()
    if unit in ("quarter", "second", "minute", "night", "weekend") or (unit == "day" and not found["approx"]):
        return bool(re.search(r"\b(?:for|within|in)\s$", before)) and unit in ("day", "night", "minute")
    return bool(found["approx"]) or bool(
        re.search(
            r"\b(?:for|within|in|than|after|about|over|almost|nearly|lasted|took|lasts|least|of|to|by|barely|him|them|us|half|only|just)\s$",
            before,
        )
    )


def bare_duration(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "for hours", "weeks of talks": a length that nobody counted."""
    before = s.text[max(0, found.start() - 14) : found.start()].lower()
    after = s.text[found.end() : found.end() + 8].lower()
    if re.search(r"\b(?:early|small|late|working|office|opening|golden)\s$", before):
        return None
    if found["long"]:
        return Meaning(
            "DURATION",
            duration_value(None if found["u"].lower().endswith("s") else 1, vocabulary.unit_of(found["u"])),
            "vague",
            kind="duration",
        )
    if not (
        re.search(r"\b(?:for|in|after|over|within|took|lasted|take|takes|last|lasts|spent|following|despite|many|through)\s$", before)
        or re.match(r"\s(?:of|or|long|ago|later|before|after)\b", after)
    ):
        return None
    unit = vocabulary.unit_of(found["u"])
    if ago := re.match(r"\s(?:ago)\b", after):
        edtf = f"../{s.today}" if s.today else None
        return Meaning(
            "DATE", "PAST_REF", "vague", last=s.today, edtf=edtf, direction="past", why=ago[0].strip(), anchor=s.today_is, kind="distance"
        )
    return Meaning("DURATION", duration_value(None, unit), "vague", kind="duration")


def within(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "within two weeks", "in ten days' time": from the day it is said."""
    unit, count = vocabulary.unit_of(found["u"]), vocabulary.number(found["n"])
    cue = s.cue(*found.span())
    way, why = cue.direction, cue.words
    amount = found["n"].lower()
    if unit == "second" or (amount in ("a", "an") and unit in ("second", "night", "quarter")):
        return None
    if found["w"].lower() == "in" and (way != "future" or amount in ("some", "many")) and not found["time"]:
        return None
    value = duration_value(count, unit)
    mod = "EQUAL_OR_LESS" if found["w"].lower() != "in" else None
    meaning = Meaning("DURATION", value, unit if count is not None else "vague", mod=mod, why=why or found["w"], kind="within")
    minutes = minutes_of(count, unit) if count is not None else None
    meaning = replace(meaning, direction="future" if way != "past" else "past", minutes=minutes)
    follows = re.match(r"\s(?:of|after|from)\b", s.text[found.end() : found.end() + 7])
    if s.today is None or way == "past" or follows:
        return meaning
    meaning = replace(meaning, anchor=s.today_is, first=s.today)
    if count is None or count != int(count):
        return replace(meaning, edtf=f"{s.today}/..")
    length = {"hour": -(-int(count) // 24), "minute": 0}.get(unit)
    last = periods.shift(s.today, length if length is not None else int(count), "day" if length is not None or unit == "night" else unit)
    if last is None:
        return replace(meaning, edtf=f"{s.today}/..")
    if found["w"].lower() == "in" and " the " not in found[0].lower():
        return replace(meaning, first=last, last=last, edtf=f"{last}~" if unit not in ("day", "hour", "minute") else last.isoformat())
    return replace(meaning, last=last, edtf=f"{s.today}/{last}" if s.today != last else last.isoformat())


_PERIODIC = {
    "day": "P1D",
    "week": "P1W",
    "month": "P1M",
    "year": "P1Y",
    "quarter": "P1Q",
    "hour": "PT1H",
    "minute": "PT1M",
    "second": "PT1S",
}
_ADVERBS = {"daily": "P1D", "weekly": "P1W", "monthly": "P1M", "annually": "P1Y", "annual": "P1Y", "yearly": "P1Y", "quarterly": "P1Q",
            "biweekly": "P2W", "fortnightly": "P2W", "nightly": "XXXX-XX-XXTNI", "hourly": "PT1H"}  # fmt: skip


def recurrence(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "every day", "each July", "weekly", "every three months"."""
    if adverb := found["adv"]:
        if adverb[0].isupper() and found.start() and s.text[found.start() - 2 : found.start()] not in (". ", "\n\n"):
            return None  # part of a name: "the Daily Mail"
        return Meaning("SET", _ADVERBS[adverb.lower()], "set", kind="set")
    unit, many = found["u"].lower(), (found["n"] or "").lower()
    if unit in vocabulary.words("seasons"):
        return Meaning("SET", f"XXXX-{vocabulary.words('seasons')[unit][0]}", "set", kind="set")
    if unit in vocabulary.words("parts"):
        return Meaning("SET", f"XXXX-XX-XXT{vocabulary.words('parts')[unit]}", "set", kind="set")
    if unit not in _PERIODIC and unit not in ("weekend", "weekday"):
        return Meaning("SET", f"XXXX-{vocabulary.month_number(unit):02d}", "set", kind="set")
    if many:
        count = 2.0 if many in ("other", "second") else vocabulary.number(many)
        return Meaning("SET", duration_value(count, unit if unit != "weekday" else "day"), "set", kind="set")
    return Meaning("SET", _PERIODIC.get(unit, "XXXX-WXX-WE"), "set", kind="set")


def rate(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "once a month", "twelve times per year"."""
    before = s.text[max(0, found.start() - 24) : found.start()].lower()
    counted = re.search(
        r"(?:\b(?:once|twice|thrice|times)|\d|\b(?:million|billion|percent|per cent|dollars|barrels|tons|people|hundred|thousand))\s$",
        before,
    )
    if not (counted or found[0].lower().startswith("per")):
        return None
    return Meaning("SET", _PERIODIC[found["u"].lower()], "set", kind="set")


def vague_future(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "in the very near future", "soon": from the day it is said, open."""
    value = "FUTURE_REF"
    if found[0].lower() == "later" and s.cue(*found.span()).way not in ("future", "then", "near"):
        return None
    if units := re.search(r"\b(hours|days|weeks|months|years)\b", found[0], re.I):
        value = duration_value(None, vocabulary.unit_of(units[1]))
        bare = not re.search(r"\b(?:the|coming|time|now)\b", found[0], re.I)
        if bare and s.cue(*found.span()).way == "past":  # "answered within hours"
            return Meaning("DURATION", value, "vague", kind="duration")
    edtf = f"{s.today}/.." if s.today else None
    return Meaning("DATE" if value == "FUTURE_REF" else "DURATION", value, "vague", s.today, None, edtf, direction="future", why=found[0],
                   anchor=s.today_is, kind="vague")  # fmt: skip


def vague_past(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "recently", "in recent weeks", "at the time": before the day it is said."""
    value = "PAST_REF"
    if found[0] == "recent":
        return Meaning("DATE", value, "vague", direction="past", why=found[0], anchor=s.today_is, kind="vague")
    edtf = f"../{s.today}" if s.today else None
    return Meaning("DATE" if value == "PAST_REF" else "DURATION", value, "vague", None, s.today, edtf, direction="past", why=found[0],
                   anchor=s.today_is, kind="vague")  # fmt: skip


def vague_present(found: re.Match[str], s: Setting) -> Meaning | None:
    """ "now", "currently": the day it is said."""
    if found[0] == "current":
        return Meaning("DATE", "PRESENT_REF", "vague", direction="present", why=found[0], anchor=s.today_is, kind="vague")
    edtf = s.today.isoformat() if s.today else None
    return Meaning(
        "DATE", "PRESENT_REF", "vague", s.today, s.today, edtf, direction="present", why=found[0], anchor=s.today_is, kind="vague"
    )
