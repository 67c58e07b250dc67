"""One key for the ways in which the name of a city is written."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)
def city_key(name: str) -> str:
    """A city's name without case and accents: "Thessaloníki" and "THESSALONIKI" are one."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in letters if not unicodedata.combining(c))
