"""A mention that speaks of several rounds taken apart: "the first two rounds, held on … and …"."""

from __future__ import annotations

import re

from detente.model import PlaceMention, TimeExpression
from detente.reading.talks.days import day_part, joined
from detente.reading.talks.mentions import Mention
from detente.reading.talks.slots import Slots

#: Number, times, places and offsets of one round of a mention.
Part = tuple[int | None, tuple[TimeExpression, ...], tuple[PlaceMention, ...], tuple[tuple[int, int], ...]]
_DAYS = ("day", "part_of_day", "hour", "minute", "month", "week", "vague")


def date_of(times: tuple[TimeExpression, ...]) -> str | None:
    """One EDTF value for the days of one round, without the hour."""
    edtf = joined(times)
    return day_part(edtf) if edtf else None


def split(mention: Mention, slots: Slots) -> list[Part]:
    """The rounds that a mention speaks of: as many as it has numbers or days where it is a plural."""
    every = [t for t in slots.times if t.grain in _DAYS and t.edtf]
    days = [t for t in every if "/" not in (t.edtf or "") or t.grain != "day"]
    if mention.sort == "verb" and len(every) == 2 and _apart(mention, every):
        days = every
    days = [t for t in days if t.grain not in ("hour", "minute")] or days
    fine = [t for t in days if t.grain in ("day", "part_of_day")]
    within = len(days) > len(fine) > 1  # "twice this week, on Monday and on Wednesday": not the first and second of all
    days = fine if within else days
    count = mention.count or (len(mention.ordinals) if len(mention.ordinals) > 1 else None)
    ordinals: list[int | None] = list(mention.ordinals)
    many = mention.plural or len(ordinals) > 1 or (mention.sort == "verb" and (_again(mention, days) or bool(count)))
    if (
        many
        and len(days) > 1
        and (
            count == len(days)
            or len(ordinals) == len(days)
            or mention.sort == "verb"
            or (count or 0) > 1
            or mention.token.lower_ == "those"
        )
    ):
        counted = (count == len(days) and not within) or (mention.ordinals == (1,) and len(days) > 1 and _A_SECOND in mention.sentence.text)
        in_turn: list[int | None] = [*range(1, len(days) + 1)] if counted else [None] * len(days)
        numbers = ordinals if len(ordinals) == len(days) else in_turn
        return [_part(numbers[i], day, slots) for i, day in enumerate(days)]
    cities = [p for p in slots.places if p.kind == "city"]
    if many and len(ordinals) > 1:
        each = len(cities) == len(ordinals)
        return [
            (n, slots.times if len(days) <= 1 else (), tuple(cities[i : i + 1] if each else cities[:1]), slots.spans)
            for i, n in enumerate(ordinals)
        ]
    return [(ordinals[0] if ordinals else None, slots.times, slots.places, slots.spans)]


def _again(mention: Mention, days: list[TimeExpression]) -> bool:
    """Whether "again" stands between two days of a verb of meeting ("met in mid-May and again in early June")."""
    if len(days) < 2:
        return False
    if _apart(mention, days):
        return True
    start = mention.sentence.start
    between = mention.sentence.text[days[0].end - start : days[-1].start - start]
    return _ONCE_MORE.search(between) is not None


#: "Met in Lima on 5 May and again on 9 May", "… and a second time on 9 May".
_ONCE_MORE = re.compile(r"\b(?:again|once more|a (?:second|third|fourth|fifth) time)\b")


def _apart(mention: Mention, days: list[TimeExpression]) -> bool:
    """Whether "and on" stands before the last of several days ("on 28 and 29 April, and on Friday in the same city")."""
    between = mention.sentence.text[days[0].end - mention.sentence.start : days[-1].start - mention.sentence.start]
    return _AND_ON.search(between) is not None


#: "Met in London on 28 and 29 April, and on Friday in the same city".
_AND_ON = re.compile(r",? and (?:then |later |finally )?(?:on|in)\s*(?:the\s)?$")


#: "First met on 15 January and a second time on 19 March": the first and the second.
_A_SECOND = " a second time "


def _part(number: int | None, day: TimeExpression, slots: Slots) -> Part:
    """One day of several with its place: the place named next to it, else the one place named."""
    cities = [p for p in slots.places if p.kind == "city"]
    if len(cities) > 1:
        cities = [min(cities, key=lambda p: abs(p.start - day.start))]
    ends = [(day.start, day.end), *((c.start, c.end) for c in cities if c.start < day.start)]
    return number, (day,), tuple(cities), tuple(ends)
