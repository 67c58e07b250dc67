"""Attributions without a verb of their own: according to, in the words of, for X, name and colon."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.reading.attribution.contents import has_finite, trim_content, without
from detente.reading.attribution.lexicon import words
from detente.reading.attribution.model import Block, Find, Range, trim
from detente.reading.attribution.nounphrase import noun_phrase
from detente.reading.attribution.verbs import cited_by

if TYPE_CHECKING:
    from detente.reading.tree import Token

#: "in the words of X", "in X's view", "by X's count".
_VIEWS = {
    "in": frozenset(
        {
            "word",
            "words",
            "view",
            "views",
            "opinion",
            "eyes",
            "telling",
            "account",
            "reading",
            "phrase",
            "assessment",
            "judgment",
            "judgement",
            "estimation",
        }
    ),
    "by": frozenset({"count", "reckoning", "account", "accounts", "admission", "estimate", "estimates"}),
    "to": frozenset({"mind"}),
}

_TIMES = words("times")
_DASHES = frozenset({"―", "—", "–", "--"})


def _clause_around(block: Block, first: int, last: int) -> list[Range]:
    """What an inserted phrase attributes: the rest of its sentence, up to semicolons."""
    doc, inside = block.doc, block.quote_of
    start, end = block.start_of(first), block.end_of(first)
    for i in range(first - 1, start - 1, -1):
        if doc[i].text == ";" and inside[i] < 0:
            start = i + 1
            break
    for i in range(last + 1, end + 1):
        if doc[i].text == ";" and inside[i] < 0:
            end = i - 1
            break
    pieces = []
    if first > start:
        pieces.append((start, first - 1))
    if last < end:
        pieces.append((last + 1, end))
    return pieces


def find_phrases(block: Block) -> Iterator[Find]:
    """Every attribution of a paragraph whose cue is a phrase."""
    inside = block.quote_of
    for token in block.doc:
        if inside[token.i] >= 0:
            continue
        low = token.lower_
        if low == "according":
            found = _according(block, token)
        elif low in _VIEWS:
            found = _view(block, token)
        elif low == "for" and token.i == block.start_of(token.i):
            found = _for(block, token)
        elif low == ":" and token.i:
            found = _colon(block, token)
        elif low in _DASHES and token.i:
            found = _dash(block, token)
        else:
            continue
        if found is not None:
            yield found


def _according(block: Block, token: Token) -> Find | None:
    doc = block.doc
    if token.i + 2 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return None
    to = doc[token.i + 1]
    noun = next((c for c in to.children if c.dep_ == "pobj"), None)
    if doc[to.i + 1 if to.i + 1 < len(doc) else to.i].tag_ in ("WP", "WRB"):
        return None
    if noun is None:
        noun = next((t for t in doc[to.i + 1 : to.i + 8] if t.tag_.startswith(("NN", "PRP"))), None)
    if noun is None:
        return None
    source = noun_phrase(noun, after=to.i)
    if source is None:
        return None
    source = _source_end(block, source, noun, token)
    pieces = without(doc, _clause_around(block, token.i, source[1]), [])
    if not pieces:
        return None
    found = Find(
        block, pieces, (token.i, to.i), "according to", "according-to", head=token, source=source, speaker=noun, group=(token.i, source[1])
    )
    found.cited = cited_by(noun.children, noun.i)
    return found


def _source_end(block: Block, source: Range, noun: Token, cue: Token) -> Range:
    """A source that opens a sentence ends at its comma, unless a relative clause or apposition runs on."""
    doc = block.doc
    first, last = source
    if cue.i <= block.start_of(cue.i) + 1:
        for i in range(noun.i + 1, last + 1):
            if doc[i].text == "," and not (i + 1 <= last and doc[i + 1].lower_ in ("who", "which", "whose", "where")):
                return first, i - 1
    return first, last


def _comma_end(block: Block, owner: Token, last: int) -> int:
    """The end of a phrase that opens a sentence: the comma that closes its relative clause or apposition."""
    doc = block.doc
    end = block.end_of(owner.i)
    commas = [i for i in range(owner.i + 1, min(end, owner.i + 25)) if doc[i].text == ","]
    if len(commas) > 1 and (doc[commas[0] + 1].lower_ in ("who", "which") or doc[commas[0] + 1].tag_ in ("DT", "NNP")):
        return commas[1]
    return max(last, owner.i)


def _view(block: Block, token: Token) -> Find | None:
    """ "In the words of X", "in X's view", "by X's count"."""
    for noun in token.children:
        if noun.dep_ != "pobj" or noun.lower_ not in _VIEWS[token.lower_]:
            continue
        owner = next((c for c in noun.children if c.dep_ == "poss"), None)
        if owner is not None and owner.lower_ in ("our", "my", "one", "your"):
            return None
        if owner is None:
            of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"), None)
            owner = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
            if owner is None or of is None:
                return None
            source = noun_phrase(owner, after=of.i)
            source = _with_apposition(block, source)
            cue = (token.i, of.i)
            group = (token.i, source[1] if source else of.i)
            if source is not None and token.i <= block.start_of(token.i):
                group = (token.i, _comma_end(block, owner, source[1]))
        else:
            source = noun_phrase(owner, before=noun.i)
            cue = (noun.i, noun.i) if owner.tag_ != "PRP$" else (token.i, noun.i)
            group = (token.i, noun.i)
        pieces = without(block.doc, _clause_around(block, *group), [])
        if not pieces:
            return None
        return Find(block, pieces, cue, f"{token.lower_} {noun.lower_}", "view", head=noun, source=source, speaker=owner, group=group)
    return None


def _with_apposition(block: Block, source: Range | None) -> Range | None:
    """A source at the end of its sentence with the title and name after its comma: "the mediator, Arlen's minister, Ilo Marin"."""
    if source is None:
        return None
    doc, end = block.doc, block.end_of(source[1])
    rest = doc[source[1] + 1 : end + 1]
    if len(rest) < 2 or rest[0].text != "," or len(rest) > 14 or has_finite(doc, source[1] + 1, end):
        return source
    if any(t.text in (";", ":", "(", "“", '"') or t.tag_ in ("VBG", "VBN", "CC") for t in rest):
        return source
    return source[0], end - (doc[end].is_punct)


def _for(block: Block, token: Token) -> Find | None:
    """ "For the minister it was a good start": somebody's judgement at the head of a sentence."""
    doc = block.doc
    noun = next((c for c in token.children if c.dep_ == "pobj"), None)
    if noun is None or noun.tag_ not in ("NNP", "NN", "NNS") or block.end_of(token.i) - noun.right_edge.i < 3:
        return None
    source = noun_phrase(noun, after=token.i)
    if source is None:
        return None
    after = source[1] + 1
    while after < len(doc) and doc[after].text == ",":
        after += 1
    if doc[after].lower_ not in ("it", "this", "that", "the", "there", "these") or not _speaks(noun):
        return None
    pieces = without(doc, [(after, block.end_of(token.i))], [])
    if not pieces:
        return None
    return Find(block, pieces, (token.i, token.i), "for", "for", head=token, source=source, speaker=noun, group=(token.i, source[1]))


def _speaks(noun: Token) -> bool:
    """Whether a noun may stand for somebody with a view: a name that is no time, or a title."""
    if noun.tag_ in ("NNP", "NNPS"):
        return noun.lower_ not in _TIMES
    return noun.lower_ in words("holders")


def _dash(block: Block, token: Token) -> Find | None:
    """“What is said.” — Name, at the end of a line."""
    doc, inside = block.doc, block.quote_of
    before = token.i - 1
    while before > 0 and doc[before].is_space:
        before -= 1
    if inside[before] < 0:
        return None
    a, b = block.quotes[inside[before]]
    if b != before or b - a < 3:
        return None
    last = token.i
    while last + 1 < len(doc) and "\n" not in doc[last + 1].text and last - token.i < 10:
        last += 1
    at_end = last + 1 >= len(doc) or "\n" in doc[last + 1].text
    source = trim(doc, token.i + 1, last)
    if not at_end or source is None or not doc[source[0]].text[:1].isupper() or has_finite(doc, *source):
        return None
    return Find(block, [(a, b)], (token.i, token.i), "—", "dash", source=source, speaker=doc[source[1]], group=(token.i, source[1]))


def _colon(block: Block, token: Token) -> Find | None:
    """ "Name: what he says" at the start of a paragraph or sentence."""
    doc = block.doc
    start = block.start_of(token.i)
    if token.i - start > 12 or token.i + 2 >= len(doc) or token.i == start:
        return None
    before = doc[start : token.i]
    if any(t.tag_ in ("VBD", "VBZ", "VBP", "MD", "VB", "WP", "WRB", "CD") or t.text in ("?", "!", "“", '"') for t in before):
        return None
    if any(t.lower_ in words("notices") for t in before):
        return None
    heads = [t for t in before if t.tag_ in ("NNP", "NNPS") and t.dep_ != "compound"]
    if not heads or before[0].tag_ not in ("NNP", "NNPS", "DT", "NN", "JJ"):
        return None
    stop = block.end_of(token.i)
    inside = block.quote_of
    if inside[token.i + 1] >= 0:
        stop = max(stop, block.quotes[inside[token.i + 1]][1])
    rest = doc[token.i + 1 : stop + 1]
    if not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in rest):
        return None
    piece = trim_content(doc, token.i + 1, stop)
    if piece is None:
        return None
    head = heads[0]
    last = next((i - 1 for i in range(start, token.i) if doc[i].text in (",", "(") or doc[i].tag_ in ("IN", "TO")), token.i - 1)
    return Find(block, [piece], (token.i, token.i), ":", "colon", source=(start, max(start, last)), speaker=head, group=(start, token.i))
