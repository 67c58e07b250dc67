"""Rounds told by the journey to them: "the Norwegian team will be in Lima from 4 May", "his visit to Oslo was called off"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.model import PlaceMention, TimeExpression
from detente.reading.grammar import is_passive, is_verb, subject
from detente.reading.lemmas import lemma, noun_lemma
from detente.reading.parse import Sentence
from detente.reading.talks.context import Context
from detente.reading.talks.ellipses import Ellipsis, cities, extent, place_at, times_on
from detente.reading.talks.lexicon import match, words
from detente.reading.talks.mentions import Mention
from detente.reading.talks.mode import Mode, mode
from detente.reading.talks.parties import codes_of
from detente.reading.talks.status import Status

if TYPE_CHECKING:
    from detente.reading.tree import Token


def trips(ctx: Context, sentence: Sentence, mentions: Sequence[Mention]) -> list[Ellipsis]:
    """The rounds that a sentence of the text tells in this way, where it speaks of no meeting by name."""
    if not ctx.negotiates:
        return []
    found: list[Ellipsis] = []
    last = max((m.token.i for m in mentions), default=-1)
    anchors = {a for m in mentions for a in m.anchors()}
    for token in sentence.span:
        if token.i < last or token.i in anchors:
            continue
        expected = is_verb(token) and lemma(token) == "expect" and is_passive(token)
        if expected or (is_verb(token) and lemma(token) in words("trips", "going")):
            found += _going(ctx, sentence, token)
        elif noun_lemma(token.lower_) in words("trips", "journeys"):
            found += _journey(ctx, sentence, token)
    return found


def _going(ctx: Context, sentence: Sentence, verb: Token) -> Iterator[Ellipsis]:
    """ "The negotiators will travel to Quito on 3 June", "the team will not come to Bern from 4 to 6 May as planned"."""
    how = mode(verb)
    who = subject(verb)
    planned = how.kind == "planned" or (how.kind == "present" and lemma(verb) == "expect")
    if who is None or not planned or how.bygone or how.refused or not _delegates(ctx, sentence, who) or not _to_talk(verb):
        return
    place = next((p for g in _goals(verb) if (p := place_at(ctx, sentence, g)) is not None), None)
    home = any(c.lower_ == "home" for c in verb.children) or _at_home(ctx, sentence, who, place)
    if home or (place is None and not any(c.lower_ == "back" for c in verb.children)):
        return
    times = _days(ctx, sentence, [t for t in verb.subtree if t.i > verb.i]) or times_on(ctx, sentence, verb)
    if not times:
        return
    value = "cancelled" if how.negated else "announced"
    certainty = "probable" if lemma(verb) == "expect" else how.certainty
    yield _told(sentence, who.left_edge, verb, Status(value, f"round.{value}.trip", certainty), times, place)


def _journey(ctx: Context, sentence: Sentence, noun: Token) -> Iterator[Ellipsis]:
    """ "The chief negotiator's visit to Oslo, planned for Monday, was called off"."""
    verb = noun.head
    form = next(match(verb), None) if is_verb(verb) and noun.dep_ in ("nsubjpass", "dobj") else None
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    if owner is None:
        owner = next((g for c in noun.children if c.dep_ == "prep" and c.lower_ in ("of", "by") for g in c.children), None)
    if form is None or form.sort not in ("cancel", "postpone") or owner is None or not _delegates(ctx, sentence, owner):
        return
    place = next((p for g in _goals(noun) if (p := place_at(ctx, sentence, g)) is not None and p.kind == "city"), None)
    how: Mode = mode(verb)
    if place is None or how.kind != "real" or how.negated or _at_home(ctx, sentence, owner, place):
        return
    value = "cancelled" if form.sort == "cancel" else "postponed"
    yield _told(sentence, noun.left_edge, verb, Status(value, f"round.{value}.trip"), _days(ctx, sentence, verb.subtree), place)


def _goals(word: Token) -> list[Token]:
    """What stands after "to" or "in" beside a verb or noun of going."""
    near = [c for c in word.children if c.dep_ in ("prep", "advmod", "acomp")]
    return [g for c in near for p in (c, *c.children) if p.lower_ in ("to", "in", "for") for g in p.children if g.dep_ == "pobj"]


def _delegates(ctx: Context, sentence: Sentence, who: Token) -> bool:
    """Whether a word stands for those whom one party sends to the table, or for somebody who leads them."""
    if noun_lemma(who.lower_) in words("trips", "delegates"):
        return len(codes_of(ctx, sentence, who.subtree)) <= 1
    at = sentence.paragraph.offset(who)
    person = next((a for a in ctx.actors(sentence) if a.kind == "person" and a.start <= at < a.end), None)
    known = ctx.scene.cast.person(person.name) if person is not None else None
    if person is None or person.party is None:
        return False
    office = {noun_lemma(w) for w in (person.role or "").lower().split()}
    return bool(office & words("trips", "delegates")) or (known is not None and known.leads is not None)


def _to_talk(verb: Token) -> bool:
    """Whether what somebody goes for, where it is told, is to negotiate."""
    purposes = [c for c in verb.children if c.dep_ in ("advcl", "xcomp") and is_verb(c) and c.i > verb.i and _infinitive(c)]
    return all(lemma(c) in words("trips", "purposes") for c in purposes)


def _infinitive(verb: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def _at_home(ctx: Context, sentence: Sentence, who: Token, place: PlaceMention | None) -> bool:
    """Whether a place lies in the country of those who go there."""
    at = sentence.paragraph.offset(who)
    own = {a.party for a in ctx.actors(sentence) if a.start <= at < a.end and a.party} | set(codes_of(ctx, sentence, who.subtree))
    return place is not None and place.country in own


def _days(ctx: Context, sentence: Sentence, tokens: Iterable[Token]) -> tuple[TimeExpression, ...]:
    offsets = {sentence.paragraph.offset(t) for t in tokens}
    found = [t for t in ctx.times(sentence) if t.edtf and t.minutes is None and any(t.start <= o < t.end for o in offsets)][:1]
    return tuple(replace(t, edtf=f"{t.edtf}/..") if _open_end(sentence, t) else t for t in found)


def _open_end(sentence: Sentence, time: TimeExpression) -> bool:
    """ "From Thursday", with no day on which they leave."""
    before = sentence.paragraph.text[: time.start - sentence.paragraph.start].rstrip().rsplit(None, 1)
    return bool(before) and before[-1].lower() == "from" and time.edtf is not None and "/" not in time.edtf


def _told(
    sentence: Sentence, first: Token, verb: Token, status: Status, times: tuple[TimeExpression, ...], place: PlaceMention | None
) -> Ellipsis:
    start, end = extent(sentence, first, verb)
    ends = [end, *(t.end for t in times), *((place.end,) if place is not None else ())]
    return Ellipsis(verb, status, start, max(ends), times, cities(place))
