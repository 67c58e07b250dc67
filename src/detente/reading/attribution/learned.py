"""Attributions by verbs that the cue list does not settle: "backs the plan", "sees no way out", "turned to the press".

A logistic regression over what the parse says of a verb, its speaker and what follows it, trained by
`scripts/train_attribution.py` on PolNeAR's training part; its weights are a table in the codebook. It only adds: a
verb that the rules have read, and all that lies within a statement, is left to them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from detente.codebook import data_file
from detente.reading.attribution import contents, verbs
from detente.reading.attribution.contents import Content
from detente.reading.attribution.lexicon import Cue
from detente.reading.attribution.model import Block, Find
from detente.reading.grammar import is_negated
from detente.reading.lemmas import noun_lemma, verb_lemma
from detente.reading.wordnet import class_of, noun_class

if TYPE_CHECKING:
    from spacy.tokens import Token

WEIGHTS = "en/attribution.tsv"

#: Participles that name where a medium has it from, and what it was asked: links of a chain, no statements.
_LINKS = frozenset({"citing", "quoting", "asked", "cited", "quoted", "named"})

#: Log odds above which a verb is taken to attribute what follows it.
ENOUGH = math.log(0.27 / 0.73)

_PREPOSITIONS = ("for", "of", "about", "on", "against", "to", "with", "at", "in", "into", "over", "from", "toward", "towards", "as")
_TAKES = frozenset({"clause", "question", *(f"prep:{p}" for p in _PREPOSITIONS)})
_SIDE = ("aux", "neg", "auxpass", "prt", "mark")


def candidates(block: Block, kept: Iterable[Find]) -> Iterator[tuple[Find, frozenset[str]]]:
    """Verbs with a subject and something that follows them, outside of what was read, each with its clues."""
    taken = {i for find in kept for a, b in [*find.pieces, *([find.cue] if find.cue else [])] for i in range(a, b + 1)}
    for verb in block.doc:
        if not verb.tag_.startswith("VB") or verb.i in taken or block.quote_of[verb.i] >= 0 or verb.dep_ in ("aux", "auxpass"):
            continue
        if verb.lower_ in _LINKS or (is_negated(verb) and verbs.cue_of(verb) is not None):
            continue
        named = verbs.source_of(block, verb)
        cue = Cue(verb_lemma(verb.lower_), "learned", _TAKES, None, None, "")
        content = _content(block, verb, cue) if named is not None else None
        if named is None or content is None:
            continue
        content.pieces = contents.over_quotes(block, content.pieces, verb)
        find = verbs.make_find(block, verb, cue, content, named)
        if find is None:
            continue
        words = [i for a, b in find.pieces for i in range(a, b + 1)]
        if sum(i in taken for i in words) * 2 <= len(words):
            yield find, clues(find, verb, content)


def _content(block: Block, verb: Token, cue: Cue) -> Content | None:
    """What would be said, by the first form of complement that the verb has."""
    return (
        contents.clause(block, verb, cue)
        or contents.quoting_object(block, verb, cue)
        or contents.infinitive(verb)
        or contents.gerund(verb)
        or contents.nominal(verb)
        or contents.plain_object(verb)
        or contents.prepositional(verb, cue)
    )


def clues(find: Find, verb: Token, content: Content) -> frozenset[str]:
    """What the model looks at: the verb and its class, its complement, its subject, its helpers."""
    base, kind = verb_lemma(verb.lower_), class_of(verb)
    preposition = verb.doc[content.cue_end].lower_ if content.cue_end is not None else "-"
    found = {
        f"verb={base}", f"verb={base} way={content.way}", f"verb={base} prep={preposition}", f"way={content.way}",
        f"class={kind}", f"class={kind} way={content.way}", f"tag={verb.tag_}", f"dep={verb.dep_}", f"prep={preposition}",
        f"length={min(6, sum(b - a + 1 for a, b in find.pieces) // 3)}",
    }  # fmt: skip
    if verb.head.i != verb.i:
        found.add(f"under={verb_lemma(verb.head.lower_)}")
    found |= {f"{c.dep_}={c.lower_}" for c in verb.children if c.dep_ in _SIDE and c.i < verb.i + 3}
    if find.speaker is not None:
        found |= {f"speaker={find.speaker.tag_}", f"speaker class={noun_class(find.speaker)}", f"speaker dep={find.speaker.dep_}"}
        if find.speaker.tag_.startswith(("PR", "W")):
            found.add(f"speaker word={find.speaker.lower_}")
    if content.body is not None:
        thing = noun_class(content.body)
        found |= {
            f"body={content.body.tag_}",
            f"body class={thing}",
            f"body class={thing} class={kind}",
            f"body word={noun_lemma(content.body.lower_)}",
        }
    if any(find.block.quote_of[i] >= 0 for a, b in find.pieces for i in range(a, b + 1)):
        found.add("quoted")
    return frozenset(found)


@cache
def weights() -> dict[str, float]:
    """The weight of each clue; "" is the intercept."""
    rows = (line.split("\t") for line in data_file(WEIGHTS).read_text(encoding="utf-8").splitlines())
    return {clue: float(weight) for clue, weight in rows}


def find_learned(block: Block, kept: Iterable[Find]) -> Iterator[Find]:
    """The finds that the model adds to those of the rules, none within another."""
    known = weights()
    taken: set[int] = set()
    for find, found in candidates(block, kept):
        if known[""] + sum(known.get(clue, 0.0) for clue in found) <= ENOUGH or (find.head is not None and find.head.i in taken):
            continue
        taken |= {i for a, b in find.pieces for i in range(a, b + 1)}
        yield find
