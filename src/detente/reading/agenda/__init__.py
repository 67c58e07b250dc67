"""What is on the table and what came of it: issues, outcomes, commitments, assessments, no information."""

from __future__ import annotations

from detente.model import Claim
from detente.reading.frames import Scene


def find_agenda(scene: Scene) -> list[Claim]:
    """The claims of these five kinds."""
    return []
