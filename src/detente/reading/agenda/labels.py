"""Labels: short noun phrases, or bare verb phrases, made from the words of a text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from detente.reading.grammar import is_verb
from detente.reading.lemmas import lemma
from detente.reading.wording import word_class

if TYPE_CHECKING:
    from spacy.tokens import Token

#: A label has at most this many words.
LONGEST = 10

#: Words that a label never begins with.
_OPENERS = frozenset(
    (
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "its",
        "their",
        "his",
        "her",
        "our",
        "my",
        "your",
        "any",
        "some",
        "such",
        "each",
        "both",
        "all",
        "several",
        "another",
        "no",
        "what",
        "which",
        "whose",
        "'s",
        "’s",
    )
)
_QUOTES = frozenset("\"'“”‘’«»„")
_STEPS = frozenset({"measure", "step"})
_LEFT = ("amod", "compound", "nummod", "nmod", "poss", "quantmod", "npadvmod", "advmod", "punct", "case")
_OPEN_VERBS = ("be", "have", "do")


def _is_date(noun: Token) -> bool:
    """Whether a noun is a day, a month or the like, which a label leaves out."""
    return lemma(noun) in word_class("calendar") or noun.lower_ in word_class("calendar")


def _core(head: Token) -> list[Token]:
    """The head of a noun phrase with what stands before it."""
    found = [head]
    for child in head.lefts:
        if child.dep_ in _LEFT and not (child.dep_ == "punct" and child.text not in ("-", "–", "/")):
            found += [t for t in child.subtree if t.i < head.i] if child.dep_ != "amod" or not is_verb(child) else [child]
    return found


def _after(head: Token, room: int, joined: bool = True) -> list[Token]:
    """Prepositional complements and participles after the head of a noun phrase, as many words as there is room for."""
    found: list[Token] = []
    if room <= 0:
        return found
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ not in ("according", "including", "despite", "amid", "during"):
            inner = [g for g in child.children if g.dep_ in ("pobj", "pcomp") and not _is_date(g)]
            words = [child]
            for noun in inner:
                words += _phrase(noun, room - len(found) - 1)
            if len(found) + len(words) > room or not inner:
                break
            found += words
        elif joined and child.dep_ in ("cc", "conj") and child.i <= head.i + 4 and child.tag_[:2] in ("CC", "NN") and len(found) < room - 2:
            found += [child] if child.dep_ == "cc" else _core(child)
        elif child.dep_ == "acl" and child.tag_ == "VBG" and child.i == head.i + 1 and room > 4:
            found += _verbal(child, room - 1)
            break
        elif child.dep_ not in ("punct", "case"):
            break
    return found if not found or found[-1].dep_ not in ("cc", "prep") else found[:-1]


def _phrase(token: Token, room: int, joined: bool = True) -> list[Token]:
    """The words of a noun or verb phrase that make a label."""
    if is_verb(token) and token.dep_ not in ("compound", "amod"):
        return _verbal(token, room)
    core = _core(token)
    return core + _after(token, room - len(core), joined)


def _verbal(verb: Token, room: int) -> list[Token]:
    found = [] if lemma(verb) in _OPEN_VERBS else [verb]
    if room <= 0:
        return found
    for child in verb.children:
        if child.dep_ in ("neg", "prt") or (child.dep_ in ("acomp",) and room > 2):
            found.append(child)
        elif child.dep_ in ("dobj", "attr", "nsubjpass", "dative") and len(found) < room:
            found += _phrase(child, room - len(found))
        elif child.dep_ in ("xcomp", "ccomp") and not [c for c in verb.children if c.dep_ == "dobj"]:
            found += _verbal(child, room - len(found) - 1)
    for child in verb.rights:
        if child.dep_ == "prep" and len(found) < room - 1:
            for noun in (g for g in child.children if g.dep_ in ("pobj", "pcomp") and not _is_date(g)):
                words = [child, *_phrase(noun, room - len(found) - 1)]
                if len(found) + len(words) <= room:
                    found += words
    return found


def _join(tokens: Iterable[Token]) -> str:
    ordered = sorted({t.i: t for t in tokens}.values(), key=lambda t: t.i)
    ordered = [t for t in ordered if t.text not in _QUOTES and not (t.dep_ == "punct" and t.text in ",;:()—")]
    while ordered and (ordered[0].lower_ in _OPENERS or ordered[0].dep_ in ("cc", "case", "prep") or ordered[0].tag_ in ("PRP", "TO")):
        ordered.pop(0)
    while ordered and (ordered[-1].dep_ in ("cc", "prep", "det") or ordered[-1].tag_ in ("TO",)):
        ordered.pop()
    text = ""
    for token in ordered[:LONGEST]:
        glue = token.text in ("'s", "’s", "'", "’", "%") or token.text in ("-", "–", "/") or text.endswith(("-", "–", "/"))
        text += token.text if glue or not text else " " + token.text
    return text.strip(" .,;:'\"“”’‘-–—")


def noun_label(token: Token, joined: bool = True) -> str:
    """A noun phrase as a label: its head, what stands before it and its prepositional complements, no article.

    Nouns that are joined to it are left out where `joined` is false.
    """
    return _join(_phrase(token, LONGEST - 1, joined))


def topic_label(token: Token, joined: bool = True, depth: int = 0) -> str:
    """What something is about: of a light verb or noun ("the resumption of direct flights") the thing itself."""
    light = word_class("light") if depth < 5 else frozenset()
    if is_verb(token) and lemma(token) in light:
        for child in token.children:
            if child.dep_ in ("dobj", "nsubjpass", "attr") and child.tag_.startswith("NN"):
                return noun_label(child, joined)
    if not is_verb(token) and lemma(token) in light | _STEPS:
        for child in token.children:
            if child.dep_ in ("acl", "relcl", "xcomp") and child.tag_ == "VB":
                return topic_label(child, joined, depth + 1)
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in ("of", "on", "for", "about", "in", "over", "to"):
                inner = [g for g in child.children if g.dep_ in ("pobj", "pcomp")]
                if inner:
                    return topic_label(inner[0], joined, depth + 1)
    return verb_label(token) if is_verb(token) else noun_label(token, joined)


def verb_label(token: Token) -> str:
    """A bare verb phrase ("appoint a personal envoy" without its article), or the noun phrase where it is a noun."""
    if not is_verb(token):
        return noun_label(token)
    words = _phrase(token, LONGEST - 1)
    text = _join([t for t in words if t.dep_ not in ("det",) or t.lower_ == "no"])
    own = token.text
    if text.startswith(own) and token.tag_ != "VB":
        text = lemma(token) + text[len(own) :]
    return text


def phrase_words(token: Token) -> frozenset[str]:
    """Dictionary forms of the content words in a phrase: head, modifiers, and the nouns of its of-complements."""
    found = {lemma(token), token.lower_}
    if is_verb(token):
        found |= {lemma(c) for c in token.children if c.dep_ in ("dobj", "prt")}
    for child in token.children:
        if child.dep_ in ("amod", "compound", "nmod", "poss", "det", "nummod", "neg", "advmod"):
            found.add(lemma(child))
            found.add(child.lower_)
        elif child.dep_ == "prep" and child.lower_ in ("of", "on", "for", "to", "between", "in"):
            for noun in child.children:
                if noun.dep_ == "pobj":
                    found |= {lemma(noun), noun.lower_}
                    found |= {lemma(m) for m in noun.children if m.dep_ in ("amod", "compound")}
    return frozenset(found)
