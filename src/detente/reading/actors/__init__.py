"""Who acts: people with role and party, institutions, governments, agencies."""

from __future__ import annotations

from detente.reading.actors.cast import Cast, Person
from detente.reading.actors.find import find_actors

__all__ = ["Cast", "Person", "find_actors"]
