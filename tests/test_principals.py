"""The parties that a dispatch is about: named side by side, or more often than anybody else."""

from __future__ import annotations

import pytest

from detente.model import Document
from detente.reading.languages.en import look


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "Peru's talks with Chile stand still. Peru wants the border moved; Chile refuses. Chile has sent troops, Peru has not. "
            "Ana Ruiz, foreign minister of Peru, and her Bolivian colleague Luis Soto spoke of copper in La Paz.",
            ("CHL", "PER"),
        ),
        (
            "Kenya opened its talks with Tanzania on Monday. Kenya wants lower tariffs, Tanzania a common list. Kenya and Tanzania will "
            "go on. Other trade with Burundi, Rwanda and Uganda is growing, Kenya says.",
            ("KEN", "TZA"),
        ),
        (
            "The Taliban have called off the talks. The United States had asked for a truce. The Taliban want every American soldier out; "
            "the United States wants guarantees. The government in Kabul is not at the table, the Americans say.",
            ("TALIBAN", "USA"),
        ),
        (
            "The Oromo Liberation Army has come for a second round. Ethiopia has not said a word. The Oromo Liberation Army wants a share; "
            "Ethiopia wants its arms. Ethiopia made peace with the Tigray People's Liberation Front a year ago.",
            ("ETH", "OLA"),
        ),
        (
            "Kenya began a new round of talks with Uganda, Rwanda and Burundi in Arusha on Monday. The four want one tariff.",
            ("BDI", "KEN", "RWA", "UGA"),
        ),
    ],
    ids=["colleague-of-a-third", "a-row-of-others", "group-and-a-foreign-state", "group-and-its-own-state", "one-with-three"],
)
def test_parties_of_a_dispatch(text: str, parties: tuple[str, ...]) -> None:
    assert look(Document("d", text, "", published="2019-09-08")).main == parties
