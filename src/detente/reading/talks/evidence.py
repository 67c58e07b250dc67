"""The words that a report rests on: the meeting, its predicate, its days and places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.reading.frames import Attribution
from detente.reading.talks.context import Context
from detente.reading.talks.mentions import Mention

if TYPE_CHECKING:
    from detente.reading.tree import Token


def own_span(mention: Mention) -> tuple[int, int]:
    """The words of a mention and its predicate."""
    paragraph = mention.sentence.paragraph
    tokens = [mention.token, *(p.verb for p in mention.predicates[:1]), *_particles(mention)]
    return min(paragraph.offset(t) for t in tokens), max(paragraph.end(t) for t in tokens)


def _particles(mention: Mention) -> list[Token]:
    """The words of a phrasal predicate after its verb ("took *place*", "called *off*")."""
    found: list[Token] = []
    for predicate in mention.predicates[:1]:
        at = predicate.verb.i + 1
        for word in predicate.form.words[1:]:
            following = predicate.verb.doc[at : at + 6]
            token = next((t for t in following if t.lower_ == word), None)
            if token is not None:
                found.append(token)
                at = token.i + 1
    return found


def evidence(ctx: Context, mention: Mention, voice: Attribution | None, spans: tuple[tuple[int, int], ...]) -> tuple[int, int]:
    """The stretch from the meeting and its predicate to the furthest of its dates and places, within what is said."""
    paragraph = mention.sentence.paragraph
    if mention.sort == "list":
        return spans[0]
    start, end = own_span(mention)
    begins = ctx.begins(mention.sentence)
    token = mention.token
    first = token.left_edge if token.left_edge.sent == token.sent else token
    if mention.sort != "verb":
        start = min(start, paragraph.offset(first))
        last = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        if last is not None:
            end = max(end, paragraph.end(last.right_edge) if last.right_edge.i - token.i < 8 else end)
    for predicate in mention.predicates[:1]:
        for child in predicate.verb.children:
            if child.dep_ in ("prt", "nsubj", "nsubjpass") and child.i - predicate.verb.i > -30:
                start = min(start, paragraph.offset(child.left_edge))
                end = max(end, paragraph.end(child))
    for a, b in spans:
        start, end = min(start, a), max(end, b)
    if voice is not None:
        piece = max(voice.pieces, key=lambda p: min(p[1], end) - max(p[0], start))
        if min(piece[1], end) > max(piece[0], start):
            start, end = max(start, piece[0]), min(end, piece[1])
    text = ctx.scene.parsed.document.field(mention.sentence.field)
    if text[end : end + 1] in ('"', "”") and text[start:end].count('"') % 2 + text[start:end].count("“") - text[start:end].count("”") > 0:
        end += 1
    return (max(start, begins) if end > begins else start), end
