"""The tables that actors are known by."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from detente.codebook import data_file
from detente.codebook.institutions import institutions, media, medium
from detente.codebook.officeholders import officeholders
from detente.codebook.parties import by_adjective, by_capital, by_seat, find_party, forms, lookup, name_of, parties, party_by_name
from detente.errors import CodebookError
from detente.model import Document
from detente.reading.actors import find_actors
from detente.reading.parse import parse


def test_parties_are_known_by_every_name() -> None:
    assert party_by_name("the U.S.") == party_by_name("USA") == "USA"
    assert party_by_name("Turkey") == party_by_name("Türkiye") == party_by_name("Turkiye") == "TUR"
    assert by_adjective("Greek Cypriot") == "CYP"
    assert by_adjective("Turkish Cypriot") == "TCY"
    assert by_capital("Kiev") == by_capital("Kyiv") == "UKR"
    assert by_seat("the Kremlin") == "RUS"
    assert find_party("Foggy Bottom") == "USA"
    assert name_of("TUR") == "Türkiye"
    assert name_of("nonsense") == "nonsense"


@pytest.mark.parametrize("word", ["us", "who", "polish", "", " ", "the", "Nobody"])
def test_everyday_words_are_no_parties(word: str) -> None:
    assert find_party(word) is None


def test_every_form_leads_back_to_its_party() -> None:
    assert all(lookup(form.text, form.way) is not None for way in ("name", "adjective", "capital", "seat") for form in forms(way).values())


def test_all_rows_speak_for_known_parties() -> None:
    codes = set(parties())
    assert len([p for p in parties().values() if len(p.code) == 3 and p.kind in ("country", "territory")]) >= 249
    assert {r.party for r in officeholders()} <= codes
    assert {i.party for i in institutions() if i.party} <= codes
    assert {m.country for m in media()} <= codes


def test_offices_begin_before_they_end() -> None:
    assert all(not r.valid_to or r.valid_from[:4] <= r.valid_to[:4] for r in officeholders())


def test_two_names_of_one_medium() -> None:
    assert medium("AP") is medium("the Associated Press")
    assert medium("no such paper") is None


def test_users_add_office_holders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "holders.csv"
    own.write_text("id,name,aliases,role,party,valid_from,valid_to\nx,Zora Example,,minister of weather,LIE,2020,\n", encoding="utf-8")
    monkeypatch.setenv("DETENTE_OFFICEHOLDERS", str(own))
    assert officeholders()[0].name == "Zora Example"
    own.write_text("name\nZora\n", encoding="utf-8")
    monkeypatch.setenv("DETENTE_OFFICEHOLDERS", f"{own}.missing")
    with pytest.raises(CodebookError):
        officeholders()


def test_every_group_has_a_source_and_a_home_that_is_known() -> None:
    rows = list(csv.DictReader(data_file("groups.csv").open(encoding="utf-8")))
    assert len(rows) > 300
    assert all(r["source"] for r in rows)
    assert all(home in parties() for p in parties().values() for home in p.home)


COMMON = [
    "front",
    "movement",
    "platform",
    "alliance",
    "commission",
    "army",
    "party",
    "united",
    "union",
    "group",
    "council",
    "karen",
    "wagner",
    "fund",
    "centre",
    "bank",
    "bloc",
    "mission",
    "elders",
]


@pytest.mark.parametrize("word", [*COMMON, *(w.capitalize() for w in COMMON), "May", "Will", "March", "Congress", "South American"])
def test_common_words_name_no_party_by_themselves(word: str) -> None:
    assert find_party(word) is None


@pytest.mark.parametrize(
    ("text", "published", "party"),
    [
        ("Afghan elders were in Doha. A Taliban official left.", "2019-07-08", "TALIBAN"),
        ("Afghan elders were in Doha. A Taliban official left.", "2025-07-08", "AFG"),
        ("There is war in Congo. An MLC official left.", "2002-04-08", "MLC"),
        ("There is war in Peru. An MLC official left.", "2002-04-08", None),
        ("The army of Myanmar waits. A Karen official left.", "2012-04-08", "KNU"),
        ("The army of Peru waits. A Karen official left.", "2012-04-08", None),
        ("Libya waits for the LNA. A Tripoli official left.", "2020-11-08", "GNA"),
        ("Libya waits for Tunisia. A Tripoli official left.", "2020-11-08", "LBY"),
        ("The EU waits. A Commission official left.", "2020-11-08", "EU"),
        ("Peru waits. A Commission official left.", "2020-11-08", None),
        ("Mercosur met Chile. A South American official left.", "2020-11-08", None),
        ("The ELN met Colombia. A Kurdish official left.", "2020-11-08", None),
        ("There is war in Iraq. A Kurdish official left.", "2020-11-08", "KRG"),
        ("Nepal waits. A Maoist official left.", "2006-06-08", "CPNM"),
        ("India waits. A Maoist official left.", "2006-06-08", "MAO"),
    ],
)
def test_local_names_mean_a_party_only_at_home(text: str, published: str, party: str | None) -> None:
    cast = find_actors(parse(Document("d", text, published=published)))
    found = cast.at("text", text.index("official"), text.index("official") + 8)
    assert found is not None
    assert found.party == party


def test_brussels_is_the_union_where_nobody_speaks_of_belgium() -> None:
    for other, party in (("Switzerland", "EU"), ("Belgium", "BEL")):
        text = f"{other} and the EU met. Brussels was content."
        found = find_actors(parse(Document("d", text))).at("text", text.index("Brussels"), text.index("Brussels") + 8)
        assert found is not None
        assert found.party == party


def test_an_institution_is_of_no_country_that_the_text_never_names() -> None:
    text = "Switzerland and Peru met in Bern. Switzerland waits, the Department of Foreign Affairs said."
    found = find_actors(parse(Document("d", text))).at("text", text.index("Department"), text.index("Affairs") + 7)
    assert found is not None
    assert found.party == "CHE"
