"""What people type into fields of claims, as the values that claims have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.codebook import vocabulary
from detente.codebook.parties import find_party, name_of, parties
from detente.errors import UsageError
from detente.model.edtf import valid
from detente.views.wording import label

#: The fields that a person may give or correct, by kind, in the order of forms.
FIELDS: dict[str, tuple[str, ...]] = {
    "round": ("status", "ordinal", "date", "venue", "site", "duration_minutes"),
    "issue": ("issue", "party", "position", "status"),
    "outcome": ("type", "about", "date", "parties"),
    "commitment": ("what", "by", "to", "deadline", "status"),
    "assessment": ("about", "value"),
    "no_information": ("about",),
    "statement": (),
}

#: Fields of every claim.
SHARED = ("certainty", "polarity", "speaker_party", "said")

NEEDED = frozenset({"round.status", "issue.issue", "outcome.type", "outcome.about", "commitment.what"})
NEEDED |= {"assessment.about", "assessment.value", "no_information.about"}

_NAMES = {
    "ordinal": "number in the series",
    "duration_minutes": "length in minutes",
    "what": "what is promised",
    "by": "by whom",
    "to": "to whom",
    "about": "about what",
    "said": "day on which it was said",
    "speaker_party": "whom the speaker speaks for",
    "issue": "point on the table",
    "site": "building or site",
    "venue": "city",
}
_DATES = frozenset({"date", "deadline", "said"})
_NUMBERS = frozenset({"ordinal", "duration_minutes"})
_PARTY, _PARTIES = frozenset({"party", "speaker_party"}), frozenset({"parties", "by", "to"})
_SHARED_CHOICES = {"certainty": ("certain", "probable", "possible", "unknown"), "polarity": ("affirmed", "denied")}


def field_name(field: str) -> str:
    """A field as forms call it."""
    return _NAMES.get(field, label(field))


def choices(kind: str, field: str) -> tuple[str, ...]:
    """The values that a field may have; empty where it is free."""
    if field in _SHARED_CHOICES:
        return _SHARED_CHOICES[field]
    if kind == "assessment" and field == "about":
        return ("track", "round")
    return vocabulary(kind).get(field, ())


def hint(field: str) -> str:
    """How to write a field, or ""."""
    if field in _DATES:
        return "2025-06-10, 2025-06, 2025-06-10/.. for “from then on”"
    if field in _PARTIES:
        return "names, with commas between them"
    return "a number" if field in _NUMBERS else ""


def party_names() -> list[str]:
    """The names of parties that forms propose."""
    return sorted(p.name for p in parties().values())


def read_value(kind: str, field: str, text: str) -> Any:
    """The value that a person typed for a field; None where it was left empty. Raises UsageError."""
    text = " ".join(text.split())
    if not text:
        return () if field in _PARTIES else None
    allowed = choices(kind, field)
    if allowed:
        found = next((v for v in allowed if text.casefold() in (v, label(v))), None)
        if found is None:
            raise UsageError(f"{text!r} is no {field_name(field)}", todo=f"Choose one of {', '.join(map(label, allowed))}")
        return found
    if field in _DATES and not valid(text):
        raise UsageError(f"{text!r} is not a date", todo=f"Write it as {hint(field)}")
    if field in _NUMBERS:
        if not text.isdecimal() or len(text) > 6:
            raise UsageError(f"{text!r} is not a number", todo="Write it in figures")
        return int(text)
    if field in _PARTY:
        return _party(text)
    if field in _PARTIES:
        return [_party(part) for part in text.split(",") if part.strip()]
    return text


def _party(text: str) -> str:
    found = text.strip() if text.strip() in parties() else find_party(text.strip())
    if found is None:
        raise UsageError(f"{text.strip()!r} is no party that the codebook knows", todo="Write its usual English name, or its code")
    return found


def shown(value: Any, field: str) -> str:
    """A value as a form shows it."""
    if value is None:
        return ""
    if isinstance(value, (tuple, list)):
        return ", ".join(name_of(str(v)) for v in value)
    return name_of(str(value)) if field in _PARTY else str(value)


def values_of(kind: str, given: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a claim from a form; what was left empty is left out. Raises UsageError."""
    found = {field: read_value(kind, field, given.get(f"v_{field}", "")) for field in FIELDS[kind]}
    return {field: value for field, value in found.items() if value not in (None, ())}
