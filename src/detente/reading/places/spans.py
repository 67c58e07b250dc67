"""Finding the names of places in a parse, and leaving out those that are people or parts of other names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from detente.codebook import table
from detente.reading.parse import Paragraph
from detente.reading.places.gazetteer import Place, is_never_a_place, places_named

if TYPE_CHECKING:
    from detente.reading.tree import Doc, Token

_LONGEST = 8

#: Towns of so many people are taken without any word that says that a place is meant.
_LARGE = 150_000
_LARGE_BY_OTHER_NAME = 1_000_000
_REGION = 800_000


@dataclass(frozen=True)
class Named:
    """A name of a place where it stands, with all that it may mean."""

    paragraph: Paragraph
    first: Token
    last: Token
    text: str
    places: tuple[Place, ...]

    #: Whether it is well enough known, or marked well enough ("in X"), to be a place whatever else the text says.
    sure: bool

    #: Whether it stands in a dateline.
    dateline: bool

    #: Whether it is a person's name here, or part of another name ("Michael Jordan", "Paris Agreement").
    other: bool

    @property
    def start(self) -> int:
        return self.paragraph.offset(self.first)

    @property
    def end(self) -> int:
        return self.paragraph.end(self.last)


@cache
def words(section: str, name: str) -> frozenset[str]:
    """A list of words of `en/places.toml`."""
    return frozenset(table("en/places.toml")[section][name])


def root_of(first: Token, last: Token) -> Token:
    """The token of a stretch on which the others depend."""
    for token in first.doc[first.i : last.i + 1]:
        if not first.i <= token.head.i <= last.i or token.head.i == token.i:
            return token
    return last


def named_places(paragraph: Paragraph) -> Iterator[Named]:
    """Every stretch of a paragraph that is the name of a place, longest first; of other things too, and then says so."""
    doc, text = paragraph.doc, paragraph.text
    at, before, dateline = 0, -1, False
    while at < len(doc):
        found = _longest(doc, text, at) if _may_begin(doc[at]) else None
        if found is None:
            at += 1
            continue
        last, places = found
        first, end = doc[at], doc[last]
        # "GENEVA, Switzerland (AP) —"
        again = dateline and before == at - 2 and doc[at - 1].text == ","
        dateline = again or (first.i == 0 and _begins_dateline(end))
        marked = dateline or _is_marked(first, end)
        other = _is_other_name(first, end, before)
        if other or _is_possible(first, end, places, marked):
            name = text[first.idx : end.idx + len(end)]
            sure = not other and _is_likely(first, end, places, marked)
            yield Named(paragraph, first, end, name, places, sure, dateline, other)
            before = last if sure else before
        at = last + 1


def _may_begin(token: Token) -> bool:
    return token.text[0].isupper() and token.text[0].isalpha()


def _longest(doc: Doc, text: str, at: int) -> tuple[int, tuple[Place, ...]] | None:
    """Index of the last token of the longest name that begins at a token, and what it may mean."""
    ends = []
    inside, closing = words("spans", "inside"), words("spans", "closing")
    for i in range(at, min(at + _LONGEST, len(doc))):
        token = doc[i]
        if i > at and doc[i - 1].whitespace_ and "\n" in text[doc[i - 1].idx : token.idx]:
            break
        if token.text[0].isupper() or (i > at and token.lower_ in closing):
            ends.append(i)
        elif token.lower_ not in inside:
            break
    for last in reversed(ends):
        name = text[doc[at].idx : doc[last].idx + len(doc[last])]
        if is_never_a_place(name):
            continue
        places = places_named(name)
        if places:
            return last, places
    return None


def _is_marked(first: Token, last: Token) -> bool:
    """Whether the surroundings say that a place is meant."""
    root = root_of(first, last)
    head = root.head
    if root.dep_ in ("conj", "appos"):
        head, root = root.head.head, root.head
    if root.dep_ == "pobj" and head.lower_ in words("spans", "prepositions"):
        return True
    if root.dep_ == "pobj" and head.lower_ == "of" and head.head.lower_ in words("spans", "towns"):
        return True
    following = _nbor(last, 1)
    if following is not None and following.lower_ in words("spans", "towns") and following.text[0].islower():
        return True
    return first.i > 0 and first.nbor(-1).lower_ in words("spans", "towns")


def _begins_dateline(last: Token) -> bool:
    """Whether a name at the beginning of a paragraph is a dateline ("SOCHI, March 3 (AP) —")."""
    ahead = last.doc[last.i + 1 : last.i + 16]
    return any(t.text in ("—", "–", "--", "-", ")", "/") and t.i - last.i < 16 for t in ahead) and bool(ahead) and ahead[0].text in ",(—–-/"


def _nbor(token: Token, step: int) -> Token | None:
    at = token.i + step
    return token.doc[at] if 0 <= at < len(token.doc) else None


def _is_name(token: Token | None) -> bool:
    return token is not None and token.text[0].isupper() and token.tag_.startswith("NNP")


def _is_other_name(first: Token, last: Token, before: int) -> bool:
    """Whether a name of a place is a person's here, or part of the name of something else."""
    previous, following = _nbor(first, -1), _nbor(last, 1)
    if previous is not None and _is_name(previous) and previous.i != before:
        word = previous.lower_.rstrip(".")
        if word in words("names", "titles"):
            return True
        # "Michael Jordan", but "UN Geneva", "Downtown Cairo"
        joined = first.i <= previous.head.i <= last.i and previous.dep_ in ("compound", "nmod", "amod", "poss", "appos")
        if joined and word not in words("spans", "directions") and not (previous.text.isupper() and len(previous) < 6):
            return True
    if following is None or not _is_name(following):
        return False
    word = following.lower_.rstrip(".")
    if word in words("names", "institutions"):
        return True
    root = root_of(first, last)
    joined = root.dep_ in ("compound", "nmod") and root.head.i > last.i and _is_name(root.head)
    if not joined or any(_is_great(p) for p in places_named(following.text)):
        return False
    return word not in words("names", "roles") and not following.text.isupper()


def _is_great(place: Place) -> bool:
    return place.kind == "country" or place.capital or (place.own and place.population >= _LARGE)


def _is_possible(first: Token, last: Token, places: tuple[Place, ...], marked: bool) -> bool:
    """Whether a word is used as a name at all: short words and such as are no names for the tagger are left out."""
    if first.i != last.i:
        return True
    if len(first) < 3 and not first.text.isupper():
        return False
    if first.tag_.startswith("NNP") or marked:
        return True
    return any(p.kind == "country" or p.capital for p in places) and first.tag_.startswith(("NN", "JJ", "FW", "UH", "VB"))


def _is_likely(first: Token, last: Token, places: tuple[Place, ...], marked: bool) -> bool:
    """Whether a name is well enough known, or marked well enough, to be taken for a place."""
    best = places[0]
    if best.is_feature or best.kind == "country" or any(p.capital and p.own for p in places):
        return True
    if marked:
        return any(p.population >= 15_000 or p.own for p in places)
    return any(
        p.population >= (_REGION if p.kind == "region" else _LARGE if p.own else _LARGE_BY_OTHER_NAME)
        for p in places
        if p.own or first.i != last.i
    )
