"""Whether what two agreed is a practical measure ("reopen the bridge", "a direct line"), or an understanding to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.reading.agenda.labels import phrase_words
from detente.reading.grammar import is_verb, objects
from detente.reading.lemmas import lemma
from detente.reading.wording import word_class

if TYPE_CHECKING:
    from detente.reading.tree import Token


#: Nouns for trying, and for what is only looked at.
_EFFORTS = frozenset({"effort", "endeavour", "endeavor", "attempt", "objection", "issue", "difference", "dispute"})


def is_practical(label: Token) -> bool:
    """Whether a phrase for what was agreed names a deed or a thing on the ground, not talks, papers or intentions."""
    if not is_verb(label):
        return lemma(label) in word_class("practical") | word_class("deeds")
    if lemma(label) in word_class("intending"):
        return False
    steered = next((c for c in label.children if c.dep_ == "xcomp" and is_verb(c)), None)
    things = [*objects(label), *(objects(steered) if steered is not None else ())]
    of_talks = (
        word_class("talks") | word_class("agreement") | word_class("papers") | word_class("ceasefire") | {"contact", "contacts", *_EFFORTS}
    )
    return bool(things) and not any(phrase_words(thing) & of_talks for thing in things)
