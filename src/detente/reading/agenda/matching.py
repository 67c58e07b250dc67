"""Where agenda rules fit a sentence, and the stretch of text that shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from detente.reading.agenda.antecedents import Things
from detente.reading.agenda.arguments import argument
from detente.reading.agenda.denials import is_disowned
from detente.reading.agenda.labels import phrase_words
from detente.reading.agenda.moods import negated, passive, planned, predicate
from detente.reading.agenda.rules import Condition, Rule, all_rules
from detente.reading.agenda.who import Roll
from detente.reading.grammar import SUBJECTS, is_verb
from detente.reading.lemmas import lemma
from detente.reading.parse import Sentence
from detente.reading.wording import Words

if TYPE_CHECKING:
    from detente.reading.tree import Token

_MARKS = frozenset("\"“”«»„‘'")
_DATELINE = re.compile(r"\W*(?:[A-ZÀ-Þ][A-ZÀ-Þ/.’' -]{2,}[^—–:]{0,40}?(?:—|–|•|·| - )\s*|(?:\d\d?[:.]\d\d)(?:\s+[A-Z]{3,4})?\s*[—–-]?\s*)")
_SKIPPED = ("conj", "cc", "parataxis", "punct", "advcl", "preconj", "mark", "intj", "meta")
_CLAUSES = ("relcl", "acl", "advcl", "parataxis", "appos", "ccomp")
#: Words that evidence may run on after the word that it hangs on.
_REACH = 25
_PARTING = (",", ":", ";", "—", "–")
#: Words that open a clause of time or reason, which tells of something else ("wants the ban lifted after a court struck it down").
_BESIDES = frozenset({"after", "since", "when", "while", "although", "though", "because", "as"})
_BEFORE = ("nsubj", "nsubjpass", "csubj", "expl", "aux", "neg", "attr", "dobj", "auxpass")
_KINDS = {"verb": ("VB",), "noun": ("NN",), "adjective": ("JJ", "VBN", "VBG", "RB"), "any": ("VB", "NN", "JJ", "RB", "IN")}


@dataclass(frozen=True)
class Passage:
    """A sentence with its words, as rules look at it."""

    sentence: Sentence
    roll: Roll
    things: Things

    @cached_property
    def words(self) -> Words:
        return Words.of([t for t in self.sentence.span if not t.is_space and t.text not in _MARKS])

    @cached_property
    def _negations(self) -> dict[int, bool]:
        return {}

    def negated(self, token: Token) -> bool:
        """Whether the clause of a token is negated, worked out once."""
        found = self._negations.get(token.i)
        if found is None:
            found = self._negations[token.i] = negated(token)
        return found

    @cached_property
    def opening(self) -> int:
        """Index of the first token after a dateline or a clock ("OSLO, May 2 (AP) —", "10:15")."""
        span = self.sentence.span
        if span.start > 0 and span.doc[span.start - 1].text not in ("—", "–", "-", ")"):
            return span.start
        found = _DATELINE.match(span.text)
        if found is None:
            return span.start
        return next((t.i for t in span if t.idx - span.start_char >= found.end()), span.start)

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

    #: Whether it is told as something that somebody denies ("denied that …").
    disowned: bool = False

    @property
    def value(self) -> dict[str, str]:
        """What the claim says: the rule's value, or its `denied` one where the clause is negated."""
        if self.negated and self.rule.denied is not None:
            return {**self.rule.value, **self.rule.denied}
        return dict(self.rule.value)


def _holds(condition: Condition, trigger: Token, passage: Passage) -> bool:
    if condition.role == "speaker":
        start = passage.offset(trigger)
        return bool(passage.roll.speaker_party(passage.sentence.field, start, start + len(trigger))) != condition.negated
    token = argument(trigger, condition.role)
    if condition.present:
        return (token is not None) != condition.negated
    if token is None:
        return condition.negated
    words = {lemma(token), token.lower_} if condition.head else phrase_words(token)
    held = (
        bool(words & condition.words)
        or (condition.party and passage.roll.acts(token, passage.sentence))
        or (condition.pair and passage.roll.together(token, passage.sentence))
    )
    return held != condition.negated


def _fits(rule: Rule, trigger: Token, passage: Passage, is_negative: bool) -> bool:
    if rule.negated != "any" and is_negative != (rule.negated == "only"):
        return False
    if rule.voice and is_verb(trigger) and passive(trigger) != (rule.voice == "passive"):
        return False
    if rule.modal is not None and planned(trigger) != rule.modal:
        return False
    if rule.quoted and not any(a <= passage.offset(trigger) < b for a, b in passage.quoted):
        return False
    return all(_holds(condition, trigger, passage) for condition in rule.where)


def _right(token: Token, limit: int | None = None) -> Token:
    """The end of what depends on a token, without clauses that a comma, colon or dash parts from it; 25 words at most."""
    limit = token.i + _REACH if limit is None else limit
    last = token
    for child in token.rights:
        if child.i > limit:
            break
        before = child.left_edge.nbor(-1) if child.left_edge.i > token.i + 1 else None
        parted = before is not None and before.text in _PARTING
        if child.dep_ in ("punct", "cc"):
            continue
        if _is_besides(child):
            break
        clause = child.dep_ in _CLAUSES or (child.dep_ == "conj" and is_verb(child)) or child.lower_ == "with"
        if (parted and clause) or (child.dep_ == "conj" and is_verb(child) and any(c.dep_ in SUBJECTS for c in child.children)):
            break
        last = max(last, _right(child, limit), key=lambda t: t.i)
    return last


def _is_besides(clause: Token) -> bool:
    """Whether a clause only says when or why, with a subject of its own; "only when", "not until" and "as long as" are conditions."""
    if clause.dep_ != "advcl" or not is_verb(clause) or not any(c.dep_ in SUBJECTS for c in clause.children):
        return False
    opener = clause.left_edge
    return opener.lower_ in _BESIDES and opener.i > 0 and opener.nbor(-1).lower_ not in ("only", "long", "soon", "even")


def _edges(trigger: Token, label: Token | None, first: Token, last: Token, opening: int) -> tuple[Token, Token]:
    """The clause of a trigger, from its subject to the end of its complements, without joined and inserted clauses."""
    verb = predicate(trigger)
    lefts, rights = [first, trigger], [last, trigger]
    if verb.sent == trigger.sent:
        lefts.append(verb)
        rights.append(verb)
    for child in verb.children:
        if child.dep_ in _SKIPPED or child.lower_ == "according":
            continue
        if child.lower_ == "with" and child.i > 0 and child.nbor(-1).text == ",":
            continue
        if child.i < verb.i and child.dep_ in _BEFORE:
            lefts.append(child.left_edge if child.i - child.left_edge.i <= 14 else child)
        elif (
            child.i > verb.i
            and not _is_besides(child)
            and not (child.dep_ == "ccomp" and lemma(verb) in ("say", "tell", "add", "announce"))
        ):
            rights.append(_right(child))
    if label is not None:
        lefts.append(label.left_edge if label.i - label.left_edge.i <= 14 else label)
        rights.append(_right(label))
    if trigger.dep_ == "mark":  # a condition: the clause that it opens belongs to it
        rights.append(_right(trigger.head))
    return _within(trigger, min(lefts, key=lambda t: t.i), max(rights, key=lambda t: t.i), opening)


def _within(trigger: Token, left: Token, right: Token, opening: int) -> tuple[Token, Token]:
    """The edges held within the sentence, after its dateline, and without a mark at the end."""
    doc, sent = trigger.doc, trigger.sent
    left = left if sent.start <= left.i < sent.end else trigger
    right = right if sent.start <= right.i < sent.end else trigger
    if left.i < opening <= trigger.i:
        left = doc[opening]
    while right.i > trigger.i and right.text in ".,;:—–-":
        right = doc[right.i - 1]
    return left, right


def matches(passage: Passage) -> Iterator[Match]:
    """Every place in a sentence where a rule of any kind of claim fits."""
    ruleset = all_rules()
    words = passage.words
    for token, (form, base, tag) in zip(words.tokens, words.forms, strict=True):
        rules = ruleset.by_word.get(base, ())
        if form != base and form in ruleset.by_word:
            rules += tuple(rule for rule in ruleset.by_word[form] if base not in rule.words)
        for rule in rules:
            if tag.startswith(_KINDS[rule.kind]) and not (rule.kind == "verb" and token.dep_ in ("amod", "compound", "aux")):
                found = _match(rule, token, token, token, passage)
                if found is not None:
                    yield found
    for rule in ruleset.patterns_for(words.vocabulary):
        for first, last in words.find(rule.pattern) if rule.pattern else ():
            found = _match(rule, first if rule.at == "first" else last, first, last, passage)
            if found is not None:
                yield found


def _match(rule: Rule, trigger: Token, first: Token, last: Token, passage: Passage) -> Match | None:
    is_negative = passage.negated(trigger)
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
    if rule.evidence == "phrase" and label is not None:
        left = min(first, label.left_edge, key=lambda t: t.i)
        left, right = _within(trigger, left, max(last, _right(label), key=lambda t: t.i), passage.opening)
    else:
        left, right = _edges(trigger, label, first, last, passage.opening)
    return Match(rule, passage, trigger, label, role, party, is_negative, left, right, is_disowned(trigger))
