"""The tracks of a log, sorted once for every position in it and kept in the store.

A document's track depends on documents published before it alone. New documents that are the latest by publication are
sorted onto what is there; one that comes in late has everything sorted again, from what is kept of each document (its
sighting), without reading claims. Answers about a track are dropped from the first day on which it is different.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from hashlib import sha256
from threading import RLock, local

from detente.desk.program import program
from detente.errors import StoreError
from detente.model import Decision, Track
from detente.reconcile import Entry, profile_from
from detente.reconcile.folding import Folding, Sighting, plain_sighting, sighted, sighting_from
from detente.reconcile.reports import only_repeats
from detente.reconcile.rulings import Rulings, in_force, ruled_entries, rulings
from detente.reconcile.tracks import as_track
from detente.store import Log, Stored, kept

#: Of how many documents the claims are held at once.
_CHUNK = 500

#: Seconds that are waited for other writers before what was worked out is left unwritten.
PATIENCE = 0.2

_TRACK = re.compile(r"t[0-9a-f]{12}")
_CLAIMED = ("accept", "reject", "correct", "add")
_ALWAYS = "0001-01-01"


class Sorting:
    """The tracks of a log. Safe to be asked by several threads."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._lock = RLock()
        self._beat = -1

        # Of each thread: whether it looks at the log once only, and the beat that it saw.
        self._stood = local()
        self._cards: dict[str, kept.Card] = {}
        self._tracks: tuple[Track, ...] | None = None
        self._documents: dict[str, tuple[str, ...]] = {}

        # Where the store could not be written to, what was worked out is only here.
        self._homes: dict[str, str] | None = None

        # What sorting goes on from: sightings by document with their trail, the folding and the decisions it was made under.
        self._sightings: dict[str, tuple[str, Sighting]] = {}
        self._folding: Folding | None = None
        self._folded: dict[str, Sighting] = {}
        self._ruled: tuple[Mapping[str, str], ...] = ()
        self._compared: set[str] = set()

    # --- asking --------------------------------------------------------------------------------------------------------

    def up_to_date(self) -> int:
        """Sort what is new in the log; gives the beat that the tracks are of."""
        if self._beat == getattr(self._stood, "beat", None):
            return self._beat
        at = self._log.ask(kept.pulse_of)
        with self._lock:
            if at.beat != self._beat:
                self._bring_up(at)
            if getattr(self._stood, "still", False):
                self._stood.beat = self._beat
            return self._beat

    @contextmanager
    def still(self) -> Iterator[None]:
        """Within the `with` statement, this thread looks at the log once: a page asks many times, and is of one position in it."""
        self._stood.still, self._stood.beat = True, None
        try:
            yield
        finally:
            self._stood.still, self._stood.beat = False, None

    def cards(self) -> Mapping[str, kept.Card]:
        """Track -> its card, in order; the tracks are without their documents."""
        with self._lock:
            self.up_to_date()
            return self._cards

    def tracks(self) -> tuple[Track, ...]:
        """The tracks with their documents."""
        with self._lock:
            self.up_to_date()
            if self._tracks is None:
                if len(self._documents) < len(self._cards):
                    inside: dict[str, list[str]] = defaultdict(list)
                    for track, document in self._log.ask(kept.documents_of(None)):
                        inside[track].append(document)
                    self._documents = {track: tuple(found) for track, found in inside.items()}
                self._tracks = tuple(replace(c.track, documents=self._documents.get(t, ())) for t, c in self._cards.items())
            return self._tracks

    def whole(self, track: Track) -> Track:
        """A track with its documents."""
        with self._lock:
            self.up_to_date()
            if track.id not in self._documents:
                self._documents[track.id] = tuple(document for _, document in self._log.ask(kept.documents_of(track.id)))
            return replace(track, documents=self._documents[track.id])

    def homes(self, documents: Sequence[str]) -> dict[str, str]:
        """Document -> id of its track, of those documents that are in one."""
        with self._lock:
            self.up_to_date()
            if self._homes is not None:
                return {d: self._homes[d] for d in documents if d in self._homes}
        return self._log.ask(kept.homes_of(documents))

    def home(self, document: str) -> Track | None:
        """The track that a document is in, without its documents, or None."""
        with self._lock:
            found = self.homes([document]).get(document)
            return self._cards[found].track if found is not None else None

    def marks_of(self, documents: Sequence[str]) -> dict[str, tuple[str, Sighting]]:
        """Document -> its trail and sighting, as far as they are known."""
        with self._lock:
            missing = [d for d in documents if d not in self._sightings]
        found = self._log.ask(partial(kept.sightings_of, documents=missing)) if missing else {}
        known = {d: self._sightings[d] for d in documents if d in self._sightings}
        return known | {d: (trail, sighting_from(d, json.loads(data))) for d, (trail, data) in found.items()}

    # --- sorting -------------------------------------------------------------------------------------------------------

    def _bring_up(self, at: kept.Pulse) -> None:
        self._tracks, self._documents, self._homes = None, {}, None
        if at.sorted == at.beat and at.program == program():
            self._cards = {card.track.id: card for card in self._log.ask(kept.cards_of)}
        else:
            self._sort(at)
        self._beat = at.beat

    def _sort(self, at: kept.Pulse) -> None:
        afresh = at.program != program()
        placings = {p.document: p for p in self._log.ask(kept.placings_of)}
        fresh = self._see(placings, afresh)
        decided = in_force(self._log.decisions())
        names = rulings(decided)
        seen = {document: self._sightings[document][1] for document in placings}
        otherwise = self._seen_otherwise(decided, placings)
        found = self._fold(seen | otherwise, decided, names, otherwise.keys())
        digests = self._digests(decided, found.home, placings)
        before = {} if afresh else {card.track.id: card for card in self._log.ask(kept.cards_of)}
        cards = []
        for each in found.tracks.values():
            track = as_track(each, names.names.get(each.id), names.party_names)
            claims = sum(placings[d].claims for d in track.documents)
            cards.append(kept.Card(replace(track, documents=()), len(track.documents), claims, digests.get(each.id, digests[""])))
        place = {d: (t, i) for t, each in found.tracks.items() for i, d in enumerate(each.documents)}
        moved = {
            d: (*place.get(d, (None, None)), p.trail)
            for d, p in placings.items()
            if (p.track, p.place) != place.get(d, (None, None)) or p.stood != p.trail
        }
        days = {document: self._sightings[document][1].day.isoformat() for document in moved}
        stale = {} if afresh else _stale(placings, moved, days, before, cards)
        self._cards = {card.track.id: card for card in cards}
        self._documents = {each.id: tuple(each.documents) for each in found.tracks.values()}
        result = kept.Resorted(at.beat, program(), moved, fresh, cards, stale, afresh)
        try:
            self._log.write(kept.keep_sorting(result), patience=PATIENCE)
        except StoreError:
            # Somebody else is writing, or nobody may: what was worked out serves this process.
            self._homes = dict(found.home)

    def _see(self, placings: Mapping[str, kept.Placing], afresh: bool) -> dict[str, tuple[str, str]]:
        """Know the sightings of all documents; gives those that were not kept in the store yet."""
        self._sightings = {d: known for d, known in self._sightings.items() if d in placings and placings[d].trail == known[0]}
        unknown = [d for d in placings if d not in self._sightings]
        if unknown and not afresh:
            stored = self._log.ask(partial(kept.sightings_of, documents=unknown if len(unknown) < len(placings) else None))
            for document, (trail, data) in stored.items():
                if document in placings and trail == placings[document].trail:
                    self._sightings[document] = trail, sighting_from(document, json.loads(data))
        fresh = {}
        for entries in self._entries([d for d in placings if d not in self._sightings]):
            for found in sighted(entries):
                trail = placings[found.document].trail
                self._sightings[found.document] = trail, found
                fresh[found.document] = trail, json.dumps(plain_sighting(found), ensure_ascii=False, separators=(",", ":"))
        return fresh

    def _entries(self, documents: Sequence[str]) -> Iterator[list[Entry]]:
        """Documents in their newest versions, some hundreds at a time."""
        for first in range(0, len(documents), _CHUNK):
            newest = {stored.document.id: stored for stored in self._log.stored(documents[first : first + _CHUNK])}
            yield [entry_of(stored) for stored in newest.values()]

    def _seen_otherwise(self, decided: Sequence[Decision], placings: Mapping[str, kept.Placing]) -> dict[str, Sighting]:
        """The sightings of documents with claims that people decided on."""
        documents = sorted(self.ruled_documents(decided) & placings.keys())
        found = {}
        for entries in self._entries(documents):
            for shown in sighted(ruled_entries(entries, decided)[0]):
                found[shown.document] = shown
        return found

    def ruled_documents(self, decided: Iterable[Decision]) -> set[str]:
        """The documents with claims that decisions in force are about."""
        mine = [d for d in in_force(decided) if d.kind in _CLAIMED]
        found = {d.anchor[0] for d in mine if d.anchor is not None} | {d.subjects[0] for d in mine if d.kind == "add" and d.subjects}
        ids = sorted({s for d in mine if d.kind != "add" for s in d.subjects})
        for documents in (self._log.ask(kept.documents_of_claims(ids)) if ids else {}).values():
            found |= documents
        return found

    def _fold(self, seen: Mapping[str, Sighting], decided: Sequence[Decision], ruled: Rulings, touched: Collection[str]) -> Folding:
        """Sort on from where it stood, where nothing but later documents has come in; else from the beginning."""
        known, folding = self._folded, self._folding
        later = [found for document, found in seen.items() if document not in known]
        under = ruled.pinned, ruled.parted, ruled.merged
        if (
            folding is None
            or under != self._ruled
            or not self._compared.isdisjoint(touched)
            or any(seen.get(document) != found for document, found in known.items())
            or any(folding.last is not None and found.key <= folding.last for found in later)
        ):
            self._compared = set()
            folding, later = Folding(ruled, partial(self._repeats, tuple(decided))), list(seen.values())
        for found in sorted(later, key=lambda found: found.key):
            folding.take(found)
        self._folding, self._folded, self._ruled = folding, dict(seen), under
        return folding

    def _repeats(self, decided: Sequence[Decision], copy: str, root: str) -> bool:
        # Decisions on claims of the two may change the answer, whatever sorting sees of them.
        self._compared |= {copy, root}
        (both,) = self._entries([copy, root])
        told = {entry.document.id: entry for entry in ruled_entries(both, decided)[0]}
        return only_repeats(told[copy], told[root])

    def _digests(self, decided: Sequence[Decision], home: Mapping[str, str], placings: Mapping[str, kept.Placing]) -> dict[str, str]:
        """Track -> a digest of the decisions that bear on it; "" has those that may bear on any."""
        subjects = sorted({s for d in decided for s in d.subjects if s not in placings and not _TRACK.fullmatch(s)})
        claimed = self._log.ask(kept.documents_of_claims(subjects)) if subjects else {}
        of: dict[str, list[str]] = defaultdict(list)
        for decision in decided:
            documents = {decision.anchor[0]} if decision.anchor is not None else set()
            tracks = set()
            for subject in decision.subjects:
                documents |= claimed.get(subject, set()) | ({subject} if subject in placings else set())
                tracks |= {subject} if _TRACK.fullmatch(subject) else set()
            for track in tracks | {home.get(document, "none") for document in documents} or {""}:
                of[track].append(f"{decision.id} {decision.payload}")
        everywhere = of.pop("", [])
        return {track: _digest([*everywhere, *ids]) for track, ids in of.items()} | {"": _digest(everywhere)}


def entry_of(stored: Stored) -> Entry:
    """A stored document as reconciling sees it."""
    return Entry(stored.document, stored.claims, stored.recorded, profile_from(stored.profile))


def _digest(ids: Sequence[str]) -> str:
    return sha256("\n".join(ids).encode()).hexdigest()[:16] if ids else ""


def _stale(
    placings: Mapping[str, kept.Placing],
    moved: Mapping[str, tuple[str | None, int | None, str]],
    days: Mapping[str, str],
    before: Mapping[str, kept.Card],
    cards: Sequence[kept.Card],
) -> dict[str, str]:
    """Track -> the day from which its answers are no longer good."""
    now = {card.track.id: card for card in cards}
    found = {t: _ALWAYS for t, c in before.items() if t not in now or now[t].ruling != c.ruling}
    for document, (track, _, trail) in moved.items():
        old = placings[document]
        if old.track == track and old.stood == trail:
            # Only its place has changed: something else came before it, which tells of its own day.
            continue
        day = days[document] if trail == (old.stood or trail) and "," not in trail else _ALWAYS
        for touched in {old.track, track} - {None}:
            assert touched is not None
            found[touched] = min(found.get(touched, day), day)
    return found
