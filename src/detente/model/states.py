"""The state of play: a pure function of claims, decisions and a date. Nothing in it is stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from detente.model.claims import Claim, Head


@dataclass(frozen=True, slots=True)
class Track:
    """One negotiation: a series of rounds between parties about a subject."""

    id: str
    name: str
    parties: tuple[str, ...]

    #: Ids of the documents, in order of publication.
    documents: tuple[str, ...]
    mediators: tuple[str, ...] = ()

    #: How many rounds it has, and the day of its latest document.
    rounds: int = 0
    latest: str | None = None


@dataclass(frozen=True, slots=True)
class Support:
    """What an item rests on: ids of its claims, and how many independent origins they come from."""

    claims: tuple[str, ...]
    origins: int


@dataclass(frozen=True, slots=True)
class StatusChange:
    """One step in a round's history."""

    status: str
    said: str | None
    claim: str

    #: Who said it, as a name to print.
    by: str = ""

    #: How many independent utterances give the round this status.
    origins: int = 1


@dataclass(frozen=True, slots=True)
class Venue:
    """A city where talks are held."""

    city: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class RoundState:
    """A round as it stands on a day."""

    key: str
    ordinal: int | None
    status: str
    date: str | None
    venue: Venue | None
    site: str | None
    heads: tuple[tuple[str, Head], ...]
    duration_minutes: int | None
    history: tuple[StatusChange, ...]
    support: Support

    #: A remark made by the clock ("no report that it took place"), or "".
    note: str = ""

    #: Why each field has its value: field -> the rule that let it stand.
    reasons: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class IssueState:
    """A point on the table as it stands on a day, one per party that takes a position."""

    issue: str
    party: str | None
    position: str | None
    status: str | None
    support: Support


@dataclass(frozen=True, slots=True)
class OutcomeState:
    """What the talks brought about, as it stands on a day."""

    type: str
    about: str
    date: str | None
    parties: tuple[str, ...]
    support: Support


@dataclass(frozen=True, slots=True)
class CommitmentState:
    """A duty and how far it was kept, on a day."""

    what: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    deadline: str | None
    status: str
    support: Support


@dataclass(frozen=True, slots=True)
class AssessmentState:
    """A judgement that somebody stands by on a day."""

    about: str
    value: str
    by: str
    party: str | None
    support: Support


@dataclass(frozen=True, slots=True)
class Version:
    """One of the values in a dispute, with the chains that carry it."""

    value: Any
    chains: tuple[tuple[str, ...], ...]
    claims: tuple[str, ...]
    origins: int


@dataclass(frozen=True, slots=True)
class Dispute:
    """Values that contradict each other, side by side."""

    #: `round:<key>`, `issue:<issue>`, `outcome:<about>`, `commitment:<what>` or `track`.
    about: str
    field: str
    values: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class State:
    """The state of play of a track on a day."""

    track: Track
    as_of: str
    rounds: tuple[RoundState, ...]
    issues: tuple[IssueState, ...]
    outcomes: tuple[OutcomeState, ...]
    commitments: tuple[CommitmentState, ...]
    assessments: tuple[AssessmentState, ...]
    disputes: tuple[Dispute, ...]

    #: Every claim that an item above rests on.
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is different between two days."""

    #: new_round, status, venue, date, retracted, new_dispute, deadline_missed, new_outcome, …
    kind: str

    #: The item: `round:<key>` and so on.
    about: str

    #: A sentence for people: "third round: announced → cancelled, by Maria Zakharova, 1 origin".
    text: str
    before: str | None = None
    after: str | None = None
    claims: tuple[str, ...] = ()
