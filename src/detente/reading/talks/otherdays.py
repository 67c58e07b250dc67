"""A plan's other day under another speaker, told by the day alone: "in June, one official says; another speaks of 8 July"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.model import Link, TimeExpression
from detente.reading.frames import Attribution
from detente.reading.grammar import is_verb, subject
from detente.reading.lemmas import lemma
from detente.reading.parse import Sentence
from detente.reading.talks.context import Context
from detente.reading.talks.days import past_of
from detente.reading.talks.lexicon import words
from detente.reading.talks.mode import mode

if TYPE_CHECKING:
    from detente.reading.tree import Token

#: What may stand beside the day in the words of somebody who names no more than it.
_BESIDE = re.compile(
    r"^\W*(?:(?:it|the|date|day|of|on|at|for|in|about|as|from|more|likely|rather|instead|is|was|would|will|be|that)\b\W*)*$", re.I
)
_ANOTHER = re.compile(
    r"(?P<who>\b(?:another|others|a (?:second|third)(?: one)?|the other)(?: (?:[a-z]+|[A-Z]\w+)){0,3}?) "
    r"(?P<verb>speaks?|spoke|names?|named|mentions?|mentioned|gives?|gave|cites?|cited|says?|said|puts?|expects?|expected|talks?|talked)"
    r"(?: of| about| on| it (?:at|on|for))? $"
)
_BARE = re.compile(r"(?:another|others|the other|a (?:second|third)(?: one)?)$", re.I)
#: The rule of a report that names no more than the other day of a plan.
OTHER_DAY = "round.announced.other_day"
_GRAINS = ("day", "part_of_day", "week", "month")


#: The rule of a report that confirms the day of a plan without naming it again.
CONFIRMS_DAY = "round.confirmed.its_day"


@dataclass(frozen=True)
class OtherDay:
    """A day that somebody names for the plan spoken of right before; None where he confirms the day that was told."""

    voice: Attribution
    time: TimeExpression | None
    token: Token


def other_days(ctx: Context, sentence: Sentence) -> Iterator[OtherDay]:
    """The days of a sentence that are all that a speaker says, and the words by which one confirms a day told before."""
    text = ctx.scene.parsed.document.field(sentence.field)
    voices = ctx.attributions_in(sentence)
    for time in ctx.times(sentence):
        token = ctx.root(sentence, time.start, time.end)
        if token is None or time.grain not in _GRAINS or not time.edtf or past_of(time.edtf, ctx.published) is True:
            continue
        voice = next((v for v in voices if _alone(text, v, time)), None) or _unread(text, sentence, time)
        voice = voice or _by_subject(ctx, sentence, _naming(token), (time.start, time.end))
        if voice is not None and voice.chain:
            yield OtherDay(_named(voice, voices), time, token)
    for token in sentence.span:
        if token.lower_ in _DATES and token.dep_ == "dobj" and lemma(token.head) == "confirm" and _plain(token):
            voice = _by_subject(ctx, sentence, token.head, (sentence.paragraph.offset(token), sentence.paragraph.end(token)))
            if voice is not None:
                yield OtherDay(voice, None, token)


_DATES = frozenset({"date", "dates", "day", "days", "timing", "time", "plan", "schedule", "venue"})


def _plain(noun: Token) -> bool:
    """Whether a noun points to what was told ("the dates"), and says no more."""
    return any(t.lower_ in ("the", "this", "that", "these", "those", "both") for t in noun.lefts) and not any(
        c.dep_ in ("prep", "relcl", "acl") for c in noun.children
    )


def _naming(day: Token) -> Token | None:
    """The verb by which a day is named ("had named 10 February", "puts the date at 4 March")."""
    over = day.head.head if day.dep_ == "pobj" and day.head.lower_ in ("of", "at", "for", "as", "about", "on") else day.head
    if not is_verb(over) or lemma(over) not in words("ellipses", "naming"):
        return None
    what = next((c for c in over.children if c.dep_ == "dobj"), None)
    return over if what is None or what.i == day.i or what.lower_ in (*_DATES, "it") else None


def _by_subject(ctx: Context, sentence: Sentence, verb: Token | None, said: tuple[int, int]) -> Attribution | None:
    """The words of somebody who is the subject of a verb that is no cue of speech."""
    who = subject(verb) if verb is not None else None
    if verb is None or who is None or not who.tag_.startswith("NN"):
        return None
    how = mode(verb)
    if how.negated or how.kind not in ("real", "present"):
        return None
    paragraph = sentence.paragraph
    first = who.left_edge if who.left_edge.lower_ != "the" or who.left_edge.i == who.i else who.left_edge.nbor()
    start, end = paragraph.offset(first), paragraph.end(who)
    at = paragraph.offset(who)
    actor = next((a for a in ctx.actors(sentence) if a.start <= at < a.end), None)
    link = Link(actor.name, actor.kind, actor.role, actor.party, actor.start, actor.end) if actor is not None else None
    link = link or Link(who.doc[first.i : who.i + 1].text, "unnamed", start=start, end=end)
    cue = (paragraph.offset(verb), paragraph.end(verb))
    extent = (min(start, said[0]), max(end, said[1]))
    return Attribution(
        sentence.field, (said,), (start, end), cue, lemma(verb), "indirect", (link,), "certain", "affirmed", None, extent, "other-day"
    )


def _alone(text: str, voice: Attribution, time: TimeExpression) -> bool:
    """Whether what somebody says is this day and no more."""
    if len(voice.pieces) != 1 or not (voice.start <= time.start and time.end <= voice.end):
        return False
    return bool(_BESIDE.match(text[voice.start : time.start])) and bool(_BESIDE.match(text[time.end : voice.end]))


def _unread(text: str, sentence: Sentence, time: TimeExpression) -> Attribution | None:
    """ "Another names 17 October": somebody who was not read as a speaker, his words being no clause."""
    found = _ANOTHER.search(text[sentence.start : time.start])
    if found is None or not re.match(r"\W*(?:$|[.;,])", text[time.end : sentence.end]):
        return None
    start = sentence.start + found.start("who")
    end = sentence.start + found.end("who")
    link = Link(found["who"], "unnamed", start=start, end=end)
    cue = (sentence.start + found.start("verb"), sentence.start + found.end("verb"))
    return Attribution(
        sentence.field, ((time.start, time.end),), (start, end), cue, "name", "indirect", (link,), "certain", "affirmed", None,
        (start, time.end), "other-day",
    )  # fmt: skip


def _named(voice: Attribution, voices: list[Attribution]) -> Attribution:
    """ "Another", told after "one UN official": another UN official."""
    first = voice.chain[0]
    if not _BARE.match(first.name):
        return voice
    before = next((v.chain[0].name for v in reversed(voices) if v.chain and v.extent[1] <= voice.extent[0]), None)
    rank = re.match(r"(?:one|an?)\s+(.+)$", before or "", re.I)
    if rank is None:
        return voice
    return replace(voice, chain=(replace(first, name=f"{first.name} {rank[1]}"), *voice.chain[1:]))
