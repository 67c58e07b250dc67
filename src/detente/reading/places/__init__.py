"""Places, and whether the place or its government is meant."""

from __future__ import annotations

from detente.model import PlaceMention
from detente.reading.parse import Parsed
from detente.reading.places.mentions import mentions_of

__all__ = ["find_places"]


def find_places(parsed: Parsed) -> tuple[PlaceMention, ...]:
    """Every place named in a dispatch, in order."""
    return mentions_of(parsed)
