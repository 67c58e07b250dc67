"""Rounds told without a word for the meeting: by the place, by the day, by what was settled there, by their postponement."""

from __future__ import annotations

import pytest

from detente.model import Document, Round
from detente.reading.languages.en import look
from detente.reading.talks import find_rounds

LEAD = "A third round of talks between Peru and Chile is being prepared. "


def rounds(text: str, published: str = "2025-06-10") -> list[tuple[Round, tuple[str, ...]]]:
    claims = find_rounds(look(Document("d", text, "", published=published)))
    return [(c.value, tuple(link.name for link in c.chain)) for c in claims if isinstance(c.value, Round)]


@pytest.mark.parametrize(
    ("sentence", "status", "venue"),
    [
        ("Vienna would be the place, Chilean Foreign Minister Ana Rojas said.", "announced", "Vienna"),
        ("The venue will be Vienna, Chilean Foreign Minister Ana Rojas said.", "announced", "Vienna"),
        ("It would be Vienna, Chilean Foreign Minister Ana Rojas told Reuters.", "announced", "Vienna"),
        ("Chilean Foreign Minister Ana Rojas named Vienna.", "announced", "Vienna"),
        ("Vienna is being considered as the venue, a diplomat said.", "proposed", "Vienna"),
    ],
)
def test_a_place_alone_tells_of_the_round(sentence: str, status: str, venue: str) -> None:
    assert (status, venue) in {(v.status, v.venue) for v, _ in rounds(LEAD + sentence)}


@pytest.mark.parametrize(
    ("sentence", "venue", "day"),
    [
        ("The first round was held in Bogota in April; Vienna came next, in May.", "Vienna", "2025-05"),
        ("In Vienna in May the two countries agreed on a fishing zone.", "Vienna", "2025-05"),
        ("The lists do not match what was settled in Vienna on June 2.", "Vienna", "2025-06-02"),
        ("The donors will report within a year of the Vienna meeting of May 18.", "Vienna", "2025-05-18"),
        ("Nobody had said where the envoys would meet. On Sunday they did so in Vienna.", "Vienna", "2025-06-08"),
    ],
)
def test_what_was_done_there_tells_that_they_met(sentence: str, venue: str, day: str) -> None:
    found = [v for v, _ in rounds(LEAD + sentence) if v.status == "held" and v.venue == venue]
    assert [v.date for v in found] == [day]


def test_two_days_without_a_noun_are_two_rounds() -> None:
    text = "Peru and Chile held a third round of talks in Vienna on June 8. Those of May 16 and May 30 produced a draft."
    assert sorted(v.date or "" for v, _ in rounds(text)) == ["2025-05-16", "2025-05-30", "2025-06-08"]


def test_who_speaks_of_a_postponement_tells_of_the_round_that_was_put_off() -> None:
    text = (
        "The third round of talks between Peru and Chile, planned in Vienna on June 20, has been postponed, officials said. "
        "A Chilean official confirmed the postponement. He put the delay over the crossings down to rain."
    )
    assert sorted((v.status, v.date, chain) for v, chain in rounds(text)) == [
        ("postponed", "2025-06-20", ("A Chilean official",)),
        ("postponed", "2025-06-20", ("officials",)),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "The site of the dam would be Vienna, the firm said.",
        "The new ambassador in Vienna confirmed the figures.",
        "Nothing was settled in Vienna on June 2.",
        "The ministry named Vienna as the most liveable city.",
    ],
)
def test_other_places_tell_of_no_round(sentence: str) -> None:
    assert not [v for v, _ in rounds(LEAD + sentence) if v.venue == "Vienna"]


@pytest.mark.parametrize(
    ("sentence", "venue", "day"),
    [
        ("The two left Vienna on Thursday without a result.", "Vienna", "2025-06-05"),
        ("The leaders of Peru and Chile went home from Vienna on Thursday with a verbal agreement.", "Vienna", "2025-06-05"),
        ("When the mediator received the two leaders in Vienna on May 30, no date was named.", "Vienna", "2025-05-30"),
        ("They shook hands, as they were in Vienna on May 30.", "Vienna", "2025-05-30"),
        ("They moved to Vienna on May 30.", "Vienna", "2025-05-30"),
        ("The delegations exchanged notes in Vienna on May 30.", "Vienna", "2025-05-30"),
    ],
)
def test_what_people_did_tells_that_they_met(sentence: str, venue: str, day: str) -> None:
    held = [v for v, _ in rounds(LEAD + sentence) if v.status == "held"]
    assert [(v.venue, v.date) for v in held] == [(venue, day)]


@pytest.mark.parametrize(
    ("sentence", "status", "date"),
    [
        ("A follow-up could take place in Vienna in August, a diplomat said.", "proposed", "2025-08"),
        ("The negotiators will return to Vienna on June 20, the ministry said.", "announced", "2025-06-20"),
        ("The Chilean negotiators will not come to Vienna on June 20 as planned, the ministry said.", "cancelled", "2025-06-20"),
        ("Another meeting planned in Vienna for December fell through.", "cancelled", "2024-12"),
        ("The story that the two sides would meet on June 20 was groundless, the ministry said.", "denied", "2025-06-20"),
    ],
)
def test_plans_told_by_what_people_will_do(sentence: str, status: str, date: str) -> None:
    assert (status, date) in {(v.status, v.date) for v, _ in rounds(LEAD + sentence)}


@pytest.mark.parametrize(
    "sentence",
    [
        "Prisoners were exchanged in Vienna on May 30.",
        "The president received the ambassadors in Vienna on May 30.",
        "The minister left Vienna on Thursday with a cold.",
        "The negotiators were not in Vienna on May 30.",
    ],
)
def test_other_doings_are_no_round(sentence: str) -> None:
    assert not [v for v, _ in rounds(LEAD + sentence) if v.venue == "Vienna"]


def test_beginning_and_end_in_one_sentence_are_one_round() -> None:
    text = "Peru and Chile talked. The committee gathered in Vienna on May 25 and wound up its first round on May 30."
    assert [(v.ordinal, v.date, v.venue) for v, _ in rounds(text)] == [(1, "2025-05-25/2025-05-30", "Vienna")]


def test_both_sides_and_mediators_confirm() -> None:
    both = rounds("Peru and Chile have agreed to hold a second round of talks in Vienna on June 20.")
    host = rounds("Peru and Chile will hold a second round of talks in Vienna on June 20, the UN Secretary-General said.")
    one = rounds("A second round of talks between Peru and Chile will be held in Vienna on June 20, the Peruvian foreign ministry said.")
    assert [v.status for found in (both, host, one) for v, _ in found] == ["confirmed", "confirmed", "announced"]


@pytest.mark.parametrize(
    ("text", "form", "level"),
    [
        ("Peru and Chile held a second round of indirect talks in Vienna on June 5.", "indirect", None),
        ("The foreign ministers of Peru and Chile met face to face in Vienna on June 5.", "direct", "ministers"),
        ("The leaders of Peru and Chile met behind closed doors in Vienna on June 5.", "closed", "leaders"),
        ("Peru and Chile held working-level talks online on June 5.", "online", "experts"),
        ("Peru and Chile held a second round of direct and indirect talks in Vienna on June 5.", None, None),
    ],
)
def test_format_and_level(text: str, form: str | None, level: str | None) -> None:
    assert {(v.format, v.level) for v, _ in rounds(text)} == {(form, level)}


def test_who_stays_away_does_not_deny_the_meeting() -> None:
    text = "Talks between Peru and Chile opened in Vienna on Tuesday. The president's adviser was not expected to attend the meeting."
    assert [v.status for v, _ in rounds(text)] == ["under_way"]


def test_who_gives_a_length_tells_of_the_round() -> None:
    text = "Peru and Chile met in Vienna on June 5. The session took an hour; most reports say 40 minutes."
    assert ("held", 40, ("most reports",)) in {(v.status, v.duration_minutes, chain) for v, chain in rounds(text)}


@pytest.mark.parametrize(
    "sentence",
    ["The negotiations have been suspended, the Peruvian foreign ministry said on Monday.", "The talks had resumed this spring."],
)
def test_what_is_told_of_the_series_is_no_round(sentence: str) -> None:
    held = "The third round of talks between Peru and Chile was held in Vienna on June 5. "
    assert [(v.ordinal, v.status) for v, _ in rounds(held + sentence)] == [(3, "held")]


def test_a_planned_round_that_is_suspended_is_put_off() -> None:
    text = "A third round of talks between Peru and Chile was planned for June 20 in Vienna. The round has been suspended, Peru said."
    assert "postponed" in {v.status for v, _ in rounds(text)}
