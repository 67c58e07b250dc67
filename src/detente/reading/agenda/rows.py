"""Rows of things: nouns that are joined, and lists after a colon."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.reading.agenda.phrases import is_date, one_head
from detente.reading.grammar import SUBJECTS, is_verb

if TYPE_CHECKING:
    from detente.reading.tree import Token


def list_of(token: Token) -> list[Token]:
    """A noun with those that are joined to it ("on A and B", "on A and on B")."""
    token = _joined_subject(token)
    items = [token, *(c for c in token.conjuncts if c.i > token.i)]
    if len(items) == 2 and one_head(*items):
        return items[1:]
    items = [*(_before(token) if len(items) > 1 else ()), *items]
    if token.dep_ in ("pobj", "pcomp"):
        prepositions = [p for p in token.head.conjuncts if p.i > token.i and p.dep_ == "conj"]
        for preposition in prepositions or _again(token.head):
            items += [g for g in preposition.children if g.dep_ in ("pobj", "pcomp")]
    found = items + _between(token)
    return found if len(found) > 1 else _enumerated(token) or found


def _enumerated(token: Token) -> list[Token]:
    """A row of three and more that the parser did not join ("over tolls, visas, the war and new ports"), by its commas and "and"."""
    end = token.right_edge
    comma = next((t for t in token.doc[token.i + 1 : end.i + 2] if t.text == ","), None) if end.i + 1 < token.sent.end else None
    if comma is None or any(is_verb(t) and t.dep_ != "amod" for t in token.doc[token.i + 1 : comma.i]):
        return []
    heads = after_colon(token.left_edge)
    return heads if len(heads) > 2 and heads[0] == token else []


def _joined_subject(token: Token) -> Token:
    """The next subject of the same verb after a comma, where it has the "and" of the row; else the token itself."""
    for other in token.head.children if token.dep_ in SUBJECTS else ():
        beside = other.i > token.i and other.dep_ == token.dep_ and other.left_edge.i - 2 == token.right_edge.i
        if beside and token.doc[other.left_edge.i - 1].text == "," and any(c.dep_ == "cc" for c in other.children):
            return other
    return token


def _before(token: Token) -> list[Token]:
    """What a row of subjects begins with, which the parser did not join ("Fishing rights, the toll and visas were discussed")."""
    found: list[Token] = []
    start = token.left_edge.i
    for other in reversed([c for c in token.head.children if c.i < token.i]):
        named = other.dep_ in (*SUBJECTS, "dep", "npadvmod") and other.tag_.startswith("NN") and not is_date(other)
        if token.dep_ in SUBJECTS and named and other.right_edge.i == start - 2 and token.doc[start - 1].text == ",":
            found.insert(0, other)
            start = other.left_edge.i
    return found


def _again(preposition: Token) -> list[Token]:
    """The same preposition once more, after "and" ("about access, about fees and about quotas"), which the parser did not join."""
    doc, end = preposition.doc, preposition.sent.end
    same = [t for t in doc[preposition.i + 1 : end] if t.lower_ == preposition.lower_ and t.nbor(-1).lower_ in ("and", ",")]
    return [t for t in same if t.dep_ in ("conj", "prep")] if same and same[-1].nbor(-1).lower_ == "and" else []


def _between(token: Token) -> list[Token]:
    """What the parser joins to the two that a thing is between, but stands beside the thing ("trade between the two and the islands")."""
    for word in token.subtree:
        if word.dep_ == "pobj" and word.head.lower_ == "between" and word.tag_ == "NNS":
            return [c for c in word.children if c.dep_ == "conj" and c.tag_ == "NN"]
    return []


def after_colon(token: Token) -> list[Token]:
    """The heads of the items of a list that begins at a token: "A, B and C", where "A and D, B and C" has three items."""
    doc, end = token.doc, token.sent.end
    said = next((i for i in range(token.i + 1, end) if doc[i].lower_ == "according" and doc[i - 1].text == ","), None)
    end = end if said is None else said - 1  # who says so is no item
    commas = [i for i in range(token.i, end) if doc[i].text in (",", ";")]
    start = commas[-1] + 1 if commas else token.i
    joints = [i for i in range(start, end) if doc[i].dep_ == "cc"]
    cuts = [*commas, *joints[-1:], end]
    heads: list[Token] = []
    begin = token.i
    for cut in cuts:
        segment = doc[begin:cut]
        begin = cut + 1
        tops = [t for t in segment if t.head == t or not segment.start <= t.head.i < segment.end]
        head = tops[0] if tops else None
        if len(tops) > 1 and tops[1].i == tops[0].i + 1 and all(t.tag_.startswith("NN") for t in tops[:2]) and not is_date(tops[1]):
            head = tops[1]  # "property claims", which the parser took for two things
        if head is not None and is_verb(head) and head.tag_ != "VBG":
            break
        if head is not None and head.tag_.startswith(("NN", "VBG")):
            heads.append(head)
    return heads


def items_end(items: Sequence[Token | None], number: int) -> Token:
    """The last token of an item of a list."""
    item = items[number]
    assert item is not None
    following = items[number + 1] if number + 1 < len(items) else None
    if following is None:
        return item.right_edge
    end = following.left_edge
    while end.i > item.i + 1 and end.doc[end.i - 1].dep_ in ("cc", "punct"):
        end = end.doc[end.i - 1]
    return end.doc[end.i - 1]
