"""What the stages of reading hand to each other: attributions, and the scene that claim rules look at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from detente.model import Certainty, FieldName, Link, PlaceMention, Polarity, Span, TimeExpression
from detente.reading.parse import Parsed, Sentence

if TYPE_CHECKING:
    from detente.reading.actors import Cast

Quote = Literal["direct", "indirect", "mixed"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Something said: where its words, its source and its cue stand, and who answers for it."""

    field: FieldName

    #: What is said, without an inserted "…, she added, …"; code points of the field, in order.
    pieces: tuple[tuple[int, int], ...]

    source: tuple[int, int] | None
    cue: tuple[int, int] | None

    #: Dictionary form of the cue ("say", "according to", ":").
    cue_lemma: str

    quote: Quote
    chain: tuple[Link, ...]
    certainty: Certainty
    polarity: Polarity

    #: EDTF day on which it was said, where the sentence tells ("said on Tuesday"); else None.
    said: str | None

    #: First and one-past-last code point of source, cue and content together.
    extent: tuple[int, int]

    #: Name of the rule that found it.
    rule: str

    #: Whether a verb shows a stance ("wants", "backs", "sees") rather than words that were said.
    attitude: bool = False

    @property
    def start(self) -> int:
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        return self.pieces[-1][1]

    def covers(self, start: int, end: int) -> bool:
        """Whether more than half of a stretch lies within what is said."""
        inside = sum(max(0, min(end, e) - max(start, s)) for s, e in self.pieces)
        return inside * 2 > end - start


@dataclass(frozen=True)
class Scene:
    """All that is known of a dispatch before claims of the talks are made."""

    parsed: Parsed
    times: tuple[TimeExpression, ...]
    places: tuple[PlaceMention, ...]
    cast: Cast
    attributions: tuple[Attribution, ...]

    #: Stances that verbs show without anything being said.
    attitudes: tuple[Attribution, ...] = ()

    @cached_property
    def main(self) -> tuple[str, ...]:
        """The codes of the parties of the talks that the dispatch is about, sorted."""
        from detente.reading.principals import main_parties

        return main_parties(self)

    def speaker_of(self, field: FieldName, start: int, end: int) -> Attribution | None:
        """The closest attribution whose content covers a stretch; None where the outlet itself speaks."""
        over = [a for a in self.attributions if a.field == field and a.covers(start, end)]
        return min(over, key=lambda a: a.end - a.start) if over else None

    def times_within(self, field: FieldName, start: int, end: int) -> list[TimeExpression]:
        """The expressions of time within a stretch, in order."""
        return [t for t in self.times if t.field == field and start <= t.start and t.end <= end]

    def places_within(self, field: FieldName, start: int, end: int) -> list[PlaceMention]:
        """The places within a stretch, in order."""
        return [p for p in self.places if p.field == field and start <= p.start and p.end <= end]

    def sentence_at(self, field: FieldName, offset: int) -> Sentence | None:
        """The sentence that an offset lies in."""
        for sentence in self.parsed.sentences:
            if sentence.field == field and sentence.start <= offset < sentence.end:
                return sentence
        return None

    def span(self, field: FieldName, start: int, end: int) -> Span:
        """A span of the document."""
        return self.parsed.document.span(start, end, field)
