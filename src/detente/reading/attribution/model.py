"""What the finders of attributions hand to each other: finds over the tokens of one paragraph."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from detente.reading.attribution.dateline import dateline
from detente.reading.attribution.quotes import Quotation, find_quotes
from detente.reading.parse import Paragraph

if TYPE_CHECKING:
    from detente.reading.tree import Doc, Token

#: First and last token of a stretch, both included.
Range = tuple[int, int]


@dataclass
class Find:
    """An attribution while it is being read; ranges are token indices of its paragraph."""

    block: Block
    pieces: list[Range]
    cue: Range | None
    lemma: str
    rule: str

    #: The word that carries the cue (verb or noun), where there is one.
    head: Token | None = None
    source: Range | None = None

    #: The noun that names the speaker; for a relative pronoun the noun that it stands for.
    speaker: Token | None = None

    #: Head of what is said, where the parse has one.
    body: Token | None = None

    #: Cue, source and what else belongs to the attributing clause ("on Tuesday", "told reporters").
    group: Range | None = None

    #: Further pieces in later paragraphs, in code points of the field.
    beyond: list[tuple[int, int]] = field(default_factory=list)

    #: Whom a medium cites ("TASS reported, citing a source"); and media that carry it ("…, ANSA reported").
    cited: Range | None = None
    via: list[Range] = field(default_factory=list)

    #: An earlier find whose speaker goes on here.
    follows: Find | None = None

    @property
    def first(self) -> int:
        return self.pieces[0][0]

    @property
    def last(self) -> int:
        return self.pieces[-1][1]

    @property
    def reach(self) -> Range:
        """First and last token of cue, source and content together."""
        ranges = [*self.pieces, *(r for r in (self.cue, self.source) if r)]
        return min(r[0] for r in ranges), max(r[1] for r in ranges)

    def holds(self, index: int) -> bool:
        """Whether a token is part of what is said."""
        return any(a <= index <= b for a, b in self.pieces)


@dataclass
class Block:
    """A paragraph with its quotations laid over the tokens."""

    paragraph: Paragraph

    #: The number of the paragraph within its field.
    index_in_field: int = 0
    finds: list[Find] = field(default_factory=list)

    @property
    def doc(self) -> Doc:
        return self.paragraph.doc

    @cached_property
    def sentences(self) -> list[Range]:
        """The sentences as (first, last) tokens; a line that ends or begins like one is a sentence of its own."""
        found: list[Range] = []
        for sentence in self.doc.sents:
            first = sentence.start
            for i in range(sentence.start, sentence.end - 1):
                if "\n" in self.doc[i].text and self._breaks(first, i):
                    found.append((first, i))
                    first = i + 1
            found.append((first, sentence.end - 1))
        return self._with_marks(found)

    def _with_marks(self, sentences: list[Range]) -> list[Range]:
        """Sentences with an opening mark that the parser left at the end of the one before moved to its own."""
        opening = {first for first, _ in self.quotes}
        for number in range(len(sentences) - 1):
            first, last = sentences[number]
            if last > first and last in opening:
                sentences[number] = (first, last - 1)
                sentences[number + 1] = (last, sentences[number + 1][1])
        return sentences

    def _breaks(self, first: int, at: int) -> bool:
        """Whether a line break parts sentences: after a full stop, or after a short line before a capital or a mark."""
        before, after = self.doc[at - 1].text if at else "", self.doc[at + 1].text
        if before[-1:] in '.!?:”"':
            return True
        return self.doc[at].idx - self.doc[first].idx < 60 and (after[:1].isupper() or after[:1] in '“"•-')

    @cached_property
    def sentence_of(self) -> list[int]:
        """For each token, the number of its sentence."""
        return [number for number, (first, last) in enumerate(self.sentences) for _ in range(last + 1 - first)]

    def start_of(self, index: int) -> int:
        """The first token of a token's sentence, after a dateline."""
        return max(self.sentences[self.sentence_of[index]][0], self.opening)

    def end_of(self, index: int) -> int:
        """The last token of a token's sentence."""
        return self.sentences[self.sentence_of[index]][1]

    @cached_property
    def opening(self) -> int:
        """The first token after a dateline or the clock of a live blog."""
        length = dateline(self.paragraph.text).length
        return next((t.i for t in self.doc if t.idx >= length), 0) if length else 0

    @cached_property
    def marks(self) -> list[Quotation]:
        """The quotations, in code points of the paragraph."""
        return find_quotes(self.paragraph.text)

    @cached_property
    def quotes(self) -> list[Range]:
        """The quotations as token ranges, marks included."""
        if not self.marks:
            return []
        found: list[Range] = []
        at, size = 0, len(self.doc)
        for quotation in self.marks:
            while at < size and self.doc[at].idx + len(self.doc[at]) <= quotation.start:
                at += 1
            if at >= size:
                break
            last = at
            while last + 1 < size and self.doc[last + 1].idx < quotation.end:
                last += 1
            found.append((at, last))
        return found

    @cached_property
    def quote_of(self) -> list[int]:
        """For each token, the number of the quotation that it stands in, or -1."""
        inside = [-1] * len(self.doc)
        for number, (first, last) in enumerate(self.quotes):
            inside[first : last + 1] = [number] * (last + 1 - first)
        return inside


def runs(indices: set[int]) -> list[Range]:
    """The contiguous runs of a set of token indices."""
    found: list[Range] = []
    for index in sorted(indices):
        if found and found[-1][1] == index - 1:
            found[-1] = (found[-1][0], index)
        else:
            found.append((index, index))
    return found


_EDGES = frozenset(",;:.-–—―…") | {"--", "..."}


def trim(doc: Doc, first: int, last: int, *, opening: bool = True) -> Range | None:
    """A range without blanks and punctuation at its ends (quotation marks stay); None where nothing is left."""
    while first <= last and opening and (doc[first].is_space or doc[first].text in _EDGES):
        first += 1
    while last >= first and (doc[last].is_space or doc[last].text in _EDGES):
        last -= 1
    return (first, last) if first <= last else None
