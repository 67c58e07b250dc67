"""What is on the table and what came of it: issues, outcomes, commitments, assessments, no information."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from detente.model import Claim
from detente.reading.agenda.assessments import find_assessments
from detente.reading.agenda.commitments import find_commitments
from detente.reading.agenda.issues import find_issues
from detente.reading.agenda.matching import Passage
from detente.reading.agenda.outcomes import find_outcomes
from detente.reading.agenda.unknowns import find_unknowns
from detente.reading.agenda.who import Roll
from detente.reading.frames import Scene

_FINDERS: tuple[Callable[[Passage], Iterator[Claim]], ...] = (find_issues, find_outcomes, find_commitments, find_assessments, find_unknowns)


def find_agenda(scene: Scene) -> list[Claim]:
    """The claims of these five kinds."""
    roll = Roll(scene)
    found: list[Claim] = []
    for sentence in scene.parsed.sentences:
        if sentence.field != "text":
            continue
        passage = Passage(sentence, roll)
        for finder in _FINDERS:
            found += finder(passage)
    return found
