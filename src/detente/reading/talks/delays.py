"""Rounds put off or called off, told without a word for the meeting: "the postponement", "the start was put back by a day"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.reading.grammar import is_verb
from detente.reading.lemmas import lemma, noun_lemma
from detente.reading.parse import Sentence
from detente.reading.talks.context import Context
from detente.reading.talks.ellipses import Ellipsis, extent
from detente.reading.talks.lexicon import match, words
from detente.reading.talks.mode import mode
from detente.reading.talks.status import Status

if TYPE_CHECKING:
    from detente.reading.tree import Token


def delays(ctx: Context, sentence: Sentence) -> list[Ellipsis]:
    """What a sentence of the text tells in this way of rounds that it tells of elsewhere."""
    found: list[Ellipsis] = []
    for token in sentence.span:
        if token.tag_ in ("NN", "NNS"):
            found += (*_act(sentence, token), *_put_back(ctx, sentence, token))
    return found


def _act(sentence: Sentence, noun: Token) -> Iterator[Ellipsis]:
    """ "The postponement was proposed by the host", "confirmed the delay": of a round that is told elsewhere."""
    base = noun_lemma(noun.lower_)
    value = "postponed" if base in words("nouns", "postponing") else "cancelled" if base in words("nouns", "cancelling") else None
    definite = any(c.lower_ in ("the", "this", "that") for c in noun.lefts) or _asked_for(noun)
    if (
        value is None
        or not definite
        or any(c.dep_ == "prep" and c.lower_ not in ("with", "by", "together", "from", "to") for c in noun.children)
    ):
        return
    if any(c.tag_ in ("NNP", "NNS", "NN") for c in noun.lefts) or (
        noun.i + 1 < len(noun.doc) and noun.nbor().lower_ in ("over", "of", "in")
    ):
        return
    verb: Token | None = noun.head
    while verb is not None and not is_verb(verb):
        verb = verb.head if verb.head.i != verb.i else None
    if verb is None or noun.head.lower_ in ("of", "by", "about", "after", "before", "since", "despite"):
        return
    if mode(verb).negated or mode(verb).kind in ("irreal", "possible", "hoped"):
        return
    start, end = extent(sentence, noun.left_edge, noun)
    if verb.i > noun.i:
        end = sentence.paragraph.end(verb)
    elif noun.i - verb.i < 8:
        start = sentence.paragraph.offset(verb)
    yield Ellipsis(noun, Status(value, f"round.{value}.noun"), start, end, dependent=True)


def _asked_for(noun: Token) -> bool:
    """Whether somebody asks for it ("had asked for a delay", "sought a postponement")."""
    verb = noun.head.head if noun.head.lower_ == "for" else noun.head
    asking = lemma(verb) in ("ask", "request", "seek") and not mode(verb).negated and mode(verb).kind in ("real", "present")
    return is_verb(verb) and asking and [c.lower_ for c in noun.lefts] == ["a"]


def _put_back(ctx: Context, sentence: Sentence, noun: Token) -> Iterator[Ellipsis]:
    """ "The start was put back by a day", "the opening has been delayed until Sunday": of the round that was told just before."""
    verb = noun.head
    bare = noun_lemma(noun.lower_) in ("start", "opening", "beginning", "launch") and not any(c.dep_ == "prep" for c in noun.children)
    definite = any(c.lower_ in ("the", "their", "its") for c in noun.lefts)
    if not (bare and definite and noun.dep_ == "nsubjpass" and is_verb(verb)) or mode(verb).negated or mode(verb).kind == "irreal":
        return
    if not any(form.sort == "postpone" for form in match(verb)):
        return
    inside = [t for t in ctx.times(sentence) if t.start > sentence.paragraph.offset(verb)]
    days = next((int(n[1]) for t in inside if (n := _SOME_DAYS.match(t.timex3.value))), 1 if _one_day(verb) else 0)
    times = tuple(t for t in inside if t.edtf and t.grain in ("day", "part_of_day"))[:1]
    start, end = extent(sentence, noun.left_edge, max((t for t in verb.subtree if t.dep_ != "punct"), key=lambda t: t.i))
    if days or times:
        yield Ellipsis(noun, Status("postponed", "round.postponed.start"), start, end, times, same=not times, later=0 if times else days)


def _one_day(verb: Token) -> bool:
    """ "By a day", "by 24 hours", "a day"."""
    for noun in verb.subtree:
        if noun.lower_ == "day" and noun.i > verb.i and all(c.lower_ in ("a", "one") for c in noun.lefts):
            return True
        if noun.lower_ == "hours" and any(c.lower_ == "24" for c in noun.lefts):
            return True
    return False


_SOME_DAYS = re.compile(r"P(\d{1,2})D$")
