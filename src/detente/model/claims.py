"""The attributed claim: who says what of the talks, in which words, how surely.

The vocabularies are those of the codebook (`detente/codebook/data/vocabularies.toml`), which defines every value.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields
from typing import Any, Literal

from detente.model.documents import Span
from detente.model.mentions import LinkKind

Kind = Literal["statement", "round", "issue", "outcome", "commitment", "assessment", "no_information"]
Certainty = Literal["certain", "probable", "possible", "unknown"]
Polarity = Literal["affirmed", "denied"]


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a chain: a speaker, or the agency or outlet he was heard by. Offsets are of the document's text."""

    name: str
    kind: LinkKind
    role: str | None = None
    party: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Something said. `content` runs from the first piece to the last; pieces leave out an inserted attribution."""

    content: Span
    pieces: tuple[tuple[int, int], ...]
    source: tuple[int, int] | None
    cue: tuple[int, int] | None
    quote: Literal["direct", "indirect", "mixed"]


@dataclass(frozen=True, slots=True)
class Head:
    """Who leads a delegation."""

    name: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """What is said of one round of talks."""

    status: str
    ordinal: int | None = None
    date: str | None = None
    venue: str | None = None
    site: str | None = None
    heads: tuple[tuple[str, Head], ...] = ()
    duration_minutes: int | None = None

    #: Codes of those who meet, as far as the sentence or its text tells.
    parties: tuple[str, ...] = ()

    #: direct, indirect, closed, online; leaders, ministers, experts; None where not said.
    format: str | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """A point on the table, and what somebody wants of it."""

    issue: str
    party: str | None = None
    position: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """Something that the talks brought about."""

    type: str
    about: str
    date: str | None = None
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Commitment:
    """A duty that somebody took upon himself."""

    what: str
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    deadline: str | None = None
    status: str = "pledged"


@dataclass(frozen=True, slots=True)
class Assessment:
    """A judgement of how a round or the whole track goes."""

    about: Literal["track", "round"]
    value: str


@dataclass(frozen=True, slots=True)
class NoInformation:
    """A source says that it does not know or cannot say: neither support nor denial."""

    about: str


Value = Statement | Round | Issue | Outcome | Commitment | Assessment | NoInformation

KINDS: dict[Kind, type[Value]] = {
    "statement": Statement,
    "round": Round,
    "issue": Issue,
    "outcome": Outcome,
    "commitment": Commitment,
    "assessment": Assessment,
    "no_information": NoInformation,
}


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that somebody says, with the words it was read from."""

    #: Hash of document, kind, span, chain and value.
    id: str

    document: str
    kind: Kind
    evidence: Span

    #: First speaker first, then whom he spoke to or was quoted by; empty where the outlet itself speaks.
    chain: tuple[Link, ...]

    #: The party or country that the first speaker speaks for, or None.
    speaker_party: str | None

    certainty: Certainty
    polarity: Polarity

    #: EDTF day on which it was said, else on which it was published; None where neither is known.
    said: str | None

    #: Name of the rule, or of the model and version, that read it.
    rule: str

    value: Value

    #: What is odd about the words it rests on ("weekday contradicts date"): kept as written, for people to judge.
    flags: tuple[str, ...] = ()


def plain(value: Any) -> Any:
    """A model object as JSON-ready dicts, lists and scalars; heads become a mapping by party."""
    if isinstance(value, Round):
        out = {f.name: plain(getattr(value, f.name)) for f in fields(value)}
        out["heads"] = {party: plain(head) for party, head in value.heads}
        return out
    if hasattr(value, "__dataclass_fields__"):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, (tuple, list)):
        return [plain(v) for v in value]
    return value


def claim_id(document: str, kind: str, evidence: Span, chain: tuple[Link, ...], value: Value) -> str:
    """The id of a claim: a hash of document, kind, span, chain and value."""
    parts = [document, kind, evidence.field, evidence.start, evidence.end, [link.name for link in chain], plain(value)]
    return "c" + hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=True).encode()).hexdigest()[:16]


def make_claim(
    document: str,
    kind: Kind,
    evidence: Span,
    value: Value,
    *,
    rule: str,
    chain: tuple[Link, ...] = (),
    certainty: Certainty = "certain",
    polarity: Polarity = "affirmed",
    said: str | None = None,
    speaker_party: str | None = None,
) -> Claim:
    """A claim with its id worked out; the speaker's party is the first link's where it is not given."""
    party = speaker_party if speaker_party is not None or not chain else chain[0].party
    number = claim_id(document, kind, evidence, chain, value)
    return Claim(number, document, kind, evidence, chain, party, certainty, polarity, said, rule, value)
