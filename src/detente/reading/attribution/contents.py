"""What is said: the span of the words that a cue verb attributes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.reading.attribution.dateline import opening
from detente.reading.attribution.lexicon import Cue
from detente.reading.attribution.model import Block, Range, runs, trim

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass
class Content:
    """Pieces of content, before source and cue are cut out."""

    pieces: list[Range]
    rule: str
    body: Token | None = None

    #: Last token of the cue where it is longer than the verb ("called for").
    cue_end: int | None = None

    #: Cue, source and adverbials.
    group: Range | None = None


def without(doc: Doc, pieces: Iterable[Range], holes: Iterable[Range | None]) -> list[Range]:
    """Pieces with the holes cut out, trimmed, empty ones dropped."""
    taken = {i for hole in holes if hole for i in range(hole[0], hole[1] + 1)}
    found = []
    for first, last in pieces:
        for a, b in runs(set(range(first, last + 1)) - taken):
            piece = trim_content(doc, a, b)
            if piece and any(doc[i].is_alpha or doc[i].like_num or doc[i].text[:1].isalnum() for i in range(piece[0], piece[1] + 1)):
                found.append(piece)
    return found


_LEADING = {"that", ":"}
_TRAILING = {"and", "but", "or", "as", "while", "who", "which"}


def trim_content(doc: Doc, first: int, last: int) -> Range | None:
    """A range of content without edge punctuation (that of a quotation stays), leading "that" and trailing "and"."""
    found = trim(doc, first, last)
    if found is None:
        return None
    first, last = found
    while first < last and doc[first].lower_ in _LEADING and doc[first].tag_ in ("IN", "WDT", ":"):
        first += 1
        while first < last and doc[first].text == ",":
            first += 1
    while last > first and doc[last].lower_ in _TRAILING and doc[last].tag_ in ("CC", "IN", "WP", "WDT"):
        last -= 1
        while last > first and doc[last].text in (",", ";"):
            last -= 1
    return first, last


def of_verb(block: Block, verb: Token, cue: Cue, subject: Token | None) -> Content | None:
    """What a cue verb attributes, by the first way that fits; None where it attributes nothing."""
    takes = cue.takes
    found = None
    if "clause" in takes or "question" in takes:
        found = _clause(block, verb, cue)
    if found is None and ("quote" in takes or "inverted" in takes):
        found = _beside(block, verb, subject, cue)
    if found is None and "infinitive" in takes:
        found = _infinitive(verb)
    if found is None:
        found = _object(verb, cue)
    if found is None:
        return None
    found.pieces = _over_quotes(block, found.pieces, verb)
    return found


def _subtree(token: Token, first: int | None = None, last: int | None = None) -> Range:
    a, b = token.left_edge.i, token.right_edge.i
    return (a if first is None else max(a, first)), (b if last is None else min(b, last))


def _clause(block: Block, verb: Token, cue: Cue) -> Content | None:
    """A complement clause to the right of the verb."""
    doc = verb.doc
    for child in verb.children:
        if child.dep_ == "ccomp" and child.i > verb.i:
            first, last = _subtree(child, first=verb.i + 1)
            marker = doc[first].lower_
            if marker in ("whether", "if") and "question" not in cue.takes and "clause" not in cue.takes:
                continue
            last = _clip(block, verb, child, last)
            return Content([(first, last)], "clause", child)
    that = _that(verb)
    if that is not None and "clause" in cue.takes:
        body = that.head
        if body.i > that.i:
            last = _clip(block, verb, body, body.right_edge.i)
            return Content([(that.i + 1, last)], "that", body)
    return None


def _that(verb: Token) -> Token | None:
    """A "that" which opens the complement although the parser hung it elsewhere ("said in a statement that …")."""
    doc, at = verb.doc, verb.i + 1
    stop = min(len(doc), verb.i + 15)
    while at < stop:
        token = doc[at]
        if token.lower_ == "that" and token.tag_ in ("IN", "WDT") and token.dep_ == "mark":
            return token
        if token.text in (".", ";", ":", "“", '"') or token.tag_ in ("VBD", "VBZ", "VBP", "MD") or token.is_sent_start:
            return None
        at += 1
    return None


def _clip(block: Block, verb: Token, body: Token, last: int) -> int:
    """The end of a clause, before what the parser added to it: a semicolon, another attribution."""
    doc = verb.doc
    inside = block.quote_of
    for i in range(body.i + 1, last + 1):
        if doc[i].text == ";" and inside[i] < 0:
            return i - 1
        if doc[i].lower_ == "according" and i + 1 <= last and doc[i + 1].lower_ == "to" and doc[i - 1].text == ",":
            return i - 2
    return last


def _over_quotes(block: Block, pieces: list[Range], verb: Token) -> list[Range]:
    """Pieces widened to whole quotations where they cut one."""
    if not block.quotes:
        return pieces
    found: list[Range] = []
    for first, last in pieces:
        for a, b in block.quotes:
            if a <= first <= b and not a <= verb.i <= b:
                first = a
            if a <= last <= b and not a <= verb.i <= b:
                last = b
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def _beside(block: Block, verb: Token, subject: Token | None, cue: Cue) -> Content | None:
    """A quotation or clause beside the attributing clause: "X, he said", "X, he said, Y", "he said: X"."""
    sentence = block.sentences[block.sentence_of[verb.i]]
    start, end = sentence.start, sentence.end - 1
    group = _group(verb, subject)
    left = _left(block, verb, group, start, cue)
    right = _right(block, verb, group, end, left is not None)
    pieces = [p for p in (left, right) if p and p[0] <= p[1]]
    if not pieces:
        return None
    pieces += _following(block, pieces, group, end)
    body = next((c for c in verb.children if c.dep_ == "ccomp"), verb.head if verb.dep_ in ("parataxis", "ccomp") else None)
    return Content(pieces, "inverted" if left else "quote", body, group=group)


def _group(verb: Token, subject: Token | None) -> Range:
    """The attributing clause: subject, verb and its adverbials."""
    members = {verb.i}
    if subject is not None:
        members |= {subject.i, subject.left_edge.i if subject.i < verb.i else subject.right_edge.i}
        if subject.i < verb.i and subject.left_edge.i > subject.i - 40:
            members.add(subject.left_edge.i)
    for child in verb.children:
        if child.dep_ in ("aux", "auxpass", "neg", "prt", "dobj", "dative", "prep", "npadvmod", "advmod", "advcl", "agent"):
            members |= {child.left_edge.i, child.right_edge.i}
    return min(members), max(members)


def _left(block: Block, verb: Token, group: Range, start: int, cue: Cue) -> Range | None:
    """What stands before the attributing clause, up to its comma or closing quotation mark."""
    doc, inside = verb.doc, block.quote_of
    subject_first = group[0]
    # The clause begins at the verb or subject that follows the comma or mark.
    at = subject_first
    lowest = min(verb.i, subject_first)
    for i in range(min(verb.i, lowest + 0), start, -1):
        if inside[i - 1] >= 0 or doc[i - 1].text == ",":
            at = i
            break
    else:
        return None
    begin = max(start, opening(block))
    if inside[at - 1] >= 0:
        a, b = block.quotes[inside[at - 1]]
        if b != at - 1 or verb.i - at > 14:
            return None
        whole = any(c.dep_ == "ccomp" and c.left_edge.i <= b for c in verb.children) or verb.dep_ == "parataxis"
        first = min(a, begin) if whole or a <= begin + 1 else a
        return (max(first, begin) if a > begin else a), b
    if "inverted" not in cue.takes:
        return None
    if not any(c.dep_ == "ccomp" and c.i < at for c in verb.children) and not (
        verb.dep_ in ("parataxis", "ccomp") and (verb.head.i < at or verb.head.i > group[1])
    ):
        return None
    if at - 1 - begin < 1:
        return None
    # A semicolon outside quotations parts what is said from what went before.
    for i in range(at - 2, begin, -1):
        if doc[i].text == ";" and inside[i] < 0:
            begin = i + 1
            break
    return begin, at - 2


def _right(block: Block, verb: Token, group: Range, end: int, has_left: bool) -> Range | None:
    """What stands after the attributing clause: a quotation, or the rest of an interrupted sentence."""
    doc, inside = verb.doc, block.quote_of
    for i in range(verb.i + 1, min(end, verb.i + 26) + 1):
        if inside[i] >= 0:
            a, b = block.quotes[inside[i]]
            before = doc[a - 1].text if a else ""
            if before in (",", ":", "—", "–") or a == verb.i + 1 or (has_left and before == ","):
                return a, b
            if has_left:
                break
            return None if a > verb.i + 3 else (a, b)
    if not has_left:
        if verb.i + 1 <= end and doc[verb.i + 1].text == ":":
            return verb.i + 2, end
        return None
    for child in verb.children:
        if child.dep_ == "ccomp" and child.i < verb.i and child.right_edge.i > verb.i:
            return max(group[1], verb.i) + 1, min(end, child.right_edge.i)
    if verb.dep_ == "parataxis" and verb.right_edge.i < end and verb.head.right_edge.i > verb.right_edge.i and verb.head.i > verb.i:
        last = verb.head.right_edge.i
        for i in range(verb.right_edge.i + 1, last + 1):
            if doc[i].text == ";" and inside[i] < 0:
                return verb.right_edge.i + 1, i - 1
        return verb.right_edge.i + 1, min(end, last)
    return None


def _following(block: Block, pieces: list[Range], group: Range, end: int) -> list[Range]:
    """Quotations that go on right after the sentence: “A,” he said. “B.”"""
    inside, doc = block.quote_of, block.doc
    if not any(inside[a] >= 0 and inside[b] >= 0 for a, b in pieces):
        return []
    found: list[Range] = []
    at = max(end, pieces[-1][1]) + 1
    while at < len(doc) and (doc[at].is_space or inside[at] >= 0):
        if inside[at] >= 0:
            a, b = block.quotes[inside[at]]
            if a != at:
                at = b + 1
                continue
            if b + 1 < len(doc) and not (doc[b].nbor(-1).text in (".", "!", "?", ",", "…") or doc[b + 1].is_space):
                break
            if doc[b].nbor(-1).text == ",":
                break
            found.append((a, b))
            at = b
        at += 1
    return found


def _infinitive(verb: Token) -> Content | None:
    for child in verb.children:
        if child.dep_ == "xcomp" and child.i > verb.i:
            to = next((c for c in child.children if c.tag_ == "TO"), None)
            if to is not None:
                first = min([to.i] + [c.i for c in child.children if c.dep_ == "neg" and c.i < to.i])
                return Content([(first, child.right_edge.i)], "infinitive", child)
    return None


def _object(verb: Token, cue: Cue) -> Content | None:
    """An object, with what is said of it ("called it a mistake", "described the talks as useful")."""
    kids = list(verb.children)
    for child in kids:
        if child.i <= verb.i:
            continue
        if child.dep_ == "ccomp" and "small" in cue.takes:
            return Content([(verb.i + 1, child.right_edge.i)], "small", child)
    objects = [c for c in kids if c.dep_ in ("dobj", "attr", "dative") and c.i > verb.i and not c.is_space]
    if objects:
        item = objects[0]
        last = item.right_edge.i
        more = [c for c in kids if c.i > item.i and (c.dep_ == "oprd" or (c.dep_ == "prep" and c.lower_ in ("as", "for", "of")))]
        if more and ("as" in cue.takes or "small" in cue.takes or "prep:for" in cue.takes):
            return Content([(item.left_edge.i, max(last, more[0].right_edge.i))], "as", item)
        if "object" in cue.takes:
            return Content([(item.left_edge.i, last)], "object", item)
    for child in kids:
        if child.dep_ == "prep" and child.i > verb.i and f"prep:{child.lower_}" in cue.takes:
            for noun in child.children:
                if noun.dep_ in ("pobj", "pcomp"):
                    return Content([(noun.left_edge.i, noun.right_edge.i)], "prep", noun, cue_end=child.i if child.i - verb.i < 3 else None)
    if "gerund" in cue.takes:
        for child in kids:
            if child.dep_ == "xcomp" and child.tag_ == "VBG":
                return Content([(child.left_edge.i, child.right_edge.i)], "gerund", child)
    return None
