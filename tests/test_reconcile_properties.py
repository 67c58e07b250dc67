"""What must hold of every state, whatever was read."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from detente.model import Assessment, Decision, Link, Round, State, plain
from detente.reconcile import Entry, changes, find_tracks, origins, state
from strategies import DAYS, copy_of, day, entry_of, examples, streams

LATER = day(DAYS + 30)


def published(entry: Entry) -> str:
    """The day of publication."""
    return (entry.document.published or entry.recorded)[:10]


def without_claims(found: State) -> object:
    """A state with its values, origin counts and reasons, and without ids of the claims that carry them."""

    def bare(value: object) -> object:
        if isinstance(value, dict):
            return {k: bare(v) for k, v in value.items() if k not in ("claims", "claim", "documents", "latest")}
        return [bare(v) for v in value] if isinstance(value, list) else value

    return bare(plain(replace(found, claims=())))


@examples(60)
@given(streams(), st.randoms(use_true_random=False))
def test_order_of_hand_in_is_of_no_matter(stream: list[Entry], chance: random.Random) -> None:
    other = stream[:]
    chance.shuffle(other)
    tracks = find_tracks(stream)
    assert find_tracks(other) == tracks
    assert origins(other) == origins(stream)
    for track in tracks:
        assert state(track.id, other, LATER) == state(track.id, stream, LATER)


@examples(60)
@given(streams(), st.data())
def test_a_near_copy_changes_no_value_and_no_count_of_origins(stream: list[Entry], data: st.DataObject) -> None:
    original = data.draw(st.sampled_from(stream))
    unchanged_by_a_copy(stream, original, data.draw(st.integers(1, 25)))


def unchanged_by_a_copy(stream: list[Entry], of: Entry, days: int) -> None:
    copied = [*stream, copy_of(of, days=days)]
    tracks = find_tracks(stream)
    assert [t.id for t in find_tracks(copied)] == [t.id for t in tracks]
    for track in tracks:
        assert without_claims(state(track.id, copied, LATER)) == without_claims(state(track.id, stream, LATER))


def test_a_copy_of_what_was_said_before_there_was_a_track_is_in_no_track() -> None:
    pair, erik = ("NOR", "SWE"), Link("Erik Svensson", "person", party="SWE")
    early = entry_of(1, pair, 0, [(Assessment("round", "no_progress"), (erik,))])
    opening = entry_of(2, pair, 14, [(Round("cancelled", 3, "2024-04", "Oslo", parties=pair), (erik,))])
    unchanged_by_a_copy([early, opening], early, 20)


def test_a_copy_does_not_make_numbers_told_after_it_look_newer() -> None:
    pair, host, unnamed = ("NOR", "SWE"), Link("Anna Keller", "person", party="CHE"), Link("a diplomat", "unnamed")
    planned = entry_of(3, pair, 37, [(Round("announced", 1, "2024-05-15", "Lima", parties=pair), (host,))], "probable")
    two = [
        (Round("announced", 4, "2024-04", parties=pair), (host,)),
        (Round("cancelled", 3, "2024-03-31/2024-06-08", parties=pair), (unnamed,)),
    ]
    both = entry_of(1, pair, 54, two)
    late = entry_of(2, pair, 115, [(Round("denied", 1, "2024-07-20/..", parties=pair), (host,))], "probable", "denied")
    unchanged_by_a_copy([planned, both, late], both, 8)


@examples(60)
@given(streams(), st.integers(0, DAYS))
def test_later_documents_leave_the_past_as_it_was(stream: list[Entry], offset: int) -> None:
    then = day(offset)
    known = [e for e in stream if published(e) <= then]
    for track in find_tracks(known):
        assert state(track.id, stream, then) == state(track.id, known, then)


@examples(60)
@given(streams(), st.data())
def test_undoing_a_decision_restores_the_state(stream: list[Entry], data: st.DataObject) -> None:
    claims = [c for e in stream for c in e.claims]
    subject = data.draw(st.sampled_from(claims))
    kind = data.draw(st.sampled_from(("accept", "reject", "correct", "split", "pin")))
    tracks = find_tracks(stream)
    home = tracks[0].id if tracks else "t0"
    subjects = {"split": (home, subject.document), "pin": (subject.document, home)}.get(kind, (subject.id,))
    made = Decision("d1", kind, subjects, "me", "2025-01-01T10:00:00+00:00", "a test", '{"field": "date", "value": "2024-04-04"}')
    undone = replace(made, undone="2025-01-02T10:00:00+00:00")
    assert find_tracks(stream, [undone]) == tracks
    for track in tracks:
        assert state(track.id, stream, LATER, [undone]) == state(track.id, stream, LATER)


@examples(60)
@given(streams())
def test_nothing_is_held_that_nobody_reported_as_held(stream: list[Entry]) -> None:
    for track in find_tracks(stream):
        found = state(track.id, stream, LATER)
        claims = {c.id: c for c in found.claims}
        for round_ in found.rounds:
            if round_.status in ("held", "under_way"):
                told = [claims[c] for c in round_.support.claims]
                assert any(c.value.status in ("held", "under_way") and c.polarity == "affirmed" for c in told)


@examples(40)
@given(streams())
def test_every_item_rests_on_claims_and_every_reason_is_a_documented_rule(stream: list[Entry]) -> None:
    from detente.reconcile import rules

    for track in find_tracks(stream):
        found = state(track.id, stream, LATER)
        known = {c.id for c in found.claims}
        items = (*found.rounds, *found.issues, *found.outcomes, *found.commitments, *found.assessments)
        assert all(item.support.claims and set(item.support.claims) <= known and item.support.origins >= 1 for item in items)
        assert {rule for round_ in found.rounds for _, rule in round_.reasons} <= set(rules())
        assert len({round_.key for round_ in found.rounds}) == len(found.rounds)


@examples(40)
@given(streams(), st.integers(0, DAYS))
def test_changes_between_a_day_and_itself_are_none(stream: list[Entry], offset: int) -> None:
    for track in find_tracks(stream):
        assert changes(track.id, stream, day(offset), day(offset)) == ()
        assert date.fromisoformat(state(track.id, stream, day(offset)).as_of)
