"""Which words are a round claim at all, and its status: own passages of two to five sentences on negotiations of all kinds.

`round_pages.jsonl` has the wordings met on newspaper pages that were searched for (docs/accuracy-pages.md).
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.model import Claim, Document, Round
from detente.reading.languages.en import look
from detente.reading.talks import find_rounds

FILES = ("round_passages.jsonl", "round_venues.jsonl", "round_pages.jsonl")
ROWS = [json.loads(line) for name in FILES for line in (Path(__file__).parent / "data" / name).read_text(encoding="utf-8").splitlines()]


def _fits(claim: Claim, want: dict) -> bool:
    """Whether a claim has every field that the row names, and a speaker of that name (none where `by` is null)."""
    assert isinstance(claim.value, Round)
    by = claim.chain[0].name if claim.chain else None
    if (by is None) != (want["by"] is None) or (by is not None and want["by"].lower() not in by.lower()):
        return False
    return all(getattr(claim.value, name) == value for name, value in want.items() if name != "by")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_the_rounds_of_a_passage(row: dict) -> None:
    found = find_rounds(look(Document("d", row["text"], "", published=row["published"])))
    for want in row["rounds"]:
        fitting = [c for c in found if _fits(c, want)]
        assert fitting, (want, [c.value for c in found])
        found.remove(fitting[0])
    assert not found, [c.value for c in found]
