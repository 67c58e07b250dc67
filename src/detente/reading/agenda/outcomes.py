"""Outcomes: what the talks brought about, or are said not to have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, cast

from detente.model import Claim, Outcome, Polarity
from detente.reading.agenda.antecedents import Things, label_of, told_by_list
from detente.reading.agenda.arguments import argument
from detente.reading.agenda.labels import complement, noun_label, phrase_words, plain_words, topic_label, verb_label
from detente.reading.agenda.making import build
from detente.reading.agenda.matching import Match
from detente.reading.agenda.moods import depends, is_question
from detente.reading.agenda.practical import is_beginning, is_practical
from detente.reading.agenda.rows import items_end, list_of
from detente.reading.agenda.scope import is_history
from detente.reading.grammar import is_verb, modals, subject
from detente.reading.lemmas import lemma
from detente.reading.wording import word_class

if TYPE_CHECKING:
    from detente.reading.tree import Token

#: Types that take two: the parties are those who meet, whoever is the subject.
_MUTUAL = frozenset({"understanding", "agreement_signed", "agreement_initialled", "joint_statement", "notes_exchanged"})
_MUTUAL |= {"ceasefire", "exchange", "no_result", "mechanism_created"}

#: Nouns for having agreed, which do not say on what; and where a clause says it.
_AGREEMENTS = frozenset({"agreement", "ground", "deal", "understanding", "consensus", "accord", "compromise"})
_MATTER = ("on", "over", "about", "to")

#: Where something was signed or agreed, at the end of a label.
_PLACE = re.compile(r"\s(?:in|at)\s(?:\w+\s)?(?:[A-Z][\w-]+|capital|city|town)$")

#: Pronouns for nothing: what was agreed is nothing where they are the object.
_NOTHING = frozenset({"nothing", "little", "none"})

#: Papers that are something even without a word on what they are about.
_FORMAL = frozenset({"memorandum", "note", "memoranda"})

#: Nouns in papers that lead over to what is promised there.
_WARRANTS = frozenset({"assurance", "assurances", "guarantee", "guarantees", "commitment", "commitments", "promise", "promises"})

#: Rules that tell of captives let go.
_HANDING = frozenset({"exchange.hand_over", "exchange.under_deal"})

#: Rules by which two agree to do a thing, or on a thing, that may be a practical measure.
_AGREEING = frozenset({"agreed.agree_to", "agreed.agree_on", "agreed.agree_object", "agreed.agree_to_thing", "agreed.decide_to"})

#: Nouns for partners that are no party of their own name.
_STATES = frozenset({"country", "state", "nation", "bloc", "member"})

#: Rules by which two agree that something is to be.
_AGREEING_THAT = frozenset({"agreed.agree_that", "agreed.that_passive"})

#: What an agreement that is called no more than that turns out to be, by the words of its object.
_BY_OBJECT = (("ceasefire", "ceasefire"), ("swap", "exchange"), ("measures", "measures_agreed"))


def find_outcomes(matches: Iterable[Match]) -> Iterator[Claim]:
    """The outcomes of one sentence."""
    for match in matches:
        date = date_of(match)
        if is_history(date, match.passage.roll) or is_question(match.trigger) or _is_purpose(match.trigger):
            continue
        if match.rule.value["type"] == "no_result" and (_of_old(match) or _is_supposed(match)):
            continue
        if _is_as_agreed(match.trigger) or (match.rule.modal and depends(match.trigger)):
            continue
        items: list[Token | None] = [match.label]
        if match.rule.each and match.label is not None:
            items = [*list_of(match.label)]
        for number, item in enumerate(items):
            first = match.first if number == 0 or item is None else item.left_edge
            last = match.last if item is None or len(items) == 1 else items_end(items, number)
            claim = _claim(match, item, date, first, last)
            if claim is not None:
                yield claim


def _of_old(match: Match) -> bool:
    """Whether talks that came to nothing are of long ago ("the negotiations of spring 2022 ended without a settlement")."""
    passage = match.passage
    start, end = passage.offset(match.first), passage.end(match.last)
    told = [t for t in passage.roll.times_within(passage.sentence.field, start, end) if t.edtf]
    return bool(told) and all(is_history(t.edtf, passage.roll) for t in told)


def _is_supposed(match: Match) -> bool:
    """Whether talks that come to nothing are only supposed ("if no deal is reached by June")."""
    first = match.first
    return first.lower_ == "if" or (first.i > first.sent.start and first.nbor(-1).lower_ in ("if", "unless", "should"))


def _is_as_agreed(trigger: Token) -> bool:
    """Whether a participle only says that something goes as it was agreed ("would stay until Monday as agreed")."""
    return trigger.tag_ == "VBN" and trigger.i > trigger.sent.start and trigger.nbor(-1).lower_ == "as"


def _is_purpose(trigger: Token) -> bool:
    """Whether a gerund says what something is for or about ("talks on swapping prisoners"): nothing has come of it yet."""
    if trigger.tag_ != "VBG" or trigger.dep_ != "pcomp":
        return False
    over = lemma(trigger.head.head)
    return (
        over not in _AGREEMENTS
        and over not in ("agree", "after", "by", "since")
        and trigger.head.lower_ in ("for", "on", "about", "over", "of")
    )


def _claim(match: Match, label: Token | None, date: str | None, first: Token, last: Token) -> Claim | None:
    value = match.value
    if value.get("points") and label is not None:
        label = _paper_before(label)
        if label is None:
            return None
    kind = _type(value["type"], label, match.rule.name)
    if kind == "exchange" and match.rule.name in _HANDING and _is_one_sided(match):
        return None
    if kind in _MUTUAL and _of_others(match):
        return None
    if match.rule.name.startswith("signed.sign") and label is not None and _is_joint_statement(label):
        return None  # it is read as a joint statement
    if match.rule.name == "notes.hand_over" and any(lemma(c) in word_class("sources") for c in match.trigger.children):
        return None
    if label is not None and (lemma(label) in _NOTHING or label.left_edge.lower_ in _NOTHING):
        if any(c.lower_ in ("until", "unless") for v in match.trigger.children if v.dep_ == "advcl" for c in v.children):
            return None  # "nothing is agreed until all is agreed"
        return build(match, "outcome", Outcome("no_result", "talks", date, parties_of("no_result", match)), first=first, last=last)
    about = value.get("about") or _about(kind, label, match)
    if not about:
        return None
    polarity = cast(Polarity, value.get("polarity", "affirmed"))
    outcome = Outcome(kind, about, date, parties_of(kind, match))
    return build(match, "outcome", outcome, first=first, last=last, polarity=polarity)


def _is_joint_statement(label: Token) -> bool:
    """Whether what is signed is a joint statement or declaration, no agreement."""
    return lemma(label) in ("statement", "declaration", "communique", "communiqué") and any(c.lower_ == "joint" for c in label.children)


def _is_one_sided(match: Match) -> bool:
    """Whether it is one side that is asked, ready or bound to let captives go: no exchange ("is willing to free the crew")."""
    verb = match.trigger
    infinitive = verb.tag_ == "VB" and any(c.tag_ == "TO" for c in verb.children)
    if not infinitive and not (verb.dep_ == "conj" and verb.tag_ == "VB" and not modals(verb)):
        return False
    doer = subject(verb)
    return doer is None or not match.passage.roll.together(doer, match.passage.sentence)


def _paper_before(pronoun: Token) -> Token | None:
    """The text that a pronoun means: one that the sentence before names ("The treaty covers tolls. It was signed on Monday")."""
    sentence = pronoun.sent
    if sentence.start == 0:
        return None
    before = sentence.doc[sentence.start - 1].sent
    named = [t for t in before if t.dep_ in ("nsubj", "nsubjpass", "dobj", "attr")]
    return next((t for t in named if lemma(t) in word_class("agreement") | word_class("papers")), None)


def _of_others(match: Match) -> bool:
    """Whether a clause names other two as those who agree ("Oslo and Lima signed an accord of their own")."""
    roll, doer = match.passage.roll, subject(match.trigger)
    named = set(roll.parties(doer, match.passage.sentence)) if doer is not None else set()
    main = set(roll.main)
    partner = _partner(match)
    signed = match.rule.value["type"] in ("agreement_signed", "agreement_initialled")
    if signed and partner is not None and len(named) < 2 <= len(main):
        codes = set(roll.parties(partner, match.passage.sentence))
        described = any(c.dep_ in ("amod", "compound") for c in partner.children)
        if (codes and not codes & main) or (described and lemma(partner) in _STATES and not codes & main):
            return True  # "Peru signed a trade pact with the four Nordic countries"
    return len(named) > 1 < len(main) and not named <= main and not main <= named


def _partner(match: Match) -> Token | None:
    """With whom somebody signs or agrees, where he does so with others than those who meet."""
    heads = [match.trigger, *([match.label] if match.label is not None else [])]
    ways = (c for head in heads for c in head.children if c.dep_ == "prep" and c.lower_ == "with")
    return next((c for way in ways for c in way.children if c.dep_ == "pobj"), None)


def _type(named: str, label: Token | None, rule: str) -> str:
    if label is None:
        return named
    words = phrase_words(label)
    if named == "agreement_signed" and _creates_body(label, words):
        return "mechanism_created"
    if named != "understanding":
        return named
    if rule in _AGREEING and any(is_practical(part) for part in _joined(label)) and not _in_principle(label):
        return "measures_agreed"
    if rule in _AGREEING_THAT and is_beginning(label):
        return "measures_agreed"
    if words & word_class("papers") and words & {"note", "letter"}:
        return "notes_exchanged"
    for name, found in _BY_OBJECT:
        if words & word_class(name) and (name != "swap" or words & word_class("captives")):
            return found
    return named


def _joined(label: Token) -> list[Token]:
    """A phrase, for a verb with those that are joined to it ("to study the ferry and to ease the visas")."""
    return [label, *(c for c in label.conjuncts if c.i > label.i and c.tag_ == "VB")] if is_verb(label) else [label]


def _in_principle(label: Token) -> bool:
    """Whether the verb over a phrase says that it is agreed in principle only."""
    return any(t.lower_ == "principle" and t.nbor(-1).lower_ == "in" for t in label.sent if t.i > label.sent.start)


def _creates_body(label: Token, words: frozenset[str]) -> bool:
    """Whether what was signed is a mechanism, or an agreement that creates one."""
    return bool(words & word_class("mechanism") and not words & word_class("agreement")) or _body_of(label) is not None


def _body_of(label: Token) -> Token | None:
    """The mechanism that an agreement creates ("an agreement that creates a mechanism to watch the truce")."""
    for child in label.children:
        if child.dep_ in ("relcl", "acl") and lemma(child) in ("create", "establish", "set", "launch"):
            for thing in child.children:
                if thing.dep_ == "dobj" and phrase_words(thing) & word_class("mechanism"):
                    return thing
    return None


def _about(kind: str, label: Token | None, match: Match) -> str:
    if kind == "no_result" and (label is None or not phrase_words(label) & word_class("talks")):
        matter = paper_matter(label) if label is not None and match.role == "pobj" else None
        return noun_label(matter) if matter is not None and not is_verb(matter) else "talks"
    if label is None:
        return ""
    if lemma(label) == "decision":
        return _decided(label)
    things = match.passage.things
    if kind == "understanding" and lemma(label) in _AGREEMENTS:
        inner = complement(label) or next((found for role in _MATTER if (found := argument(match.trigger, role)) is not None), None)
        return label_of(inner if inner is not None and inner != label else label, things)
    if kind == "joint_statement" and (said := _stated(label)) is not None:
        return f"joint statement on {topic_label(said)}"
    if kind == "mechanism_created" and (body := _body_of(label)) is not None:
        return _in_full(noun_label(body), body, things)
    if kind == "notes_exchanged":
        matter = paper_matter(label) or _purpose(match.trigger)
        if matter is not None:
            return _warranted(matter)
        bare = len(plain_words(_in_full(noun_label(label), label, things))) < 2
        if match.rule.name == "notes.hand_over" and bare and lemma(label) not in _FORMAL:
            return ""
    if kind == "measures_agreed" and len(plain_words(noun_label(label))) < 2 and (aim := _purpose(match.trigger)) is not None:
        return topic_label(aim)
    if kind == "appointment_approved":
        return _post(label)
    if kind == "ceasefire" and is_verb(label):
        held = argument(label, "object")
        kept = lemma(label) in ("keep", "maintain", "uphold", "respect", "observe")
        return f"continuation of {noun_label(held)}" if kept and held is not None else topic_label(label)
    if kind == "exchange":
        return _exchange(_in_full(noun_label(label), label, things), label, match)
    if kind in ("understanding", "measures_agreed"):
        return label_of(label, things)
    return _without_place(_in_full(noun_label(label), label, things))


def _without_place(label: str) -> str:
    """A label without where it came about ("declaration of principles in the capital"), where two words stay."""
    bare = _PLACE.sub("", label)
    return bare if " " in bare else label


def _in_full(found: str, label: Token, things: Things) -> str:
    return (told_by_list(label) or things.fuller(label) or found) if len(plain_words(found)) < 2 else found


def paper_matter(paper: Token) -> Token | None:
    """What papers are about: "notes on banking", "notes that guarantee banking", "notes containing assurances of banking"."""
    for child in paper.children:
        if child.dep_ in ("acl", "relcl") and child.tag_ != "VBD":
            found = next((c for c in child.children if c.dep_ == "dobj"), None)
            if found is not None:
                return complement(found) if lemma(found) in _WARRANTS and complement(found) is not None else found
    swap = paper.head.head if paper.dep_ == "pobj" and paper.head.lower_ == "of" else paper  # "an exchange of notes on banking"
    for owner in (paper, swap):
        for child in owner.rights:
            inner = [g for g in child.children if g.dep_ in ("pobj", "pcomp")] if child.lower_ in _MATTER else []
            if inner and child.i > paper.i:
                return inner[0]
    return None


def _purpose(verb: Token) -> Token | None:
    """What something is done for ("agreed steps so that ships could pass", "exchanged notes to secure the passage")."""
    for child in verb.rights:
        if child.dep_ in ("advcl", "xcomp") and is_verb(child):
            aims = child.tag_ == "VB" and any(c.tag_ == "TO" for c in child.children)
            if aims or any(c.lower_ == "that" and c.nbor(-1).lower_ == "so" for c in child.lefts if c.i > 0):
                held = next((c for c in child.children if c.dep_ == "dobj"), None)
                return held if lemma(child) in ("secure", "ensure", "guarantee", "provide") and held is not None else child
    return None


def _warranted(matter: Token) -> str:
    """What papers warrant, with whom it is for where that hangs on the warrant ("assurances of passage for the boats")."""
    label = topic_label(matter)
    over = matter.head.head if matter.dep_ == "pobj" else matter
    if lemma(over) in _WARRANTS:
        for child in over.rights:
            whom = next((g for g in child.children if g.dep_ == "pobj"), None) if child.lower_ == "for" and child.i > matter.i else None
            if whom is not None:
                return f"{label} for {noun_label(whom)}"
    return label


def _post(person: Token) -> str:
    """Who is to be what: "accepted Weah as ambassador" and "approved Weah's nomination as ambassador" give "Weah as ambassador"."""
    named = next((c for c in person.children if c.dep_ == "poss"), person) if lemma(person) in word_class("envoys") else person
    ways = [c for head in (person, person.head) for c in head.children if c.dep_ == "prep" and c.lower_ == "as" and c.i > person.i]
    noun = next((c for way in ways for c in way.children if c.dep_ == "pobj"), None)
    return f"{noun_label(named)} as {noun_label(noun)}" if noun is not None else noun_label(person)


def _exchange(found: str, label: Token, match: Match) -> str:
    """The label of an exchange says that it is one, and of whom: "1,000-for-1,000 exchange", "exchange of detainees"."""
    if match.rule.name == "exchange.for":
        number = match.trigger
        return f"{number.doc[number.i - 2].text}-for-{number.text} exchange"
    if match.rule.name == "exchange.cover":
        held = argument(match.trigger, "object")
        return f"exchange of {noun_label(held)}" if held is not None else found
    if lemma(match.trigger) in ("exchange", "swap", "trade") and is_verb(match.trigger):
        return f"exchange of {found}"
    return found


def _stated(statement: Token) -> Token | None:
    """What a statement that has no subject of its own says ("They will open the road, says a joint statement")."""
    if any(c.dep_ == "prep" and c.lower_ in ("on", "about", "of") for c in statement.children):
        return None
    verb = statement.head.head if statement.dep_ == "pobj" and statement.head.lower_ == "in" else statement.head
    if not is_verb(verb) or lemma(verb) not in word_class("saying") | {"announce", "pledge", "agree", "declare", "confirm", "commit"}:
        return None
    return next((c for c in verb.children if c.dep_ == "ccomp" and is_verb(c)), None)


def _decided(noun: Token) -> str:
    """What a decision that is only called one was about: the clause that it explains ("…, which he called a decision")."""
    verb = noun
    while verb.head != verb and not (is_verb(verb) and verb.dep_ in ("advcl", "relcl", "acl")):
        verb = verb.head
    if verb.dep_ in ("advcl", "relcl", "acl") and is_verb(verb.head):
        return verb_label(verb.head)
    return noun_label(noun)


def date_of(match: Match) -> str | None:
    """The day that the evidence tells, else one in the past that its sentence tells, else None."""
    passage = match.passage
    sentence = passage.sentence
    start, end = passage.offset(match.first), passage.end(match.last)
    for a, b in ((start, end), (sentence.start, sentence.end)):
        for time in passage.roll.times_within(sentence.field, a, b):
            if time.edtf and time.grain in ("day", "week", "month", "part_of_day", "hour", "minute") and time.direction != "future":
                return time.edtf
    return None


def parties_of(kind: str, match: Match) -> tuple[str, ...]:
    """Who takes part: of mutual outcomes all who meet, else the subject of the clause."""
    roll = match.passage.roll
    doer = subject(match.trigger)
    named = roll.parties(doer, match.passage.sentence) if doer is not None else ()
    if kind in _MUTUAL and len(named) < 2:
        return roll.main
    return named or roll.main
