"""What the rules of the codebook find in a paragraph: by verbs, by phrases, by nouns."""

from __future__ import annotations

from detente.reading.attribution.model import Block, Find
from detente.reading.attribution.nominal import find_nominal
from detente.reading.attribution.phrases import find_phrases
from detente.reading.attribution.select import select
from detente.reading.attribution.verbs import find_verbs


def find_by_rules(block: Block) -> list[Find]:
    """The attributions of a paragraph, none within another, in order."""
    return select([*find_verbs(block), *find_phrases(block), *find_nominal(block)])
