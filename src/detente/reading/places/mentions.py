"""From names to mentions: resolved to a place, told whether the place or its government is meant."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from detente.codebook import table
from detente.codebook.townfile import name_key
from detente.model import PlaceMention
from detente.model.mentions import Sense
from detente.reading.parse import Parsed
from detente.reading.places.gazetteer import Place, demonyms
from detente.reading.places.resolve import Context, choose, context_of
from detente.reading.places.sense import sense_of
from detente.reading.places.sites import Site, sites_in
from detente.reading.places.spans import Named, named_places

#: So far from a site, in code points, the town that it lies in is looked for.
_NEAR = 300


@cache
def _other_scripts() -> frozenset[str]:
    """Countries that write in other letters than Latin ones: marks on their names are a transliteration's."""
    return frozenset(table("en/places.toml")["other_scripts"])


def mentions_of(parsed: Parsed) -> tuple[PlaceMention, ...]:
    """Every place named in a dispatch, in order of the text; sites may hold other places."""
    named = [n for paragraph in parsed.paragraphs for n in named_places(paragraph)]
    people = {n.text for n in named if n.other and n.first.i > 0 and n.first.nbor(-1).dep_ == "compound"}
    named = [n for n in named if not n.other and (n.text not in people or _is_known(n))]
    sure = {name_key(n.text) for n in named if n.sure}
    context = context_of([n.places for n in named if n.sure], adjectives_of(parsed))
    named = [n for n in named if n.sure or name_key(n.text) in sure or _is_of_context(n, context)]
    found = []
    for i, name in enumerate(named):
        following = named[i + 1] if i + 1 < len(named) else None
        place = choose(name.places, context, qualifier_of(name, following))
        if place is not None:
            found.append(_mention(name, place))
    sites = _sites(parsed, found)
    found = [m for m in found if not any(_is_part(m, s) for s in sites if s.start < m.end <= s.end)] + sites
    found.sort(key=lambda m: (m.field != "title", m.start, -m.end))
    return tuple(found)


def adjectives_of(parsed: Parsed) -> list[str]:
    """The countries that adjectives and names of peoples point to."""
    known = demonyms()
    return [
        known[token.lower_]
        for paragraph in parsed.paragraphs
        for token in paragraph.doc
        if token.text[0].isupper() and token.lower_ in known
    ]


def _is_known(name: Named) -> bool:
    """Whether a name is so well known that a person of that name does not take it away."""
    return any(p.kind == "country" or (p.capital and p.own) for p in name.places)


def _is_of_context(name: Named, context: Context) -> bool:
    """Whether a name without a mark is that of a town of a country that the text speaks of."""
    return any(p.own and p.population >= 100_000 and p.country in context.countries for p in name.places)


def qualifier_of(name: Named, following: Named | None) -> tuple[Place, ...]:
    """What a name stands before, with a comma between ("Paris, Texas")."""
    if following is None or following.paragraph is not name.paragraph:
        return ()
    between = following.first.i - name.last.i
    if between != 2 and not (between == 3 and following.first.nbor(-1).lower_ == "the"):  # "Oss, the Netherlands"
        return ()
    return following.places if name.last.nbor().text == "," else ()


@cache
def _city_states() -> frozenset[str]:
    """Countries that are one city, or bear the name of theirs."""
    return frozenset(table("features.toml")["city_states"])


def _mention(name: Named, place: Place) -> PlaceMention:
    if place.kind == "country" and place.country in _city_states():
        sense, why = sense_of(name.first, name.last, place.kind)
        return _made(name, replace(place, kind="city") if sense == "literal" else place, sense, why)
    if place.kind in ("feature", "site"):
        return _made(name, place, "literal", "a feature of the land")
    if name.dateline:
        return _made(name, place, "literal", "dateline")
    return _made(name, place, *sense_of(name.first, name.last, place.kind))


def _made(name: Named, place: Place, sense: Sense, why: str) -> PlaceMention:
    return PlaceMention(
        name.paragraph.field,
        name.start,
        name.end,
        name.text,
        _called(name.text, place),
        place.geonames,
        place.latitude,
        place.longitude,
        place.country,
        place.kind,
        sense,
        why,
    )


def _called(text: str, place: Place) -> str:
    """The name of a place in English: as the text spells it where the gazetteer has marks of its own ("En Nâqoûra", "Thessaloníki")."""
    if place.kind == "city" and place.name.casefold().startswith(f"{text.casefold()}-"):
        return text.title() if text.isupper() else text  # "Noordwijk", listed as "Noordwijk-Binnen"
    if place.kind != "city" or place.name.isascii() or not text.isascii() or text.isupper() or not text[:1].isupper():
        return place.name
    own_marks = place.country not in _other_scripts() and name_key(text) == name_key(place.name)
    return place.name if own_marks else text  # "Brasília" writes itself so; the marks of "Thessaloníki" are a transliteration's


def _sites(parsed: Parsed, places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The sites of a dispatch, each in the town nearest to it that is meant as a place."""
    found = []
    towns = {f: [m for m in places if m.field == f and m.kind == "city" and m.sense != "metonymic"] for f in ("title", "text")}
    starts = {f: [m.start for m in ms] for f, ms in towns.items()}
    for paragraph in parsed.paragraphs:
        for site in sites_in(paragraph):
            field = paragraph.field
            around = towns[field][max(0, bisect_left(starts[field], site.start) - 2) :][:4]
            town = _town_of(site, around)
            text = parsed.document.field(field)[site.start : site.end]
            why = (
                f"“{site.head.text}”" + (f" after “{site.preposition}”" if site.preposition else "") + (f", in {town.name}" if town else "")
            )
            where = (town.latitude, town.longitude, town.country) if town else (None, None, None)
            found.append(PlaceMention(field, site.start, site.end, text, text, None, *where, "site", "literal", why))
    return found


def _is_part(town: PlaceMention, site: PlaceMention) -> bool:
    """Whether a town is but a part of a site's name ("Palacio de Santa Cruz"); one that begins it is a town still."""
    return town.field == site.field and town.kind == "city" and town.start > site.start and site.text[0].isupper()


def _town_of(site: Site, towns: Sequence[PlaceMention]) -> PlaceMention | None:
    """The town that a site lies in: the nearest of its sentence, first within or after it; none where the sentence names none."""
    start = site.paragraph.start
    towns = [t for t in towns if t.start <= site.start or t.start >= site.end]
    near = [t for t in towns if start <= t.start < start + len(site.paragraph.text) and abs(t.start - site.end) < _NEAR]
    sentence = site.head.sent
    same = [t for t in near if start + sentence.start_char <= t.start < start + sentence.end_char]
    return min(same, key=lambda t: t.start - site.end if t.start >= site.start else 20 + site.start - t.end) if same else None
