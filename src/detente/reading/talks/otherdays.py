"""A plan's other day under another speaker, told by the day alone: "in June, one official says; another speaks of 8 July"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.model import Link, TimeExpression
from detente.reading.frames import Attribution
from detente.reading.parse import Sentence
from detente.reading.talks.context import Context
from detente.reading.talks.days import past_of

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


@dataclass(frozen=True)
class OtherDay:
    """A day that somebody names for the plan spoken of right before."""

    voice: Attribution
    time: TimeExpression


def other_days(ctx: Context, sentence: Sentence) -> Iterator[OtherDay]:
    """The days of a sentence that are all that a speaker says."""
    text = ctx.scene.parsed.document.field(sentence.field)
    voices = ctx.attributions_in(sentence)
    for time in ctx.times(sentence):
        if time.grain not in _GRAINS or not time.edtf or past_of(time.edtf, ctx.published) is True:
            continue
        voice = next((v for v in voices if _alone(text, v, time)), None) or _unread(text, sentence, time)
        if voice is not None and voice.chain:
            yield OtherDay(_named(voice, voices), time)


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
