"""Where agenda rules fit a sentence, and the stretch of text that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from detente.reading.agenda.arguments import argument, negated, planned, predicate
from detente.reading.agenda.labels import phrase_words
from detente.reading.agenda.rules import Condition, Rule, rules_of
from detente.reading.agenda.who import Roll
from detente.reading.grammar import is_passive, is_verb
from detente.reading.lemmas import lemma
from detente.reading.parse import Sentence
from detente.reading.wording import Words

if TYPE_CHECKING:
    from spacy.tokens import Token

_SKIPPED = ("conj", "cc", "parataxis", "punct", "advcl", "preconj", "mark", "intj", "meta")
_KINDS = {"verb": ("VB",), "noun": ("NN",), "adjective": ("JJ", "VBN", "VBG", "RB"), "any": ("",)}


@dataclass(frozen=True)
class Passage:
    """A sentence with its words, as rules look at it."""

    sentence: Sentence
    roll: Roll

    @cached_property
    def words(self) -> Words:
        return Words.of([t for t in self.sentence.span if not t.is_space])

    def offset(self, token: Token) -> int:
        """Where a token begins, in the field."""
        return self.sentence.paragraph.offset(token)

    def end(self, token: Token) -> int:
        """Where a token ends, in the field."""
        return self.sentence.paragraph.end(token)

    @cached_property
    def quoted(self) -> tuple[tuple[int, int], ...]:
        """Stretches within quotation marks, as offsets in the field."""
        text, found, opened = self.sentence.text, [], -1
        for i, c in enumerate(text):
            if c in "“«" or (c == '"' and opened < 0):
                opened = i
            elif c in '”»"' and opened >= 0:
                found.append((self.sentence.start + opened, self.sentence.start + i + 1))
                opened = -1
        return tuple(found)


@dataclass(frozen=True)
class Match:
    """A rule that fits."""

    rule: Rule
    passage: Passage
    trigger: Token
    label: Token | None
    role: str
    party: Token | None
    negated: bool
    first: Token
    last: Token

    @property
    def value(self) -> dict[str, str]:
        """What the claim says: the rule's value, or its `denied` one where the clause is negated."""
        if self.negated and self.rule.denied is not None:
            return {**self.rule.value, **self.rule.denied}
        return dict(self.rule.value)


def _holds(condition: Condition, trigger: Token, passage: Passage) -> bool:
    if condition.role == "speaker":
        start = passage.offset(trigger)
        return (passage.roll.speaker_party(passage.sentence.field, start, start + len(trigger)) is not None) != condition.negated
    token = argument(trigger, condition.role)
    if condition.present:
        return (token is not None) != condition.negated
    if token is None:
        return condition.negated
    if condition.party:
        return bool(passage.roll.parties(token, passage.sentence)) != condition.negated
    return bool(phrase_words(token) & condition.words) != condition.negated


def _fits(rule: Rule, trigger: Token, passage: Passage, is_negative: bool) -> bool:
    if rule.negated != "any" and is_negative != (rule.negated == "only"):
        return False
    if rule.voice and is_verb(trigger) and is_passive(trigger) != (rule.voice == "passive"):
        return False
    if rule.modal is not None and planned(trigger) != rule.modal:
        return False
    if rule.quoted and not any(a <= passage.offset(trigger) < b for a, b in passage.quoted):
        return False
    return all(_holds(condition, trigger, passage) for condition in rule.where)


def _edges(trigger: Token, label: Token | None, first: Token, last: Token) -> tuple[Token, Token]:
    """The clause of a trigger, from its subject to the end of its complements, without joined and inserted clauses."""
    verb = predicate(trigger)
    lefts, rights = [first, trigger], [last, trigger]
    if verb.sent == trigger.sent:
        lefts.append(verb)
        rights.append(verb)
    for child in verb.children:
        if child.dep_ in _SKIPPED or child.dep_ == "prep" and child.lower_ == "according":
            continue
        if child.i < verb.i and child.dep_ in ("nsubj", "nsubjpass", "csubj", "expl", "aux", "neg", "attr", "dobj", "auxpass"):
            lefts.append(child.left_edge if child.i - child.left_edge.i <= 14 else child)
        elif child.i > verb.i and not (child.dep_ == "ccomp" and lemma(verb) in ("say", "tell", "add", "announce")):
            rights.append(child.right_edge)
    if label is not None:
        lefts.append(label.left_edge if label.i - label.left_edge.i <= 10 else label)
        rights.append(label.right_edge if label.right_edge.i - label.i <= 25 else label)
    left, right = min(lefts, key=lambda t: t.i), max(rights, key=lambda t: t.i)
    inside = range(trigger.sent.start, trigger.sent.end)
    left = left if left.i in inside else trigger
    right = right if right.i in inside else trigger
    doc = trigger.doc
    while right.i > trigger.i and right.text in ".,;:—–-":
        right = doc[right.i - 1]
    return left, right


def matches(kind: str, passage: Passage) -> Iterator[Match]:
    """Every place in a sentence where a rule of a kind of claim fits."""
    ruleset = rules_of(kind)
    for token in passage.sentence.span:
        if token.tag_[:2] not in ("VB", "NN", "JJ", "RB", "IN") and token.tag_ != "MD":
            continue
        for rule in ruleset.by_word.get(lemma(token), ()):
            if token.tag_.startswith(_KINDS[rule.kind]) and not (rule.kind == "verb" and token.dep_ in ("amod", "compound", "aux")):
                found = _match(rule, token, token, token, passage)
                if found is not None:
                    yield found
    for rule in ruleset.patterns_for(passage.words.vocabulary):
        if rule.pattern is None:
            continue
        for first, last in passage.words.find(rule.pattern):
            found = _match(rule, first if rule.at == "first" else last, first, last, passage)
            if found is not None:
                yield found


def _match(rule: Rule, trigger: Token, first: Token, last: Token, passage: Passage) -> Match | None:
    is_negative = negated(trigger)
    if not _fits(rule, trigger, passage, is_negative):
        return None
    label, role = None, ""
    for role in rule.label:
        label = argument(trigger, role)
        if label is not None:
            break
    if rule.label and label is None:
        return None
    party = next((found for name in rule.party if (found := argument(trigger, name)) is not None), None)
    left, right = _edges(trigger, label, first, last)
    return Match(rule, passage, trigger, label, role, party, is_negative, left, right)
