"""What reconciling works on: a document with its claims, when it was recorded, and a small profile of its reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from detente.model import Claim, Document, Reading


@dataclass(frozen=True, slots=True)
class Profile:
    """What a document is about, in short: enough to tell which talks it belongs to, and whose copy it is.

    Made once, when the document is read; `plain(profile)` is JSON, and `profile_from` reads it again.
    """

    #: Codes of the parties named, with how often.
    parties: tuple[tuple[str, int], ...] = ()

    #: Codes of the parties named in the title and the first paragraph.
    lead: tuple[str, ...] = ()

    #: Full names of the persons named.
    people: tuple[str, ...] = ()

    #: Cities named.
    cities: tuple[str, ...] = ()

    #: Content words of what is talked about, reduced to their stems.
    words: tuple[str, ...] = ()

    #: Bottom-k sketch of the hashed word shingles of the text (see `copies`).
    sketch: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One document as it lies in the store, with what was read from it."""

    document: Document
    claims: tuple[Claim, ...]

    #: When it was recorded: ISO 8601 date-time with offset (or date). It stands in for a missing date of publication.
    recorded: str

    profile: Profile = Profile()


def profile_of(reading: Reading) -> Profile:
    """The profile of a reading."""
    return Profile()


def profile_from(data: Mapping[str, Any]) -> Profile:
    """The profile that `plain` made `data` of; keys that are missing stay empty."""
    return Profile(
        parties=tuple((str(code), int(count)) for code, count in data.get("parties", ())),
        lead=tuple(data.get("lead", ())),
        people=tuple(data.get("people", ())),
        cities=tuple(data.get("cities", ())),
        words=tuple(data.get("words", ())),
        sketch=tuple(data.get("sketch", ())),
    )
