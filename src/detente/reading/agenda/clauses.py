"""Clauses that carry a stance around a word: what is wished of a "that" clause, what a cleft sentence is about, what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.reading.agenda.moods import predicate
from detente.reading.grammar import SUBJECTS, auxiliaries, is_verb, subject
from detente.reading.lemmas import lemma
from detente.reading.wording import word_class

if TYPE_CHECKING:
    from detente.reading.tree import Token

#: Modal verbs by which a clause says what is to be.
_OBLIGING = frozenset({"must", "should", "shall", "ought"})

#: Verbs that after "insist that" say what is to be, even of many ("insists that its boats keep their access").
_KEEPING = frozenset({"keep", "remain", "stay", "get", "retain", "leave", "withdraw", "receive", "return", "continue", "pay", "stop", "go"})

#: Words for what has to be ("that the repair is essential").
_NEEDED = frozenset({"essential", "necessary", "vital", "crucial", "indispensable", "imperative", "key", "priority", "must", "condition"})

#: Words that begin an indirect question.
_ASKING = ("whether", "when", "where", "how", "who", "what", "if", "which", "why")

#: Words that stand for a thing told in a clause of its own ("is something that we do not know", "is all that we offer").
_STANDING_FOR = frozenset({"something", "anything", "what", "all", "thing", "everything", "that", "part"})


def wished(token: Token) -> Token | None:
    """The clause that says what is to be ("insists that the gate stay shut"), not one that says what is."""
    clause = next((c for c in token.children if c.dep_ == "ccomp" and is_verb(c)), None)
    if clause is None or any(c.tag_ == "TO" for c in clause.children):
        return None
    helpers = auxiliaries(clause)
    words = {lemma(a) for a in helpers}
    obliged = bool(words & _OBLIGING) or (lemma(clause) in ("have", "need") and any(c.dep_ == "xcomp" for c in clause.children))
    subjunctive = clause.tag_ == "VB" and not any(a.tag_ == "MD" for a in helpers)
    passive = any(a.lower_ == "be" for a in helpers) and not any(a.tag_ == "MD" for a in helpers)
    plain = clause.tag_ == "VBP" and not helpers and (_is_single(clause) or (lemma(token) == "insist" and lemma(clause) in _KEEPING))
    needed = lemma(clause) == "be" and any(lemma(c) in _NEEDED for c in clause.children if c.dep_ in ("acomp", "attr"))
    return clause if obliged or subjunctive or passive or plain or needed else None


def _is_single(verb: Token) -> bool:
    """Whether a verb without an ending has a subject in the singular: a wish ("that the gate remain shut")."""
    doer = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    return doer is not None and doer.tag_ in ("NN", "NNP") and not any(c.dep_ == "cc" for c in doer.children)


def cleft(token: Token) -> Token | None:
    """What a sentence says that somebody wants or does not know ("visas are what Oslo wants", "what Oslo wants is visas")."""
    head = token
    for _ in range(5):
        if head.dep_ in ("relcl", "acl") and head.head.lower_ in _STANDING_FOR:
            head = head.head
        over = head.head
        if lemma(over) == "be" and is_verb(over) and head.dep_ in ("attr", "ccomp", "nsubj", "csubj", "dobj", "advcl"):
            return _other_side(over, head)
        if over == head or (is_verb(over) and over.dep_ not in ("relcl", "acl")):
            return None
        head = over
    return None


def _other_side(copula: Token, known: Token) -> Token | None:
    wanted = SUBJECTS if known.i > copula.i else ("attr", "acomp", "xcomp", "ccomp")
    return next((c for c in copula.children if c.dep_ in wanted and c != known and (c.i < copula.i) == (known.i > copula.i)), None)


def others_to(token: Token) -> Token | None:
    """What somebody wants others to do ("wants the settlers to go home"): an infinitive with a subject of its own."""
    for clause in token.children:
        if clause.dep_ in ("ccomp", "xcomp") and clause.tag_ == "VB" and any(c.tag_ == "TO" for c in clause.children):
            return clause if any(c.dep_ == "nsubj" for c in clause.children) else None
    return None


def retained(token: Token) -> Token | None:
    """What somebody was promised: the object that a passive verb keeps ("were promised access")."""
    return next((c for c in token.children if c.dep_ in ("dobj", "oprd") and c.i > token.i and c.tag_.startswith("NN")), None)


def asks_what(clause: Token) -> bool:
    """Whether a clause is an indirect question, by the word that it begins with."""
    first = clause.left_edge
    return first.lower_ in _ASKING or first.tag_ in ("WRB", "WP")


def asked(token: Token) -> Token | None:
    """What somebody was asked about before he answered ("Asked about the fees, he said that he had no comment")."""
    head = token
    for _ in range(6):
        for child in head.children:
            if (
                is_verb(child)
                and child.i < token.i
                and child.dep_ in ("advcl", "acl", "relcl", "csubj")
                and lemma(child) in ("ask", "press", "question")
            ):
                return _matter(child)
        if head.head == head:
            return None
        head = head.head
    return None


def _matter(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ in ("ccomp", "advcl", "pcomp", "xcomp") and is_verb(child):
            return child
        if child.dep_ == "prep" and child.lower_ in ("about", "on", "over", "regarding"):
            return next((g for g in child.children if g.dep_ in ("pobj", "pcomp")), None)
    return None


def what_one_is(noun: Token) -> Token:
    """What a "one" of a copula stands for ("the toll is the one to which Oslo objects"), else the noun itself."""
    over = noun.head
    if noun.lower_ in ("one", "ones", "thing") and noun.dep_ == "attr" and (named := subject(over)) is not None:
        return named
    return noun


def who_it_was(copula: Token) -> Token | None:
    """Who a sentence says that it was ("it was Oslo that insisted")."""
    if lemma(copula) != "be" or not any(c.lower_ == "it" and c.dep_ in SUBJECTS for c in copula.children):
        return None
    return next((c for c in copula.children if c.dep_ == "attr"), None)


def only_before(token: Token) -> bool:
    """Whether an "only" stands right before a preposition ("only after an agreement")."""
    return token.i > token.sent.start and token.nbor(-1).lower_ == "only"


def attribute(token: Token) -> Token | None:
    """What there is said to be, or not ("there will be no patrols")."""
    verb = predicate(token)
    return next((c for c in verb.children if c.dep_ in ("attr", "nsubj") and c.i > verb.i), None)


def described(token: Token) -> Token | None:
    """The object of a verb, where words beside it say which it is ("its bridging proposal", "a plan in three stages")."""
    thing = next((c for c in token.children if c.dep_ == "dobj"), None)
    if thing is None or not any(c.dep_ in ("amod", "compound", "prep", "acl", "relcl") for c in thing.children):
        return None
    return thing


def governed_on(token: Token) -> Token | None:
    """What a noun is about, where "on" stands behind the verb that the noun is the subject of ("No accord was found on tolls")."""
    verb = token.head
    if token.dep_ not in SUBJECTS or not is_verb(verb):
        return None
    beside = (c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("on", "over", "about") and c.i > verb.i)
    return next((g for c in beside for g in c.children if g.dep_ in ("pobj", "pcomp") and lemma(g) not in word_class("calendar")), None)


def same_as_before(one: Token) -> str:
    """What a "one" means, by the object before it ("Peru wants a phased exit, Chile insists on an early one": early exit)."""
    told = [c.text for c in one.children if c.dep_ in ("amod", "compound", "nmod") and c.i < one.i]
    wanted = ("NNS",) if one.lower_ == "ones" else ("NN",)
    before = (t for t in reversed(one.doc[: one.i]) if t.dep_ in ("dobj", "pobj", "nsubj", "nsubjpass") and t.tag_ in wanted)
    meant = next((t for t in before if _is_one_of_many(t)), None)
    return " ".join([*told, meant.text]) if told and meant is not None else ""


def _is_one_of_many(noun: Token) -> bool:
    """Whether a noun has a word that tells it from others, and an article where it is one ("a phased exit", "bilateral questions")."""
    described = any(c.dep_ in ("amod", "compound") for c in noun.children)
    return described and (noun.tag_ == "NNS" or any(c.lower_ in ("a", "an", "no") for c in noun.children))
