"""A scene indexed by sentence, so that long documents are gone through once."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from detente.model import ActorMention, FieldName, PlaceMention, TimeExpression
from detente.model.edtf import day_of
from detente.reading.frames import Attribution, Scene
from detente.reading.lemmas import noun_lemma
from detente.reading.parse import Sentence
from detente.reading.places.gazetteer import is_renamed
from detente.reading.talks.lexicon import words
from detente.reading.talks.mentions import Mention, find_mentions

if TYPE_CHECKING:
    from detente.reading.tree import Token

#: "DOHA, Oct 19 (Khaleej Wire) — ", "Brussels, 15/09/2023 – ": capitals or a date, and a dash.
_DATELINE = re.compile(
    r"^\W{0,3}(?=[^\n]{0,70}?(?:\s[—–-]{1,2}\s|--))(?:[A-ZÀ-Þ][A-ZÀ-Þ'’.-]+|[A-Z][\w'’.-]+,\s\d|[A-Z]\w+\s\([A-Z])[^—–\n]{0,70}?(?:\s[—–-]{1,2}\s+|--\s*)"
    r"|^\W{0,2}\([A-Z][\w ]{1,40}\)\s+"
    r"|^[A-ZÀ-Þ]{3,}[A-ZÀ-Þ .,'’/-]{0,40}(?:,?\s[A-Z][a-z]{2,8}\.?\s\d{1,2})?(?:\s\([A-Z][\w /]{1,30}\))?\s?[:•|]\s+"
    # "Lima, Aug 7 (Andina): ", "Lima [Peru], August 7 (Andina/Efe): ", "LIMA, August 7. /Andina/. ", "LIMA. ANDINA "
    r"|^[A-ZÀ-Þ][\w'’.-]+(?: [A-ZÀ-Þ][\w'’.-]+){0,2}(?: \[[A-ZÀ-Þ][\w ]+\]|, [A-ZÀ-Þ][a-z]+)?,? "
    r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:,? \d{4})?(?:\s\([A-Z][\w /.-]{1,30}\))?\s?(?::\s+|-{2}\s*|[—–-]\s+)"
    r"|^[A-ZÀ-Þ][A-ZÀ-Þ .'’-]+, [A-Z][a-z]+ \d{1,2}\. /[A-Z][\w ]+/\.?\s+"
    r"|^[A-ZÀ-Þ]{4,}(?: [A-ZÀ-Þ]{3,})?\. [A-ZÀ-Þ]{4,}\s+(?=[A-Z])"
)
_CITY_AND_COLON = re.compile(r"^([A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){0,2}):\s+")
_CLOCK = re.compile(r"^\W*(?:[A-Z][a-z]+ \d{1,2},? ?[a-z]* [—–-] |\d{1,2}[:.]\d\d(?:\s?(?:[ap]\.?m\.?|[A-Z]{3,4}))?\b\W*)")

#: States that are no more than a city, or whose capital bears their name.
_CITY_STATES = frozenset({"Singapore", "Luxembourg", "Djibouti", "Monaco", "San Marino", "Hong Kong", "Macao", "Gibraltar"})
_WITHIN = re.compile(r"\b(?:in|to)\s$")
_AREA = re.compile(r"\s(?:region|province|oblast|county|district|governorate|prefecture)\b")
_TALKS = re.compile(r"\s(?:talks|meetings?|rounds?|sessions?|summit|negotiations)\b")

T = TypeVar("T", TimeExpression, PlaceMention, ActorMention)


@dataclass(frozen=True)
class Context:
    """The scene, with what stands in each sentence."""

    scene: Scene

    @cached_property
    def published(self) -> date | None:
        return day_of(self.scene.parsed.document.published)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return self.scene.parsed.sentences

    @cached_property
    def titles(self) -> tuple[Sentence, ...]:
        """The sentences of the headline."""
        return tuple(s for s in self.sentences if s.field == "title")

    @cached_property
    def _starts(self) -> dict[FieldName, tuple[list[int], list[Sentence]]]:
        found: dict[FieldName, tuple[list[int], list[Sentence]]] = {"title": ([], []), "text": ([], [])}
        for sentence in self.sentences:
            found[sentence.field][0].append(sentence.start)
            found[sentence.field][1].append(sentence)
        return found

    def sentence_at(self, field: FieldName, offset: int) -> Sentence | None:
        """The sentence that begins last before an offset."""
        starts, sentences = self._starts[field]
        at = bisect_right(starts, offset) - 1
        return sentences[at] if at >= 0 else None

    def _spread(self, items: Iterable[T]) -> dict[int, list[T]]:
        found: dict[int, list[T]] = {}
        for item in items:
            sentence = self.sentence_at(item.field, item.start)
            if sentence is not None and item.end <= sentence.end + 1:
                found.setdefault(sentence.index, []).append(item)
        return found

    @cached_property
    def _times(self) -> dict[int, list[TimeExpression]]:
        return self._spread(self.scene.times)

    @cached_property
    def _places(self) -> dict[int, list[PlaceMention]]:
        return self._spread(self._as_venue(as_written(p)) for p in self.scene.places)

    def _as_venue(self, place: PlaceMention) -> PlaceMention:
        """A place as the name of a venue: a state that is one city as a city ("met in Singapore"), a province as such ("Brest region")."""
        text = self.scene.parsed.document.field(place.field)
        if place.kind == "city" and (area := _AREA.match(text, place.end)) is not None:
            return replace(place, end=area.end(), name=place.text + area[0])
        if place.kind != "country" or place.name not in _CITY_STATES:
            return place
        within = _WITHIN.search(text, max(0, place.start - 10), place.start) is not None and place.sense != "metonymic"
        opening = place.field == "text" and not text[: place.start].strip(" \n(") and _DATELINE.match(text) is not None
        named = _TALKS.match(text, place.end) is not None
        return replace(place, kind="city", sense="literal") if within or opening or named else place

    @cached_property
    def _actors(self) -> dict[int, list[ActorMention]]:
        return self._spread(self.scene.cast.mentions)

    def begins(self, sentence: Sentence) -> int:
        """Where a sentence begins once a dateline or the clock of a live report is left aside."""
        if sentence.field != "text" or sentence.start - sentence.paragraph.start > 60:
            return sentence.start
        text = sentence.paragraph.text
        found = _CLOCK.match(text) or (self._line(sentence) if sentence.paragraph.index <= self._first_paragraph + 1 else None)
        return max(sentence.start, sentence.paragraph.start + found.end()) if found else sentence.start

    def _line(self, sentence: Sentence) -> re.Match[str] | None:
        """The dateline of a paragraph: of one of the usual shapes, or a city and a colon ("New Delhi: ")."""
        text = sentence.paragraph.text
        if (found := _DATELINE.match(text)) is not None or (found := _CITY_AND_COLON.match(text)) is None:
            return found
        start = sentence.paragraph.start
        return found if any(p.kind == "city" and (p.start, p.end) == (start, start + found.end(1)) for p in self.places(sentence)) else None

    def clocked(self, sentence: Sentence) -> bool:
        """Whether the paragraph of a sentence opens with the hour, as in a live report."""
        return bool(_CLOCK.match(sentence.paragraph.text))

    @cached_property
    def _first_paragraph(self) -> int:
        return next((p.index for p in self.scene.parsed.paragraphs if p.field == "text"), 0)

    @cached_property
    def negotiates(self) -> bool:
        """Whether words of negotiations are no fewer than those of contests and the like ("the second round" of an election)."""
        counted = Counter(t.lower_ for s in self.sentences for t in s.span)
        talking = sum(counted[w] for w in words("nouns", "talking"))
        return talking >= (others if (others := sum(counted[w] for w in words("nouns", "contests"))) > 1 else 0)

    def dateline(self) -> list[PlaceMention]:
        """The places named before the dash of the first paragraph."""
        first = next((s for s in self.sentences if s.field == "text"), None)
        if first is None:
            return []
        line = [p for p in self.places(first) if p.end <= self.begins(first)]
        return line or [p for s in self.sentences[:3] if s.field == "text" and _GREETING.search(s.text) for p in self.places(s)][:1]

    def times(self, sentence: Sentence) -> list[TimeExpression]:
        return self._times.get(sentence.index, [])

    def places(self, sentence: Sentence) -> list[PlaceMention]:
        return self._places.get(sentence.index, [])

    @cached_property
    def _mentions(self) -> dict[tuple[int, bool], list[Mention]]:
        return {}

    def mentions(self, sentence: Sentence, spoken: bool = True) -> list[Mention]:
        """The meetings that a sentence speaks of, in order, looked for once; see `find_mentions`."""
        key = (sentence.index, spoken)
        if key not in self._mentions:
            self._mentions[key] = find_mentions(sentence, spoken)
        return self._mentions[key]

    def actors(self, sentence: Sentence) -> list[ActorMention]:
        return self._actors.get(sentence.index, [])

    @cached_property
    def _attributions(self) -> dict[FieldName, tuple[list[int], list[Attribution], int]]:
        found: dict[FieldName, tuple[list[int], list[Attribution], int]] = {}
        for field in ("title", "text"):
            rows = sorted((a for a in self.scene.attributions if a.field == field and not _meeting_speaks(a)), key=lambda a: a.start)
            longest = max((a.end - a.start for a in rows), default=0)
            found[field] = ([a.start for a in rows], rows, longest)
        return found

    def speaker_of(self, field: FieldName, start: int, end: int) -> Attribution | None:
        """As Scene.speaker_of, without a pass over all attributions."""
        starts, rows, longest = self._attributions[field]
        first, last = bisect_left(starts, start - longest), bisect_right(starts, end)
        over = [a for a in rows[first:last] if a.covers(start, end)]
        return min(over, key=lambda a: a.end - a.start) if over else None

    @cached_property
    def _extents(self) -> dict[int, list[Attribution]]:
        found: dict[int, list[Attribution]] = {}
        for a in self.scene.attributions:
            at = a.cue[0] if a.cue is not None else a.start
            sentence = self.sentence_at(a.field, at)
            if sentence is not None:
                found.setdefault(sentence.index, []).append(a)
        return found

    def attributions_in(self, sentence: Sentence) -> list[Attribution]:
        """The attributions whose cue stands in a sentence."""
        return self._extents.get(sentence.index, [])

    def root(self, sentence: Sentence, start: int, end: int) -> Token | None:
        """The head token of a stretch of a sentence."""
        span = sentence.paragraph.doc.char_span(start - sentence.paragraph.start, end - sentence.paragraph.start, alignment_mode="expand")
        return span.root if span is not None and len(span) else None


_PREPOSITIONS = frozenset({"of", "on", "in", "at", "to", "with", "from", "for", "about", "by"})


def _meeting_speaks(attribution: Attribution) -> bool:
    """Whether "the negotiations, which began on Monday" was read as if the negotiations spoke."""
    name = attribution.chain[0].name.lower().split() if attribution.chain else []
    kinds = words("nouns", "meeting") | words("nouns", "partial")
    return bool(name) and noun_lemma(name[-1]) in kinds and not set(name) & _PREPOSITIONS


def as_written(place: PlaceMention) -> PlaceMention:
    """A city under the name by which the dispatch calls it ("Gomel", listed as "Homyel'"); capitals are no spelling, nor are initials."""
    text = place.text
    if place.kind != "city" or not text[:1].isupper() or "." in text or len(text) < 4 or is_renamed(place.geonames):
        return place
    return replace(place, name=_CAPITALS.sub(lambda m: m[0].capitalize(), text) if text.isupper() else text)


#: A live report that says where it is written ("Good morning from Lima").
_GREETING = re.compile(r"\b(?:good (?:morning|afternoon|evening)|welcome|hello|live|reporting)\b[^.:]{0,20}\bfrom [A-Z]", re.IGNORECASE)

_CAPITALS = re.compile(r"[^\W\d_]+")


def nearest(token: Token, candidates: Sequence[Token], key: Callable[[Token], int] | None = None) -> Token | None:
    """The candidate that stands closest to a token in the row of words."""
    return min(candidates, key=key or (lambda c: abs(c.i - token.i)), default=None)
