"""What is on the table and what came of it: rules and their examples, and sentences of other negotiations."""

from __future__ import annotations

import pytest

from detente.codebook import table
from detente.model import Assessment, Claim, Commitment, Document, Issue, NoInformation, Outcome, plain
from detente.reading import read
from detente.reading.agenda import find_agenda
from detente.reading.agenda.antecedents import Things
from detente.reading.agenda.matching import Passage, matches
from detente.reading.agenda.rules import FILES, rules_of
from detente.reading.agenda.who import Roll
from detente.reading.languages.en import look

EXAMPLES = [(kind, rule.name) for kind in FILES for rule in rules_of(kind)]


def claims(text: str, title: str = "", published: str | None = "2024-05-14") -> list[Claim]:
    return find_agenda(look(Document("d", text, title, published=published)))


@pytest.mark.parametrize(("kind", "name"), EXAMPLES)
def test_every_rule_fires_on_its_example(kind: str, name: str) -> None:
    rule = next(r for r in rules_of(kind) if r.name == name)
    scene = look(Document("d", rule.example, published="2024-05-14"))
    roll = Roll(scene)
    assert any(m.rule is rule for s in scene.parsed.sentences for m in matches(Passage(s, roll, Things(scene.parsed))))


ISSUES = [
    ("Ecuador demanded that Peru withdraw its patrol boats.", "demands", "ECU"),
    ("Jordan insists on a fixed share of the river.", "demands", "JOR"),
    ("Algeria ruled out any return to the old fee.", "rejects", "DZA"),
    ("Malaysia offered a joint hatchery on the strait.", "offers", "MYS"),
    ("Tunisia has proposed a common fishing zone.", "proposes", "TUN"),
    ("Norway complained about the tax on trawlers.", "raises", "NOR"),
    ("Uganda will not attend unless the border is opened.", "conditions", "UGA"),
    ("A halt to logging remains a priority for Gabon.", "prioritises", "GAB"),
]


@pytest.mark.parametrize(("sentence", "position", "party"), ISSUES)
def test_who_wants_what(sentence: str, position: str, party: str) -> None:
    found = [c.value for c in claims(sentence) if isinstance(c.value, Issue)]
    assert [(i.position, i.party) for i in found] == [(position, party)]


def test_a_label_is_a_noun_phrase_without_article() -> None:
    (issue,) = [c.value for c in claims("Bolivia urged a resumption of direct flights.") if isinstance(c.value, Issue)]
    assert issue.issue == "direct flights"


def test_items_of_a_list_are_issues_of_their_own() -> None:
    found = claims("The two sides agreed on three measures: a hotline, joint patrols and fewer checkpoints.")
    assert [c.value.issue for c in found if isinstance(c.value, Issue)] == ["hotline", "joint patrols", "fewer checkpoints"]
    assert [c.value.type for c in found if isinstance(c.value, Outcome)] == ["measures_agreed"]


OUTCOMES = [
    ("Fiji and Tonga signed a fisheries treaty on Monday.", "agreement_signed", "affirmed"),
    ("The protocol has not been signed.", "agreement_signed", "denied"),
    ("The delegations initialled the text of the accord.", "agreement_initialled", "affirmed"),
    ("Chad and Niger exchanged notes on the wells.", "notes_exchanged", "affirmed"),
    ("They issued a joint communique in the evening.", "joint_statement", "affirmed"),
    ("The two governments agreed on a series of steps to ease crossings.", "measures_agreed", "affirmed"),
    ("Eritrea and Djibouti agreed to an immediate ceasefire.", "ceasefire", "affirmed"),
    ("The rebels and the army will exchange 200 prisoners.", "exchange", "affirmed"),
    ("Brazil approved the nomination of the Guyanese ambassador.", "appointment_approved", "affirmed"),
    ("The ministers set up a working group on tolls.", "mechanism_created", "affirmed"),
    ("The second round ended without an agreement.", "no_result", "affirmed"),
    ("The talks have collapsed.", "no_result", "affirmed"),
    ("Both sides agreed to keep the bridge open at night.", "understanding", "affirmed"),
]


@pytest.mark.parametrize(("sentence", "kind", "polarity"), OUTCOMES)
def test_what_came_of_it(sentence: str, kind: str, polarity: str) -> None:
    found = [(c.value.type, c.polarity) for c in claims(sentence) if isinstance(c.value, Outcome)]
    assert found == [(kind, polarity)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Fiji and Tonga hope to sign a fisheries treaty next year.",
        "No fee will be paid before an agreement is signed.",
        "The two ministers agreed to meet again in June.",
        "Analysts agree on the reasons.",
        "Separately, Peru signed a loan agreement with a bank.",
    ],
)
def test_what_is_only_planned_or_beside_the_point_is_no_outcome(sentence: str) -> None:
    assert not [c for c in claims(sentence) if isinstance(c.value, Outcome)]


COMMITMENTS = [
    ("Mauritania pledged to release the crew by 1 June.", "pledged"),
    ("Zambia would publish the map, the mediator said.", "pledged"),
    ("The exchange was carried out last week.", "kept"),
    ("The release of the fishermen has not taken place.", "overdue"),
    ("The deadline was missed.", "overdue"),
    ("Mauritania violated the truce.", "broken"),
    ("The ceasefire has largely held.", "in_progress"),
]


@pytest.mark.parametrize(("sentence", "status"), COMMITMENTS)
def test_what_was_promised_and_whether_it_was_kept(sentence: str, status: str) -> None:
    assert [c.value.status for c in claims(sentence) if isinstance(c.value, Commitment)] == [status]


def test_a_commitment_has_its_doer_and_its_deadline() -> None:
    (found,) = [c.value for c in claims("Mauritania pledged to release the crew by 1 June.") if isinstance(c.value, Commitment)]
    assert (found.by, found.deadline, found.what) == (("MRT",), "2024-06-01", "release crew")


ASSESSMENTS = [
    ("The discussions were frank and businesslike.", "constructive"),
    ("There was substantial progress in Lusaka.", "progress"),
    ("Progress has been slow.", "minimal_progress"),
    ("They parted without progress.", "no_progress"),
    ("The dialogue has stalled.", "stalled"),
    ("The negotiations are at an impasse.", "deadlock"),
    ("The mediator hailed a breakthrough.", "breakthrough"),
    ("Any progress remains reversible.", "reversible"),
]


@pytest.mark.parametrize(("sentence", "value"), ASSESSMENTS)
def test_how_it_goes(sentence: str, value: str) -> None:
    found = [c.value.value for c in claims(sentence) if isinstance(c.value, Assessment)]
    assert value in found
    assert set(found) <= {value, "progress"}


def test_a_hoped_for_breakthrough_is_none() -> None:
    assert not [c for c in claims("The minister expects no breakthrough soon.") if c.polarity == "affirmed"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Nairobi has no information about a new round, a source said.",
        "No date for the next meeting has been set.",
        "It was unclear whether Lima would attend.",
        "She could not say when the envoys might return.",
        "The ministry declined to comment on the venue.",
        "The date and place are still to be fixed.",
        "It is too early to name a day, the envoy said.",
    ],
)
def test_not_knowing_is_a_claim(sentence: str) -> None:
    found = [c for c in claims(sentence) if isinstance(c.value, NoInformation)]
    assert len(found) == 1
    assert found[0].certainty == "unknown"


def test_not_saying_is_none() -> None:
    assert not [c for c in claims("He did not say when the envoys might return.") if isinstance(c.value, NoInformation)]


def test_those_who_meet_are_told_from_those_who_host() -> None:
    text = "Egypt, Ethiopia and Sudan met in Kinshasa. Egypt, Ethiopia and Sudan will meet again, the Congolese mediator said."
    assert look(Document("d", text)).main == ("EGY", "ETH", "SDN")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "…",
        "He agreed " + "and agreed and demanded " * 400,
        "They agreed on the need " + "of the need for the demand " * 400,
        "🤝 “”",
        "Стороны договорились.",
        "agreed agreed to to on on: , and",
        "a\u2028b\x00c " * 50,
    ],
)
def test_odd_texts_are_read_without_complaint(text: str) -> None:
    for claim in claims(text, published=None):
        assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.text


def test_values_are_those_of_the_codebook() -> None:
    words = table("vocabularies.toml")
    allowed = {
        "position": set(words["position"]["values"]),
        "status": set(words["issue_status"]["values"]) | set(words["commitment_status"]["values"]),
        "type": set(words["outcome_type"]["values"]),
        "value": set(words["assessment_value"]["values"]),
        "polarity": set(words["polarity"]["values"]),
    }
    for kind in FILES:
        for rule in rules_of(kind):
            for said in (rule.value, rule.denied or {}):
                for key, value in said.items():
                    assert key in ("about", "of", "points", "needs", "others") or value in allowed[key], (kind, rule.name)


def test_evidence_is_the_text_itself_and_short() -> None:
    text = (
        "KIGALI, May 14 (Wire) — Rwanda and Burundi agreed to reopen two crossings, officials said. Burundi, they added, wants guarantees."
    )
    found = claims(text)
    assert found
    for claim in found:
        assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.text
        assert "KIGALI" not in claim.evidence.text
        assert plain(claim)["kind"] in FILES


def test_lines_of_a_list_say_what_was_agreed_and_what_is_open() -> None:
    text = (
        "Peace talks between Chad and Niger ended in Lomé.\n\nAGREED\n\n* Captured herders to be returned within a week.\n"
        "* No grazing on the islands.\n* A joint team of monitors.\n\nNOT AGREED\n\n* The price of water."
    )
    found = [c for c in claims(text) if "list" in c.rule]
    assert [c.value.what for c in found if isinstance(c.value, Commitment)] == ["return Captured herders", "not grazing on islands"]
    assert [(c.value.type, c.value.about) for c in found if isinstance(c.value, Outcome)] == [
        ("mechanism_created", "joint team of monitors")
    ]
    assert [c.value.issue for c in found if isinstance(c.value, Issue)] == ["price of water"]


def test_bullets_without_a_line_that_says_what_they_are_are_no_list() -> None:
    assert not [c for c in claims("Notes of the day:\n* Return of two herders.\n* A joint team.") if "list" in c.rule]


LABELS = [
    ("Mexico insists that the return of seized boats is essential.", "return of seized boats"),
    ("Peru demanded that Chile withdraw its boats from the lake.", "withdrawal of boats from lake"),
    ("PRAIA — Kenya rejected a tax on milk.", "tax on milk"),
    ("Kenya urged Chad to agree to lift the ban on milk.", "lifting of ban on milk"),
    ("Kenya complained that the new dam harmed its herders.", "new dam"),
    ("Kenya asked for a meeting of the two presidents.", "meeting of presidents"),
    ("Chad wants guarantees that the port will not be used for attacks.", "guarantees against use of port for attacks"),
    ("They discussed visa and travel rules.", "visa and travel rules"),
    ("The talks ranged over tolls, the old mines, fishing and a new port.", ["tolls", "old mines", "fishing", "new port"]),
    ("Kenya urged Chad to keep moving towards a truce.", "truce"),
]


@pytest.mark.parametrize(("sentence", "label"), LABELS)
def test_a_label_says_what_it_is_about(sentence: str, label: str | list[str]) -> None:
    wanted = [label] if isinstance(label, str) else label
    assert [c.value.issue for c in claims(sentence) if isinstance(c.value, Issue)] == wanted


OUTCOMES = [
    ("The delegations exchanged notes that guarantee fishing rights for the islanders.", "fishing rights for islanders"),
    ("Kenya accepted Ada Obi as ambassador.", "Ada Obi as ambassador"),
    ("Kenya and Chad agreed to draw up a roadmap for the lake.", "road map for lake"),
    ("Kenya and Chad agreed to carry on.", "continuation of talks"),
    ("Kenya and Chad spoke of a swap: 300 for 300.", "300-for-300 exchange"),
    ("Kenya and Chad signed a declaration of intent in Praia.", "declaration of intent"),
]


@pytest.mark.parametrize(("sentence", "label"), OUTCOMES)
def test_an_outcome_is_called_by_what_was_agreed(sentence: str, label: str) -> None:
    assert label in [c.value.about for c in claims(sentence) if isinstance(c.value, Outcome)]


def test_a_bare_noun_is_told_in_full_where_the_dispatch_does_so() -> None:
    found = claims("A treaty on the lake was drafted in May. Kenya and Chad signed the treaty on Monday.")
    assert [c.value.about for c in found if isinstance(c.value, Outcome)] == ["treaty on lake"]


PROMISES = [
    ("Chad pledged to free the crew and to lift the ban.", ["free crew", "lift ban"]),
    ("Chad would pull back its troops from the lake.", ["withdraw its troops from lake"]),
    ("Chad promised that every claim would be looked into.", ["look into claim"]),
    ("Chad would stay away from the lake until the crew was freed.", []),
    ("Chad is committed to a peaceful solution.", []),
]


@pytest.mark.parametrize(("sentence", "labels"), PROMISES)
def test_a_promise_is_called_by_what_is_to_be_done(sentence: str, labels: list[str]) -> None:
    assert [c.value.what for c in claims(sentence) if isinstance(c.value, Commitment)] == labels


def test_a_deal_is_called_by_what_it_is_about() -> None:
    found = claims("The parties reached a deal to share the fees of the port.")
    assert [c.value.about for c in found if isinstance(c.value, Outcome)] == ["sharing of fees of port"]


WORDINGS = [
    ("The two countries remain at odds over the strait.", "issue"),
    ("There can be no deal without the return of the refugees, the Syrian minister said.", "issue"),
    ("Disarmament and elections top the agenda.", "issue"),
    ("Kenya has no intention of paying the fee.", "issue"),
    ("Kenya and Chad signed a 12-point plan on the lake.", "outcome"),
    ("Kenya and Chad signed a three-month truce.", "outcome"),
    ("It was agreed that the port would be demilitarised.", "outcome"),
    ("The truce enters into force on 3 August.", "commitment"),
    ("Both sides withdrew their heavy weapons from the line.", "commitment"),
    ("Each side has since accused the other of violating it.", "commitment"),
    ("The rebels have yet to hand over the crew.", "commitment"),
    ("Neither government has named a date for a new round.", "no_information"),
    ("Whether the rebels will obey is an open question.", "no_information"),
]


@pytest.mark.parametrize(("sentence", "kind"), WORDINGS)
def test_further_ways_of_saying_it(sentence: str, kind: str) -> None:
    assert kind in {c.kind for c in claims(sentence)}


@pytest.mark.parametrize(
    "sentence",
    [
        "He refused to say whether the islands were on the agenda.",
        "The ministers hoped that the meeting would be constructive.",
        "They met to break the logjam over the islands.",
        "The next round will be held in Lima in June.",
    ],
)
def test_what_is_asked_hoped_or_planned_is_no_position_judgement_or_promise(sentence: str) -> None:
    assert not [c for c in claims(sentence) if c.kind in ("issue", "assessment", "commitment")]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Norway and Chad held the fifth round of talks in Bern on Monday. The meeting produced no deal.", "fifth round of talks"),
        ("Norway and Chad held talks in Bern on Monday. The meeting produced no deal.", "Bern talks"),
        ("Norway and Chad held the 21st round of talks on Monday. The talks ended without a result.", "21st round of talks"),
    ],
)
def test_a_failure_is_that_of_the_round_told_before(text: str, about: str) -> None:
    found = [c.value for c in read(Document("d", text, published="2025-06-10")).claims if isinstance(c.value, Outcome)]
    assert [(o.type, o.about) for o in found] == [("no_result", about)]
