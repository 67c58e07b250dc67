"""Disputes: the values that contradict each other, side by side."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from detente.model import Dispute, Version
from detente.views.footnotes import Footnotes
from detente.views.lines import Line
from detente.views.naming import name_of
from detente.views.wording import capital, date_words, label, minutes_words, ordinal_words, supported

_DATED = re.compile(r"(?:\d{4}|XXXX)-\d\d")

_FIELDS = {"duration_minutes": "length", "heads": "heads of delegation", "about": "what it is"}


def dispute_line(item: Dispute, named: Mapping[str, str], notes: Footnotes) -> Line:
    """A dispute as a line, its values below it. `named` gives the names of rounds by `round:<key>`."""
    head = f"{subject_words(item.about, named)}, {_FIELDS.get(item.field, label(item.field))}:"
    below = tuple(_version(v, item.field, notes) for v in item.values)
    return Line(head, below=below)


def subject_words(about: str, named: Mapping[str, str]) -> str:
    """What a dispute or change is about, in words."""
    if about in named:
        return named[about]
    kind, _, key = about.partition(":")
    return capital(key) if key else ("The talks as a whole" if kind == "track" else capital(kind))


def value_words(value: Any, field: str) -> str:
    """A disputed value in words."""
    if isinstance(value, dict):
        return ", ".join(f"{_head(head)} ({name_of(party)})" for party, head in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(str(v) for v in value)
    if field in ("date", "deadline"):
        return date_words(value, "not fixed")
    if value is None:
        return "none"
    if field == "duration_minutes" and isinstance(value, int):
        return minutes_words(value)
    if field == "ordinal" and isinstance(value, int):
        return ordinal_words(value)
    text = str(value)
    return date_words(text) if _DATED.match(text) else label(text)


def _head(head: Any) -> str:
    return str(head.get("name", "")) if isinstance(head, dict) else str(head)


def _version(version: Version, field: str, notes: Footnotes) -> Line:
    chains = [" → ".join(chain) for chain in version.chains if chain]
    said = list(dict.fromkeys(chains))
    if len(chains) < len(version.chains):
        # Chains may have been told once only; what the named ones do not account for is the outlets' own.
        own = max(len(version.chains), version.origins) - len(said)
        said.append("outlets in their own voice" if own > 1 else "an outlet in its own voice")
    who = "; ".join(said[:4]) + (f" and {len(said) - 4} more" if len(said) > 4 else "")
    value = value_words(version.value, field)
    text = supported(f"{value} — {who}", version.origins) if who else value
    return Line(text, notes.marks(version.claims))
