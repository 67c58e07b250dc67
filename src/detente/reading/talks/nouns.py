"""Nouns that mean a meeting, and which meeting of a row they point to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from detente.reading.lemmas import noun_lemma
from detente.reading.talks.lexicon import words
from detente.reading.talks.numbers import DAYS, cardinal_of, ordinal_of, ordinals_of

if TYPE_CHECKING:
    from detente.reading.tree import Token


#: Whether words before the noun point back ("the previous round") or ahead ("the next round", "another round").
Reach = Literal["past", "future", "new", "none"]


def _counted(token: Token) -> bool:
    """ "Round three"."""
    return token.i + 1 < len(token.doc) and cardinal_of(token.nbor().lower_) is not None


def _numbered(token: Token) -> bool:
    """ "The fourth and so far hardest round", which the tagger takes for an adjective."""
    before = token.doc[max(token.sent.start, token.i - 6) : token.i]
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    closed = after is None or after.lower_ == "of" or after.is_punct or after.tag_.startswith("V") or after.tag_ in ("MD", "IN")
    return closed and any(ordinal_of(t.lower_) is not None for t in before) and not any(t.tag_.startswith(("NN", "V")) for t in before)


def is_meeting(token: Token) -> bool:
    """Whether a noun means a meeting by itself."""
    plenary = token.lower_ == "plenary" and token.tag_ == "JJ" and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj")
    talks = token.lower_ == "talks" and token.tag_ == "VBZ" and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj")
    if token.tag_ not in ("NN", "NNS", "NNP", "NNPS") and not plenary and not talks:
        return token.lower_ == "round" and (_counted(token) or _numbered(token))
    base = noun_lemma(token.lower_)
    if base == "table":
        return token.i > token.sent.start and token.nbor(-1).lower_ == "round" and not _other(token)
    if base not in words("nouns", "meeting"):
        return False
    if base in ("talk", "discussion") and token.tag_ == "NN":
        return False
    if base == "consultation" and token.tag_ in ("NN", "NNP") and not (ordinals_of(token) or reach_of(token) == "future"):
        return False  # "open the consultation": of the public
    return not _other(token) and not _of_another(token, base)


def _of_another(token: Token, base: str) -> bool:
    """Whether what follows "of" makes it another thing than talks ("a session of parliament", "the second round of the election")."""
    for child in token.children:
        if child.dep_ != "prep" or child.lower_ != "of":
            continue
        for noun in child.children:
            what = noun_lemma(noun.lower_)
            if noun.dep_ != "pobj" or noun.lower_ in words("nouns", "talking"):
                continue
            if what in words("nouns", "bodies") and noun.nbor(-1).lower_ not in words("nouns", "joint"):
                return True
            if base == "round" and noun.tag_ in ("NN", "NNS") and noun.text[0].islower():
                known = words("nouns", "meeting") | words("nouns", "bargaining") | words("nouns", "people") | words("nouns", "rounds_of")
                return what not in known
    return False


def of_another_kind(token: Token) -> bool:
    """Whether a noun for a meeting stands there for one of another kind ("a new round of strikes", "a pledging conference")."""
    base = noun_lemma(token.lower_)
    return token.tag_ in ("NN", "NNS", "RB") and base in words("nouns", "meeting") and (_other(token) or _of_another(token, base))


def _other(token: Token) -> bool:
    """Whether words before the noun make it a meeting of another kind ("news conference", "phone talks", "cabinet meeting")."""
    before = {t.lower_ for t in token.lefts} | ({token.nbor(-1).lower_} if token.i > token.sent.start else set())
    if "committee" in before and ("joint" in before or any(t.lower_ in words("nouns", "joint") for t in token.subtree if t.i < token.i)):
        before -= {"committee"}
    if "party" in before and any(t.tag_ == "CD" for t in token.subtree if t.i < token.i):
        before -= {"party"}  # "a five-party meeting"
    apart = "separate" in before and token.tag_ == "NN"  # "a separate meeting on Sudan"; "separate talks" are held with each side
    theirs = any(g.lower_ == "own" for c in token.children if c.lower_ == "of" for g in c.children)  # "a conference of their own"
    return apart or theirs or bool(before & words("nouns", "other"))


def partial(token: Token) -> bool:
    """Whether a noun such as "cycle" or "leg" stands in the company that makes it a meeting."""
    noun = token.tag_ in ("NN", "NNS") or (token.tag_ == "JJ" and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj"))  # "the plenary"
    if not noun or token.lower_ not in words("nouns", "partial") or token.head.lower_ == "within":
        return False
    if token.lower_ in ("day", "days", "hour", "hours") and any(
        t.lower_ in ("last", "final", "closing", "opening") or ordinal_of(t.lower_) for t in token.lefts
    ):
        return False  # "the last two days of the talks" are a part of them
    inner = [g for c in token.children if c.dep_ == "prep" and c.lower_ in ("of", "in") for g in c.children]
    company = any(is_meeting(g) or g.lower_ in words("nouns", "bargaining") for g in inner)
    company = company or any(is_meeting(c) for c in token.lefts if c.dep_ in ("compound", "nmod", "poss", "amod"))
    if token.lower_ in ("cycle", "leg", "edition", "trilateral", "bilateral", "encounter"):
        return company or any(ordinal_of(c.lower_) for c in token.lefts)
    return company and bool(ordinals_of(token) or any(c.tag_ == "CD" for c in token.lefts))


def inner(token: Token) -> bool:
    """Whether a noun only says of what another one is a round ("a round of talks"), or forms part of a compound."""
    head = token.head
    if token.dep_ == "poss" and is_meeting(head):
        return True  # "the dialogue's second round"
    if token.dep_ in ("compound", "nmod", "amod") and head.tag_.startswith("NN") and head.i != token.i:
        return True
    if token.dep_ == "pobj" and head.lower_ in ("of", "in"):
        over = head.head
        if over.tag_ == "CD" and over.head.i == over.i - 1:
            over = over.head  # "round three | of the Lima talks"
        if not (over.tag_.startswith("NN") or over.lower_ == "round"):
            return False
        return over.i != token.i and (is_meeting(over) or partial(over))
    return False


def reach_of(token: Token) -> Reach:
    """Whether words before the noun point back ("the previous round") or ahead ("the next round", "another round")."""
    lefts = list(token.lefts)
    found = {t.lower_ for t in lefts} | {c.lower_ for t in lefts for c in t.conjuncts}
    if token.i > token.sent.start:
        found.add(token.nbor(-1).lower_)
    if found & words("modifiers", "past"):
        return "past"
    if found & {"another", "new", "further", "fresh", "more", "additional"}:
        return "new"
    return "future" if found & words("modifiers", "future") else "none"


def bare_plural(token: Token, ordinals: tuple[int, ...]) -> bool:
    """Whether meetings in general are meant ("is not holding meetings"), not the talks nor those of a day."""
    several = token.tag_ == "NNS" and noun_lemma(token.lower_) in ("meeting", "session", "consultation", "contact")
    return several and not ordinals and not any(t.dep_ in ("det", "poss", "nummod") for t in token.lefts)


def since_day(verb: Token) -> bool:
    """ "Have been in talks in Rome since Wednesday": in the perfect, from a day of these on."""
    perfect = any(c.lower_ in ("have", "has", "'ve") for c in verb.children)
    return perfect and any(c.lower_ == "since" and any(g.lower_ in DAYS for g in c.children) for c in verb.children)
