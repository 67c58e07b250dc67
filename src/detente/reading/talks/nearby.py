"""Days and places set right after a meeting where the parser hangs them elsewhere: "the first round, in Doha on 18 May, brought …"."""

from __future__ import annotations

import re
from dataclasses import replace

from detente.model import PlaceMention, TimeExpression
from detente.reading.grammar import is_verb
from detente.reading.talks.context import Context
from detente.reading.talks.days import past_of
from detente.reading.talks.mentions import Mention
from detente.reading.talks.slots import Slots

#: What may stand between a meeting and its place or day.
_JOINTS = frozenset({",", "(", "in", "on", "at", "of", "from", "and", "the", "–", "—", "-"})
_REACH = 4


_CLAUSE = 9
_NOW = frozenset({"now", "today", "currently", "yet", "meanwhile"})


def time_after(ctx: Context, mention: Mention, slots: Slots) -> Slots:
    """The slots of a meeting, the time filled in that follows in its clause with no other verb before it ("talks in Moscow "shortly"")."""
    if slots.times or mention.sort not in ("noun", "verb") or not mention.predicates or mention.predicates[0].form.sort in _OF_THE_ACT:
        return slots
    paragraph = mention.sentence.paragraph
    last = max(a for a in mention.anchors())
    for token in paragraph.doc[last + 1 : last + 1 + _CLAUSE]:
        if is_verb(token) or token.text in (";", ":", "(") or token.lower_ in ("after", "since", "before", "that", "which", "when"):
            return slots
        at = paragraph.offset(token)
        time = next((t for t in ctx.times(mention.sentence) if t.start <= at < t.end and t.edtf and t.minutes is None), None)
        if time is not None:
            if token.lower_ in _NOW or past_of(time.edtf, ctx.published) is True:
                return slots
            return replace(slots, times=(time,), spans=(*slots.spans, (time.start, time.end)))
    return slots


def due_after(ctx: Context, mention: Mention, slots: Slots) -> Slots:
    """The slots of a meeting broken off, with the day and city it was due on ("pulled out of the third round, due in Lima on Monday")."""
    if slots.times or mention.sort != "noun":
        return slots
    city = any(p.kind == "city" for p in slots.places)
    doc, paragraph = mention.token.doc, mention.sentence.paragraph
    due = next((t for t in doc[mention.token.i + 1 : mention.token.i + 1 + _REACH_OF_DUE] if t.is_sent_start or t.lower_ in _DUE), None)
    if due is None or due.is_sent_start or due.tag_ not in ("JJ", "VBN", "VBD"):
        return slots
    words = []
    for token in doc[due.i + 1 : due.i + 1 + _CLAUSE]:
        if token.text in (",", ";", ":", ".") or (is_verb(token) and token.tag_ != "VB"):
            break
        words.append(paragraph.offset(token))
    times = [t for t in ctx.times(mention.sentence) if t.edtf and t.minutes is None and any(t.start <= at < t.end for at in words)]
    places = [p for p in ctx.places(mention.sentence) if not city and p.kind == "city" and any(p.start <= at < p.end for at in words)]
    spans = (*((t.start, t.end) for t in times[:1]), *((p.start, p.end) for p in places[:1]))
    return replace(slots, times=tuple(times[:1]), places=(*slots.places, *places[:1]), spans=(*slots.spans, *spans))


_DUE = frozenset({"due", "planned", "scheduled", "expected", "slated", "set"})
_REACH_OF_DUE = 12


#: Predicates whose time is that of the act ("called off on Monday").
_OF_THE_ACT = frozenset({"cancel", "confirm", "deny", "postpone", "move"})


def beside(ctx: Context, mention: Mention, slots: Slots) -> Slots:
    """The slots of a meeting, its day and city filled in from the words right after it where the parse gave it neither."""
    if mention.sort == "noun" and (counted := _counted_from(ctx, mention)) is not None:
        return replace(slots, times=(counted,))
    if mention.sort == "verb" and not slots.times:
        return _before_when(ctx, mention, slots)
    if mention.sort not in ("noun", "number") or slots.times or any(p.kind == "city" for p in slots.places):
        return slots
    if mention.plural and not mention.ordinals:
        return slots  # "several rounds in spring": of none in particular
    paragraph = mention.sentence.paragraph
    doc = paragraph.doc
    times = {t.start: t for t in ctx.times(mention.sentence) if t.edtf and t.minutes is None}
    places = {p.start: p for p in ctx.places(mention.sentence) if p.kind == "city"}
    near: list[TimeExpression | PlaceMention] = []
    at, steps = mention.token.i + 1, 0
    while at < len(doc) and steps < _REACH:
        item = times.get(paragraph.offset(doc[at])) or places.get(paragraph.offset(doc[at]))
        if item is not None:
            near.append(item)
            while at < len(doc) and paragraph.offset(doc[at]) < item.end:
                at += 1
            steps = 0
        elif doc[at].lower_ in _JOINTS:
            at, steps = at + 1, steps + 1
        else:
            break
    days = tuple(n for n in near if isinstance(n, TimeExpression))
    cities = tuple(n for n in near if isinstance(n, PlaceMention))
    if not days and not cities:
        return slots
    spans = (*slots.spans, *((n.start, n.end) for n in near))
    return replace(slots, times=days, places=(*slots.places, *cities), spans=spans)


def _before_when(ctx: Context, mention: Mention, slots: Slots) -> Slots:
    """The day and city before "when" ("was prepared on 3 May, also in Penang, when the ministers met"): those of the meeting."""
    verb, paragraph = mention.token, mention.sentence.paragraph
    when = next((c for c in verb.children if c.lower_ == "when" and c.i < verb.i), None)
    if when is None or verb.tag_ not in ("VBD", "VBP") or when.i == when.sent.start or when.nbor(-1).text != ",":
        return slots
    words: list[int] = []
    for token in reversed(list(verb.doc[max(when.sent.start, when.i - _CLAUSE) : when.i])):
        if is_verb(token) or token.text in (";", ":"):
            break
        words.append(paragraph.offset(token))
    days = [t for t in ctx.times(mention.sentence) if t.edtf and t.grain in ("day", "month", "part_of_day") and t.start in words]
    days = [t for t in days if past_of(t.edtf, ctx.published) is True]
    if len(days) != 1:
        return slots
    city = any(p.kind == "city" for p in slots.places)
    places = [p for p in ctx.places(mention.sentence) if not city and p.kind == "city" and p.sense != "metonymic" and p.start in words]
    spans = ((days[0].start, days[0].end), *((p.start, p.end) for p in places[:1]))
    return replace(slots, times=tuple(days), places=(*slots.places, *places[:1]), spans=(*slots.spans, *spans))


def _counted_from(ctx: Context, mention: Mention) -> TimeExpression | None:
    """The day of a meeting from which a term is counted ("within 150 days of the Basel meeting of 18 March"), read as one expression."""
    at = mention.sentence.paragraph.offset(mention.token)
    for time in ctx.times(mention.sentence):
        if time.start < at < time.end and time.edtf and re.match(r"\d{4}-\d\d-\d\d/", time.edtf):
            return replace(time, start=at, edtf=time.edtf.split("/")[0], minutes=None, grain="day", text=time.text[at - time.start :])
    return None
