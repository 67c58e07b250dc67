"""Readings as they are printed: text, Markdown, JSON, JSON Lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from detente.model import Reading
from detente.views import as_json


@contextmanager
def printer(format: str, say: Callable[[str], None]) -> Iterator[Callable[[Reading], None]]:
    """A function that prints readings one after the other; a JSON list is closed at the end."""
    if format == "jsonl":
        yield lambda reading: say(as_json.dumps(as_json.reading(reading)))
    elif format == "json":
        kept: list[Reading] = []
        yield kept.append
        say(as_json.dumps([as_json.reading(reading) for reading in kept], indent=1))
    else:
        from detente.views.reading_text import show

        yield lambda reading: say(show(reading, markdown=format == "markdown"))
