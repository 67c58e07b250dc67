"""What became of a meeting, by its predicate and the grammar around it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.reading.grammar import is_verb
from detente.reading.lemmas import lemma, noun_lemma
from detente.reading.talks.classes import TABLE, no
from detente.reading.talks.endings import over_by_then
from detente.reading.talks.lexicon import words
from detente.reading.talks.mentions import Mention, Predicate
from detente.reading.talks.mode import Mode, mode
from detente.reading.talks.nouns import is_meeting
from detente.reading.talks.numbers import DAYS, MONTHS, ordinal_of
from detente.reading.talks.statuses import CALLED_OFF, HALTING, PLANNED, RANK, Status

if TYPE_CHECKING:
    from detente.reading.tree import Token

__all__ = ["CALLED_OFF", "PLANNED", "RANK", "Status", "status_of"]


def status_of(mention: Mention) -> Status | None:
    """The status of a meeting where it is spoken of, or None where nothing is said of it, or only asked."""
    if mention.sentence.text.rstrip(" \"”’'»)").endswith("?"):
        return None
    if mention.over is not None and _that_was_it(mention, mention.over):
        return Status("held", "round.held.that_was_it")
    ahead = _foretold(mention)
    found = [s for p in mention.predicates if not (ahead and p.role == "attached") and (s := _by_predicate(mention, p)) is not None]
    if (unconfirmed := _never_confirmed(mention)) is not None:
        return unconfirmed
    if not found and (told := _no_plans(mention) or _by_noun(mention) or _at_its_end(mention)) is not None:
        return told
    firm = [s for s in found if not s.bygone]
    if (later := _at_a_later_day(mention)) is not None:
        return later
    again = [s for p in mention.predicates if p.role != "attached" and (s := _by_predicate(mention, p)) is not None and s.value in PLANNED]
    if any(not s.bygone for s in again):  # "the talks, suspended since May, will start again"
        firm = [s for s in firm if not s.rule.endswith(HALTING)]
    if any(s.value == "held" for s in firm):  # "the talks, which opened in May, were suspended": they took place
        firm = [s for s in firm if not s.rule.endswith(HALTING)]
    if firm:
        return max(firm, key=lambda s: (RANK[s.value] >= 4, 0))
    return found[0] if found else over_by_then(mention) or _by_words(mention)


def _at_a_later_day(mention: Mention) -> Status | None:
    """ "The sixth round, promised for August, will be held later", "will open at a later date than planned": put off."""
    planned = any(p.form.sort == "plan" for p in mention.predicates)
    for verb in (p.verb for p in mention.predicates if p.role != "attached" and p.form.sort in ("conduct", "occur", "open", "meet")):
        how = mode(verb)
        if how.kind != "planned" or how.negated or how.bygone:
            continue
        for word in verb.subtree:
            if word.lower_ != "later" or word.i < verb.i or word.i + 1 == len(word.doc) or verb.i not in (word.head.i, *_over(word)):
                continue
            date = word.nbor().lower_ in ("date", "day", "stage", "time")
            if any(t.lower_ == "than" for t in word.doc[word.i + 1 : word.i + 4]) or (planned and (date or word.nbor().is_punct)):
                return Status("postponed", "round.postponed.later", how.certainty)
    return None


def _over(word: Token) -> tuple[int, ...]:
    """What a word hangs on through a noun and its preposition ("at a later date")."""
    return (
        (word.head.head.head.i, word.head.head.i) if word.head.dep_ == "pobj" else (word.head.head.i,) if word.head.dep_ == "advmod" else ()
    )


def _no_plans(mention: Mention) -> Status | None:
    """ "There are no plans for a third round", "it has no intention of holding another round"."""
    verb = mention.over
    over = mention.path[-1] if mention.path else None
    if over is None or verb is None or noun_lemma(over.lower_) not in words("nouns", "intent"):
        return None
    if no(over) and lemma(verb) in ("be", "have", "see"):
        return Status("denied", "round.denied.no_plans", mode(verb).certainty)
    return None


def _never_confirmed(mention: Mention) -> Status | None:
    """ "Never confirmed that a meeting was planned", "has not confirmed its part in a third round"."""
    here = mention.predicates[0].verb if mention.predicates else mention.over
    for _ in range(4):
        if here is None:
            return None
        if lemma(here) == "confirm" and mode(here).negated:
            return Status("confirmed", "round.confirmed.confirm", "certain", "denied")
        if here.dep_ not in ("ccomp", "xcomp") or here.head.i == here.i:
            return None
        here = here.head
    return None


def _by_noun(mention: Mention) -> Status | None:
    """ "The postponement of the round", "the cancellation of the talks"."""
    for noun in mention.path:
        base = noun_lemma(noun.lower_)
        value = "postponed" if base in words("nouns", "postponing") else "cancelled" if base in words("nouns", "cancelling") else None
        if value is None or no(noun):
            continue
        if mention.over is not None and (mode(mention.over).negated or lemma(mention.over) in words("governors", "proposed")):
            return None
        return Status(value, f"round.{value}.noun")
    return None


def _at_its_end(mention: Mention) -> Status | None:
    """ "At a press conference after the end of the seventh round": what was done at its end tells that it is over."""
    noun = mention.path[0] if mention.path else None
    if (
        noun is None
        or noun_lemma(noun.lower_) not in words("nouns", "ends")
        or noun.head.lower_ not in ("at", "after", "following", "upon")
    ):
        return None
    verb = next((a for a in noun.ancestors if is_verb(a)), None)
    if verb is None or mention.reach in ("future", "new") or mode(verb).kind != "real" or mode(verb).negated or verb.tag_ != "VBD":
        return None
    return Status("held", "round.held.at_its_end") if mention.ordinals or mention.reach == "none" else None


def _by_predicate(mention: Mention, predicate: Predicate) -> Status | None:
    how = mode(predicate.verb)
    sort, name = predicate.form.sort, predicate.form.name
    denied = how.negated
    if no(mention.token) or any(no(t) for t in mention.path):
        denied = True
    if how.kind == "irreal":
        return None
    attached = predicate.role == "attached"
    if not attached and sort in ("plan", "propose", "hope") and any(noun_lemma(t.lower_) in words("extents", "ends") for t in mention.path):
        return None  # "are to announce the end of the talks"
    if mention.path and all(noun_lemma(t.lower_) in words("nouns", "lengths") for t in mention.path) and sort == "travel":
        attached = True  # "flies to Lima for a week of talks"
    if mention.path and not attached and sort not in ("cancel", "postpone", "close", "open", "under_way", "conduct", "occur", "run"):
        return _through(mention, sort, name, how, denied)
    if mention.path and not attached and not all(noun_lemma(t.lower_) in words("nouns", "thin") for t in mention.path):
        return _through(mention, sort, name, how, denied)
    if sort in _OF_PEOPLE and predicate.role == "subject" and _does(predicate):
        held = how.kind == "real" and mention.reach not in ("future", "new")
        return Status("held", f"round.held.{name}") if held else None
    made = TABLE[sort](how, denied, mention, predicate)
    if made is None:
        return None
    return replace(made, rule=f"round.{made.value}.{name}", bygone=made.bygone or how.bygone)


#: What people do to a meeting; where the meeting itself does it, it took place ("the second round had promised better patrols").
_OF_PEOPLE = frozenset({"plan", "propose", "hope", "confirm", "deny"})


def _does(predicate: Predicate) -> bool:
    """Whether a meeting is told to do something to something else, in the active voice ("the first round rejected the plan")."""
    verb, particles = predicate.verb, predicate.form.words[1:]
    if lemma(verb) in ("be", "have", "get") or any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children):
        return False
    if verb.tag_ == "VBN" and not any(c.dep_ == "aux" for c in verb.children):
        return False
    what = [c for c in verb.children if c.i > verb.i and (c.dep_ in ("dobj", "ccomp", "xcomp") or c.lower_ in particles)]
    what = [g for c in what for g in ([c] if c.dep_ != "prep" else list(c.children))]
    dated = DAYS | MONTHS  # "the tenth round, called for Wednesday, was cancelled"
    return any(not is_meeting(c) and c.lower_ not in dated and c.dep_ in ("dobj", "ccomp", "xcomp", "pobj") for c in what)


def _through(mention: Mention, sort: str, name: str, how: Mode, denied: bool) -> Status | None:
    """Said of the date, the plan, the agenda of a meeting: at most that the meeting is planned."""
    nouns = {noun_lemma(t.lower_) for t in mention.path}
    if mention.role == "subject" and nouns & (words("nouns", "people") | words("nouns", "watching")):
        return None  # "an observer to the talks confirmed the report"
    if sort in ("cancel", "postpone") and not denied and how.kind in ("real", "present", "ongoing", "planned"):
        value = "cancelled" if sort == "cancel" else "postponed"
        return Status(value, f"round.{value}.{name}", how.certainty) if nouns & words("nouns", "planning") else None
    if sort == "confirm" and not denied and how.kind in ("real", "present", "ongoing"):
        return Status("confirmed", f"round.confirmed.{name}", how.certainty)
    if nouns & (words("nouns", "planning") | words("nouns", "thin")):
        if denied or sort in ("deny",):
            return None
        if how.kind in ("real", "present", "ongoing", "planned") and mention.reach != "past":
            value = "proposed" if nouns & {"idea", "possibility", "proposal", "offer", "call", "request", "prospect"} else "announced"
            return Status(value, f"round.{value}.{name}", how.certainty)
    return None


def _by_words(mention: Mention) -> Status | None:
    """The status that words before the noun give it, or a sentence that says no more than that there is one."""
    token = mention.token
    # "quarrelled over fish and delayed negotiations": a second verb, though the parser takes it for an adjective.
    lefts = {t.lower_ for t in token.lefts if not (t.i > t.sent.start and t.nbor(-1).lower_ in ("and", "or", "but"))}
    if lefts & words("modifiers", "cancelled"):
        return Status("cancelled", "round.cancelled.modifier")
    if lefts & words("modifiers", "postponed"):
        return Status("postponed", "round.postponed.modifier")
    if lefts & {"concluded", "completed"} and any(t.lower_ in ("just", "recently", "the", "their", "newly") for t in token.lefts):
        return Status("held", "round.held.modifier")
    verb = mention.over
    if verb is not None and {noun_lemma(t.lower_) for t in mention.path} & words("governors", "rumours") and _untrue(verb):
        return Status("denied", "round.denied.untrue")
    if verb is not None and lemma(verb) == "be" and any(c.dep_ == "expl" for c in verb.children):
        how = mode(verb)
        if no(token) or how.negated:
            if mention.path or mention.role != "object" or how.kind in ("possible", "proposed", "hoped"):
                return None
            dated = how.kind == "planned" and any(c.lower_ in ("on", "this") for c in (*token.children, *verb.children) if c.dep_ == "prep")
            return Status("cancelled", "round.cancelled.there_be_no") if dated else Status("denied", "round.denied.there_be_no")
        if mention.path or mention.role != "object":
            return None
        if how.kind == "planned":
            return Status("announced", "round.announced.there_will_be", how.certainty)
        if how.kind in ("possible", "hoped"):
            return Status("proposed", "round.proposed.there_may_be", "possible")
        return Status("held", "round.held.there_was") if how.kind == "real" and mention.reach not in ("new", "future") else None
    if verb is not None and is_verb(verb) and (ahead := _to_do(mention, verb)) is not None:
        return ahead
    if verb is not None and lemma(verb) == "be" and not mention.path and is_verb(verb) and mention.role in ("subject", "object"):
        return _copula(mention, verb)
    return None


def _to_do(mention: Mention, verb: Token) -> Status | None:
    """ "The next round will focus on quotas", "another round is to deal with the rest": one more round, by what it is for."""
    if mention.role != "subject" or mention.path or mention.reach not in ("new", "future") or mention.sort == "verb":
        return None
    inner = next((c for c in verb.children if c.dep_ == "xcomp" and is_verb(c) and c.tag_ == "VB"), None)
    what = inner if lemma(verb) == "be" and inner is not None else verb
    how = mode(what)
    would = any(c.lower_ in ("would", "'d") for c in what.children)  # "a new meeting would only bring the same"
    if how.negated or how.kind != "planned" or how.bygone or would or lemma(what) in ("be", "mark") or mention.plural:
        return None
    return Status("announced", "round.announced.to_do", how.certainty)


def _untrue(verb: Token) -> bool:
    """ "Reports of a third round are untrue"."""
    if lemma(verb) != "be" or mode(verb).negated:
        return False
    return any(c.dep_ in ("acomp", "attr") and c.lower_ in words("governors", "untrue") for c in verb.children)


def _foretold(mention: Mention) -> bool:
    """ "This will be the second round held this year": still to come, whatever the clause after it says."""
    verb = mention.over
    return verb is not None and mention.role == "object" and lemma(verb) == "be" and mode(verb).kind == "planned"


def _that_was_it(mention: Mention, verb: Token) -> bool:
    """ "That is it for the fifth round", "that was that for the second session"."""
    if lemma(verb) != "be" or mention.role != "for" or mode(verb).kind not in ("real", "present"):
        return False
    what = [c.lower_ for c in verb.children if c.dep_ in ("nsubj", "attr")]
    return what in (["that", "it"], ["that", "that"], ["this", "it"], ["it", "it"])


def _copula(mention: Mention, verb: Token) -> Status | None:
    """ "It was the third round", "the next meeting will be in May"; nothing where another verb or an adjective follows."""
    how = mode(verb)
    complement = [c for c in verb.children if c.i > verb.i and c.dep_ not in ("punct", "advmod", "neg")]
    clause = any(
        (c.dep_ in ("acomp", "xcomp", "oprd") and c.i != mention.token.i) or (c.dep_ == "ccomp" and c.i > verb.i) for c in verb.children
    )
    if how.negated or clause or _to_follows(verb):
        return None
    if (
        mention.role == "subject"
        and mention.ordinals
        and how.kind == "real"
        and complement
        and ordinal_of(complement[0].lower_) is not None
    ):
        return Status("held", "round.held.be")  # "the ninth round was the first on home soil"
    if mention.role == "subject" and not any(c.lower_ in ("in", "on", "at", "between", "from") for c in complement[:1]):
        return None
    if mention.role == "subject" and any(noun_lemma(g.lower_) in words("nouns", "conditions") for c in complement[:1] for g in c.children):
        return None  # "the talks have been at a standstill since spring"
    if how.kind == "planned":
        return Status("announced", "round.announced.be", how.certainty)
    if how.kind == "possible":
        return Status("proposed", "round.proposed.be", "possible")
    if how.kind == "real" and mention.reach not in ("future", "new"):
        return Status("held", "round.held.be")
    if how.kind == "present" and mention.ordinals and mention.reach == "none" and mention.role == "object":
        return Status("under_way", "round.under_way.be", present=True, open_end=True)
    return None


def _to_follows(verb: Token) -> bool:
    """Whether "to" and a verb come next ("were to open"), however they were parsed."""
    return any(t.lower_ == "to" and t.i + 1 < len(t.doc) and t.nbor().tag_ in ("VB", "JJ", "NN") for t in verb.doc[verb.i + 1 : verb.i + 3])
