"""One attribution, several statements: "that A and that B", "A, he said, but B", "A, he said; B"."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from detente.reading.attribution.contents import FINITE, has_finite, trim_content
from detente.reading.attribution.model import Block, Find, Range
from detente.reading.attribution.stance import stance_of

if TYPE_CHECKING:
    from detente.reading.tree import Token

_JOINS = frozenset({"and", "but", "or", "yet", "while", "although", "though", "whereas"})


def split(find: Find) -> list[Find]:
    """The statements of a find: as one where the parts are of one mind, else part by part."""
    if find.rule.endswith(("object", "small", "as", "prep", "infinitive", "gerund")) or find.rule == "view":
        return [find]
    groups: list[list[Range]] = []
    for number, (first, last) in enumerate(find.pieces):
        quoted = find.block.quote_of[first] >= 0
        joined = number and not _starts_clause(find.block, first, find.pieces[number - 1][1])
        parts = [(first, last)] if quoted else _parts(find, first, last)
        if joined and groups:
            groups[-1].append(parts[0])
            parts = parts[1:]
        groups += [[p] for p in parts]
    if len(groups) < 2:
        return [find]
    found = []
    for pieces in groups:
        trimmed = [t for p in pieces if (t := _bare(find.block, p)) is not None]
        if trimmed:
            found.append(replace(find, pieces=trimmed, via=list(find.via)))
    for number, one in enumerate(found[1:]):
        one.beyond = []
        one.follows = found[0] if number >= 0 else None
    return found


def _bare(block: Block, piece: Range) -> Range | None:
    """A part without the conjunction that joined it."""
    first, last = piece
    doc = block.doc
    while first < last and (
        doc[first].text in (",", ";")
        or (doc[first].lower_ in _JOINS and first == piece[0])
        or (doc[first - 1].lower_ in _JOINS and doc[first].lower_ == "that")
    ):
        first += 1
    return trim_content(doc, first, last)


def _starts_clause(block: Block, first: int, before: int) -> bool:
    """Whether a piece is joined on by "and" or "but" after the attributing clause."""
    doc = block.doc
    token = doc[first]
    return token.lower_ in ("and", "but", "yet") or (first > before + 1 and doc[first - 1].lower_ in ("and", "but", "yet"))


def _parts(find: Find, first: int, last: int) -> list[Range]:
    doc, inside = find.block.doc, find.block.quote_of
    cuts: list[int] = []
    start = first
    for i in range(first + 2, last - 1):
        if inside[i] >= 0:
            continue
        low = doc[i].lower_
        join = low in _JOINS and (doc[i].tag_ in ("CC", "IN")) and doc[i].text.islower()
        after_comma = low == "that" and doc[i - 1].text == "," and doc[i].tag_ == "IN" and doc[i].head.i > i
        joined = join and doc[i + 1].lower_ == "that" and doc[i + 1].tag_ == "IN" and doc[i + 1].head.i > i + 1
        own = join and has_finite(doc, start, i - 1) and _own_clause(doc[i], last) and _differ(find, (start, i - 1), (i + 1, last))
        if after_comma or joined or own:
            cuts.append(i)
            start = i
    edges = [first, *cuts, last + 1]
    return [(a, b - 1) for a, b in pairwise(edges)]


def _own_clause(join: Token, last: int) -> bool:
    """Whether a clause with a verb of its own, joined at the top, follows a conjunction."""
    doc = join.doc
    for i in range(join.i + 1, min(last, join.i + 14) + 1):
        token = doc[i]
        if token.tag_ in FINITE:
            return token.dep_ in ("conj", "aux", "auxpass", "advcl", "ROOT", "ccomp", "parataxis") and (
                doc[join.i - 1].text == "," or join.lower_ in ("but", "although", "though", "while", "whereas")
            )
        if token.text in (";", ":", ","):
            return False
    return False


def _differ(find: Find, a: Range, b: Range) -> bool:
    """Whether two parts differ in certainty or polarity."""
    return stance_of(find, [a]) != stance_of(find, [b])
