"""People told in pairs: "his Chilean counterpart", "the chief negotiators, X and Y", the one who speaks for the other side."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from detente.model import Head
from detente.reading.parse import Sentence
from detente.reading.talks.context import Context
from detente.reading.talks.delegates import Heads

if TYPE_CHECKING:
    from detente.model import ActorMention

_COUNTERPART = re.compile(r"\b(?:counterparts?|opposite[- ]numbers?|homologues?)\b", re.I)
_BELOW = re.compile(r"\b(?:spokes\w+|press|source|analyst|former|ex-|deputy head)\b", re.I)

#: Offices that only those have who lead a delegation.
_CHIEFS = re.compile(
    r"\b(?:(?:chief|lead|top|head) negotiators|heads of (?:the |their |both |the two )?(?:delegations?|teams?|sides)|"
    r"co-?chair(?:men|s|persons|women)|special (?:representatives|envoys)|delegation (?:heads|leaders|chiefs))\b",
    re.I,
)

#: Of a meeting to come.
_PLANNED = re.compile(r"\b(?:next|will|would|shall|should|may|might|could)\b", re.I)

#: How many characters may stand between an office and the first of its holders, or between two of them.
_NEAR = 40


def _people(ctx: Context, sentence: Sentence) -> list[ActorMention]:
    return sorted((m for m in ctx.actors(sentence) if m.kind == "person" and m.text[:1].isupper()), key=lambda m: m.start)


def _party(mention: ActorMention, facing: str | None, main: Collection[str]) -> str | None:
    """The party of a counterpart: his own, else the one that is left."""
    rest = set(main) - {facing}
    return mention.party if mention.party in rest else next(iter(rest)) if mention.party is None and len(rest) == 1 else None


def counterparts(ctx: Context, main: Collection[str]) -> Iterator[tuple[tuple[str, Head], tuple[str, Head], bool]]:
    """Whoever is called another's counterpart, after that other: each with his party, and whether one sentence names both."""
    before: ActorMention | None = None
    for sentence in ctx.sentences:
        if sentence.field != "text":
            continue
        people = _people(ctx, sentence)
        text = sentence.text
        for word in _COUNTERPART.finditer(text):
            at = sentence.start + word.start()
            earlier = [m for m in people if m.end <= at]
            after = next((m for m in people if m.start >= at and m.start - at - len(word[0]) <= _NEAR), None)
            one, other = (earlier[-1] if earlier else before), after
            apposed = bool(earlier) and re.fullmatch(
                r",? (?:his|her|the|their)(?: [\w-]+){0,3} ", text[earlier[-1].end - sentence.start : word.start()]
            )
            if apposed and (len(earlier) > 1 or before is not None) and (after is None or "," not in text[word.end() : word.end() + 2]):
                one, other = (earlier[-2] if len(earlier) > 1 else before), earlier[-1]  # "Y, his counterpart from Chile"
            if one is None or other is None or one.name == other.name or one.party not in main or _BELOW.search(f"{one.role} {other.role}"):
                continue
            party = _party(other, one.party, main)
            if one.party is not None and party is not None:
                yield (one.party, Head(one.name, one.role)), (party, Head(other.name, other.role)), one in people
        before = next((m for m in reversed(people) if m.party in main), before)


def facing(ctx: Context, main: Collection[str], named: Heads) -> Heads:
    """The counterparts of those who are said to lead; where nobody is, the only two who are called counterparts."""
    pairs = [*counterparts(ctx, main)]
    found: Heads = {}
    for (one, head), (other, second), together in pairs:
        if one in named and (named[one].name == head.name or not together) and other not in named:
            found.setdefault(other, second)
        elif other in named and named[other].name == second.name and one not in named:
            found.setdefault(one, head)
    if not named and len({frozenset((a[1].name, b[1].name)) for a, b, _ in pairs}) == 1:
        return dict(pairs[0][:2])
    return found


def by_plural(ctx: Context, main: Collection[str]) -> Heads:
    """Those whom an office in the plural makes heads of both sides: "the chief negotiators, X of Peru and Y of Chile"."""
    return next((found for s in ctx.sentences if s.field == "text" and (found := plural_in(ctx, s, main))), {})


def plural_in(ctx: Context, sentence: Sentence, main: Collection[str]) -> Heads:
    """The same of one sentence."""
    for office in _CHIEFS.finditer(sentence.text):
        end, found = sentence.start + office.end(), Heads()
        if _PLANNED.search(sentence.text[: office.start()]):
            continue
        for mention in _people(ctx, sentence):
            if mention.start < end or mention.party not in main:
                continue
            between = ctx.scene.parsed.document.field(sentence.field)[end : mention.start]
            if len(between) > 2 * _NEAR or re.search(r"[;:]|\b(?:who|said|told|met|with|under)\b", between):
                break
            found.setdefault(mention.party or "", Head(mention.name, mention.role))
            end = mention.end
        if len(found) > 1:
            return found
    return {}


def speaking(ctx: Context, main: Collection[str], named: Heads) -> Heads:
    """Beside a head that is told, whoever speaks at the table for a side of which none is."""
    found: Heads = {}
    if not named:
        return found
    for sentence in ctx.sentences:
        for mention in _people(ctx, sentence):
            stand = ctx.scene.cast.stands.get((mention.field, mention.start))
            if stand is None or stand.sort != "speak" or stand.planned or stand.party in named or stand.party not in main:
                continue
            if not _BELOW.search(mention.role or ""):
                found.setdefault(stand.party, Head(mention.name, mention.role))
    return found
