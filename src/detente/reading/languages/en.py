"""The reader for English: the stages of reading, one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from detente.model import Claim, Document, Reading, TimeExpression
from detente.reading.actors import find_actors
from detente.reading.agenda import find_agenda
from detente.reading.agenda.namesakes import told_by_round
from detente.reading.attribution import find_attributions
from detente.reading.frames import Scene
from detente.reading.parse import parse
from detente.reading.places import find_places
from detente.reading.relevance import about_talks
from detente.reading.statements import statement_claims
from detente.reading.talks import find_rounds
from detente.reading.times import find_times

#: Grows with every change that makes the same text read differently; stored with each claim's document.
VERSION = "en-1"


def look(document: Document) -> Scene:
    """A dispatch with everything that claims are made of: parse, times, places, cast, attributions."""
    parsed = parse(document)
    times = find_times(document.title, document.published, "title") + find_times(document.text, document.published, "text")
    cast = find_actors(parsed)
    places = find_places(parsed)
    found = find_attributions(parsed, cast, times)
    attributions, attitudes = tuple(a for a in found if not a.attitude), tuple(a for a in found if a.attitude)
    return Scene(parsed, times, places, cast, attributions, attitudes)


def read(document: Document) -> Reading:
    """Read one English dispatch."""
    scene = look(document)
    talks = find_rounds(scene)
    if about_talks(scene, talks):
        talks += told_by_round(find_agenda(scene), talks)
    claims = [*statement_claims(scene, talks), *talks]
    claims = _flagged(claims, scene.times)
    claims.sort(key=lambda c: (c.evidence.field != "title", c.evidence.start, c.evidence.end, c.kind, c.id))
    return Reading(document, tuple(claims), scene.times, scene.places, scene.cast.mentions)


def _flagged(claims: Iterable[Claim], times: Iterable[TimeExpression]) -> list[Claim]:
    """The claims, those marked whose words hold a date that cannot be or contradicts itself."""
    odd = [t for t in times if t.flag]
    found = []
    for claim in claims:
        span = claim.evidence
        flags = tuple(dict.fromkeys(t.flag for t in odd if t.flag and t.field == span.field and t.start < span.end and span.start < t.end))
        found.append(replace(claim, flags=flags) if flags else claim)
    return found
