"""Places, and whether the place or its government is meant."""

from __future__ import annotations

from detente.model import PlaceMention
from detente.reading.parse import Parsed


def find_places(parsed: Parsed) -> tuple[PlaceMention, ...]:
    """Every place named in a dispatch, in order."""
    return ()
