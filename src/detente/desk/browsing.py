"""What pages ask of a desk, remembered as long as the log stands where it stood.

Pages are asked for by many readers at once and the state of play is pure, so each answer is worked out once for a position in
the log.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date, timedelta
from threading import Lock
from time import monotonic
from typing import Any, TypeVar

from detente.codebook.parties import name_of
from detente.desk.core import Desk, Picture, Sketch
from detente.errors import NotFoundError
from detente.model import Change, Claim, Decision, Document, State, Track, Venue
from detente.reconcile import Entry
from detente.reconcile.reports import in_order, near_copies
from detente.reconcile.rulings import ruled_entries
from detente.store import ClaimFilter, StoredDocument
from detente.store.kept import Card as Listed
from detente.store.kept import documents_of_claims
from detente.store.outlets import documents_with
from detente.store.places import places_in
from detente.store.sheets import version_read

Answer = TypeVar("Answer")

#: How many answers are remembered, and how many bytes of pages made of them.
_MOST, _BYTES = 400, 96 * 1024 * 1024

#: Seconds for which the log is taken to stand where it stood.
_GLANCE = 0.02

#: How many dispatches are asked where a city is.
_ASKED = 3

#: A card tells what changed in so many days.
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Card:
    """A track on the first page."""

    track: Track

    #: Without its claims.
    state: State

    #: What changed in the last seven days.
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Origins:
    """Which claims of a track are one utterance."""

    #: Claim -> origin, and origin -> its claims.
    of: Mapping[str, str]
    members: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Kin:
    """The documents of a track beside each other."""

    #: Document -> the earliest one it is a near-copy of; document -> outlet and day.
    copies: Mapping[str, str]
    names: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document as a page shows it."""

    document: Document

    #: The claims as people decided, those added by hand among them, in order of the text; and those that were rejected.
    claims: tuple[Claim, ...]
    rejected: tuple[Claim, ...]
    track: Track | None

    #: The oldest first: number, and when it was recorded (ISO 8601, UTC).
    versions: tuple[tuple[int, str], ...]
    decisions: tuple[Decision, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found."""

    tracks: tuple[Listed, ...]
    documents: tuple[Document, ...]
    claims: tuple[tuple[Claim, Document], ...]


class Browser:
    """A desk as pages see it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._lock = Lock()
        self._looked = 0.0
        self._position: object = None
        self._kept: OrderedDict[tuple[Any, ...], Future[Any]] = OrderedDict()
        self._pages: OrderedDict[tuple[Any, ...], Future[Any]] = OrderedDict()
        self._bytes = 0

    def changed(self) -> None:
        """Look at the log anew: something was written just now."""
        with self._lock:
            self._looked = 0.0

    def remembered(self, key: tuple[Any, ...], make: Callable[[], Answer]) -> Answer:
        """The answer for a key, worked out where it is not known for this position of the log (and this day).

        Who asks for what another thread is working out waits for it; others do not.
        """
        with self._lock:
            self._look()
            shelf = self._pages if key[0] == "html" else self._kept
            mine = key not in shelf
            known: Future[Answer] = shelf.setdefault(key, Future())
            shelf.move_to_end(key)
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        if mine:
            try:
                known.set_result(make())
                if shelf is self._pages:
                    self._make_room(key, known)
            except BaseException as error:
                # What failed is tried again by whoever asks next; those who wait are told.
                with self._lock:
                    if shelf.get(key) is known:
                        del shelf[key]
                known.set_exception(error)
                raise
        return known.result()

    def _make_room(self, key: tuple[Any, ...], made: Future[Any]) -> None:
        """Let pages go that were not asked for longest, now that one was made."""
        with self._lock:
            if self._pages.get(key) is not made:
                # The log went on meanwhile, and all pages with it.
                return
            self._bytes += len(made.result())
            while self._bytes > _BYTES and len(self._pages) > 1:
                gone = self._pages.popitem(last=False)[1]
                self._bytes -= len(gone.result()) if gone.done() and gone.exception() is None else 0

    def _look(self) -> None:
        """Forget everything where the log has gone on; one page asks many times, so it is not looked at each time."""
        if monotonic() - self._looked < _GLANCE:
            return
        position = (self.desk.log.position(), self.desk.today())
        self._looked = monotonic()
        if position != self._position:
            self._position = position
            self._kept.clear()
            self._pages.clear()
            self._bytes = 0

    # --- tracks --------------------------------------------------------------------------------------------------------

    def tracks(self) -> tuple[Listed, ...]:
        """The tracks without their documents, the one with the latest news first."""

        def make() -> tuple[Listed, ...]:
            cards = self.desk.sorting.cards().values()
            return tuple(sorted(cards, key=lambda c: (c.track.latest or "", c.documents), reverse=True))

        return self.remembered(("tracks",), make)

    def track(self, wanted: str) -> Track:
        """The track of an id. Raises NotFoundError."""
        if wanted not in self.desk.sorting.cards():
            raise NotFoundError(f"there is no track {wanted!r}", todo="It may have been merged into another: look on the first page")
        return self.remembered(("track", wanted), lambda: self.desk.track(wanted))

    def home_of(self, document: str) -> Track | None:
        """The track that a document is in, without its documents, or None."""
        return self.desk.home_of(document)

    def picture(self, track: str, as_of: str) -> Picture:
        """The state of a track on a day with all that is behind it."""
        return self.remembered(("picture", track, as_of), lambda: self.desk.picture(track, as_of))

    def sketch(self, track: str, as_of: str) -> Sketch:
        """The state of a track on a day with what a page needs of what is behind it."""
        return self.remembered(("sketch", track, as_of), lambda: self.desk.sketch(self.track(track), as_of, self._documents(track)))

    def changes(self, track: str, since: str, until: str) -> tuple[Change, ...]:
        """What is different in a track between two days."""
        return self.remembered(("changes", track, since, until), lambda: self.desk.changes(track, since, until))

    def card(self, track: Track, day: str) -> Card:
        """What the first page says of a track on a day."""

        def make() -> Card:
            state = self.sketch(track.id, day).state
            since = (date.fromisoformat(day) - WEEK).isoformat()
            fresh = track.latest is not None and since < track.latest
            return Card(state.track, state, self.changes(track.id, since, day) if fresh else ())

        return self.remembered(("card", track.id, day), make)

    def days(self, track: str) -> tuple[str, ...]:
        """The days (ISO) on which a track's dispatches were published, the first one first."""

        def make() -> tuple[str, ...]:
            today = self.desk.today()
            found = {d.document.published[:10] for d in self._documents(track) if d.document.published}
            return tuple(sorted(day for day in found if day <= today))

        return self.remembered(("days", track), make)

    def _documents(self, track: str) -> tuple[StoredDocument, ...]:
        """A track's documents in all versions, without their texts."""
        return self.remembered(("documents", track), lambda: self.desk.log.documents(self.track(track).documents, texts=False))

    def venues(self, track: str, as_of: str) -> Mapping[str, Venue]:
        """City -> where it is, for the venues of a state: as the dispatches that name them were read."""
        return self.remembered(("venues", track, as_of), lambda: dict(_located(self.desk, self.sketch(track, as_of))))

    # --- documents and claims ------------------------------------------------------------------------------------------

    def origins(self, track: Track) -> Origins:
        """Which claims of a track's documents are one utterance."""

        def make() -> Origins:
            # Where a document lives is told without the track's other documents.
            of = self.desk.origins(self.desk.track(track.id))
            members: dict[str, list[str]] = {}
            for claim, origin in of.items():
                members.setdefault(origin, []).append(claim)
            return Origins(of, {o: tuple(ids) for o, ids in members.items()})

        return self.remembered(("origins", track.id), make)

    def kin(self, track: Track) -> Kin:
        """Which of a track's documents are copies, and what they are called."""

        def make() -> Kin:
            entries = self.desk.entries_named(self.desk.track(track.id).documents, kinds=())
            names = {e.document.id: (e.document.outlet, (e.document.published or "")[:10]) for e in entries}
            return Kin(near_copies(in_order(entries)), names)

        return self.remembered(("kin", track.id), make)

    def documents_of(self, claims: Iterable[str]) -> Mapping[str, str]:
        """Claim -> the document that it was read in."""
        found = self.desk.log.ask(documents_of_claims(sorted(claims)))
        return {claim: min(documents) for claim, documents in found.items()}

    def sheet(self, document: str, number: int | None = None) -> Sheet:
        """A document with its claims. Raises NotFoundError."""

        def make() -> Sheet:
            reading = self.desk.log.ask(version_read(document, number))
            decided = self.decisions()
            # The day of recording is of no matter to what people decided.
            entry = Entry(reading.document, reading.claims, reading.versions[-1][1])
            ruled = ruled_entries((entry,), decided)[0][0].claims
            kept = {c.id for c in ruled}
            mine = {c.id for c in reading.claims} | kept
            about = tuple(
                d for d in decided if mine & set(d.subjects) or document in d.subjects or (d.anchor is not None and d.anchor[0] == document)
            )
            return Sheet(
                reading.document,
                tuple(sorted(ruled, key=lambda c: (c.evidence.field != "title", c.evidence.start, -c.evidence.end))),
                tuple(c for c in reading.claims if c.id not in kept),
                self.home_of(document),
                reading.versions,
                about,
                reading.warnings,
            )

        return self.remembered(("sheet", document, number), make)

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions in the order made."""
        return self.remembered(("decisions",), self.desk.log.decisions)

    def claim(self, identity: str) -> tuple[Claim, Document]:
        """A claim as people decided, one that was added by hand or rejected too. Raises NotFoundError."""
        found = self.desk.log.claims(ClaimFilter(id=identity, limit=1))
        homes = {found[0][1].id} if found else {d.subjects[0] for d in self.desk.log.decisions() if d.kind == "add" and d.subjects}
        for home in sorted(homes):
            sheet = self.sheet(home)
            for claim in (*sheet.claims, *sheet.rejected):
                if claim.id == identity:
                    return claim, sheet.document
        raise NotFoundError(f"there is no claim {identity!r}", todo="It may have been added and taken back, or read otherwise since")

    def search(self, text: str, limit: int) -> Found:
        """Tracks, documents and claims with all the words of a query."""
        words = text.casefold().split()
        tracks = tuple(t for t in self.tracks() if words and all(w.strip('"*') in _names(t.track) for w in words))
        documents = self.desk.log.ask(documents_with(text, limit))
        return Found(tracks[:limit], documents, self.desk.claims(ClaimFilter(text=text, limit=limit, latest_first=True)))


def _located(desk: Desk, sketch: Sketch) -> Iterator[tuple[str, Venue]]:
    unknown: dict[str, list[str]] = {}
    for item in sketch.state.rounds:
        venue = item.venue
        if venue is None or venue.city in unknown:
            continue
        if venue.latitude is not None:
            unknown[venue.city] = []
            yield venue.city, venue
        else:
            homes = (sketch.claims[c].document for c in item.support.claims[: 4 * _ASKED] if c in sketch.claims)
            unknown[venue.city] = list(dict.fromkeys(homes))[:_ASKED]
    asked = {document for documents in unknown.values() for document in documents}
    known = desk.log.ask(places_in(asked)) if asked else {}
    for city, documents in unknown.items():
        found = next((known[d][city] for d in documents if city in known.get(d, {})), None)
        if found is not None:
            yield city, found


def _names(track: Track) -> str:
    return " ".join((track.name, *map(name_of, (*track.parties, *track.mediators)))).casefold()
