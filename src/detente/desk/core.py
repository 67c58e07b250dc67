"""The desk itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from detente.desk.bringing import Added, keep, reader_name
from detente.desk.clock import Clock, stamp, today, utc_now
from detente.desk.deciding import Deciding
from detente.desk.explaining import explain
from detente.desk.picking import pick_track
from detente.desk.upkeep import Upkeep
from detente.model import Change, Claim, Dispute, Document, State, Track, plain
from detente.model.edtf import day_of
from detente.model.explanations import Explanation
from detente.reading import read
from detente.reconcile import Entry, changes, find_tracks, profile_from, profile_of, state
from detente.settings import data_folder, store_url
from detente.sources import Hints, Skipped, documents
from detente.store import ClaimFilter, Log, Stored, open_log


def open_desk(url: str | None = None, *, create: bool = True, clock: Clock = utc_now) -> Desk:
    """The desk over the store at a URL or path (DETENTE_STORE, else a file in the user's data folder, where none is given).

    Raises UsageError for a URL that cannot be and StoreError where the store cannot be opened or, without `create`, is not there.
    """
    chosen = store_url(url)
    if create and chosen == store_url() and str(data_folder()) in chosen:
        Path(data_folder()).mkdir(parents=True, exist_ok=True)
    return Desk(open_log(chosen, create=create), clock)


@dataclass(frozen=True, slots=True)
class Picture:
    """A state with what a page about it needs."""

    state: State

    #: The track's dispatches that were published by the day, by id.
    documents: Mapping[str, Document]

    #: Claims of kind `no_information` in them.
    unknown: tuple[Claim, ...]


def _known_by(entry: Entry, day: str) -> bool:
    """Whether a document had been published by a day; one without a date counts from the day it was recorded."""
    published = day_of(entry.document.published) or day_of(entry.recorded)
    return published is not None and published.isoformat() <= day


class Desk(Deciding, Upkeep):
    """Everything that can be asked of a store and done with it. Close it, or use it in a `with` statement."""

    def __init__(self, log: Log, clock: Clock = utc_now) -> None:
        super().__init__(log, clock)
        # What was last read from the log, by how far the log had come: one question asks for it several times.
        self._kept: tuple[tuple[int, int], tuple[Stored, ...]] | None = None
        self._tracks: tuple[tuple[int, int], tuple[Track, ...]] | None = None

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        self.log.close()

    # --- bringing in ---------------------------------------------------------------------------------------------------

    def add(self, paths: Sequence[str], hints: Hints | None = None, *, again: bool = False, restricted: bool = False) -> Iterator[Added]:
        """Read what is in the paths (files, folders, "-") and keep it, a transaction a document.

        Yields what became of each. A bad file or line is reported and nothing of it is kept; what is known already is left alone.
        What was taken out before is refused unless `again`; with `restricted` the documents may not leave in exports and feeds.
        Raises DateError and UsageError where the hints are wrong, StoreError where the store fails.
        """
        for item in documents(paths, hints):
            if isinstance(item, Document):
                yield self.add_document(item, again=again, restricted=restricted)
            elif isinstance(item, Skipped):
                yield Added("skipped", item.where, warnings=(f"{item.where}: skipped, {item.why}",))
            else:
                yield Added("failed", item.where, error=item)

    def add_document(self, document: Document, *, again: bool = False, restricted: bool = False) -> Added:
        """Read one document and keep it; the same id or address with other words, title, outlet or date becomes a new version."""
        return keep(self.log, document, stamp(self.clock), again=again, restricted=restricted)

    def reread(self) -> Iterator[Added]:
        """Read every stored document again with the present reader; where it reads otherwise, a new reading is kept."""
        for old in self.log.stored():
            reading = read(old.document, old.recorded)
            reader = reader_name(old.document.language)
            profile = plain(profile_of(reading))
            if reading.claims == old.claims and reader == old.reader and profile == old.profile:
                yield Added("known", old.document.id, len(reading.claims), version=old.number)
                continue
            self.log.add_reading(old.number, reading, profile, reader, stamp(self.clock))
            yield Added("version", old.document.id, len(reading.claims), reading.warnings, version=old.number)

    # --- asking --------------------------------------------------------------------------------------------------------

    def today(self) -> str:
        """The desk's day (ISO)."""
        return today(self.clock)

    def entries(self, as_of: str | None = None) -> tuple[Entry, ...]:
        """Every document as reconciling sees it, each in the newest version published by a day (ISO), or in its newest."""
        newest: dict[str, Stored] = {}
        for stored in self._stored():
            day = day_of(stored.document.published) or day_of(stored.recorded)
            if as_of is None or stored.number == 1 or (day is not None and day.isoformat() <= as_of):
                newest[stored.document.id] = stored
        return tuple(Entry(s.document, s.claims, s.recorded, profile_from(s.profile)) for s in newest.values())

    def _stored(self) -> tuple[Stored, ...]:
        position = self.log.position()
        if self._kept is None or self._kept[0] != position:
            self._kept = position, self.log.stored()
        return self._kept[1]

    def tracks(self) -> tuple[Track, ...]:
        """The negotiations that the stored documents are about."""
        position = self.log.position()
        if self._tracks is None or self._tracks[0] != position:
            self._tracks = position, find_tracks(self.entries(), self.log.decisions())
        return self._tracks[1]

    def overview(self, as_of: str | None = None) -> tuple[Track, ...]:
        """The tracks, each with how many rounds it has on a day (ISO; today where none is given)."""
        day = as_of or self.today()
        entries, decided = self.entries(day), self.log.decisions()
        return tuple(replace(t, rounds=len(state(t.id, entries, day, decided, track=t).rounds)) for t in self.tracks())

    def track(self, wanted: str) -> Track:
        """The track of an id, or the only one whose name or parties have every word that is wanted. Raises NotFoundError."""
        return pick_track(self.tracks(), wanted)

    def state(self, track: str, as_of: str | None = None) -> State:
        """The state of play of a track (id, or part of its name) as of a day (ISO; today where none is given)."""
        day, found = as_of or self.today(), self.track(track)
        return state(found.id, self.entries(day), day, self.log.decisions(), track=found)

    def changes(self, track: str, since: str, until: str | None = None) -> tuple[Change, ...]:
        """What is different in a track between two days (ISO)."""
        last, found = until or self.today(), self.track(track)
        return changes(found.id, self.entries(last), since, last, self.log.decisions(), track=found)

    def disputes(self, track: str, as_of: str | None = None) -> tuple[Dispute, ...]:
        """What sources disagree on in a track."""
        return self.state(track, as_of).disputes

    def claims(self, wanted: ClaimFilter) -> tuple[tuple[Claim, Document], ...]:
        """The ledger: the claims that a filter lets through, each with its document, by day."""
        return self.log.claims(wanted)

    def picture(self, track: str, as_of: str | None = None) -> Picture:
        """The state of a track with the dispatches behind it and what sources say they do not know, as of a day (ISO)."""
        day = as_of or self.today()
        found, entries = self.track(track), self.entries(day)
        shown = state(found.id, entries, day, self.log.decisions(), track=found)
        inside = set(shown.track.documents) | {claim.document for claim in shown.claims}
        documents = {e.document.id: e.document for e in entries if e.document.id in inside and _known_by(e, day)}
        unknown = (c for e in entries if e.document.id in documents for c in e.claims if c.kind == "no_information")
        return Picture(shown, documents, tuple(unknown))

    def explain(self, identity: str, track: str | None = None, as_of: str | None = None) -> Explanation:
        """Why a claim, document or round is as it is. Raises NotFoundError where nothing has that id."""
        return explain(self, identity, track, as_of or self.today())
