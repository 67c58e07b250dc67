"""Broad classes of words (persons, acts, places, verbs of motion, …), from WordNet's lexicographer files."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from detente.codebook import data_file
from detente.reading.lemmas import lemma, noun_lemma

if TYPE_CHECKING:
    from detente.reading.tree import Token


@cache
def _classes() -> dict[str, str]:
    """The class of a word by part of speech and dictionary form ("n talk" → "n10")."""
    found: dict[str, str] = {}
    for line in data_file("en/word_classes.tsv").read_text(encoding="utf-8").splitlines():
        name, _, words = line.partition("\t")
        found.update((f"{name[0]} {word}", name) for word in words.split())
    return found


def class_of(token: Token) -> str:
    """The class of a noun or verb ("n10" communication, "v38" motion, "n?" where not known); of other words their tag."""
    if token.tag_.startswith("NNP"):
        return "NAME"
    if token.tag_.startswith("NN"):
        return noun_class(token)
    if token.tag_.startswith("VB"):
        return _classes().get(f"v {lemma(token)}", "v?")
    return str(token.tag_)


def noun_class(token: Token) -> str:
    """The class of a word taken for a noun."""
    return _classes().get(f"n {noun_lemma(token.lower_)}", "n?")
