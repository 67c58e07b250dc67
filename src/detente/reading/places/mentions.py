"""From names to mentions: resolved to a place, told whether the place or its government is meant."""

from __future__ import annotations

from detente.model import PlaceMention
from detente.reading.parse import Parsed
from detente.reading.places.gazetteer import Place, demonyms
from detente.reading.places.resolve import choose, context_of
from detente.reading.places.sense import sense_of
from detente.reading.places.spans import Named, named_places


def mentions_of(parsed: Parsed) -> tuple[PlaceMention, ...]:
    """Every place named in a dispatch, in order of the text."""
    named = [n for paragraph in parsed.paragraphs for n in named_places(paragraph)]
    context = context_of((n.places for n in named), _adjectives(parsed))
    found = []
    for i, name in enumerate(named):
        following = named[i + 1] if i + 1 < len(named) else None
        place = choose(name.places, context, _qualifier(name, following))
        if place is not None:
            found.append(_mention(name, place))
    return tuple(found)


def _adjectives(parsed: Parsed) -> list[str]:
    """The countries that adjectives and names of peoples point to."""
    known = demonyms()
    return [
        known[token.lower_]
        for paragraph in parsed.paragraphs
        for token in paragraph.doc
        if token.text[0].isupper() and token.lower_ in known
    ]


def _qualifier(name: Named, following: Named | None) -> tuple[Place, ...]:
    """What a name stands before, with a comma between ("Paris, Texas")."""
    if following is None or following.paragraph is not name.paragraph or following.first.i != name.last.i + 2:
        return ()
    return following.places if name.last.nbor().text == "," else ()


def _mention(name: Named, place: Place) -> PlaceMention:
    sense, why = sense_of(name.first, name.last, place.kind)
    if place.kind in ("feature", "site"):
        sense, why = "literal", "a feature of the land"
    return PlaceMention(
        name.paragraph.field,
        name.start,
        name.end,
        name.text,
        place.name,
        place.geonames,
        place.latitude,
        place.longitude,
        place.country,
        place.kind,
        sense,
        why,
    )
