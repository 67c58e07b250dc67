"""Whether what two agreed is a practical measure ("reopen the bridge", "a direct line"), or an understanding to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.reading.agenda.labels import phrase_words
from detente.reading.grammar import is_verb, objects, subject
from detente.reading.lemmas import lemma
from detente.reading.wording import word_class

if TYPE_CHECKING:
    from detente.reading.tree import Token


#: Nouns for trying, and for what is only looked at.
_EFFORTS = frozenset({"effort", "endeavour", "endeavor", "attempt", "objection", "issue", "difference", "dispute"})


#: Verbs for soldiers who go.
_MOVING_BACK = frozenset({"pull", "withdraw", "retreat", "vacate"})

#: Verbs by which something on the ground begins.
_BEGINNING = frozenset({"start", "begin", "resume", "reopen", "open", "restart"})


def is_beginning(label: Token) -> bool:
    """Whether a clause says that something on the ground will begin, not talks ("that a survey of the dam would start")."""
    doer = subject(label) if is_verb(label) and lemma(label) in _BEGINNING else None
    return doer is not None and doer.tag_.startswith("NN") and not phrase_words(doer) & (word_class("talks") | word_class("agreement"))


def is_practical(label: Token) -> bool:
    """Whether a phrase for what was agreed names a deed or a thing on the ground, not talks, papers or intentions."""
    if not is_verb(label):
        return lemma(label) in word_class("practical") | word_class("deeds")
    if lemma(label) in _MOVING_BACK and any(c.dep_ in ("prep", "prt") for c in label.children):
        return True  # "agreed to pull out of the villages"
    if lemma(label) in word_class("intending"):
        return False
    steered = next((c for c in label.children if c.dep_ == "xcomp" and is_verb(c)), None)
    things = [*objects(label), *(objects(steered) if steered is not None else ())]
    of_talks = (
        word_class("talks") | word_class("agreement") | word_class("papers") | word_class("ceasefire") | {"contact", "contacts", *_EFFORTS}
    )
    return bool(things) and not any(phrase_words(thing) & of_talks for thing in things)
