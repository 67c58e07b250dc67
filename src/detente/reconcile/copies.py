"""Near-copies: documents whose words are, for the most part, those of an earlier one.

A document's sketch is the `SIZE` smallest hashes of its shingles of five words (bottom-k sampling, Cohen and Kaplan 2007;
shingling after Broder 1997); the share of hashes that two sketches have in common estimates the share of shingles that
the texts have in common (Jaccard).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from heapq import nsmallest
from zlib import crc32

#: Hashes in a sketch, words in a shingle, and the share in common from which a text counts as a copy.
SIZE, WORDS, COPY = 64, 5, 0.5

#: Hashes that more documents share than this are boilerplate and tell no copies apart.
_COMMON = 64

#: A sketch of fewer hashes says too little.
_LEAST = 8

_WORD = re.compile(r"[^\W_]+")


def plain_words(text: str) -> str:
    """A text as its words in small letters, one space between: what is compared when asking for the same words."""
    return " ".join(_WORD.findall(text.casefold()))


def sketch(text: str) -> tuple[int, ...]:
    """The sketch of a text: the smallest hashes of its shingles, in rising order; empty for a text of a few words."""
    words = plain_words(text).split(" ")
    if len(words) < WORDS + _LEAST:
        return ()
    hashes = {crc32(" ".join(words[i : i + WORDS]).encode("utf-8", "surrogatepass")) for i in range(len(words) - WORDS + 1)}
    return tuple(nsmallest(SIZE, hashes))


def resemblance(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    """The estimated share of shingles in common, 0 to 1."""
    if len(a) < _LEAST or len(b) < _LEAST:
        return 0.0
    union = sorted(set(a) | set(b))[: min(SIZE, max(len(a), len(b)))]
    return len(set(a) & set(b) & set(union)) / len(union)


class Roots:
    """The sketches of documents met so far, in order of publication: tells of the next one whose near-copy it is."""

    def __init__(self) -> None:
        self._holders: dict[int, list[str]] = defaultdict(list)
        self._kept: dict[str, tuple[int, ...]] = {}
        self._found: dict[str, str] = {}

    def of(self, document: str, marks: tuple[int, ...]) -> str | None:
        """The id of the earliest document that the next one is a near-copy of, or None."""
        shared = Counter(other for mark in marks for other in self._holders[mark])
        root = None
        for other, common in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0])):
            if common * 2 < len(marks) * COPY:
                break
            if resemblance(marks, self._kept[other]) >= COPY:
                root = self._found[document] = self._found.get(other, other)
                break
        self._kept[document] = marks
        for mark in marks:
            if len(self._holders[mark]) < _COMMON:
                self._holders[mark].append(document)
        return root


def roots(sketches: Iterable[tuple[str, tuple[int, ...]]]) -> Mapping[str, str]:
    """Document id -> id of the earliest document that it is a near-copy of, for copies only. Takes them in order of publication."""
    met = Roots()
    found = ((document, met.of(document, marks)) for document, marks in sketches)
    return {document: root for document, root in found if root is not None}
