"""The claims of one track sorted into rounds and items, as of a day: what states, disputes and changes are made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from detente.model import Round, Track
from detente.reconcile.clusters import Cluster, any_fits, commitment_fits, outcome_fits
from detente.reconcile.days import last_day
from detente.reconcile.overrides import clusters_ruled, series_ruled
from detente.reconcile.prepared import KINDS, Prepared
from detente.reconcile.reports import Gathered, Report
from detente.reconcile.rounds import Standings, standings
from detente.reconcile.rulings import Rulings
from detente.reconcile.tracks import as_track, refold

#: Meetings longer ago than this, when a track is first heard of, are of an earlier series.
_EARLIER = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Play:
    """Everything that a state, its disputes and its changes are made of."""

    #: The track as it was known on the day.
    track: Track
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


def _of_earlier_series(report: Report, begins: date) -> bool:
    """Whether a report is of a meeting long before the first document of the track."""
    value = report.claim.value
    ended = last_day(value.date) if isinstance(value, Round) else None
    return ended is not None and ended + _EARLIER < begins


def play(track: Track, prepared: Prepared, as_of: date, ruled: Rulings) -> Play:
    """Sort the claims of a track's documents into rounds and items. Nothing published after `as_of` is looked at."""
    known_then = prepared.until(as_of)
    ordered, gathered = known_then.ordered, known_then.gathered
    known = as_track(refold(track, ordered, known_then.marks), ruled.names.get(track.id), ruled.party_names)
    if not ordered:
        known = replace(track, documents=(), rounds=0, latest=None)
    parties = frozenset(known.parties)
    kinds: dict[str, list[Report]] = {kind: [] for kind in KINDS}
    for report in gathered.reports:
        if not _of_earlier_series(report, ordered[0][0]):
            kinds[report.claim.kind].append(report)
    return Play(
        known,
        gathered,
        tuple(standings(series_ruled(known_then.series(kinds["round"]), track.id, ruled).slots, parties, as_of)),
        clusters_ruled(known_then.clusters("issue", kinds["issue"], any_fits), track.id, ruled),
        clusters_ruled(known_then.clusters("outcome", kinds["outcome"], outcome_fits), track.id, ruled),
        clusters_ruled(known_then.clusters("commitment", kinds["commitment"], commitment_fits), track.id, ruled),
        parties,
        as_of,
    )
