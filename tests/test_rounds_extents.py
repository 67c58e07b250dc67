"""When rounds were held and which they are: own dispatches on made-up and real negotiations, each read as a whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.model import Document, Round
from detente.model.edtf import bounds
from detente.reading.languages.en import look
from detente.reading.talks import find_rounds

ROWS = [
    json.loads(line) for line in (Path(__file__).parent / "data" / "round_extents.jsonl").read_text(encoding="utf-8").splitlines() if line
]


def _days(edtf: str | None) -> object:
    return None if edtf is None else (bounds(edtf).earliest, bounds(edtf).latest)


def _told(text: str, title: str, published: str) -> list[Round]:
    claims = find_rounds(look(Document("d", text, title, published=published)))
    return [c.value for c in claims if isinstance(c.value, Round)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_status_number_days_and_city_are_gathered_from_the_whole_dispatch(row: dict) -> None:
    found = _told(row["text"], row["title"], row["published"])
    assert len(found) == len(row["rounds"]), found
    for want in row["rounds"]:
        same = [v for v in found if (v.status, _days(v.date), v.venue) == (want["status"], _days(want["date"]), want["venue"])]
        assert any(want["ordinal"] in (None, v.ordinal) for v in same), (want, found)


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Peru and Chile met on 4 May at the George W. Miller Conference Centre in Lima for a third round.", "Lima"),
        ("Officials from the Office of the Prime Minister of Peru and from Chile met on 4 May in Lima for a third round.", "Lima"),
    ],
)
def test_people_and_their_offices_are_no_venues(text: str, site: str) -> None:
    assert {v.venue for v in _told(text, "", "2024-05-06")} == {site}


def test_a_later_day_counts_back_to_the_first() -> None:
    text = "Peru and Chile met in Lima on {} for a third day of talks."
    assert [v.date for v in _told(text.format("Friday"), "", "2024-05-12")] == ["2024-05-08/2024-05-10"]
    assert [(v.status, v.date) for v in _told(text.format("Friday"), "", "2024-05-10")] == [("under_way", "2024-05-08/..")]


def test_the_plan_of_another_speaker_is_a_claim_of_its_own() -> None:
    text = "The third round between Peru and Chile has been put off to early June, one official said; another speaks of 20 June."
    claims = find_rounds(look(Document("d", text, "", published="2024-05-06")))
    told = {c.chain[0].name: c.value for c in claims if c.chain and isinstance(c.value, Round)}
    assert {name: value.date for name, value in told.items()} == {"one official": "2024-06-01/2024-06-10", "another official": "2024-06-20"}
    assert {value.ordinal for value in told.values()} == {3}
