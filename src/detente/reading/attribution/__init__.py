"""Who says what, by which words."""

from __future__ import annotations

from detente.model import TimeExpression
from detente.reading.actors import Cast
from detente.reading.frames import Attribution
from detente.reading.parse import Parsed


def find_attributions(parsed: Parsed, cast: Cast, times: tuple[TimeExpression, ...]) -> tuple[Attribution, ...]:
    """Every attributed statement of a dispatch, in order of the text."""
    return ()
