"""Where people meet: the building by its name, the city among the places told, the capital meant by "the Omani capital"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.codebook.parties import lookup, parties
from detente.model import PlaceMention
from detente.reading.grammar import is_verb
from detente.reading.talks.mentions import Mention, is_meeting

if TYPE_CHECKING:
    from detente.reading.tree import Token

#: Clauses of their own: what hangs in them is not said of the meeting over them.
CLAUSES = ("ccomp", "relcl", "advcl", "csubj", "parataxis")
SITE = re.compile(
    r"\b(?:palace|palazzo|palacio|palais|hotel|residence|villa|mansion|embassy|consulate(?:[- ]general)?|headquarters|castle|house|"
    r"ch[aâ]teau|schloss|resort|ministry|mission|chancery|lodge|compound|manor|presidency|office|monastery|barracks|airport|camp|"
    r"retreat|bhawan|bhavan|kremlin|hall|centre|center|point|post|crossing|checkpoint|facility|base)\b",
    re.I,
)


def site_of(mention: Mention) -> tuple[str | None, tuple[Token, Token] | None]:
    """The building: "at the Conrad Hotel", "in the residence of the consul general"."""
    anchors = mention.anchors()
    for token in mention.sentence.span:
        if token.dep_ != "pobj" or token.head.lower_ not in ("at", "in", "inside", "from") or not is_site(token):
            continue
        here = token.head
        for _ in range(5):
            if here.lower_ in ("after", "before"):
                break  # "will call a third round after two days of talks in a castle": the building of the other meeting
            if here.head.i in anchors:
                return _site_name(token)
            people = here.dep_ in ("nsubj", "nsubjpass", "appos", "agent") and not is_meeting(here)
            if people or here.head.i == here.i or (is_verb(here) and here.dep_ in CLAUSES):
                break
            here = here.head
    return None, None


def is_site(noun: Token) -> bool:
    """Whether a noun means a building, or ends the name of one ("Palais des *Nations*"), not a place ("the resort of Jeju")."""
    if noun.lower_ in ("resort", "camp", "retreat", "post", "point") and any(
        g.tag_ == "NNP" for c in noun.children if c.lower_ == "of" for g in c.children
    ):
        return False
    name = noun.doc[noun.left_edge.i : noun.i + 1].text if noun.tag_.startswith("NNP") and noun.i - noun.left_edge.i < 5 else noun.text
    return SITE.search(name) is not None


def _site_name(noun: Token) -> tuple[str, tuple[Token, Token]]:
    doc = noun.doc
    first, last = noun.left_edge.i, noun.i
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in ("of", "to") and child.i > noun.i:
            last = max(last, child.right_edge.i)
    while doc[first].dep_ == "det" or doc[first].is_punct:
        first += 1
    stop = next((i for i in range(noun.i, last + 1) if doc[i].text in (",", ";", "(")), last + 1)
    last = min(last, stop - 1)
    return doc[first : last + 1].text, (doc[first], doc[last])


def venue_of(places: tuple[PlaceMention, ...]) -> str | None:
    """The city among the places of a meeting: the first that is meant as a place."""
    cities = [p for p in places if p.kind == "city"]
    return cities[0].name if cities else None


def capital_of(noun: Token) -> str | None:
    """The city meant by "the Omani capital" or "Oman's capital", by the table of parties; None for "the capital" alone."""
    for token in noun.lefts:
        if token.dep_ in ("amod", "compound", "poss", "nmod"):
            form = lookup(noun.doc[token.left_edge.i : token.i + 1].text.removeprefix("the ")) or lookup(token.text)
            capitals = parties()[form.code].capitals if form is not None else ()
            if capitals:
                return capitals[0]
    return None
