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
from urllib.parse import unquote

from detente.codebook.parties import parties
from detente.codebook.townfile import name_key
from detente.errors import DetenteError
from detente.model import Document
from detente.reading.parse import Parsed, load_model, parse
from detente.reading.places import find_places
from detente.reading.places.gazetteer import Place, demonyms, places_named
from detente.reading.places.mentions import adjectives_of
from detente.reading.places.resolve import choose, context_of
from detente.reading.places.sense import sense_of
from detente.reading.places.spans import named_places
from detente.reading.tree import tree_of

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


#: Marks that SemEval's file writes as names of entities.
_MARKS = {"[mdash]": "—", "[ndash]": "–", "[dash]": "-", "[hellip]": "…", "[horbar]": "—", "[percent]": "%", "` ": "“", ' "': "”"}

#: Stands for the marked name while the text around it is put right.
_HERE = "\ufffc"


def metonymy_samples(path: Path) -> Iterator[Sample]:
    """The samples of a file of ReLocaR or SemEval-2007: the line that the marked name stands in.

    A mixed reading counts as metonymic, as in the tasks themselves.
    """
    for sample in _root(path).iter("sample"):
        whole = sample.find("par") if sample.find("par") is not None else sample
        assert whole is not None
        text, name, literal = "", "", False
        for piece, reading in _pieces(whole):
            if reading is not None and not name and piece.strip():
                name, literal = piece.strip(), reading in ("lit", "literal")
                text += f" {_HERE} " if piece != name else _HERE
            else:
                text += piece
        line = next((one for one in text.splitlines() if _HERE in one), None)
        if line is not None:
            before, after = _tidy(line).split(_HERE, 1)
            yield Sample(before + name + after, len(before), len(before) + len(name), literal)


def _tidy(line: str) -> str:
    """A line as news would print it: SemEval sets blanks around names and marks."""
    for written, mark in _MARKS.items():
        line = line.replace(written, mark)
    line = re.sub(r"\s+", " ", line).strip()
    return re.sub(r"(?<=[(“]) | (?=(?:['’](?:s\b|[^\w]|$))|[,.;:?!)”])", "", line)


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
        span = tree_of(doc).char_span(sample.start, sample.end)
        literal = span is None or sense_of(span[0], span[-1], kind_of_name(span.text))[0] == "literal"
        right += literal == sample.literal
        found += not literal
        wanted += not sample.literal
        hits += not literal and not sample.literal
    return MetonymyScore(len(samples), right / max(len(samples), 1), hits / max(found, 1), hits / max(wanted, 1))


@dataclass(frozen=True, slots=True)
class GeoparsingScore:
    """Shares of right answers for names whose place the gold tells, and precision and recall of finding them."""

    #: Countries by GeoNames id or within 161 km; towns and all other places within 161 km. No answer is wrong.
    countries: tuple[int, float]
    cities: tuple[int, float]
    places: tuple[int, float]

    #: Of all names in the gold, also those whose place it does not tell; adjectives ("Turkish") left out.
    precision: float
    recall: float


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name in a text, and where the place is; `code` is GeoNames' feature code ("" where the gold has none)."""

    start: int
    end: int
    text: str
    geonames: int | None
    latitude: float | None
    longitude: float | None
    code: str

    #: Title of the encyclopaedia's page, in GeoVirus.
    page: str


def toponyms_of(article: ElementTree.Element) -> list[Toponym]:
    """The names in an article of LGL, TR-News or GeoVirus, in order."""
    found = []
    text = article.findtext("text") or ""
    for entry in (*article.iter("toponym"), *article.iter("location")):
        tag = entry.find("gaztag")
        place = tag if tag is not None else entry
        north, east = place.findtext("lat"), place.findtext("lon")
        known = north is not None and east is not None
        number = tag.get("geonameid") if tag is not None else None
        name = entry.findtext("phrase") or entry.findtext("name") or ""
        start = int(entry.findtext("start") or 0)
        # GeoVirus counts from one, and some articles of TR-News are a little off.
        start += next((step for step in (0, -1, -2) if text.startswith(name, max(0, start + step))), 0)
        found.append(
            Toponym(
                start,
                start + len(name),
                name,
                int(number) if number else None,
                float(north or 0) if known else None,
                float(east or 0) if known else None,
                place.findtext("fcode") or "",
                unquote((entry.findtext("page") or "").rpartition("/")[2]).replace("_", " "),
            )
        )
    return sorted(found, key=lambda t: t.start)


def distance_km(north: float, east: float, other_north: float, other_east: float) -> float:
    """Great-circle distance of two points given in degrees."""
    a, b = math.radians(north), math.radians(other_north)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(other_east - east) / 2) ** 2
    return 12_742 * math.asin(math.sqrt(min(1.0, half)))


def resolved(parsed: Parsed, toponyms: list[Toponym]) -> list[Place | None]:
    """The place that each name of the gold is taken for, given the rest of the text."""
    candidates = [_candidates(t.text) for t in toponyms]
    others = [n.places for paragraph in parsed.paragraphs for n in named_places(paragraph) if n.sure and not n.other]
    context = context_of([*others, *(c for c in candidates if c)], adjectives_of(parsed))
    text, answers = parsed.document.text, []
    for i, toponym in enumerate(toponyms):
        following = toponyms[i + 1] if i + 1 < len(toponyms) else None
        joined = following is not None and text[toponym.end : following.start].strip() == ","
        answers.append(choose(candidates[i], context, candidates[i + 1] if joined else ()) if candidates[i] else None)
    return answers


def _candidates(name: str) -> tuple[Place, ...]:
    country = demonyms().get(name_key(name))
    if country is None:
        return places_named(name)
    return tuple(p for p in places_named(parties()[country].name) if p.kind == "country")


def is_right(place: Place | None, gold: Toponym) -> bool:
    """Whether a place is the one that the gold means."""
    if place is None or gold.latitude is None or gold.longitude is None:
        return False
    if (place.geonames is not None and place.geonames == gold.geonames) or (gold.page and name_key(gold.page) == name_key(place.name)):
        return True
    if place.latitude is None or place.longitude is None:
        return False
    return distance_km(place.latitude, place.longitude, gold.latitude, gold.longitude) <= NEAR_KM


def run_geoparsing(path: str | Path) -> GeoparsingScore:
    """Score places on LGL, TR-News or GeoVirus. Raises DetenteError where the file cannot be read."""
    right: dict[str, list[bool]] = {"countries": [], "cities": [], "places": []}
    hits = found = wanted = 0
    for number, article in enumerate(_root(Path(path)).iter("article")):
        parsed = parse(Document(f"a{number}", article.findtext("text") or ""))
        toponyms = toponyms_of(article)
        for toponym, place in zip(toponyms, resolved(parsed, toponyms), strict=True):
            if toponym.latitude is None:
                continue
            answer = is_right(place, toponym)
            right["places"].append(answer)
            if toponym.code.startswith("PCL"):
                right["countries"].append(answer)
            elif toponym.code.startswith("PPL"):
                right["cities"].append(answer)
        gold = {(t.start, t.end) for t in toponyms if name_key(t.text) not in demonyms()}
        ours = {(m.start, m.end) for m in find_places(parsed) if m.kind != "site"}
        hits, found, wanted = hits + len(gold & ours), found + len(ours), wanted + len(gold)
    shares = {name: (len(answers), sum(answers) / max(len(answers), 1)) for name, answers in right.items()}
    return GeoparsingScore(**shares, precision=hits / max(found, 1), recall=hits / max(wanted, 1))
