"""Who held which office when, for people whom a text names without saying whom they speak for.

`officeholders.csv` was written by the editors from general knowledge (its `source` is "editors") and is a help, no
authority: what the text says comes first. Users add rows of their own, in the same columns, by naming a CSV file in the
environment variable DETENTE_OFFICEHOLDERS; such rows are looked at before ours.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from detente.codebook import data_file
from detente.codebook.parties import parties
from detente.errors import CodebookError

COLUMNS = ("id", "name", "aliases", "role", "party", "valid_from", "valid_to", "source", "retrieved")


@dataclass(frozen=True, slots=True)
class Officeholder:
    """One office that one person held for a time."""

    #: The same for every office of one person.
    id: str
    name: str
    aliases: tuple[str, ...]
    role: str

    #: Code of the party that the office speaks for.
    party: str

    #: First and last day, month or year in office (ISO dates, as exact as known); "" where open.
    valid_from: str
    valid_to: str
    source: str

    def holds(self, day: str) -> bool:
        """Whether the office is held on a day (ISO date)."""
        first, last = self.valid_from, self.valid_to
        return day[: len(first)] >= first and (not last or day[: len(last)] <= last)


def _rows(lines: Iterable[str], where: str) -> list[Officeholder]:
    reader = csv.DictReader(lines)
    missing = set(COLUMNS[:6]) - set(reader.fieldnames or ())
    if missing:
        raise CodebookError(
            f"columns are missing: {', '.join(sorted(missing))}", where=where, todo=f"Give it the columns {', '.join(COLUMNS)}"
        )
    found = []
    for number, row in enumerate(reader, start=2):
        if not row["name"] or row["party"] not in parties():
            raise CodebookError(f"row {number}: no name, or a party that codebook/parties.csv does not have", where=where)
        aliases = tuple(a.strip() for a in (row["aliases"] or "").split("|") if a.strip())
        until = row.get("valid_to") or ""
        office = Officeholder(
            row["id"] or row["name"], row["name"], aliases, row["role"], row["party"], row["valid_from"], until, row.get("source") or ""
        )
        found.append(office)
    return found


@cache
def _table(extra: str | None) -> tuple[Officeholder, ...]:
    own = _rows(data_file("officeholders.csv").read_text(encoding="utf-8").splitlines(), "codebook/officeholders.csv")
    if not extra:
        return tuple(own)
    try:
        text = Path(extra).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CodebookError(
            f"the office-holders cannot be read: {error}", where=extra, todo="Mend or unset DETENTE_OFFICEHOLDERS"
        ) from error
    return tuple(_rows(text.splitlines(), extra)) + tuple(own)


def officeholders() -> tuple[Officeholder, ...]:
    """Every office in the table, the user's own rows first. Raises CodebookError where a row is malformed."""
    return _table(os.environ.get("DETENTE_OFFICEHOLDERS"))
