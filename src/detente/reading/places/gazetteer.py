"""The gazetteer: towns and first-level regions (SQLite, from GeoNames), countries (codebook), regions and features by hand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from detente.codebook import table
from detente.codebook.parties import parties
from detente.codebook.townfile import name_key, rows

Kind = Literal["city", "country", "region", "feature", "site"]

#: Names of countries in the codebook that are names of a government or a people, not of a place.
_NOT_PLACES = (
    "taliban",
    "regime",
    "government",
    "authority",
    "organization",
    "side",
    "cypriots",
    "emirate",
    "pmr",
    "soviet",
    "ussr",
    "republic of china",
)
_KINDS: dict[str, Kind] = {"c": "city", "r": "region"}


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a name may mean."""

    name: str
    kind: Kind

    #: GeoNames id, or None.
    geonames: int | None

    #: ISO 3166-1 alpha-3 or the codebook's code, or None where it lies in several countries or in none.
    country: str | None

    #: GeoNames' code of the first-level region, "" where there is none.
    admin: str
    latitude: float | None
    longitude: float | None
    population: int
    capital: bool

    #: In how many spellings GeoNames has it, 0 where in few: how widely it is known.
    fame: int

    #: Whether the name asked for is its own name rather than another name of it.
    own: bool

    @property
    def is_feature(self) -> bool:
        """Whether it is of the codebook's own list of regions and features, which names nothing obscure."""
        return self.population == 0 and self.kind != "city"


_FIELDS = "p.id, p.name, p.kind, p.country, p.admin, p.latitude, p.longitude, p.population, p.capital"
_BY_NAME = (
    f"SELECT {_FIELDS}, ifnull(f.names, 0), n.own FROM name n JOIN place p ON p.id = n.place LEFT JOIN fame f ON f.place = p.id "
    "WHERE n.key = ? ORDER BY p.population DESC, p.id LIMIT 60"
)
_BY_REGION = f"SELECT {_FIELDS}, 0, 1 FROM place p WHERE p.kind = 'r' AND p.country = ? AND p.admin = ?"
_COUNTRIES = "SELECT code, id, latitude, longitude, population FROM country"


@lru_cache(maxsize=16_384)
def _listed(key: str) -> tuple[Place, ...]:
    """Towns and first-level regions of that name, the most populous first."""
    return tuple(_place(row) for row in rows(_BY_NAME, key))


def _place(row: tuple[Any, ...]) -> Place:
    number, name, kind, country, admin, north, east, people, capital, fame, own = row
    shown = _renamed().get(number, name)
    return Place(shown, _KINDS[kind], number, country, admin, north, east, people, bool(capital), fame, bool(own))


@cache
def _abbreviated() -> dict[str, tuple[Place, ...]]:
    """First-level regions by their short forms ("Calif.")."""
    codes = table("features.toml")["abbreviations"]
    return {short: tuple(_place(row) for row in rows(_BY_REGION, *code.split())) for short, code in codes.items()}


@cache
def _renamed() -> dict[int, str]:
    """English names for towns that GeoNames writes otherwise."""
    return {town["geonames"]: town["name"] for town in table("features.toml")["towns"] if "geonames" in town}


def is_renamed(number: int | None) -> bool:
    """Whether the codebook itself says how a town is called, by its number."""
    return number in _renamed()


def _is_place_name(name: str) -> bool:
    words = name_key(name)
    return not any(piece in words for piece in _NOT_PLACES)


@cache
def _by_hand() -> dict[str, tuple[Place, ...]]:
    """Countries, regions, features and towns that the codebook itself lists, by key."""
    found: dict[str, Place] = {}
    for town in table("features.toml")["towns"]:
        north, east = town["at"]
        place = Place(town["name"], "city", town.get("geonames"), town["country"], "", north, east, 1_000_000, False, 50, True)
        for name in town["also"] if "geonames" in town else [town["name"], *town["also"]]:
            found.setdefault(name_key(name), place)
    numbers = {row[0]: row[1:] for row in rows(_COUNTRIES)}
    for party in parties().values():
        if party.kind not in ("country", "territory") or party.code not in numbers:
            continue
        number, north, east, people = numbers[party.code]
        place = Place(party.name, "country", number, party.code, "", north, east, people, False, 50, True)
        for name in (party.name, *party.aliases):
            if _is_place_name(name):
                found.setdefault(name_key(name).removeprefix("the "), place)
    for feature in table("features.toml")["features"]:
        north, east = feature["at"]
        country = feature["country"] or None
        number = next((p.geonames for p in _listed(name_key(feature["name"])) if p.kind == "region" and p.country == country), None)
        place = Place(feature["name"], feature["kind"], number, country, "", north, east, 0, False, 50, True)
        for name in (feature["name"], *feature["also"]):
            found.setdefault(name_key(name), place)
    return {key: (place,) for key, place in found.items()}


def places_named(name: str) -> tuple[Place, ...]:
    """Everything that a name may mean: what the codebook lists first, then towns and regions by population."""
    if name.endswith(".") and name in table("features.toml")["abbreviations"]:
        return _abbreviated()[name]
    key = name_key(name)
    known = _by_hand().get(key, ())
    # What is listed by hand takes the place of its namesakes in the same country ("Gaza" is the Strip, "New Delhi" not Delhi).
    return known + tuple(p for p in _listed(key) if not known or p.country != known[0].country)


def is_never_a_place(name: str) -> bool:
    """Whether a name is kept out because news hardly ever means a place by it."""
    return name_key(name) in _never()


@cache
def _never() -> frozenset[str]:
    return frozenset(table("features.toml")["never"])


@cache
def demonyms() -> dict[str, str]:
    """The country that an adjective or the name of a people points to, by key ("turkish" → "TUR")."""
    found: dict[str, str] = {}
    for party in parties().values():
        if party.kind in ("country", "territory"):
            for word in (*party.adjectives, *party.people):
                found.setdefault(name_key(word), party.code)
    return found
