"""Every cue word of the codebook attributes in its own example."""

from __future__ import annotations

import pytest

from detente.model import Document
from detente.reading.actors import find_actors
from detente.reading.attribution import find_attributions
from detente.reading.attribution.lexicon import Cue, adjectives, nouns, verbs
from detente.reading.parse import parse

CUES = [*verbs().values(), *nouns().values(), *adjectives().values()]


@pytest.mark.parametrize("cue", CUES, ids=lambda c: c.lemma)
def test_the_example_of_a_cue_fires_that_cue(cue: Cue) -> None:
    parsed = parse(Document("example", cue.example))
    found = find_attributions(parsed, find_actors(parsed), ())
    assert cue.lemma in [a.cue_lemma for a in found], cue.example
