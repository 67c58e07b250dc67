"""Claims about talks are made of dispatches about talks only."""

from __future__ import annotations

from detente.model import Document
from detente.reading import read

CAMPAIGN = """The senator wants lower taxes for farmers, she told a crowd in Ohio on Monday. Her rival rejected the plan and
demanded a debate. "We will cut the budget," he promised. The governor called on both candidates to publish their accounts.

Voters in the state said that they cared most about schools. A poll published on Friday showed that the race was close. The
campaign offered to pay for buses. Nobody said where the last rally would be. The newspaper reported that the debate was
planned for next week, and that the mayor had agreed to moderate it. The senator has not commented on her health."""


def kinds(text: str) -> set[str]:
    return {c.kind for c in read(Document("d", text, published="2025-06-10")).claims}


def test_a_campaign_is_no_negotiation() -> None:
    assert kinds(CAMPAIGN) == {"statement"}


def test_a_short_dispatch_of_a_truce_is() -> None:
    assert "outcome" in kinds("Peru and Chile agreed on a ceasefire on Monday, the Peruvian government said.")
