"""The table of office-holders, looked up by name on the day of publication."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from detente.codebook.officeholders import Officeholder, officeholders
from detente.reading.actors.names import parts, same_person
from detente.reading.actors.vocabulary import FAMOUS

#: Offices whose holders the news names without introduction.


@cache
def _by_word(rows: tuple[Officeholder, ...]) -> dict[str, tuple[Officeholder, ...]]:
    found: dict[str, dict[int, Officeholder]] = defaultdict(dict)
    for row in rows:
        for name in (row.name, *row.aliases):
            for word in parts(name):
                found[word][id(row)] = row
    return {word: tuple(some.values()) for word, some in found.items()}


def holders_of(name: str) -> list[Officeholder]:
    """Every office of those in the table whom a full name may mean; empty for a single word."""
    words = parts(name)
    if len(words) < 2:
        return []
    rows = _by_word(officeholders()).get(words[-1], ())
    return [r for r in rows if any(same_person(name, n) for n in (r.name, *r.aliases))]


def office(name: str, day: str | None, party: str | None = None) -> Officeholder | None:
    """The office that a person of that full name holds on a day; None where the table has none or people of two parties.

    Without a day only a person whose offices all speak for one party is found. `party` is what the text says of him:
    an office of another party is somebody else's.
    """
    rows = [r for r in holders_of(name) if party is None or r.party == party]
    if day is not None:
        rows = [r for r in rows if r.holds(day)]
    if not rows or len({r.party for r in rows}) > 1:
        return None
    return rows[0]


def famous(word: str, day: str | None) -> Officeholder | None:
    """The one well-known office-holder with that family name on a day, or None."""
    words = parts(word)
    if day is None or len(words) != 1 or len(words[0]) < 4:
        return None
    rows = [
        r
        for r in _by_word(officeholders()).get(words[0], ())
        if r.holds(day) and any(parts(n)[-1] == words[0] for n in (r.name, *r.aliases))
    ]
    if len({r.id for r in rows}) != 1 or not any(r.role.startswith(FAMOUS) for r in rows):
        return None
    return rows[0]
