"""Rounds told by "as they had done": what people did before on another day, in the words of the round that was told just now."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.reading.grammar import is_verb, subject
from detente.reading.lemmas import lemma
from detente.reading.parse import Sentence
from detente.reading.talks.context import Context
from detente.reading.talks.days import past_of
from detente.reading.talks.ellipses import Ellipsis, extent, hangs_on, times_on
from detente.reading.talks.mentions import Mention
from detente.reading.talks.mode import mode
from detente.reading.talks.status import Status

if TYPE_CHECKING:
    from detente.model import PlaceMention, TimeExpression
    from detente.reading.tree import Token


def done_before(ctx: Context, sentence: Sentence, mentions: Sequence[Mention], told: bool) -> list[Ellipsis]:
    """ "Met the mediators on Feb. 23, as they had done on Jan. 28"; "they had done so in Quito on 3 March", after a round (`told`)."""
    found = _had(ctx, sentence, mentions)
    for verb in sentence.span if not found else ():
        if lemma(verb) != "do" or verb.tag_ not in ("VBD", "VBN") or not is_verb(verb):
            continue
        loose = verb.dep_ == "aux" and verb.head.dep_ == "prep"  # "as they did on April 6", parsed as part of "on April 6"
        main = _as_they_did(verb, mentions) if loose else _repeated(verb, mentions, told)
        days = _right_after(ctx, sentence, verb) if loose else times_on(ctx, sentence, verb)
        times = tuple(t for t in days if past_of(t.edtf, ctx.published) is True)
        how = mode(verb)
        if not main or not times or (not loose and (how.negated or how.kind != "real")):
            continue
        places = _cities(ctx, sentence, verb)
        start, end = extent(sentence, verb, verb)
        end = max([end, *(t.end for t in times), *(p.end for p in places)])
        found.append(Ellipsis(verb, Status("held", "round.held.done_before"), start, end, times, places))
    return found


_AS_THEY_HAD = re.compile(r",? as (?:they|both|the two|the (?:two )?(?:sides|teams|delegations|envoys|deputies)) (?:had|did) (?=in|on|at)")


def _had(ctx: Context, sentence: Sentence, mentions: Sequence[Mention]) -> list[Ellipsis]:
    """ "Sat together in Rome, as they had in Lima in July and in May": each day after it with the city told last."""
    said = _AS_THEY_HAD.search(sentence.text)
    if said is None or not any(m.sort == "verb" and sentence.paragraph.offset(m.token) < sentence.start + said.start() for m in mentions):
        return []
    at = sentence.start + said.end()
    stop = re.search(r"[;:,.]", sentence.text[said.end() :])
    end = at + (stop.start() if stop else len(sentence.text))
    cities = [p for p in ctx.places(sentence) if p.kind == "city" and at <= p.start < end]
    found: list[Ellipsis] = []
    if not cities:
        return found
    for time in ctx.times(sentence):
        if not at <= time.start < end or not time.edtf or past_of(time.edtf, ctx.published) is False:
            continue
        place = [p for p in cities if p.start < time.start][-1:] or cities[:1]
        token = ctx.root(sentence, time.start, time.end) or sentence.span.root
        first = min([time.start, *(p.start for p in place if p.start < time.start)])
        found.append(Ellipsis(token, Status("held", "round.held.done_before"), first, time.end, (time,), tuple(place)))
    return found


def _as_they_did(verb: Token, mentions: Sequence[Mention]) -> bool:
    """Whether "as they" stands before a verb, and a meeting told by its verb before that."""
    if verb.i < 2 or verb.nbor(-1).lower_ not in ("they", "both", "we") or verb.nbor(-2).lower_ != "as":
        return False
    return any(m.predicates and m.predicates[-1].verb.i < verb.i for m in mentions)


def _right_after(ctx: Context, sentence: Sentence, verb: Token) -> tuple[TimeExpression, ...]:
    """The day that follows a verb after no more than a preposition."""
    end = sentence.paragraph.end(verb)
    return tuple(t for t in ctx.times(sentence) if t.edtf and t.minutes is None and 0 < t.start - end <= _PREPOSITION)


#: Length of " on " and " in ".
_PREPOSITION = 4


def _repeated(verb: Token, mentions: Sequence[Mention], told: bool) -> bool:
    """Whether "do" stands for a meeting: of the clause over it after "as", or of the sentence before after "so"."""
    who = subject(verb)
    if who is None or who.lower_ not in ("they", "both", "we", "he", "she"):
        return False
    as_before = any(c.lower_ in ("as", "like") and c.i < verb.i for c in verb.children)
    if as_before and is_verb(verb.head) and verb.head.i != verb.i:
        return any(verb.head.i in m.anchors() for m in mentions)
    so = any(c.lower_ in ("so", "same") and c.i > verb.i for c in verb.children)
    return so and told and not mentions and who.lower_ in ("they", "both")


def _cities(ctx: Context, sentence: Sentence, verb: Token) -> tuple[PlaceMention, ...]:
    """The city on the verb itself, else the one city that the sentence names."""
    named = [p for p in ctx.places(sentence) if p.kind == "city" and p.sense != "metonymic" and p.start >= ctx.begins(sentence)]
    own = [p for p in named if hangs_on(ctx.root(sentence, p.start, p.end), verb)]
    return tuple(own[:1]) or (tuple(named) if len(named) == 1 else ())
