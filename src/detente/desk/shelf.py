"""States of play worked out once: kept in the store for as long as nothing that they rest on is different, and in memory.

A state is good from one day to another: those between which no dispatch came and no clock ran out (see `reconcile.watched`).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from threading import RLock
from typing import Any, TypeVar

from detente.desk.program import program
from detente.desk.sorting import PATIENCE, Sorting, entry_of
from detente.errors import DateError, StoreError
from detente.model import Claim, State, Track
from detente.model.edtf import day_of
from detente.reconcile import origins
from detente.reconcile.days import document_day
from detente.reconcile.overrides import about_of
from detente.reconcile.prepared import KINDS, Prepared, made_ready
from detente.reconcile.rulings import Rulings, ruled_entries, rulings
from detente.reconcile.states import state_of
from detente.reconcile.watched import Watched
from detente.store import Log, Stored, StoredDocument, kept
from detente.store.packing import Outline, outline_of, packed, packed_state, unpacked, unpacked_state

#: How many claims are held in memory in states, and of tracks made ready to be asked for other days.
_CLAIMS, _READY = 200_000, 60_000


@dataclass(frozen=True, slots=True)
class Shown:
    """A state with the claims of sources that say they do not know."""

    state: State
    unknown: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class _Ready:
    """A track's documents in the versions of some days, made ready for all of these."""

    prepared: Prepared
    ruled: Rulings


class Shelf:
    """The states of the tracks of a log. Safe to be asked by several threads; one works at a time."""

    def __init__(self, log: Log, sorting: Sorting) -> None:
        self._log, self._sorting = log, sorting
        self._lock = RLock()
        self._beat = -1
        self._shown = _Memory(_CLAIMS)
        self._outlines = _Memory(_CLAIMS)
        self._worked = _Memory(_READY)
        self._ready = _Memory(_READY)
        self._origins = _Memory(_CLAIMS)

    def shown(self, track: Track, day: str) -> Shown:
        """The state of a track (as it is sorted) as of a day (ISO)."""
        self._at()
        found: Shown | None = self._shown.get((track.id, day))
        if found is None:
            body = self._body(track, day)
            # Where it was worked out just now, it need not be unpacked.
            found = self._shown.get((track.id, day))
            if found is None:
                state, unknown = unpacked_state(body)
                found = Shown(_named(state, track, day), unknown)
                self._shown.put((track.id, day), found, len(found.state.claims) + 50)
        return found

    def outline(self, track: Track, day: str) -> Outline:
        """The same with the claims left packed until they are asked for."""
        self._at()
        found: Outline | None = self._outlines.get((track.id, day))
        if found is None:
            found = outline_of(self._body(track, day))
            found = replace(found, state=_named(found.state, track, day))
            self._outlines.put((track.id, day), found, len(found.claims) // 3 + 50)
        return found

    def _body(self, track: Track, day: str) -> bytes:
        """A state, packed."""
        question = kept.answer_of(track.id, "state", day)
        found: bytes | None = self._worked.get((track.id, day)) or self._log.ask(question)
        if found is None:
            with self._lock:
                found = self._worked.get((track.id, day)) or self._log.ask(question) or self._worked_out(track, day)
        return found

    def rounds(self, tracks: Sequence[Track], day: str) -> Mapping[str, int]:
        """Track -> how many rounds it has on a day."""
        self._at()
        known = self._log.ask(kept.rounds_on(day))
        return {t.id: known[t.id] if t.id in known else len(self.shown(t, day).state.rounds) for t in tracks}

    def with_item(self, item: str, day: str) -> tuple[str, ...]:
        """The tracks whose state of a day has an item of that name, as far as they are known; ask for `rounds` first."""
        kept_ones = set(self._log.ask(kept.tracks_with(item, day)))
        unkept = self._sorting.cards().keys() - self._log.ask(kept.rounds_on(day)).keys()
        return tuple(track for track in self._sorting.cards() if track in kept_ones or track in unkept)

    def origins(self, track: Track) -> Mapping[str, str]:
        """Claim -> the utterance that it comes from, of all claims of a track's documents in their newest versions, as read."""
        self._at()
        found: Mapping[str, str] | None = self._origins.get(track.id)
        if found is None:
            body = self._log.ask(kept.answer_of(track.id, "origins", "0001-01-01"))
            if body is not None:
                found = dict(unpacked(tuple[tuple[str, str], ...], body))
            else:
                with self._lock:
                    # A track may come without its documents, as the one does that a document lives in: what is kept is of all of them.
                    whole = self._sorting.whole(track)
                    newest = {stored.document.id: entry_of(stored) for stored in self._log.stored(whole.documents)}
                    found = origins(tuple(newest.values()))
                    pairs = packed(tuple(found.items()))
                    self._keep(kept.Answer(track.id, "origins", "0001-01-01", "9999-12-31", pairs))
            self._origins.put(track.id, found, len(found) // 4 + 50)
        return found

    def _at(self) -> None:
        """See whether the log has gone on; then what is held in memory is of no more use."""
        beat = self._sorting.up_to_date()
        with self._lock:
            if beat != self._beat:
                self._beat = beat
                for memory in (self._shown, self._outlines, self._worked, self._ready, self._origins):
                    memory.clear()

    def _worked_out(self, track: Track, day: str) -> bytes:
        watched = Watched.of(day_from(day))
        ready = self._made_ready(track, watched)
        state = state_of(track, ready.prepared, watched, ready.ruled)
        inside = set(state.track.documents)
        unknown = tuple(c for _, e in ready.prepared.ordered if e.document.id in inside for c in e.claims if c.kind == "no_information")
        first, last = watched.span
        names = {about_of(item) for items in (state.rounds, state.issues, state.outcomes, state.commitments) for item in items}
        body = packed_state(state, unknown)
        answer = kept.Answer(track.id, "state", first.isoformat(), last.isoformat(), body, len(state.rounds), tuple(sorted(names)))
        self._keep(answer)
        self._shown.put((track.id, day), Shown(replace(state, as_of=day), unknown), len(state.claims) + 50)
        self._worked.put((track.id, day), body, len(state.claims) // 3 + 50)
        return body

    def _keep(self, answer: kept.Answer) -> None:
        try:
            self._log.write(kept.keep_answers([answer], self._beat, program()), patience=PATIENCE)
        except StoreError:
            # Somebody is writing, or nobody may: it is worked out again another time.
            return

    def _made_ready(self, track: Track, day: date) -> _Ready:
        """The documents of a track in the versions of a day."""
        decided = self._log.decisions()
        trails = self._sorting.marks_of(track.documents)
        odd = self._sorting.ruled_documents(decided) & set(track.documents)
        odd |= {d for d in track.documents if d not in trails or "," in trails[d][0]}
        several = self._log.stored(sorted(odd)) if odd else ()
        chosen = chosen_versions(several, day)
        key = track.id, tuple(sorted((s.document.id, s.number) for s in chosen if s.number > 1))
        ready: _Ready | None = self._ready.get(key)
        if ready is None:
            plain = self._log.stored([d for d in track.documents if d not in odd], kinds=KINDS)
            entries = tuple(entry_of(s) for s in (*plain, *chosen))
            told, accepted = ruled_entries(entries, decided)
            marks = {d: trails[d][1].mark for d in track.documents if d not in odd}
            ready = _Ready(made_ready(told, accepted, marks), rulings(decided))
            self._ready.put(key, ready, sum(len(e.claims) for e in entries))
        return ready


def _named(state: State, track: Track, day: str) -> State:
    """A state that was kept, as of the day asked for; before its first document a track goes by the name that it has now."""
    if not state.track.documents:
        state = replace(state, track=replace(track, documents=(), rounds=0, latest=None))
    return replace(state, as_of=day)


def day_from(text: str) -> date:
    """The day that an ISO text means. Raises DateError."""
    found = day_of(text)
    if found is None:
        raise DateError("no day is given", todo="Write it as 2025-06-10")
    return found


Kept = TypeVar("Kept", Stored, StoredDocument)


def chosen_versions(stored: Sequence[Kept], day: date) -> tuple[Kept, ...]:
    """Of each document the newest version published by a day, or its first one."""
    chosen: dict[str, Kept] = {}
    for one in stored:
        if one.number == 1 or day >= document_day(one.document, one.recorded):
            chosen[one.document.id] = one
    return tuple(chosen.values())


class _Memory:
    """What was last used, up to some weight; the last thing put in always has room."""

    def __init__(self, most: int) -> None:
        self._most, self._weight = most, 0
        self._kept: OrderedDict[Any, tuple[Any, int]] = OrderedDict()
        self._lock = RLock()

    def get(self, key: Any) -> Any:
        """What was put in under a key, or None."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def put(self, key: Any, value: Any, weight: int) -> None:
        """Hold something; what was not used for longest goes."""
        with self._lock:
            self._weight += weight - self._kept.pop(key, (None, 0))[1]
            self._kept[key] = value, weight
            while self._weight > self._most and len(self._kept) > 1:
                self._weight -= self._kept.popitem(last=False)[1][1]

    def clear(self) -> None:
        """Hold nothing."""
        with self._lock:
            self._kept.clear()
            self._weight = 0
