"""What the classes of predicates (`codebook/en/rounds.toml`) make of a meeting, by the mode of the verb."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from detente.model import Certainty
from detente.reading.lemmas import lemma, noun_lemma
from detente.reading.talks.lexicon import words
from detente.reading.talks.mentions import Mention, Predicate
from detente.reading.talks.mode import Mode
from detente.reading.talks.nouns import bare_plural, since_day
from detente.reading.talks.numbers import DAYS, MONTHS
from detente.reading.talks.statuses import Status

if TYPE_CHECKING:
    from detente.reading.tree import Token

Reading = Callable[[Mode, bool, Mention, Predicate], "Status | None"]


def no(token: Token) -> bool:
    """Whether a noun is negated ("no meeting", "neither meeting")."""
    return any(c.lower_ in ("no", "neither") or any(g.lower_ == "neither" for g in c.lefts) for c in token.lefts)


def _unreal(how: Mode, mention: Mention, predicate: Predicate) -> Status | None:
    """The same predicates negated: called off where there was a plan, denied where there was none."""
    sort = predicate.form.sort
    if sort in ("run", "close") or (predicate.form.name in ("attend", "lead", "chair") and not _refuses(predicate.verb)):
        return None  # "was not expected to attend": the meeting stands
    if how.kind in ("planned", "hoped", "possible", "proposed") or (how.kind == "present" and sort != "close"):
        if how.refused and how.kind in ("planned", "proposed"):
            return Status("denied", "", how.certainty)
        if how.kind == "planned" and (bound := _not_before(predicate.verb)) is not None:
            return Status("announced", "", "probable") if bound else None
        if sort == "meet" and not any(c.dep_ == "npadvmod" or c.lower_ in ("on", "in", "this") for c in predicate.verb.children):
            return None
        if how.kind in ("possible", "proposed", "hoped"):
            return Status("announced", "", "possible", "denied") if how.kind == "possible" else None
        return Status("cancelled" if not (no(mention.token) and mention.reach in ("new", "future")) else "denied", "")
    if how.kind in ("real", "ongoing") and how.refused and sort in ("conduct", "occur", "open", "meet"):
        return Status("denied", "", how.certainty)  # "denied that a meeting had taken place"
    if how.kind in ("real", "ongoing") and sort in ("conduct", "occur", "open", "meet"):
        if sort == "meet" or no(mention.token):
            return None
        if sort == "open" and not any(c.lower_ == "never" for c in predicate.verb.children):
            return None  # "did not open today": on another day, or not at all
        return Status("denied" if mention.reach == "new" else "cancelled", "")
    return None


_BOUNDS = ("until", "till", "before", "unless", "without")


def _not_before(verb: Token) -> bool | None:
    """Whether "until", "before", "unless" bound what will not be: True by a day, False by a condition, None by nothing."""
    for child in verb.children:
        if child.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in _BOUNDS for c in child.children):
            return False
        if child.i > verb.i and child.lower_ in _BOUNDS:
            words_of_time = words("nouns", "lengths") | MONTHS | {"year", "spring", "summer", "autumn", "winter", "christmas", "ramadan"}
            return child.lower_ in _BOUNDS[:3] and any(t.lower_ in words_of_time or t.tag_ == "CD" for t in child.subtree)
    return None


def _refuses(verb: Token) -> bool:
    """Whether somebody will not ("refused to attend", "ruled out attending"), not merely does not."""
    return lemma(verb.head) in words("governors", "refused") or noun_lemma(verb.head.lower_) in words("governors", "refused")


def _real(how: Mode, denied: bool, mention: Mention, predicate: Predicate) -> Status | None:
    """Predicates of meetings that are held, begin, end, last."""
    sort = predicate.form.sort
    if sort == "run" and not denied and predicate.form.name in _GOING.get(how.kind, ()):
        return Status("under_way", "", how.certainty, present=True)
    if sort == "run" and predicate.form.name == "go_on" and not denied and not _measured(predicate.verb):
        return _gone_on(how, predicate.verb)
    if how.kind == "none" or (sort == "run" and not _measured(predicate.verb)):
        return None
    going = predicate.form.name in ("continue", "go_on", "carry_on")
    if (how.kind in ("ongoing", "present") if denied else going and how.kind == "planned") and bare_plural(mention.token, mention.ordinals):
        return None  # "we are not holding bilateral meetings", "meetings by video will continue"
    if denied:
        return _unreal(how, mention, predicate)
    habit = how.kind == "present" and noun_lemma(mention.token.lower_) in ("meeting", "round", "session", "summit")
    if habit and mention.plural and not mention.ordinals:
        return None  # "such meetings are held in both capitals"
    alone = predicate.form.words == ("meet",)
    if alone and (_ever(predicate.verb) or (how.kind == "present" and not _now(predicate.verb))):
        return None  # "negotiators meet in small groups"
    if _habit(predicate.verb, how) or (sort == "close" and _settling(how, mention, predicate)):
        return None
    if predicate.form.name in (*_ENDS, "bring") and how.kind not in ("real", "present"):
        return None  # "it was possible that the talks would fail", "a new meeting would only bring …"
    if predicate.form.name == "adjourn" and any(c.lower_ in ("indefinitely", "sine") for c in predicate.verb.children):
        return Status("postponed", "", how.certainty)
    if predicate.form.name in ("come", "follow", "proceed") and how.kind in ("present", "ongoing"):
        ahead = how.kind == "present" and predicate.form.name == "follow" and _timed(predicate.verb)
        return Status("announced", "", how.certainty) if ahead else None  # "the talks come as …"
    if how.kind == "real":
        if predicate.form.name == "bring_together" and _ever_since(predicate.verb):
            return None  # "has brought them together since last year": the whole of the talks
        if sort == "meet" and since_day(predicate.verb):
            return Status("under_way", "", how.certainty, present=True)
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
            simple=sort in ("open", "meet"),
        )
    if predicate.form.name in ("attend", "lead", "chair") and not mention.ordinals and mention.reach == "none":
        return None
    return _to_come(how)


#: Verbs of lasting by which a meeting goes on, by the mode of the verb.
_GOING: dict[str, tuple[str, ...]] = {"ongoing": ("go_on", "run"), "present": ("go_on", "drag_on", "continue_into")}


def _gone_on(how: Mode, verb: Token) -> Status | None:
    """A meeting that goes on on a day, in a place or in company ("will go on on Friday", "went on there with the treasury secretary")."""
    there = any(c.lower_ in ("here", "there") or (c.dep_ == "prep" and c.lower_ in ("with", "without")) for c in verb.children)
    day = any(c.dep_ == "npadvmod" for c in verb.children) or any(
        g.lower_ in MONTHS | DAYS or noun_lemma(g.lower_) in words("nouns", "lengths")
        for c in verb.children
        if c.dep_ == "prep" and c.lower_ in ("on", "in")
        for g in c.children
    )
    if not (day or _placed(verb) or there):
        return None
    return Status("held", "", how.certainty) if how.kind == "real" else _to_come(how)


def _placed(verb: Token) -> bool:
    """Whether a place with a name stands with a verb ("in Athens")."""
    return any(g.tag_ == "NNP" for c in verb.children if c.dep_ == "prep" and c.lower_ in ("in", "at") for g in c.children)


def _to_come(how: Mode) -> Status | None:
    """What a meeting is that is planned, hoped for, possible or proposed."""
    if how.kind == "planned":
        return Status("announced", "", how.certainty)
    if how.kind == "hoped":
        return Status("announced", "", "possible", hoped=True)
    if how.kind == "possible":
        return Status("proposed", "", "possible")
    return Status("proposed", "", how.certainty) if how.kind == "proposed" else None


def _now(verb: Token) -> bool:
    """Whether a present tense has a day or a place, so that it tells of one meeting."""
    if any(c.dep_ == "npadvmod" or c.lower_ in ("today", "now", "tomorrow", "here", "there", "tonight", "again") for c in verb.children):
        return True
    goals = [g for c in verb.children if c.dep_ == "prep" and c.lower_ in ("in", "on", "at", "for") for g in c.children]
    return any(g.tag_ in ("NNP", "NNPS", "CD") or noun_lemma(g.lower_) in words("nouns", "lengths") for g in goals)


def _ever(verb: Token) -> bool:
    """ "They have met only on the screen": in the perfect, with neither day nor place nor number."""
    if not any(c.dep_ == "aux" and c.lower_ in ("have", "has") for c in verb.children):
        return False
    after = [c for c in verb.children if c.i > verb.i and c.dep_ in ("advmod", "prep", "npadvmod", "advcl", "dobj", "prt")]
    return all(c.lower_ in ("only", "on", "online", "since") and not any(_of_time(g) for g in c.children) for c in after)


def _habit(verb: Token, how: Mode) -> bool:
    """ "The meeting generally lasts for an hour"."""
    return how.kind == "present" and any(c.dep_ == "advmod" and c.lower_ in words("governors", "usual") for c in verb.children)


def _settling(how: Mode, mention: Mention, predicate: Predicate) -> bool:
    """Whether the whole matter is or is to be settled: "the negotiations are formally closed", "to conclude the talks by May"."""
    if not _series(mention):
        return False
    if how.kind == "present":
        return any(c.dep_ == "auxpass" for c in predicate.verb.children)
    return predicate.role == "object" and how.kind in ("planned", "proposed", "hoped", "possible")


#: Ends that nobody plans.
_ENDS = ("fail", "collapse", "founder", "break_down", "break_up", "unravel", "get_nowhere", "go_nowhere", "come_to_nothing")


def _ever_since(verb: Token) -> bool:
    """Whether a verb in the perfect tells what has been going on since some time."""
    perfect = any(c.dep_ == "aux" and c.lower_ in ("has", "have", "'ve") for c in verb.children)
    return perfect and any(c.lower_ == "since" and c.dep_ == "prep" for c in verb.children)


def _series(mention: Mention) -> bool:
    """Whether a mention is of talks as a whole: a plural without a number."""
    return mention.token.tag_ == "NNS" and not mention.ordinals and mention.count is None


def _measured(verb: Token) -> bool:
    """Whether a length of time stands with a verb such as "last" or "take"."""
    after = [t for t in verb.subtree if t.i > verb.i]
    if any(t.lower_ == "from" for t in after) and any(t.lower_ in ("to", "until", "through", "till") for t in after):
        return any(t.tag_ == "CD" or _of_time(t) for t in after)
    return any(noun_lemma(t.lower_) in words("nouns", "lengths") for t in after)


def _under_way(how: Mode, denied: bool, mention: Mention, predicate: Predicate) -> Status | None:
    if denied:
        return None
    if predicate.form.name == "continue" and any(c.dep_ == "xcomp" for c in predicate.verb.children):
        return None  # "will continue to focus on …"
    loose = predicate.form.name in ("continue", "carry_on") and not mention.ordinals
    if loose and how.kind == "planned" and (_timed(predicate.verb) or _placed(predicate.verb)):
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


def _timed(verb: Token) -> bool:
    """Whether a day or another time stands with a verb ("on 20 June", "next week")."""
    if any(c.dep_ == "npadvmod" for c in verb.children):
        return True
    return any(_of_time(g) for c in verb.children if c.dep_ == "prep" and c.lower_ in ("on", "in") for g in c.children)


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
    matters = (t for t in (*token.children, *(verb.subtree if verb is not None else ())) if t.lower_ in ("for", "on", "about", "over"))
    return any(t.i > token.i and not any(_of_time(g) for g in t.children) for t in matters)


def _of_time(token: Token) -> bool:
    """Whether a noun after a preposition is a day, month or length of time."""
    return token.lower_ in MONTHS or token.lower_ in DAYS or token.tag_ == "CD" or noun_lemma(token.lower_) in words("nouns", "lengths")


def _broken(value: str) -> Reading:
    def made(how: Mode, denied: bool, mention: Mention, predicate: Predicate) -> Status | None:
        if denied:
            return Status("announced", "", how.certainty)
        if how.kind in ("real", "present", "ongoing", "planned"):
            before = (
                value == "postponed" and how.kind == "real" and any(c.lower_ == "had" for c in predicate.verb.children if c.dep_ == "aux")
            )
            return Status(
                value, "", how.certainty, bygone=before and mention.role in ("object", "subject")
            )  # "which had put off the round of May 3"
        if how.kind == "proposed" and value == "postponed":
            return Status("postponed", "", how.certainty)  # "asked for it to be put off"
        if how.kind in ("possible", "hoped") and not (predicate.form.name == "derail" and not mention.ordinals):
            return Status("announced", "", "possible")
        return None  # "negotiations could be derailed": all of them

    return made


def _plan(how: Mode, denied: bool, mention: Mention, predicate: Predicate) -> Status | None:
    if denied:
        loose = predicate.form.words == ("expect",) and predicate.role == "object" and _series(mention)
        if loose and not any(t.lower_ in ("further", "more", "new") for t in mention.token.lefts):
            return None  # "does not expect direct talks for the present"
        return Status("denied", "", how.certainty) if how.kind in ("real", "present", "ongoing", "planned") else None
    weak = predicate.form.words[0] in words("governors", "probable")
    certainty: Certainty = "probable" if weak and how.certainty == "certain" else how.certainty
    if how.kind in ("real", "present", "ongoing", "planned"):
        return Status("announced", "", certainty, bygone=how.kind == "real" and _past_be(predicate.verb))
    if how.kind in ("possible", "hoped", "proposed"):
        return Status("proposed", "", how.certainty)
    return None


def _past_be(verb: Token) -> bool:
    return any(c.lower_ in ("was", "were", "been", "had") for c in verb.children if c.dep_ in ("aux", "auxpass"))


def _proposal(how: Mode, denied: bool, mention: Mention, predicate: Predicate) -> Status | None:
    if denied or how.kind in ("none",):
        return None
    if predicate.form.name == "be_better" and how.kind == "real":
        return None  # "the June session was no better"
    if predicate.form.words[0] == "invite" and how.kind == "planned":
        return Status("announced", "", how.certainty)  # "agreed that he would invite them to a second round"
    return Status("proposed", "", "probable" if "likely" in predicate.form.words else how.certainty)


def _hope(how: Mode, denied: bool, mention: Mention, predicate: Predicate) -> Status | None:
    return None if denied else Status("announced", "", "possible", hoped=True)


def _confirm(how: Mode, denied: bool, mention: Mention, predicate: Predicate) -> Status | None:
    if how.kind not in ("real", "present", "ongoing", "planned"):
        return None
    return Status("confirmed", "", how.certainty, "denied" if denied else "affirmed")


def _travel(how: Mode, denied: bool, mention: Mention, predicate: Predicate) -> Status | None:
    """ "Will fly to Rome for talks", "arrived in Rome for a third round": the meeting is still to come."""
    if any(c.dep_ == "expl" or (c.lower_ in ("home", "back") and c.dep_ in ("advmod", "npadvmod", "prt")) for c in predicate.verb.children):
        return None  # "flew home for consultations", "for the fourth there is no date"
    if how.kind in ("possible", "proposed", "hoped"):
        return None if denied else Status("proposed", "", how.certainty)
    if how.kind not in ("real", "present", "ongoing", "planned"):
        return None
    if denied:
        return Status("denied" if how.refused else "cancelled", "", how.certainty) if how.kind == "planned" else None
    return Status("announced", "", how.certainty, bygone=how.kind == "real")


def _deny(how: Mode, denied: bool, mention: Mention, predicate: Predicate) -> Status | None:
    if how.kind not in ("real", "present", "ongoing"):
        return None
    if denied:  # "did not rule out a second meeting"
        return Status("proposed", "", "possible") if predicate.form.name in ("rule_out", "exclude") and not no(mention.token) else None
    return Status("denied", "", how.certainty)


def _move(how: Mode, denied: bool, mention: Mention, predicate: Predicate) -> Status | None:
    if denied:
        return None
    if how.kind in ("possible", "hoped") and not _to_a_day(predicate.verb):
        return Status("proposed", "", "possible")  # "might be moved to Muscat"
    later = predicate.form.words[0] != "bring" and how.kind in _SAID and _to_a_day(predicate.verb)
    if how.kind in ("proposed", "hoped", "possible"):  # "asked for the round to be moved to Lomé"
        return Status("proposed", "", how.certainty)
    return Status("postponed" if later else "announced", "", how.certainty)


_SAID = ("real", "present", "ongoing", "planned")


def _to_a_day(verb: Token) -> bool:
    """Whether a meeting is moved in time ("to 14 November", "to next week"), not to another city."""
    words_of_time = words("nouns", "lengths") | MONTHS | {"year", "spring", "summer", "autumn", "winter"}
    goals = [t for t in verb.subtree if t.i > verb.i and t.dep_ in ("prep", "dative") and t.lower_ in ("to", "until", "till", "into")]
    return any(t.lower_ in MONTHS or noun_lemma(t.lower_) in words_of_time for goal in goals for t in goal.subtree)


def _extend(how: Mode, denied: bool, mention: Mention, predicate: Predicate) -> Status | None:
    """ "Was extended by a day": it goes on, or went on as long as that."""
    if denied or how.kind not in ("real", "present", "ongoing") or not _measured(predicate.verb):
        return None
    return Status("under_way", "", how.certainty, present=True)


def _appear(how: Mode, denied: bool, mention: Mention, predicate: Predicate) -> Status | None:
    """ "Did not turn up for the second round"; who turns up says nothing that the meeting itself does not."""
    if not denied or how.kind not in ("real", "present", "planned"):
        return None
    return Status("denied" if how.refused else "cancelled", "", how.certainty)


TABLE: dict[str, Reading] = {
    "conduct": _real,
    "occur": _real,
    "open": _real,
    "close": _real,
    "run": _real,
    "meet": _real,
    "under_way": _under_way,
    "cancel": _broken("cancelled"),
    "shun": _broken("cancelled"),
    "appear": _appear,
    "extend": _extend,
    "postpone": _broken("postponed"),
    "plan": _plan,
    "hope": _hope,
    "propose": _proposal,
    "confirm": _confirm,
    "deny": _deny,
    "move": _move,
    "travel": _travel,
}
