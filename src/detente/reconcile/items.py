"""Issues, outcomes, commitments and assessments as they stand on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from detente.model import (
    Assessment,
    AssessmentState,
    Claim,
    Commitment,
    CommitmentState,
    Issue,
    IssueState,
    Outcome,
    OutcomeState,
)
from detente.reconcile.clusters import Cluster
from detente.reconcile.days import last_day, width
from detente.reconcile.labels import is_meeting, says_nothing
from detente.reconcile.reports import Report
from detente.reconcile.rounds import HeldRounds, Standings
from detente.reconcile.slots import ordinal_word
from detente.reconcile.support import by_line, supported

Echoes = Mapping[str, tuple[Claim, ...]]

_OPEN = ("pledged", "in_progress")

#: Types of outcomes that are nothing without a word on what was agreed.
_NAMED = ("understanding", "agreement_signed", "agreement_initialled", "measures_agreed", "mechanism_created", "other")


def _issue(report: Report) -> Issue:
    value = report.claim.value
    assert isinstance(value, Issue)
    return value


def _outcome(report: Report) -> Outcome:
    value = report.claim.value
    assert isinstance(value, Outcome)
    return value


def _commitment(report: Report) -> Commitment:
    value = report.claim.value
    assert isinstance(value, Commitment)
    return value


def _last(reports: Iterable[Report]) -> Report | None:
    """The report that stands of several: accepted, then surest of the latest day."""
    return max(reports, key=lambda r: (r.accepted, r.said, r.sure, r.order), default=None)


def issue_states(clusters: Sequence[Cluster], echoes: Echoes) -> list[IssueState]:
    """The points on the table: one for each party that takes a position, else one for all."""
    states: list[IssueState] = []
    for cluster in clusters:
        told = [r for r in cluster.reports if r.affirmed and (_issue(r).position or _issue(r).status)]
        if not told or says_nothing(cluster.label, of_talks=True):
            continue
        taken: dict[str | None, list[Report]] = defaultdict(list)
        for report in told:
            taken[_issue(report).party].append(report)
        sides = [party for party in taken if party is not None and any(_issue(r).position for r in taken[party])]
        general = [r for r in told if _issue(r).party not in sides]
        if len(sides) != 1 and (general or not sides):
            if not sides:
                states.append(_issue_state(cluster, None, general, general, echoes))
            else:
                newest = _last(general)
                if newest is not None and newest.day >= max(r.day for p in sides for r in taken[p]):
                    states.append(_issue_state(cluster, None, general, general, echoes))
            general = [r for r in general if _issue(r).status]
        for party in sides:
            states.append(_issue_state(cluster, party, taken[party], taken[party] + general, echoes))
    return states


def _issue_state(cluster: Cluster, party: str | None, own: Sequence[Report], all_told: Sequence[Report], echoes: Echoes) -> IssueState:
    position = _last(r for r in own if _issue(r).position) if party is not None else None
    status = _last(r for r in all_told if _issue(r).status)
    label = cluster.label
    support = supported(all_told if party is None else own, echoes)
    return IssueState(label, party, _issue(position).position if position else None, _issue(status).status if status else None, support)


def outcome_states(clusters: Sequence[Cluster], rounds: Sequence[Standings], echoes: Echoes) -> list[OutcomeState]:
    """What the talks brought about; what is only denied, or only thought possible, is none.

    Where the words do not say which talks brought nothing, it is the round that their document tells of.
    """
    states = [_outcome_state(c.label, told, c.reports, echoes) for c in clusters if (told := _told(c)) and not _of_meeting(c)]
    held = HeldRounds(rounds)
    failures: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        if _of_meeting(cluster) and _told(cluster):
            failures[_meeting(cluster, rounds, held)].append(cluster)
    for label, same in failures.items():
        reports = [r for c in same for r in c.reports]
        states.append(_outcome_state(label, [r for c in same for r in _told(c)], reports, echoes))
    return states


def _told(cluster: Cluster) -> list[Report]:
    """The reports by which an outcome stands: affirmed and more than possible, of something that has a name."""
    told = [r for r in cluster.reports if r.affirmed and r.sure >= 2]
    nameless = bool(told) and _outcome(told[0]).type in _NAMED and says_nothing(cluster.label, of_talks=True)
    return [] if nameless else told


def _of_meeting(cluster: Cluster) -> bool:
    """Whether an outcome is that a meeting brought nothing."""
    return _outcome(cluster.reports[0]).type == "no_result" and is_meeting(cluster.label)


def _meeting(cluster: Cluster, rounds: Sequence[Standings], held: HeldRounds) -> str:
    """The round that brought nothing, as a label: the one whose number the words have, else the one that the document tells of."""
    numbered = [row for row in rounds if row.number is not None and f"{ordinal_word(row.number)} " in cluster.label.casefold()]
    row = numbered[0] if numbered else held.of(_told(cluster)[-1])
    return row.called() if row is not None else cluster.label


def _outcome_state(label: str, told: Sequence[Report], reports: Sequence[Report], echoes: Echoes) -> OutcomeState:
    dated = [r for r in told if _outcome(r).date]
    chosen = min(dated, key=lambda r: (width(_outcome(r).date) or 999, r.order)) if dated else None
    most = max(told, key=lambda r: len(_outcome(r).parties))
    day = _outcome(chosen).date if chosen else None
    return OutcomeState(_outcome(told[0]).type, label, day, _outcome(most).parties, supported(reports, echoes))


def commitment_states(clusters: Sequence[Cluster], as_of: date, echoes: Echoes) -> list[CommitmentState]:
    """What was promised, and how far it was kept; overdue by the clock."""
    states = []
    for cluster in clusters:
        told = [r for r in cluster.reports if r.affirmed]
        if not told or says_nothing(cluster.label, of_talks=" " not in cluster.label):
            continue
        by = tuple(dict.fromkeys(p for r in told for p in _commitment(r).by))
        to = tuple(dict.fromkeys(p for r in told for p in _commitment(r).to))
        dated = _last(r for r in told if _commitment(r).deadline)
        deadline = _commitment(dated).deadline if dated else None
        status = _commitment_status(told)
        ends = last_day(deadline)
        if status in _OPEN and ends is not None and ends < as_of:
            status = "overdue"
        states.append(CommitmentState(cluster.label, by, to, deadline, status, supported(cluster.reports, echoes)))
    return states


def _commitment_status(told: Sequence[Report]) -> str:
    """The last report of how a promise fares; that it was once made is no news later. Opposite reports are a dispute."""
    news = [r for r in told if _commitment(r).status != "pledged"]
    if not news:
        return "pledged"
    newest = _last(news)
    assert newest is not None
    last = {r.claim.speaker_party or r.speaker: _commitment(r).status for r in news if (newest.day - r.day).days <= 14}
    if {"kept", "broken"} <= set(last.values()):
        return "disputed"
    return _commitment(newest).status


def assessment_states(reports: Sequence[Report], echoes: Echoes) -> list[AssessmentState]:
    """How each speaker judges the round and the track: his last word on each."""
    told: dict[tuple[str, str], list[Report]] = defaultdict(list)
    for report in reports:
        value = report.claim.value
        if isinstance(value, Assessment) and report.affirmed:
            told[value.about, report.speaker].append(report)
    states = []
    for (about, _), said in told.items():
        newest = _last(said)
        if newest is None or not isinstance(newest.claim.value, Assessment):
            continue
        verdict = newest.claim.value.value
        alike = [r for r in said if isinstance(r.claim.value, Assessment) and r.claim.value.value == verdict]
        states.append(AssessmentState(about, verdict, by_line(newest), newest.claim.speaker_party, supported(alike, echoes)))
    return states
