"""The file of towns and first-level regions (SQLite, from GeoNames), and the one key under which a name is kept in it.

It is opened read-only and asked by name; nothing is loaded beforehand, so that opening takes about a millisecond.
"""

from __future__ import annotations

import atexit
import re
import sqlite3
import threading
import unicodedata
from contextlib import ExitStack
from functools import cache, lru_cache
from importlib.resources import as_file
from typing import Any

from detente.codebook import data_file, table
from detente.errors import CodebookError

#: Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans(
    {
        "ı": "i",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "ħ": "h",
        "ŧ": "t",
        "ə": "a",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ё": "е",
        "й": "и",
    }
)

_APOSTROPHES = re.compile(r"['’‘ʼʻʹʿʾ`´\"“”.]")
_BREAKS = re.compile(r"[\s\-\u2010-\u2015/_]+")


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """The key of a name: no accents, no case, no apostrophes or dots, one blank between words.

    "Sana'a" → "sanaa", "Sharm el-Sheikh" → "sharm el sheikh", "Türkiye" → "turkiye", "St. Gallen" → "saint gallen".
    """
    letters = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(c for c in letters if not unicodedata.combining(c)).translate(_LETTERS)
    key = _BREAKS.sub(" ", _APOSTROPHES.sub("", bare)).strip()
    if key.startswith(("st ", "ste ")):
        key = "saint" + key[key.index(" ") :]
    return key


class _Connections(threading.local):
    """One read-only connection a thread: SQLite connections do not travel between threads."""

    def __init__(self) -> None:
        self.db = sqlite3.connect(_database(), uri=True)


@cache
def _database() -> str:
    """The URI of the file; where the package lies in an archive, of a copy that is taken away at the end."""
    stack = ExitStack()
    atexit.register(stack.close)
    path = stack.enter_context(as_file(data_file("gazetteer/places.sqlite")))
    return path.absolute().as_uri() + "?mode=ro&immutable=1"


@cache
def _connections() -> _Connections:
    return _Connections()


def rows(query: str, *values: str) -> list[tuple[Any, ...]]:
    """The rows that a query finds; raises CodebookError where the file is broken."""
    try:
        return _connections().db.execute(query, values).fetchall()
    except sqlite3.DatabaseError as error:
        raise CodebookError(str(error), where="codebook/gazetteer/places.sqlite", todo="Run scripts/build_gazetteer.py") from error


@lru_cache(maxsize=4096)
def town_key(name: str) -> str:
    """One key for all the names of a town: the number of the largest one that bears it, else the name's own key."""
    key = name_key(name)
    known = _towns_by_hand().get(key)
    if known is not None:
        return known
    found = rows(
        "SELECT p.id FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? AND p.kind = 'c' ORDER BY p.population DESC LIMIT 1", key
    )
    return str(found[0][0]) if found else key


@cache
def _towns_by_hand() -> dict[str, str]:
    towns = table("features.toml")["towns"]
    return {name_key(name): str(t.get("geonames") or name_key(t["name"])) for t in towns for name in (t["name"], *t["also"])}
