"""Whether the place itself is meant, or those who govern or live there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.model.mentions import Sense
from detente.reading.grammar import is_passive
from detente.reading.lemmas import lemma
from detente.reading.places.spans import root_of, words

if TYPE_CHECKING:
    from spacy.tokens import Token


def sense_of(first: Token, last: Token) -> tuple[Sense, str]:
    """The sense of the name of a place, and the words that decided it."""
    token = root_of(first, last)
    for _ in range(4):
        if token.dep_ not in ("conj", "appos") or token.head.i == token.i:
            break
        token = token.head
    head = token.head
    base = lemma(head)
    if token.dep_ in ("nsubj", "agent") or (token.dep_ == "pobj" and head.dep_ == "agent"):
        verb = head.head if head.dep_ == "agent" else head
        if lemma(verb) in words("sense", "state"):
            return "literal", f"subject of “{verb.text}”"
        return "metonymic", f"subject of “{verb.text}”"
    if token.dep_ == "nsubjpass" and is_passive(head):
        return ("literal", f"“{head.text}”") if base in words("sense", "motion") else ("metonymic", f"subject of “{head.text}”")
    if token.dep_ in ("dobj", "dative", "pobj") and head.dep_ != "prep":
        if base in words("sense", "motion"):
            return "literal", f"object of “{head.text}”"
        return "metonymic", f"object of “{head.text}”"
    if token.dep_ == "pobj":
        return _after_preposition(head)
    if token.dep_ == "poss":
        if base in words("sense", "policy"):
            return "metonymic", f"has a “{head.text}”"
        return "literal", f"whereabouts of “{head.text}”"
    return "literal", "named as a place"


def _after_preposition(preposition: Token) -> tuple[Sense, str]:
    word, above = preposition.lower_, preposition.head
    if word in ("with", "between", "against", "by", "among", "amongst"):
        return "metonymic", f"“{word}”"
    if word in ("to", "for") and lemma(above) in words("sense", "giving"):
        return "metonymic", f"“{above.text} {word}”"
    return "literal", f"“{word}”"
