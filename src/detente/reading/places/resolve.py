"""Choosing which place a name means, from the other places of the text."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.reading.places.gazetteer import Place

#: Worth of one power of ten of people; the other weights are counted in it.
_CAPITAL = 1.5
_OTHER_NAME = -1.0
_FAME = 1.0
_COUNTRY_NAMED = 1.2
_REGION_NAMED = 2.5
_REGION = -0.6
_QUALIFIED = 6.0

#: Smaller towns are used only where their country is named.
_SMALL = 15_000


@dataclass(frozen=True)
class Context:
    """The countries and first-level regions that a text speaks of, with how often."""

    countries: Counter[str]
    regions: Counter[tuple[str, str]]


def context_of(mentions: Iterable[Sequence[Place]], adjectives: Iterable[str] = ()) -> Context:
    """The context that names give: each counts for the country of its likeliest meaning."""
    countries: Counter[str] = Counter(adjectives)
    regions: Counter[tuple[str, str]] = Counter()
    for places in mentions:
        best = max(places, key=_prior)
        if best.country and (best.kind != "city" or best.capital or best.population >= 500_000):
            countries[best.country] += 1
        if best.kind == "region" and best.country:
            regions[best.country, best.admin] += 1
    return Context(countries, regions)


def _prior(place: Place) -> float:
    if place.kind == "country" or place.is_feature:
        return 9.5
    worth = math.log10(max(place.population, 10))
    worth += _CAPITAL * place.capital + _OTHER_NAME * (not place.own) + _FAME * math.log10(max(place.fame, 10) / 10)
    return worth + (_REGION if place.kind == "region" else 0.0)


def choose(places: Sequence[Place], context: Context, qualifier: Sequence[Place] = ()) -> Place | None:
    """The place that is meant, or None where only villages of countries that the text does not name bear the name.

    `qualifier` is what the name stands before in "Paris, Texas".
    """

    # "Geneva, London and Stockholm" is a list: only what is likeliest a country or a region qualifies.
    likeliest = max(qualifier, key=_prior) if qualifier else None
    region = likeliest if likeliest is not None and likeliest.kind in ("country", "region") else None

    def worth(place: Place) -> float:
        value = _prior(place)
        if place.country is not None and place.country in context.countries:
            value += _COUNTRY_NAMED + 0.3 * math.log10(context.countries[place.country])
        if (place.country, place.admin) in context.regions and place.kind == "city":
            value += _REGION_NAMED
        if region is not None and region.country == place.country and (region.kind == "country" or region.admin == place.admin):
            value += _QUALIFIED
        return value

    def allowed(place: Place) -> bool:
        return place.population >= _SMALL or place.kind != "city" or place.capital or place.country in context.countries

    able = [p for p in places if allowed(p)]
    return max(able, key=worth) if able else None
