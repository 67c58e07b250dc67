"""Disputes (to come)."""

from __future__ import annotations

from detente.model import Dispute
from detente.reconcile.play import Play


def disputes_of(play: Play) -> tuple[Dispute, ...]:
    """None yet."""
    return ()
