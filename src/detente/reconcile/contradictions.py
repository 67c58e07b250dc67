"""Disputes about issues, outcomes and commitments: who says agreed and who says not, other dates, other deadlines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from detente.model import Commitment, Dispute, Issue, Outcome
from detente.reconcile.clusters import ALIKE, Cluster
from detente.reconcile.days import meets, span
from detente.reconcile.labels import likeness
from detente.reconcile.reports import Report
from detente.reconcile.support import latest_of_each, version

_AGREED = frozenset({"agreed", "implemented"})
_OPEN = frozenset({"under_discussion", "stalled", "rejected", "reversed"})
_UNDONE = _OPEN - {"under_discussion"}
_WILLING, _UNWILLING = frozenset({"accepts", "offers", "proposes"}), frozenset({"rejects"})
_DONE, _FAILED = frozenset({"kept", "in_progress"}), frozenset({"broken", "withdrawn"})

_SAME_TIME = timedelta(days=45)


def item_disputes(issues: Sequence[Cluster], outcomes: Sequence[Cluster], commitments: Sequence[Cluster]) -> list[Dispute]:
    """The disputes about issues, outcomes and commitments, in this order."""
    found: list[Dispute | None] = []
    twins = _Twins(issues)
    denied = [(cluster, twins.of(cluster)) for cluster in outcomes]
    doubts = {id(issue): _doubts(issue) for issue in issues}
    for issue in issues:
        found += [_issue_status(issue, [c for c, twin in denied if twin is issue]), _issue_position(issue)]
    for outcome, twin in denied:
        found += [
            _outcome_status(outcome) if twin is None else None,
            _outcome_type(outcome, doubts[id(twin)] if twin is not None else ()),
            _outcome_date(outcome),
        ]
    for commitment in commitments:
        found += [_deadline(commitment), _commitment_status(commitment)]
    return [dispute for dispute in found if dispute is not None]


class _Twins:
    """Finds, among clusters of another kind, the one that is about the same thing."""

    def __init__(self, others: Sequence[Cluster]) -> None:
        self._others = others
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for place, other in enumerate(others):
            for word in {word for words in other.labels.values() for word in words}:
                self._by_word[word].append(place)
        self._known: dict[frozenset[str], tuple[float, int]] = {}

    def of(self, cluster: Cluster) -> Cluster | None:
        """The cluster that shares most with the labels of this one, or None."""
        best = min((self._best(words) for words in cluster.labels.values()), default=(0.0, 0))
        return self._others[best[1]] if -best[0] > ALIKE else None

    def _best(self, words: frozenset[str]) -> tuple[float, int]:
        """The likeness (less than nothing, to sort by) and the place of the cluster that is most like a label."""
        found = self._known.get(words)
        if found is None:
            places = sorted({place for word in words for place in self._by_word.get(word, ())})
            scored = [(-max(likeness(words, known) for known in self._others[i].labels.values()), i) for i in places]
            found = self._known[words] = min(scored, default=(0.0, 0))
        return found


def _opposites(
    about: str, field: str, reports: Sequence[Report], value: Callable[[Report], Any], ones: frozenset[str], others: frozenset[str]
) -> Dispute | None:
    """A dispute where different speakers, at one time, stand on two sides of a question."""
    told = [r for r in latest_of_each(reports) if value(r) in ones or value(r) in others]
    if not told:
        return None
    newest = max(r.said for r in told)
    told = [r for r in told if newest - r.said <= _SAME_TIME]
    first, second = [r for r in told if value(r) in ones], [r for r in told if value(r) in others]
    speakers = {r.speaker for r in first}, {r.speaker for r in second}
    if not first or not second or speakers[0] == speakers[1]:
        return None
    groups: dict[Any, list[Report]] = {}
    for report in [*first, *second]:
        groups.setdefault(value(report), []).append(report)
    return Dispute(about, field, tuple(version(said, by) for said, by in groups.items()))


def _issue_status(cluster: Cluster, outcomes: Sequence[Cluster]) -> Dispute | None:
    """Agreed, says one; still open, says another. An outcome that is claimed and denied counts here too."""
    reports = [r for r in cluster.reports if isinstance(r.claim.value, Issue) and r.claim.value.status and r.affirmed and not r.own]
    denied = any(not r.affirmed for o in outcomes for r in o.reports)
    if denied:
        reports += [r for o in outcomes for r in o.reports]

    def value(report: Report) -> str | None:
        claimed = report.claim.value
        if isinstance(claimed, Outcome):
            return "agreed" if report.affirmed else "under_discussion"
        return claimed.status if isinstance(claimed, Issue) else None

    return _opposites(
        f"issue:{cluster.label}", "status", sorted(reports, key=lambda r: r.order), value, _AGREED, _OPEN if denied else _UNDONE
    )


def _issue_position(cluster: Cluster) -> Dispute | None:
    """One party's position, told in two ways by different speakers."""
    parties = dict.fromkeys(r.claim.value.party for r in cluster.reports if isinstance(r.claim.value, Issue) and r.claim.value.party)
    for party in parties:
        own = [r for r in cluster.reports if isinstance(r.claim.value, Issue) and r.claim.value.party == party and r.affirmed]
        dispute = _opposites(
            f"issue:{cluster.label}", "position", own, lambda r: getattr(r.claim.value, "position", None), _WILLING, _UNWILLING
        )
        if dispute is not None:
            return dispute
    return None


def _outcome_status(cluster: Cluster) -> Dispute | None:
    """Claimed by some and denied by others."""
    return _opposites(
        f"outcome:{cluster.label}",
        "status",
        cluster.reports,
        lambda r: "agreed" if r.affirmed else "not agreed",
        frozenset({"agreed"}),
        frozenset({"not agreed"}),
    )


def _doubts(issue: Cluster) -> list[Report]:
    """The reports by which somebody who speaks for a party calls an issue open; what was agreed may well be stalled later."""
    return [
        r
        for r in issue.reports
        if isinstance(r.claim.value, Issue)
        and r.claim.value.status in _OPEN - {"stalled"}
        and r.affirmed
        and r.claim.speaker_party is not None
    ]


def _outcome_type(cluster: Cluster, open_still: Sequence[Report]) -> Dispute | None:
    """Done, says one side; still being discussed, says another, who did not confirm it."""
    if not open_still or any(not r.affirmed for r in cluster.reports):
        return None
    confirmed = {r.claim.speaker_party for r in cluster.reports}
    began = min(r.said for r in cluster.reports)
    doubts = [r for r in open_still if r.said >= began and r.claim.speaker_party not in confirmed]
    if not doubts:
        return None
    kind = cluster.reports[0].claim.value
    assert isinstance(kind, Outcome)
    by_status: dict[str | None, list[Report]] = defaultdict(list)
    for report in doubts:
        by_status[getattr(report.claim.value, "status", None)].append(report)
    versions = (version(kind.type, cluster.reports), *(version(status, told) for status, told in by_status.items()))
    return Dispute(f"outcome:{cluster.label}", "type", versions)


def _apart(about: str, field: str, reports: Sequence[Report], value: Callable[[Report], str | None]) -> Dispute | None:
    """A dispute where the dates that speakers last gave exclude each other."""
    told = latest_of_each(r for r in reports if r.affirmed and r.sure >= 2 and span(value(r)))
    if not any(not meets(value(a), value(b)) for i, a in enumerate(told) for b in told[:i]):
        return None
    groups: dict[str | None, list[Report]] = {}
    for report in told:
        groups.setdefault(value(report), []).append(report)
    ranked = sorted(groups.items(), key=lambda pair: -len({r.origin for r in pair[1]}))
    return Dispute(about, field, tuple(version(said, by) for said, by in ranked))


def _outcome_date(cluster: Cluster) -> Dispute | None:
    if getattr(cluster.reports[0].claim.value, "type", None) in ("no_result", "exchange"):
        return None  # an exchange is agreed on one day and carried out on another
    return _apart(f"outcome:{cluster.label}", "date", cluster.reports, lambda r: getattr(r.claim.value, "date", None))


def _deadline(cluster: Cluster) -> Dispute | None:
    """Two days by which a promise is to be kept; once it is kept they are of no matter."""
    if any(getattr(r.claim.value, "status", None) == "kept" for r in cluster.reports):
        return None
    return _apart(f"commitment:{cluster.label}", "deadline", cluster.reports, lambda r: getattr(r.claim.value, "deadline", None))


def _commitment_status(cluster: Cluster) -> Dispute | None:
    reports = [r for r in cluster.reports if isinstance(r.claim.value, Commitment) and r.affirmed]
    return _opposites(f"commitment:{cluster.label}", "status", reports, lambda r: getattr(r.claim.value, "status", None), _DONE, _FAILED)
