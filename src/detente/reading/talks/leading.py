"""Who is said to lead a delegation: "X led the team and Y the other", "headed by X", "the side under X", "with X at the helm"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.codebook.parties import lookup
from detente.model import Head
from detente.reading.grammar import is_passive, is_verb, modals, subject
from detente.reading.lemmas import lemma, noun_lemma
from detente.reading.parse import Sentence
from detente.reading.talks.context import Context
from detente.reading.talks.delegates import WORDS, Delegate, Heads, delegates
from detente.reading.talks.mentions import is_meeting

if TYPE_CHECKING:
    from detente.reading.tree import Token


@dataclass(frozen=True)
class Lead:
    """Those whom a sentence names as leading a delegation ("X led the team and Y the other", "the side under X")."""

    heads: Heads

    #: Only planned ("is to lead", "was to have led").
    planned: bool = False

    #: The parties whose delegations the words themselves name.
    sided: frozenset[str] = frozenset()


def leaders(ctx: Context, sentence: Sentence) -> Lead:
    """Who leads which delegation by a sentence's own words."""
    tokens = [t for t in sentence.span if _leading(t)]
    stands = ctx.scene.cast.stands
    told = [(m, s) for m in ctx.actors(sentence) if m.kind == "person" and (s := stands.get((m.field, m.start))) is not None]
    found: Heads = {}
    for mention, stand in told:
        if stand.sort == "lead":
            found.setdefault(stand.party, Head(mention.name, mention.role))
    if not tokens:
        return Lead(found, any(s.planned for _, s in told), frozenset(found))
    people = [p for p in delegates(ctx, sentence) if not any(p.head.name == m.name for m, _ in told)]
    for person in people:
        if any(_leads(person, token, people) for token in tokens):
            found.setdefault(person.given or (person.leads if len(people) > 1 else None) or person.party, person.head)
    for token in tokens:
        found = {**_of_both_teams(ctx, sentence, token), **found}
    found = {**_of_the_rest(ctx, sentence, found), **found}
    sided = frozenset([*(p.given or p.leads or "" for p in people), *(s.party for _, s in told)])
    return Lead(found, any(_planned(t) for t in tokens) or any(s.planned for _, s in told), sided)


def leads_now(sentence: Sentence) -> bool:
    """Whether a sentence says in the present tense that somebody leads or comes for a side ("X leads the team", "the team is led by X")."""
    told = [t for t in sentence.span if is_verb(t) and (lemma(t) in WORDS["lead"] | WORDS["stand_for"] or lemma(t) == "come")]
    return any(t.tag_ in ("VBZ", "VBP") or any(c.lower_ in ("is", "are", "being") for c in t.children) for t in told)


def _of_both_teams(ctx: Context, sentence: Sentence, verb: Token) -> Heads:
    """ "X and Y led the two teams": of two, the one whose side is not told leads that which is left."""
    who = subject(verb) if is_verb(verb) else None
    goals = [c for c in verb.children if c.dep_ == "dobj" and c.tag_ == "NNS" and noun_lemma(c.lower_) in WORDS["team"]]
    main = ctx.scene.main
    if who is None or not goals or len(main) != _PAIR or not any(t.lower_ in ("two", "both", "the") for t in goals[0].lefts):
        return {}
    at = [sentence.paragraph.offset(t) for t in (who, *who.conjuncts)]
    people = [m for m in ctx.actors(sentence) if m.kind == "person" and any(m.start <= a < m.end for a in at)]
    known = [m for m in people if m.party in main]
    if len(people) != _PAIR or len(known) != 1:
        return {}
    rest = next(p for p in main if p != known[0].party)
    return {m.party or rest: Head(m.name, m.role) for m in people if m.party in (known[0].party, None)}


def _of_the_rest(ctx: Context, sentence: Sentence, found: Heads) -> Heads:
    """ "X led the Peruvian side, Y the hosts", "… and Y the visitors": beside one who leads, the second leads the side that is left."""
    main = ctx.scene.main
    people = sorted((m for m in ctx.actors(sentence) if m.kind == "person"), key=lambda m: m.start)
    led = [p for p in found if p in main]
    if len(main) != _PAIR or len(people) != _PAIR or len(led) != 1 or found[led[0]].name != people[0].name:
        return {}
    other, rest = people[1], next(p for p in main if p != led[0])
    after = sentence.text[other.end - sentence.start :]
    return {rest: Head(other.name, other.role)} if other.party in (*main, None) and _REST.match(after) else {}


_REST = re.compile(
    r" (?:led |headed )?(?:the (?:hosts|visitors|guests|other|others)|(?:that|those) of the (?:hosts|visitors|guests|other)"
    r"|the (?:other|host|hosting|visiting|home) (?:side|team|delegation|one|party))\b"
)

_PAIR = 2


def _leading(token: Token) -> bool:
    """Whether a word says that somebody leads a delegation or speaks for a side (not "led to", "headed home")."""
    word = lemma(token) if is_verb(token) else ""
    if word in WORDS["lead"]:
        return _of_team(token) or (word in ("chair", "co-chair") and _jointly(token))
    if word in WORDS["stand_for"]:
        return _stands_for(token, word)
    if token.lower_ in WORDS["post"]:
        led = [g for c in token.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]
        if led and not any(_team(g) or _possessive(g) or lookup(g.text) for g in led):
            return False  # "the head of the central bank"
        return token.nbor(-1).lower_ in ("the", "in", "as", "its", "their", "two") if token.i > 0 else False
    return token.lower_ == "under" and noun_lemma(token.head.lower_) in WORDS["team"] and token.dep_ == "prep"


def _jointly(verb: Token) -> bool:
    """Whether a meeting is chaired by both sides: "co-chaired", "jointly chaired"."""
    before = {t.lower_ for t in verb.doc[max(0, verb.i - 2) : verb.i]}
    return verb.lower_.startswith("co") or bool(before & {"co", "jointly", "co-"})


def _stands_for(verb: Token, word: str) -> bool:
    """Whether somebody "represents Norway", "speaks for Iran", "negotiates for the rebels": a party, not a ministry of it."""
    goals = [g for c in verb.children if c.dep_ == "prep" and c.lower_ == "for" for g in c.children if g.dep_ == "pobj"]
    goals += [c for c in verb.children if word == "represent" and c.dep_ in ("dobj", "nsubjpass")]
    return any(lookup(g.doc[g.left_edge.i : g.i + 1].text.removeprefix("the ")) is not None or lookup(g.text) is not None for g in goals)


def _of_team(verb: Token) -> bool:
    """Whether a verb of leading has a delegation, a side or a meeting for object, or an agent of such."""
    if verb.dep_ in ("acl", "relcl") and _team(verb.head):
        return True
    if verb.dep_ == "relcl" or not is_passive(verb):
        goals = [c for c in verb.children if c.dep_ in ("dobj", "attr", "dep")]
        goals += [g for c in goals for g in c.conjuncts]
        if any(_team(g) or _possessive(g) for g in goals):
            return True
    if any(c.dep_ in ("nsubjpass", "nsubj") and _team(c) for c in verb.children):
        return is_passive(verb) or verb.tag_ == "VBN"
    named = any(_team(t) for t in verb.head.subtree if t.i < verb.i)
    return verb.tag_ == "VBN" and any(c.dep_ == "agent" for c in verb.children) and named


def _team(noun: Token) -> bool:
    word = noun_lemma(noun.lower_)
    if word in WORDS["team"] or is_meeting(noun):
        return True
    form = lookup(noun.text) if noun.text[:1].isupper() else None
    return form is not None and form.way in ("people", "adjective")


def _possessive(noun: Token) -> bool:
    """Whether a party stands with its mark alone ("headed Egypt's")."""
    return any(c.tag_ == "POS" for c in noun.children) and lookup(noun.text) is not None


def _planned(token: Token) -> bool:
    verb = token if is_verb(token) else next((a for a in token.ancestors if is_verb(a)), None)
    if verb is None:
        return False
    if modals(verb) & {"will", "would", "shall", "may", "might", "could", "should"}:
        return True
    return verb.dep_ in ("xcomp", "oprd") and is_verb(verb.head) and any(c.lower_ == "to" for c in verb.children)


def _leads(person: Delegate, token: Token, people: list[Delegate]) -> bool:
    """Whether a person is the one who leads by that word, or one of several that the sentence gives to as many sides."""
    if person.given is not None or (person.leads is not None and is_verb(token) and len(people) > 1):
        return True
    if not is_verb(token):
        return _at_post(person, token)
    who = subject(token)
    passive = is_passive(token) or (token.tag_ == "VBN" and any(c.dep_ == "agent" for c in token.children))
    if passive:
        return person.relation == "by" or (len(people) > 1 and person.over is not None and person.over.i == token.i)
    if who is None:
        return False
    if who.i in (person.top.i, person.token.i) or who.dep_ == "relcl":
        return True
    relative = token.dep_ == "relcl" and (who.tag_ in ("WP", "WDT") or who.i == token.head.i)
    antecedents = [token.head, *token.head.conjuncts] if relative else [who, *who.conjuncts]
    return any(a.i in (person.token.i, person.top.i) for a in antecedents)


def _at_post(person: Delegate, token: Token) -> bool:
    """Whether a person is said to be "at the head of" a team, or it is "under" him."""
    if token.lower_ == "under":
        return person.relation == "under"
    if person.top.i == token.i:
        return True
    over = token.head.head if token.dep_ == "pobj" else token.head
    return (
        over.i in (person.token.i, person.top.i)
        or person.relation == "with"
        or (person.relation == "nsubj" and person.over is next((a for a in token.ancestors if is_verb(a)), None))
        or (person.over is not None and person.over.i == over.i)
    )
