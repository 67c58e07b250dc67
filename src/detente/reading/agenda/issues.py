"""Issues: what is on the table, who wants what of it, and how far it has come."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from detente.codebook.parties import name_of
from detente.model import Claim, Issue, Polarity
from detente.reading.agenda.antecedents import label_of
from detente.reading.agenda.arguments import argument
from detente.reading.agenda.clauses import asks_what, same_as_before
from detente.reading.agenda.labels import is_bare_verb, matter_of, noun_label
from detente.reading.agenda.making import build, renamed
from detente.reading.agenda.matching import Match
from detente.reading.agenda.moods import is_question
from detente.reading.agenda.rows import after_colon, list_of
from detente.reading.grammar import is_verb, subject
from detente.reading.lemmas import lemma
from detente.reading.wording import word_class

if TYPE_CHECKING:
    from detente.reading.tree import Token


#: What a thing is made to hang on, which is no part of its name.
_HANGING = re.compile(r" (?:dependent|conditional|contingent) (?:on|upon)\b.*")

#: Code points within which "this proposal" may point back.
_NEAR = 600

#: Labels that only point back to what was said before ("rejected this proposal").
_POINTING = frozenset({"proposal", "idea", "demand", "demands", "request", "offer", "condition", "conditions", "plan", "suggestion", "it"})

#: Pronouns for what was said before ("rejected that"), and the positions that are taken towards it.
_PRONOUNS = frozenset({"it", "that", "this", "those", "these", "them", "either", "so"})
_TOWARDS = frozenset({"rejects", "accepts", "offers", "conditions", "proposes"})

#: Nouns for what a party does, which do not say by themselves of whom.
_OF_SOMEBODY = frozenset({"withdrawal", "return", "boycott", "surrender"})

#: Words that open what has to wait for a demand ("insists that the list be checked before the crew comes home").
_BEFOREHAND = frozenset({"before", "until", "unless"})

#: Verbs for refusing: with "until" or "unless" they make a condition.
_REFUSING = frozenset({"refuse", "decline"})

#: Positions that are taken on each of the things named ("wants a pipeline and a port").
_EACH_OF = frozenset({"demands", "offers", "proposes"})


def find_issues(matches: Iterable[Match]) -> Iterator[Claim]:
    """The issues of one sentence."""
    for match in matches:
        yield from _claims(match)


def with_antecedents(claims: list[Claim]) -> list[Claim]:
    """The issues of a dispatch, where one that only says "this proposal" is named after the one before it."""
    found: list[Claim] = []
    last: Claim | None = None
    for claim in sorted(claims, key=lambda c: c.evidence.start):
        value = claim.value
        assert isinstance(value, Issue)
        if value.issue.lower() in _POINTING or value.issue.startswith("such "):
            near = last is not None and claim.evidence.start - last.evidence.end < _NEAR
            if near and last is not None and isinstance(last.value, Issue):
                claim = renamed(claim, replace(value, issue=last.value.issue))
            elif value.issue == "it":
                continue
            else:
                claim = renamed(claim, replace(value, issue=value.issue.removeprefix("such ")))
        else:
            last = claim
        found.append(claim)
    return found


def _claims(match: Match) -> Iterator[Claim]:
    if match.value.get("points"):
        issue = Issue("it", party_of(match), match.value.get("position"), match.value.get("status"))
        yield build(match, "issue", issue)
        return
    if match.label is None or (match.role != "whether" and is_question(match.trigger)):
        return
    items = _items(match, match.label)
    party = party_of(match)
    value = match.value
    if about := value.get("about"):
        yield build(match, "issue", Issue(about, party, value.get("position"), value.get("status")))
        return
    if value.get("others") and _of_himself(match, party):
        return
    polarity = cast(Polarity, value.get("polarity", "affirmed"))
    for number, item in enumerate(items):
        label = _label(match, item, joined=len(items) == 1)
        if not label:
            continue
        label = _whose(label, item, party, match)
        position = _position(match)
        status = value.get("status") if position == value.get("position") else None
        issue = Issue(label, party, position, status)
        first, last = _edges(match, items, number)
        yield build(match, "issue", issue, first=first, last=last, polarity=polarity)


def _position(match: Match) -> str | None:
    """The position of the rule; a demand that something be done before another thing, or a refusal until it is, is a condition."""
    position = match.value.get("position")
    if position not in ("demands", "rejects") or match.label is None:
        return position
    if position == "rejects" and lemma(match.trigger) not in _REFUSING:
        return position
    openers = _BEFOREHAND if position == "demands" else _BEFOREHAND - {"before"}
    for word in match.label.subtree:
        clause = word.dep_ == "mark" and word.lower_ in openers and is_verb(word.head)
        if clause and word.i > match.trigger.i:
            return "conditions"
    return position


def _of_himself(match: Match, party: str | None) -> bool:
    """Whether a party says what it has to do itself ("we have to ask at home"): nothing that it demands."""
    doer = argument(match.trigger, "subject")
    return doer is not None and match.passage.roll.parties(doer, match.passage.sentence) == (party,)


def _label(match: Match, item: Token, joined: bool) -> str:
    """What an issue is called; "" where the words name none. A rule may say which side of a thing is meant ("of")."""
    if item.lower_ in _PRONOUNS and item.tag_.startswith(("PRP", "DT", "W", "RB", "IN")):
        return _meant(match, item) if match.value.get("position") in _TOWARDS else ""
    if is_verb(item) and match.role == "theme" and asks_what(item) and not match.value.get("of"):
        return ""  # "who will command the force remains open": not known
    side = match.value.get("of")
    if side and not item.tag_.startswith("NN"):
        return f"{side} of agreement"  # "what was agreed is binding"
    if item.lower_ in ("one", "ones") and (named := same_as_before(item)):
        return named
    label = label_of(item, match.passage.things, joined, negated=match.rule.name.startswith(("rejects.will_not", "conditions.")))
    if any(c.dep_ == "auxpass" and c.lower_ == "be" for c in item.children) and (agent := argument(item, "by")) is not None:
        label = label_of(agent, match.passage.things, joined)  # "refuses to be bound by the quotas"
    label = _HANGING.sub("", label)
    nominal = item.tag_.startswith(("NN", "VB")) or (item.tag_ == "JJ" and item.dep_ in ("nsubj", "nsubjpass", "dobj"))
    if _is_talks(label):
        label = f"{label} {terms}" if (terms := _terms_of(item)) else ""
    if not label or label.lower() in word_class("nameless") or not nominal or "nothing" in label.split():
        return ""
    if is_bare_verb(label, item) and match.value.get("position") in _TOWARDS and _of_a_thing(match.trigger):
        return "it"  # "an exception, something Peru has refused to consider"
    if _is_somebody(item, match) or is_bare_verb(label, item) or label.startswith(("be ", "how ")):
        return ""
    if match.role == "list" and any(c.lower_ == "no" and c.dep_ == "det" for c in item.lefts):
        return f"no {label}"
    if any(c.lower_ == "such" for c in item.lefts):
        return f"such {label}"
    return f"{side} of {label}" if side else label


def _whose(label: str, item: Token, party: str | None, match: Match) -> str:
    """A bare noun for what a party itself does or does not do, with its name ("We will not withdraw": withdrawal of Rwanda)."""
    if party is None or label not in _OF_SOMEBODY or not is_verb(item):
        return label
    doer = subject(item)
    own = doer is None or match.passage.roll.parties(doer, match.passage.sentence) == (party,)
    return f"{label} of {name_of(party)}" if own else label


def _of_a_thing(verb: Token) -> bool:
    """Whether a clause says of a thing told before what somebody does with it ("something that Peru has refused")."""
    return verb.dep_ == "relcl" and verb.head.lower_ in ("something", "thing", "step", "idea", "which", "what")


def _meant(match: Match, pronoun: Token) -> str:
    """What a pronoun means that its own sentence names before it; "it" where the issue before is meant."""
    meant = match.passage.things.meant(pronoun) if pronoun.head.dep_ != "relcl" else None
    near = meant is not None and meant.sent == pronoun.sent and meant.dep_ in ("dobj", "nsubjpass")
    return (label_of(meant, match.passage.things) if near and meant is not None else "") or "it"


def _is_talks(label: str) -> bool:
    """Whether a label says no more than that there are talks."""
    return frozenset(label.lower().split()) <= word_class("talks")


def _terms_of(talks: Token) -> str:
    """On what terms talks are wanted ("talks without preconditions"); "" where nothing is said of them."""
    beside = [c for head in (talks, talks.head) for c in head.children if c.lower_ == "without" and c.i > talks.i]
    noun = next((g for c in beside for g in c.children if g.dep_ in ("pobj", "pcomp")), None)
    return f"without {noun_label(noun)}" if noun is not None else ""


def _is_somebody(item: Token, match: Match) -> bool:
    """Whether what would be the issue is a party or a person: they take positions, they are none.

    A country that has no part in the talks may be what they are about ("Libya and Syria were discussed"), and so may what
    somebody wants a country to be ("a united Cyprus").
    """
    if not item.tag_.startswith("NNP") or any(c.dep_ == "prep" for c in item.children):
        return False
    if any(c.lower_ in ("a", "an") for c in item.children):
        return False
    passage = match.passage
    parties = passage.roll.parties(item, passage.sentence)
    start = passage.offset(item)
    person = passage.roll.scene.cast.at(passage.sentence.field, start, start + len(item)) is not None
    if parties and match.rule.name.startswith(("topics.", "stalled.hard")) and not set(parties) & set(passage.roll.main):
        return person
    return person or bool(parties)


def _items(match: Match, label: Token) -> list[Token]:
    if match.role == "list":
        return after_colon(label)
    if label.tag_ in ("VBN", "VBD") and label.dep_ == "ccomp":
        return [label, *_joined_wishes(label)]
    if not match.rule.each:
        return [label, *_joined_things(label)] if match.value.get("position") in _EACH_OF else [label]
    items = list_of(label)
    return items if len(items) > 1 else list_of(matter_of(label))


def _joined_things(thing: Token) -> list[Token]:
    """What is wanted besides ("wants a pipeline and a new port"): things of their own, each with an article or a describing word."""
    if not thing.tag_.startswith(("NN", "VBG")):
        return []
    found = [c for c in thing.conjuncts if c.i > thing.i and c.tag_.startswith("NN") and c.dep_ == "conj"]
    return found if all(any(g.dep_ in ("det", "amod", "prep", "compound") for g in c.children) for c in found) else []


def _joined_wishes(wish: Token) -> list[Token]:
    """What else somebody wants done ("wants the gate closed and the road paved"), which the parser joins to the thing."""
    things = [g for c in wish.children if c.dep_ in ("nsubj", "dobj") for g in c.conjuncts if g.i > wish.i]
    things += [g for g in wish.children if g.dep_ == "conj" and g.tag_.startswith("NN")]
    other = [g for c in wish.children if c.dep_ == "conj" for g in c.children if g.dep_ in ("nsubj", "dobj")]
    return [a for noun in (*things, *other) for a in noun.children if a.dep_ == "acl" and a.tag_ == "VBN"]


def _edges(match: Match, items: list[Token], number: int) -> tuple[Token, Token]:
    """The evidence of one item of a list: the clause up to it for the first, the item alone for the others."""
    item = items[number]
    if match.role == "list":
        return item.left_edge, items[number + 1].left_edge.nbor(-1) if number + 1 < len(items) else item.right_edge
    if len(items) == 1:
        return match.first, match.last
    if items[-1].i < match.trigger.i <= match.last.i and match.rule.evidence == "clause":
        return (
            min(match.first, item.left_edge, key=lambda t: t.i) if number == 0 else item.left_edge
        ), match.last  # "tolls and visas were discussed", "visas were discussed"
    following = items[number + 1] if number + 1 < len(items) else None
    end = item
    while following is not None and end.i + 1 < following.left_edge.i and end.doc[end.i + 1].dep_ not in ("cc", "punct"):
        end = end.doc[end.i + 1]
    end = end if following is not None else item.right_edge
    if number == 0:
        return (match.first, end) if match.first.i <= end.i else (item.left_edge, end)
    return item.left_edge, end


def party_of(match: Match) -> str | None:
    """The one who takes the position, where it is one party."""
    passage = match.passage
    if match.party is not None:
        found = passage.roll.parties(match.party, passage.sentence)
        return found[0] if len(found) == 1 else None
    if "speaker" in match.rule.party:
        start, end = passage.offset(match.trigger), passage.end(match.trigger)
        return passage.roll.speaker_party(passage.sentence.field, start, end)
    return None
