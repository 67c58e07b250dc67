"""Dates that cannot be are kept as written and flagged on the claim, never repaired."""

from __future__ import annotations

import pytest

from detente.model import Document
from detente.reading import read


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("The third round of talks will be held in Oslo on February 30, the minister said.", "no such day"),
        ("The third round of talks was held in Oslo on Monday, June 4, the minister said.", "weekday contradicts date"),
        ("The third round of talks was held in Oslo on 04/05/2025, the minister said.", "ambiguous order"),
    ],
)
def test_an_odd_date_is_flagged_on_the_claim(text: str, flag: str) -> None:
    reading = read(Document("d", text, published="2025-06-10"))
    rounds = [c for c in reading.claims if c.kind == "round"]
    assert rounds
    assert any(flag in c.flags for c in reading.claims)


def test_a_plain_date_is_not_flagged() -> None:
    reading = read(
        Document("d", "The third round of talks was held in Oslo on Tuesday, June 3, the minister said.", published="2025-06-10")
    )
    assert not any(c.flags for c in reading.claims)


@pytest.mark.parametrize("published", ["", "June 2025", "2025-02-30"])
def test_a_publication_date_that_is_no_date_is_kept_with_a_warning(published: str) -> None:
    text = "The third round of talks was held in Oslo on June 3, the minister said."
    reading, undated = read(Document("d", text, published=published), "2025-06-10"), read(Document("d", text))
    assert reading.document.published == published
    assert [c.value for c in reading.claims] == [c.value for c in undated.claims]
    assert len(reading.warnings) == 1
    assert repr(published) in reading.warnings[0]
