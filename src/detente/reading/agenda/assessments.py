"""Assessments: how somebody finds that a round, or the whole negotiation, goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal, cast

from detente.model import Assessment, Claim, Polarity
from detente.reading.agenda.making import build
from detente.reading.agenda.matching import Match
from detente.reading.agenda.moods import predicate
from detente.reading.grammar import is_verb, tense
from detente.reading.lemmas import lemma

if TYPE_CHECKING:
    from detente.reading.tree import Token

#: Nouns that mean one meeting, and such as mean the negotiation.
_ROUND = frozenset({"round", "meeting", "session", "summit", "exchange", "encounter", "gathering", "start", "atmosphere", "tone", "day"})
_TRACK = frozenset({"process", "dialogue", "channel", "track", "negotiation", "negotiations", "matter", "format"})

#: Rules that judge the whole by a verb without an object ("nothing has moved").
_OF_ALL = frozenset({"none.nothing_moved", "minimal.little_moves"})


def find_assessments(matches: Iterable[Match]) -> Iterator[Claim]:
    """The assessments of one sentence."""
    for match in matches:
        if match.trigger.dep_ == "relcl" and match.rule.name in _OF_ALL:
            continue  # "On the buildings nothing has moved": the parser hangs the verb on the buildings
        if _of_others(match.trigger):
            continue
        value = match.value
        found = Assessment(_about(match), value["value"])
        yield build(match, "assessment", found, polarity=cast(Polarity, value.get("polarity", "affirmed")))


def _of_others(trigger: Token) -> bool:
    """Whether a clause judges what somebody mentioned beside has ("with Peru, whose talks on the dam ran aground")."""
    verb = predicate(trigger)
    return verb.dep_ != "ROOT" and any(t.lower_ == "whose" for t in verb.doc[verb.left_edge.i : verb.i])


def _about(match: Match) -> Literal["track", "round"]:
    """A round where the clause names one, or tells what was; else the track."""
    words = {lemma(t) for t in match.trigger.doc[match.first.i : match.last.i + 1]}
    if words & _ROUND:
        return "round"
    verb = predicate(match.trigger)
    if words & _TRACK or not is_verb(verb):
        return "track"
    return "round" if tense(verb) == "past" else "track"
