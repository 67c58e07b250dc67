"""The pattern language of wording rules, and dictionary forms."""

from __future__ import annotations

import pytest

from detente.errors import CodebookError
from detente.model import Document
from detente.reading.lemmas import noun_lemma, verb_lemma
from detente.reading.parse import parse
from detente.reading.wording import Words, compile_pattern


def found(pattern: str, text: str) -> list[str]:
    sentence = parse(Document("d", text)).sentences[0]
    hits = Words.of(list(sentence.span)).find(compile_pattern(pattern))
    return [text[first.idx : last.idx + len(last)] for first, last in hits]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("call off", "Norway called off the talks.", ["called off"]),
        ("call * off", "Norway called the talks off.", ["called the talks off"]),
        ("be cancel|scrap", "The round was scrapped and the dinner was cancelled.", ["was scrapped", "was cancelled"]),
        ("no? date be set", "No date was set; a date is set.", ["No date was set", "date is set"]),
        ("!not agree", "They agreed, they did not agree.", ["They agreed"]),
        ("#CD round", "Two rounds took place.", ["Two rounds"]),
        ("@talks", "Negotiations began after the meeting.", ["Negotiations", "meeting"]),
    ],
)
def test_patterns(pattern: str, text: str, expected: list[str]) -> None:
    assert found(pattern, text) == expected


@pytest.mark.parametrize("bad", ["", "*", "@nosuchclass", "a? b?"])
def test_a_pattern_that_matches_anything_is_refused(bad: str) -> None:
    with pytest.raises(CodebookError):
        compile_pattern(bad)


@pytest.mark.parametrize(
    ("forms", "base"),
    [
        ("announced announces announcing", "announce"),
        ("cancelled canceled cancelling", "cancel"),
        ("said says", "say"),
        ("agreed agrees agreeing", "agree"),
        ("denied denies denying", "deny"),
        ("postponed postpones postponing", "postpone"),
        ("referred referring refers", "refer"),
        ("stressed stresses stressing", "stress"),
        ("negotiated negotiating negotiates", "negotiate"),
        ("discussed discusses", "discuss"),
        ("visited visiting", "visit"),
    ],
)
def test_verbs_come_back_to_their_dictionary_form(forms: str, base: str) -> None:
    assert {verb_lemma(form) for form in forms.split()} == {base}


def test_nouns_come_back_to_their_singular() -> None:
    assert [noun_lemma(n) for n in ("talks", "parties", "meetings", "spokesmen", "businesses", "consensus")] == [
        "talk",
        "party",
        "meeting",
        "spokesman",
        "business",
        "consensus",
    ]
