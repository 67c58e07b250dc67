"""The state of play of one track on a day, put together from its reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from detente.model import Claim, State, Track
from detente.reconcile.clusters import Cluster, clustered, commitment_fits, outcome_fits
from detente.reconcile.entries import Entry
from detente.reconcile.items import assessment_states, commitment_states, issue_states, outcome_states
from detente.reconcile.reports import Gathered, Report, gather, in_order
from detente.reconcile.rounds import Standings, round_state, standings
from detente.reconcile.slots import series_of

#: Kinds of claims that a state is made of; statements stand in the ledger only.
KINDS = frozenset({"round", "issue", "outcome", "commitment", "assessment", "no_information"})


@dataclass(frozen=True, slots=True)
class Play:
    """Everything that a state, its disputes and its changes are made of."""

    gathered: Gathered
    rounds: tuple[Standings, ...]
    issues: tuple[Cluster, ...]
    outcomes: tuple[Cluster, ...]
    commitments: tuple[Cluster, ...]
    parties: frozenset[str]
    as_of: date

    def of(self, kind: str) -> list[Report]:
        """The reports of a kind, in order of publication."""
        return [r for r in self.gathered.reports if r.claim.kind == kind]


def play(track: Track, entries: Sequence[Entry], as_of: date, accepted: frozenset[str] = frozenset()) -> Play:
    """Sort the claims of a track's documents into rounds and items, as of a day."""
    mine = set(track.documents)
    ordered = [pair for pair in in_order(e for e in entries if e.document.id in mine) if pair[0] <= as_of]
    gathered = gather([e for _, e in ordered], kinds=KINDS, accepted=accepted, ordered=ordered)
    parties = frozenset(track.parties)
    kinds: dict[str, list[Report]] = {kind: [] for kind in KINDS}
    for report in gathered.reports:
        kinds[report.claim.kind].append(report)
    return Play(
        gathered,
        tuple(standings(series_of(kinds["round"]).slots, parties)),
        tuple(clustered(kinds["issue"])),
        tuple(clustered(kinds["outcome"], outcome_fits)),
        tuple(clustered(kinds["commitment"], commitment_fits)),
        parties,
        as_of,
    )


def state_of(track: Track, entries: Sequence[Entry], as_of: date, accepted: frozenset[str] = frozenset()) -> State:
    """The state of play of a track as of a day, from the entries that it names."""
    from detente.reconcile.disputes import disputes_of

    sorted_out = play(track, entries, as_of, accepted)
    echoes = sorted_out.gathered.echoes
    rounds = tuple(round_state(row, as_of, echoes) for row in sorted_out.rounds)
    issues = tuple(issue_states(sorted_out.issues, echoes))
    outcomes = tuple(outcome_states(sorted_out.outcomes, echoes))
    commitments = tuple(commitment_states(sorted_out.commitments, as_of, echoes))
    assessments = tuple(assessment_states(sorted_out.of("assessment"), echoes))
    disputes = disputes_of(sorted_out)
    supports = [i.support for items in (rounds, issues, outcomes, commitments, assessments) for i in items]  # type: ignore[attr-defined]
    used = {c for support in supports for c in support.claims}
    used |= {c for dispute in disputes for v in dispute.values for c in v.claims}
    known: dict[str, Claim] = {r.claim.id: r.claim for r in sorted_out.gathered.reports}
    known |= {claim.id: claim for copies in echoes.values() for claim in copies}
    days = {e.document.id: day for day, e in in_order(e for e in entries if e.document.id in set(track.documents)) if day <= as_of}
    seen = tuple(d for d in track.documents if d in days)
    latest = max(days.values()).isoformat() if days else None
    shown = replace(track, documents=seen, rounds=len(rounds), latest=latest)
    claims = tuple(known[c] for c in known if c in used)
    return State(shown, as_of.isoformat(), rounds, issues, outcomes, commitments, assessments, disputes, claims)
