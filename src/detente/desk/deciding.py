"""What people decide at the desk: each with who, when and why, and each can be taken back."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from typing import get_args

from detente.desk.clock import Clock, stamp
from detente.errors import NotFoundError, UsageError
from detente.model import Claim, Decision
from detente.model.decisions import DecisionKind
from detente.store import ClaimFilter, Log

#: How many subjects each kind needs at least, and what they are.
_NEEDS: dict[DecisionKind, tuple[int, str]] = {
    "accept": (1, "a claim"),
    "reject": (1, "a claim"),
    "correct": (1, "a claim, with --field and --value"),
    "add": (1, "a document, with the claim as --value"),
    "merge": (2, "two tracks, rounds or claims that are one"),
    "split": (2, "what is to be parted: two rounds, or a track and the document that is not of it"),
    "pin": (2, "a document and its track"),
    "name": (1, "a track, with its name as --value"),
}

_ON_CLAIMS = ("accept", "reject", "correct")


class Deciding:
    """The part of the desk that writes decisions down."""

    def __init__(self, log: Log, clock: Clock) -> None:
        self.log = log
        self.clock = clock

    def decide(
        self, kind: str, subjects: Sequence[str], *, by: str, reason: str, field: str | None = None, value: object = None
    ) -> Decision:
        """Write a decision down and give it back with its id.

        `field` and `value` say what `correct`, `name` and `add` put in place. Raises UsageError where the kind does not fit, and
        NotFoundError where a claim does not exist.
        """
        chosen = _kind(kind)
        needed, what = _NEEDS[chosen]
        if len(subjects) < needed:
            raise UsageError(f"`{kind}` needs {what}", todo="Give ids as `detente claims` and `detente state` show them")
        if not reason.strip():
            raise UsageError("a decision needs a reason", todo="Give one with --reason")
        if chosen == "correct" and not field:
            raise UsageError("`correct` needs the field to be corrected", todo="Give --field and --value")
        anchor = None
        if chosen in _ON_CLAIMS:
            claim = self.claim(subjects[0])
            if field is not None and field not in type(claim.value).__dataclass_fields__:
                known = ", ".join(type(claim.value).__dataclass_fields__)
                raise UsageError(f"a claim of kind {claim.kind} has no field {field!r}", todo=f"It has {known}")
            anchor = (claim.document, claim.evidence.field, claim.evidence.start, claim.evidence.end)
        payload = json.dumps(
            {"field": field, "value": value} if field else {"value": value} if value is not None else {}, ensure_ascii=False
        )
        decision = Decision(_new_id(), chosen, tuple(subjects), by, stamp(self.clock), reason, payload, anchor=anchor)
        self.log.decide(decision)
        return decision

    def undo(self, decision: str, *, by: str, reason: str) -> Decision:
        """Take a decision back; both stay on record. Raises NotFoundError, and UsageError where it is taken back already."""
        found = {d.id: d for d in self.log.decisions()}.get(decision)
        if found is None:
            raise NotFoundError(f"there is no decision {decision!r}", todo="See `detente decide list`")
        if found.undone:
            raise UsageError(f"the decision {decision} was taken back on {found.undone[:10]} already")
        self.log.undo(Decision(_new_id(), found.kind, (decision,), by, stamp(self.clock), reason))
        return {d.id: d for d in self.log.decisions()}[decision]

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions, in the order made."""
        return self.log.decisions()

    def claim(self, identity: str) -> Claim:
        """The claim of an id. Raises NotFoundError."""
        found = self.log.claims(ClaimFilter(id=identity, limit=1))
        if not found:
            raise NotFoundError(f"there is no claim {identity!r}", todo="See `detente claims` for ids")
        return found[0][0]


def _kind(kind: str) -> DecisionKind:
    for known in get_args(DecisionKind):
        if kind == known:
            chosen: DecisionKind = known
            return chosen
    raise UsageError(f"{kind!r} is no kind of decision", todo=f"Choose one of {', '.join(get_args(DecisionKind))}")


def _new_id() -> str:
    return "x" + secrets.token_hex(8)
