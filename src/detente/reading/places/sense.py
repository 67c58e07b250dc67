"""Whether the place itself is meant, or those who govern or live there.

A logistic regression over what the parse says of the name, trained by `scripts/train_metonymy.py` on the training parts
of ReLocaR and SemEval-2007; its weights are a table in the codebook. A few plain cases are decided before it.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

from detente.codebook import data_file
from detente.model.mentions import Sense
from detente.reading.lemmas import lemma
from detente.reading.places.clues import Grammar, clues, grammar_of
from detente.reading.places.spans import words

if TYPE_CHECKING:
    from detente.reading.tree import Token

WEIGHTS = "en/metonymy.tsv"

#: Log odds above which a name is not read literally.
NOT_LITERAL = 0.25

#: So much above that, nothing but the government is meant.
_BOTH = 0.5


@cache
def weights() -> dict[str, float]:
    """The weight of each clue; "" is the intercept."""
    rows = (line.split("\t") for line in data_file(WEIGHTS).read_text(encoding="utf-8").splitlines())
    return {clue: float(weight) for clue, weight in rows}


def odds_of(first: Token, last: Token, kind: str) -> float:
    """Log odds that the name of a place stands for those who govern or live there."""
    known = weights()
    return math.fsum([known[""], *(known.get(clue, 0.0) for clue in clues(first, last, kind))])  # exact in any order


def sense_of(first: Token, last: Token, kind: str) -> tuple[Sense, str]:
    """The sense of the name of a place of some kind, and the words that decided it."""
    place = grammar_of(first, last)
    if first.i > 0 and first.nbor(-1).text == "(":
        return "literal", "in brackets"
    plain = _plain_case(place, kind)
    if plain is not None:
        return plain, place.why
    odds = odds_of(first, last, kind)
    sense: Sense = "literal" if odds <= NOT_LITERAL else "metonymic" if odds > NOT_LITERAL + _BOTH else "both"
    chance = 1 / (1 + math.exp(-odds))
    return sense, f"{place.why}; government {chance:.2f}"


def _plain_case(place: Grammar, kind: str) -> Sense | None:
    """The sense where grammar alone decides it: hosts, towns after "in", plans "for" a town."""
    head = place.head
    if place.role == "subject":
        hosting = lemma(head) in words("sense", "hosting")
        host = any(lemma(c) in words("sense", "hosts") for v in (head, *head.children) for c in v.children if c.dep_ == "attr")
        return "both" if hosting or host else None
    if place.role == "preposition" and kind == "city":
        if head.lower_ in words("sense", "within"):
            return "literal"
        if head.lower_ == "for" and lemma(head.head) in words("sense", "planning"):
            return "literal"
    return None
