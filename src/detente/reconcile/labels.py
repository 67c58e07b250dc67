"""How alike two labels are: the words of an issue, an outcome or a commitment, without a language model.

Words are cut down to crude stems (suffixes off, at most so many letters), which is enough to bring "ensure unimpeded
banking" and "banking services" together; what counts is how many of the rarer words two labels share.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from math import log2

from detente.codebook import table

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_ENDINGS = ("isations", "izations", "isation", "ization", "ments", "ations", "ation", "ment", "ities", "ings", "ions", "ing", "ion", "ies")
_SHORT = ("ity", "ers", "ed", "es", "er", "ly", "s", "y", "e")


#: How many times as many labels must have a word for it to count half as much, as a power of two.
RARITY = 3.0


def _words(group: str) -> frozenset[str]:
    return frozenset(table("en/labels.toml")[group].split())


#: Words that carry no subject of their own.
STOP = _words("empty")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its commonest endings, in small letters; of a Cyrillic word the first letters."""
    low = word.casefold().replace("’s", "").replace("'s", "")
    if not low.isascii():
        return low[:6]
    low = low.replace("iz", "is") if len(low) > 5 else low  # one spelling: normalise, normalize
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= 4:
            return low[: -len(ending)].rstrip("e")
    for ending in _SHORT:
        if low.endswith(ending) and len(low) - len(ending) >= 3 and not low.endswith("ss"):
            low = low[: -len(ending)]
            break
    return low.rstrip("e") if len(low) > 3 else low


@lru_cache(maxsize=65536)
def stems(text: str) -> frozenset[str]:
    """The stems of the words of a label that carry a subject; of all its words where none does."""
    words = _WORD.findall(_SAME.sub(lambda found: _first_of(found.group()), text.casefold()))
    content = frozenset(stem(w) for w in words if w.casefold() not in STOP)
    return content or frozenset(w.casefold() for w in words)


def is_preferred(text: str) -> bool:
    """Whether a label uses the first words of the rows of words that mean the same, and no others of them."""
    found = [match.group() for match in _SAME.finditer(text.casefold())]
    return bool(found) and all(_first_of(word) == " ".join(word.split()) for word in found)


@cache
def _rows() -> dict[str, str]:
    """Word or phrase -> the first of those that mean the same."""
    rows = ([w.strip() for w in row.split("|")] for row in table("en/labels.toml")["same"])
    return {word: row[0] for row in rows for word in row}


def _first_of(found: str) -> str:
    return _rows()[" ".join(found.split())]


_SAME = re.compile(r"\b(?:" + "|".join(sorted((re.escape(w) for w in _rows()), key=len, reverse=True)) + r")\b")


def likeness(a: frozenset[str], b: frozenset[str]) -> float:
    """0 to 1: words in common over all words, and more where the shorter label stands whole within the longer one."""
    common, smaller = len(a & b), min(len(a), len(b))
    return max(common / (len(a) + len(b) - common), (0.75 if smaller >= 2 else 0.5) * common / smaller) if common else 0.0


class Weighed:
    """`likeness` by given weights of all their words, for many labels: each pair and each sum is worked out once.

    Weights are whole millionths, so that a sum is the same in whatever order a set gives its words.
    """

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = {word: round(weight * 1_000_000) for word, weight in weights.items()}
        self._sizes: dict[frozenset[str], int] = {}
        self._pairs: dict[frozenset[str], dict[frozenset[str], float]] = {}

    def size(self, words: frozenset[str]) -> int:
        """What the words count together."""
        found = self._sizes.get(words)
        if found is None:
            weights = self.weights
            found = self._sizes[words] = sum([weights[word] for word in words])
        return found

    def best(self, words: frozenset[str], labels: Iterable[frozenset[str]]) -> float:
        """How alike a label is to the one of several that it is most like, 0 to 1."""
        row = self._pairs.setdefault(words, {})
        best = 0.0
        for known in labels:
            found = row.get(known)
            if found is None:
                found = row[known] = self._likeness(words, known)
            if found > best:
                best = found
        return best

    def _likeness(self, a: frozenset[str], b: frozenset[str]) -> float:
        weights = self.weights
        common = sum([weights[word] for word in a & b])
        if not common:
            return 0.0
        x, y = self.size(a), self.size(b)
        return max(common / (x + y - common), (0.75 if len(a) > 1 < len(b) else 0.5) * common / (x if x < y else y))


def rarity(labels: Iterable[frozenset[str]]) -> dict[str, float]:
    """How much each word tells: 1 for one that a single label has, less the more labels have it (inverse document frequency)."""
    counts = Counter(word for words in set(labels) for word in words)
    return {word: 1.0 / (1.0 + log2(count) / RARITY) for word, count in counts.items()}


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The stems of several texts together."""
    found: set[str] = set()
    for text in texts:
        found |= stems(text)
    return frozenset(found)


@cache
def idle() -> frozenset[str]:
    """The stems of words that every negotiation uses."""
    return frozenset(stem(word) for word in _words("idle"))


@cache
def _nameless() -> frozenset[str]:
    return frozenset(stem(word) for group in ("vague", "generic") for word in _words(group)) | idle()


def telling(label: str) -> frozenset[str]:
    """The stems of the words of a label that say which thing is meant: neither vague nor used in every negotiation."""
    return frozenset(stem(w) for w in _WORD.findall(label) if w.casefold() not in STOP and not w.isdigit()) - _nameless()


def says_nothing(label: str, *, of_talks: bool = False) -> bool:
    """Whether a label names no thing: it has vague words alone, or (`of_talks`) words that every negotiation uses."""
    words = frozenset(stem(w) for w in _WORD.findall(label) if w.casefold() not in STOP and not w.isdigit())
    return not words - (_nameless() if of_talks else _nameless() - idle())


def is_meeting(label: str) -> bool:
    """Whether a label names a meeting ("first round of talks", "Geneva talks")."""
    return bool(frozenset(stem(w) for w in _WORD.findall(label)) & _meetings())


@cache
def _meetings() -> frozenset[str]:
    return frozenset(stem(word) for word in _words("meetings"))


@cache
def field_words(field: str) -> frozenset[str]:
    """The stems of words by which "no information" names a field of a round: "date" or "venue"."""
    return frozenset(stem(word) for word in _words(field))
