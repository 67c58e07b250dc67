"""Venues that are only pointed to: "there", "in the same city", "in the Omani capital", "all were in Geneva"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.model import PlaceMention
from detente.reading.grammar import is_verb
from detente.reading.talks.context import Context
from detente.reading.talks.mentions import Mention
from detente.reading.talks.slots import SITE, capital_of, hangs

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


_LOCALITY = frozenset({"village", "town", "district", "point", "post", "crossing", "checkpoint", "pass", "oasis", "valley"})


def unlisted(ctx: Context, mention: Mention) -> str | None:
    """The name of a place that is in no table: "met at Moldo", "held in the village of Kidal", "the Chushul border point"."""
    sentence, anchors = mention.sentence, mention.anchors()
    taken = [(p.start, p.end) for p in ctx.places(sentence)] + [(a.start, a.end) for a in ctx.actors(sentence)]
    taken += [(t.start, t.end) for t in ctx.times(sentence)]
    for token in sentence.span:
        if token.dep_ != "pobj" or token.head.lower_ not in ("at", "in") or not _tied(token.head, anchors):
            continue
        row = [t for t in token.subtree if (t.i <= token.i and t.dep_ in ("compound", "amod", "nmod")) or t.i == token.i]
        if token.lower_ in _LOCALITY:
            row = [t for t in row if t.tag_ in ("NNP", "NNPS")]
        elif token.tag_ != "NNP" or any(t.dep_ == "det" for t in token.lefts) or not token.text[:1].isupper():
            continue
        row = [t for t in row if t.text[:1].isupper()]
        at = [sentence.paragraph.offset(t) for t in row]
        if row and len(row[-1].text) > 2 and not any(s <= a < e for a in at for s, e in taken) and not SITE.search(row[-1].text):
            return row[0].doc[row[0].i : row[-1].i + 1].text
    return None


def in_land(ctx: Context, mention: Mention) -> bool:
    """Whether a meeting is set in a country or region without its city ("met in Malaysia", "sat down in the Gulf")."""
    anchors = mention.anchors()
    for place in ctx.places(mention.sentence):
        token = ctx.root(mention.sentence, place.start, place.end) if place.kind in ("country", "region", "feature") else None
        if token is not None and token.dep_ == "pobj" and token.head.lower_ in ("in", "at") and _tied(token.head, anchors):
            return True
    return False


def _tied(prep: Token, anchors: set[int]) -> bool:
    """Whether a preposition hangs on a meeting, or on the day or other place that hangs on it."""
    here = prep
    for _ in range(5):
        if here.head.i in anchors:
            return True
        if here.head.i == here.i or is_verb(here.head):
            return False
        here = here.head
    return False


def named_capital(ctx: Context, mention: Mention, places: tuple[PlaceMention, ...]) -> str | None:
    """The city of "opened in the Cuban capital", where it stands before any other that the sentence gives to the meeting."""
    anchors = mention.anchors()
    for token in mention.sentence.span:
        if token.lower_ != "capital" or token.dep_ != "pobj" or token.head.lower_ != "in" or token.head.head.i not in anchors:
            continue
        at = mention.sentence.paragraph.offset(token)
        if all(at < p.start for p in places if p.kind == "city"):
            return capital_of(token)
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
