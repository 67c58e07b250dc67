"""Outcomes: what the talks brought about, or are said not to have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from detente.model import Claim, Outcome, Polarity
from detente.reading.agenda.labels import noun_label, phrase_words, topic_label
from detente.reading.agenda.making import build
from detente.reading.agenda.matching import Match, Passage, matches
from detente.reading.grammar import subject
from detente.reading.wording import word_class

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Types that take two: the parties are those who meet, whoever is the subject.
_MUTUAL = frozenset({"understanding", "agreement_signed", "agreement_initialled", "joint_statement", "notes_exchanged"})
_MUTUAL |= {"ceasefire", "exchange", "no_result", "mechanism_created"}

#: What an agreement that is called no more than that turns out to be, by the words of its object.
_BY_OBJECT = (("ceasefire", "ceasefire"), ("swap", "exchange"), ("measures", "measures_agreed"))


def find_outcomes(passage: Passage) -> Iterator[Claim]:
    """The outcomes of one sentence."""
    for match in matches("outcome", passage):
        claim = _claim(match)
        if claim is not None:
            yield claim


def _claim(match: Match) -> Claim | None:
    value = match.value
    kind = _type(value["type"], match.label)
    about = value.get("about") or _about(kind, match)
    if not about:
        return None
    polarity = cast(Polarity, value.get("polarity", "affirmed"))
    outcome = Outcome(kind, about, date_of(match), parties_of(kind, match))
    return build(match, "outcome", outcome, polarity=polarity)


def _type(named: str, label: Token | None) -> str:
    if label is None:
        return named
    words = phrase_words(label)
    if named == "agreement_signed" and words & (word_class("mechanism") - {"text", "paper"}) and not words & word_class("agreement"):
        return "mechanism_created"
    if named != "understanding":
        return named
    for name, found in _BY_OBJECT:
        if words & word_class(name) and (name != "swap" or words & word_class("captives")):
            return found
    return named


def _about(kind: str, match: Match) -> str:
    if match.label is None:
        return ""
    label = topic_label(match.label) if kind in ("understanding", "measures_agreed") else noun_label(match.label)
    if kind == "no_result" and not phrase_words(match.label) & word_class("talks"):
        return "talks"
    return label


def date_of(match: Match) -> str | None:
    """The day that the evidence tells, else one in the past that its sentence tells, else None."""
    passage = match.passage
    scene, sentence = passage.roll.scene, passage.sentence
    start, end = passage.offset(match.first), passage.end(match.last)
    for a, b in ((start, end), (sentence.start, sentence.end)):
        for time in scene.times_within(sentence.field, a, b):
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
