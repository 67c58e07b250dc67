"""No information: a source does not know, has no date or details yet, or will not say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.model import Claim, NoInformation
from detente.reading.agenda.labels import topic_label
from detente.reading.agenda.making import build
from detente.reading.agenda.matching import Match


def find_unknowns(matches: Iterable[Match]) -> Iterator[Claim]:
    """What a sentence says is not known."""
    for match in matches:
        about = topic_label(match.label) if match.label is not None else ""
        if about:
            yield build(match, "no_information", NoInformation(about), certainty="unknown")
