"""The table of office-holders, looked up by name on the day of publication."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from detente.codebook.officeholders import Officeholder, officeholders
from detente.reading.actors.names import parts, same_person
from detente.reading.actors.vocabulary import FAMOUS

#: Offices whose holders the news names without introduction.


@cache
def _by_word() -> dict[str, tuple[Officeholder, ...]]:
    found: dict[str, dict[int, Officeholder]] = defaultdict(dict)
    for row in officeholders():
        for name in (row.name, *row.aliases):
            for word in parts(name):
                found[word][id(row)] = row
    return {word: tuple(some.values()) for word, some in found.items()}


def holders_of(name: str) -> list[Officeholder]:
    """Every office of those in the table whom a full name may mean; empty for a single word."""
    words = parts(name)
    if len(words) < 2:
        return []
    rows = _by_word().get(words[-1], ())
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


def famous(word: str, day: str | None, title: frozenset[str] | None, parties: frozenset[str]) -> Officeholder | None:
    """The one office-holder with that family name on a day, or None: well known, titled so, or of a party that the text names.

    `title` holds the words of the title before the name (None without one), which the office must share.
    """
    words = parts(word)
    if day is None or len(words) != 1 or len(words[0]) < 2:
        return None
    rows = [r for r in _by_word().get(words[0], ()) if r.holds(day) and _is_called(r, words[0])]
    if title is not None:
        rows = [r for r in rows if title <= _LOOSE_TITLE | frozenset(r.role.lower().split())]
    if len({r.id for r in rows}) != 1:
        return None
    known = any(r.role.startswith(FAMOUS) for r in rows)
    if title is None and not (len(words[0]) > 3 and (known or rows[0].party in parties)) and not (known and rows[0].party in parties):
        return None
    return rows[0]


#: Words of a title that the table may lack ("Foreign Ministry spokesman").
_LOOSE_TITLE = frozenset(
    {
        "foreign",
        "ministry",
        "the",
        "'s",
        "state",
        "special",
        "senior",
        "deputy",
        "chief",
        "minister",
        "general",
        "mr",
        "president",
        "leader",
    }
)


@cache
def _called(row: Officeholder) -> frozenset[str]:
    """The words by which a person may be named alone: the family name, the first one where that comes first."""
    names = (row.name, *row.aliases)
    last = {parts(n)[-1] for n in names}
    return frozenset(last | ({parts(row.name)[0]} if row.party in ("CHN", "TWN", "KOR", "PRK", "VNM", "ETH", "ERI", "KHM") else set()))


def _is_called(row: Officeholder, word: str) -> bool:
    return word in _called(row)
