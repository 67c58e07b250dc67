"""Dictionary forms of verbs and nouns, from spelling rules and a table of irregular verbs.

The parser's own lemmatizer is left out because it costs more than it gives here (docs/speed.md); rules ask for the
lemma of few tokens only.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from detente.codebook import table

if TYPE_CHECKING:
    from detente.reading.tree import Doc, Token

#: Verbs whose stem ends in a doubled consonant by itself ("call", "discuss"): the doubling is not undone.
_DOUBLED = ("ll", "ss", "ff", "zz")

#: Stems that take an "e" back although the spelling alone does not tell ("announc-ed", "stat-ed").
_E_AFTER = ("c", "v", "u", "z", "dg", "rg", "ng", "nc", "rs", "ns", "ps", "ls")
_NO_E = ("bring", "sing", "hang", "cling", "ring", "belong", "among")


@cache
def _irregular() -> dict[str, str]:
    found: dict[str, str] = table("en/irregular.toml")["verbs"]
    return found


@cache
def _silent_e() -> frozenset[str]:
    return frozenset(table("en/irregular.toml")["silent_e"])


def _bare(stem: str) -> str:
    """A verb from what is left when -ed or -ing is cut off."""
    if stem.endswith("i"):
        return stem[:-1] + "y"
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "aeiou" and not stem.endswith(_DOUBLED):
        return stem[:-1]
    if len(stem) > 5 and stem.endswith("ll") and stem[-3] in "eo" and not stem.endswith(("spell", "tell", "sell", "roll")):
        return stem[:-1]  # cancelled, travelled, controlled
    if stem in _silent_e() or (stem.endswith("at") and len(stem) > 4 and not stem.endswith(("eat", "oat", "reat"))):
        return stem + "e"
    if stem.endswith(_E_AFTER) and not stem.endswith(_NO_E):
        return stem + "e"
    if stem.endswith(("if", "iz", "is")) and len(stem) > 4 and not stem.endswith(("rief", "vis_")):
        return stem + "e" if not stem.endswith("if") else stem
    return stem


def _has_vowel(stem: str) -> bool:
    """Whether a stem can be a verb: what "bring" and "spring" leave without their last letters is none."""
    return any(letter in "aeiouy" for letter in stem)


@cache
def verb_lemma(form: str) -> str:
    """The dictionary form of a verb form in lower case."""
    if form in _irregular():
        return _irregular()[form]
    if form.endswith("ied") and len(form) > 4:
        return form[:-3] + "y"
    if form.endswith("ies") and len(form) > 4:
        return form[:-3] + "y"
    if form.endswith("eed") and len(form) > 4:
        return form if form in ("succeed", "proceed", "exceed", "need", "heed") else form[:-1]
    if form.endswith("ed") and len(form) > 3 and _has_vowel(form[:-2]):
        return _bare(form[:-2])
    if form.endswith("ing") and len(form) > 4 and _has_vowel(form[:-3]):
        return _bare(form[:-3])
    if form.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return form[:-2]
    if form.endswith("s") and not form.endswith(("ss", "us", "is")) and len(form) > 3:
        return form[:-1]
    return form


@cache
def noun_lemma(form: str) -> str:
    """The singular of a noun in lower case ("talks" → "talk", "parties" → "party")."""
    if form.endswith("ies") and len(form) > 4:
        return form[:-3] + "y"
    if form.endswith(("sses", "shes", "ches", "xes")):
        return form[:-2]
    if form.endswith("men") and len(form) > 3:
        return form[:-2] + "an"
    if form.endswith("s") and not form.endswith(("ss", "us", "is")) and len(form) > 3:
        return form[:-1]
    return form


def lemma(token: Token) -> str:
    """The dictionary form of a token, by its tag; other words in lower case as they are."""
    form = token.text.lower()
    tag = token.tag_
    if tag.startswith("VB") or tag == "MD":
        return verb_lemma(form)
    if tag in ("NNS", "NNPS"):
        return noun_lemma(form)
    return form


def bases(doc: Doc) -> list[tuple[str, str]]:
    """Each token's form in lower case and its dictionary form, worked out once a doc."""
    found: list[tuple[str, str]] | None = doc.user_data.get("detente.bases")
    if found is None:
        found = doc.user_data["detente.bases"] = [(t.lower_, lemma(t)) for t in doc]
    return found
