"""What a reader finds in a text before it makes claims of it: times, places and those who act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from detente.model.documents import FieldName

LinkKind = Literal["person", "institution", "agency", "outlet", "unnamed", "collective"]
Direction = Literal["past", "future", "present"]
Sense = Literal["literal", "metonymic", "both"]


@dataclass(frozen=True, slots=True)
class Timex3:
    """The same expression in TimeML's notation, for crosswalks and scoring."""

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    mod: str | None = None


@dataclass(frozen=True, slots=True)
class TimexPoint:
    """One point of a range, in TimeML's notation and where it stands in the field."""

    start: int
    end: int
    timex3: Timex3


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """One expression of time, resolved as far as can be known."""

    field: FieldName
    start: int
    end: int
    text: str

    #: What it means, as EDTF; None for a duration or a set, and where nothing can be known.
    edtf: str | None

    timex3: Timex3

    #: First and last day it may mean (ISO dates), None where open.
    earliest: str | None
    latest: str | None

    #: year, decade, quarter, season, month, week, day, part_of_day, hour, minute, vague
    grain: str

    #: Whether it was read as before or after the publication, and the words that decided it.
    direction: Direction | None = None
    why: str = ""

    #: What it was counted from: "publication", "explicit" or "text:<start>" of another expression.
    anchor: str = "explicit"

    #: The reading in the other direction (EDTF), where it was close.
    alternative: str | None = None

    #: What is odd about it ("no such day", "weekday contradicts date", "ambiguous order"), or None.
    flag: str | None = None

    #: Length in minutes, for durations; None otherwise.
    minutes: int | None = None

    #: Time of the day as ISO 8601, with the offset from UTC where the text names a zone ("11:00+03:00"), or None.
    clock: str | None = None

    #: The points that a range is made of; empty for anything else. TIMEX3 has no ranges: `timex3` is that of the first point.
    points: tuple[TimexPoint, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in a text."""

    field: FieldName
    start: int
    end: int
    text: str

    #: Preferred name, in English.
    name: str

    #: GeoNames id, or None for a feature that is not in the gazetteer.
    geonames: int | None
    latitude: float | None
    longitude: float | None

    #: ISO 3166-1 alpha-3 (or the codebook's own code), or None.
    country: str | None

    #: city, country, region, feature, site
    kind: str

    #: Whether the place itself is meant, or those who govern from it.
    sense: Sense
    why: str = ""


@dataclass(frozen=True, slots=True)
class ActorMention:
    """Somebody who acts or speaks, named or described in a text."""

    field: FieldName
    start: int
    end: int
    text: str

    #: The fullest name that the text gives ("Alexander Darchiev" for "Darchiev").
    name: str

    #: Office, as the text says ("ambassador to the U.S."), or None.
    role: str | None

    #: Whom he speaks for: ISO 3166-1 alpha-3 or the codebook's code, or None.
    party: str | None

    kind: LinkKind
