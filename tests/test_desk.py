"""The desk: what is brought in is kept once, and any past day can be asked for."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import detente
from detente.desk import ClaimFilter, Desk, Hints, open_desk
from detente.desk.explaining import sentence_around
from detente.errors import DateError, NotFoundError, SourceError, UsageError
from detente.model import Document, Span

STORY = """Norway and Chad held the second round of talks in Bern on 4 June, the Swiss foreign ministry said on Thursday.

"We agreed on visas," the Norwegian envoy Ann Doe told reporters. "The third round will be held in Oslo on 20 June."
"""
LATER = "The third round of talks between Norway and Chad has been cancelled, the Norwegian envoy Ann Doe said on Monday."


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(str(tmp_path / "a.db"), clock=lambda: datetime(2025, 6, 30, 12, tzinfo=UTC)) as opened:
        yield opened


def document(number: str, text: str, published: str | None) -> Document:
    return Document(number, text, "Talks", "The Alpine Courier", None, "en", published)


def test_read_gives_claims_of_a_bare_text() -> None:
    reading = detente.read(STORY, published="2025-06-05", outlet="The Alpine Courier")
    assert reading.document.language == "en"
    assert any(c.kind == "statement" for c in reading.claims)
    for claim in reading.claims:
        assert reading.document.field(claim.evidence.field)[claim.evidence.start : claim.evidence.end] == claim.evidence.text
    with pytest.raises(SourceError):
        detente.read(" ")
    with pytest.raises(DateError):
        detente.read(STORY, published="2025-06-31")


def test_a_second_add_adds_nothing(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "story.txt"
    file.write_text(STORY, encoding="utf-8")
    hints = Hints(published="2025-06-05", outlet="The Alpine Courier", language="en")
    (first,) = desk.add([str(file)], hints)
    before = desk.log.figures()
    (second,) = desk.add([str(file)], hints)
    assert (first.what, second.what) == ("new", "known")
    assert first.claims > 0
    assert desk.log.figures() == before


def test_a_bad_document_leaves_nothing_and_the_rest_goes_on(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(
        '{"text": "Talks were held.", "language": "en"}\n{"text": "Talks.", "published": "2025-13-01"}\n{"text": "Talks ended."}\n'
    )
    assert [added.what for added in desk.add([str(file)], Hints(language="en"))] == ["new", "failed", "new"]
    assert desk.log.figures()["documents"] == 2


def test_a_language_without_a_reader_is_kept_with_one_warning(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Третий раунд консультаций пройдёт в Тбилиси, сообщил посол журналистам во вторник.", encoding="utf-8")
    (added,) = desk.add([str(file)], Hints(language="ka"))
    assert (added.what, added.claims, len(added.warnings)) == ("new", 0, 1)


def test_the_past_stays_put_when_a_document_is_corrected(desk: Desk) -> None:
    desk.add_document(document("a", STORY, "2025-06-05"))
    assert desk.add_document(document("a", LATER, "2025-06-16")).version == 2
    assert [e.document.text for e in desk.entries("2025-06-10")] == [STORY]
    assert [e.document.text for e in desk.entries("2025-06-16")] == [LATER]
    assert {d.text for _, d in desk.claims(ClaimFilter())} == {LATER}


def test_tracks_state_and_changes_go_from_confirmed_to_cancelled(desk: Desk) -> None:
    desk.add_document(document("a", STORY, "2025-06-05"))
    desk.add_document(document("b", LATER, "2025-06-16"))
    (track,) = desk.tracks()
    assert set(track.parties) == {"NOR", "TCD"}
    early, late = desk.state("norway chad", "2025-06-10"), desk.state(track.id, "2025-06-17")
    assert {r.ordinal: r.status for r in early.rounds} == {2: "held", 3: "confirmed"}
    assert {r.ordinal: r.status for r in late.rounds} == {2: "held", 3: "cancelled"}
    assert desk.state(track.id).as_of == "2025-06-30"
    assert any("cancelled" in change.text for change in desk.changes(track.id, "2025-06-10", "2025-06-17"))
    picture = desk.picture(track.id, "2025-06-10")
    assert set(picture.documents) == {"a"}
    (third,) = (r for r in late.rounds if r.ordinal == 3)
    explained = desk.explain(third.key, as_of="2025-06-17")
    assert explained.round == third
    assert {g.claim.id for g in explained.grounds} == set(third.support.claims)


def test_no_track_is_guessed(desk: Desk) -> None:
    with pytest.raises(NotFoundError, match="no track"):
        desk.state("norway")
    desk.add_document(document("a", STORY, "2025-06-05"))
    for nonsense in ("", "  ", "%", "iceland"):
        with pytest.raises(NotFoundError):
            desk.state(nonsense)


def test_reread_keeps_the_older_reading_only_where_something_changed(desk: Desk) -> None:
    desk.add_document(document("a", STORY, "2025-06-05"))
    assert [added.what for added in desk.reread()] == ["known"]
    assert desk.log.figures()["readings"] == 1


def test_decisions_need_a_reason_and_a_claim_that_exists_and_can_be_taken_back(desk: Desk) -> None:
    desk.add_document(document("a", STORY, "2025-06-05"))
    claim = next(c for c, _ in desk.claims(ClaimFilter(kind="round")))
    with pytest.raises(UsageError, match="reason"):
        desk.decide("reject", [claim.id], by="ana", reason=" ")
    with pytest.raises(NotFoundError):
        desk.decide("reject", ["c0"], by="ana", reason="misread")
    with pytest.raises(UsageError, match="no field"):
        desk.decide("correct", [claim.id], by="ana", reason="misread", field="colour", value="red")
    with pytest.raises(UsageError, match="no kind"):
        desk.decide("shred", [claim.id], by="ana", reason="misread")
    made = desk.decide("correct", [claim.id], by="ana", reason="it was Basel", field="venue", value="Basel")
    assert made.anchor == ("a", claim.evidence.field, claim.evidence.start, claim.evidence.end)
    assert desk.explain(claim.id).grounds[0].decisions == (made,)
    assert desk.undo(made.id, by="ana", reason="no").undone == "2025-06-30T12:00:00.000000+00:00"
    with pytest.raises(UsageError, match="taken back"):
        desk.undo(made.id, by="ana", reason="no")
    with pytest.raises(NotFoundError):
        desk.undo("x0", by="ana", reason="no")


def test_the_sentence_around_a_span() -> None:
    text = "One thing. Sen. Doe of the U.S. Senate told reporters on Jan. 5 that it was over. Another thing.\n\nNext paragraph"
    of = Document("a", text)
    start = text.index("it was over")
    assert sentence_around(of, Span("text", start, start + 11, "it was over")).text.endswith("told reporters on Jan. 5 that it was over.")
    last = text.index("Next")
    assert sentence_around(of, of.span(last, last + 4)).text == "Next paragraph"


def test_a_publication_date_in_the_future_is_kept_and_said_on_every_claim(desk: Desk) -> None:
    future = "the publication date 2025-07-02 is in the future"
    (warning,) = desk.add_document(document("a", STORY, "2025-07-02")).warnings
    assert future in warning
    kept = desk.claims(ClaimFilter())
    assert kept
    assert all(claim.flags == (future,) for claim, _ in kept)
    assert [added.what for added in desk.reread()] == ["known"]
    assert desk.add_document(document("b", STORY, "2025-07-01T00:30:00+09:00")).warnings == ()
