"""The desk itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from detente.desk.bringing import Added, keep, paths_and_addresses, reader_name
from detente.desk.clock import Clock, stamp, today, utc_now
from detente.desk.deciding import Deciding
from detente.desk.explaining import explain
from detente.desk.picking import pick_track
from detente.desk.shelf import Shelf, chosen_versions, day_from
from detente.desk.sorting import Sorting, entry_of
from detente.desk.upkeep import Upkeep
from detente.model import Change, Claim, Dispute, Document, State, Track, plain
from detente.model.explanations import Explanation
from detente.reading import read
from detente.reconcile import Entry, profile_of
from detente.reconcile.changes import changes_between
from detente.settings import data_folder, store_url
from detente.sources import Hints, Skipped
from detente.store import ClaimFilter, Follow, Following, Log, StoredDocument, open_log
from detente.store.packing import Claims

if TYPE_CHECKING:
    from detente.sources.web.limits import Web

#: A track of so many claims is long: what is often asked for of it is worked out beforehand.
LONG = 4_000


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


@dataclass(frozen=True, slots=True)
class Sketch:
    """A picture that costs little: claims are made as they are asked for, and the dispatches are without their texts."""

    #: Without its claims, which `claims` has by id.
    state: State
    claims: Claims
    unknown: Claims
    documents: Mapping[str, Document]


class Desk(Deciding, Upkeep):
    """Everything that can be asked of a store and done with it. Close it, or use it in a `with` statement."""

    def __init__(self, log: Log, clock: Clock = utc_now) -> None:
        super().__init__(log, clock)
        self.sorting = Sorting(log)
        self._shelf = Shelf(log, self.sorting)

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        self.log.close()

    # --- bringing in ---------------------------------------------------------------------------------------------------

    def add(
        self,
        paths: Sequence[str],
        hints: Hints | None = None,
        *,
        again: bool = False,
        restricted: bool = False,
        web: Web | None = None,
    ) -> Iterator[Added]:
        """Read what is in the paths (files, folders, "-", addresses) and keep it, a transaction a document.

        Yields what became of each. A bad file or line is reported and nothing of it is kept; what is known already is left alone.
        Addresses are fetched as `web` says. What was taken out before is refused unless `again`; with `restricted` the documents may
        not leave in exports and feeds. Raises DateError and UsageError where the hints are wrong, StoreError where the store fails.
        """
        fresh = False
        for item in paths_and_addresses(paths, hints, web):
            if isinstance(item, Document):
                added = self.add_document(item, again=again, restricted=restricted)
                fresh = fresh or added.what in ("new", "version")
                yield added
            elif isinstance(item, Skipped):
                yield Added("skipped", item.where, skipped=item)
            else:
                yield Added("failed", item.where, error=item)
        if fresh:
            self.settle()

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

    def entries(self, as_of: str | None = None, track: Track | None = None) -> tuple[Entry, ...]:
        """Every document (of a track) as reconciling sees it, in the newest version published by a day (ISO), or in its newest."""
        stored = self.log.stored(None if track is None else track.documents)
        if as_of is None:
            return tuple(map(entry_of, {one.document.id: one for one in stored}.values()))
        return tuple(map(entry_of, chosen_versions(stored, day_from(as_of))))

    def entries_named(self, documents: Sequence[str], kinds: Collection[str] | None = None) -> tuple[Entry, ...]:
        """Some documents as reconciling sees them, in their newest versions, with their claims of some kinds (all, where none is named)."""
        return tuple(map(entry_of, {one.document.id: one for one in self.log.stored(documents, kinds=kinds)}.values()))

    def tracks(self) -> tuple[Track, ...]:
        """The negotiations that the stored documents are about."""
        return self.sorting.tracks()

    def overview(self, as_of: str | None = None) -> tuple[Track, ...]:
        """The tracks, each with how many rounds it has on a day (ISO; today where none is given)."""
        found = self.tracks()
        rounds = self._shelf.rounds(found, as_of or self.today())
        return tuple(replace(track, rounds=rounds[track.id]) for track in found)

    def track(self, wanted: str) -> Track:
        """The track of an id, or the only one whose name or parties have every word that is wanted. Raises NotFoundError."""
        cards = self.sorting.cards()
        found = cards[wanted].track if wanted in cards else pick_track([card.track for card in cards.values()], wanted)
        return self.sorting.whole(found)

    def tracks_with(self, item: str, as_of: str) -> tuple[Track, ...]:
        """The tracks whose state as of a day (ISO) has an item of that name ("round:third", "issue:visas")."""
        self.overview(as_of)
        return tuple(map(self.track, self._shelf.with_item(item, as_of)))

    def home_of(self, document: str) -> Track | None:
        """The track that a document is in, without its documents, or None."""
        return self.sorting.home(document)

    def state(self, track: str, as_of: str | None = None) -> State:
        """The state of play of a track (id, or part of its name) as of a day (ISO; today where none is given)."""
        return self._shelf.shown(self.track(track), as_of or self.today()).state

    def changes(self, track: str, since: str, until: str | None = None) -> tuple[Change, ...]:
        """What is different in a track between two days (ISO)."""
        found = self.track(track)
        before, after = (self._shelf.outline(found, day).state for day in (since, until or self.today()))
        return changes_between(before, after)

    def disputes(self, track: str, as_of: str | None = None) -> tuple[Dispute, ...]:
        """What sources disagree on in a track."""
        return self.state(track, as_of).disputes

    def follows(self) -> tuple[Follow, ...]:
        """The feeds, sitemaps and pages that are watched, and how each fares; what is no longer on the list included."""
        return Following(self.log).follows()

    def claims(self, wanted: ClaimFilter) -> tuple[tuple[Claim, Document], ...]:
        """The ledger: the claims that a filter lets through, each with its document, by day."""
        if wanted.track is not None:
            self.sorting.up_to_date()
        return self.log.claims(wanted)

    def origins(self, track: Track) -> Mapping[str, str]:
        """Claim id -> id of the utterance it comes from, of all claims of a track's documents in their newest versions."""
        return self._shelf.origins(track)

    def picture(self, track: str, as_of: str | None = None) -> Picture:
        """The state of a track with the dispatches behind it and what sources say they do not know, as of a day (ISO)."""
        day = as_of or self.today()
        shown = self._shelf.shown(self.track(track), day)
        inside = {*shown.state.track.documents, *(claim.document for claim in shown.state.claims)}
        found = chosen_versions(self.log.documents(inside), day_from(day))
        return Picture(shown.state, {one.document.id: one.document for one in found}, shown.unknown)

    def sketch(self, track: Track, as_of: str, documents: Sequence[StoredDocument]) -> Sketch:
        """What `picture` gives, for a page that shows a part of it; `documents` are those of the track, in all versions."""
        found = self._shelf.outline(track, as_of)
        inside = {*found.state.track.documents, *found.claims.documents}
        chosen = chosen_versions([one for one in documents if one.document.id in inside], day_from(as_of))
        return Sketch(found.state, found.claims, found.unknown, {one.document.id: one.document for one in chosen})

    def settle(self) -> None:
        """Sort what is new and work out today's states, so that whoever asks next need not wait.

        Of long tracks also those of a week and of a month ago, which changes are told from.
        """
        today = day_from(self.today())
        self.overview()
        for card in self.sorting.cards().values():
            if card.claims >= LONG:
                track = self.sorting.whole(card.track)
                for days in (7, 31):
                    self._shelf.shown(track, (today - timedelta(days=days)).isoformat())

    def explain(self, identity: str, track: str | None = None, as_of: str | None = None) -> Explanation:
        """Why a claim, document or round is as it is. Raises NotFoundError where nothing has that id."""
        return explain(self, identity, track, as_of or self.today())
