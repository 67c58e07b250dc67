"""Own dispatches on sixty negotiations: who heads the delegations, told beside the round or far from it, and whom the speakers speak for.

Of each dispatch: the heads of its rounds, party by party ({} for a round without any; None where they are not looked at), and
some words of a statement with the party of whoever says them. All people and sentences are our own.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from detente.model import Document, Reading, Round, Statement
from detente.reading import read

ROWS = [json.loads(line) for line in (Path(__file__).parent / "data" / "dispatch_heads.jsonl").read_text(encoding="utf-8").splitlines()]
SAID = [(row["id"], words, party) for row in ROWS for words, party in row["parties"].items()]


@cache
def reading(id: str) -> Reading:
    row = next(r for r in ROWS if r["id"] == id)
    return read(Document(id, row["text"], row["title"], published=row["published"], outlet="The Test Courier"))


@pytest.mark.parametrize("row", [r for r in ROWS if r["heads"] is not None], ids=lambda row: row["id"])
def test_heads_of_the_rounds(row: dict[str, Any]) -> None:
    found = [{party: head.name for party, head in c.value.heads} for c in reading(row["id"]).claims if isinstance(c.value, Round)]
    for heads in row["heads"]:
        assert heads in found


@pytest.mark.parametrize(("id", "words", "party"), SAID, ids=lambda value: value)
def test_whom_a_speaker_speaks_for(id: str, words: str, party: str) -> None:
    row = next(r for r in ROWS if r["id"] == id)
    at = row["text"].index(words)
    said = [c for c in reading(id).claims if isinstance(c.value, Statement) and c.value.content.start <= at + 1 < c.value.content.end]
    assert party in [c.speaker_party for c in said]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz led " + "that of " * 400 + "Peru.",
        "Ana Ruiz led the team of " + "the government of " * 400 + "Peru.",
        "Ana Ruiz for Peru, " * 400 + "and Chile.",
        "Ana Ruiz and " * 400 + "Luis Soto led for Peru.",
    ],
    ids=["that-of", "government-of", "for", "and"],
)
def test_endless_rows_are_read(text: str) -> None:
    assert read(Document("d", text)).claims is not None
