"""How sure the speaker is, and whether he affirms or denies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.model import Certainty, Polarity
from detente.reading.attribution.lexicon import nouns, verbs
from detente.reading.attribution.model import Find
from detente.reading.grammar import is_negated, modals
from detente.reading.lemmas import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token


def main_verb(find: Find) -> Token | None:
    """The main predicate of what is said: the highest token of its pieces, a verb where it can be."""
    doc = find.block.doc
    best: Token | None = None
    for first, last in find.pieces:
        for i in range(first, last + 1):
            token = doc[i]
            if token.tag_.startswith(("VB", "MD")) and (token.head.i == token.i or not find.holds(token.head.i)):
                return token
            if best is None and (token.head.i == token.i or not find.holds(token.head.i)):
                best = token
    return best


def stance(find: Find) -> tuple[Certainty, Polarity]:
    """Certainty and polarity of one find."""
    verb = main_verb(find)
    cue = verbs().get(find.lemma) or nouns().get(find.lemma)
    certainty: Certainty = (cue.certainty if cue else None) or "certain"
    polarity: Polarity = (cue.polarity if cue else None) or "affirmed"
    if verb is not None and verb.tag_.startswith(("VB", "MD")):
        base = lemma(verb)
        if is_negated(verb):
            polarity = "denied" if polarity == "affirmed" else "affirmed"
        over = modals(verb)
        if certainty == "certain":
            if over & {"may", "might", "could"} or base == "hope":
                certainty = "possible"
            elif base == "expect" or (base == "be" and False):
                certainty = "probable"
    if find.head is not None and find.head.tag_.startswith("VB") and is_negated(find.head) and find.lemma in ("think", "believe", "expect"):
        polarity = "denied"
    return certainty, polarity
