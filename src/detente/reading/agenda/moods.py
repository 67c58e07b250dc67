"""What the clause of a word says of it: its verb, its voice, whether it is negated, planned or asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.reading.grammar import SUBJECTS, auxiliaries, is_negated, is_passive, is_verb, modals
from detente.reading.lemmas import lemma

if TYPE_CHECKING:
    from detente.reading.tree import Token

#: Relations by which an adjective or noun belongs to the verb of its clause.
_CLIMBED = frozenset({"acomp", "attr", "oprd", "advmod", "prep", "pobj", "nsubj", "nsubjpass", "xcomp", "dobj", "amod"})

#: Verbs that a "without" denies, because it says what did not come of them.
_LEAVING = frozenset({"end", "part", "leave", "close", "conclude", "break", "finish", "return", "pass", "adjourn", "come", "go"})

#: Conjunctions after which nothing is told as a fact.
_OPEN_MARKS = frozenset({"before", "until", "unless", "if", "whether", "lest"})

#: Words by which a clause is about the future or an obligation, other than modal verbs.
_PLANNING = frozenset({"expect", "plan", "schedule", "due", "set", "go", "intend", "aim", "mean", "hope"})

#: Nouns for there being none of a thing ("the lack of progress").
_LACKING = frozenset({"lack", "absence", "dearth"})


def predicate(token: Token) -> Token:
    """The verb of the clause that a token heads: the copula over an adjective or noun, else the token itself."""
    token = first_of_row(token)
    if is_verb(token) and token.tag_ != "MD" and not (token.dep_ in ("acomp", "attr", "oprd") and is_verb(token.head)):
        return token
    head = token
    for _ in range(3):
        if head.dep_ in _CLIMBED and head.head != head:
            head = head.head
            if is_verb(head):
                return head
        else:
            break
    return token


def first_of_row(token: Token) -> Token:
    """The first adjective of a row ("long, serious and frank"), on which the parser hangs the others; else the token itself."""
    while token.dep_ == "conj" and token.tag_ == "JJ" and token.head.tag_ == "JJ" and token.head != token:
        token = token.head
    return token


def clause_of(token: Token) -> Token:
    """The nearest verb that a token depends on, or itself."""
    while not is_verb(token) and token.head != token:
        token = token.head
    return token


#: Verbs that keep an object in the passive ("was given a draft").
_TWO_OBJECTS = frozenset(
    {"give", "offer", "grant", "show", "send", "hand", "pay", "tell", "teach", "promise", "name", "call", "deny", "award"}
)


def misread(verb: Token) -> bool:
    """Whether a participle after a noun is the verb of the sentence, because it has an object of its own.

    "Peru and Chile approved in principle a plan": the parser takes "approved" for a passive participle.
    """
    if verb.tag_ != "VBN" or verb.dep_ != "acl" or verb.head.dep_ != "ROOT" or lemma(verb) in _TWO_OBJECTS:
        return False
    return any(c.dep_ == "dobj" and c.i > verb.i for c in verb.children)


def passive(verb: Token, depth: int = 0) -> bool:
    """Whether a verb is passive, a loose participle included ("a truce, declared on Monday and prolonged since")."""
    if misread(verb):
        return False
    if is_passive(verb):
        return True
    if verb.tag_ != "VBN" or any(c.dep_ in ("aux", *SUBJECTS) for c in verb.children):
        return False
    return verb.dep_ in ("advcl", "amod", "relcl") or (verb.dep_ == "conj" and depth < 5 and passive(verb.head, depth + 1))


def negated(token: Token) -> bool:
    """Whether the clause of a trigger is negated, or the trigger itself is ("no progress", "without agreement")."""
    if any(
        c.lower_ in ("no", "not", "n't", "never", "neither", "nor", "little")
        and c.i < token.i
        and c.dep_ in ("det", "neg", "preconj", "amod", "cc")
        for c in token.children
    ):
        return True
    if token.dep_ in ("pobj", "pcomp") and (token.head.lower_ == "without" or token.head.head.lower_ in _LACKING):
        return True
    if first_of_row(token) != token and any(t.lower_ == "but" for t in token.doc[first_of_row(token).i : token.i]):
        return False  # "not easy but useful"
    verb = predicate(token)
    if token.dep_ == "pobj" and token.tag_.startswith("NN"):
        return False  # "in his words, there are no plans" does not negate the words
    if is_verb(verb) and is_negated(verb, without=lemma(verb) in _LEAVING):
        return True
    over = verb.head
    return (
        verb.dep_ in ("xcomp", "ccomp")
        and is_verb(over)
        and is_negated(over)
        and lemma(over) in ("be", "think", "believe", "expect", "want", "see")
        and over != verb
    ) or (is_verb(verb) and verb.dep_ in ("xcomp", "ccomp") and lemma(over) in ("fail", "refuse"))


def planned(token: Token, depth: int = 0) -> bool:
    """Whether the clause of a trigger is modal, future, only planned, or a mere condition."""
    verb = predicate(token)
    if not is_verb(verb):
        return False
    if verb.tag_ == "VBG" and verb.dep_ in ("xcomp", "pcomp") and not any(c.dep_ == "aux" for c in verb.children):
        return lemma(verb.head) not in ("after", "since", "by", "start", "begin", "continue", "finish", "keep")
    if any((c.dep_ == "mark" and c.lower_ in _OPEN_MARKS) or c.lower_ == "whether" for c in verb.children):
        return True
    if (
        depth < 5
        and verb.dep_ == "conj"
        and is_verb(verb.head)
        and not any(c.dep_ in SUBJECTS for c in verb.children)
        and planned(verb.head, depth + 1)
    ):
        return True
    if modals(verb) or any(a.tag_ == "MD" for a in auxiliaries(verb)):
        return True
    if any((a.lower_ == "to" and a.tag_ == "TO") or (a.lower_ == "be" and a.dep_ == "auxpass") for a in verb.children):
        return True  # also a subjunctive ("proposes that a commission be set up")
    return verb.dep_ == "xcomp" and lemma(verb.head) in _PLANNING


def is_question(token: Token) -> bool:
    """Whether the clause of a token is an indirect question ("when and where it will be signed")."""
    verb = predicate(token)
    heads = (verb, verb.head) if verb.dep_ == "xcomp" and lemma(verb.head) in ("be", "have") else (verb,)  # "how it is to be shared"
    return any(
        c.tag_ == "WRB" or (c.dep_ == "advmod" and c.left_edge.tag_ == "WRB") or c.lower_ in ("whether", "if")
        for head in heads
        for c in head.children
        if c.i < head.i
    )


#: Words after an "only" that open what a deed waits for.
_ONLY = frozenset({"after", "when", "once", "if", "with", "upon"})

#: Words that open what a deed waits for.
_UNTIL = frozenset({"until", "unless", "if", "provided"})


def depends(verb: Token) -> bool:
    """Whether what a verb tells waits for something else ("would stay away until the crew was free", "if it was free",
    "only after an agreement", "would not vote for it without a ban").
    """
    if any(c.i + 1 < c.sent.end and c.lower_ == "only" and c.nbor(1).lower_ in _ONLY for c in verb.subtree if c.i > verb.i):
        return True
    if denies_all(verb) and any(c.lower_ == "without" and c.i > verb.i for c in verb.subtree):
        return True
    return any(c.lower_ in _UNTIL for c in verb.subtree if c.i > verb.i and c.dep_ in ("mark", "advmod"))


def denies_all(verb: Token) -> bool:
    """Whether a verb is negated, or said of not a single one ("not one gun will be given up")."""
    if is_negated(verb, without=False):
        return True
    doer = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    return doer is not None and doer.left_edge.lower_ == "not"
