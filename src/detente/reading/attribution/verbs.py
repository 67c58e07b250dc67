"""Attributions by a cue verb: said that, told …, called it …, "…", he added."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.reading.attribution import contents
from detente.reading.attribution.lexicon import Cue, verbs
from detente.reading.attribution.model import Block, Find, Range
from detente.reading.attribution.nounphrase import agent_of, noun_phrase, subject_of
from detente.reading.grammar import is_passive
from detente.reading.lemmas import verb_lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Particles and prepositions that make another verb of a cue ("point out", "go on", "put it").
_SECOND = {"point": ("out",), "go": ("on",), "put": ("it",), "rule": ("out",), "call": ("on",), "press": ("for",)}


def cue_of(token: Token) -> Cue | None:
    """The entry of a verb, the longer form ("point out") first; None where it is no cue."""
    base = verb_lemma(token.lower_)
    table = verbs()
    second = _SECOND.get(base)
    if second and token.i + 1 < len(token.doc) and token.nbor().lower_ in second:
        longer = table.get(f"{base} {token.nbor().lower_}")
        if longer:
            return longer
    return table.get(base)


def cue_range(verb: Token, *, upto: int | None = None) -> Range:
    """The verb with its auxiliaries, negation, adverbs just before it and particle after it."""
    first, last = verb.i, verb.i
    left = {c.i for c in verb.children if c.i < verb.i and c.dep_ in ("aux", "auxpass", "neg", "advmod")}
    doc = verb.doc
    while first - 1 in left and doc[first - 1].tag_ not in ("WRB", "WDT"):
        first -= 1
    while first < verb.i and doc[first].dep_ == "advmod" and doc[first].lower_ in ("so", "as", "then", "when", "how"):
        first += 1
    if last + 1 < len(doc) and (doc[last + 1].dep_ == "prt" or (doc[last + 1].head.i == verb.i and doc[last + 1].tag_ == "RP")):
        last += 1
    if upto is not None:
        last = max(last, upto)
    return first, last


def _source(verb: Token, passive: bool) -> tuple[Token, Token] | None:
    if passive:
        agent = agent_of(verb)
        return (agent, agent) if agent is not None else None
    return subject_of(verb)


def find_verbs(block: Block) -> Iterator[Find]:
    """Every attribution of a paragraph whose cue is a verb."""
    inside = block.quote_of
    for token in block.doc:
        if not token.tag_.startswith("VB") or inside[token.i] >= 0:
            continue
        cue = cue_of(token)
        if cue is None:
            continue
        found = _read(block, token, cue)
        if found is not None:
            yield found


def _read(block: Block, verb: Token, cue: Cue) -> Find | None:
    passive = is_passive(verb)
    named = _source(verb, passive)
    if named is None and passive:
        return None
    place, speaker = named if named else (None, None)
    if place is not None and place.lower_ in ("it", "there") and place.dep_ == "expl":
        return None
    content = contents.of_verb(block, verb, cue, place)
    if content is None:
        return None
    source = None
    if place is not None:
        cut = {"before": verb.i} if place.i < verb.i else {"after": verb.i}
        if place.lower_ in ("who", "which", "that") and place is not speaker:
            source = (place.i, place.i)
        else:
            source = noun_phrase(place, **cut)
    pieces = contents.without(block.doc, content.pieces, [source, cue_range(verb)])
    if not pieces:
        return None
    if source is not None and any(a <= source[0] <= b or a <= source[1] <= b for a, b in pieces):
        source = (place.i, place.i) if place is not None else None
    return Find(
        block,
        pieces,
        cue_range(verb, upto=content.cue_end),
        cue.lemma,
        f"{cue.kind}-{content.rule}",
        head=verb,
        source=source,
        speaker=speaker,
        body=content.body,
        group=content.group,
    )
