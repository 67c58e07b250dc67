"""Officials of whom no country is told: whom they speak for all the same. All sentences and people are our own."""

from __future__ import annotations

import pytest

from detente.model import Document, Link
from detente.reading import read
from detente.reading.actors import find_actors
from detente.reading.attribution import find_attributions
from detente.reading.parse import parse


def speaker(text: str, words: str) -> Link:
    """The first link of the statement that holds some words."""
    parsed = parse(Document("d", text, "", outlet="Our Paper", published="2019-05-02"))
    at = text.index(words)
    found = [a for a in find_attributions(parsed, find_actors(parsed), ()) if any(start <= at + 1 < end for start, end in a.pieces)]
    assert found
    return found[-1].chain[0]


PAIR = "Peru and Chile met on Monday about the fishing zone. Peru and Chile are neighbours.\n\n"


@pytest.mark.parametrize(
    ("text", "words", "name", "party"),
    [
        # The capital where he speaks, one of a main party.
        (PAIR + "Energy Minister Tomas Ardiles said in Santiago that the maps were ready.", "the maps were ready", "Tomas Ardiles", "CHL"),
        # The national agency that he tells.
        (
            "Jordan and Iraq met on Monday. Jordan and Iraq share a river.\n\n"
            "Water Minister Samir Haldan was calmer. There was time, he told Petra.",
            "There was time",
            "Samir Haldan",
            "JOR",
        ),
        # The house of the sentence before.
        (
            "Peru and Chile met on Monday.\n\nThe Peruvian Foreign Ministry answered. The offer was thin, spokeswoman Inés Quispe said.",
            "The offer was thin",
            "Inés Quispe",
            "PER",
        ),
        # The person of the paragraph before.
        (
            PAIR
            + "Luis Barra, head of the Chilean Fishing Office, led the talks.\n\nHis minister, Rosa Quint, said the talks would go on.",
            "the talks would go on",
            "Rosa Quint",
            "CHL",
        ),
        # A description of one of whom only the name is told.
        (
            "PARIS: Peru and Chile met.\n\nMarco Tello's version came first. The talks had \"run aground\", Lima's chief negotiator said.",
            "run aground",
            "Marco Tello",
            "PER",
        ),
        # "Its" is the subject's.
        (
            "Peru has no wish to go on until Chile opens its harbours, a spokesman for its Foreign Ministry said.",
            "Peru has no wish",
            "a spokesman for Peru's Foreign Ministry",
            "PER",
        ),
        # A paper is no speaker, its author is.
        (
            PAIR + 'Peruvian spokeswoman Inés Quispe was calm. The team had brought "new maps", according to her statement.',
            "new maps",
            "Inés Quispe",
            "PER",
        ),
        # "The diplomat" is the one described so, nobody named with another office.
        (
            "UN envoy Carl Holm waited. A Western diplomat was gloomy. “Nothing has moved”, the diplomat said.",
            "Nothing has moved",
            "A Western diplomat",
            None,
        ),
        # Somebody described in the lead and named in the paragraph after it.
        (
            "Peru will not sign, a Peruvian negotiator said on Monday.\n\nMarco Tello, who heads Peru's team, was tired.",
            "Peru will not sign",
            "Marco Tello",
            "PER",
        ),
        # Two groups together are of no one party.
        ("Hezbollah and its small ally Wafa demanded that the guards be changed.", "the guards be changed", "Hezbollah and Wafa", None),
        # International bodies are no party.
        (
            "A spokeswoman for the International Committee of the Red Cross said that the lists were long.",
            "the lists were long",
            "A spokeswoman for the International Committee of the Red Cross",
            None,
        ),
    ],
)
def test_party_of_officials_without_a_country(text: str, words: str, name: str, party: str | None) -> None:
    found = speaker(text, words)
    assert (found.name, found.party) == (name, party)


def test_those_of_a_private_house_do_not_speak_for_the_capital_they_are_in() -> None:
    text = PAIR + "Analyst Joan Witt said in Santiago that the maps were old."
    assert speaker(text, "the maps were old").party is None


def test_a_title_that_names_a_country_abroad_goes_with_the_name_after_it() -> None:
    text = "The talks will go on, Peruvian Ambassador to the U.S. Ana Ruiz announced on Tuesday."
    chains = [c.chain for c in read(Document("d", text, published="2025-06-10")).claims if c.kind == "statement"]
    assert [(link.name, link.party) for link in chains[0]] == [("Ana Ruiz", "PER")]


def test_a_person_who_cites_a_reason_stays_the_speaker() -> None:
    text = '"Peace is distant," Ana Ruiz told ANDINA, citing opposition from the U.S. "hawks" in Congress.'
    chains = [c.chain for c in read(Document("d", text, published="2025-06-10")).claims if c.kind == "statement"]
    assert chains[0][0].name == "Ana Ruiz"
