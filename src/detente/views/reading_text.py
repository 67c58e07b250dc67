"""A reading for people."""

from detente.model import Reading


def show(reading: Reading, *, markdown: bool = False) -> str:
    """A reading for people."""
    return str(reading)
