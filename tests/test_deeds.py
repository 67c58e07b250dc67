"""Outcomes, commitments, assessments and what is not known, in one sentence each of invented talks between many countries."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from detente.model import Claim, Document, plain
from detente.reading import read

KINDS = frozenset({"outcome", "commitment", "assessment", "no_information"})
KEYS = {"outcome": "type", "commitment": "status", "assessment": "value"}
LEAD = "GENEVA, May 4, 2026 — {} held the second round of their talks here on Monday.\n\n"

with (Path(__file__).parent / "data/deeds.tsv").open(encoding="utf-8", newline="") as file:
    ROWS = [(r["parties"], r["kind"], r["value"], r["sentence"]) for r in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def said(parties: str, sentence: str) -> list[Claim]:
    """What a dispatch on the talks of two parties says with one sentence."""
    lead = LEAD.format(" and ".join(parties.split("/")))
    reading = read(Document("d", lead + sentence, "Second round of talks", "Wire", language="en", published="2026-05-04"))
    return [c for c in reading.claims if c.kind in KINDS and c.evidence.start >= len(lead)]


@pytest.mark.parametrize(("parties", "kind", "value", "sentence"), [row for row in ROWS if row[1]])
def test_a_deed_is_read(parties: str, kind: str, value: str, sentence: str) -> None:
    found = [c for c in said(parties, sentence) if c.kind == kind]
    if kind == "no_information":
        assert found
        return
    denied = "!" if value.endswith("!") else ""
    assert value in [str(plain(c.value)[KEYS[kind]]) + (denied if c.polarity == "denied" else "") for c in found]


@pytest.mark.parametrize(("parties", "sentence"), [(row[0], row[3]) for row in ROWS if not row[1]])
def test_what_is_only_wanted_feared_or_beside_the_point_is_no_deed(parties: str, sentence: str) -> None:
    assert [(c.kind, c.rule) for c in said(parties, sentence)] == []
