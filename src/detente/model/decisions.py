"""What people decided: a log beside the claims. A decision is undone by another, never deleted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

DecisionKind = Literal["accept", "reject", "correct", "add", "merge", "split", "pin", "name", "hint"]


@dataclass(frozen=True, slots=True)
class Decision:
    """One judgement of a person, attached to documents and spans so that it survives a better reader."""

    id: str
    kind: DecisionKind

    #: What it is about: claim, round, track or document ids, in the order that the kind needs.
    subjects: tuple[str, ...]

    #: Who decided, when (ISO date-time with offset), and why.
    by: str
    made: str
    reason: str

    #: What is put in place, as JSON text: see `reconcile/rulings.py` for the form that each kind has.
    payload: str = "{}"

    #: When it was taken back, or None.
    undone: str | None = None

    #: Document and span (field, start, end) that the subject stood on when it was decided.
    anchor: tuple[str, str, int, int] | None = field(default=None)
