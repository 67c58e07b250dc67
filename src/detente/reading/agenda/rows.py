"""Rows of things: nouns that are joined, and lists after a colon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.reading.grammar import is_verb

if TYPE_CHECKING:
    from spacy.tokens import Token


def list_of(token: Token) -> list[Token]:
    """A noun with those that are joined to it ("on A and B", "on A and on B")."""
    items = [token, *(c for c in token.conjuncts if c.i > token.i)]
    if token.dep_ in ("pobj", "pcomp"):
        for preposition in token.head.conjuncts:
            if preposition.i > token.i and preposition.dep_ == "conj":
                items += [g for g in preposition.children if g.dep_ in ("pobj", "pcomp")]
    return items


def after_colon(token: Token) -> list[Token]:
    """The heads of the items of a list that begins at a token: "A, B and C", where "A and D, B and C" has three items."""
    doc = token.doc
    commas = [i for i in range(token.i, token.sent.end) if doc[i].text in (",", ";")]
    start = commas[-1] + 1 if commas else token.i
    joints = [i for i in range(start, token.sent.end) if doc[i].dep_ == "cc"]
    cuts = [*commas, *joints[-1:], token.sent.end]
    heads: list[Token] = []
    begin = token.i
    for cut in cuts:
        segment = doc[begin:cut]
        begin = cut + 1
        head = next((t for t in segment if t.head == t or not segment.start <= t.head.i < segment.end), None)
        if head is not None and is_verb(head) and head.tag_ != "VBG":
            break
        if head is not None and head.tag_.startswith(("NN", "VBG")):
            heads.append(head)
    return heads
