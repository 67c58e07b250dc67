"""Sites inside a town: the embassy, palace, hotel, residence or headquarters where delegations meet, by its head noun."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.reading.lemmas import lemma
from detente.reading.parse import Paragraph
from detente.reading.places.spans import words

if TYPE_CHECKING:
    from detente.reading.tree import Token

_BEFORE = ("compound", "amod", "nmod", "poss", "case", "nummod", "punct", "conj", "cc", "det", "npadvmod", "advmod")
#: Verbs whose object is a site: "left the embassy".
_MOTION = ("leave", "enter", "reach", "visit", "arrive")
_PLACED = ("in", "at", "inside", "outside", "near", "around", "into", "within", "from", "to")
_OUTSIDE = (
    "in",
    "outside",
    "near",
    "on",
    "for",
    "with",
    "from",
    "since",
    "after",
    "before",
    "where",
    "which",
    "that",
    "at",
    "over",
    "during",
)


@dataclass(frozen=True)
class Site:
    """A site: the whole noun phrase, without an article before it."""

    paragraph: Paragraph
    first: Token
    last: Token
    head: Token

    #: The preposition or verb that says that it is a place ("at", "left"), or None where its name alone does.
    preposition: str | None

    @property
    def start(self) -> int:
        return self.paragraph.offset(self.first)

    @property
    def end(self) -> int:
        return self.paragraph.end(self.last)


def sites_in(paragraph: Paragraph) -> Iterator[Site]:
    """The sites that a paragraph names."""
    public, grand = words("sites", "public"), words("sites", "grand")
    after = -1
    for token in paragraph.doc:
        if token.i <= after or (token.lower_ not in public and token.lower_ not in grand):
            continue
        site = _site(paragraph, token)
        if site is not None:
            after = site.last.i
            yield site


def _site(paragraph: Paragraph, token: Token) -> Site | None:
    if not token.tag_.startswith("NN"):
        return None
    last = _last(token)
    head = token
    while head.dep_ == "compound" and head.head.i <= last.i and head.head.i > head.i:
        head = head.head
    first = _first(token, head)
    if head.dep_ in ("compound", "nmod", "poss") and head.head.i > last.i:
        return None  # "hotel room", "the embassy's staff"
    named = any(t.tag_.startswith("NNP") for t in token.doc[first.i : last.i + 1] if t.i != token.i)
    place = _placed(head)
    text = token.doc[first.i : last.i + 1].text.lower()
    if any(text.endswith(other) for other in words("sites", "not_sites")) and place is None:
        return None
    called = token.text[0].isupper() and named
    if token.lower_ in words("sites", "named_only"):
        return Site(paragraph, first, last, head, place) if called and (place or token.lower_ != "university") else None
    if token.lower_ in words("sites", "grand"):
        owned = any(c.dep_ == "poss" and c.tag_.startswith("NN") for c in token.children)
        told = (
            called or place or owned or (named and any(c.dep_ == "prep" and c.lower_ in ("in", "outside", "near") for c in token.children))
        )
        return Site(paragraph, first, last, head, place) if told else None
    if place is None or place in ("from", "to") or (first.i == last.i and not _is_definite(token)):
        return None
    return Site(paragraph, first, last, head, place)


def _first(token: Token, head: Token) -> Token:
    """Where the phrase begins: what stands before its head and belongs to it, but no article."""
    at = token.i
    while at > token.sent.start:
        previous = token.doc[at - 1]
        if previous.dep_ not in _BEFORE or not _belongs(previous, head) or previous.text in ',;:()—–-“”"/':
            break
        at -= 1
    while at < token.i and (
        token.doc[at].tag_ in ("DT", "PRP$", "CD", "RB", "CC") or token.doc[at].lower_ in ("'s", "’s", "same", "nearby")
    ):
        at += 1
    return token.doc[at]


def _belongs(token: Token, head: Token) -> bool:
    """Whether a token hangs below a head, at most a few steps down."""
    for _ in range(6):
        if token.i == head.i:
            return True
        if token.head.i == token.i:
            return False
        token = token.head
    return False


def _last(token: Token) -> Token:
    """Where the phrase ends: with "of …" after the head, or the rest of its name ("Palais des Nations")."""
    doc, at = token.doc, token.i
    end = min(token.sent.end, at + 12)
    if token.text[0].isupper():
        inside = ("de", "des", "del", "della", "du", "of", "la", "le", "el", "al", "-")
        further = at + 1
        while further < end and (doc[further].text[0].isupper() or doc[further].lower_ in inside):
            if doc[further].text[0].isupper():
                if not doc[further].tag_.startswith(("NNP", "FW", "JJ", "NN", "CD")):
                    break
                at = further
            further += 1
    if at + 1 < end and doc[at + 1].lower_ in ("general",):
        at += 1
    if at + 1 < end and doc[at + 1].lower_ == "of":
        at = _end_of_owner(token, at + 2, end)
    return doc[at]


def _end_of_owner(token: Token, at: int, end: int) -> int:
    """Where the owner in "residence of …" ends: before a place, a clause or a mark."""
    doc, last = token.doc, at - 2
    while at < end:
        each = doc[at]
        if each.text in ',;:()—–.“”"' or (each.lower_ in _OUTSIDE and not each.tag_.startswith("NN")) or each.tag_.startswith("VB"):
            break
        if each.tag_.startswith(("NN", "CD")) or each.lower_ == "general":
            last = at
        at += 1
    return last


def _placed(token: Token) -> str | None:
    """The preposition of place before a phrase, coordination climbed."""
    for _ in range(3):
        if token.dep_ not in ("conj", "appos"):
            break
        token = token.head
    if token.dep_ == "pobj" and token.head.lower_ in _PLACED:
        return token.head.lower_
    if token.dep_ == "dobj" and lemma(token.head) in _MOTION:
        return token.head.lower_
    return None


def _is_definite(token: Token) -> bool:
    return any(c.dep_ in ("det", "poss") for c in token.children)
