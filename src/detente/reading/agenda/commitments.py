"""Commitments: who took on what, towards whom, until when, and whether it was kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from detente.model import Claim, Commitment, TimeExpression
from detente.model.edtf import bounds, day_of
from detente.reading.agenda.labels import noun_label, plain_words, verb_label
from detente.reading.agenda.making import build
from detente.reading.agenda.matching import Match
from detente.reading.agenda.moods import denies_all, depends, is_question, predicate
from detente.reading.agenda.phrases import core, join
from detente.reading.agenda.rows import items_end
from detente.reading.grammar import SUBJECTS, auxiliaries, is_passive, is_verb, subject, tense
from detente.reading.lemmas import lemma
from detente.reading.wording import word_class

if TYPE_CHECKING:
    from detente.reading.tree import Token

#: Verbs that say what is to be done without an object.
_ENOUGH = frozenset(
    {
        "withdraw",
        "disarm",
        "demobilise",
        "demobilize",
        "resign",
        "abstain",
        "retreat",
        "cooperate",
        "leave",
        "report",
        "vote",
        "reply",
        "stay",
        "remain",
        "attend",
        "apologise",
        "apologize",
    }
)

#: Nouns for the time by which something is due.
_TERMS = frozenset({"target", "timeline", "timetable", "deadline", "date"})

#: What is promised by being told: "promised new dates".
_NEWS = frozenset({"date", "dates", "venue", "details"})

#: Words for having come to an end of the talks ("pledged to be done by June").
_DONE = frozenset({"done", "finished", "ready", "through", "over"})

#: Verbs for how soldiers move, with the verb for what is done with them.
_MOVES = {"leave": "withdraw", "quit": "withdraw", "vacate": "withdraw", "withdraw": "withdraw", "pull": "withdraw", "depart": "withdraw",
          "return": "return", "go": "return", "retreat": "withdraw"}  # fmt: skip

#: Verbs for how a delegation moves, which promises nothing.
_GOING = frozenset({"travel", "fly", "return", "head"})

#: Rules by which two agree to do a thing.
_AGREEING = frozenset({"pledged.agree_to", "pledged.let"})

#: Verbs for what a meeting does.
_BEGINNING = frozenset({"begin", "start", "open", "end", "last", "close"})

#: Words that open a question of which nobody says the answer.
_OPEN_QUESTIONS = frozenset({"how", "when", "where", "whether", "why"})

#: Verbs for coming together, and for what is done with a meeting.
_GATHERING = frozenset({"gather", "convene", "reconvene", "join"})
_HOLDING = frozenset({"open", "carry", "start", "begin", "resume", "hold", "host", "chair", "attend"})

#: Rules that tell by when a thing was due.
_LAPSING = frozenset({"deadline.is_due"})

#: Words that open what a deed waits for after a "not one" ("not one gun is given up before they are gone").
_BEFORE = frozenset({"before", "long"})

#: Prepositions that say where a thing goes.
_GOALS = frozenset({"into", "to", "onto", "from"})

#: Words after a verb that belong to the clause by which a thing is named.
_SHORT = 6

#: How many joined verbs make a list that is one promise.
_MANY = 2

#: Rules that tell of what is to come, unless the verb is in the past.
_AHEAD = frozenset({"deadline.expires", "pledged.takes_effect"})


def find_commitments(matches: Iterable[Match]) -> Iterator[Claim]:
    """The commitments of one sentence."""
    for match in matches:
        if match.value["status"] == "kept" and match.trigger.tag_ == "VB" and not auxiliaries(match.trigger):
            continue  # "refused to end the war, withdraw its troops"
        if match.disowned or is_question(match.trigger) or _on_condition(match) or _is_no_promise(match):
            continue
        by = _by(match)
        deeds = _deeds(match)
        for number, deed in enumerate(deeds):
            what = match.value.get("about") or (_what(deed, match) if deed is not None else "")
            if not what:
                continue
            first = match.first if number == 0 or deed is None else deed.left_edge
            last = match.last if deed is None or len(deeds) == 1 else items_end(deeds, number)
            last = max(last, first, key=lambda t: t.i)
            due = _deadline(match, first, last)
            if due is None and match.value.get("needs") == "deadline":
                continue
            status = "overdue" if match.rule.name in _LAPSING and _has_lapsed(match, due) else match.value["status"]
            commitment = Commitment(what, by, _to(match, by), due, status)
            yield build(match, "commitment", commitment, first=first, last=last)


def _is_no_promise(match: Match) -> bool:
    """Whether what would be to come is past, or a body was set up that nobody had spoken of ("a joint panel was set up")."""
    if match.rule.name in _AHEAD and tense(match.trigger) == "past":
        return True
    if match.rule.name in _AGREEING and match.label is not None and _is_to_meet(match.label):
        return True
    if match.label is not None and lemma(match.label) in _BEGINNING and _of_it(match.label):
        return True
    if match.label is not None and match.rule.name.startswith(("promised.", "deadline.")) and _is_asked_or_attended(match.label):
        return True
    if match.label is not None and lemma(match.label) in _GOING and any(c.lower_ in ("back", "home") for c in match.label.children):
        return True
    return match.rule.name == "kept.set_up" and match.label is not None and _is_any(match.label)


def _is_to_meet(verb: Token) -> bool:
    """Whether it is a further meeting that is to be held: a round, not a promise."""
    return lemma(verb) in ("hold", "convene") and any(c.dep_ == "dobj" and lemma(c) in word_class("talks") for c in verb.children)


def _is_asked_or_attended(verb: Token) -> bool:
    """Whether a verb is asked about ("how long they will stay") or only says who comes to a meeting, or that it goes on."""
    if not is_verb(verb):
        return False
    if verb.left_edge.lower_ in _OPEN_QUESTIONS:
        return True
    held = {lemma(c) for c in verb.children if c.dep_ in ("dobj", "nsubjpass")}
    if lemma(verb) == "take":
        return bool(held & {"place", "part"})
    return lemma(verb) in _GATHERING or (lemma(verb) in _HOLDING and bool(held & word_class("rounds")))


def _of_it(verb: Token) -> bool:
    """Whether an "it" does what a verb without an object says ("it would begin in Lima"): a meeting, not somebody."""
    doer = subject(verb)
    return doer is not None and doer.lower_ == "it" and not any(c.dep_ == "dobj" for c in verb.children)


def _has_lapsed(match: Match, due: str | None) -> bool:
    """Whether what was due by a day ("the report was due by May") had its day before the dispatch."""
    said, latest = day_of(match.passage.roll.scene.parsed.document.published), bounds(due).latest if due else None
    return said is not None and latest is not None and latest < said and tense(predicate(match.trigger)) == "past"


def _is_any(noun: Token) -> bool:
    """Whether a noun has the indefinite article ("a sub-committee", which the parser may take for several words)."""
    return min((t.left_edge for t in core(noun)), key=lambda t: t.i).lower_ in ("a", "an")


def _on_condition(match: Match) -> bool:
    """Whether what somebody would do waits for what others do ("would stay away until the crew was free"): a condition."""
    if not match.rule.name.startswith(("promised.", "deadline.", "pledged.takes_effect")):
        return False
    opening = {c.lower_ for c in match.trigger.subtree if c.i > match.trigger.i and c.dep_ in ("mark", "advmod")}
    return depends(match.trigger) or (bool(opening & _BEFORE) and denies_all(match.trigger))


def _deeds(match: Match) -> list[Token | None]:
    """What is to be done: the verb that a rule names, and those joined to it ("to free the crew and to lift the ban")."""
    label = match.label
    if label is None or not is_verb(label) or match.value["status"] != "pledged":
        return [label]
    joined = [c for c in label.conjuncts if c.i > label.i and c.tag_ == "VB" and not any(g.dep_ in SUBJECTS for g in c.children)]
    told = [c for c in joined if any(g.dep_ in ("dobj", "prep", "prt") for g in c.children)]
    return [label, *told] if len(told) < _MANY else [label]  # a long list is told as one


def _what(label: Token, match: Match) -> str:
    things = match.passage.things
    if is_verb(label) and label.left_edge.tag_ == "WP":
        return join(t for t in label.subtree if t.i <= label.i + _SHORT)  # "what was settled in March"
    found = verb_label(label)
    if match.rule.name.startswith("deadline.") and lemma(label) in _TERMS:
        return label.lower_  # a term, not a thing: the promise that it is the term of has its own claim
    if set(found.split()) & _NEWS and not is_verb(label):
        return f"announce {found}"  # "promised new dates"
    if lemma(label) in ("hold", "have") and any(c.dep_ == "dobj" and c.tag_ == "PRP" for c in label.children):
        return ""  # "agreed to hold it this autumn": a meeting
    if lemma(label) == "be" and any(c.dep_ == "acomp" and c.lower_ in _DONE for c in label.children):
        return "conclude negotiations"
    if label.lower_ in _DONE and any(c.lower_ == "be" for c in label.children):
        return "conclude negotiations"
    if is_verb(label) and (moved := _movement(label)):
        return moved
    if is_verb(label) and len(found.split()) == 1 and lemma(label) not in _ENOUGH:
        return f"{found} {meant}" if (meant := _meant(label, match)) else ""
    if len(plain_words(found)) < 2 and not is_verb(label):
        return things.fuller(label) or found
    return things.spelled_out(found, label)


def _movement(verb: Token) -> str:
    """What soldiers are to do who are no party by themselves ("All fighters are to leave the port": withdraw all fighters from port)."""
    doer = subject(verb)
    base = _MOVES.get(lemma(verb), "")
    if not base or doer is None or doer.tag_ not in ("NN", "NNS") or lemma(doer) not in word_class("forces"):
        return ""
    if any(c.dep_ == "dobj" and lemma(c) in word_class("forces") for c in verb.children):
        return ""
    rest = verb_label(verb).split(" ", 1)[1:]
    left = lemma(verb) in ("leave", "quit", "vacate") and any(c.dep_ == "dobj" for c in verb.children)
    return " ".join([base, noun_label(doer), *(["from"] if left else []), *rest])


def _meant(verb: Token, match: Match) -> str:
    """What the pronoun means that a passive verb has for a subject ("it was to have been signed"), else where the thing goes."""
    doer = subject(verb) if is_passive(verb) or verb.tag_ == "VBN" else None
    if doer is None or doer.tag_ != "PRP":
        return ""
    meant = match.passage.things.meant(doer)
    if meant is not None:
        return "" if lemma(meant) in word_class("nameless") else noun_label(meant)
    goals = [g for c in verb.subtree if c.lower_ in _GOALS and c.dep_ == "prep" for g in c.children if g.dep_ == "pobj"]
    return f"{goals[0].head.lower_} {noun_label(goals[0])}" if goals else ""


def _by(match: Match) -> tuple[str, ...]:
    roll, sentence = match.passage.roll, match.passage.sentence
    doer = match.party
    if doer is None and is_verb(match.trigger) and not is_passive(match.trigger):
        doer = subject(match.trigger)
    if doer is not None:
        found = roll.parties(doer, sentence)
        if found:
            return found
    if "speaker" in match.rule.party:
        start, end = match.passage.offset(match.trigger), match.passage.end(match.trigger)
        party = roll.speaker_party(sentence.field, start, end)
        return (party,) if party else ()
    return roll.main


def _to(match: Match, by: tuple[str, ...]) -> tuple[str, ...]:
    """The other one of two parties, where one of them is bound."""
    main = match.passage.roll.main
    return tuple(p for p in main if p not in by) if len(by) == 1 and by[0] in main else ()


def _deadline(match: Match, first: Token, last: Token) -> str | None:
    """The day by which it is due: a time in the evidence or its sentence that lies ahead of what it is said in."""
    passage = match.passage
    scene, sentence = passage.roll.scene, passage.sentence
    start, end = passage.offset(first), passage.end(last)
    times = passage.roll.times_within(sentence.field, start, end)
    text = scene.parsed.document.field(sentence.field)
    due = [t for t in times if t.edtf and _is_due(text, t, scene.parsed.document.published)]
    return _last_day(due[0].edtf, scene.parsed.document.published) if due else None


def _last_day(edtf: str | None, published: str | None) -> str | None:
    """The end of a span that runs from the day it was said ("by 1 June"), else the value as it is."""
    first, parted, last = (edtf or "").partition("/")
    if first == "..":
        return last  # "were to leave by 30 April", told in May
    return last if parted and last != ".." and published and first == published[:10] else edtf


def _lies_ahead(time: TimeExpression, published: str | None) -> bool:
    """Whether a time begins after the day of publication."""
    said, earliest = day_of(published), bounds(time.edtf).earliest if time.edtf else None
    return said is not None and earliest is not None and earliest > said


def _is_due(text: str, time: TimeExpression, published: str | None) -> bool:
    before = [*text[max(0, time.start - 14) : time.start].lower().split()[-2:], *text[time.start : time.end].lower().split()[:1]]
    told = time.direction == "future" or bool({"by", "until", "before", "within", "than"} & set(before))
    return told or _lies_ahead(time, published)
