"""What belongs to the negotiation that a dispatch is about, and what is mentioned in passing; which of two readings stays."""

from __future__ import annotations

from detente.codebook.parties import kind_of
from detente.model import Claim
from detente.reading.agenda.who import Roll, named_party
from detente.reading.parse import Sentence
from detente.reading.wording import word_class

_BESIDE = frozenset({"separate", "separately"})


def is_aside(sentence: Sentence, roll: Roll) -> bool:
    """Whether a sentence turns to something else ("Separately, …"), or names parties but none of those who meet."""
    words = [t.lower_ for t in sentence.span if t.is_alpha]
    if words[:1] and words[0] in word_class("elsewhere"):
        return True
    vocabulary = frozenset(words)
    if vocabulary & _BESIDE or " ".join(words[:2]) in ("in other", "in another"):
        return True
    if len(roll.main) < 2 or vocabulary & word_class("collectives"):
        return False
    named = {code for t in sentence.span if t.text[:1].isupper() and (code := named_party([t], seats=False))}
    named = {code for code in named if kind_of(code) != "organization"}
    if len(named) < 2 or named & set(roll.main):
        return False
    return not roll.speakers_within(sentence.field, sentence.start, sentence.end) & set(roll.main)


def without_doubles(claims: list[Claim], order: dict[str, int]) -> list[Claim]:
    """Claims of one kind without those that read the same words twice; the rule that stands first in its file stays.

    Items of one list share a rule and stand apart from each other, and so all stay.
    """
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda c: (order.get(c.rule, 0), c.evidence.start)):
        if not any(_same_words(claim, other) for other in kept):
            kept.append(claim)
    return kept


def _same_words(a: Claim, b: Claim) -> bool:
    if a.evidence.field != b.evidence.field:
        return False
    shared = min(a.evidence.end, b.evidence.end) - max(a.evidence.start, b.evidence.start)
    if shared <= 0:
        return False
    shorter = min(a.evidence.end - a.evidence.start, b.evidence.end - b.evidence.start)
    return shared * 10 >= shorter * (6 if a.rule != b.rule else 9)
