"""What an expression is counted from: the day of publication, or what the text named last."""

from __future__ import annotations

from datetime import date

from detente.model.mentions import Direction
from detente.reading.times.meanings import Meaning, Setting

#: Words that count from what the text named last rather than from publication.
ANAPHORIC = (
    "the following",
    "the previous",
    "the preceding",
    "the next",
    "the same",
    "that same",
    "that",
    "same",
    "same very",
    "very same",
)


def count_base(s: Setting, anaphoric: bool) -> tuple[date | None, str]:
    """The day to count from and what it is called."""
    if anaphoric and s.last and s.last.meaning.first:
        return s.last.meaning.first, f"text:{s.last.start}"
    return s.today, s.today_is


def way_of(meaning: Meaning, today: date | None) -> Direction | None:
    """Whether a meaning's days lie before, after or around a day; None where that cannot be known."""
    if today is None or not (meaning.first and meaning.last):
        return None
    return "past" if meaning.last < today else "future" if meaning.first > today else "present"
