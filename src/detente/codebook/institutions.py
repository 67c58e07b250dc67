"""Institutions whose name alone tells their party, and news agencies and other media with the country they are from."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from typing import Literal

from detente.codebook import data_file
from detente.codebook.parties import key


@dataclass(frozen=True, slots=True)
class Institution:
    """A row of `institutions.csv`."""

    name: str
    aliases: tuple[str, ...]

    #: Code of the party it belongs to, or None where it belongs to none.
    party: str | None
    kind: str

    #: Whether the name is used in several countries, so that the text's own country comes first.
    local: bool


@dataclass(frozen=True, slots=True)
class Medium:
    """A row of `agencies.csv`: a news agency, broadcaster, newspaper or site."""

    name: str
    aliases: tuple[str, ...]
    country: str
    kind: Literal["agency", "broadcaster", "newspaper", "site"]


def _read(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(data_file(name).read_text(encoding="utf-8").splitlines()))


def _list(cell: str) -> tuple[str, ...]:
    return tuple(a.strip() for a in cell.split("|") if a.strip())


@cache
def institutions() -> tuple[Institution, ...]:
    """Every institution of the table."""
    rows = _read("institutions.csv")
    return tuple(Institution(r["name"], _list(r["aliases"]), r["party"] or None, r["kind"], bool(r["local"])) for r in rows)


@cache
def _media_by_name() -> dict[str, Medium]:
    found: dict[str, Medium] = {}
    for one in media():
        for name in (one.name, *one.aliases):
            found.setdefault(key(name), one)
    return found


def medium(name: str) -> Medium | None:
    """The medium of that name or other name ("AP" and "the Associated Press" are one), or None."""
    return _media_by_name().get(key(name))


@cache
def media() -> tuple[Medium, ...]:
    """Every news agency, broadcaster, newspaper and site of the table."""
    return tuple(Medium(r["name"], _list(r["aliases"]), r["country"], r["kind"]) for r in _read("agencies.csv"))  # type: ignore[arg-type]
