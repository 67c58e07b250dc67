"""Who acts: people with role and party, institutions, sources, media. All sentences are our own."""

from __future__ import annotations

import pytest

from detente.model import Document
from detente.reading.actors import Cast, Person, find_actors
from detente.reading.parse import parse


def cast(text: str, published: str | None = "2026-02-11", title: str = "") -> Cast:
    return find_actors(parse(Document("d", text, title, published=published)))


def person(text: str, name: str, published: str | None = "2026-02-11") -> Person:
    found = [p for p in cast(text, published).people() if p.name == name]
    assert len(found) == 1, f"{name}: {[p.name for p in cast(text, published).people()]}"
    return found[0]


def link(text: str, words: str, published: str | None = "2026-02-11") -> tuple[str, str, str | None]:
    start = text.index(words)
    found = cast(text, published).link("text", start, start + len(words))
    return found.name, found.kind, found.party


# People whom no table has, so that the grammar alone must tell.
TITLES = [
    ("Nepalese Home Secretary Ram Prasad Thapa said so.", "Ram Prasad Thapa", "NPL", "Home Secretary"),
    ("Chile's chief negotiator, Paula Riquelme, left early.", "Paula Riquelme", "CHL", "chief negotiator"),
    (
        "U.S. Deputy Assistant Secretary of State for Oceans and Polar Affairs Dora Whitfield spoke.",
        "Dora Whitfield",
        "USA",
        "Secretary of State",
    ),
    ("Milan Hradec, the Slovak deputy finance minister, agreed.", "Milan Hradec", "SVK", "deputy finance minister"),
    ("Tomasz Wilk, who runs the Polish Foreign Ministry's Asia department, was there.", "Tomasz Wilk", "POL", "department"),
    ("They saw Ambassador Lindiwe Mabuza of South Africa.", "Lindiwe Mabuza", "ZAF", "Ambassador"),
    ("The Brazilian Trade Ministry's Caio Brandt told reporters that it was late.", "Caio Brandt", "BRA", ""),
    ("Colonel Idriss Saleh, a spokesman for the Chadian army, denied it.", "Idriss Saleh", "TCD", "spokesman"),
    ("EU special envoy Marta Kovač arrived.", "Marta Kovač", "EU", "envoy"),
    ("Finland's ambassador to Japan, Eeva Lahti, attended.", "Eeva Lahti", "FIN", "ambassador"),
]


@pytest.mark.parametrize(("text", "name", "party", "role"), TITLES)
def test_title_gives_role_and_party(text: str, name: str, party: str, role: str) -> None:
    found = person(text, name)
    assert found.party == party
    assert role in (found.role or "")


def test_a_family_name_alone_is_the_person_named_in_full() -> None:
    text = 'Omani mediator Salim al-Harthy met both teams. Al-Harthy said that there was a text. "It is short," said al-Harthy.'
    assert link(text, "Al-Harthy") == ("Salim al-Harthy", "person", "OMN")
    assert len(person(text, "Salim al-Harthy").mentions) == 3


def test_transliterations_are_one_person_but_likeness_is_not() -> None:
    one = cast("Russian envoy Pavel Grigoriev came. Later Pavel Grigoriyev, the Russian envoy, left.")
    assert len(one.people()) == 1
    two = cast("Pakistani minister Bilal Khan met Indian minister Amir Khan. Khan of Delhi was late.")
    assert {(p.name, p.party) for p in two.people()} >= {("Bilal Khan", "PAK"), ("Amir Khan", "IND")}


def test_same_name_and_other_party_is_somebody_else() -> None:
    found = cast("Serbian minister Marko Ilić spoke. In Skopje the Macedonian minister Marko Ilić answered.").people()
    assert sorted(p.party or "" for p in found) == ["MKD", "SRB"]


def test_office_is_held_at_a_time() -> None:
    text = "Foreign Minister Dmytro Kuleba spoke first."
    assert person(text, "Dmytro Kuleba", "2022-03-10").party == "UKR"
    before, after = (person("Mark Rutte said that he would come.", "Mark Rutte", day).party for day in ("2023-05-01", "2025-05-01"))
    assert (before, after) == ("NLD", "NATO")


def test_the_text_goes_before_the_table() -> None:
    assert person("Canadian consul Mark Rutte said that he would come.", "Mark Rutte", "2025-05-01").party == "CAN"


def test_former_officials_and_experts_speak_for_nobody() -> None:
    assert person("Former French diplomat Luc Ferrand said it was a mistake.", "Luc Ferrand").party is None
    assert person("Ines Coelho, an analyst at a Lisbon think tank, said it was a mistake.", "Ines Coelho").party is None


def test_heads_of_delegations() -> None:
    text = "Ana Tavares led the Angolan team and Deputy Minister Jean Mukendi the Congolese one."
    assert {(p.name, p.party, p.leads) for p in cast(text).people()} == {
        ("Ana Tavares", "AGO", "AGO"),
        ("Jean Mukendi", "COD", "COD"),
    }
    passive = "The Vietnamese delegation was headed by Deputy Minister Tran Van Hoa."
    assert person(passive, "Tran Van Hoa").leads == "VNM"


def test_counterparts_share_the_office() -> None:
    found = person("Estonian Interior Minister Jaan Tamm met his Latvian counterpart, Ilze Ozola, in Valga.", "Ilze Ozola")
    assert found.party == "LVA"


def test_descriptions_mean_the_person_they_fit() -> None:
    text = "Kenyan Foreign Minister Grace Wanjiru met Somali President Abdi Farah. The Kenyan minister was pleased. The president was not."
    assert link(text, "The Kenyan minister") == ("Grace Wanjiru", "person", "KEN")
    assert link(text, "The president")[0] == "Abdi Farah"


SOURCES = [
    ("A senior Moroccan official told us so.", "A senior Moroccan official", "unnamed", "MAR"),
    (
        "A source in the Turkish presidential administration said so.",
        "A source in the Turkish presidential administration",
        "unnamed",
        "TUR",
    ),
    ("Government sources in Athens said so.", "Government sources in Athens", "unnamed", "GRC"),
    ("Diplomats in Ottawa said so.", "Diplomats in Ottawa", "unnamed", None),
    ("A source familiar with Iranian thinking said so.", "A source familiar with Iranian thinking", "unnamed", None),
    ("Officials from Chad and Niger said so.", "Officials from Chad and Niger", "unnamed", None),
    ("Both delegations said so.", "Both delegations", "collective", None),
    ("The Peruvian side said so.", "The Peruvian side", "institution", "PER"),
    ("Downing Street said so.", "Downing Street", "institution", "GBR"),
    ("Hanoi said so.", "Hanoi", "institution", "VNM"),
    ("Polish state television said so.", "Polish state television", "outlet", None),
    ("A Kyodo dispatch said so, and Reuters agreed.", "Reuters", "agency", None),
]


@pytest.mark.parametrize(("text", "words", "kind", "party"), SOURCES)
def test_sources(text: str, words: str, kind: str, party: str | None) -> None:
    _, found, speaks_for = link(text, words)
    assert (found, speaks_for) == (kind, party)


def test_institutions_come_by_their_fullest_name() -> None:
    text = (
        "Chile's Foreign Ministry confirmed the date. The ministry gave no venue. Bolivia spoke of June, according to its Foreign Ministry."
    )
    assert link(text, "The ministry") == ("Chile's Foreign Ministry", "institution", "CHL")
    assert link(text, "its Foreign Ministry") == ("Bolivian Foreign Ministry", "institution", "BOL")


def test_a_local_institution_is_that_of_the_country_spoken_of() -> None:
    assert link("Pakistan was calm. The Foreign Office said that talks would go on.", "The Foreign Office")[2] == "PAK"
    assert link("Britain was calm. The Foreign Office said that talks would go on.", "The Foreign Office")[2] == "GBR"


def test_possessors_are_not_the_speaker() -> None:
    assert link("President Rosa Méndez's envoy, Hugo Lira, wrote to Peru.", "President Rosa Méndez's envoy, Hugo Lira")[0] == "Hugo Lira"


@pytest.mark.parametrize(
    "text", ["", "\n\n", "“…” — ’", "🙂🙂 🙂", "Дарчиев сказал: «Да».", "-", "Mr", "X", "the the the's of of", "al-", "’s minister"]
)
def test_odd_text_is_read(text: str) -> None:
    found = cast(text, None)
    assert all(text[m.start : m.end] == m.text for m in found.mentions)
    assert found.link("text", 0, len(text)).party is None


def test_offsets_are_those_of_the_field() -> None:
    text = "  Turkey’s envoy — Ms Ayşe Kaya — spoke 🙂 of peace.\r\n\r\nKaya left."
    found = cast(text, title="Kaya speaks")
    assert all((text if m.field == "text" else "Kaya speaks")[m.start : m.end] == m.text for m in found.mentions)
    assert {m.text for m in found.mentions if m.name == "Ayşe Kaya"} == {"Ayşe Kaya", "Kaya"}
