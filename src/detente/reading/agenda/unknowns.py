"""No information: a source does not know, has no date or details yet, or will not say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from detente.model import Claim, NoInformation
from detente.reading.agenda.arguments import argument
from detente.reading.agenda.labels import topic_label
from detente.reading.agenda.making import build
from detente.reading.agenda.matching import Match
from detente.reading.lemmas import lemma

if TYPE_CHECKING:
    from detente.reading.tree import Token

#: Verbs that do not say what is not known ("could not say").
_SAYING = frozenset({"say", "ask", "comment", "tell", "answer", "know", "yet"})

#: Words that only point to what was spoken of.
_POINTING = frozenset({"that", "this", "it", "them", "those", "these", "something", "nothing", "anything"})


def find_unknowns(matches: Iterable[Match]) -> Iterator[Claim]:
    """What a sentence says is not known."""
    for match in matches:
        about = _about(match)
        if about:
            yield build(match, "no_information", NoInformation(about), first=_first(match), certainty="unknown")


def _first(match: Match) -> Token:
    """Where the evidence begins: an answer that says nothing by itself ("Ask me in May") takes in the question."""
    if match.rule.name == "declined.ask_me" and _question_before(match.trigger) is not None:
        return match.trigger.doc[match.trigger.sent.start - 1].sent[0]
    return match.first


def _about(match: Match) -> str:
    """What is not known; where a word only points to it, the question before, or the thing named before."""
    label = match.label
    if label is None:
        return ""
    if label.lower_ not in _POINTING and lemma(label) not in _SAYING:
        return topic_label(label)
    asked = argument(match.trigger, "asked") or _question_before(match.trigger)
    named = asked if asked is not None else match.passage.things.meant(label)
    return topic_label(named if named is not None else label) or label.lower_


def _question_before(trigger: Token) -> Token | None:
    """What the sentence before asks about ("On the fees? …", "Will the port open? …")."""
    sentence = trigger.sent
    if sentence.start == 0:
        return None
    before = sentence.doc[sentence.start - 1].sent
    if "?" not in before.text[-3:]:
        return None
    root = before.root
    return next((c for c in root.children if c.dep_ in ("pobj", "pcomp")), root)
