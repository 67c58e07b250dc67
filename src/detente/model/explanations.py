"""The answer to "why": what a claim, a document or a round rests on."""

from __future__ import annotations

from dataclasses import dataclass

from detente.model.claims import Claim
from detente.model.decisions import Decision
from detente.model.documents import Document, Span
from detente.model.states import CommitmentState, IssueState, OutcomeState, RoundState, Track


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """What the codebook says of a rule."""

    name: str

    #: What the rule reads, in a sentence, or "".
    definition: str

    #: A sentence that the rule fires on, or "".
    example: str

    #: The data file, from the package's folder.
    file: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """Why a claim is held for one of the round or item it is counted into."""

    #: How well it fits what was known before it, and from which score it belongs there; None for the first claim.
    score: float | None
    needed: float

    #: What spoke for it and against it, in words.
    reason: str


@dataclass(frozen=True, slots=True)
class Ground:
    """One claim with everything that it rests on."""

    claim: Claim
    document: Document

    #: The sentence or sentences around the evidence.
    sentence: Span

    #: The entry of the codebook for the rule that read it, or None.
    rule: RuleEntry | None

    #: Id of the utterance it comes from, and the ids of the other claims of the same utterance.
    origin: str | None
    same_origin: tuple[str, ...]
    decisions: tuple[Decision, ...]

    #: Why it counts as one of the round or item that is explained; None where a claim or a document is.
    judgement: Judgement | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a claim, a document or a round is as it is."""

    #: claim, document, round, issue, outcome or commitment
    kind: str
    identity: str
    grounds: tuple[Ground, ...]
    track: Track | None = None
    round: RoundState | None = None

    #: For a document: each of its versions and when it was recorded, the oldest first.
    versions: tuple[tuple[Document, str], ...] = ()
    as_of: str | None = None

    #: What is explained where it is an issue, an outcome or a commitment.
    item: IssueState | OutcomeState | CommitmentState | None = None
