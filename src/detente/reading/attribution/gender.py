"""Whether a person is called "he" or "she", as titles and given names tell."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from detente.codebook import table

Gender = Literal["female", "male"]

#: The pronouns of each.
PRONOUNS: dict[str, Gender] = {"he": "male", "him": "male", "his": "male", "she": "female", "her": "female"}

_WORD = re.compile(r"[^\W\d_][\w.\-]*")

#: What a title goes on with that is no part of its head, and what stands before a possessive mark.
_BESIDE = re.compile(r"\s(?:of|for|to|in|at|from|with|by|on|under)\s.*|^.*['’]s\s")


@cache
def _table(what: str) -> dict[str, Gender]:
    """The gender of each given name or each word for a man or a woman."""
    found: dict[str, Gender] = {}
    data = table("en/given_names.toml")
    genders: tuple[Gender, Gender] = ("female", "male")
    for gender in genders:
        row = data[gender]
        found |= dict.fromkeys(row["words"] if what == "words" else row["names"].split(), gender)
    return found


def gender_of(name: str, role: str | None, given: bool) -> Gender | None:
    """The gender that a role ("spokeswoman") tells, else the first word of a full name where that is a `given` name; or None."""
    titles = _table("words")
    for word in _WORD.findall(_BESIDE.sub("", (role or "").lower())):
        if word in titles:
            return titles[word]
    parts = name.split()
    if not given or len(parts) < 2:
        return None
    return _table("names").get(parts[0]) or titles.get(parts[0].lower())


def may_be(pronoun: str, name: str, role: str | None, kind: str) -> bool:
    """Whether a pronoun of one person may mean somebody: nothing tells that it is one of the other gender."""
    wanted = PRONOUNS.get(pronoun)
    found = gender_of(name, role if kind == "person" else name, kind == "person")
    return wanted is None or found is None or found == wanted
