"""How long a round took, told by somebody without naming it again: "A senior official spoke of more than two hours"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from detente.reading.frames import Attribution
from detente.reading.parse import Sentence
from detente.reading.talks.context import Context
from detente.reading.talks.mentions import Mention
from detente.reading.talks.numbers import cardinal_of

#: Longer statements say something else besides.
_SHORT = 70

_ELLIPTIC = re.compile(
    r"\b(?:it|length|duration)\b.*?\bat (?:about |some |around |nearly |almost |over |under |just over |a little over |more than )*"
    r"(?P<number>\w+)(?P<half> and a half)?\W*$",
    re.I,
)


def told_lengths(ctx: Context, sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[tuple[Attribution, int]]:
    """The attributions of a sentence that give no more than a length of time, in minutes."""
    for voice in ctx.attributions_in(sentence):
        if voice.field != "text" or voice.end - voice.start > _SHORT:
            continue
        paragraph = sentence.paragraph
        if any(voice.start <= paragraph.offset(m.token) < voice.end and m.predicates for m in mentions):
            continue
        minutes = _minutes(ctx, sentence, voice)
        if minutes is not None:
            yield voice, minutes


def _minutes(ctx: Context, sentence: Sentence, voice: Attribution) -> int | None:
    within = [t for t in ctx.times(sentence) if voice.start <= t.start and t.end <= voice.end]
    lengths = [t.minutes for t in within if t.minutes is not None and t.timex3.value.startswith("PT")]
    if lengths:
        return lengths[0] if 10 <= lengths[0] <= 60 * 24 * 2 else None
    before = [s for s in ctx.sentences[max(0, sentence.index - 1) : sentence.index + 1] if s.field == "text"]
    hours = any(t.minutes and "hour" in t.text and t.start < voice.start for s in before for t in ctx.times(s))
    found = _ELLIPTIC.search(ctx.scene.parsed.document.text[voice.start : voice.end]) if hours else None
    number = cardinal_of(found["number"]) if found else None  # "put it at five and a half", after hours were named
    if number is None or found is None or number > 24:
        return None
    return number * 60 + (30 if found["half"] else 0)
