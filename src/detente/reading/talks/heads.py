"""Who leads the delegations, party by party."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.model import ActorMention, Head
from detente.reading.grammar import is_verb
from detente.reading.lemmas import lemma
from detente.reading.parse import Sentence
from detente.reading.talks.context import Context

if TYPE_CHECKING:
    from spacy.tokens import Token

_LEAD = frozenset({"lead", "head"})
_TEAM = frozenset({"delegation", "team", "side", "party", "group", "delegations", "teams", "sides", "mission", "talks", "negotiators"})
_FACING = frozenset({"face", "meet", "sit", "negotiate", "receive", "host", "confer", "speak", "keep", "see"})
_ALL = frozenset({"both", "each", "again", "always", "before", "earlier"})


def heads_in(ctx: Context, sentence: Sentence) -> dict[str, Head]:
    """The heads of delegation that a sentence names."""
    people = [a for a in ctx.actors(sentence) if a.kind == "person" and a.party]
    if not people:
        return {}
    found: dict[str, Head] = {}
    for person in people:
        token = ctx.root(sentence, person.start, person.end)
        if token is not None and _leads(token, sentence):
            found.setdefault(person.party or "", Head(person.name, person.role))
    return found


def _leads(token: Token, sentence: Sentence) -> bool:
    """Whether a person is said to lead: subject or agent of lead and head, "with X at the head", "chief negotiator X"."""
    head = token
    while head.dep_ in ("appos", "conj", "compound", "nmod") and head.head.i != head.i:
        head = head.head
    over = head.head
    if head.dep_ in ("nsubj", "attr", "nsubjpass") and is_verb(over):
        if lemma(over) in _LEAD:
            return True
        if lemma(over) == "be" and any(t.lower_ in ("head", "leader", "negotiator") for t in over.subtree):
            return True
    if head.dep_ == "pobj" and over.lower_ == "by" and is_verb(over.head) and lemma(over.head) in _LEAD:
        return True
    words_before = {t.lower_ for t in token.subtree}
    return bool(words_before & {"negotiator", "negotiators"} and words_before & {"chief", "lead", "top"})


def elliptic(ctx: Context, sentence: Sentence) -> dict[str, Head]:
    """Heads told in pairs: "X led the Russian team and Y the American one", "X for A and Y for B", "with X and Y in charge"."""
    leading = any((lemma(t) in _LEAD and is_verb(t)) or t.lower_ in ("heads", "charge", "negotiators", "helm") for t in sentence.span)
    if not leading:
        return {}
    found: dict[str, Head] = {}
    for person in ctx.actors(sentence):
        if person.kind == "person" and person.party:
            found.setdefault(person.party, Head(person.name, person.role))
    return found


def facing(ctx: Context, sentence: Sentence) -> dict[str, Head]:
    """Those who sit opposite each other: two people of different parties in a sentence of meeting."""
    people = [a for a in ctx.actors(sentence) if a.kind == "person" and a.party]
    if len({p.party for p in people}) < 2:
        return {}
    verbs = [t for t in sentence.span if is_verb(t) and lemma(t) in _FACING]
    if not verbs and not any(t.lower_ in ("opposite", "between", "brought") for t in sentence.span):
        return {}
    found: dict[str, Head] = {}
    for person in people:
        found.setdefault(person.party or "", Head(person.name, person.role))
    return found


def of_persons(people: Iterator[ActorMention]) -> dict[str, Head]:
    """People as heads, the first of each party."""
    found: dict[str, Head] = {}
    for person in people:
        if person.kind == "person" and person.party:
            found.setdefault(person.party, Head(person.name, person.role))
    return found


def for_all(sentence: Sentence) -> bool:
    """Whether a sentence about heads speaks of several rounds ("in both sessions", "each time", "as before")."""
    return any(t.lower_ in _ALL for t in sentence.span)
