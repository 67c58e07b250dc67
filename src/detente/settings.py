"""Where things lie unless the user says otherwise."""

from __future__ import annotations

import os
from pathlib import Path

#: The environment variable that names the store, as a URL or a path.
STORE_VARIABLE = "DETENTE_STORE"


#: The environment variable that names the profile of names under which places and parties are shown.
NAMES_VARIABLE = "DETENTE_NAMES"


def names_profile(given: str | None = None) -> str | None:
    """The profile of names: the one given, else DETENTE_NAMES, else None."""
    return given or os.environ.get(NAMES_VARIABLE) or None


def data_folder() -> Path:
    """The user's data folder for Détente; it may not exist yet."""
    from platformdirs import user_data_path

    return user_data_path("detente", appauthor=False)


def store_url(given: str | None = None) -> str:
    """The URL of the store: the one given, else DETENTE_STORE, else an SQLite file in the user's data folder."""
    return given or os.environ.get(STORE_VARIABLE) or f"sqlite:///{(data_folder() / 'detente.db').as_posix()}"


def private_allowed() -> bool:
    """Whether DETENTE_ALLOW_PRIVATE lets addresses of this machine and of private networks be fetched."""
    return os.environ.get("DETENTE_ALLOW_PRIVATE", "").strip().lower() in ("1", "true", "yes", "on")
