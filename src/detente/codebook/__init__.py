"""The codebook: vocabularies, cue words and wording rules as data files, and the functions that load them.

Everything here is TOML, CSV or JSON beside this module; a language's files are in a folder named by its BCP 47 code.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from detente.errors import CodebookError


def data_file(name: str) -> Traversable:
    """The data file of that name ("vocabularies.toml", "en/cues.toml"). Raises CodebookError where there is none."""
    found = files(__name__).joinpath(name)
    if not found.is_file():
        raise CodebookError("there is no such data file", where=f"codebook/{name}")
    return found


@cache
def table(name: str) -> dict[str, Any]:
    """A TOML file of the codebook as nested dicts; read once. Raises CodebookError where it is malformed."""
    try:
        return tomllib.loads(data_file(name).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CodebookError(str(error), where=f"codebook/{name}") from error


@cache
def vocabulary(kind: str) -> dict[str, tuple[str, ...]]:
    """The values that the fields of a kind of claim may have: field -> values, for the fields that have a vocabulary."""
    found = {}
    for row in table("vocabularies.toml").values():
        owner, _, name = str(row["field"]).partition(".")
        if owner == kind and name:
            found[name] = tuple(row["values"])
    return found
