"""What a decision may be about: the subjects as people name them, checked and brought into the form that reconciling reads.

The forms are listed in `reconcile/rulings.py`. A track may be named by its id or by a part of its name, as everywhere.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from detente.errors import NotFoundError, UsageError
from detente.model import Claim, CommitmentState, Document, IssueState, OutcomeState, RoundState, State, Track
from detente.model.decisions import DecisionKind

#: How an item of a state begins where a decision names one.
ITEMS = ("round:", "issue:", "outcome:", "commitment:")

#: Document, field, and first and last code point of the words that a decision stands on.
Anchor = tuple[str, str, int, int]

_WHAT: dict[DecisionKind, str] = {
    "accept": "a claim",
    "reject": "a claim, or a track and one of its items (round:KEY, issue:WORDS …)",
    "correct": "a claim, or a track and one of its items, with --field and --value",
    "add": "a document, the words in it, and what they say",
    "merge": "two tracks, or a track and two of its items of one kind (round:KEY round:KEY)",
    "split": "a track and the documents that are not of it, or a track, one of its items and the claims that are not of it",
    "pin": "a document and its track, or a claim and its round (round:KEY)",
    "name": "a track, and its name",
    "hint": "the parsed file of hints",
}


class Asked(ABC):
    """What the subjects of a decision are checked against."""

    @abstractmethod
    def track(self, wanted: str) -> Track: ...

    @abstractmethod
    def state(self, track: str, as_of: str | None = None) -> State: ...

    @abstractmethod
    def claim(self, identity: str) -> Claim: ...

    @abstractmethod
    def document(self, identity: str) -> Document: ...


@dataclass(frozen=True, slots=True)
class Subjects:
    """The subjects of a decision in the form that reconciling reads."""

    ids: tuple[str, ...]

    #: The claim that they stand on, if one.
    claim: Claim | None = None

    #: One claim of each item of a state that they name.
    claims: tuple[str, ...] = ()


def checked(desk: Asked, kind: DecisionKind, given: Sequence[str]) -> Subjects:
    """The subjects of a decision, each known to be there.

    Raises UsageError where they do not fit the kind and NotFoundError where one of them does not exist.
    """
    if kind == "hint":
        return Subjects(("tracks",))
    items = [subject for subject in given if subject.startswith(ITEMS)]
    if kind in ("accept", "reject", "correct") and len(given) == 1 and not items:
        found = desk.claim(given[0])
        return Subjects((found.id,), found)
    if kind == "add" and len(given) == 1:
        return Subjects((desk.document(given[0]).id,))
    if kind == "name" and len(given) == 1:
        return Subjects((desk.track(given[0]).id,))
    if kind == "pin" and len(given) == 2:
        if items:
            claim = desk.claim(given[0])
            return Subjects((claim.id, given[1]), claim)
        return Subjects((desk.document(given[0]).id, desk.track(given[1]).id))
    if kind in ("reject", "correct", "merge", "split") and len(given) >= 2 and not given[0].startswith(ITEMS):
        return _in_track(desk, kind, given, items)
    raise UsageError(f"`{kind}` needs {_WHAT[kind]}", todo="Give ids as `detente claims`, `detente tracks` and `detente state` show them")


def _in_track(desk: Asked, kind: DecisionKind, given: Sequence[str], items: Sequence[str]) -> Subjects:
    """Subjects that begin with a track."""
    home = desk.track(given[0]).id
    rest = [subject for subject in given[1:] if subject not in items]
    if kind == "merge" and not items:
        return _several((home, *(desk.track(other).id for other in rest)))
    if kind == "split" and not items:
        return Subjects((home, *(desk.document(other).id for other in rest)))
    one_each = _claims_of(desk, home, items)
    of_one_kind = len({item.partition(":")[0] for item in items}) == 1
    fits = {"merge": len(items) >= 2 and of_one_kind and not rest, "split": len(items) == 1 and bool(rest)}
    if not fits.get(kind, len(items) == 1 and not rest):
        raise UsageError(f"`{kind}` needs {_WHAT[kind]}")
    if kind == "merge":
        return Subjects(_several((home, *items)).ids, claims=one_each)
    return Subjects((home, *items, *(desk.claim(other).id for other in rest)))


def _several(ids: tuple[str, ...]) -> Subjects:
    if len(set(ids)) < len(ids):
        raise UsageError("the same thing is named twice", todo="Name the two that are one")
    return Subjects(ids)


def _claims_of(desk: Asked, track: str, items: Sequence[str]) -> tuple[str, ...]:
    """One claim of each item of a track. Raises NotFoundError where the track has no such item today."""
    shown = desk.state(track)
    found = []
    for about in items:
        known = items_of(shown, about)
        if not known:
            raise NotFoundError(f"the track has no {about!r} today", todo="See `detente state TRACK --format json` for what it has")
        found.append(known[0].support.claims[0])
    return tuple(found)


def items_of(shown: State, about: str) -> list[RoundState | IssueState | OutcomeState | CommitmentState]:
    """The items of a state that "round:KEY", "issue:WORDS", "outcome:WORDS" or "commitment:WORDS" names; of an issue one for each side."""
    kind, _, key = about.partition(":")
    if kind == "round":
        return [r for r in shown.rounds if r.key == key]
    if kind == "issue":
        return [i for i in shown.issues if i.issue == key]
    if kind == "outcome":
        return [o for o in shown.outcomes if o.about == key]
    return [c for c in shown.commitments if c.what == key]
