"""Whether an expression looks back or ahead: from the cue nearest to it in its own clause.

To the left first ("will resume on Tuesday", "met on Tuesday"), then to the right ("On Tuesday the ministers will meet").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Literal, NamedTuple

from detente.codebook import table
from detente.model.mentions import Direction
from detente.reading.times.vocabulary import FILE

#: How far, in characters, a clause is looked at.
LEFT, RIGHT = 180, 140

#: Prepositions and verbs that must stand directly before are looked for in so many characters.
CLOSE = 60

#: A cue so few characters before an expression governs it, whatever preposition stands between.
NEXT_TO = 10

_ON = re.compile(r"\b(?:on|in)\s(?:the\s|late\s|early\s)?$", re.IGNORECASE)

#: What stands before a participle that is an adjective ("the so-called talks", "the disputed islands"): it says nothing of when.
_ATTRIBUTE = re.compile(r"(?:-|\b(?:the|a|an|its|their|his|her|our|these|those|some|of)\s)$", re.IGNORECASE)

#: Present forms among the irregular verbs: they say nothing of the past.
_NOT_PAST = frozenset(("is", "are", "am", "being", "be", "goes", "says", "does", "has", "will", "would", "wo", "ca", "lay", "found"))


#: near: planned from a point in the past; then: wanted or said there to come.
Way = Literal["past", "future", "near", "then"]


class Cue(NamedTuple):
    """The direction that a clause gives, the words that say so, and how many characters lie between them and the expression."""

    way: Way | None
    words: str
    gap: int = 0

    @property
    def direction(self) -> Direction | None:
        """Past or future; None where the clause leaves it to the nearer day."""
        return "future" if self.way == "future" else "past" if self.way == "past" else None


@dataclass(frozen=True, slots=True)
class _Patterns:
    cue: re.Pattern[str]
    ahead: re.Pattern[str]
    by: re.Pattern[str]
    naming: re.Pattern[str]
    saying: re.Pattern[str]
    lasted: re.Pattern[str]
    headline: re.Pattern[str]
    length: re.Pattern[str]
    stop: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    cues = table(FILE)["direction"]
    verbs = table("en/irregular.toml")["verbs"]
    pasts = [v for v, lemma in verbs.items() if v != lemma and v.isalpha() and v not in _NOT_PAST]
    groups = {"near": cues["near"], "then": cues["then"], "future": cues["future"], "past": [*cues["past"], rf"\b{_by_letter(pasts)}\b"]}
    either = "|".join(f"(?P<{way}>{'|'.join(f'(?:{c})' for c in some)})" for way, some in groups.items())
    return _Patterns(
        *map(
            re.compile,
            (either, *(cues[name] for name in ("ahead", "by", "naming", "saying", "lasted", "headline", "length", "clause_break"))),
        )
    )


def _by_letter(words: list[str]) -> str:
    """An alternation that parts at the first letter: several times faster than a flat one."""
    ordered = sorted(words, key=lambda w: (w[0], -len(w), w))
    return "(?:" + "|".join(f"{letter}(?:{'|'.join(w[1:] for w in some)})" for letter, some in groupby(ordered, key=itemgetter(0))) + ")"


class Cues:
    """The cues of a text, looked up around an expression."""

    __slots__ = ("_headline", "_patterns", "_text")

    def __init__(self, text: str, *, headline: bool = False) -> None:
        self._text = text
        self._headline = headline
        self._patterns = _patterns()

    def at(self, start: int, end: int) -> Cue:
        """The cue for an expression; without a way where its clause has none."""
        left = self._left(start)
        owned = self._text[end : end + 2] in ("’s", "'s")  # "Tuesday's ruling" has been given, whoever will contest it
        found = None
        for cue in self._patterns.cue.finditer(left):  # the last one is the nearest
            kind = cue["past"] or (found is not None and cue["future"] and cue[0].endswith("ed"))
            found = found if kind and _ATTRIBUTE.search(left[: cue.start()]) else cue
        if found is not None and found["near"] and len(left) - found.end() <= NEXT_TO:
            return Cue("near", found[0])
        close = left[-CLOSE:]
        ahead = self._patterns.ahead.search(close)
        if ahead and not self._patterns.lasted.search(left) and not (owned and ahead[0].strip().lower().startswith("for")):
            return Cue("future", ahead[0].strip())
        if naming := self._patterns.naming.search(close):
            return Cue("then", naming[0].strip())
        if found is not None:
            if owned and re.match(r"(?:would|could|should|may|might|can)\b|.* to ", found[0], re.IGNORECASE):
                return Cue("past", "’s")
            return Cue(_way(found), found[0], len(left) - found.end() if _ON.search(close) else LEFT)
        if self._headline and (infinitive := self._patterns.headline.search(left)):
            return Cue("future", infinitive[0])
        by = self._patterns.by.search(close)
        if by and len(left) - len(close) + by.start() > 1:
            return Cue("future", by[0].strip())
        right = self._text[end : end + RIGHT]
        if stopped := self._patterns.stop.search(right):
            right = right[: stopped.start()]
        found = self._patterns.cue.search(right)
        if found:
            return Cue(_way(found), found[0], LEFT)
        return Cue("future", by[0].strip()) if by else Cue(None, "")

    def says(self, start: int, end: int) -> bool:
        """Whether what happened at an expression is that somebody spoke."""
        left, right = self._left(start)[-45:], self._text[end : end + 75]
        if stopped := self._patterns.stop.search(right):
            right = right[: stopped.start()]
        return bool(self._patterns.saying.search(left) or self._patterns.saying.search(right))

    def measures(self, start: int) -> bool:
        """Whether the words before a figure give a length ("put it at")."""
        return bool(self._patterns.length.search(self._left(start)[-CLOSE:]))

    def _left(self, start: int) -> str:
        """The clause to the left of an expression."""
        left, clause_from = self._text[max(0, start - LEFT) : start], 0
        for stop in self._patterns.stop.finditer(left):
            clause_from = stop.end()
        left = left[clause_from:]
        if left.isupper():  # a headline in capitals
            return left.lower()
        return left[:1].lower() + left[1:] if clause_from or start <= LEFT else left


def _way(found: re.Match[str]) -> Way:
    return "near" if found["near"] else "then" if found["then"] else "future" if found["future"] else "past"
