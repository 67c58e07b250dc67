"""What changed in the tracks that one follows, since it was last told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from detente.desk.clock import stamp
from detente.desk.core import Desk
from detente.desk.picking import pick_track
from detente.errors import NotFoundError
from detente.model import Change, Document, State, Track
from detente.reconcile import Entry, state
from detente.reconcile.changes import changes_between
from detente.store import News, Telling, Told

ALL = "all"


@dataclass(frozen=True, slots=True)
class TrackNews:
    """What is new in one track, for whoever sits at the desk: what is restricted is among it."""

    track: Track
    as_of: str
    changes: tuple[Change, ...]

    #: The document of every claim that the changes rest on, by the claim's id.
    sources: Mapping[str, Document]

    def documents(self, change: Change) -> tuple[Document, ...]:
        """The documents that a change rests on, by day."""
        found = {d.id: d for claim in change.claims if (d := self.sources.get(claim)) is not None}
        return tuple(sorted(found.values(), key=lambda d: (d.published or "", d.id)))


class Teller:
    """Tells what changed in some tracks (ids, parts of names, or "all"), each change once."""

    def __init__(self, desk: Desk, wanted: Sequence[str], *, to_post: bool) -> None:
        self._desk = desk
        self._wanted = tuple(wanted)
        self._to_post = to_post
        self._telling = Telling(desk.log)
        self._before: object = None

    def tell(self) -> tuple[TrackNews, ...]:
        """What changed since the last time. It is written down together with the states reached, in one transaction.

        The very first time nothing is told: what stands then is what later changes are told from. A track that appears later is
        told from its first line on.
        """
        desk, today = self._desk, self._desk.today()
        standing = (desk.log.position(), today, desk.restricted_ids())
        if standing == self._before:
            return ()
        entries = desk.entries(today)
        told, begun, now = self._telling.told(), self._telling.begun(), stamp(desk.clock)
        tracks = self._tracks()
        heirs = _heirs(tracks, told)
        states: dict[str, Told] = {}
        found: list[TrackNews] = []
        written: list[News] = []
        for track in tracks:
            reached = self._reached(track, entries, today)
            if reached.whole is None:
                continue
            states[track.id] = reached
            last = heirs.get(track.id) or (Told(_nothing(reached.whole), _nothing(reached.whole)) if begun else Told(None, None))
            whole, outward = _changes(last.whole, reached.whole), _changes(last.outward, reached.outward)
            if whole or outward:
                news = self._news(track, today, whole, entries)
                found += [news] if whole else []
                written += _written(news, outward, self._news(track, today, outward, entries), now)
        self._telling.tell(written, states, [t for t in told if t not in states], now, to_post=self._to_post)
        self._before = standing
        return tuple(found)

    def _tracks(self) -> tuple[Track, ...]:
        tracks = self._desk.tracks()
        if ALL in self._wanted:
            return tracks
        chosen: dict[str, Track] = {}
        for wanted in self._wanted:
            try:
                track = pick_track(tracks, wanted)
            except NotFoundError:
                # It may appear with the next dispatch.
                continue
            chosen[track.id] = track
        return tuple(chosen.values())

    def _reached(self, track: Track, entries: Sequence[Entry], today: str) -> Told:
        """The state of a track now, and the same without what is restricted."""
        decided, hidden = self._desk.log.decisions(), self._desk.restricted_ids()
        try:
            whole = state(track.id, entries, today, decided, track=track)
        except NotFoundError:
            # Its first document is of a day to come.
            return Told(None, None)
        if not hidden:
            return Told(whole, whole)
        open_entries = [entry for entry in entries if entry.document.id not in hidden]
        open_track = replace(track, documents=tuple(d for d in track.documents if d not in hidden))
        try:
            return Told(whole, state(track.id, open_entries, today, decided, track=open_track))
        except NotFoundError:
            return Told(whole, _nothing(whole))

    def _news(self, track: Track, today: str, changes: tuple[Change, ...], entries: Sequence[Entry]) -> TrackNews:
        wanted = {claim for change in changes for claim in change.claims}
        sources = {claim.id: entry.document for entry in entries for claim in entry.claims if claim.id in wanted}
        return TrackNews(track, today, changes, sources)


def _changes(before: State | None, after: State | None) -> tuple[Change, ...]:
    return () if before is None or after is None else changes_between(before, after)


def _nothing(like: State) -> State:
    return replace(like, rounds=(), issues=(), outcomes=(), commitments=(), assessments=(), disputes=(), claims=())


def _heirs(tracks: Sequence[Track], told: dict[str, Told]) -> dict[str, Told]:
    """What was last told of each track; one whose id changed with its documents inherits what was told of most of them."""
    found = {track.id: told[track.id] for track in tracks if track.id in told}
    orphans = [last for name, last in told.items() if name not in found and last.whole is not None]
    for track in tracks:
        mine = set(track.documents)
        if track.id not in found and orphans:
            best = max(orphans, key=lambda last: len(mine.intersection(last.whole.track.documents)) if last.whole else 0)
            if best.whole is not None and mine.intersection(best.whole.track.documents):
                found[track.id] = best
    return found


def _written(whole: TrackNews, outward: tuple[Change, ...], out: TrackNews, made: str) -> list[News]:
    """The changes as they are written down: those that may leave as they look without what is restricted, and the rest."""
    leaving = {(change.kind, change.about, change.text) for change in outward}
    staying = [change for change in whole.changes if (change.kind, change.about, change.text) not in leaving]
    rows = [_row(change, out, made, outward=True) for change in outward]
    return rows + [_row(change, whole, made, outward=False) for change in staying]


def _row(change: Change, news: TrackNews, made: str, *, outward: bool) -> News:
    documents = news.documents(change)
    shown = [{"id": d.id, "title": d.title, "outlet": d.outlet, "url": d.url, "published": d.published} for d in documents]
    body = {"as_of": news.as_of, "before": change.before, "after": change.after, "claims": list(change.claims), "documents": shown}
    ids = tuple(d.id for d in documents)
    return News(news.track.id, news.track.name, change.kind, change.about, change.text, made, body, outward, ids)
