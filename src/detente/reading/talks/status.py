"""What became of a meeting, by its predicate and the grammar around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.model import Certainty, Polarity
from detente.reading.grammar import is_verb
from detente.reading.lemmas import lemma, noun_lemma
from detente.reading.talks.lexicon import forms, words
from detente.reading.talks.mentions import Mention, Predicate
from detente.reading.talks.mode import Mode, mode

if TYPE_CHECKING:
    from spacy.tokens import Token

Reading = Callable[[Mode, bool, Mention, Predicate], "Status | None"]

#: Statuses that say what really became of a meeting come before those that only speak of plans.
RANK = {"cancelled": 6, "postponed": 6, "held": 5, "under_way": 5, "denied": 4, "confirmed": 3, "announced": 2, "proposed": 1}
#: Endings of rule names that call a meeting off in so many words (not by "will not be held").
CALLED_OFF = tuple("." + form.name for form in forms() if form.sort == "cancel")

PLANNED = frozenset({"proposed", "announced", "confirmed"})


@dataclass(frozen=True, slots=True)
class Status:
    """A status as one mention tells it."""

    value: str
    rule: str
    certainty: Certainty = "certain"
    polarity: Polarity = "affirmed"

    #: Told of a plan that is past ("was to be held"): gives way to anything else said of the meeting.
    bygone: bool = False

    #: The grammar leaves open whether it is over: the date decides ("The round began on Monday").
    open_end: bool = False

    #: Present tense: a date to come makes it a plan ("The talks begin on Monday").
    present: bool = False

    #: The simple present of beginning ("starts this evening"): a timetable where the day is that of publication.
    timetable: bool = False


def status_of(mention: Mention) -> Status | None:
    """The status of a meeting where it is spoken of, or None where nothing is said of it, or only asked."""
    if mention.sentence.text.rstrip(" \"”’'»)").endswith("?"):
        return None
    found = [s for p in mention.predicates if (s := _by_predicate(mention, p)) is not None]
    if (unconfirmed := _never_confirmed(mention)) is not None:
        return unconfirmed
    if not found and (told := _no_plans(mention) or _by_noun(mention)) is not None:
        return told
    firm = [s for s in found if not s.bygone]
    if firm:
        return max(firm, key=lambda s: (RANK[s.value] >= 4, 0))
    return found[0] if found else _by_words(mention)


def _no(token: Token) -> bool:
    return any(c.lower_ in ("no", "neither") or any(g.lower_ == "neither" for g in c.lefts) for c in token.lefts)


def _no_plans(mention: Mention) -> Status | None:
    """ "There are no plans for a third round", "it has no intention of holding another round"."""
    verb = mention.over
    over = mention.path[-1] if mention.path else None
    if over is None or verb is None or noun_lemma(over.lower_) not in words("nouns", "intent"):
        return None
    if _no(over) and lemma(verb) in ("be", "have", "see"):
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
        if value is None or _no(noun):
            continue
        if mention.over is not None and (mode(mention.over).negated or lemma(mention.over) in words("governors", "proposed")):
            return None
        return Status(value, f"round.{value}.noun")
    return None


def _by_predicate(mention: Mention, predicate: Predicate) -> Status | None:
    how = mode(predicate.verb)
    sort, name = predicate.form.sort, predicate.form.name
    denied = how.negated
    if _no(mention.token) or any(_no(t) for t in mention.path):
        denied = True
    if how.kind == "irreal":
        return None
    attached = predicate.role == "attached"
    if mention.path and not attached and sort not in ("cancel", "postpone", "close", "open", "under_way", "conduct", "occur", "run"):
        return _through(mention, sort, name, how, denied)
    if mention.path and not attached and not all(noun_lemma(t.lower_) in words("nouns", "thin") for t in mention.path):
        return _through(mention, sort, name, how, denied)
    made = _TABLE[sort](how, denied, mention, predicate)
    if made is None:
        return None
    return replace(made, rule=f"round.{made.value}.{name}", bygone=made.bygone or how.bygone)


def _through(mention: Mention, sort: str, name: str, how: Mode, denied: bool) -> Status | None:
    """Said of the date, the plan, the agenda of a meeting: at most that the meeting is planned."""
    nouns = {noun_lemma(t.lower_) for t in mention.path}
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


def _unreal(how: Mode, mention: Mention, predicate: Predicate) -> Status | None:
    """The same predicates negated: called off where there was a plan, denied where there was none."""
    sort = predicate.form.sort
    if sort in ("run", "close") or (predicate.form.name in ("attend", "lead", "chair") and not _refuses(predicate.verb)):
        return None  # "was not expected to attend": the meeting stands
    if how.kind in ("planned", "hoped", "possible", "proposed") or (how.kind == "present" and sort != "close"):
        if how.refused and how.kind in ("planned", "proposed"):
            return Status("denied", "", how.certainty)
        if sort == "meet" and not any(c.dep_ == "npadvmod" or c.lower_ in ("on", "in", "this") for c in predicate.verb.children):
            return None
        if how.kind in ("possible", "proposed", "hoped"):
            return Status("announced", "", "possible", "denied") if how.kind == "possible" else None
        return Status("cancelled" if not (_no(mention.token) and mention.reach in ("new", "future")) else "denied", "")
    if how.kind in ("real", "ongoing") and sort in ("conduct", "occur", "open", "meet"):
        if sort == "meet" or _no(mention.token):
            return None
        if sort == "open" and not any(c.lower_ == "never" for c in predicate.verb.children):
            return None  # "did not open today": on another day, or not at all
        return Status("denied" if mention.reach == "new" else "cancelled", "")
    return None


def _refuses(verb: Token) -> bool:
    """Whether somebody will not ("refused to attend", "ruled out attending"), not merely does not."""
    return lemma(verb.head) in words("governors", "refused") or noun_lemma(verb.head.lower_) in words("governors", "refused")


def _real(how: Mode, denied: bool, mention: Mention, predicate: Predicate) -> Status | None:
    """Predicates of meetings that are held, begin, end, last."""
    sort = predicate.form.sort
    if sort == "run" and how.kind == "ongoing" and not denied and predicate.form.name in ("go_on", "run"):
        return Status("under_way", "", how.certainty, present=True)
    if how.kind == "none" or (sort == "run" and not _measured(predicate.verb)):
        return None
    if denied:
        return _unreal(how, mention, predicate)
    habit = how.kind == "present" and mention.plural and noun_lemma(mention.token.lower_) in ("meeting", "round", "session", "summit")
    if habit and not mention.ordinals:
        return None  # "such meetings are held in both capitals"
    if predicate.form.name in ("come", "follow", "proceed") and how.kind in ("present", "ongoing"):
        return None  # "the talks come as …"
    if how.kind == "real":
        if sort == "open" or predicate.form.name in ("convene", "reconvene", "assemble"):
            return Status("held", "", how.certainty, open_end=True)
        if predicate.form.name in words("governors", "settling") and any(
            c.lower_ in ("have", "has", "'ve") for c in predicate.verb.children
        ):
            return Status("under_way", "", how.certainty, present=True)  # "have sat down": and sit there
        return Status("held", "", how.certainty)
    if how.kind == "ongoing":
        return Status("under_way", "", how.certainty, present=True)
    if how.kind == "present" and predicate.form.name in ("have", "lead", "attend", "chair", "organise", "organize"):
        return None
    if how.kind == "present":
        return Status(
            "under_way" if sort in ("open", "conduct", "meet", "occur") else "held",
            "",
            how.certainty,
            present=True,
            timetable=sort == "open",
        )
    if predicate.form.name in ("attend", "lead", "chair") and not mention.ordinals and mention.reach == "none":
        return None
    if how.kind == "planned":
        return Status("announced", "", how.certainty)
    if how.kind == "hoped":
        return Status("announced", "", "possible")
    if how.kind == "possible":
        return Status("proposed", "", "possible")
    if how.kind == "proposed":
        return Status("proposed", "", how.certainty)
    return None


def _measured(verb: Token) -> bool:
    """Whether a length of time stands with a verb such as "last" or "take"."""
    after = [t for t in verb.subtree if t.i > verb.i]
    if any(t.lower_ == "from" for t in after) and any(t.lower_ in ("to", "until", "through", "till") for t in after):
        return any(t.tag_ == "CD" for t in after)
    return any(noun_lemma(t.lower_) in words("nouns", "lengths") for t in after)


def _under_way(how: Mode, denied: bool, mention: Mention, predicate: Predicate) -> Status | None:
    if denied:
        return None
    if predicate.form.name == "continue" and any(c.dep_ == "xcomp" for c in predicate.verb.children):
        return None  # "will continue to focus on …"
    loose = predicate.form.name == "continue" and not mention.ordinals
    if loose and how.kind == "planned" and any(c.dep_ == "npadvmod" for c in predicate.verb.children):
        return Status("announced", "", how.certainty)  # "to continue negotiations later this month"
    if loose and noun_lemma(mention.token.lower_) not in ("round", "meeting", "session", "talk"):
        return None  # "the dialogue continues": a channel, not a meeting
    if _channel(mention):
        return None
    if how.kind in ("present", "ongoing"):
        return Status("under_way", "", how.certainty, present=True)
    if how.kind == "real":
        return Status("under_way", "", how.certainty, open_end=True)
    return _real(how, denied, mention, predicate)


def _channel(mention: Mention) -> bool:
    """ "Negotiations were under way for the release of …": contacts on one matter, neither a meeting nor a round."""
    token = mention.token
    if (
        token.tag_ != "NNS"
        or mention.ordinals
        or list(token.lefts)
        or token.lower_ not in ("negotiations", "discussions", "contacts", "talks")
    ):
        return False
    verb = mention.over
    return verb is not None and any(t.lower_ in ("for", "on", "about", "over") and t.i > token.i for t in (*token.children, *verb.subtree))


def _broken(value: str) -> Reading:
    def made(how: Mode, denied: bool, mention: Mention, predicate: Predicate) -> Status | None:
        if denied:
            return Status("announced", "", how.certainty)
        if how.kind in ("real", "present", "ongoing", "planned"):
            before = (
                value == "postponed" and how.kind == "real" and any(c.lower_ == "had" for c in predicate.verb.children if c.dep_ == "aux")
            )
            return Status(value, "", how.certainty, bygone=before and mention.role == "object")  # "which had put off the round of May 3"
        if how.kind in ("possible", "hoped"):
            return Status("announced", "", "possible")
        return None

    return made


def _plan(how: Mode, denied: bool, mention: Mention, predicate: Predicate) -> Status | None:
    if denied:
        return Status("denied", "", how.certainty) if how.kind in ("real", "present", "ongoing", "planned") else None
    weak = predicate.form.words[0] in words("governors", "probable")
    certainty: Certainty = "probable" if weak and how.certainty == "certain" else how.certainty
    if how.kind in ("real", "present", "ongoing", "planned"):
        bygone = how.kind == "real" and _past_be(predicate.verb)
        return Status("announced", "", certainty, bygone=bygone)
    if how.kind in ("possible", "hoped", "proposed"):
        return Status("proposed", "", how.certainty)
    return None


def _past_be(verb: Token) -> bool:
    return any(c.lower_ in ("was", "were", "been", "had") for c in verb.children if c.dep_ in ("aux", "auxpass"))


def _proposal(how: Mode, denied: bool, mention: Mention, predicate: Predicate) -> Status | None:
    if denied or how.kind in ("none",):
        return None
    return Status("proposed", "", "probable" if "likely" in predicate.form.words else how.certainty)


def _hope(how: Mode, denied: bool, mention: Mention, predicate: Predicate) -> Status | None:
    return None if denied else Status("announced", "", "possible")


def _confirm(how: Mode, denied: bool, mention: Mention, predicate: Predicate) -> Status | None:
    if how.kind not in ("real", "present", "ongoing", "planned"):
        return None
    return Status("confirmed", "", how.certainty, "denied" if denied else "affirmed")


def _travel(how: Mode, denied: bool, mention: Mention, predicate: Predicate) -> Status | None:
    """ "Will fly to Rome for talks", "arrived in Rome for a third round": the meeting is still to come."""
    if how.kind in ("possible", "proposed", "hoped"):
        return None if denied else Status("proposed", "", how.certainty)
    if how.kind not in ("real", "present", "ongoing", "planned"):
        return None
    if denied:
        return Status("cancelled", "", how.certainty) if how.kind == "planned" else None
    return Status("announced", "", how.certainty, bygone=how.kind == "real")


def _deny(how: Mode, denied: bool, mention: Mention, predicate: Predicate) -> Status | None:
    if denied or how.kind not in ("real", "present", "ongoing"):
        return None
    return Status("denied", "", how.certainty)


def _move(how: Mode, denied: bool, mention: Mention, predicate: Predicate) -> Status | None:
    return None if denied else Status("announced", "", how.certainty)


_TABLE: dict[str, Reading] = {
    "conduct": _real,
    "occur": _real,
    "open": _real,
    "close": _real,
    "run": _real,
    "meet": _real,
    "under_way": _under_way,
    "cancel": _broken("cancelled"),
    "postpone": _broken("postponed"),
    "plan": _plan,
    "hope": _hope,
    "propose": _proposal,
    "confirm": _confirm,
    "deny": _deny,
    "move": _move,
    "travel": _travel,
}


def _by_words(mention: Mention) -> Status | None:
    """The status that words before the noun give it, or a sentence that says no more than that there is one."""
    token = mention.token
    lefts = {t.lower_ for t in token.lefts}
    if lefts & words("modifiers", "cancelled"):
        return Status("cancelled", "round.cancelled.modifier")
    if lefts & words("modifiers", "postponed"):
        return Status("postponed", "round.postponed.modifier")
    verb = mention.over
    if verb is not None and lemma(verb) == "be" and any(c.dep_ == "expl" for c in verb.children):
        how = mode(verb)
        if _no(token) or how.negated:
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
    if verb is not None and lemma(verb) == "be" and not mention.path and is_verb(verb) and mention.role in ("subject", "object"):
        return _copula(mention, verb)
    return None


def _copula(mention: Mention, verb: Token) -> Status | None:
    """ "It was the third round", "the next meeting will be in May"; nothing where another verb or an adjective follows."""
    how = mode(verb)
    complement = [c for c in verb.children if c.i > verb.i and c.dep_ not in ("punct", "advmod", "neg")]
    clause = any(c.dep_ in ("acomp", "xcomp", "oprd") or (c.dep_ == "ccomp" and c.i > verb.i) for c in verb.children)
    if how.negated or clause or _to_follows(verb):
        return None
    if mention.role == "subject" and not any(c.lower_ in ("in", "on", "at", "between", "from") for c in complement[:1]):
        return None
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
