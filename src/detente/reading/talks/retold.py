"""Words for meetings that tell of no round: anniversaries, thanks for hosting, what will not be "while the talks go on"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.reading.grammar import is_verb
from detente.reading.lemmas import lemma, noun_lemma
from detente.reading.talks.lexicon import words
from detente.reading.talks.mentions import Mention
from detente.reading.talks.mode import mode
from detente.reading.talks.statuses import HALTING, Status

if TYPE_CHECKING:
    from detente.reading.tree import Token


def retold(mention: Mention) -> bool:
    """Whether a meeting is only named beside what the sentence tells, and nothing of it is claimed."""
    return _remembered(mention) or _thanked_for(mention) or _as_long_as(mention) or _after_the_break(mention)


def _remembered(mention: Mention) -> bool:
    """ "Wednesday was the second anniversary of the talks", "on Monday, a year to the day after the first round"."""
    return any(noun_lemma(t.lower_) in words("nouns", "remembering") for t in mention.path)


def _thanked_for(mention: Mention) -> bool:
    """ "Both sides thank China for hosting the meeting", "expressed gratitude to Oman for having hosted the talks"."""
    verb = mention.predicates[0].verb if mention.predicates else mention.over
    if verb is None or verb.tag_ != "VBG" or verb.dep_ not in ("pcomp", "advcl", "prep") or verb.head.lower_ != "for":
        return False
    over = verb.head.head
    return lemma(over) in words("governors", "thanking") or noun_lemma(over.lower_) in words("governors", "thanking") or _thanks(over)


def _thanks(verb: Token) -> bool:
    """Whether a verb has thanks for its object ("expressed their gratitude to Oman for …")."""
    return is_verb(verb) and any(c.dep_ == "dobj" and noun_lemma(c.lower_) in words("governors", "thanking") for c in verb.children)


def _as_long_as(mention: Mention) -> bool:
    """ "There will be no ceasefire while the talks go on", "will hold its fire as long as the negotiations last"."""
    for predicate in mention.predicates:
        verb = predicate.verb
        if predicate.form.sort not in ("run", "under_way") or verb.dep_ != "advcl" or verb.tag_ not in ("VBP", "VBZ"):
            continue
        marks = [c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod") and c.i < verb.i]
        if not any(m in ("while", "as", "whilst") for m in marks) or not is_verb(verb.head):
            continue
        if mode(verb.head).negated or mode(verb.head).kind in ("planned", "possible", "proposed", "hoped"):
            return True
        if any(c.lower_ == "no" for t in verb.head.children for c in t.children):
            return True
    return False


def _after_the_break(mention: Mention) -> bool:
    """ "Five weeks after Tehran called them off, the two have resumed their talks": the break is told with what ended it."""
    if mention.sort != "pronoun" or not mention.predicates:
        return False
    verb = mention.predicates[0].verb
    ahead = verb.dep_ == "advcl" and verb.head.i > verb.i and any(c.lower_ in ("after", "since") and c.i < verb.i for c in verb.children)
    return ahead and mention.predicates[0].form.sort in ("cancel", "postpone", "close")


def had_halted(mention: Mention, status: Status | None, edtf: str | None) -> bool:
    """ "The talks had been on hold because of the elections": a halt that was over when something else happened, with no day."""
    if status is None or edtf is not None or mention.ordinals or not status.rule.endswith(HALTING) or not mention.predicates:
        return False
    verb = mention.predicates[0].verb
    series = mention.sort == "pronoun" or mention.token.tag_ == "NNS"
    return series and any(c.lower_ in ("had", "'d") and c.dep_ in ("aux", "auxpass") for c in verb.children)
