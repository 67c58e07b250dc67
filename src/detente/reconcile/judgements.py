"""Why claims of several documents are held for one round, issue, outcome or commitment: a score and its reasons.

A judgement is worked out again from the claims whenever it is asked for. The way back is a decision: `split` takes a claim
out, `merge` brings two together, `pin` says which round a claim is of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.model.explanations import Judgement
from detente.reconcile.clusters import ALIKE, Cluster, label_of
from detente.reconcile.fitting import JOIN, PARTS, parts
from detente.reconcile.labels import likeness, stems
from detente.reconcile.play import Play
from detente.reconcile.slots import Slot

#: What a part of a fit says, for and against.
_SAID = {
    "number": ("the same number", "another number"),
    "date": ("dates that agree", "dates that do not"),
    "venue": ("the same place", "another place"),
    "heads": ("", "other heads of delegation"),
    "delegations": ("", "more or fewer delegations"),
    "words": ("the very same utterance", ""),
    "speaker": ("", "its speaker tells of another round beside it"),
    "called off": ("", "that round had been called off"),
    "forgotten": ("", "that round was called off long ago"),
    "latest": ("reported soon after", ""),
}


def round_judgements(found: Play, key: str) -> Mapping[str, Judgement]:
    """Claim id -> why it is held for a report of the round of that key; empty where there is no such round."""
    slot = next((row.slot for row in found.rounds if row.slot.key == key), None)
    judged: dict[str, Judgement] = {}
    if slot is None:
        return judged
    before = Slot(slot.key, slot.opened)
    for report in sorted(slot.reports, key=lambda r: r.order):
        if not before.reports:
            judged[report.claim.id] = Judgement(None, JOIN, "it is the first report of this round")
        else:
            each = parts(before, report)
            said = [(name, part) for name, part in zip(PARTS, each, strict=True) if abs(part) >= 0.2]
            words = ", ".join(f"{_SAID[name][part < 0]} ({part:+.1f})" for name, part in said)
            judged[report.claim.id] = Judgement(round(sum(each), 1), JOIN, words or "nothing speaks against it")
        before.add(report)
    return judged


def item_judgements(clusters: Sequence[Cluster], claims: Sequence[str]) -> Mapping[str, Judgement]:
    """Claim id -> why it is held for one of the issue, outcome or commitment that these claims make up."""
    wanted = set(claims)
    cluster = max(clusters, key=lambda c: sum(r.claim.id in wanted for r in c.reports), default=None)
    judged: dict[str, Judgement] = {}
    known: list[str] = []
    for report in cluster.reports if cluster is not None else ():
        label = label_of(report)
        if known:
            nearest = max(known, key=lambda other: likeness(stems(label), stems(other)))
            score = likeness(stems(label), stems(nearest))
            how = "the same words" if score == 1.0 else "like words"
            judged[report.claim.id] = Judgement(round(score, 2), ALIKE, f"{how}: “{label}”, “{nearest}”")
        else:
            judged[report.claim.id] = Judgement(None, ALIKE, f"it is the first claim of this: “{label}”")
        known.append(label)
    return judged
