"""Rounds told by their end: "handed over on Thursday, at the close of the fourth round", "the pact followed two days of talks"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.model import PlaceMention
from detente.reading.grammar import is_verb
from detente.reading.lemmas import lemma, noun_lemma
from detente.reading.talks.lexicon import words
from detente.reading.talks.mentions import Mention
from detente.reading.talks.mode import mode
from detente.reading.talks.nouns import is_meeting
from detente.reading.talks.statuses import Status

if TYPE_CHECKING:
    from detente.reading.tree import Token

_AT = ("at", "after", "with", "upon", "following")


def over_by_then(mention: Mention) -> Status | None:
    """The status of a round that something comes at the end of, or follows; None where the sentence tells no such thing."""
    verb = mention.over
    if verb is None or not is_verb(verb) or mode(verb).negated or mode(verb).kind != "real" or _is_to(verb):
        return None  # "is to be initialled at the end of the round", "wants a declaration at its end"
    if mention.reach in ("future", "new") or any(p.form.sort in _AHEAD for p in mention.predicates):
        return None  # "at the end of the next round", "of the third round, planned for July"
    if (mention.role in _AT and at_its_end(mention)) or on_its_last_day(mention):
        return Status("held", "round.held.end")
    who = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    counted = bool(mention.ordinals) or mention.token.lower_ == "days"
    led = lemma(verb) in words("extents", "following") and mention.role == "object" and not mention.path
    if led and counted and who is not None and who.tag_ in ("NN", "NNS") and not is_meeting(who):
        return Status("held", "round.held.end")
    return None


#: Predicates that leave a round a plan.
_AHEAD = ("plan", "propose", "hope", "cancel", "postpone")


def _is_to(verb: Token) -> bool:
    """ "Were to sign": what was to come, though the verb is past."""
    return lemma(verb) == "be" and any(c.dep_ == "xcomp" and c.i > verb.i for c in verb.children)


def told_after(mention: Mention, places: tuple[PlaceMention, ...]) -> Status | None:
    """ "The government announced after a meeting in Arica", "said after talks in Rome": a meeting with its city took place."""
    verb = mention.over
    if mention.sort != "noun" or mention.role not in ("after", "following") or verb is None or not is_verb(verb) or mention.path:
        return None
    own = any(c.lower_ == "of" for c in mention.token.children)  # "a meeting of his party"
    fresh = mention.reach == "none" and not mention.ordinals and not mention.predicates and not own
    how = mode(verb)
    if not fresh or how.kind != "real" or how.negated or not any(p.kind == "city" for p in places):
        return None
    return Status("held", "round.held.after", how.certainty)


def at_its_end(mention: Mention) -> bool:
    """Whether the noun over a meeting is its end ("at the close of the round"), of a round that can be counted."""
    pointed = bool(mention.ordinals) or mention.token.lower_ == "days" or any(_definite(t) for t in mention.token.lefts)
    return bool(mention.path) and noun_lemma(mention.path[-1].lower_) in words("extents", "ends") and pointed


def on_its_last_day(mention: Mention) -> bool:
    """ "Was made public on Sunday, the last day of the ninth round", "on the closing day of the talks"."""
    day = mention.path[-1] if mention.path else None
    pointed = bool(mention.ordinals) or any(_definite(t) for t in mention.token.lefts)
    return day is not None and day.lower_ == "day" and any(t.lower_ in words("extents", "final") for t in day.lefts) and pointed


def _definite(token: Token) -> bool:
    return token.lower_ in ("the", "that", "this", "their", "a")


def after_it(mention: Mention) -> bool:
    """ "Left Quito on Thursday after six days of talks", "was announced on Friday after a session of three days"."""
    before = mention.token.head
    return before.lower_ in ("after", "following") and is_verb(before.head)
