"""What the rules of the codebook find in a paragraph: by verbs, by phrases, by nouns."""

from __future__ import annotations

from detente.reading.attribution.model import Block, Find
from detente.reading.attribution.nominal import find_nominal
from detente.reading.attribution.phrases import find_phrases
from detente.reading.attribution.select import select
from detente.reading.attribution.verbs import find_verbs


def find_by_rules(block: Block) -> list[Find]:
    """The attributions of a paragraph, none within another, in order."""
    found = select([*find_verbs(block), *find_phrases(block), *find_nominal(block)])
    for find in found:
        _not_within(find, found)
    return found


def _not_within(find: Find, others: list[Find]) -> None:
    """Give a find whose source is part of what another one says that one's source.

    "Marin warned that progress was slow and promised help": it is Marin who promised.
    """
    if find.source is None or find.cue is None or find.head is None:
        return
    for other in others:
        named = other.source is not None and other.speaker is not None and other.source[0] < find.source[0] < find.head.i
        if other is not find and named and other.holds(find.source[0]) and not other.holds(find.cue[0]):
            find.source, find.speaker = other.source, other.speaker
            return
