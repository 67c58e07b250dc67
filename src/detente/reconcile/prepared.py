"""The part of a state that depends on no day: a track's documents in order, its near-copies and its reports.

Documents are gone through in order of publication and each is compared with earlier ones only, so that what is known on a
day is a beginning of what is known now: it is worked out once for a track and cut off at the day that is asked for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from detente.model import Track
from detente.reconcile.clusters import Cluster, clustered
from detente.reconcile.entries import Entry
from detente.reconcile.reports import Gathered, Report, gather, in_order, near_copies
from detente.reconcile.series import Series, series_of
from detente.reconcile.tracks import Mark, mark

#: Kinds of claims that a state is made of; statements stand in the ledger only.
KINDS = frozenset({"round", "issue", "outcome", "commitment", "assessment", "no_information"})

#: How many tracks are kept, and how many days of a track's series.
_MOST = 4


@dataclass(frozen=True, slots=True)
class Prepared:
    """The documents of a track in order of publication, and their reports."""

    ordered: Sequence[tuple[date, Entry]]
    copies: Mapping[str, str]
    gathered: Gathered

    #: What each document that is no copy shows of the talks.
    marks: Mapping[str, Mark]

    #: Number of reports of rounds -> the series folded of them; a later day goes on from there.
    _folded: dict[int, Series] = field(default_factory=dict)

    #: Kind and number of its reports -> their clusters.
    _clusters: dict[tuple[str, int], tuple[Cluster, ...]] = field(default_factory=dict)

    def series(self, rounds: Sequence[Report]) -> Series:
        """The series of the reports of rounds, which are all that were known on some day; it is the caller's own."""
        start = max((count for count in self._folded if count <= len(rounds)), default=0)
        if start < len(rounds) or not start:
            folded = series_of(rounds[start:], self._folded[start].copy() if start else None)
            while len(self._folded) >= _MOST:
                self._folded.pop(next(iter(self._folded)), None)
            start = len(rounds)
            self._folded[start] = folded
        return self._folded[start].copy()

    def until(self, day: date) -> Prepared:
        """What was known at the end of a day."""
        count = bisect_right(self.ordered, day, key=lambda pair: pair[0])
        if count == len(self.ordered):
            return self
        known = {entry.document.id for _, entry in self.ordered[:count]}
        reports = self.gathered.reports[: bisect_right(self.gathered.reports, day, key=lambda report: report.day)]
        heard = ((claim, tuple(c for c in copies if c.document in known)) for claim, copies in self.gathered.echoes.items())
        echoes = {claim: copies for claim, copies in heard if copies}
        return Prepared(
            self.ordered[:count], self.copies, Gathered(reports, echoes, self.gathered.origins), self.marks, self._folded, self._clusters
        )

    def clusters(self, kind: str, reports: Sequence[Report], fits: Callable[[Cluster, Report], bool]) -> tuple[Cluster, ...]:
        """The clusters of the reports of a kind, which are all that were known on some day; they are not to be changed."""
        found = self._clusters.get((kind, len(reports)))
        if found is None:
            found = tuple(clustered(reports, fits))
            while len(self._clusters) >= 3 * _MOST:
                self._clusters.pop(next(iter(self._clusters)), None)
            self._clusters[kind, len(reports)] = found
        return found


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was prepared last for a track, and of what."""

    entries: tuple[Entry, ...]
    accepted: frozenset[str]
    prepared: Prepared

    def serves(self, entries: Sequence[Entry], accepted: frozenset[str]) -> bool:
        """Whether these are the same documents, with the same claims."""
        return len(entries) == len(self.entries) and accepted == self.accepted and all(map(_same, entries, self.entries))


def _same(a: Entry, b: Entry) -> bool:
    """Whether two entries are one; claims are told apart by identity, which a store that keeps its readings preserves."""
    if a is b:
        return True
    return a.claims is b.claims and a.document is b.document and a.recorded == b.recorded and a.profile == b.profile


_kept: dict[str, _Kept] = {}


def made_ready(own: Sequence[Entry], accepted: frozenset[str] = frozenset(), marks: Mapping[str, Mark] | None = None) -> Prepared:
    """The documents of one track and their reports, all that there are; `marks` are those that are known."""
    known = marks or {}
    ordered = in_order(own)
    copies = near_copies(ordered)
    gathered = gather(own, kinds=KINDS, accepted=accepted, ordered=ordered, copies=copies)
    shown = {e.document.id: known.get(e.document.id) or mark(e) for _, e in ordered if e.document.id not in copies}
    return Prepared(ordered, copies, gathered, shown)


def prepare(track: Track, entries: Sequence[Entry], accepted: frozenset[str] = frozenset()) -> Prepared:
    """The same for a track's documents among all. The last few tracks asked for are remembered."""
    mine = set(track.documents)
    own = tuple(e for e in entries if e.document.id in mine)
    kept = _kept.get(track.id)
    if kept is not None and kept.serves(own, accepted):
        return kept.prepared
    made = made_ready(own, accepted)
    while len(_kept) >= _MOST:
        _kept.pop(next(iter(_kept)), None)
    _kept[track.id] = _Kept(own, accepted, made)
    return made
