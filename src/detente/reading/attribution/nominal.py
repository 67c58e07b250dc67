"""Attributions by a noun or an adjective: "his claim that …", "voiced the hope that …", "is confident that …"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.reading.attribution.contents import FINITE, clip, without
from detente.reading.attribution.lexicon import adjectives, nouns, words
from detente.reading.attribution.model import Block, Find, Range
from detente.reading.attribution.nounphrase import noun_phrase, subject_of
from detente.reading.attribution.verbs import cue_range
from detente.reading.grammar import is_verb
from detente.reading.lemmas import noun_lemma, verb_lemma

if TYPE_CHECKING:
    from detente.reading.tree import Token

#: Verbs under which a noun of saying carries what is said: "voiced the hope that", "issued a statement saying".
_SUPPORT = words("support_verbs")
_BE = frozenset({"be", "remain", "seem", "sound", "feel", "stay"})


def find_nominal(block: Block) -> Iterator[Find]:
    """Every attribution of a paragraph whose cue is a noun or an adjective."""
    inside = block.quote_of
    for token in block.doc:
        if inside[token.i] >= 0:
            continue
        found = None
        if token.tag_ in ("NN", "NNS"):
            found = _noun(block, token)
        elif token.tag_ in ("JJ", "VBN") and token.lower_ in adjectives():
            found = _adjective(block, token)
        if found is not None:
            yield found


def _noun(block: Block, noun: Token) -> Find | None:
    base = noun_lemma(noun.lower_)
    cue = nouns().get(base)
    if cue is None:
        return None
    that = _that(noun)
    if that is None:
        return _verdict(block, noun, base)
    body = that.head
    named = owner_of(noun)
    first, last = noun.i, noun.i
    if named is None:
        verb = noun.head
        if noun.dep_ in ("dobj", "attr") and is_verb(verb) and verb_lemma(verb.lower_) in _SUPPORT:
            holder = subject_of(verb)
            named = holder
            first = cue_range(verb)[0]
    if named is None:
        return None
    return make(block, noun, (first, last), named, (that.i + 1, clip(block, body, body.right_edge.i)), base, "noun-clause")


def _that(head: Token) -> Token | None:
    """The "that" right after a noun or adjective (adverbs and times between) which opens its complement."""
    doc = head.doc
    for i in range(head.i + 1, min(head.i + 5, len(doc))):
        token = doc[i]
        if token.lower_ == "that" and token.dep_ == "mark" and token.head.i > i and token.tag_ == "IN":
            return token
        if token.tag_ in FINITE or token.text in (",", ".", ";", ":"):
            return None
    return None


def owner_of(noun: Token) -> tuple[Token, Token] | None:
    """Whose claim a noun is, twice: a possessor, "by X", "of X", "from X"; None where nobody is named."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child, child
    for child in noun.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "of", "from") and child.i > noun.i:
            for grandchild in child.children:
                if grandchild.dep_ == "pobj":
                    return grandchild, grandchild
    return None


def _verdict(block: Block, noun: Token, base: str) -> Find | None:
    """ "“…” was his verdict": a quotation as subject of a noun of saying."""
    doc = block.doc
    head = noun.head
    if noun.dep_ not in ("attr", "nsubj") or head.lower_ not in ("was", "is"):
        return None
    owner = owner_of(noun)
    if owner is None or head.i < 1 or block.quote_of[head.i - 1] < 0:
        return None
    a, b = block.quotes[block.quote_of[head.i - 1]]
    if b != head.i - 1:
        return None
    source = noun_phrase(owner[0], before=noun.i) if owner[0].i < noun.i else noun_phrase(owner[0], after=noun.i)
    pieces = without(doc, [(a, b)], [source])
    if not pieces:
        return None
    return Find(
        block, pieces, (noun.i, noun.i), base, "verdict", head=noun, source=source, speaker=owner[1], group=(head.i, noun.right_edge.i)
    )


def _adjective(block: Block, adjective: Token) -> Find | None:
    if adjective.lower_ not in adjectives():
        return None
    verb = adjective.head
    if adjective.tag_ == "VBN" and any(c.lower_ in ("was", "is", "were", "are", "remains", "been") for c in adjective.children):
        verb = adjective
    elif adjective.dep_ not in ("acomp", "oprd", "attr", "ccomp") or not is_verb(verb):
        return None
    made_clear = adjective.lower_ in ("clear", "plain", "known") and verb_lemma(verb.lower_) == "make"
    if verb.i != adjective.i and verb_lemma(verb.lower_) not in _BE and not made_clear:
        return None
    named = subject_of(verb)
    if named is None or (named[0].lower_ in ("it", "there", "that", "this", "what", "which") and not made_clear):
        return None
    body = next((c for c in adjective.children if c.dep_ == "ccomp" and c.i > adjective.i), None)
    that = _that(adjective)
    if body is None and that is not None:
        body = that.head
    if body is None or not any(c.tag_ in FINITE for c in (body, *body.children)):
        return None
    span = (max(body.left_edge.i, adjective.i + 1), clip(block, body, body.right_edge.i))
    return make(block, adjective, (cue_range(verb)[0], adjective.i), named, span, adjective.lower_, "adjective-clause")


def make(block: Block, head: Token, cue: Range, named: tuple[Token, Token], content: Range, base: str, rule: str) -> Find | None:
    """The find of a noun or adjective with its content and its source; None where nothing is left of the content."""
    place, speaker = named
    source: Range | None
    if place.i != speaker.i:
        source = (place.i, place.i)
    elif place.i < head.i:
        source = noun_phrase(place, before=cue[0] if place.i < cue[0] else head.i, least=block.opening)
    else:
        source = noun_phrase(place, after=head.i)
    if source is not None and source[0] <= cue[1] and cue[0] <= source[1]:
        cue = (head.i, head.i)
    pieces = without(block.doc, [content], [source, cue])
    if not pieces:
        return None
    group = (min(cue[0], source[0] if source else cue[0]), max(cue[1], source[1] if source else cue[1]))
    return Find(block, pieces, cue, base, rule, head=head, source=source, speaker=speaker, group=group)
