"""Who has fixed a meeting: both sides together, or the country in whose city it is to be."""

from __future__ import annotations

from functools import cache

from detente.codebook.parties import parties
from detente.reading.grammar import is_verb, subject
from detente.reading.lemmas import lemma, noun_lemma
from detente.reading.talks.context import Context
from detente.reading.talks.lexicon import words
from detente.reading.talks.mentions import Mention
from detente.reading.talks.mode import mode
from detente.reading.talks.parties import codes_of


@cache
def _capitals() -> dict[str, str]:
    return {name: party.code for party in parties().values() for name in party.capitals[:1]}


def country_of(city: str | None) -> str | None:
    """The code of the country that a city is the capital of, else None."""
    return _capitals().get(city) if city else None


def joint(ctx: Context, mention: Mention) -> bool:
    """Whether both sides together fixed the meeting: "both sides have named 19 April", "Peru and Chile agreed to hold a second round"."""
    here = mention.predicates[0].verb if mention.predicates else mention.token
    for _ in range(5):
        if is_verb(here) and lemma(here) in words("governors", "fixing"):
            how = mode(here)
            who = subject(here)
            if who is None or how.negated or how.kind not in ("real", "present"):
                return False
            both = noun_lemma(who.lower_) in ("side", "party", "delegation") and any(t.lower_ in ("both", "two", "the") for t in who.lefts)
            both = both or (lemma(here) == "agree" and who.tag_ == "NNS" and noun_lemma(who.lower_) in words("nouns", "agreeing"))
            return both or who.lower_ == "they" or len(codes_of(ctx, mention.sentence, who.subtree)) > 1
        if here.head.i == here.i:
            return False
        here = here.head
    return False


def at_the_top(mention: Mention) -> bool:
    """Whether heads of state are to meet ("a summit", "the presidents should meet"): another meeting than that of their delegations."""
    if mention.sort != "verb":
        return mention.token.lower_.startswith("summit")
    who = subject(mention.token)
    return who is not None and (who.lower_ == "presidents" or (who.lower_ == "heads" and any(t.lower_ == "state" for t in who.subtree)))
