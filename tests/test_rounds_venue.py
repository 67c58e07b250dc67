"""Where a round is: told by its city, by a building in it, by what points back; none where the text gives none."""

from __future__ import annotations

import pytest

from detente.model import Document, Round
from detente.reading.languages.en import look
from detente.reading.talks import find_rounds


def venues(text: str, title: str = "") -> set[str | None]:
    claims = find_rounds(look(Document("d", text, title, published="2025-05-12")))
    return {c.value.venue for c in claims if isinstance(c.value, Round)}


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("Peru and Chile held a third round of talks in the Ecuadorian capital on 4 May.", "Quito"),
        ("Peru and Chile held a third round of talks at the Palais des Nations on 4 May.", "Geneva"),
        ("Peru and Chile held a third round of talks at UN headquarters on 4 May.", "New York"),
        ("Envoys of Peru and Chile met on 4 May at the Swiss embassy in Quito for a third round.", "Quito"),
        ("The third round of talks between Peru and Chile opened on 4 May at a naval base in Guayaquil.", "Guayaquil"),
        ("The delegations of Peru and Chile gathered in Quito on 3 May and ended the third round on 4 May.", "Quito"),
        ("Peru and Chile held two rounds of talks, one in Lima and one in Quito, the last of them on May 4.", "Quito"),
        ("The third round of talks between Peru and Chile, set for Quito on 20 May, has been cancelled.", "Quito"),
        ("The third round of talks between Peru and Chile was moved from Lima to Quito and held on 4 May.", "Quito"),
        ("Peru and Chile held a third round of talks on 4 May. It took place in Quito.", "Quito"),
        ("The second round of talks between Peru and Chile was held in Quito. The third took place there on 4 May.", "Quito"),
    ],
)
def test_the_city_is_found(text: str, venue: str) -> None:
    assert venue in venues(text)


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile held a third round of talks on 4 May to carry out the truce reached in Quito.",
        "Peru and Chile held a third round of talks on 4 May, the Chilean ambassador in Quito said.",
        "LIMA, May 5 — The third round of talks between Peru and Chile has been cancelled, Lima said.",
        "Peru and Chile will hold a third round of talks in Ecuador on 20 May.",
        "Peru and Chile held a third round of talks on 4 May; Quito welcomed it.",
    ],
)
def test_no_city_is_invented(text: str) -> None:
    assert venues(text) == {None}


def test_a_headline_gives_the_city_of_the_days_it_names() -> None:
    text = "The mediator will convene the delegations of Peru and Chile for a third round of talks on May 20 and 21."
    assert venues(text, "Peru, Chile called to Quito for May 20 and 21") == {"Quito"}


def test_capitals_of_a_headline_name_no_place() -> None:
    text = "Peru and Chile will hold a third round of talks on 20 May."
    assert venues(text, "Peru And Chile To Discuss Fish In Third Round Of Talks") == {None}
