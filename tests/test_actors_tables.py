"""The tables that actors are known by."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.codebook.institutions import institutions, media, medium
from detente.codebook.officeholders import officeholders
from detente.codebook.parties import by_adjective, by_capital, by_seat, find_party, forms, lookup, name_of, parties, party_by_name
from detente.errors import CodebookError


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
