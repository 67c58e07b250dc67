"""Decisions about rounds and items of a state: joined, parted, placed, rejected and corrected ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from detente.model import CommitmentState, IssueState, OutcomeState, RoundState, State, Venue
from detente.reconcile.clusters import Cluster, label_of
from detente.reconcile.reports import Report
from detente.reconcile.rulings import Rulings, head_of
from detente.reconcile.series import Series
from detente.reconcile.slots import Slot

Item = RoundState | IssueState | OutcomeState | CommitmentState


def series_ruled(series: Series, track: str, ruled: Rulings) -> Series:
    """The rounds of a track with those joined, parted and placed that people said; keys that are gone are passed over."""
    for home, keys in ruled.joined_rounds:
        named = [slot for key in keys for slot in series.slots if slot.key == key] if home == track else []
        for other in named[1:]:
            if other is not named[0]:
                key = named[0].key
                series.join(named[0], other)
                named[0].key = key
    for home, key, claims in ruled.split_rounds:
        if home == track:
            _move(series, key, frozenset(claims), f"{key}-split")
    for claim, key in ruled.placed.items():
        held = next((slot.key for slot in series.slots if any(r.claim.id == claim for r in slot.reports)), None)
        if held is not None and held != key:
            _move(series, held, frozenset({claim}), key)
    return series


def _move(series: Series, key: str, claims: frozenset[str], to: str) -> None:
    """Move the reports of some claims from one slot to another, which is made where there is none of that key."""
    source = next((slot for slot in series.slots if slot.key == key), None)
    moved = [r for r in source.reports if r.claim.id in claims] if source else []
    if source is None or not moved:
        return
    target = next((slot for slot in series.slots if slot.key == to), None)
    rest = Slot(source.key, source.opened)
    for report in source.reports:
        if report.claim.id not in claims:
            rest.add(report)
    fresh = Slot(to, target.opened if target else moved[0].order)
    for report in sorted([*(target.reports if target else ()), *moved], key=lambda r: r.order):
        fresh.add(report)
    series.slots[:] = [s for s in series.slots if s is not source and s is not target]
    series.slots += [slot for slot in (rest, fresh) if slot.reports]


def clusters_ruled(clusters: Sequence[Cluster], track: str, ruled: Rulings) -> tuple[Cluster, ...]:
    """The issues, outcomes or commitments of a track with those joined and parted that people said; claims gone are passed over."""
    found = list(clusters)
    for home, claims in ruled.joined_items:
        one = [c for c in found if any(r.claim.id in claims for r in c.reports)] if home == track else []
        if len(one) > 1:
            place = found.index(one[0])
            found = [c for c in found if c not in one]
            found.insert(place, _cluster(sorted((r for c in one for r in c.reports), key=lambda r: r.order)))
    for home, claims in ruled.split_items:
        for cluster in list(found) if home == track else ():
            out = [r for r in cluster.reports if r.claim.id in claims]
            if out and len(out) < len(cluster.reports):
                place = found.index(cluster)
                found[place : place + 1] = [_cluster([r for r in cluster.reports if r not in out]), _cluster(out)]
    return tuple(found)


def _cluster(reports: Sequence[Report]) -> Cluster:
    made = Cluster()
    for report in reports:
        made.add(report, label_of(report))
    return made


def about_of(item: Item) -> str:
    """How a decision or a dispute names an item."""
    if isinstance(item, RoundState):
        return f"round:{item.key}"
    if isinstance(item, IssueState):
        return f"issue:{item.issue}"
    return f"outcome:{item.about}" if isinstance(item, OutcomeState) else f"commitment:{item.what}"


def _corrected(item: Any, changes: Mapping[str, Any]) -> Any:
    """An item with the fields that people corrected; fields that it does not have are passed over."""
    known = {f.name for f in fields(item)} - {"key", "support", "history", "reasons"}
    fresh: dict[str, Any] = {}
    for name, value in changes.items():
        if name not in known:
            continue
        if name == "venue":
            fresh[name] = Venue(str(value)) if value else None
        elif name == "heads" and isinstance(value, Mapping):
            fresh[name] = tuple((party, head_of(head)) for party, head in value.items())
        else:
            fresh[name] = tuple(value) if isinstance(value, list) else value
    if isinstance(item, RoundState) and fresh:
        reasons = [pair for pair in item.reasons if pair[0] not in fresh and not (pair[0] == "note" and "status" in fresh)]
        fresh["reasons"] = (*reasons, *((name, "decided") for name in fresh))
        if "status" in fresh or "date" in fresh:
            fresh["note"] = ""
    return replace(item, **fresh) if fresh else item


def state_ruled(state: State, ruled: Rulings) -> State:
    """A state without the items that were rejected, and with the fields that were corrected."""
    track = state.track.id
    gone = {about for home, about in ruled.rejected if home == track}
    changes: dict[str, dict[str, Any]] = {}
    for (home, about, name), value in ruled.corrected.items():
        if home == track:
            changes.setdefault(about, {})[name] = value
    if not gone and not changes:
        return state

    def shown(items: tuple[Any, ...]) -> tuple[Any, ...]:
        kept = [item for item in items if about_of(item) not in gone]
        return tuple(_corrected(item, changes.get(about_of(item), {})) for item in kept)

    return replace(
        state,
        rounds=shown(state.rounds),
        issues=shown(state.issues),
        outcomes=shown(state.outcomes),
        commitments=shown(state.commitments),
        disputes=tuple(d for d in state.disputes if d.about not in gone),
    )
