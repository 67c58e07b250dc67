"""Decisions at the desk, end to end: each changes the state of play, and taking it back restores it exactly."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from detente.cli import run
from detente.desk import Desk, open_desk
from detente.errors import NotFoundError, UsageError
from detente.model import Decision, Document

NORDIC = """Sweden and Finland held the second round of talks on ferries in Basel on June 3, the Swedish foreign ministry said.
The third round will be held in Geneva on June 20, Swedish Deputy Foreign Minister Lena Dahl said on Wednesday. Finland demands
the return of the ships. The sides agreed to exchange lists of the ships.""".replace("\n", " ")

LATER = """The third round of talks between Sweden and Finland on ferries was postponed, Swedish Deputy Foreign Minister Lena
Dahl said on Tuesday. Finland called the talks useful. The ferry lines stay closed.""".replace("\n", " ")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(str(tmp_path / "desk.db"), clock=lambda: datetime(2025, 6, 12, 12, tzinfo=UTC)) as opened:
        opened.add_document(Document("a", NORDIC, outlet="The Courier", published="2025-06-04"))
        opened.add_document(Document("b", LATER, outlet="The Herald", published="2025-06-10"))
        yield opened


def restored(desk: Desk, make: Callable[[], Decision]) -> object:
    """The state with a decision; undone, it is the state that was."""
    before, tracks = desk.state("swe"), desk.tracks()
    made = make()
    with_it = desk.tracks(), (desk.state(desk.tracks()[0].id))
    assert with_it != (tracks, before), "the decision changes nothing"
    desk.undo(made.id, by="ana", reason="no")
    assert desk.tracks() == tracks
    assert desk.state("swe") == before
    return with_it


def test_claims_and_items_are_rejected_corrected_and_restored(desk: Desk) -> None:
    state = desk.state("swe")
    third = next(r for r in state.rounds if r.ordinal == 3)
    assert third.status == "postponed"
    postponed = next(c for c in state.claims if c.kind == "round" and c.document == "b")
    by = {"by": "ana", "reason": "misread"}
    _, after = restored(desk, lambda: desk.decide("reject", [postponed.id], **by))
    assert next(r for r in after.rounds if r.ordinal == 3).status == "announced"
    _, after = restored(desk, lambda: desk.decide("correct", [postponed.id], field="status", value="cancelled", **by))
    assert next(r for r in after.rounds if r.ordinal == 3).status == "cancelled"
    _, after = restored(desk, lambda: desk.decide("reject", ["swe", f"round:{third.key}"], **by))
    assert third.key not in {r.key for r in after.rounds}
    _, after = restored(desk, lambda: desk.decide("correct", ["swe", f"round:{third.key}"], field="venue", value="Bern", **by))
    assert next(r for r in after.rounds if r.key == third.key).venue.city == "Bern"
    with pytest.raises(NotFoundError, match="round:nowhere"):
        desk.decide("reject", ["swe", "round:nowhere"], **by)


def test_rounds_and_tracks_are_joined_parted_and_named(desk: Desk) -> None:
    state, by = desk.state("swe"), {"by": "ana", "reason": "seen so"}
    keys = [f"round:{r.key}" for r in state.rounds]
    assert len(keys) >= 2
    _, after = restored(desk, lambda: desk.decide("merge", ["swe", *keys[:2]], **by))
    assert len(after.rounds) == len(keys) - 1
    tracks, _ = restored(desk, lambda: desk.decide("split", ["swe", "b"], **by))
    assert sorted(t.documents for t in tracks) == [("a",), ("b",)]
    tracks, _ = restored(desk, lambda: desk.decide("name", ["swe"], value="Ferry talks", **by))
    assert tracks[0].name == "Ferry talks"
    hints = {"track": [{"name": "Ships", "parties": list(state.track.parties)}]}
    tracks, _ = restored(desk, lambda: desk.decide("hint", [], value=hints, **by))
    assert tracks[0].name == "Ships"
    desk.decide("split", ["swe", "b"], **by)
    first, second = desk.tracks()
    desk.decide("merge", [first.id, second.id], **by)
    assert [t.documents for t in desk.tracks()] == [("a", "b")]
    with pytest.raises(UsageError, match="twice"):
        desk.decide("merge", [first.id, first.id], **by)
    with pytest.raises(UsageError, match="needs"):
        desk.decide("pin", ["a"], **by)


def test_items_are_joined_and_parted_and_say_why_they_are_one(desk: Desk) -> None:
    by = {"by": "ana", "reason": "seen so"}
    words = "Finland called the talks useful"
    desk.add_claim("b", "issue", words, {"issue": "ferry lines", "party": "FIN", "position": "raises"}, **by)
    names = [f"issue:{i.issue}" for i in desk.state("swe").issues]
    assert len(names) == 2
    _, after = restored(desk, lambda: desk.decide("merge", ["swe", *names], **by))
    assert len({i.issue for i in after.issues}) == 1
    desk.decide("merge", ["swe", *names], **by)
    (one,) = {i.issue for i in desk.state("swe").issues}
    why = [ground.judgement for ground in desk.explain(f"issue:{one}", "swe").grounds]
    assert [j is not None and j.score is None for j in why].count(True) == 1
    claim = desk.state("swe").issues[-1].support.claims[-1]
    _, after = restored(desk, lambda: desk.decide("split", ["swe", f"issue:{one}", claim], **by))
    assert len({i.issue for i in after.issues}) == 2
    with pytest.raises(UsageError, match="one kind"):
        desk.decide("merge", ["swe", f"issue:{one}", f"round:{desk.state('swe').rounds[0].key}"], **by)


def test_a_round_says_why_its_reports_are_of_one_meeting(desk: Desk) -> None:
    third = next(r for r in desk.state("swe").rounds if r.ordinal == 3)
    first, second = sorted((g.judgement for g in desk.explain(third.key).grounds if g.judgement), key=lambda j: j.score or 0)
    assert (first.score, first.reason) == (None, "it is the first report of this round")
    assert second.score is not None
    assert second.score >= second.needed
    assert "the same number (+3.0)" in second.reason


def test_a_missed_claim_is_added_and_outlives_a_second_reading(desk: Desk) -> None:
    def make() -> Decision:
        value = {"what": "reopen the ferry lines", "by": ["FIN"]}
        return desk.add_claim("b", "commitment", "The ferry lines stay closed.", value, by="ana", reason="missed", speakers=["Lena Dahl"])

    _, after = restored(desk, make)
    assert "reopen the ferry lines" in {c.what for c in after.commitments}
    made = make()
    list(desk.reread())
    (kept,) = [c for c in desk.state("swe").claims if c.rule == f"decision:{made.id}"]
    assert (kept.evidence.text, [link.name for link in kept.chain]) == ("The ferry lines stay closed.", ["Lena Dahl"])
    assert desk.add_claim("b", "statement", ("text", 0, 9), {}, by="ana", reason="missed").anchor == ("b", "text", 0, 9)


@pytest.mark.parametrize(
    ("kind", "words", "value", "complaint"),
    [
        ("gossip", "postponed", {}, "no kind of claim"),
        ("round", "postponed", {}, "needs its status"),
        ("round", "postponed", {"status": "dreamt"}, "no status"),
        ("round", "postponed", {"status": "held", "colour": "red"}, "no field"),
        ("round", "not in it", {"status": "held"}, "does not have these words"),
        ("round", "talks", {"status": "held"}, "more than once"),
    ],
)
def test_what_is_wrong_with_an_added_claim(desk: Desk, kind: str, words: str, value: dict[str, str], complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        desk.add_claim("b", kind, words, value, by="ana", reason="missed")
    assert desk.decisions() == ()


def test_adding_and_hinting_by_command(desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = ["--store", str(tmp_path / "desk.db")]
    value = json.dumps({"about": "track", "value": "constructive"})
    words = ["--kind", "assessment", "--words", "Finland called the talks useful", "--value", value, "--speaker", "Finland"]
    assert run(["decide", "add", "b", *words, "--reason", "missed", *store]) == 0
    assert "add b" in capsys.readouterr().out
    hints = tmp_path / "tracks.toml"
    hints.write_text('[[track]]\nname = "Ships"\nparties = ["SWE", "FIN"]\n', encoding="utf-8")
    assert run(["decide", "hint", str(hints), *store]) == 0
    capsys.readouterr()
    assert run(["tracks", *store]) == 0
    assert "Ships" in capsys.readouterr().out
    hints.write_text('[[track]]\nnames = "Ships"\n', encoding="utf-8")
    assert run(["decide", "hint", str(hints), *store]) == 2
    assert "1. [[track]]" in capsys.readouterr().err
