"""Expressions of time and what they mean, seen from the day of publication."""

from __future__ import annotations

from detente.model import FieldName, TimeExpression


def find_times(text: str, published: str | None, field: FieldName = "text") -> tuple[TimeExpression, ...]:
    """Every expression of time in a text, in order, resolved against the ISO date (or date-time) of publication."""
    return ()
