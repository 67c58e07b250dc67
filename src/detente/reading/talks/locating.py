"""Venues that are only pointed to: "there", "in the same city", "in the Omani capital", "all were in Geneva"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.reading.talks.context import Context
from detente.reading.talks.mentions import Mention
from detente.reading.talks.slots import capital_of, hangs

if TYPE_CHECKING:
    from spacy.tokens import Token

_ALL_IN = re.compile(
    r"^\W*(?:all|both|each)(?: (?:three|four|five|six))?(?: of (?:them|these|the \w+))? "
    r"(?:were|was|took place|happened)(?: held)? (?:in|at)\b"
)


def pointed_to(ctx: Context, mention: Mention, last: str | None) -> str | None:
    """The city that "there" or "in the same city" points back to: one named before it in the sentence, else the last venue."""
    for token in mention.sentence.span:
        if token.lower_ == "capital" and token.dep_ == "pobj" and (named_so := capital_of(token)) and hangs(token, mention):
            return named_so
        adverb = token.lower_ == "there" and token.dep_ == "advmod" and token.head.i in mention.anchors()
        noun = token.lower_ in ("city", "capital") and token.dep_ == "pobj" and token.head.lower_ == "in" and _bare(token)
        if adverb or (noun and token.head.head.i in mention.anchors()):
            at = mention.sentence.paragraph.offset(token)
            named = [p.name for p in ctx.places(mention.sentence) if p.kind == "city" and p.end < at]
            return named[-1] if named else last
    return None


def _bare(noun: Token) -> bool:
    return all(t.lower_ in ("the", "same", "that") for t in noun.lefts)


def common_venue(ctx: Context, told: list[int]) -> str | None:
    """The one city of all rounds, told beside one of the sentences that tell of them: "All were in Geneva"."""
    for n in sorted(set(told)):
        for sentence in ctx.sentences[n : n + 2]:
            opening = sentence.text[:60].lower()
            cities = [p.name for p in ctx.places(sentence) if p.kind == "city"]
            if len(set(cities)) == 1 and _ALL_IN.match(opening):
                return cities[0]
    return None
