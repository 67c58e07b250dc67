"""What is different between two states of one track, told in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from detente.codebook.parties import name_of
from detente.model import Change, CommitmentState, Dispute, IssueState, OutcomeState, RoundState, State
from detente.reconcile.slots import ordinal_word

#: Fields of disputes whose names are no words.
_FIELDS = {"ordinal": "number", "heads": "heads of delegation", "duration_minutes": "length", "assessment": "course"}


def changes_between(before: State, after: State) -> tuple[Change, ...]:
    """The changes from one state to a later one: rounds, outcomes, issues, commitments, disputes."""
    return (
        *_rounds(before.rounds, after.rounds),
        *_outcomes(before.outcomes, after.outcomes),
        *_issues(before.issues, after.issues),
        *_commitments(before.commitments, after.commitments),
        *_disputes(before, after),
    )


def called(round_: RoundState) -> str:
    """A round as one speaks of it: by its number, else by place and date."""
    if round_.ordinal is not None:
        return f"{ordinal_word(round_.ordinal)} round"
    place = f"{round_.venue.city} round" if round_.venue else "round"
    return f"{place} of {round_.date}" if round_.date else f"{place} without a date"


def _origins(count: int) -> str:
    return f"{count} origin" if count == 1 else f"{count} origins"


def _by(round_: RoundState) -> str:
    """Who gave a round the status that it has, and on how many origins the round rests."""
    steps = [step for step in round_.history if step.status == round_.status]
    return f", by {steps[-1].by}, {_origins(steps[-1].origins)}" if steps else f", {_origins(round_.support.origins)}"


def _fresh(now: Sequence[str], then: Sequence[str]) -> tuple[str, ...]:
    """The claims that were not there before."""
    known = set(then)
    return tuple(c for c in now if c not in known)


def _partner(round_: RoundState, before: Sequence[RoundState]) -> RoundState | None:
    """The same round in an earlier state: of the same key, else the one that shares most claims."""
    same = next((r for r in before if r.key == round_.key), None)
    mine = set(round_.support.claims)
    return same or max((r for r in before if mine & set(r.support.claims)), key=lambda r: len(mine & set(r.support.claims)), default=None)


def _rounds(before: Sequence[RoundState], after: Sequence[RoundState]) -> list[Change]:
    found: list[Change] = []
    kept: set[str] = set()
    for round_ in after:
        about, old = f"round:{round_.key}", _partner(round_, before)
        if old is None:
            when = f", {round_.date}" if round_.date and round_.ordinal is not None else ""
            where = f", {round_.venue.city}" if round_.venue and round_.ordinal is not None else ""
            text = f"new: {called(round_)}, {_words(round_.status)}{when}{where}{_by(round_)}"
            found.append(Change("new_round", about, text, None, round_.status, round_.support.claims))
            continue
        kept.add(old.key)
        fresh = _fresh(round_.support.claims, old.support.claims)
        if old.status != round_.status:
            text = f"{called(round_)}: {_words(old.status)} → {_words(round_.status)}{_by(round_)}"
            found.append(Change("status", about, text, old.status, round_.status, fresh))
        city, was = (r.venue.city if r.venue else None for r in (round_, old))
        if city != was:
            found.append(Change("venue", about, f"{called(round_)}: venue {was or 'open'} → {city or 'open'}", was, city, fresh))
        if old.date != round_.date:
            text = f"{called(round_)}: date {old.date or 'open'} → {round_.date or 'open'}"
            found.append(Change("date", about, text, old.date, round_.date, fresh))
        if old.ordinal != round_.ordinal:
            number = [str(n) if n is not None else None for n in (old.ordinal, round_.ordinal)]
            text = f"{called(old)}: number {number[0] or 'none'} → {number[1] or 'none'}"
            found.append(Change("number", about, text, number[0], number[1], fresh))
        if round_.note and not old.note:
            found.append(Change("day_passed", about, f"{called(round_)}: {round_.note}", None, round_.note, round_.support.claims))
    for old in before:
        if old.key not in kept:
            found.append(Change("retracted", f"round:{old.key}", f"no longer a round: {called(old)}", old.status, None, old.support.claims))
    return found


def _outcomes(before: Sequence[OutcomeState], after: Sequence[OutcomeState]) -> list[Change]:
    then = {c: o for o in before for c in o.support.claims}
    now = {c for o in after for c in o.support.claims}
    found = []
    for item in after:
        if not any(c in then for c in item.support.claims):
            day = f", {item.date}" if item.date else ""
            text = f"new outcome: {item.about} ({_words(item.type)}{day}), {_origins(item.support.origins)}"
            found.append(Change("new_outcome", f"outcome:{item.about}", text, None, item.type, item.support.claims))
    for old in before:
        if not now & set(old.support.claims):
            text = f"no longer an outcome: {old.about}"
            found.append(Change("retracted", f"outcome:{old.about}", text, old.type, None, old.support.claims))
    return found


def _issues(before: Sequence[IssueState], after: Sequence[IssueState]) -> list[Change]:
    found = []
    for item in after:
        about = f"issue:{item.issue}"
        mine = set(item.support.claims)
        old = next((i for i in before if i.party == item.party and mine & set(i.support.claims)), None)
        who = f" ({name_of(item.party)})" if item.party else ""
        if old is None:
            says = ", ".join(_words(word) for word in (item.position, item.status) if word)
            text = f"new issue: {item.issue}{who}{': ' + says if says else ''}"
            found.append(Change("new_issue", about, text, None, item.status or item.position, item.support.claims))
            continue
        fresh = _fresh(item.support.claims, old.support.claims)
        for kind, was, is_ in (("issue_status", old.status, item.status), ("position", old.position, item.position)):
            if was != is_:
                found.append(Change(kind, about, f"{item.issue}{who}: {_words(was)} → {_words(is_)}", was, is_, fresh))
    return found


def _commitments(before: Sequence[CommitmentState], after: Sequence[CommitmentState]) -> list[Change]:
    found = []
    for item in after:
        about, mine = f"commitment:{item.what}", set(item.support.claims)
        old = next((c for c in before if mine & set(c.support.claims)), None)
        by = " and ".join(name_of(party) for party in item.by)
        if old is None:
            ends = f", by {item.deadline}" if item.deadline else ""
            text = f"new commitment{' of ' + by if by else ''}: {item.what}{ends}, {_words(item.status)}"
            found.append(Change("new_commitment", about, text, None, item.status, item.support.claims))
            continue
        fresh = _fresh(item.support.claims, old.support.claims)
        if item.status == "overdue" and old.status != "overdue":
            text = f"deadline missed ({item.deadline}): {item.what}"
            found.append(Change("deadline_missed", about, text, old.status, item.status, item.support.claims))
        elif item.status != old.status:
            found.append(
                Change(
                    "commitment_status", about, f"{item.what}: {_words(old.status)} → {_words(item.status)}", old.status, item.status, fresh
                )
            )
        if item.deadline != old.deadline:
            text = f"{item.what}: deadline {old.deadline or 'none'} → {item.deadline or 'none'}"
            found.append(Change("deadline", about, text, old.deadline, item.deadline, fresh))
    return found


def _words(value: str | None, nothing: str = "none") -> str:
    """A value of a vocabulary as words: "under way"."""
    return value.replace("_", " ") if value else nothing


def _version_words(field: str, value: Any) -> str:
    """One side of a dispute: "Kari Nordmann (Norway) and Erik Svensson (Sweden)", "180 minutes", "not fixed"."""
    if value is None:
        return "not fixed"
    if isinstance(value, Mapping):
        return " and ".join(f"{name} ({name_of(party)})" for party, name in value.items())
    if field == "duration_minutes":
        return f"{value} minutes"
    if isinstance(value, int):
        return ordinal_word(value)
    return str(value) if field in ("date", "deadline", "venue") else _words(str(value))


def _shown(dispute: Dispute) -> str:
    return " against ".join(_version_words(dispute.field, v.value) for v in dispute.values)


def _over(dispute: Dispute, rounds: Sequence[RoundState]) -> str:
    """What a dispute is over: "the first round's heads of delegation", "the status of visa rules"."""
    kind, _, name = dispute.about.partition(":")
    field = _FIELDS.get(dispute.field, _words(dispute.field))
    if kind == "track":
        return f"the {field} of the talks"
    round_ = next((r for r in rounds if r.key == name), None) if kind == "round" else None
    if round_ is not None:
        return f"the {called(round_)}'s {field}" if round_.ordinal is not None else f"the {field} of the {called(round_)}"
    return f"the {field} of {name}"


def _claims(dispute: Dispute) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c for v in dispute.values for c in v.claims))


class _Known:
    """The disputes of a state. Labels may have changed meanwhile, so that a shared claim makes two of one field the same."""

    def __init__(self, disputes: Sequence[Dispute]) -> None:
        self._names = {(d.field, d.about) for d in disputes}
        self._claims = {(d.field, claim) for d in disputes for v in d.values for claim in v.claims}

    def has(self, dispute: Dispute) -> bool:
        """Whether a dispute is among them."""
        if (dispute.field, dispute.about) in self._names:
            return True
        return any((dispute.field, claim) in self._claims for v in dispute.values for claim in v.claims)


def _disputes(before: State, after: State) -> list[Change]:
    """New and ended disputes."""
    found = []
    then, now = _Known(before.disputes), _Known(after.disputes)
    for dispute in after.disputes:
        if not then.has(dispute):
            text = f"new dispute over {_over(dispute, after.rounds)}: {_shown(dispute)}"
            found.append(Change("new_dispute", dispute.about, text, None, _shown(dispute), _claims(dispute)))
    for old in before.disputes:
        if not now.has(old):
            text = f"no longer in dispute, {_over(old, before.rounds)}: {_shown(old)}"
            found.append(Change("ended_dispute", old.about, text, _shown(old), None, _claims(old)))
    return found
