"""Speakers, parties and chains of negotiations all over the world. All sentences and people are our own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from detente.model import Document
from detente.reading.actors import find_actors
from detente.reading.attribution import find_attributions
from detente.reading.parse import parse

# Of each: what is said, the speaker's name, his party, and those who heard it.
CASES = [json.loads(line) for line in (Path(__file__).parent / "data" / "actors_world.jsonl").read_text(encoding="utf-8").splitlines()]


def bare(name: str) -> str:
    """A name without article, in small letters."""
    words = name.lower().split()
    return " ".join(words[1:] if words[:1] in (["the"], ["a"], ["an"]) else words)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['speaker']}: {case['content']}")
def test_speaker_party_and_chain(case: dict[str, Any]) -> None:
    text, words = case["text"], case["content"]
    parsed = parse(Document("d", text, "", outlet="Our Paper", published="2019-05-02"))
    at = text.index(words)
    found = [a for a in find_attributions(parsed, find_actors(parsed), ()) if any(start <= at + 1 < end for start, end in a.pieces)]
    assert found
    speaker, *others = found[-1].chain
    assert bare(speaker.name).split()[-1] == bare(case["speaker"]).split()[-1]
    assert speaker.party == case["party"]
    assert [bare(link.name) for link in others] == [bare(name) for name in case["heard"]]


HOME = "Nepal and India met on Monday.\n\n"


@pytest.mark.parametrize(
    ("text", "outlet", "words", "party"),
    [
        (
            "HANOI: Vietnam and Laos met. The river is high.\n\nArmy sources said the post was calm.",
            "",
            "the post was calm",
            "VNM",
        ),
        (
            HOME + "A defence official said the pass was open.",
            "Kathmandu Post",
            "the pass was open",
            "NPL",
        ),
        (
            HOME + "A defence official told PTI that the pass was open.",
            "",
            "the pass was open",
            "IND",
        ),
        (
            HOME + "A Western defence official told PTI that the pass was open.",
            "",
            "the pass was open",
            None,
        ),
    ],
)
def test_officials_of_no_country_are_those_at_home(text: str, outlet: str, words: str, party: str | None) -> None:
    parsed = parse(Document("d", text, "", outlet=outlet, published="2019-05-02"))
    found = [a for a in find_attributions(parsed, find_actors(parsed), ()) if any(words in text[s:e] for s, e in a.pieces)]
    assert [a.chain[0].party for a in found] == [party]


@pytest.mark.parametrize(
    ("text", "name", "party"),
    [
        ("Rosa Quispe, head of the Bolivian delegation, smiled.", "Rosa Quispe", "BOL"),
        ("Rosa Quispe, the rebels' chief negotiator, left. FARC wanted more.", "Rosa Quispe", "FARC"),
        ("Rosa Quispe, the Bolivian finance minister, left.", "Rosa Quispe", None),
    ],
)
def test_titles_tell_who_leads_a_delegation(text: str, name: str, party: str | None) -> None:
    assert [p.leads for p in find_actors(parse(Document("d", text))).people() if p.name == name] == [party]
