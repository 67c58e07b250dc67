"""What is told only to be denied: "denied that …", "dismissed a report that …", "a report that … was false"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.reading.agenda.moods import predicate
from detente.reading.grammar import is_negated, is_verb, objects, subject
from detente.reading.lemmas import lemma

if TYPE_CHECKING:
    from detente.reading.tree import Token

#: Verbs for saying that something is not so.
_DENYING = frozenset({"deny", "dispute", "refute", "rebut", "contradict", "dismiss", "reject", "contest"})

#: Nouns for what was told by others.
_REPORTS = frozenset({"report", "claim", "suggestion", "rumour", "rumor", "speculation", "allegation", "assertion", "notion", "story"})

#: Words for what is not so.
_UNTRUE = frozenset(
    {"false", "untrue", "wrong", "baseless", "unfounded", "fabricated", "fake", "invented", "nonsense", "groundless", "incorrect"}
)

#: How many clauses a denial may lie above the words denied.
_DEEPEST = 5


def is_disowned(trigger: Token) -> bool:
    """Whether the clause of a word is told as something that somebody denies or calls false."""
    clause = predicate(trigger)
    for _ in range(_DEEPEST):
        over = clause.head
        if over == clause:
            return False
        if clause.dep_ in ("ccomp", "xcomp") and is_verb(over) and lemma(over) == "deny":
            return not is_negated(over)
        if clause.dep_ in ("acl", "relcl", "ccomp", "advcl") and lemma(over) in _REPORTS and over.tag_.startswith("NN"):
            return _called_untrue(over)
        clause = over
    return False


def _called_untrue(report: Token) -> bool:
    """Whether a report is denied, or said to be untrue."""
    verb = report.head
    while verb.dep_ in ("conj", "pobj", "prep", "appos") and verb.head != verb and not is_verb(verb):
        verb = verb.head
    if not is_verb(verb):
        return False
    if lemma(verb) in _DENYING and report in objects(verb):
        return not is_negated(verb)
    if subject(verb) is not None and report in (subject(verb), *verb.children) and lemma(verb) == "be":
        said = [c for c in verb.children if c.dep_ in ("acomp", "attr", "oprd") and c.i > verb.i]
        return any(lemma(w) in _UNTRUE or w.lower_ in _UNTRUE for w in said) and not is_negated(verb)
    return False
