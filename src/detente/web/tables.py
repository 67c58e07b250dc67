"""A state as tables: issues by side, commitments, disputes side by side, and the headline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.model import Claim, Dispute, Document, Issue, IssueState, RoundState, State, Version
from detente.reconcile import rules
from detente.views.brief import last_and_next
from detente.views.disputes import subject_words, value_words
from detente.views.naming import name_of
from detente.views.rounds import details, round_name, round_words
from detente.views.wording import capital, chain_words, label, speaker_words

_FIELDS = {"duration_minutes": "length", "heads": "heads of delegation", "about": "what it is"}

#: How many sides have a column of their own, and words that a cell or side shows.
_SIDES, _SHOWN = 4, 5


@dataclass(frozen=True, slots=True)
class Cell:
    """What a side says of an issue."""

    words: str
    about: str
    origins: int

    #: What it said before, oldest first: (day, words).
    history: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class IssueRow:
    """An issue and what each side says of it; `sides` are in the order of the columns."""

    name: str
    settled: str
    sides: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class IssueTable:
    """Issues by side."""

    columns: tuple[str, ...]
    rows: tuple[IssueRow, ...]

    #: How many issues are left out.
    more: int


def issues_by_side(state: State, claims: Mapping[str, Claim], most: int) -> IssueTable:
    """The issues with what each party demands, offers and has agreed to: those that most is said of, `most` of them."""
    counts: dict[str, int] = {}
    for item in state.issues:
        if item.party:
            counts[item.party] = counts.get(item.party, 0) + 1
    main = [p for p in state.track.parties if p in counts]
    main += sorted((p for p in counts if p not in main), key=lambda p: (-counts[p], p))
    shown = main[:_SIDES]
    rows: dict[str, list[IssueState]] = {}
    for item in state.issues:
        rows.setdefault(item.issue, []).append(item)
    last = any(item.party not in shown for item in state.issues)
    columns = (*(name_of(p) for p in shown), *(("Others, or no side named",) if last else ()))
    ordered = sorted(rows.items(), key=lambda row: (-len(row[1]), capital(row[0])))
    return IssueTable(
        columns, tuple(_issue(items, claims, shown, len(columns)) for _, items in ordered[:most]), max(0, len(ordered) - most)
    )


def _issue(items: Sequence[IssueState], claims: Mapping[str, Claim], shown: Sequence[str], columns: int) -> IssueRow:
    """An issue, with the words of each side in its column; the last one is that of all others."""
    cells: list[list[Cell]] = [[] for _ in range(columns)]
    settled = ""
    for item in items:
        place = shown.index(item.party) if item.party in shown else len(shown)
        cells[place].append(_cell(item, claims, with_party=place == len(shown)))
        if item.status in ("agreed", "agreed_in_principle", "implemented", "reversed"):
            settled = label(item.status)
    return IssueRow(capital(items[0].issue), settled, tuple(map(tuple, cells)))


def _cell(item: IssueState, claims: Mapping[str, Claim], *, with_party: bool) -> Cell:
    words = _stance(item.position, item.status)
    if with_party and item.party:
        words = f"{name_of(item.party)}: {words}"
    told = sorted((c for c in (claims.get(i) for i in item.support.claims) if c is not None), key=lambda c: c.said or "")
    steps: list[tuple[str, str]] = []
    for claim in told:
        if isinstance(claim.value, Issue):
            step = _stance(claim.value.position, claim.value.status)
            if not steps or steps[-1][1] != step:
                steps.append((claim.said or "", step))
    return Cell(words, f"issue:{item.issue}", item.support.origins, tuple(steps) if len(steps) > 1 else tuple(steps[:1]))


def _stance(position: str | None, status: str | None) -> str:
    parts = [label(position)] if position else []
    if status and not (position == "raises" and status == "raised"):
        parts.append(label(status))
    return ", ".join(parts) or "named"


def commitments(state: State) -> list[dict[str, Any]]:
    """The commitments, overdue ones first, then by deadline."""
    order = {"overdue": 0, "broken": 1}
    ordered = sorted(state.commitments, key=lambda c: (order.get(c.status, 2), c.deadline or "9999", c.what))
    return [
        {
            "what": capital(c.what),
            "by": [name_of(p) for p in c.by],
            "to": [name_of(p) for p in c.to if p not in c.by],
            "deadline": c.deadline,
            "status": c.status,
            "origins": c.support.origins,
            "about": f"commitment:{c.what}",
        }
        for c in ordered
    ]


def disputes(
    found: Sequence[Dispute], claims: Mapping[str, Claim], documents: Mapping[str, Document], named: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Disputes, each with its values side by side."""
    return [
        {
            "subject": subject_words(d.about, named),
            "about": d.about if ":" in d.about else "",
            "field": _FIELDS.get(d.field, label(d.field)),
            "values": [_side(v, d, claims, documents) for v in d.values],
        }
        for d in found
    ]


def _side(version: Version, dispute: Dispute, claims: Mapping[str, Claim], documents: Mapping[str, Document]) -> dict[str, Any]:
    told = [claims[i] for i in version.claims if i in claims]
    rows = []
    for claim in sorted(told, key=lambda c: c.said or ""):
        document = documents.get(claim.document)
        rows.append({"claim": claim, "document": document, "who": speaker_words(claim, document.outlet if document else "")})
    return {
        "value": capital(value_words(version.value, dispute.field)),
        "origins": version.origins,
        "rows": rows[:_SHOWN],
        "more": max(0, len(rows) - _SHOWN),
    }


def next_of(ahead: Sequence[RoundState]) -> RoundState | None:
    """The next round of those that lie ahead: the first that is on and has a number or date, else the first that is on, else the last."""
    on = [r for r in ahead if r.status not in ("cancelled", "denied")]
    dated = [r for r in on if r.ordinal is not None or r.date]
    known = dated or on or list(ahead)[-1:]
    return known[0] if known else None


def headline(state: State, claims: Mapping[str, Claim]) -> dict[str, Any]:
    """The first thing that anybody asks: the last round, the next one, who announced it and who disputes it."""
    last, ahead = last_and_next(state)
    coming = next_of(ahead)
    return {
        "last": _told(last, state, claims) if last else None,
        "next": _told(coming, state, claims) if coming else None,
        "others": [_told(r, state, claims) for r in ahead if r is not coming],
    }


def _told(item: RoundState, state: State, claims: Mapping[str, Claim]) -> dict[str, Any]:
    about = f"round:{item.key}"
    steps = [s for i, s in enumerate(item.history) if i == 0 or s.status != item.history[i - 1].status]
    said = rules()
    reasons = dict(item.reasons)
    rule = said.get(reasons.get("status", ""))
    mine = [d for d in state.disputes if d.about == about]
    return {
        "round": item,
        "name": round_name(item),
        "words": capital(round_words(item)),
        "details": details(item),
        "about": about,
        "steps": [{"step": s, "who": _chain(claims.get(s.claim)) or s.by} for s in steps],
        "why": rule.says if rule else "",
        "disputes": [
            {
                "field": _FIELDS.get(d.field, label(d.field)),
                "values": [(value_words(v.value, d.field), _who(v), v.origins) for v in d.values],
            }
            for d in mine
        ],
    }


def _chain(claim: Claim | None) -> str:
    return chain_words(claim.chain) if claim is not None and claim.chain else ""


def _who(version: Version) -> str:
    """Those who stand by a value, in short."""
    named = list(dict.fromkeys(chain[0] for chain in version.chains if chain))
    if len(named) < len(version.chains):
        named.append("outlets in their own voice")
    return ", ".join(named[:3]) + (f" and {len(named) - 3} more" if len(named) > 3 else "")
