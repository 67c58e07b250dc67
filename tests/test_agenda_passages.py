"""Short passages on many kinds of talks, with everything that a desk officer would note of the agenda, and nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from detente.model import Claim, Document, plain
from detente.reading.agenda import find_agenda
from detente.reading.languages.en import look

PASSAGES = [json.loads(line) for line in (Path(__file__).parent / "data/agenda_passages.jsonl").read_text(encoding="utf-8").splitlines()]
LABELS = {"issue": "issue", "outcome": "about", "commitment": "what", "no_information": "about"}
SMALL = frozenset({"a", "an", "the", "of", "on", "in", "to", "for", "and", "or", "with", "by", "at", "from", "its", "their"})


def words(label: str) -> set[str]:
    return {word.rstrip("s") for word in re.findall(r"\w+", label.casefold())} - SMALL


def is_meant(item: dict[str, Any], claim: Claim) -> bool:
    """Whether a claim says what an item says; labels need a third of their words in common."""
    if claim.kind != item["kind"] or claim.polarity != item.get("polarity", "affirmed"):
        return False
    value = plain(claim.value)
    if any(value[field] != item[field] for field in ("position", "party", "status", "type", "value", "deadline") if field in item):
        return False
    if "label" not in item:
        return True
    wanted, found = words(item["label"]), words(value[LABELS[claim.kind]])
    return 3 * len(wanted & found) >= len(wanted | found)


@pytest.mark.parametrize("passage", PASSAGES, ids=[f"{n}-{p['subject']}" for n, p in enumerate(PASSAGES, start=1)])
def test_what_a_passage_says_and_nothing_else(passage: dict[str, Any]) -> None:
    found = find_agenda(look(Document("d", passage["text"], published="2024-05-14")))
    missed = []
    for item in passage["items"]:
        meant = next((claim for claim in found if is_meant(item, claim)), None)
        if meant is None:
            missed.append(item)
        else:
            found.remove(meant)
    assert not missed
    assert [(c.kind, plain(c.value)) for c in found] == []


def test_the_passages_are_about_many_kinds_of_talks() -> None:
    subjects = {passage["subject"] for passage in PASSAGES}
    assert len(PASSAGES) >= 100
    assert {"trade", "ceasefire", "borders", "water", "prisoners", "nuclear", "fisheries", "climate", "debt", "consular"} <= subjects
