"""Outcomes: what the talks brought about, or are said not to have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, cast

from detente.model import Claim, Outcome, Polarity
from detente.reading.agenda.arguments import argument, is_question
from detente.reading.agenda.labels import complement, noun_label, phrase_words, topic_label, verb_label
from detente.reading.agenda.making import build
from detente.reading.agenda.matching import Match
from detente.reading.agenda.rows import list_of
from detente.reading.agenda.scope import is_history
from detente.reading.grammar import is_verb, subject
from detente.reading.lemmas import lemma
from detente.reading.wording import word_class

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Types that take two: the parties are those who meet, whoever is the subject.
_MUTUAL = frozenset({"understanding", "agreement_signed", "agreement_initialled", "joint_statement", "notes_exchanged"})
_MUTUAL |= {"ceasefire", "exchange", "no_result", "mechanism_created"}

#: Nouns for having agreed, which do not say on what; and where a clause says it.
_AGREEMENTS = frozenset({"agreement", "deal", "understanding", "consensus", "accord", "compromise"})
_MATTER = ("on", "over", "about", "to")

#: What an agreement that is called no more than that turns out to be, by the words of its object.
_BY_OBJECT = (("ceasefire", "ceasefire"), ("swap", "exchange"), ("measures", "measures_agreed"))


def find_outcomes(matches: Iterable[Match]) -> Iterator[Claim]:
    """The outcomes of one sentence."""
    for match in matches:
        date = date_of(match)
        if is_history(date, match.passage.roll) or is_question(match.trigger):
            continue
        items: list[Token | None] = [match.label]
        if match.rule.each and match.label is not None:
            items = [*list_of(match.label)]
        for number, item in enumerate(items):
            first = match.first if number == 0 or item is None else item.left_edge
            last = match.last if item is None or len(items) == 1 else items_end(items, number)
            claim = _claim(match, item, date, first, last)
            if claim is not None:
                yield claim


def items_end(items: list[Token | None], number: int) -> Token:
    """The last token of an item of a list."""
    item = items[number]
    assert item is not None
    following = items[number + 1] if number + 1 < len(items) else None
    if following is None:
        return item.right_edge
    end = following.left_edge
    while end.i > item.i + 1 and end.doc[end.i - 1].dep_ in ("cc", "punct"):
        end = end.doc[end.i - 1]
    return end.doc[end.i - 1]


def _claim(match: Match, label: Token | None, date: str | None, first: Token, last: Token) -> Claim | None:
    value = match.value
    kind = _type(value["type"], label)
    about = value.get("about") or _about(kind, label, match.trigger)
    if not about:
        return None
    polarity = cast(Polarity, value.get("polarity", "affirmed"))
    outcome = Outcome(kind, about, date, parties_of(kind, match))
    return build(match, "outcome", outcome, first=first, last=last, polarity=polarity)


def _type(named: str, label: Token | None) -> str:
    if label is None:
        return named
    words = phrase_words(label)
    if named == "agreement_signed" and _creates_body(label, words):
        return "mechanism_created"
    if named != "understanding":
        return named
    if words & word_class("papers") and words & {"note", "letter"}:
        return "notes_exchanged"
    for name, found in _BY_OBJECT:
        if words & word_class(name) and (name != "swap" or words & word_class("captives")):
            return found
    return named


def _creates_body(label: Token, words: frozenset[str]) -> bool:
    """Whether what was signed is a mechanism, or an agreement that creates one."""
    if words & word_class("mechanism") and not words & word_class("agreement"):
        return True
    return any(
        child.dep_ in ("relcl", "acl") and lemma(child) in ("create", "establish", "set", "launch")
        and any(c.dep_ == "dobj" and phrase_words(c) & word_class("mechanism") for c in child.children)
        for child in label.children
    )  # fmt: skip


def _about(kind: str, label: Token | None, trigger: Token) -> str:
    if kind == "no_result" and (label is None or not phrase_words(label) & word_class("talks")):
        return "talks"
    if label is None:
        return ""
    if lemma(label) == "decision":
        return _decided(label)
    if kind == "understanding" and lemma(label) in _AGREEMENTS:
        inner = complement(label) or next((found for role in _MATTER if (found := argument(trigger, role)) is not None), None)
        return topic_label(inner if inner is not None and inner != label else label)
    if kind == "joint_statement" and (said := _stated(label)) is not None:
        return topic_label(said)
    return topic_label(label) if kind in ("understanding", "measures_agreed") else noun_label(label)


def _stated(statement: Token) -> Token | None:
    """What a statement that has no subject of its own says ("They will open the road, says a joint statement")."""
    if any(c.dep_ == "prep" and c.lower_ in ("on", "about", "of") for c in statement.children):
        return None
    verb = statement.head.head if statement.dep_ == "pobj" and statement.head.lower_ == "in" else statement.head
    if not is_verb(verb) or lemma(verb) not in word_class("saying") | {"announce", "pledge", "agree", "declare", "confirm", "commit"}:
        return None
    return next((c for c in verb.children if c.dep_ == "ccomp" and is_verb(c)), None)


def _decided(noun: Token) -> str:
    """What a decision that is only called one was about: the clause that it explains ("…, which he called a decision")."""
    verb = noun
    while verb.head != verb and not (is_verb(verb) and verb.dep_ in ("advcl", "relcl", "acl")):
        verb = verb.head
    if verb.dep_ in ("advcl", "relcl", "acl") and is_verb(verb.head):
        return verb_label(verb.head)
    return noun_label(noun)


def date_of(match: Match) -> str | None:
    """The day that the evidence tells, else one in the past that its sentence tells, else None."""
    passage = match.passage
    sentence = passage.sentence
    start, end = passage.offset(match.first), passage.end(match.last)
    for a, b in ((start, end), (sentence.start, sentence.end)):
        for time in passage.roll.times_within(sentence.field, a, b):
            if time.edtf and time.grain in ("day", "week", "month", "part_of_day", "hour", "minute") and time.direction != "future":
                return time.edtf
    return None


def parties_of(kind: str, match: Match) -> tuple[str, ...]:
    """Who takes part: of mutual outcomes all who meet, else the subject of the clause."""
    roll = match.passage.roll
    doer = subject(match.trigger)
    named = roll.parties(doer, match.passage.sentence) if doer is not None else ()
    if kind in _MUTUAL and len(named) < 2:
        return roll.main
    return named or roll.main
