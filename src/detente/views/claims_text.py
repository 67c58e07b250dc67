"""What a claim says, in one line."""

from __future__ import annotations

from detente.model import (
    Assessment,
    Claim,
    Commitment,
    Issue,
    NoInformation,
    Outcome,
    Round,
    Statement,
)
from detente.views.naming import name_of
from detente.views.rounds import details, round_name, round_words
from detente.views.wording import capital, date_words, label, parties_words

#: Kinds in the order in which people want them, with the heading of each.
HEADINGS = {
    "round": "Rounds",
    "outcome": "Outcomes",
    "commitment": "Commitments",
    "issue": "Issues",
    "assessment": "Assessments",
    "no_information": "No information",
    "statement": "Statements",
}


def gist(claim: Claim) -> str:
    """What a claim says, without who says it: "Third round: announced for Moscow, from 10 June 2025 on"."""
    said = _gist(claim)
    marks: list[str] = (
        [claim.certainty] if claim.certainty in ("probable", "possible", "unknown") and claim.kind != "no_information" else []
    )
    marks += ["denied"] if claim.polarity == "denied" and claim.kind != "statement" else []
    return said + (f" [{', '.join(marks)}]" if marks else "")


def _gist(claim: Claim) -> str:
    value = claim.value
    if isinstance(value, Round):
        more = details(value)
        return f"{round_name(value)}: {round_words(value)}" + (f". {more}" if more else "")
    if isinstance(value, Issue):
        return issue_words(value.issue, value.party, value.position, value.status)
    if isinstance(value, Outcome):
        return outcome_words(value.type, value.about, value.date, value.parties)
    if isinstance(value, Commitment):
        return commitment_words(value.what, value.by, value.to, value.deadline, value.status)
    if isinstance(value, Assessment):
        return f"{capital(label(value.value))} (of the {'round' if value.about == 'round' else 'talks'})"
    if isinstance(value, NoInformation):
        return capital(value.about)
    if isinstance(value, Statement):
        return f"{value.quote} quotation" if value.quote != "indirect" else "indirect speech"
    return label(claim.kind)


def issue_words(issue: str, party: str | None, position: str | None, status: str | None) -> str:
    """ "Diplomatic property: prioritised by Russia; raised"."""
    does = {
        "raises": "raised",
        "demands": "demanded",
        "proposes": "proposed",
        "offers": "offered",
        "accepts": "accepted",
        "rejects": "rejected",
        "conditions": "made conditional",
        "prioritises": "called a priority",
    }
    parts = []
    if position:
        parts.append(does.get(position, label(position)) + (f" by {name_of(party)}" if party else ""))
    elif party:
        parts.append(name_of(party))
    if status and not (parts and status == "raised") and label(status) not in parts:
        parts.append(label(status))
    return f"{capital(issue)}: {'; '.join(parts)}" if parts else capital(issue)


def outcome_words(kind: str, about: str, date: str | None, parties: tuple[str, ...]) -> str:
    """ "Notes exchanged: banking services for missions (Russia and United States; 10 April 2025)"."""
    what = capital(label(kind)) if kind != "other" else "Outcome"
    inside = "; ".join(part for part in (parties_words(parties), date_words(date, "")) if part)
    return f"{what}: {about}" + (f" ({inside})" if inside else "")


def commitment_words(what: str, by: tuple[str, ...], to: tuple[str, ...], deadline: str | None, status: str) -> str:
    """ "Russia and United States: ensure banking services, by 31 August 2025: pledged"."""
    who = parties_words(by)
    towards = f" (to {parties_words(to)})" if to and set(to) - set(by) else ""
    due = f", due {date_words(deadline)}" if deadline else ""
    return (f"{who}: " if who else "") + f"{what}{towards}{due}: {label(status)}"
