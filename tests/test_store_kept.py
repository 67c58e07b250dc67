"""What is kept beside the log is what would be worked out anew, whatever was done to the store and in whatever order."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.desk import Desk
from detente.errors import DetenteError
from detente.model import Document, Reading, State, Track, plain
from detente.reconcile import Entry, find_tracks, origins, profile_of, state
from detente.store import ClaimFilter, open_log
from strategies import DAYS, copy_of, day, examples, streams


@cache
def empty_store() -> Path:
    """An empty store, made once: migrations take longer than everything else."""
    path = Path(tempfile.mkdtemp()) / "empty.db"
    open_log(str(path)).close()
    return path


def open_copy(folder: Path) -> Desk:
    """A desk over a store of its own."""
    shutil.copy(empty_store(), folder / "a.db")
    return reopened(folder)


def reopened(folder: Path) -> Desk:
    """A desk of another process, as it were: it remembers nothing."""
    return Desk(open_log(str(folder / "a.db")), lambda: datetime(2024, 6, 1, 12, tzinfo=UTC))


def put(desk: Desk, entry: Entry) -> None:
    """Keep a document with its claims as if they had been read from it."""
    reading = Reading(entry.document, entry.claims)
    desk.log.add(reading, plain(profile_of(reading)), "drawn", f"{entry.recorded[:10]}T12:00:00+00:00")


def same_as_anew(desk: Desk, days: list[str]) -> None:
    """Everything that the desk says equals what is worked out of the whole log."""
    decided = desk.decisions()
    tracks = find_tracks(desk.entries(), decided)
    assert desk.tracks() == tracks
    for when in days:
        entries = desk.entries(when)
        counted = []
        for track in tracks:
            expected = state(track.id, entries, when, decided, track=track)
            assert desk.state(track.id, when) == expected
            sketched_as_painted(desk, track, when, expected)
            counted.append(replace(track, rounds=len(expected.rounds)))
        assert desk.overview(when) == tuple(counted)
    for track in tracks:
        assert desk.track(track.id) == track
        assert dict(desk.origins(track)) == dict(origins(desk.entries(track=track)))


def sketched_as_painted(desk: Desk, track: Track, when: str, expected: State) -> None:
    """What pages are made of, whose claims are made one by one, is the state and what is behind it."""
    sketch, picture = desk.sketch(track, when, desk.log.documents(track.documents, texts=False)), desk.picture(track.id, when)
    assert replace(sketch.state, claims=tuple(sketch.claims.values())) == expected
    assert tuple(sketch.unknown.values()) == picture.unknown
    assert sketch.documents == {d: replace(known, text="") for d, known in picture.documents.items()}
    assert sketch.claims.days() == Counter(claim.said for claim in expected.claims)
    assert [sketch.claims.said(claim.id) for claim in expected.claims] == [claim.said for claim in expected.claims]
    assert sketch.claims.speakers() == Counter(claim.chain[0].name if claim.chain else None for claim in expected.claims)


def meddle(desk: Desk, data: st.DataObject, at: list[Entry]) -> None:
    """Do one thing to the store that is not adding a new document."""
    kind = data.draw(st.sampled_from(("version", "reject", "correct", "pin", "split", "merge", "name", "undo", "forget", "reading")))
    entry = data.draw(st.sampled_from(at))
    tracks = desk.tracks()
    home = data.draw(st.sampled_from(tracks)).id if tracks else "t000000000000"
    other = data.draw(st.sampled_from(tracks)).id if tracks else home
    claim = data.draw(st.sampled_from(entry.claims))
    why = {"by": "ana", "reason": "a test"}
    try:
        if kind == "version":
            when = day(data.draw(st.integers(0, DAYS)))
            put(desk, replace(entry, document=replace(entry.document, published=when), claims=entry.claims[1:]))
        elif kind == "reading":
            number = len(desk.log.versions_of(entry.document.id))
            reading = Reading(desk.log.versions_of(entry.document.id)[-1].document, entry.claims[:-1])
            desk.log.add_reading(number, reading, plain(profile_of(reading)), "drawn-2", "2024-03-05T12:00:00+00:00")
        elif kind == "forget":
            desk.forget(entry.document.id, reason="a test")
        elif kind == "undo":
            standing = [d.id for d in desk.decisions() if d.undone is None]
            if standing:
                desk.undo(data.draw(st.sampled_from(standing)), **why)
        else:
            subjects = {"pin": [entry.document.id, home], "split": [home, entry.document.id], "merge": [home, other], "name": [home]}
            more = {"correct": {"field": "venue", "value": "Oslo"}, "name": {"value": "The talks"}}.get(kind, {})
            desk.decide(kind, subjects.get(kind, [claim.id]), **why, **more)
    except DetenteError:
        # What cannot be done is refused, and the store is as it was.
        return


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


@examples(60)
@given(streams(6), st.data())
def test_what_is_kept_equals_what_is_worked_out_anew(folder: Path, stream: list[Entry], data: st.DataObject) -> None:
    whole = [*stream, copy_of(stream[0], days=data.draw(st.integers(1, 25)))]
    order = data.draw(st.permutations(whole))
    desk = open_copy(folder)
    try:
        for place, entry in enumerate(order):
            put(desk, entry)
            if data.draw(st.booleans()):
                meddle(desk, data, order[: place + 1])
            if data.draw(st.integers(0, 3)) == 0:
                desk.close()
                desk = reopened(folder)
            if data.draw(st.booleans()):
                same_as_anew(desk, [day(data.draw(st.integers(0, DAYS + 40)))])
        days = [day(data.draw(st.integers(0, DAYS + 90))) for _ in range(3)]
        same_as_anew(desk, days)
        desk.close()
        desk = reopened(folder)
        same_as_anew(desk, days)
    finally:
        desk.close()


@examples(40)
@given(streams(6), st.data())
def test_the_ledger_finds_what_going_through_all_claims_finds(folder: Path, stream: list[Entry], data: st.DataObject) -> None:
    desk = open_copy(folder)
    try:
        for place, entry in enumerate(stream):
            put(desk, entry)
            if data.draw(st.booleans()):
                meddle(desk, data, stream[: place + 1])
        newest = {e.document.id: e for e in desk.entries()}
        everything = [(c, e.document) for e in newest.values() for c in e.claims]
        some = data.draw(st.sampled_from(everything))[0] if everything else None
        wanted = ClaimFilter(
            speaker=data.draw(st.sampled_from((None, "nordmann", "E", "zz"))),
            outlet=data.draw(st.sampled_from((None, "coast", "A"))),
            kind=data.draw(st.sampled_from((None, "round", "issue"))),
            since=data.draw(st.none() | st.integers(0, DAYS).map(day)),
            until=data.draw(st.none() | st.integers(0, DAYS).map(day)),
            text=data.draw(st.sampled_from((None, "word1x0x3", "word*", '"word0x0x1 word0x0x2"'))),
            id=data.draw(st.sampled_from((None, None, some.id if some else "c0"))),
            limit=data.draw(st.sampled_from((None, 1, 3))),
            latest_first=data.draw(st.booleans()),
        )
        rows = [pair for pair in everything if fits(*pair, wanted)]
        rows.sort(key=lambda p: ((p[1].published or "")[:10], p[1].id, p[0].evidence.field != "title", p[0].evidence.start))
        rows = rows[::-1] if wanted.latest_first else rows
        assert [c.id for c, _ in desk.claims(wanted)] == [c.id for c, _ in rows][: wanted.limit]
        for track in desk.tracks():
            found = desk.claims(ClaimFilter(track=track.id))
            assert {c.document for c, _ in found} <= set(track.documents)
            assert found == desk.claims(ClaimFilter(frozenset(track.documents)))
    finally:
        desk.close()


def fits(claim: object, document: Document, wanted: ClaimFilter) -> bool:
    """Whether a claim is one that is wanted."""
    from detente.model import Claim

    assert isinstance(claim, Claim)
    said = (claim.said or document.published or "")[:10]
    words = claim.evidence.text.split()
    texts = {
        None: True,
        "word1x0x3": "word1x0x3" in words,
        "word*": any(w.startswith("word") for w in words),
        '"word0x0x1 word0x0x2"': "word0x0x1 word0x0x2" in claim.evidence.text,
    }
    return (
        (wanted.speaker is None or bool(claim.chain and wanted.speaker.casefold() in claim.chain[0].name.casefold()))
        and (wanted.outlet is None or wanted.outlet.casefold() in document.outlet.casefold())
        and wanted.kind in (None, claim.kind)
        and wanted.id in (None, claim.id)
        and (wanted.since is None or said >= wanted.since)
        and (wanted.until is None or said <= wanted.until)
        and texts[wanted.text]
    )
