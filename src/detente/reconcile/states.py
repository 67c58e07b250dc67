"""The state of play of one track on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from detente.model import Claim, State, Track
from detente.reconcile.disputes import disputes_of
from detente.reconcile.items import assessment_states, commitment_states, issue_states, outcome_states
from detente.reconcile.overrides import state_ruled
from detente.reconcile.play import play
from detente.reconcile.prepared import Prepared
from detente.reconcile.rounds import round_state
from detente.reconcile.rulings import Rulings


def state_of(track: Track, prepared: Prepared, as_of: date, ruled: Rulings) -> State:
    """The state of play of a track as of a day, from its documents."""
    sorted_out = play(track, prepared, as_of, ruled)
    echoes = sorted_out.gathered.echoes
    rounds = tuple(round_state(row, as_of, sorted_out.parties, echoes) for row in sorted_out.rounds)
    issues = tuple(issue_states(sorted_out.issues, echoes))
    outcomes = tuple(outcome_states(sorted_out.outcomes, sorted_out.rounds, echoes))
    commitments = tuple(commitment_states(sorted_out.commitments, as_of, echoes))
    assessments = tuple(assessment_states(sorted_out.of("assessment"), echoes))
    disputes = disputes_of(sorted_out)
    supports = [i.support for items in (rounds, issues, outcomes, commitments, assessments) for i in items]
    used = {c for support in supports for c in support.claims}
    used |= {c for dispute in disputes for v in dispute.values for c in v.claims}
    known: dict[str, Claim] = {r.claim.id: r.claim for r in sorted_out.gathered.reports}
    known |= {claim.id: claim for copies in echoes.values() for claim in copies}
    shown = replace(sorted_out.track, rounds=len(rounds))
    claims = tuple(known[c] for c in known if c in used)
    return state_ruled(State(shown, as_of.isoformat(), rounds, issues, outcomes, commitments, assessments, disputes, claims), ruled)
