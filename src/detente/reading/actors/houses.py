"""The institutions of a dispatch: which was named before, and whom "the mission" or "its spokesman" means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.reading.actors.bearings import subjects_before
from detente.reading.actors.line import Line
from detente.reading.actors.people import Figure
from detente.reading.actors.vocabulary import HOUSE_WORDS, HOUSES

#: Departments that every government has: these alone do not tell whose.
_EVERYWHERE = frozenset(
    {"foreign", "affairs", "state", "general", "national", "high", "federal", "central", "presidential", "prime", "minister"}
)


def house_noun(base: Sequence[str], start: int, end: int) -> str:
    """The noun that takes an institution's name up again: "department" for "Department of Health", else its last word."""
    cut = next((k for k in range(start + 1, end) if base[k] in ("of", "for")), end)
    return base[cut - 1] if base[cut - 1] in HOUSES else base[end - 1]


@dataclass(frozen=True, slots=True)
class House:
    """An institution met before."""

    noun: str
    core: str
    name: str
    party: str | None

    #: Whether more than the bare noun named it.
    full: bool


class Houses:
    """The institutions met so far, in order."""

    def __init__(self) -> None:
        self._met: list[House] = []

    def add(self, noun: str, core: str, name: str, party: str | None, full: bool) -> None:
        """Keep one."""
        self._met.append(House(noun, core, name, party, full))

    def like(self, words: str) -> list[House]:
        """Those of which these small-letter words are the name or a part of it."""
        return [h for h in self._met if h.core == words or words in h.name.lower()]

    def full(self, noun: str) -> House | None:
        """The one last named in full that a bare noun means ("the ministry")."""
        return next((h for h in reversed(self._met) if h.noun == noun and h.full), None)

    def special(self, line: Line, start: int, end: int, figures: list[Figure]) -> str | None:
        """The party of the one country whose people hold that department ("irrigation"), where the text names only such."""
        words = {line.low[k] for k in range(start, end) if line.low[k] in HOUSE_WORDS and line.low[k] not in _EVERYWHERE}
        codes = {f.party for f in figures if f.party and words and words <= f.words}
        codes |= {h.party for h in self._met if h.party and words and words <= set(h.name.lower().split())}
        return codes.pop() if len(codes) == 1 else None

    def subject(self, line: Line, i: int) -> str | None:
        """The party of the institution that is subject of the sentence of a token or of that before it ("The mission does
        not know yet, its spokesman admitted"); None where it is none that was met before."""
        k = next((k for k in subjects_before(line, i) if line.base[k] in HOUSES), None)
        return next((h.party for h in reversed(self._met) if h.noun == line.base[k] and h.party), None) if k is not None else None
