"""No information: a source does not know, has no date or details yet, or will not say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from detente.model import Claim, NoInformation
from detente.reading.agenda.arguments import argument
from detente.reading.agenda.labels import topic_label
from detente.reading.agenda.making import build
from detente.reading.agenda.matching import Match

if TYPE_CHECKING:
    from detente.reading.tree import Token


#: Words that only point to what was spoken of.
_POINTING = frozenset({"that", "this", "it", "them", "those", "these", "something", "nothing", "anything"})


def find_unknowns(matches: Iterable[Match]) -> Iterator[Claim]:
    """What a sentence says is not known."""
    for match in matches:
        about = _about(match)
        if about:
            yield build(match, "no_information", NoInformation(about), certainty="unknown")


def _about(match: Match) -> str:
    """What is not known; where a word only points to it, the question before, or the thing named before."""
    label = match.label
    if label is None:
        return ""
    if label.lower_ not in _POINTING:
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
