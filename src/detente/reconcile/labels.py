"""How alike two labels are: the words of an issue, an outcome or a commitment, without a language model.

Words are cut down to crude stems (suffixes off, at most so many letters), which is enough to bring "ensure unimpeded
banking" and "banking services" together; what counts is how many of the rarer words two labels share.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from detente.codebook import table

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_ENDINGS = ("isations", "izations", "isation", "ization", "ments", "ations", "ation", "ment", "ities", "ings", "ions", "ing", "ion", "ies")
_SHORT = ("ity", "ers", "ed", "es", "er", "ly", "s", "y", "e")


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
    words = [w for w in _WORD.findall(text) if w]
    content = frozenset(stem(w) for w in words if w.casefold() not in STOP)
    return content or frozenset(w.casefold() for w in words)


def likeness(a: frozenset[str], b: frozenset[str]) -> float:
    """0 to 1: words in common over all words, and more where the shorter label stands whole within the longer one."""
    if not a or not b:
        return 0.0
    common = len(a & b)
    if not common:
        return 0.0
    jaccard = common / len(a | b)
    smaller = min(len(a), len(b))
    inside = common / smaller
    return max(jaccard, 0.75 * inside) if smaller >= 2 else max(jaccard, 0.5 * inside)


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
    return frozenset(stem(word) for word in _words("vague")) | idle()


def says_nothing(label: str, *, of_talks: bool = False) -> bool:
    """Whether a label names no thing: it has vague words alone, or (`of_talks`) words that every negotiation uses."""
    words = frozenset(stem(w) for w in _WORD.findall(label) if w.casefold() not in STOP and not w.isdigit())
    return not words - (_nameless() if of_talks else _nameless() - idle())


@cache
def field_words(field: str) -> frozenset[str]:
    """The stems of words by which "no information" names a field of a round: "date" or "venue"."""
    return frozenset(stem(word) for word in _words(field))
