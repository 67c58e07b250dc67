"""Content beside the attributing clause: "X, he said", "X, he said, Y", “X,” he said. “Y.” """

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.reading.attribution.contents import FINITE, Content, has_finite
from detente.reading.attribution.lexicon import Cue
from detente.reading.attribution.model import Block, Range

if TYPE_CHECKING:
    from spacy.tokens import Token

_ADVERBIALS = frozenset({"aux", "auxpass", "neg", "prt", "dobj", "dative", "prep", "npadvmod", "advmod", "agent", "oprd"})


def core(block: Block, verb: Token, subject: Token | None) -> Range:
    """The attributing clause: subject, verb, and what follows the verb up to the next comma, quotation or clause."""
    doc, inside = verb.doc, block.quote_of
    first = last = verb.i
    for child in verb.children:
        if child.i < verb.i and child.dep_ in ("aux", "auxpass", "neg", "advmod"):
            first = min(first, child.i)
    if subject is not None:
        first = min(first, max(subject.left_edge.i, subject.i - 40)) if subject.i < verb.i else first
        if subject.i > verb.i:
            last = max(last, subject.right_edge.i)
    members = {
        c.i for c in verb.children if c.i > verb.i and (c.dep_ in _ADVERBIALS or (c.dep_ == "advcl" and c.tag_ == "VBG"))
    }
    end = block.sentences[block.sentence_of[verb.i]].end - 1
    at = last + 1
    while at <= end and inside[at] < 0 and doc[at].text not in (",", ";", ":", "—", "–", ".", "(", "-"):
        token = doc[at]
        top = token
        while top.i not in members and top.head.i != top.i and top.head.i != verb.i:
            top = top.head
        if top.i not in members and not (subject is not None and subject.left_edge.i <= at <= subject.right_edge.i):
            break
        last = at
        at += 1
    return first, last


def beside(block: Block, verb: Token, subject: Token | None, cue: Cue) -> Content | None:
    """What stands before the attributing clause, and what goes on after it."""
    group = core(block, verb, subject)
    left = _left(block, verb, group, cue, subject)
    right = _right(block, verb, group, left)
    pieces = [p for p in (left, right) if p and p[0] <= p[1]]
    if not pieces:
        return None
    pieces += following(block, pieces, verb)
    body = next((c for c in verb.children if c.dep_ == "ccomp"), None)
    return Content(pieces, "inverted" if left else "quote", body, group=group)


def _edge(block: Block, verb: Token, group: Range, start: int) -> int | None:
    """Where the attributing clause begins: after the comma or closing mark that parts it from what is said."""
    doc, inside = verb.doc, block.quote_of
    for i in range(group[0], max(start, group[0] - 12), -1):
        if inside[i - 1] >= 0 or doc[i - 1].text in (",", "—", "–", "?", "!"):
            return i
        if doc[i - 1].tag_ in FINITE or doc[i - 1].text in (";", ":"):
            return None
    return None


def _left(block: Block, verb: Token, group: Range, cue: Cue, subject: Token | None) -> Range | None:
    doc, inside = verb.doc, block.quote_of
    start = max(block.sentences[block.sentence_of[verb.i]].start, block.opening)
    at = _edge(block, verb, group, start)
    if at is None:
        # A question or exclamation in quotation marks may end the parser's sentence before "he said".
        if start > 0 and start >= group[0] - 1 and inside[start - 1] >= 0 and block.quotes[inside[start - 1]][1] == start - 1:
            return block.quotes[inside[start - 1]]
        return None
    if inside[at - 1] >= 0:
        a, b = block.quotes[inside[at - 1]]
        if b != at - 1:
            return None
        whole = a <= start + 1 or any(c.dep_ == "ccomp" and c.i < at and inside[c.i] < 0 for c in verb.children) or verb.dep_ == "parataxis"
        if not whole:
            return (a, b) if doc[b - 1].text in (",", ".", "!", "?", "…") or doc[at - 1].text == "," or at == group[0] else None
        return _begin(block, min(a, start) if whole else a, a, subject), b
    if "inverted" not in cue.takes or at - 1 - start < 1:
        return None
    governs = any(c.dep_ == "ccomp" and c.i < at for c in verb.children) or verb.dep_ in ("parataxis", "ccomp")
    closes = group[1] + 1 < len(doc) and doc[group[1] + 1].text == "," and not any(c.dep_ == "ccomp" for c in verb.children)
    if not governs and not (closes and has_finite(doc, start, at - 1)):
        return None
    return _begin(block, start, at - 2, subject), at - 2


def _begin(block: Block, start: int, last: int, subject: Token | None) -> int:
    """The beginning of what is said: after a semicolon, or a colon that parts off the announcement of it."""
    doc, inside = block.doc, block.quote_of
    for i in range(last - 1, start, -1):
        if inside[i] >= 0:
            continue
        if doc[i].text == ";":
            return i + 1
        if doc[i].text == ":" and subject is not None and has_finite(doc, start, i) and has_finite(doc, i, last):
            return i + 1
    return start


def _right(block: Block, verb: Token, group: Range, left: Range | None) -> Range | None:
    doc, inside = verb.doc, block.quote_of
    end = block.sentences[block.sentence_of[verb.i]].end - 1
    at = group[1] + 1
    if at >= len(doc):
        return None
    colon = doc[at].text in (":", "—", "–", "―")
    comma = doc[at].text == ","
    if colon or comma or inside[at] >= 0:
        at += (colon or comma) and inside[at] < 0
        while at < len(doc) and doc[at].is_space:
            at += 1
    if at >= len(doc):
        return None
    if inside[at] >= 0:
        a, b = block.quotes[inside[at]]
        if a == at and (left is None or comma or colon):
            # The sentence may go on after the quotation: said, "X" is Y.
            if left is not None and b < end and doc[b + 1].text not in (".", ",", ";") and not doc[b + 1].is_space:
                return a, _to(block, b + 1, end)
            return a, b
        return None
    if left is None:
        return (at, _to(block, at, end)) if colon and at <= end else None
    if not comma or at > end:
        return None
    return _tail(block, verb, at, end)


def _tail(block: Block, verb: Token, at: int, end: int) -> Range | None:
    """The rest of a sentence that an attributing clause interrupts; None where it belongs to that clause."""
    doc = block.doc
    token = doc[at]
    if token.tag_ in ("VBG", "WP", "WDT", "WP$") or token.lower_ in ("according", "who", "which", "citing", "while", "whose", "as", "referring"):
        return None
    if token.head.i == verb.i and token.dep_ in ("nsubj", "npadvmod") or token.dep_ == "appos":
        return None
    for child in verb.children:
        if child.dep_ == "nsubj" and child.i > verb.i and child.left_edge.i <= at <= child.right_edge.i:
            return None
    if token.tag_ == "CC":
        mine = any(c.i > at and c.dep_ == "conj" and c.left_edge.i == at + 1 for c in verb.children)
        if token.lower_ not in ("and", "but", "or", "yet") or not has_finite(doc, at, end):
            return None
        if mine and not any(c.dep_ in ("nsubj", "nsubjpass") for c in doc[at + 1 : end + 1] if c.head.head.i == verb.i):
            return None
        follower = next((t for t in doc[at + 1 : min(end, at + 4) + 1] if t.dep_ != "advmod"), None)
        if follower is None or follower.tag_ in FINITE or follower.tag_.startswith("VB"):
            return None
    return at, _to(block, at, end)


def _to(block: Block, at: int, end: int) -> int:
    """The end of the sentence, or what stands before its next semicolon."""
    for i in range(at, end + 1):
        if block.doc[i].text == ";" and block.quote_of[i] < 0:
            return i - 1
    return end


def following(block: Block, pieces: list[Range], verb: Token) -> list[Range]:
    """Quotations that go on right after the sentence: “A,” he said. “B.”"""
    inside, doc = block.quote_of, block.doc
    if not any(inside[a] >= 0 and inside[b] >= 0 for a, b in pieces):
        return []
    found: list[Range] = []
    at = max(block.sentences[block.sentence_of[verb.i]].end - 1, pieces[-1][1]) + 1
    while at < len(doc) and (doc[at].is_space or inside[at] >= 0):
        if inside[at] >= 0:
            a, b = block.quotes[inside[at]]
            if a != at:
                at = b + 1
                continue
            if doc[b - 1].text == "," or (b + 1 < len(doc) and doc[b - 1].text not in (".", "!", "?", "…", "...") and doc[b + 1].text not in (".", "!", "?")):
                break
            found.append((a, b))
            at = b
        at += 1
    return found
