"""The one city in which a series of rounds is held, told of some of them ("the Astana round … will be held in Astana in May")."""

from __future__ import annotations

import re
from dataclasses import replace

from detente.reading.lemmas import noun_lemma
from detente.reading.talks.context import Context
from detente.reading.talks.lexicon import words
from detente.reading.talks.records import BROKEN, REAL, Slot

_WORD = re.compile(r"[^\W\d_]+")


def in_city_of_series(ctx: Context, slots: list[Slot]) -> list[Slot]:
    """Numbered rounds that were held or called off and whose city nobody tells, set in the one city of all the others.

    At least one must be told to be in that city, and none elsewhere, and the headline sets it beside the talks.
    """
    numbered = [s for s in slots if s.ordinal]
    told = [{r.venue for r in s.reports if r.venue and r.status} for s in numbered]
    cities = {v for venues in told for v in venues} | {r.venue for s in slots if s.real for r in s.reports if r.venue and r.status in REAL}
    city = next(iter(cities), None)
    if city is None or len(cities) > 1 or not any(_beside(s.text, city) for s in ctx.titles) or not any(told):
        return slots
    for slot in numbered:
        here = [r for r in slot.reports if r.status in REAL | BROKEN]
        if not here or any(r.venue for r in here) or any(r.elsewhere or r.format == "online" for r in slot.reports):
            continue
        slot.reports = [replace(r, venue=city if r in here else None) for r in slot.reports]
    return slots


def _beside(headline: str, city: str) -> bool:
    """ "Seventh Astana round closes", "Astana, third meeting", "Syria talks in Astana slip to September"."""
    at = headline.find(city)
    if at < 0:
        return False
    before, after = _WORD.findall(headline[:at])[-2:], _WORD.findall(headline[at + len(city) :])[:2]
    if before[1:] in (["in"], ["at"]):
        return _meets(before[0])
    return any(_meets(word) for word in after)


def _meets(word: str) -> bool:
    return noun_lemma(word.lower()) in words("nouns", "meeting")
