"""How sure the speaker is, and whether he affirms or denies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.model import Certainty, Polarity
from detente.reading.attribution.lexicon import adjectives, nouns, verbs, words
from detente.reading.attribution.model import Find, Range
from detente.reading.grammar import is_negated, modals
from detente.reading.lemmas import lemma

if TYPE_CHECKING:
    from detente.reading.tree import Token

Stance = tuple[Certainty, Polarity]

_HOPES = words("hoping")
_PROBABLE = words("probable")
_POSSIBLE = words("possible")
_NO_WORD = words("unknown")


def main_verb(find: Find, pieces: list[Range]) -> Token | None:
    """The main predicate of what is said: the highest verb of its pieces, else the highest token."""
    doc = find.block.doc
    inside = {i for a, b in pieces for i in range(a, b + 1)}
    best: Token | None = None
    top: Token | None = None
    for i in sorted(inside):
        token = doc[i]
        if token.head.i == i or token.head.i not in inside:
            if token.tag_.startswith(("VB", "MD")) and token.dep_ not in ("relcl", "acl", "amod"):
                if best is None or (best.dep_ in ("aux", "advcl") and token.dep_ not in ("aux", "advcl")):
                    best = token
            elif top is None and not token.is_punct:
                top = token
    return best or top


def stance(find: Find) -> Stance:
    """Certainty and polarity of a find."""
    return stance_of(find, find.pieces)


def stance_of(find: Find, pieces: list[Range]) -> Stance:
    """Certainty and polarity of some pieces of a find."""
    cue = verbs().get(find.lemma) or nouns().get(find.lemma) or adjectives().get(find.lemma)
    certainty: Certainty = (cue.certainty if cue else None) or "certain"
    polarity: Polarity = (cue.polarity if cue else None) or "affirmed"
    verb = main_verb(find, pieces)
    if verb is not None:
        if is_verbal(verb) and denies(verb):
            polarity = "denied" if polarity == "affirmed" else "affirmed"
        if certainty == "certain":
            certainty = _hedged(verb)
        if _unknown(find, pieces, verb):
            certainty = "unknown"
    if find.head is not None and find.head.tag_.startswith("VB") and is_negated(find.head) and find.lemma in ("think", "believe", "expect"):
        polarity = "denied"
        certainty = "probable"
    return certainty, polarity


def is_verbal(token: Token) -> bool:
    """Whether a token is a verb or a modal."""
    return token.tag_.startswith(("VB", "MD"))


def denies(verb: Token) -> bool:
    """Whether a main predicate is negated: by its own words, a negative subject or object, or there being none."""
    if is_negated(verb):
        return True
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass", "attr", "dobj", "expl") and child.lower_ in ("neither", "nobody", "nothing", "none", "no"):
            return True
        if child.dep_ in ("nsubj", "nsubjpass", "attr", "dobj") and any(
            g.lower_ in ("no", "neither") and g.i < child.i for g in child.subtree if g.head.i == child.i or g.dep_ in ("det", "preconj")
        ):
            return True
        if child.dep_ in ("xcomp", "acomp") and any(g.dep_ == "neg" for g in child.children):
            return True
    return False


def _hedged(verb: Token) -> Certainty:
    over = modals(verb)
    if over & {"may", "might"}:
        return "possible"
    words = {verb.lower_, lemma(verb)} | {c.lower_ for c in verb.children if c.dep_ in ("advmod", "acomp", "attr", "xcomp", "oprd")}
    words |= {g.lower_ for c in verb.children if c.dep_ in ("acomp", "attr") for g in c.children}
    if (words & _HOPES and lemma(verb) != "want") or words & _POSSIBLE:
        return "possible"
    if "could" in over:
        return "possible"
    if words & _PROBABLE:
        return "probable"
    return "certain"


def _unknown(find: Find, pieces: list[Range], verb: Token) -> bool:
    """Whether the speaker says that he does not know or cannot say."""
    if not is_verbal(verb):
        return False
    if denies(verb):
        nouns_here = [c for c in verb.children if c.dep_ in ("dobj", "attr", "nsubj")]
        if any(n.lower_ in _NO_WORD for n in nouns_here):
            return True
        base = lemma(verb)
        if base in ("know", "say", "tell", "name", "confirm") or (base == "receive" and any(n.lower_ == "nothing" for n in nouns_here)):
            return True
        if any(c.lower_ in ("clear", "known", "certain", "sure") for c in verb.children if c.dep_ in ("acomp", "oprd")):
            return True
    return False
