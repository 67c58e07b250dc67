"""Who has fixed a meeting: both sides together, or the country in whose city it is to be."""

from __future__ import annotations

import re
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


#: Those who meet at the top, as their office is told.
_TOP = re.compile(r"(?:[A-Z][\w-]+ )?(?:president|prime minister|premier|chancellor|king|emir|sultan)$", re.I)
_NOT_TOP = re.compile(r"\b(?:vice|deputy|former|acting)\b", re.I)


def leaders_meet(ctx: Context, mention: Mention) -> bool:
    """Whether all who meet are heads of state or government by name ("President Ruto met Prime Minister Barre in Rome")."""
    if mention.sort != "verb" or mention.ordinals:
        return False
    who = subject(mention.token)
    others = [g for c in mention.token.children for g in ((c,) if c.dep_ == "dobj" else c.children if c.lower_ == "with" else ())]
    tokens = [t for word in (who, *others) if word is not None for t in word.subtree]
    at = {mention.sentence.paragraph.offset(t) for t in tokens}
    people = [a for a in ctx.actors(mention.sentence) if a.kind == "person" and any(a.start <= n < a.end for n in at)]
    top = [a for a in people if a.role and _TOP.match(a.role) and not _NOT_TOP.search(a.role)]
    return len({a.name for a in people}) > 1 and len(top) == len(people)


def at_the_top(mention: Mention) -> bool:
    """Whether heads of state are to meet ("a summit", "the presidents should meet"): another meeting than that of their delegations."""
    if mention.sort != "verb":
        return mention.token.lower_.startswith("summit")
    who = subject(mention.token)
    if who is not None and who.tag_ == "NNP" and any(t.text == "President" and t.dep_ == "compound" for t in who.lefts):
        return any(
            t.lower_ == "counterpart" for c in mention.token.children if c.dep_ == "dobj" for t in c.subtree
        )  # "President Soto met his counterpart"
    return who is not None and (who.lower_ == "presidents" or (who.lower_ == "heads" and any(t.lower_ == "state" for t in who.subtree)))
