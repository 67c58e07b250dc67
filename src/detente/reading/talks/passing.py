"""What is said of meetings in passing, and tells of no round of its own: wishes, the beginning of a series, its halt."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from detente.model import TimeExpression
from detente.model.edtf import bounds
from detente.reading.grammar import subject
from detente.reading.lemmas import lemma, noun_lemma
from detente.reading.talks.context import Context
from detente.reading.talks.days import past_of
from detente.reading.talks.ellipses import times_on
from detente.reading.talks.lexicon import words
from detente.reading.talks.mentions import Mention
from detente.reading.talks.mode import mode
from detente.reading.talks.statuses import HALTING, Status

if TYPE_CHECKING:
    from detente.reading.tree import Token


def day_of_plan(mention: Mention, times: tuple[TimeExpression, ...]) -> bool:
    """ "On 13 July they agreed to open talks": a day before the word for the plan is not that of the meeting."""
    verb = mention.predicates[0].verb if mention.predicates else None
    if verb is not None and mention.predicates[0].form.sort == "plan" and any(c.lower_ == "had" for c in verb.children):
        return True  # "the talks had been agreed in April"
    if verb is None or verb.tag_ != "VB" or not times:
        return False
    over = mention.sentence.paragraph.offset(verb.head)
    return times[0].start < over


def series_began(mention: Mention, edtf: str | None) -> bool:
    """Whether talks as a whole are told to have begun in a month or a year ("the negotiations began in April")."""
    whole = mention.token.tag_ == "NNS" and not mention.ordinals and mention.count is None and mention.sort == "noun"
    opened = any(p.form.sort == "open" and p.role in ("subject", "object", "attached") for p in mention.predicates)
    return whole and opened and edtf is not None and re.fullmatch(r"\d{4}(?:-\d\d)?", edtf) is not None


def halted(ctx: Context, mention: Mention, status: Status | None) -> bool:
    """Whether talks as a whole are told to have come to a halt at some time past ("those talks were suspended in June")."""
    if status is None or not status.rule.endswith(HALTING) or mention.ordinals or mention.token.tag_ != "NNS":
        return False
    verb = mention.predicates[0].verb if mention.predicates else None
    if verb is None or mode(verb).kind != "real":
        return False
    return any(past_of(t.edtf, ctx.published) is True for t in times_on(ctx, mention.sentence, verb))


def mere_wish(mention: Mention, status: Status) -> bool:
    """Whether no more is told than that somebody would or would not sit down with others at all, on no day and for no new round.

    "His government was ready to sit down at once", "wants the group to meet more often", "refuses to meet them", "he would meet his
    colleague": not "would meet again".
    """
    if mention.sort != "verb" or mention.also or status.value not in ("proposed", "announced", "denied"):
        return False
    verb = mention.token
    anew = mention.predicates[0].form.words[0] in words("extents", "again") and lemma(verb) != "meet"
    again = anew or any(c.lower_ in ("again", "anew") for c in verb.children)
    if again:
        return status.value == "proposed" and any(c.lower_ == "if" for t in verb.subtree for c in t.children if c.dep_ == "mark")
    who = subject(verb)
    alone = who is not None and who.lower_ in ("he", "she", "i")
    governed = any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
    return alone or (governed and lemma(verb.head) not in words("governors", "planned"))


def wish(mention: Mention, status: Status) -> bool:
    """Whether talks at large are asked for ("wants talks without preconditions"), no round that could be counted."""
    if (
        status.value not in ("proposed", "announced")
        or mention.sort != "noun"
        or mention.ordinals
        or mention.reach != "none"
        or mention.path
    ):
        return False
    plain = mention.token.tag_ == "NNS" or noun_lemma(mention.token.lower_) == "dialogue"
    pointed = any(t.dep_ == "det" or t.lower_ in words("formats", "direct") for t in mention.token.lefts)
    return plain and not pointed and status.rule.rsplit(".", 1)[-1] in words("governors", "wishing")


def from_then(mention: Mention, edtf: str | None) -> str | None:
    """The days of a meeting that "will not be held before October": from then on, not until then."""
    if edtf is None or not any(mode(p.verb).negated and _before(p.verb) for p in mention.predicates):
        return edtf
    latest = bounds(edtf).latest
    if latest is None or "/" not in edtf:
        return edtf
    first = latest + timedelta(days=1)
    return f"{first:%Y-%m}/.." if first.day == 1 else f"{first}/.."


def _before(verb: Token) -> bool:
    return any(c.lower_ == "before" and c.dep_ == "prep" and c.i > verb.i for c in verb.children)
