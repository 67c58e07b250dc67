"""Who leads the delegations: the head of each party, by any grammar; nobody who only speaks, hosts or decides."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.model import Document, Round
from detente.reading.languages.en import look
from detente.reading.talks import find_rounds

ROWS = [json.loads(line) for line in (Path(__file__).parent / "data" / "round_heads.jsonl").read_text(encoding="utf-8").splitlines()]


def heads(text: str) -> list[dict[str, str]]:
    claims = find_rounds(look(Document("d", text, "", published="2025-05-12")))
    return [{party: head.name for party, head in c.value.heads} for c in claims if isinstance(c.value, Round)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_heads(row: dict) -> None:
    found = heads(row["text"])
    assert found
    assert row["heads"] in found or (not row["heads"] and not any(found))
