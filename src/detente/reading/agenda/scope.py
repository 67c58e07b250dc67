"""What belongs to the negotiation that a dispatch is about, and what is mentioned in passing; which of two readings stays."""

from __future__ import annotations

import re

from detente.codebook.parties import kind_of
from detente.model import Claim, Outcome
from detente.model.edtf import bounds, day_of
from detente.reading.agenda.who import Roll, named_party
from detente.reading.parse import Sentence
from detente.reading.wording import word_class

#: Days after which what is told belongs to an earlier negotiation.
_LONG_AGO = 550
_SINCE = re.compile(r"(since|of|the)\s*$")
#: A clause about a thing, whose time is not that of the claim ("the share that it lost in 2009").
_ABOUT_A_THING = re.compile(
    r"\w (?:(?:that|which|who|whom|where) (?:\S+ ){0,6}|\w+(?:ed|wn|ught|ade|ilt|ost|et) (?:up |out )?)(?:in|on|since) $"
)
_BESIDE = frozenset({"separate", "separately"})

#: Words of a sentence on the subjects of a meeting, which may be countries.
_TOPICS = frozenset({"discussed", "covered", "talked", "agenda", "topics", "subjects", "touched", "raised"})

#: Nouns of the sides' own, which say nothing of other talks when they are separate ("left by separate doors").
_OWN = frozenset(
    {
        "door",
        "doors",
        "entrance",
        "entrances",
        "room",
        "rooms",
        "hotel",
        "hotels",
        "car",
        "cars",
        "table",
        "tables",
        "plane",
        "planes",
        "floor",
        "floors",
        "statement",
        "statements",
        "briefing",
        "briefings",
    }
)


def is_aside(sentence: Sentence, roll: Roll) -> bool:
    """Whether a sentence turns to something else ("Separately, …"), or names parties but none of those who meet."""
    words = [t.lower_ for t in sentence.span if t.is_alpha]
    if words[:1] and words[0] in word_class("elsewhere"):
        return True
    vocabulary = frozenset(words)
    if (vocabulary & _BESIDE and not vocabulary & _OWN) or " ".join(words[:2]) in ("in other", "in another"):
        return True
    if len(roll.main) < 2 or vocabulary & word_class("collectives"):
        return False
    if roll.speakers_within(sentence.field, sentence.start, sentence.end) & set(roll.main):
        return False
    if vocabulary & _TOPICS and not any(t.dep_ == "nsubj" and named_party([t], seats=False) for t in sentence.span):
        return False  # "Libya, Syria and the pipeline were discussed"
    named = {code for t in sentence.span if t.text[:1].isupper() and (code := named_party([t], seats=False))}
    named = {code for code in named if kind_of(code) != "organization"}
    return len(named) > 1 and not named & set(roll.main)


def is_history(date: str | None, roll: Roll) -> bool:
    """Whether a day lies so far back that an earlier negotiation is meant."""
    published = day_of(roll.scene.parsed.document.published)
    if date is None or published is None:
        return False
    latest = bounds(date).latest
    return latest is not None and (published - latest).days > _LONG_AGO


def of_the_past(claim: Claim, roll: Roll) -> bool:
    """Whether the words of a claim themselves place it far back ("came close in 2009"); "since 2009" does not."""
    field, text = claim.evidence.field, roll.scene.parsed.document.field(claim.evidence.field)
    times = [t for t in roll.times_within(field, claim.evidence.start, claim.evidence.end) if t.edtf]
    told = [t for t in times if not _SINCE.search(text[max(0, t.start - 12) : t.start].lower())]
    if claim.kind == "issue" and any(_ABOUT_A_THING.search(text[claim.evidence.start : t.start]) for t in told):
        return False
    return bool(told) and all(is_history(t.edtf, roll) for t in told)


def without_doubles(claims: list[Claim], order: dict[str, int]) -> list[Claim]:
    """Claims of one kind without those that read the same words twice; the rule that stands first in its file stays.

    Items of one list share a rule and stand apart from each other, and so all stay.
    """
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda c: (order.get(c.rule, 0), c.evidence.start)):
        if not any(_same_words(claim, other) for other in kept):
            kept.append(claim)
    return kept


def _tells_of_another(a: Claim, b: Claim) -> bool:
    """Whether one outcome is told in a clause at the end of another ("initialled the texts on which they had settled in May")."""
    longer, shorter = sorted((a.evidence, b.evidence), key=lambda e: e.start - e.end)
    length = longer.end - longer.start
    return shorter.end - shorter.start < length / 2 and shorter.start - longer.start > length * 2 / 5


def _same_words(a: Claim, b: Claim) -> bool:
    if a.evidence.field != b.evidence.field:
        return False
    if isinstance(a.value, Outcome) and isinstance(b.value, Outcome) and a.value.type != b.value.type and _tells_of_another(a, b):
        return False
    if a.rule == b.rule and a.kind == "issue" and a.evidence.end == b.evidence.end and a.evidence.start != b.evidence.start:
        return False  # things of one row before their verb
    shared = min(a.evidence.end, b.evidence.end) - max(a.evidence.start, b.evidence.start)
    if shared <= 0:
        return False
    shorter = min(a.evidence.end - a.evidence.start, b.evidence.end - b.evidence.start)
    return shared * 10 >= shorter * (6 if a.rule != b.rule else 9)
