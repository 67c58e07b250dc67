"""How long a round took, told by somebody without naming it again: "A senior official spoke of more than two hours"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from detente.model import Link, TimeExpression
from detente.reading.frames import Attribution
from detente.reading.grammar import is_verb
from detente.reading.lemmas import lemma, noun_lemma
from detente.reading.parse import Sentence
from detente.reading.talks.context import Context
from detente.reading.talks.mentions import Mention
from detente.reading.talks.nouns import is_meeting
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
    told = ctx.attributions_in(sentence)
    for voice in (*told, *_unattributed(ctx, sentence, told)):
        if voice.field != "text" or voice.end - voice.start > _SHORT:
            continue
        paragraph = sentence.paragraph
        if any(voice.start <= paragraph.offset(m.token) < voice.end and m.predicates for m in mentions):
            continue
        minutes = _minutes(ctx, sentence, voice)
        if minutes is not None:
            yield voice, minutes


#: Verbs by which somebody gives a number ("most reports say 40 minutes", "agencies put it at five and a half").
_GIVING = frozenset({"say", "put", "give", "report", "claim"})


def _unattributed(ctx: Context, sentence: Sentence, told: Sequence[Attribution]) -> Iterator[Attribution]:
    """Those who give a length without having been read as speakers: their words are no clause."""
    paragraph = sentence.paragraph
    for verb in sentence.span:
        if not is_verb(verb) or lemma(verb) not in _GIVING or verb.dep_ == "xcomp":
            continue
        who = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
        who = verb.head if who is not None and who.tag_ == "WP" and verb.dep_ == "relcl" else who
        if who is None or not who.tag_.startswith("NN") or any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children):
            continue
        start, end = paragraph.offset(verb), paragraph.end(verb.right_edge)
        first = who.doc[who.left_edge.i : who.i + 1]
        if any(a.cue is not None and a.cue[0] <= start < a.cue[1] for a in told) or end - start > 2 * _SHORT:
            continue
        said = start + len(verb.text) + 1
        link = Link(first.text.removeprefix("the ").removeprefix("The "), "collective" if who.tag_ == "NNS" else "unnamed")
        source = (paragraph.offset(first[0]), paragraph.end(who))
        cue = (start, start + len(verb.text))
        yield Attribution(
            "text", ((max(said, end - _SHORT), end),), source, cue, lemma(verb), "indirect", (link,), "certain", "affirmed", None,
            (source[0], end), "length",
        )  # fmt: skip


def _of_a_thing(ctx: Context, sentence: Sentence, time: TimeExpression) -> bool:
    """Whether a length is that of another thing than a meeting ("a ceasefire of 24 hours")."""
    token = ctx.root(sentence, time.start, time.end)
    of = token.head if token is not None and token.head.lower_ == "of" else None
    return of is not None and of.head.tag_ in ("NN", "NNS") and not is_meeting(of.head) and noun_lemma(of.head.lower_) not in _LENGTHS


#: Nouns over a length that say no more than that it is one.
_LENGTHS = frozenset({"total", "length", "duration", "time", "excess", "matter", "marathon", "encounter", "conversation", "more", "sum"})


def _minutes(ctx: Context, sentence: Sentence, voice: Attribution) -> int | None:
    within = [t for t in ctx.times(sentence) if voice.start <= t.start and t.end <= voice.end]
    within = [t for t in within if not _of_a_thing(ctx, sentence, t)]
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
