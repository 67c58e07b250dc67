"""What people and programs are shown: every line with its notes, dates in words, and the JSON of the design."""

import json
import re

import pytest

from detente.model import (
    AssessmentState,
    Change,
    Claim,
    Commitment,
    CommitmentState,
    Dispute,
    Document,
    Head,
    Issue,
    IssueState,
    Link,
    NoInformation,
    Outcome,
    OutcomeState,
    Reading,
    Round,
    RoundState,
    State,
    StatusChange,
    Support,
    Track,
    Venue,
    Version,
    make_claim,
)
from detente.model.explanations import Explanation, Ground, RuleEntry
from detente.views import as_json, brief_markdown, brief_text, explanation, lists, readings
from detente.views.brief import brief_of
from detente.views.wording import clip, date_words, in_words, minutes_words, ordinal_words

FIRST = Document(
    "d1", "The second round was held in Bern on 4 June. A third will be held in Oslo soon, Ann Doe told TASS.", "Round two",
    "The *Alpine* Courier", "https://example.org/1", "en", "2025-06-05",
)  # fmt: skip
SECOND = Document(
    "d2", "The third round is cancelled, Bo Roe said. Nobody knows why.", "Off", "Wire", None, "en", "2025-06-09T10:00:00+02:00"
)

DOE, ROE = Link("Ann Doe", "person", "envoy", "NOR"), Link("Bo Roe", "person", None, "CHE")


def claim(document: Document, kind: str, words: str, value: object, *chain: Link) -> Claim:
    start = document.text.index(words)
    span = document.span(start, start + len(words))
    return make_claim(document.id, kind, span, value, rule="test.rule", chain=chain, said=(document.published or "")[:10])  # type: ignore[arg-type]


HELD = claim(FIRST, "round", "The second round was held in Bern on 4 June", Round("held", 2, "2025-06-04", "Bern"))
ANNOUNCED = claim(
    FIRST, "round", "A third will be held in Oslo soon", Round("announced", 3, "2025-06-05/..", "Oslo"), DOE, Link("TASS", "agency")
)
CANCELLED = claim(SECOND, "round", "The third round is cancelled", Round("cancelled", 3), ROE)
ISSUE = claim(FIRST, "issue", "A third", Issue("visas", "NOR", "demands", "raised"), DOE)
OUTCOME = claim(FIRST, "outcome", "The second round", Outcome("notes_exchanged", "banking", "2025-06-04", ("NOR", "CHE")))
PROMISE = claim(FIRST, "commitment", "Oslo soon", Commitment("send a date", ("NOR",), (), "2025-06-30", "pledged"), DOE)
UNKNOWN = claim(SECOND, "no_information", "Nobody knows why", NoInformation("the reason"))
CLAIMS = (HELD, ANNOUNCED, CANCELLED, ISSUE, OUTCOME, PROMISE)

STATE = State(
    Track("t1", "Norway–Switzerland talks", ("NOR", "CHE"), ("d1", "d2"), ("TUR",), 2, "2025-06-09"),
    "2025-06-10",
    (
        RoundState("bern", 2, "held", "2025-06-04", Venue("Bern", "CHE"), "town hall", (("NOR", Head("Ann Doe", "envoy")),), 330,
                   (StatusChange("held", "2025-06-05", HELD.id, "The Alpine Courier"),), Support((HELD.id,), 1)),
        RoundState("third", 3, "cancelled", "2025-06-05/..", Venue("Oslo"), None, (), None,
                   (StatusChange("announced", "2025-06-05", ANNOUNCED.id, "Ann Doe"),
                    StatusChange("cancelled", "2025-06-09", CANCELLED.id, "Bo Roe")),
                   Support((ANNOUNCED.id, CANCELLED.id), 2), "no report that it took place"),
    ),
    (IssueState("visas", "NOR", "demands", "raised", Support((ISSUE.id,), 1)), IssueState("flights", None, None, "agreed", Support((), 1))),
    (OutcomeState("notes_exchanged", "banking", "2025-06-04", ("NOR", "CHE"), Support((OUTCOME.id,), 1)),),
    (CommitmentState("send a date", ("NOR",), (), "2025-06-30", "overdue", Support((PROMISE.id,), 1)),),
    (AssessmentState("track", "reversible", "Ann Doe", "NOR", Support((ANNOUNCED.id,), 1)),),
    (Dispute("round:third", "date", (
        Version("2025-06-05/..", (("Ann Doe", "TASS"),), (ANNOUNCED.id,), 1), Version(None, (("Bo Roe",), ()), (CANCELLED.id,), 2))),),
    CLAIMS,
)  # fmt: skip
DOCUMENTS = {"d1": FIRST, "d2": SECOND}


def test_the_brief_says_what_stands_in_the_order_of_a_desk() -> None:
    text = brief_text.show(brief_of(STATE, DOCUMENTS, [UNKNOWN]))
    headings = [line for line in text.splitlines() if line.isupper() and not line.startswith(" ")]
    assert headings[1:] == [
        "LAST ROUND", "NEXT ROUND", "AGREED", "OPEN, BY SIDE", "PROMISED", "HOW IT GOES", "DISPUTED", "NOT KNOWN", "SOURCES",
    ]  # fmt: skip
    flat = " ".join(text.split())
    for said in (
        "State of play as of 10 June 2025, from 2 dispatches, the latest of 9 June 2025",
        "Second round: held, 4 June 2025, Bern (town hall) (1 origin) [1]",
        "Led by Ann Doe (Norway); 5 h 30 min long",
        "Third round: cancelled (planned: from 5 June 2025 on, Oslo) (2 origins) [2, 3]",
        "History: 5 June 2025 announced (Ann Doe) → 9 June 2025 cancelled (Bo Roe) [2, 3]",
        "No report that it took place",
        "Notes exchanged: banking (Norway and Switzerland; 4 June 2025)",
        "Norway: send a date, due 30 June 2025: overdue",
        "not fixed — Bo Roe; an outlet in its own voice (2 origins) [3]",
        "The reason: Wire itself, 9 June 2025",
    ):
        assert said in flat, said


def test_every_number_in_a_brief_has_its_note_with_outlet_day_words_and_chain() -> None:
    brief = brief_of(STATE, DOCUMENTS, [UNKNOWN])
    text = brief_text.show(brief)
    body, _, sources = text.partition("SOURCES")
    used = {int(n) for group in re.findall(r"\[([\d, ]+)", body) for n in group.split(",")}
    assert used == {note.number for note in brief.notes} == set(range(1, len(brief.notes) + 1))
    assert "The *Alpine* Courier, 5 June 2025: “A third will be held in Oslo soon” — Ann Doe (Norway) → TASS." in " ".join(sources.split())


def test_the_brief_in_markdown_takes_text_literally_and_links_its_notes() -> None:
    page = brief_markdown.show(brief_of(STATE, DOCUMENTS, [UNKNOWN]))
    assert page.startswith("# Norway–Switzerland talks\n")
    assert "[^1]: [The \\*Alpine\\* Courier](<https://example.org/1>), 5 June 2025" in page
    assert set(re.findall(r"\[\^(\d+)\](?!:)", page)) == set(re.findall(r"^\[\^(\d+)\]:", page, re.MULTILINE))


def test_an_empty_state_says_so() -> None:
    empty = State(STATE.track, "2025-06-10", (), (), (), (), (), (), ())
    text = brief_text.show(brief_of(empty, {}))
    assert "None is reported to have been held." in text
    assert "None is announced." in text


def test_the_json_of_a_state_is_that_of_the_design() -> None:
    shown = json.loads(as_json.dumps(as_json.state(STATE)))
    assert list(shown) == ["track", "as_of", "rounds", "issues", "outcomes", "commitments", "assessments", "disputes", "claims"]
    assert shown["track"]["id"] == "t1"
    second, third = shown["rounds"]
    assert second["venue"] == {"city": "Bern", "country": "CHE", "latitude": None, "longitude": None}
    assert second["heads"] == {"NOR": {"name": "Ann Doe", "role": "envoy"}}
    assert third["origins"] == 2
    assert third["claims"] == [ANNOUNCED.id, CANCELLED.id]
    assert [{k: step[k] for k in ("status", "said", "claim")} for step in third["history"]] == [
        {"status": "announced", "said": "2025-06-05", "claim": ANNOUNCED.id},
        {"status": "cancelled", "said": "2025-06-09", "claim": CANCELLED.id},
    ]
    for plural in ("issues", "outcomes", "commitments", "assessments"):
        assert {"claims", "origins"} <= shown[plural][0].keys()
    assert shown["disputes"][0]["values"][1]["chains"] == [["Bo Roe"], []]
    assert set(shown["claims"]) == {c.id for c in CLAIMS}
    assert json.loads(as_json.dumps(as_json.track(STATE.track)))["rounds"] == 2


def test_the_json_of_a_reading_is_that_of_the_design() -> None:
    lines: list[str] = []
    with readings.printer("jsonl", lines.append) as show:
        show(Reading(FIRST, (ANNOUNCED,)))
        show(Reading(SECOND))
    first, second = map(json.loads, lines)
    assert first["document"] == {
        "id": "d1", "url": "https://example.org/1", "outlet": "The *Alpine* Courier",
        "language": "en", "published": "2025-06-05", "title": "Round two",
    }  # fmt: skip
    assert {"document", "claims", "times", "places", "actors", "events"} <= first.keys()
    (shown,) = first["claims"]
    assert list(shown) == ["id", "kind", "evidence", "chain", "speaker_party", "certainty", "polarity", "said", "rule", "round"]
    assert shown["evidence"] == {"field": "text", "start": 45, "end": 78, "text": "A third will be held in Oslo soon"}
    assert list(shown["chain"][0]) == ["name", "kind", "role", "party", "start", "end"]
    assert second["claims"] == []


def test_a_reading_for_people_groups_claims_and_shows_chain_and_words() -> None:
    lines: list[str] = []
    with readings.printer("text", lines.append) as show:
        show(Reading(FIRST, (ANNOUNCED, HELD)))
    flat = " ".join(lines[0].split())
    assert (
        "ROUNDS (2) Third round: announced for Oslo, from 5 June 2025 on — Ann Doe (Norway) → TASS “A third will be held in Oslo soon”"
        in flat
    )
    with readings.printer("json", lines.append) as show:
        show(Reading(FIRST))
    assert len(json.loads(lines[-1])) == 1


def test_changes_disputes_and_tracks_as_lists() -> None:
    change = Change(
        "status", "round:third", "third round: announced → cancelled, by Bo Roe, 1 origin", "announced", "cancelled", (CANCELLED.id,)
    )
    page = lists.changes([change], STATE, DOCUMENTS, "2025-06-05", markdown=False, width=100)
    assert "Third round: announced → cancelled, by Bo Roe, 1 origin [1]" in page
    assert "“The third round is cancelled” — Bo Roe (Switzerland)." in page
    assert "Nothing changed." in lists.changes([], STATE, DOCUMENTS, "2025-06-05", markdown=True, width=100)
    assert "Third round, date:" in lists.disputes(STATE, DOCUMENTS, markdown=False, width=100)
    assert "Norway–Switzerland talks  [t1]" in lists.tracks([STATE.track], markdown=False, width=100)
    assert "detente add" in lists.tracks([], markdown=False, width=100)


def test_an_explanation_says_sentence_position_chain_rule_and_origin() -> None:
    rule = RuleEntry("test.rule", "Plans for a meeting.", "A third will be held.", "codebook/en/x.toml")
    ground = Ground(ANNOUNCED, FIRST, FIRST.span(45, len(FIRST.text)), rule, "o1", ("c9",), ())
    text = explanation.show(Explanation("claim", ANNOUNCED.id, (ground,)), markdown=False, width=100)
    flat = " ".join(text.split())
    for said in (
        "Ann Doe (Norway) → TASS",
        "(text 45–78)",
        "for example: A third will be held.",
        "o1, the same utterance as c9",
        "told TASS.",
    ):
        assert said in flat, said
    assert explanation.as_dict(Explanation("claim", ANNOUNCED.id, (ground,)))["grounds"][0]["sentence"]["start"] == 45


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2025-04-10", "10 April 2025"),
        ("2025-04", "April 2025"),
        ("2025", "2025"),
        ("XXXX-02-27", "27 February (year not given)"),
        ("2025-06-10/..", "from 10 June 2025 on"),
        ("../2025-08-31", "by 31 August 2025"),
        ("2025-06-10/2025-06-17", "10–17 June 2025"),
        ("2025-03-30/2025-04-02", "30 March to 2 April 2025"),
        ("2025-12-30/2026-01-02", "30 December 2025 to 2 January 2026"),
        ("2025-06-10~", "about 10 June 2025"),
        ("[2025-05-03,2025-05-11]", "3 May 2025 or 11 May 2025"),
        (None, "no date given"),
        ("not a date", "not a date"),
    ],
)
def test_dates_in_words(edtf: str | None, words: str) -> None:
    assert date_words(edtf) == words


def test_numbers_in_words() -> None:
    assert [minutes_words(n) for n in (40, 300, 330, 2880)] == ["40 min", "5 h", "5 h 30 min", "2 days"]
    assert [ordinal_words(n) for n in (1, 12, 13, 21, 112)] == ["first", "twelfth", "13th", "21st", "112th"]
    assert clip("one two three four", 12) == "one two …"


def test_sentences_of_changes_are_said_in_words() -> None:
    assert in_words("third round: date 2025-06-10/.. → 2025-06-20") == "third round: date from 10 June 2025 on → 20 June 2025"
    assert in_words("new issue: flights (USA): under_discussion") == "new issue: flights (United States): under discussion"
    assert in_words("flight 2025-061 of (XYZ)") == "flight 2025-061 of (XYZ)"
