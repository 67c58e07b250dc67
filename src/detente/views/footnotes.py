"""Footnotes: each line of a brief points at the words that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.model import Claim, Document
from detente.views.reading_text import quoted, words_of
from detente.views.wording import clip, day_words, speaker_words

#: A line shows so many notes; the rest are counted.
SHOWN = 4

_QUOTED = 180


@dataclass(frozen=True, slots=True)
class Note:
    """One numbered source: outlet, day, chain, words, and the claim to explain."""

    number: int
    outlet: str
    published: str
    chain: str
    words: str
    url: str | None
    claim: str


@dataclass(frozen=True, slots=True)
class Marks:
    """The notes of one line: the numbers shown, and how many more there are."""

    numbers: tuple[int, ...] = ()
    more: int = 0

    def __str__(self) -> str:
        inside = ", ".join(str(n) for n in self.numbers) + (f" +{self.more}" if self.more else "")
        return f"[{inside}]" if inside else ""


class Footnotes:
    """Gives claims their numbers in the order in which lines name them; claims on the same words share a number."""

    def __init__(self, claims: Mapping[str, Claim], documents: Mapping[str, Document]) -> None:
        self._claims = claims
        self._documents = documents
        self._numbers: dict[tuple[str, str, int, int], int] = {}
        self._notes: list[Note] = []

    def marks(self, ids: Iterable[str]) -> Marks:
        """The marks of a line that rests on these claims: one of each document first, then the others, a few shown."""
        known = [self._claims[i] for i in ids if i in self._claims]
        known.sort(key=lambda c: (self._published(c), c.document, c.evidence.start))
        first: list[Claim] = []
        rest: list[Claim] = []
        seen: set[str] = set()
        for claim in known:
            (rest if claim.document in seen else first).append(claim)
            seen.add(claim.document)
        places = list(dict.fromkeys(self._key(c) for c in [*first, *rest]))
        by_place = {self._key(c): c for c in reversed(known)}
        numbers = [self._number(by_place[place]) for place in places[:SHOWN]]
        return Marks(tuple(sorted(numbers)), max(0, len(places) - SHOWN))

    def notes(self) -> tuple[Note, ...]:
        """All notes given out, in order of number."""
        return tuple(self._notes)

    def _published(self, claim: Claim) -> str:
        document = self._documents.get(claim.document)
        return (document.published or "") if document else ""

    def _key(self, claim: Claim) -> tuple[str, str, int, int]:
        return claim.document, claim.evidence.field, claim.evidence.start, claim.evidence.end

    def _number(self, claim: Claim) -> int:
        key = self._key(claim)
        if key not in self._numbers:
            self._numbers[key] = len(self._notes) + 1
            document = self._documents.get(claim.document)
            outlet = (document.outlet if document else "") or claim.document
            words = quoted(clip(words_of(claim, document) if document else claim.evidence.text, _QUOTED))
            published = day_words(document.published if document else None)
            chain = speaker_words(claim) if claim.chain else "in its own voice"
            url = document.url if document else None
            self._notes.append(Note(self._numbers[key], outlet, published, chain, words, url, claim.id))
        return self._numbers[key]
