"""Who says what: spans, speakers, chains, certainty, and quotation marks of every kind."""

from __future__ import annotations

import pytest

from detente.model import Document
from detente.reading.actors import find_actors
from detente.reading.attribution import find_attributions
from detente.reading.attribution.dateline import dateline
from detente.reading.attribution.quotes import find_quotes
from detente.reading.frames import Attribution
from detente.reading.parse import parse
from detente.reading.times import find_times


def attributions(text: str, outlet: str = "") -> list[Attribution]:
    document = Document("d", text, outlet=outlet, published="2025-06-11")
    parsed = parse(document)
    return list(find_attributions(parsed, find_actors(parsed), find_times(text, "2025-06-11", "text")))


def contents(text: str) -> list[list[str]]:
    return [[text[s:e] for s, e in a.pieces] for a in attributions(text)]


def chains(text: str, outlet: str = "") -> list[list[str]]:
    return [[link.name for link in a.chain] for a in attributions(text, outlet)]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The envoy said that the ferry would sail.", ["the ferry would sail"]),
        ("The ferry would sail in May, the envoy said on Monday.", ["The ferry would sail in May"]),
        ("The ferry, she said, would sail in May.", ["The ferry", "would sail in May"]),
        ("According to the envoy, the ferry would sail.", ["the ferry would sail"]),
        ("The ferry will sail in May, according to the envoy.", ["The ferry will sail in May"]),
        ("He called the ferry a bridge of peace.", ["the ferry a bridge of peace"]),
        ("“The ferry sails,” the envoy said. “It sails in May.”", ["“The ferry sails,”", "“It sails in May.”"]),
        ("The minister promised to open the port.", ["to open the port"]),
        ("“We are proud of this port.” — Anna Lindqvist", ["“We are proud of this port.”"]),
        ("Anna Lindqvist: the port is open.", ["the port is open"]),
        ("In Lindqvist's view, the port should open.", ["the port should open"]),
        ("She said they were close. “We can do it.”", ["they were close", "“We can do it.”"]),
        ("But, Lindqvist added, the port was closed.", ["the port was closed"]),
        ("The minister hopes for a signature before the year ends.", ["a signature before the year ends"]),
        ("The mediator called Friday a good day.", ["Friday a good day"]),
        ("Unless both sides pay, the experts say, the port may close.", ["Unless both sides pay", "the port may close"]),
    ],
)
def test_content_is_what_is_said(text: str, content: list[str]) -> None:
    assert contents(text) == [content]


def test_parts_of_different_certainty_are_statements_of_their_own() -> None:
    found = attributions("The envoy said that the port was open and that the ferry might sail in May.")
    assert [a.certainty for a in found] == ["certain", "possible"]
    assert len({a.cue for a in found}) == 1


def test_speech_goes_on_without_a_cue() -> None:
    text = "The port was not ready, the envoy said. The date would be made public later."
    assert contents(text) == [["The port was not ready"], ["The date would be made public later"]]
    assert len({tuple(link.name for link in a.chain) for a in attributions(text)}) == 1


def test_a_quotation_runs_over_paragraphs() -> None:
    text = "“The port is open,” the envoy said.\n\n“The ferry sails in May.”"
    assert contents(text) == [["“The port is open,”", "“The ferry sails in May.”"]]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Anna Lindqvist, the Swedish envoy, told Reuters that the port was open.", ["Anna Lindqvist", "Reuters"]),
        ("The port was open, Anna Lindqvist said on Monday, Reuters reported.", ["Anna Lindqvist", "Reuters"]),
        ("A source close to the talks told the Harbour Post that the port was open.", ["A source close to the talks", "Harbour Post"]),
    ],
)
def test_the_agency_that_heard_it_is_the_last_link(text: str, chain: list[str]) -> None:
    assert chains(text) == [chain]


def test_the_own_outlet_is_never_a_link() -> None:
    assert chains("OSLO (Harbour Post) — The port was open, Anna Lindqvist said.", outlet="Harbour Post") == [["Anna Lindqvist"]]


def test_a_pronoun_means_the_last_speaker() -> None:
    text = "Anna Lindqvist, the envoy, said the port was open. The ferry would sail in May, she added."
    assert chains(text) == [["Anna Lindqvist"], ["Anna Lindqvist"]]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The envoy said that no date had been fixed.", ("certain", "denied")),
        ("The ministry denied that the port was closed.", ("certain", "denied")),
        ("The envoy hoped that the port would open.", ("possible", "affirmed")),
        ("The envoy said the port might open.", ("possible", "affirmed")),
        ("Officials expected that the port would open.", ("probable", "affirmed")),
        ("The ministry said it had no information about the ferry.", ("unknown", "denied")),
    ],
)
def test_certainty_and_polarity_are_the_speakers(text: str, stance: tuple[str, str]) -> None:
    assert [(a.certainty, a.polarity) for a in attributions(text)] == [stance]


def test_what_was_not_said_is_no_statement() -> None:
    assert attributions("The envoy did not say when the port would open.") == []


def test_the_day_of_speaking_is_read_from_the_attributing_clause() -> None:
    assert [a.said for a in attributions("The envoy said on Tuesday that the port would open in July.")] == ["2025-06-10"]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said “yes” and "no".', ["“yes”", '"no"']),
        ("«Да», сказал он.", ["«Да»"]),
        ("„Ja“, sagte er.", ["„Ja“"]),
        ("''Yes,'' she said.", ["''Yes,''"]),
        ("The parties' talks 'went well', he said.", ["'went well'"]),
        ("“Open and never closed", ["“Open and never closed"]),
        ('A stray " mark, and x" too', []),
    ],
)
def test_quotation_marks_of_every_style(text: str, quoted: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_quotes(text)] == quoted


@pytest.mark.parametrize(
    "text",
    ["", " \n\n ", "“", "”“”", "said", '"said" said \'said', "🙂 “🙂” — 🙂, he said.", "Он сказал: «да", ": he said :", "“a\n\n“b\n\n“c"],
)
def test_odd_text_never_raises_and_offsets_hold(text: str) -> None:
    for found in attributions(text):
        assert all(0 <= s < e <= len(text) for s, e in found.pieces)


@pytest.mark.parametrize(
    ("text", "rest", "credit"),
    [
        ("OSLO, June 16. /TASS/. The port", "The port", "TASS"),
        ("OSLO (AP) — The port", "The port", "AP"),
        ("OSLO, March 18 — The port", "The port", None),
        ("10:15 GMT The port", "The port", None),
        ("The port — a big one — opened", "The port — a big one — opened", None),
    ],
)
def test_datelines(text: str, rest: str, credit: str | None) -> None:
    found = dateline(text)
    assert (text[found.length :], found.credit) == (rest, credit)
