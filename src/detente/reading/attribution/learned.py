"""Attributions by words that the cue list does not settle: "backs the plan", "his attacks on the court", "is open to a truce".

A logistic regression over what the parse says of a word, its speaker and what follows it, trained by
`scripts/train_attribution.py` on PolNeAR's training part; its weights are a table in the codebook. It only adds: what
the rules have read, and all that lies within a statement, is left to them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import cache

from detente.codebook import data_file
from detente.reading.attribution.candidates import candidates
from detente.reading.attribution.model import Block, Find

WEIGHTS = "en/attribution.tsv"

#: Log odds above which a word is taken to attribute what follows it.
ENOUGH = math.log(0.2 / 0.8)


@cache
def weights() -> dict[str, float]:
    """The weight of each clue; "" is the intercept."""
    rows = (line.split("\t") for line in data_file(WEIGHTS).read_text(encoding="utf-8").splitlines())
    return {clue: float(weight) for clue, weight in rows}


def find_learned(block: Block, kept: Iterable[Find]) -> Iterator[Find]:
    """The finds that the model adds to those of the rules: of each word the likeliest, none within another."""
    known = weights()
    best: dict[int, tuple[float, Find]] = {}
    for find, clues in candidates(block, kept):
        odds = known[""] + sum(known.get(clue, 0.0) for clue in clues)
        at = find.head.i if find.head is not None else find.first
        if odds > ENOUGH and (at not in best or odds > best[at][0]):
            best[at] = odds, find
    taken: set[int] = set()
    for at, (_, find) in sorted(best.items()):
        if at not in taken:
            taken |= {i for a, b in find.pieces for i in range(a, b + 1)}
            yield find
