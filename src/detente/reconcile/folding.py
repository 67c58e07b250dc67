"""Sorting documents into tracks, one after another in order of publication; what was sorted can be gone on from.

What a document shows of the talks (its sighting) is worked out from its claims once and can be kept: sorting looks at
nothing else, so that a large log is sorted again without reading its claims.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.reconcile.copies import Roots, sketch
from detente.reconcile.entries import Entry
from detente.reconcile.reports import in_order, only_repeats
from detente.reconcile.rulings import Rulings
from detente.reconcile.tracks import ABSENT, JOIN, Fold, Mark, affinity, mark, track_id

#: Whether a near-copy (first id) rests on words of its original (second id) alone.
Repeats = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Sighting:
    """What sorting knows of a document."""

    document: str
    day: date

    #: Time of day of the publication, to order documents of one day.
    moment: str
    mark: Mark
    sketch: tuple[int, ...]

    @property
    def key(self) -> tuple[date, str, str]:
        """Its place in the order of publication."""
        return self.day, self.moment, self.document


def sighted(entries: Iterable[Entry]) -> list[Sighting]:
    """The sightings of documents, in order of publication."""
    return [
        Sighting(e.document.id, day, moment_of(e), mark(e), e.profile.sketch or sketch(e.document.text)) for day, e in in_order(entries)
    ]


def moment_of(entry: Entry) -> str:
    """The time of day of a publication; documents of a day without one come last."""
    return (entry.document.published or "")[11:16] or "24:00"


def plain_sighting(found: Sighting) -> dict[str, Any]:
    """A sighting as JSON-ready data, without the document's id."""
    shown = found.mark
    return {
        "day": found.day.isoformat(),
        "moment": found.moment,
        "weights": dict(shown.weights),
        "meeting": sorted(shown.meeting),
        "meetings": sorted((day.isoformat(), city) for day, city in shown.meetings),
        "people": sorted(shown.people),
        "words": sorted(shown.words),
        "part": dict(shown.part),
        "speaking": sorted(shown.speaking),
        "talks": shown.talks,
        "opens": shown.opens,
        "sketch": found.sketch,
    }


def sighting_from(document: str, data: Mapping[str, Any]) -> Sighting:
    """The sighting that `plain_sighting` made data of."""
    shown = Mark(
        data["weights"],
        frozenset(data["meeting"]),
        frozenset((date.fromisoformat(day), city) for day, city in data["meetings"]),
        frozenset(data["people"]),
        frozenset(data["words"]),
        data["part"],
        frozenset(data["speaking"]),
        data["talks"],
        data["opens"],
    )
    return Sighting(document, date.fromisoformat(data["day"]), data["moment"], shown, tuple(data["sketch"]))


class Folding:
    """The tracks of the documents taken in so far, which come in order of publication.

    A near-copy goes with its original; where that is in no track, one that has no claims on words of its own is in none either.
    """

    def __init__(self, ruled: Rulings, repeats: Repeats) -> None:
        self.tracks: dict[str, Fold] = {}

        #: Document -> its track, for those that are in one.
        self.home: dict[str, str] = {}

        #: The place of the last document taken in; one that comes before it cannot be taken in any more.
        self.last: tuple[date, str, str] | None = None
        self._ruled, self._repeats = ruled, repeats
        self._roots = Roots()
        self._by_party: dict[str, list[str]] = defaultdict(list)

    def take(self, found: Sighting) -> str | None:
        """Take in the next document; gives its track, or None."""
        name, ruled = found.document, self._ruled
        self.last = found.key
        root = self._roots.of(name, found.sketch)
        chosen = ruled.pinned.get(name) or ruled.parted.get(name) or (self.home.get(root) if root is not None else None)
        if chosen is None and not (root is not None and self._repeats(name, root)):
            chosen = self._best(found)
        if chosen is None:
            return None
        for _ in ruled.merged:
            chosen = ruled.merged.get(chosen, chosen)
        track = self.tracks.setdefault(chosen, Fold(chosen))
        self.home[name] = chosen
        if root is not None and self.home.get(root) == chosen:
            track.add_copy(name, found.day)
            return chosen
        for party in found.mark.weights:
            if not track.sums[party]:
                self._by_party[party].append(chosen)
        track.add(name, found.mark, found.day)
        return chosen

    def _best(self, found: Sighting) -> str | None:
        """The track that a document fits best, a new one where it fits none, or None where it speaks of no talks."""
        shown = found.mark
        if not shown.talks:
            return None
        shared = Counter(t for party, weight in shown.weights.items() if weight >= ABSENT for t in self._by_party.get(party, ()))
        scored = [(affinity(self.tracks[t], shown), t) for t, common in shared.items() if common >= 2 or len(shown.weights) == 1]
        best = max(scored, key=lambda pair: (pair[0], pair[1]), default=(0.0, ""))
        if best[0] >= JOIN:
            return best[1]
        return track_id(found.document) if shown.opens else None


def fold(entries: Iterable[Entry], ruled: Rulings) -> list[Fold]:
    """Sort documents into tracks, the one with the first document first."""
    known = {entry.document.id: entry for entry in entries}
    folding = Folding(ruled, lambda copy, root: only_repeats(known[copy], known[root]))
    for found in sighted(known.values()):
        folding.take(found)
    return list(folding.tracks.values())
