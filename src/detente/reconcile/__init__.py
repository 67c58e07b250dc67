"""Many claims become tracks, rounds, issues, outcomes, commitments and disputes, as of a day. Pure.

`find_tracks` sorts documents into negotiations; `state` gives the state of play of one of them on a day, `changes` what
is different between two days, `origins` which claims are one utterance. None of them reads a file or a clock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from detente.errors import DateError, NotFoundError
from detente.model import Change, Decision, State, Track
from detente.model.edtf import day_of
from detente.model.explanations import Judgement
from detente.reconcile.changes import changes_between
from detente.reconcile.entries import Entry, Profile, profile_from, profile_of
from detente.reconcile.folding import fold
from detente.reconcile.judgements import item_judgements, round_judgements
from detente.reconcile.play import play
from detente.reconcile.precedence import Rule, rules
from detente.reconcile.prepared import prepare
from detente.reconcile.reports import gather
from detente.reconcile.rulings import added_claim, ruled_entries, rulings
from detente.reconcile.states import state_of
from detente.reconcile.tracks import as_track

__all__ = [
    "Entry",
    "Profile",
    "Rule",
    "added_claim",
    "changes",
    "find_tracks",
    "judgements",
    "origins",
    "profile_from",
    "profile_of",
    "rules",
    "state",
]


def find_tracks(entries: Sequence[Entry], decisions: Sequence[Decision] = (), hints: Mapping[str, Any] | None = None) -> tuple[Track, ...]:
    """The negotiations that the documents are about, the one with the first document first. Order of hand-in is of no matter.

    `hints` is a parsed TOML file with `[[track]]` tables: `name` and `documents` that belong together, or `name` and the
    `parties` that talk. `Track.rounds` is 0 here: a state counts them.
    """
    ruled = rulings(decisions, hints)
    told, _ = ruled_entries(entries, decisions)
    found = fold(told, ruled)
    return tuple(as_track(each, ruled.names.get(each.id), ruled.party_names) for each in found)


def _day(text: str) -> date:
    found = day_of(text)
    if found is None:
        raise DateError("no day is given", todo="Write it as 2025-06-10")
    return found


def _found(track_id: str, entries: Sequence[Entry], decisions: Sequence[Decision], track: Track | None) -> Track:
    found = track or next((t for t in find_tracks(entries, decisions) if t.id == track_id), None)
    if found is None:
        raise NotFoundError(f"there is no track {track_id!r}", todo="See `detente tracks` for those there are")
    return found


def state(track_id: str, entries: Sequence[Entry], as_of: str, decisions: Sequence[Decision] = (), *, track: Track | None = None) -> State:
    """The state of play of a track as of a day (ISO date). `entries` may hold other tracks' documents too.

    `track` saves finding the track again where the caller has it. Raises NotFoundError where no document makes such a
    track, DateError where `as_of` is no day.
    """
    day, found = _day(as_of), _found(track_id, entries, decisions, track)
    told, accepted = ruled_entries(entries, decisions)
    return state_of(found, prepare(found, told, accepted), day, rulings(decisions))


def changes(
    track_id: str, entries: Sequence[Entry], since: str, until: str, decisions: Sequence[Decision] = (), *, track: Track | None = None
) -> tuple[Change, ...]:
    """What is different in a track between two days (ISO dates), the rounds first. Raises as `state` does."""
    found = _found(track_id, entries, decisions, track)
    told, accepted = ruled_entries(entries, decisions)
    ruled, prepared = rulings(decisions), prepare(found, told, accepted)
    before, after = (state_of(found, prepared, _day(day), ruled) for day in (since, until))
    return changes_between(before, after)


def judgements(
    about: str,
    claims: Sequence[str],
    found: Track,
    entries: Sequence[Entry],
    as_of: str,
    decisions: Sequence[Decision] = (),
) -> Mapping[str, Judgement]:
    """Claim id -> why it is held for one of a round, issue, outcome or commitment of a track, as of a day (ISO date).

    `about` names the item ("round:third", "issue:visas"), `claims` are those that it rests on in the state of that day.
    """
    told, accepted = ruled_entries(entries, decisions)
    sorted_out = play(found, prepare(found, told, accepted), _day(as_of), rulings(decisions))
    kind, _, key = about.partition(":")
    if kind == "round":
        return round_judgements(sorted_out, key)
    clusters = {"issue": sorted_out.issues, "outcome": sorted_out.outcomes, "commitment": sorted_out.commitments}
    return item_judgements(clusters[kind], claims)


def origins(entries: Sequence[Entry]) -> Mapping[str, str]:
    """Claim id -> id of its origin (one utterance, whoever carries it)."""
    return gather(entries).origins
