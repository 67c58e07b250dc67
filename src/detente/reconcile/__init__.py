"""Many claims become tracks, rounds, issues, outcomes, commitments and disputes, as of a day. Pure.

`find_tracks` sorts documents into negotiations; `state` gives the state of play of one of them on a day, `changes` what
is different between two days, `origins` which claims are one utterance. None of them reads a file or a clock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.errors import NotFoundError
from detente.model import Change, Decision, State, Track
from detente.reconcile.entries import Entry, Profile, profile_from, profile_of

__all__ = ["Entry", "Profile", "changes", "find_tracks", "origins", "profile_from", "profile_of", "state"]


def find_tracks(entries: Sequence[Entry], decisions: Sequence[Decision] = (), hints: Mapping[str, object] | None = None) -> tuple[Track, ...]:
    """The negotiations that the documents are about, the one with the first document first. Order of hand-in is of no matter."""
    return ()


def state(track_id: str, entries: Sequence[Entry], as_of: str, decisions: Sequence[Decision] = ()) -> State:
    """The state of play of a track as of a day (ISO date). `entries` may hold other tracks' documents too.

    Raises NotFoundError where no document makes such a track.
    """
    raise NotFoundError(f"there is no track {track_id!r}", todo="See `detente tracks` for those there are")


def changes(track_id: str, entries: Sequence[Entry], since: str, until: str, decisions: Sequence[Decision] = ()) -> tuple[Change, ...]:
    """What is different in a track between two days (ISO dates), the rounds first. Raises NotFoundError as `state` does."""
    return ()


def origins(entries: Sequence[Entry]) -> Mapping[str, str]:
    """Claim id -> id of its origin (one utterance, whoever carries it)."""
    return {}
