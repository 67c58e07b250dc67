"""Names of people and bodies: when two of them mean the same speaker."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=65536)
def folded(name: str) -> tuple[str, ...]:
    """The words of a name in small letters, without accents and the article."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    words = _WORD.findall(bare.replace("'s", "").replace("’s", ""))
    return tuple(words[1:] if len(words) > 1 and words[0] in ("the", "a", "an") else words)


def same_person(a: str, b: str) -> bool:
    """Whether two names may be one person's: the same last word, or all words of one among the other's."""
    x, y = folded(a), folded(b)
    if not x or not y:
        return False
    return x[-1] == y[-1] or set(x) <= set(y) or set(y) <= set(x)


def person_key(name: str) -> str:
    """What stands for a person among the speakers of a track: the last word of the name."""
    words = folded(name)
    return words[-1] if words else ""


def body_key(name: str) -> str:
    """What stands for an institution, an agency or an unnamed source: all its words."""
    return " ".join(folded(name))
