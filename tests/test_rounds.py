"""Rounds of talks: every wording fires its rule, statuses are told apart, and what is planned is never held."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from detente.model import Claim, Document, Round
from detente.reading import read
from detente.reading.languages.en import look
from detente.reading.parse import parse
from detente.reading.talks import find_rounds
from detente.reading.talks.lexicon import Form, forms
from detente.reading.talks.mentions import find_mentions

DATA = Path(__file__).parent / "data"
PLANS = ("proposed", "announced", "confirmed", "denied")


def rows(name: str) -> list[dict]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines() if line.strip()]


def rounds(text: str, published: str | None = None, title: str = "") -> list[Claim]:
    return find_rounds(look(Document("d", text, title, published=published)))


def values(claims: list[Claim]) -> list[Round]:
    return [c.value for c in claims if isinstance(c.value, Round)]


@pytest.mark.parametrize("form", forms(), ids=lambda form: f"{form.sort}.{form.name}")
def test_every_wording_fires_on_its_example(form: Form) -> None:
    found = [m for sentence in parse(Document("d", form.example)).sentences for m in find_mentions(sentence, spoken=False)]
    assert form.name in {p.form.name for m in found for p in m.predicates}


def test_status_sentences_are_told_apart() -> None:
    right, confused = 0, Counter()
    sentences = rows("status_sentences.jsonl")
    for row in sentences:
        found = {v.status for v in values(rounds(row["text"]))}
        right += found == {row["status"]}
        for status in found - {row["status"]}:
            confused[row["status"], status] += 1
    assert min(Counter(row["status"] for row in sentences).values()) >= 40
    assert right >= 0.97 * len(sentences)
    happened = ("held", "under_way")
    assert not [pair for pair in confused if (pair[0] in happened) != (pair[1] in happened)]


@pytest.mark.parametrize("row", rows("never_held.jsonl"), ids=lambda row: row["text"][:40])
def test_what_has_not_happened_is_never_held(row: dict) -> None:
    assert not {v.status for v in values(rounds(row["text"]))} & {"held", "under_way"}


@pytest.mark.parametrize("row", rows("round_dispatches.jsonl"), ids=lambda row: row["id"])
def test_other_negotiations(row: dict) -> None:
    found = values(rounds(row["text"], row["published"] or None, row["title"]))
    assert len(found) == len(row["rounds"])
    for want in row["rounds"]:
        same = [v for v in found if (v.status, v.date, v.venue) == (want["status"], want["date"], want["venue"])]
        assert any(want["ordinal"] in (None, v.ordinal) for v in same), (want, found)


def test_rounds_keep_their_speaker_heads_and_evidence() -> None:
    text = (
        "VIENNA, June 4 — A third round of talks between Peru and Chile will be held in Quito on June 20, Peruvian Foreign Minister "
        "Ana Rojas told Reuters on Tuesday.\n\nThe first two rounds, held in Bogota on March 3 and May 5, brought a draft on fishing. "
        "Rojas led the Peruvian delegation and Luis Soto the Chilean one."
    )
    claims = rounds(text, "2025-06-04")
    by = {c.value.ordinal: c for c in claims if isinstance(c.value, Round)}
    assert sorted(by) == [1, 2, 3]
    assert by[3].value.status == "announced"
    assert by[3].chain[0].name.endswith("Rojas")
    assert (by[1].value.date, by[2].value.date) == ("2025-03-03", "2025-05-05")
    assert by[1].chain == ()
    assert {p: h.name.split()[-1] for p, h in by[1].value.heads}.get("PER") == "Rojas"
    for claim in claims:
        assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.text


def test_a_day_that_is_over_does_not_make_a_round_held() -> None:
    found = values(rounds("The third round was due to be held in Oslo on 3 May 2025.", "2025-06-30"))
    assert [v.status for v in found] == ["announced"]


def test_postponed_round_has_its_new_day() -> None:
    found = values(rounds("The fourth round, expected in Rome on Saturday, will be pushed back to 20 May.", "2025-05-01"))
    assert [(v.status, v.ordinal, v.date) for v in found] == [("postponed", 4, "2025-05-20")]


def test_never_confirmed_is_a_denied_confirmation() -> None:
    claims = rounds("Peru never confirmed a third round of talks.")
    assert [(c.value.status, c.polarity) for c in claims if isinstance(c.value, Round)] == [("confirmed", "denied")]


@pytest.mark.parametrize(
    "text", ["", "   \n\n ", "🙂 “Talks” — ‘held’…", "Переговоры прошли в Риме. The talks", "\x00\ufeffThe round was", "talks " * 400]
)
def test_odd_text_is_read(text: str) -> None:
    for claim in rounds(text, title=text):
        assert claim.evidence.text == (text[claim.evidence.start : claim.evidence.end])


def test_a_verb_beside_talks_postpones_nothing() -> None:
    text = "Norway and Chad met in Bern in May. The two have quarrelled over fish and delayed negotiations."
    claims = read(Document("d", text, published="2025-06-10")).claims
    assert [c.value.status for c in claims if isinstance(c.value, Round)] == ["held"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The fifty-sixth round was held in Oslo on June 2.", ("held", 56)),
        ("The two envoys met for the thirty-second time in Oslo on June 2.", ("held", 32)),
        ("The fortieth round will be held in Oslo on June 22.", ("announced", 40)),
        ("The parties agreed that the eighth round should take place in Bern in September.", ("confirmed", 8)),
        ("The fifth round ought to have been held in Oslo on June 2.", ("announced", 5)),
        ("The hosts adjourned the fifth round indefinitely.", ("postponed", 5)),
    ],
)
def test_numbers_in_words_and_what_ought_to_be(text: str, told: tuple[str, int]) -> None:
    found = values(rounds("Norway and Chad are at odds over fish. " + text, "2025-06-10"))
    assert [(v.status, v.ordinal) for v in found] == [told]


def test_the_preceding_round_is_one_less() -> None:
    text = "Norway and Chad held the fifth round of their talks in Oslo on Monday. The preceding round was held in Bern in May."
    assert [v.ordinal for v in values(rounds(text, "2025-06-10"))] == [5, 4]


def test_another_day_that_somebody_suggested_is_not_the_day_of_the_plan() -> None:
    text = "Norway and Chad will hold a second round in Bern. It had proposed the first week of October, a Norwegian spokesman said."
    found = values(rounds(text, "2025-06-10"))
    assert [(v.status, v.ordinal, v.date) for v in found] == [("announced", 2, None), ("proposed", 2, "2025-10-01/2025-10-07")]


def test_nobody_meets_alone() -> None:
    text = "Norway and Chad are in talks about fish. The seventh round of the Chadian talks ended in Bern on Monday."
    assert ("NOR", "TCD") in [v.parties for v in values(rounds(text, "2025-06-10")) if v.ordinal == 7]


@pytest.mark.parametrize(
    "text",
    [
        "The ministers, meeting in Bern on Monday, agreed to go on.",
        "The Norwegian and Chadian delegations sat face to face in Bern on Monday.",
    ],
)
def test_meetings_told_beside_the_verb(text: str) -> None:
    found = values(rounds("Norway and Chad are at odds over fish. " + text, "2025-06-10"))
    assert [(v.status, v.date, v.venue) for v in found] == [("held", "2025-06-09", "Bern")]


def test_what_follows_on_a_day_to_come_is_a_plan() -> None:
    found = values(rounds("Norway and Chad are at odds over fish. The fifth round follows on 20 June in Oslo.", "2025-06-10"))
    assert [(v.status, v.ordinal, v.date) for v in found] == [("announced", 5, "2025-06-20")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Norwegian and Chadian officers met in Bern on Monday for a second session.", [("held", 2)]),
        ("The rebels said on 30 May that it was suspending its attacks.", []),
        ("It was possible, Doe said, that the talks would fail.", []),
        ("Where to meet is a matter of dispute.", []),
        ("The Swiss foreign ministry has brought the two sides together since last year.", []),
        ("The first session will run in Bern from Thursday to Sunday.", [("announced", 1)]),
        ("NATO leaders meet in Brussels on July 11.", []),
    ],
)
def test_what_is_a_round_and_what_is_none(text: str, told: list[tuple[str, int]]) -> None:
    found = values(rounds("Norway and Chad are at odds over fish. " + text, "2025-06-10"))
    assert [(v.status, v.ordinal) for v in found] == told


def test_a_held_round_has_no_day_to_come() -> None:
    text = "Norway and Chad said on Monday that their envoys had met in Bern. It will not be opened before the end of the year, Doe said."
    assert all(v.date is None or v.date < "2025-06-11" for v in values(rounds(text, "2025-06-10")) if v.status == "held")


def test_the_last_round_is_the_one_before_a_round_that_was_called_off() -> None:
    text = (
        "The fifth round of talks between Norway and Chad will not take place. The last round, held in Bern from 3 to 6 April, ended well."
    )
    assert [(v.status, v.ordinal) for v in values(rounds(text, "2025-06-10"))] == [("cancelled", 5), ("held", 4)]


@pytest.mark.parametrize(
    "text", ["“We came, we sat down, we waited,” Doe said.", "How long it will go on no one in Bern is prepared to say."]
)
def test_waiting_and_not_saying_are_no_round(text: str) -> None:
    assert values(rounds("Norway and Chad are at odds over talks about fish. " + text, "2025-06-10")) == []
