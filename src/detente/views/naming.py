"""The names of places and parties as a page shows them: those of the profile in use (see `codebook/display.py`).

The profile is a matter of the page and not of the facts, so it is kept beside the call, as a context of its own for each command,
request or task. Words of a source are never changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from detente.codebook import parties
from detente.codebook.display import PROFILES, display_name
from detente.errors import UsageError

#: The profile where none is chosen.
DEFAULT = "neutral"

_profile: ContextVar[str] = ContextVar("profile of names", default=DEFAULT)


@contextmanager
def names(profile: str) -> Iterator[None]:
    """Use a profile of names within the `with` statement. Raises UsageError where there is none of that name."""
    if profile not in PROFILES:
        raise UsageError(f"{profile!r} is no profile of names", todo=f"Choose one of {', '.join(PROFILES)}")
    token = _profile.set(profile)
    try:
        yield
    finally:
        _profile.reset(token)


def profile() -> str:
    """The profile in use."""
    return _profile.get()


def name_of(party: str) -> str:
    """The name of a party's code; the code itself where the codebook has none."""
    return display_name(party, parties.name_of(party), _profile.get())


def place_name(place: str) -> str:
    """The name of a city, region or feature."""
    return display_name(None, place, _profile.get())
