"""Plans told by a diary, an invitation or a date looked for: "has kept 20 May free for a trip to Bern", "tries to find another date"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.model import PlaceMention, TimeExpression
from detente.reading.grammar import is_verb, subject
from detente.reading.lemmas import lemma, noun_lemma
from detente.reading.parse import Sentence
from detente.reading.talks.context import Context
from detente.reading.talks.ellipses import Ellipsis, cities, extent, place_at
from detente.reading.talks.lexicon import words
from detente.reading.talks.mentions import Mention
from detente.reading.talks.mode import Mode, mode
from detente.reading.talks.status import Status

if TYPE_CHECKING:
    from detente.reading.tree import Token


def diary(ctx: Context, sentence: Sentence, mentions: Sequence[Mention]) -> list[Ellipsis]:
    """The plans that a sentence of the text tells in this way, beside its mentions of meetings."""
    anchors = {a for m in mentions for a in (*m.anchors(), *([m.over.i] if m.over is not None else []))}
    found: list[Ellipsis] = []
    for token in sentence.span:
        if not is_verb(token) or token.i in anchors:
            continue
        base = lemma(token)
        if base in words("diary", "keeping"):
            found += _kept_free(ctx, sentence, token)
        elif base in words("diary", "looking"):
            found += _date_sought(ctx, sentence, token)
        elif base in words("diary", "returning"):
            found += _return(ctx, sentence, token)
        elif base in words("diary", "sending"):
            found += _sent(ctx, sentence, token)
        elif base == "be":
            found += _be_back(ctx, sentence, token)
    return found


def _within(ctx: Context, sentence: Sentence, tokens: Sequence[Token]) -> tuple[list[TimeExpression], list[PlaceMention]]:
    """The days and cities that some words of a sentence name."""
    offsets = {sentence.paragraph.offset(t) for t in tokens}
    times = [t for t in ctx.times(sentence) if t.edtf and t.minutes is None and any(t.start <= o < t.end for o in offsets)]
    places = [p for p in ctx.places(sentence) if p.kind == "city" and any(p.start <= o < p.end for o in offsets)]
    return times, places


def _plan(ctx: Context, sentence: Sentence, verb: Token, tokens: Sequence[Token], status: Status) -> Iterator[Ellipsis]:
    times, places = _within(ctx, sentence, tokens)
    start, end = extent(sentence, verb, verb)
    start, end = min([start, *(t.start for t in times)]), max([end, *(t.end for t in times), *(p.end for p in places)])
    yield Ellipsis(verb, status, start, end, tuple(times[:1]), cities(places[0] if places else None))


def _kept_free(ctx: Context, sentence: Sentence, verb: Token) -> Iterator[Ellipsis]:
    """ "Has kept 20 May free for a trip to Bern", "set aside two days in June for talks in Oslo"."""
    what = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    how = mode(verb)
    if what is None or how.negated or how.kind not in ("real", "present", "planned"):
        return
    tokens = list(verb.subtree)
    trip = any(noun_lemma(t.lower_) in words("diary", "trips") and t.i > what.i for t in tokens)
    days, _ = _within(ctx, sentence, [what, *what.subtree])
    free = lemma(verb) not in ("keep", "hold") or any(t.lower_ in ("free", "open", "clear") for t in tokens)
    if trip and free and days:
        yield from _plan(ctx, sentence, verb, tokens, Status("announced", "round.announced.kept_free", "probable"))


def _date_sought(ctx: Context, sentence: Sentence, verb: Token) -> Iterator[Ellipsis]:
    """ "Is trying to find another date, possibly in March", "a new slot is being sought for May"."""
    how = _whole(verb)
    what = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
    if what is None:
        what = next((g for c in verb.children if c.dep_ == "prep" and c.lower_ == "for" for g in c.children), None)
    if what is None or how.negated or how.kind == "irreal" or noun_lemma(what.lower_) not in words("diary", "slots"):
        return
    if not any(t.lower_ in words("diary", "other") for t in what.lefts):
        return
    tokens = [t for t in (*verb.subtree, *verb.head.subtree) if t.i > what.i]
    if _within(ctx, sentence, tokens)[0]:
        yield from _plan(ctx, sentence, verb, tokens, Status("proposed", "round.proposed.date_sought", "possible"))


def _whole(verb: Token) -> Mode:
    """How a verb is meant, "is trying to find" as if it were "seeks"."""
    how = mode(verb)
    if how.kind == "none" and verb.dep_ == "xcomp" and lemma(verb.head) in words("governors", "idle"):
        over = mode(verb.head)
        return replace(over, negated=over.negated != how.negated)
    return how


def _return(ctx: Context, sentence: Sentence, verb: Token) -> Iterator[Ellipsis]:
    """ "Was ready to come back to Istanbul", "accepted an invitation to come back to Stockholm in two weeks"."""
    back = lemma(verb) == "return" or any(c.lower_ == "back" for c in verb.children)
    tokens = list(verb.subtree)
    _, places = _within(ctx, sentence, tokens)
    if not back or not places:
        return
    head = verb.head
    invited = verb.dep_ in ("acl", "xcomp") and noun_lemma(head.lower_) in ("invitation", "offer") and head.dep_ == "dobj"
    if invited and lemma(head.head) == "accept" and not mode(head.head).negated:
        yield from _plan(ctx, sentence, verb, tokens, Status("proposed", "round.proposed.invitation"))
        return
    who = subject(verb)
    ready = verb.dep_ == "xcomp" and head.lower_ in words("diary", "willing")
    if ready and who is not None and noun_lemma(who.lower_) in words("nouns", "people") and not mode(verb).negated:
        at = place_at(ctx, sentence, who)
        if at is None:
            yield from _plan(ctx, sentence, verb, tokens, Status("proposed", "round.proposed.return"))


def _be_back(ctx: Context, sentence: Sentence, verb: Token) -> Iterator[Ellipsis]:
    """ "He would be back on 27 December", said of the table."""
    back = next((c for c in verb.children if c.lower_ == "back"), None)
    who = subject(verb)
    if back is None or who is None or mode(verb).kind != "planned" or mode(verb).negated:
        return
    people = who.lower_ in ("he", "she", "they", "we") or noun_lemma(who.lower_) in words("nouns", "people")
    tokens = list(verb.subtree)
    if people and _within(ctx, sentence, tokens)[0]:
        yield from _plan(ctx, sentence, verb, tokens, Status("announced", "round.announced.be_back"))


def _sent(ctx: Context, sentence: Sentence, verb: Token) -> Iterator[Ellipsis]:
    """ "Will send delegations to Ankara on Wednesday to discuss the objections", "will not send its team to Lima"."""
    what = next((c for c in verb.children if c.dep_ == "dobj"), None)
    goals = [g for c in verb.children if c.dep_ in ("prep", "dative") and c.lower_ == "to" for g in c.children]
    place = next((p for g in goals if (p := place_at(ctx, sentence, g)) is not None and p.kind == "city"), None)
    if what is None or place is None or noun_lemma(what.lower_) not in words("ellipses", "envoys") or mode(verb).kind != "planned":
        return
    value = "cancelled" if mode(verb).negated else "announced"
    tokens = [t for t in verb.subtree if t.i > what.i]
    if _within(ctx, sentence, tokens)[0]:
        yield from _plan(ctx, sentence, verb, tokens, Status(value, f"round.{value}.sent", mode(verb).certainty))
