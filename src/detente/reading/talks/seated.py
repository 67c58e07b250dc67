"""Who sat at the table where nobody is said to lead or to meet: those whom the text shows together."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from detente.codebook.parties import kind_of
from detente.reading.grammar import is_verb, modals
from detente.reading.lemmas import lemma
from detente.reading.parse import Sentence
from detente.reading.talks.context import Context
from detente.reading.talks.delegates import WORDS, Delegate, Heads, delegates

if TYPE_CHECKING:
    from detente.reading.tree import Token

_BELOW = re.compile(r"\b(?:spokes\w+|press|source|analyst|former|ex-|deputy head|predecessor)\b", re.I)
_TOP = re.compile(r"(?<!vice )(?<!deputy )(?<!vice-)\b(?:president|prime minister|premier|chancellor|king|emir)\b", re.I)
_WIRE = re.compile(r"\b(?:tele)?phone[ds]?\b|\bby video|\bvideo (?:call|link|conference)|\bin a call\b", re.I)
_DONE = ("VBD", "VBN", "VBZ", "VBP")
_PAIR = 2


def seated(ctx: Context, main: Collection[str], others: Collection[int]) -> Heads:
    """The people of at least two main parties whom the text shows together ("X dined with Y", "X and Y kept to separate rooms").

    `others` are the sentences that tell of another round. {} where the text shows different people of a party.
    """
    told = [s for s in ctx.sentences if s.field == "text" and s.index not in others and not _WIRE.search(s.text)]
    joined = [g for s in told for g in _listed(ctx, s)]
    shared = [g for s in told for g in _in_company(ctx, s)]
    for groups in (shared, joined):
        fit = [found for g in groups if (found := _of_sides(g, main))]
        below = [g for g in fit if not all(_TOP.search(h.role or "") for h in g.values())] or fit
        if found := _agreed(below):
            return found
    return {}


def _of_sides(people: list[Delegate], main: Collection[str]) -> Heads:
    """The first of each party: of the main ones, and of third countries where three or more sit together."""
    found: Heads = {}
    for person in people:
        if not _BELOW.search(person.head.role or ""):
            found.setdefault(person.party, person.head)
    own = {p: h for p, h in found.items() if p in main}
    if len(own) < _PAIR:
        return {}
    return found if len(main) > _PAIR else {p: h for p, h in found.items() if p in own or kind_of(p) != "organization"}


def _agreed(groups: list[Heads]) -> Heads:
    found: Heads = {}
    for group in groups:
        for party, head in group.items():
            if found.setdefault(party, head).name != head.name:
                return {}
    return found


def _listed(ctx: Context, sentence: Sentence) -> Iterator[list[Delegate]]:
    """People in a row who did something together ("X of Peru, Y of Chile and Z of Bolivia took stock")."""
    row: list[Delegate] = []
    ends = False
    for person in delegates(ctx, sentence):
        between = [*sentence.paragraph.doc[row[-1].token.i + 1 : person.token.i]] if row else []
        joined = row and not any(is_verb(t) or t.text in (";", ":") for t in between) and any(t.lower_ in ("and", ",") for t in between)
        if row and not (joined and not ends):
            if _acted(row):
                yield row
            row, ends = [], False
        ends = bool(row) and any(t.lower_ == "and" for t in between)
        row.append(person)
    if _acted(row):
        yield row


def _acted(row: list[Delegate]) -> bool:
    if len(row) < _PAIR:
        return False
    verb = row[0].over
    if (
        verb is None
        or not is_verb(verb)
        or modals(verb)
        or verb.tag_ not in _DONE
        or row[0].relation not in ("nsubj", "nsubjpass", "agent", "by")
    ):
        return False
    if any(t.lower_ == "and" for t in row[-1].token.doc[row[-2].token.i : row[-1].token.i]) is False:
        return False
    together = any(t.lower_ == "joint" for t in verb.subtree)
    return together or lemma(verb) not in ("sign", "initial", "say", "speak", "phone", "call")


def _in_company(ctx: Context, sentence: Sentence) -> Iterator[list[Delegate]]:
    """Subject and company of a verb of being together ("X dined with Y", "X received Y", "X spent two hours with Y and Z")."""
    people = delegates(ctx, sentence)
    for one in people:
        verb = one.over
        if one.relation != "nsubj" or verb is None or not is_verb(verb) or modals(verb) or verb.tag_ not in _DONE or _had(verb):
            continue
        rest = [p for p in people if p is not one and p.over is not None and _with(verb, p)]
        if rest:
            yield [one, *(p for p in people if p is not one and p.relation == "nsubj" and p.over is verb), *rest]


def _had(verb: Token) -> bool:
    return any(c.lower_ in ("had", "'d") for c in verb.children)


def _with(verb: Token, person: Delegate) -> bool:
    over, word = person.over, lemma(verb)
    if over is None:
        return False
    if person.relation in ("with", "opposite", "against", "beside", "from"):
        near = over.i == verb.i or over.head.i == verb.i or verb.i in {c.head.i for c in over.conjuncts}
        return near and word in WORDS["company"]
    return person.relation == "dobj" and over.i == verb.i and word in WORDS["receiving"]
