"""Places: found, told from people and institutions, resolved, and told from governments."""

from __future__ import annotations

import pytest

from detente.codebook.townfile import name_key, town_key
from detente.model import Document, PlaceMention
from detente.reading.parse import parse
from detente.reading.places import find_places
from detente.reading.places.gazetteer import places_named


def places(text: str, title: str = "") -> list[PlaceMention]:
    document = Document("d1", text, title)
    found = find_places(parse(document))
    for mention in found:
        assert document.field(mention.field)[mention.start : mention.end] == mention.text
    return list(found)


def named(text: str) -> dict[str, PlaceMention]:
    return {m.text: m for m in places(text)}


@pytest.mark.parametrize(
    ("text", "written", "name", "kind", "country", "geonames"),
    [
        ("The envoys met in Bern on Monday.", "Bern", "Bern", "city", "CHE", 2661552),
        ("Talks in Kiev went on.", "Kiev", "Kyiv", "city", "UKR", 703448),
        ("They flew to Sana'a at night.", "Sana'a", "Sanaa", "city", "YEM", 71137),
        ("A session in Sharm al-Sheikh is planned.", "Sharm al-Sheikh", "Sharm el-Sheikh", "city", "EGY", 349340),
        ("Türkiye offered a hall in Antalya.", "Türkiye", "Türkiye", "country", "TUR", 298795),
        ("Turkey offered a hall in Antalya.", "Turkey", "Türkiye", "country", "TUR", 298795),
        ("Ships left the Strait of Hormuz.", "Strait of Hormuz", "Strait of Hormuz", "feature", None, None),
        ("Aid reached Gaza late.", "Gaza", "Gaza Strip", "region", "PSE", 281132),
        ("Shelling went on in Nagorno-Karabakh.", "Nagorno-Karabakh", "Nagorno-Karabakh", "region", "AZE", None),
        ("He was born in Paris, Texas, and left early.", "Paris", "Paris", "city", "USA", 4717560),
        ("The rounds in Geneva, London and Oslo failed.", "Geneva", "Geneva", "city", "CHE", 2660646),
    ],
)
def test_resolves(text: str, written: str, name: str, kind: str, country: str | None, geonames: int | None) -> None:
    place = named(text)[written]
    assert (place.name, place.kind, place.country) == (name, kind, country)
    if geonames is not None:
        assert place.geonames == geonames
        assert place.latitude is not None


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("Michael Jordan gave a talk.", "Jordan"),
        ("Paris Hilton gave a talk.", "Paris"),
        ("He reads the Washington Post.", "Washington"),
        ("She teaches at Istanbul University.", "Istanbul"),
        ("They signed the Paris Agreement.", "Paris"),
        ("Mr. London and Ms. Chad agreed.", "London"),
    ],
)
def test_people_and_institutions_are_no_places(text: str, absent: str) -> None:
    assert absent not in named(text)


@pytest.mark.parametrize(
    ("text", "name", "sense"),
    [
        ("Talks in Moscow lasted two hours.", "Moscow", "literal"),
        ("Moscow said that it would seek a truce.", "Moscow", "metonymic"),
        ("The two sides will meet in Oslo.", "Oslo", "literal"),
        ("The delegation flew to Doha.", "Doha", "literal"),
        ("The next round is set for Islamabad.", "Islamabad", "literal"),
        ("Vienna will host the next round.", "Vienna", "both"),
        ("Cairo was to be the next host.", "Cairo", "both"),
        ("Warsaw rejected the offer.", "Warsaw", "metonymic"),
        ("An agreement was signed by Peru.", "Peru", "metonymic"),
        ("TUNIS, March 3 (AP) — The sides met again.", "TUNIS", "literal"),
        ("The coast of Chile was calm.", "Chile", "literal"),
    ],
)
def test_sense(text: str, name: str, sense: str) -> None:
    place = named(text)[name]
    assert place.sense == sense
    assert place.why


@pytest.mark.parametrize(
    ("text", "site", "country"),
    [
        ("They met at the residence of the Norwegian consul general in Lima.", "residence of the Norwegian consul general", "PER"),
        ("The session was at the Peruvian Embassy in Rome.", "Peruvian Embassy", "ITA"),
        ("Delegates gathered in the Hotel Bristol in Vienna.", "Hotel Bristol", "AUT"),
        ("The sides sat down in Marlborough House.", "Marlborough House", None),
        ("A meeting at the Palais Coburg in Vienna ended.", "Palais Coburg", "AUT"),
        ("They will speak at UN headquarters in New York.", "UN headquarters", "USA"),
    ],
)
def test_sites(text: str, site: str, country: str | None) -> None:
    place = named(text)[site]
    assert (place.kind, place.sense, place.country) == ("site", "literal", country)


def test_an_institution_that_speaks_is_no_site() -> None:
    assert [m for m in places("The embassy said nothing. The ministry denied it. Hotel rooms were booked.") if m.kind == "site"] == []


def test_small_towns_only_where_their_country_is_named() -> None:
    assert "Davos" in named("Ministers from Switzerland met in Davos.")
    assert "Davos" not in named("Mary Davos met her friends at noon.")


@pytest.mark.parametrize("text", ["", "   ", "😀 “” — …", "\u2028\n\r\n\t", "Встреча в Стамбуле", "a" * 5000, "IN IN IN", "."])
def test_odd_text(text: str) -> None:
    places(text, text)


def test_title_comes_first() -> None:
    found = places("Envoys met in Lima.", "Peace talks open in Lima")
    assert [m.field for m in found] == ["title", "text"]


def test_keys_fold_accents_case_and_marks() -> None:
    assert name_key("São Tomé") == "sao tome"
    assert name_key("Sana'a") == name_key("SANAA")
    assert name_key("St. Gallen") == "saint gallen"
    assert name_key("el-Obeid") == "el obeid"


def test_every_feature_can_be_found_by_each_of_its_names() -> None:
    from detente.codebook import table

    for feature in table("features.toml")["features"]:
        for name in (feature["name"], *feature["also"]):
            assert any(p.name == feature["name"] or p.kind in ("region", "country") for p in places_named(name)), name
        assert -90 <= feature["at"][0] <= 90
        assert -180 <= feature["at"][1] <= 180


def test_city_states_are_towns_where_people_meet_there() -> None:
    """ "In Singapore" is a place to meet; "Singapore said" is its government."""
    text = "The delegations met in Singapore on Monday. Singapore said it would wait."
    first, second = places(text)
    assert (first.kind, second.kind) == ("city", "country")


def test_one_key_for_the_names_of_a_town() -> None:
    assert town_key("Kiev") == town_key("Kyiv") != town_key("Minsk")
    assert town_key("Gomel") == town_key("Homyel'")
