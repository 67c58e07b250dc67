"""Scores of places on public sets: venue or government (ReLocaR, SemEval-2007), and which place is meant (geoparsing).

The sets are not ours to pass on: get a copy of milangritta/Minimalist-Location-Metonymy-Resolution and of
milangritta/Pragmatic-Guide-to-Geoparsing-Evaluation, and hand in the path of a file of theirs.
"""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from detente.errors import DetenteError
from detente.model import Document
from detente.reading.parse import Paragraph, load_model
from detente.reading.places.gazetteer import places_named
from detente.reading.places.sense import sense_of

#: A place is right within so many kilometres (100 miles), the measure of the field.
NEAR_KM = 161.0


@dataclass(frozen=True, slots=True)
class MetonymyScore:
    """How often the sense of a name is told rightly; precision and recall are of the metonymic class."""

    names: int
    accuracy: float
    precision: float
    recall: float


@dataclass(frozen=True, slots=True)
class Sample:
    """A text with one name of a place marked in it, and whether it is literal."""

    text: str
    start: int
    end: int
    literal: bool


def metonymy_samples(path: Path) -> Iterator[Sample]:
    """The samples of a file of ReLocaR or SemEval-2007. A mixed reading counts as metonymic, as in the tasks themselves."""
    for sample in _root(path).iter("sample"):
        whole = sample.find("par") if sample.find("par") is not None else sample
        assert whole is not None
        text, span = "", None
        for piece, reading in _pieces(whole):
            if reading is not None and span is None and piece.strip():
                # SemEval sets blanks around names and marks, which no news has.
                text = text.rstrip(" ") + " " * (text[-1:] not in ("", "\n", "(", "“", "-"))
                span = (len(text), len(text) + len(piece.strip()), reading in ("lit", "literal"))
                text += piece.strip()
                continue
            piece = re.sub(r"[ \t]+", " ", piece)
            text += re.sub(r"^ (?=['’,.;:?!)])", "", piece) if span and span[1] == len(text) else piece
        if span is not None:
            yield Sample(text, *span)


def _root(path: Path) -> ElementTree.Element:
    try:
        return ElementTree.parse(path).getroot()
    except (OSError, ElementTree.ParseError) as error:
        raise DetenteError(str(error), where=str(path)) from error


def _pieces(element: ElementTree.Element) -> Iterator[tuple[str, str | None]]:
    """The text of an element, piece by piece, with the reading of those pieces that have one."""
    yield element.text or "", element.get("reading")
    for child in element:
        yield from _pieces(child)
        yield child.tail or "", None


def kind_of_name(name: str) -> str:
    """The likeliest kind of the place that bears a name, or "none"."""
    places = places_named(name)
    return places[0].kind if places else "none"


def run_metonymy(path: str | Path) -> MetonymyScore:
    """Score the sense of places on a file of ReLocaR or SemEval-2007. Raises DetenteError where it cannot be read."""
    nlp = load_model()
    samples = list(metonymy_samples(Path(path)))
    right = hits = found = wanted = 0
    for sample, doc in zip(samples, nlp.pipe((s.text for s in samples), batch_size=16), strict=True):
        span = doc.char_span(sample.start, sample.end, alignment_mode="expand")
        literal = span is None or sense_of(span[0], span[-1], kind_of_name(span.text))[0] == "literal"
        right += literal == sample.literal
        found += not literal
        wanted += not sample.literal
        hits += not literal and not sample.literal
    return MetonymyScore(len(samples), right / max(len(samples), 1), hits / max(found, 1), hits / max(wanted, 1))
