"""Names by which places and parties are displayed, profile by profile, where a name was changed or is disputed.

The table is `display_names.csv`: the key (a party's code, a GeoNames id, or "feature" for a place known by its name alone),
the name under which the codebook keeps it, other forms (parted by `|`), one column for each profile, and the source of the
row; "(recalled)" marks sources that were not looked up when the row was written. An empty cell leaves the name as it is.
What a text says is evidence and is never changed: these names are for headings, tables and maps.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from detente.codebook import data_file
from detente.codebook.parties import key as name_key
from detente.errors import CodebookError

#: "as-written": the name as handed in; "un": UNTERM and the UN's own documents; "iso": ISO 3166-1; "neutral": the plain name
#: that takes no side, both names where each side has its own.
Profile = Literal["as-written", "un", "iso", "neutral"]
PROFILES: tuple[str, ...] = get_args(Profile)
_COLUMNS = PROFILES[1:]
_FEATURE = "feature"


@dataclass(frozen=True, slots=True)
class DisplayName:
    """One row of the table."""

    #: A party's code or a GeoNames id; "" for a place known by its name alone.
    key: str
    name: str
    forms: tuple[str, ...]

    #: Name by profile; a profile without one of its own is missing.
    names: dict[str, str]
    source: str


@cache
def display_names() -> tuple[DisplayName, ...]:
    """Every row, in order. Raises CodebookError where one is malformed or stands twice."""
    rows: list[DisplayName] = []
    seen: set[tuple[str, str]] = set()
    with data_file("display_names.csv").open(encoding="utf-8") as lines:
        for number, row in enumerate(csv.DictReader(lines), start=2):
            place = (row["key"], row["name"] if row["key"] == _FEATURE else "")
            if place in seen or not row["name"] or not row["source"] or None in row:
                raise CodebookError(f"row {number} ({row['key']}) is malformed or stands twice", where="codebook/display_names.csv")
            seen.add(place)
            forms = tuple(piece.strip() for piece in row["forms"].split("|") if piece.strip())
            names = {profile: row[profile] for profile in _COLUMNS if row[profile]}
            rows.append(DisplayName("" if row["key"] == _FEATURE else row["key"], row["name"], forms, names, row["source"]))
    return tuple(rows)


@cache
def _by_key() -> dict[str, DisplayName]:
    return {row.key: row for row in display_names() if row.key}


@cache
def _by_name() -> dict[str, DisplayName]:
    """Rows by every form; parties before cities before features, and a row's own name before another's form."""
    found: dict[str, DisplayName] = {name_key(row.name): row for row in reversed(display_names())}
    for row in display_names():
        for form in row.forms:
            found.setdefault(name_key(form), row)
    return found


def display_name(key: str | int | None, name: str, profile: str = "as-written") -> str:
    """The name under which a party or place is displayed in a profile.

    `key` is the party's code or the place's GeoNames id, None where neither is known; then the name itself is looked up.
    `name` is the name as read or as kept; it comes back unchanged under "as-written" and wherever the table has nothing for
    the profile. Raises ValueError for a profile that does not exist.
    """
    if profile not in PROFILES:
        raise ValueError(f"no such profile of names: {profile!r} (there are {', '.join(PROFILES)})")
    if profile == "as-written":
        return name
    row = _by_key().get(str(key)) if key not in (None, "") else _by_name().get(name_key(name))
    return row.names.get(profile, name) if row is not None else name
