"""Rounds of talks: held, announced, postponed, called off."""

from __future__ import annotations

from detente.model import Claim
from detente.reading.frames import Scene


def find_rounds(scene: Scene) -> list[Claim]:
    """One claim per round and chain: all that the dispatch says of that round."""
    return []
