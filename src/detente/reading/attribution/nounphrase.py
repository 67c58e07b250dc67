"""Noun phrases that name a source, as token ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.reading.attribution.model import Range, trim
from detente.reading.wordnet import noun_class

if TYPE_CHECKING:
    from detente.reading.tree import Token

#: WordNet's classes of nouns for people and for groups.
SOMEBODY = frozenset({"n14", "n18"})
_RELATIVE = ("who", "which", "that")


def noun_phrase(head: Token, *, before: int | None = None, after: int | None = None, least: int = 0) -> Range | None:
    """The whole phrase of a noun, with apposition and relative clause, cut at given tokens (exclusive) and at the least one.

    Only the run of tokens around the head counts, so that what the parser hangs on from afar is left out.
    """
    first, last = max(head.left_edge.i, least), head.right_edge.i
    if before is not None:
        last = min(last, before - 1)
    if after is not None:
        first = max(first, after + 1)
    first = min(first, head.i)
    last = max(last, head.i)
    doc = head.doc
    while last > head.i and doc[last].lower_ in ("and", "but", "or", "who", "which", "that"):
        last -= 1
    found = trim(doc, first, last)
    if found is None:
        return None
    first, last = found
    if doc[first].tag_ == "CC" and first < head.i:
        first += 1
    # An apposition set off by commas keeps its second comma where the verb follows at once.
    if before is not None and last + 1 < before and doc[last + 1].text == "," and any(t.text == "," for t in doc[head.i : last + 1]):
        last += 1
    return first, last


def subject_of(verb: Token, reach: int = 4) -> tuple[Token, Token] | None:
    """The word in subject position and the noun that it stands for (itself but for a relative pronoun); or None."""
    seen = verb
    for _ in range(reach):
        for child in seen.children:
            if child.dep_ in ("nsubj", "nsubjpass", "csubj"):
                if child.lower_ in _RELATIVE and child.tag_ in ("WP", "WDT", "IN") and seen.dep_ == "relcl":
                    return child, seen.head
                return child, child
        head = seen.head
        if head.i == seen.i:
            return _mistagged(seen)
        if seen.dep_ in ("relcl", "acl") and head.tag_[:1] in ("N", "P"):
            # "No reason to expect": the noun is not the one who does.
            to = any(c.tag_ == "TO" for c in seen.children)
            return None if to and head.tag_ in ("NN", "NNS") and noun_class(head) not in SOMEBODY else (head, head)
        if seen.dep_ in ("conj", "xcomp", "advcl", "acl", "pcomp", "prep", "relcl", "dep", "parataxis", "ccomp") and seen.dep_ != "ccomp":
            seen = head
            continue
        return None
    return None


def _mistagged(verb: Token) -> tuple[Token, Token] | None:
    """A name at the head of a sentence that the tagger took for an adverb ("Axios reported")."""
    for child in verb.children:
        starts = child.i == verb.sent.start and child.i < verb.i
        if (
            starts
            and child.dep_ in ("advmod", "npadvmod", "dep", "intj")
            and child.text[:1].isupper()
            and child.text[-2:] != "ly"
            and len(child) > 4
        ):
            following = child.doc[child.i + 1]
            if following.text == "," or following.i == verb.i:
                return child, child
    return None


def agent_of(verb: Token) -> Token | None:
    """The noun after "by" of a passive verb, or None."""
    for child in verb.children:
        if child.dep_ in ("agent", "prep") and child.lower_ == "by":
            for grandchild in child.children:
                if grandchild.dep_ == "pobj" and not _way(grandchild):
                    return grandchild
    return None


def _way(noun: Token) -> bool:
    """Whether a bare noun after "by" tells in what way it was said ("by note", "by telephone")."""
    return noun.tag_ == "NN" and noun.text.islower() and not any(c.i < noun.i for c in noun.children)
