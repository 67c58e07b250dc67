"""Commitments: who took on what, towards whom, until when, and whether it was kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from detente.model import Claim, Commitment, TimeExpression
from detente.reading.agenda.antecedents import Things
from detente.reading.agenda.arguments import is_question
from detente.reading.agenda.labels import plain_words, verb_label
from detente.reading.agenda.making import build
from detente.reading.agenda.matching import Match
from detente.reading.grammar import is_passive, is_verb, subject, tense

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Rules that tell of what is to come, unless the verb is in the past.
_AHEAD = frozenset({"deadline.expires", "pledged.takes_effect"})


def find_commitments(matches: Iterable[Match]) -> Iterator[Claim]:
    """The commitments of one sentence."""
    for match in matches:
        what = match.value.get("about") or (_what(match.label, match.passage.things) if match.label is not None else "")
        if not what or is_question(match.trigger) or (match.rule.name in _AHEAD and tense(match.trigger) == "past"):
            continue
        by = _by(match)
        commitment = Commitment(what, by, _to(match, by), _deadline(match), match.value["status"])
        yield build(match, "commitment", commitment)


def _what(label: Token, things: Things) -> str:
    found = verb_label(label)
    if len(plain_words(found)) < 2 and not is_verb(label):
        return things.fuller(label) or found
    return things.spelled_out(found, label)


def _by(match: Match) -> tuple[str, ...]:
    roll, sentence = match.passage.roll, match.passage.sentence
    doer = match.party
    if doer is None and is_verb(match.trigger) and not is_passive(match.trigger):
        doer = subject(match.trigger)
    if doer is not None:
        found = roll.parties(doer, sentence)
        if found:
            return found
    if "speaker" in match.rule.party:
        start, end = match.passage.offset(match.trigger), match.passage.end(match.trigger)
        party = roll.speaker_party(sentence.field, start, end)
        return (party,) if party else ()
    return roll.main


def _to(match: Match, by: tuple[str, ...]) -> tuple[str, ...]:
    """The other one of two parties, where one of them is bound."""
    main = match.passage.roll.main
    return tuple(p for p in main if p not in by) if len(by) == 1 and by[0] in main else ()


def _deadline(match: Match) -> str | None:
    """The day by which it is due: a time in the evidence or its sentence that lies ahead of what it is said in."""
    passage = match.passage
    scene, sentence = passage.roll.scene, passage.sentence
    start, end = passage.offset(match.first), passage.end(match.last)
    times = passage.roll.times_within(sentence.field, start, end)
    text = scene.parsed.document.field(sentence.field)
    due = [t for t in times if t.edtf and _is_due(text, t)]
    return _last_day(due[0].edtf, scene.parsed.document.published) if due else None


def _last_day(edtf: str | None, published: str | None) -> str | None:
    """The end of a span that runs from the day it was said ("by 1 June"), else the value as it is."""
    first, parted, last = (edtf or "").partition("/")
    return last if parted and last != ".." and published and first == published[:10] else edtf


def _is_due(text: str, time: TimeExpression) -> bool:
    before = text[max(0, time.start - 14) : time.start].lower().split()
    return time.direction == "future" or bool({"by", "until", "before", "within", "than"} & set(before[-2:]))
