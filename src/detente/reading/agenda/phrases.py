"""Stretches of a sentence that make a label: a noun with its complements, a verb with its object, put together as text."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from detente.codebook import table
from detente.reading.grammar import is_verb
from detente.reading.lemmas import lemma
from detente.reading.wording import word_class

if TYPE_CHECKING:
    from detente.reading.tree import Token

#: A label has at most this many words.
LONGEST = 10
_QUOTES = frozenset("\"'“”‘’«»„")
_LEFT = ("amod", "compound", "nummod", "nmod", "poss", "quantmod", "npadvmod", "advmod", "punct", "case")
_OPEN_VERBS = ("be", "have", "do")
_DEFINITE = frozenset({"the", "these", "those", "both"})
#: Nouns for texts that two sign.
_SIGNED = frozenset({"agreement", "accord", "declaration", "treaty", "pact", "framework", "statement", "memorandum", "protocol", "deal"})
#: Tags of words that have a capital at the start of a sentence only.
_COMMON = ("NN", "NNS", "JJ", "JJR", "VBG", "VBN", "RB", "RBR")
_BARS = frozenset({"—", "•", "|", "·", "//"})
PARTICLES = frozenset({"back", "down", "out", "off", "away", "up", "home"})


@cache
def listed(*groups: str) -> frozenset[str]:
    """The words of groups of the codebook's `labels.toml`."""
    return frozenset(word for group in groups for word in table("en/labels.toml")[group].split())


def one_head(first: Token, second: Token) -> bool:
    """Whether two joined nouns are modifiers of one ("visa and travel rules", where the parser has two things)."""
    bare = first.tag_ == "NN" and not any(c.dep_ in ("det", "poss", "prep") for c in first.children) and second.i <= first.i + 3
    return bare and second.tag_ == "NNS" and any(c.dep_ == "compound" and c.tag_ == "NN" for c in second.lefts)


def is_date(noun: Token) -> bool:
    """Whether a noun is a day, a month or the like, which a label leaves out ("by the end of July" too)."""
    if lemma(noun) in ("end", "start", "beginning", "middle", "close"):
        return any(g.dep_ == "pobj" and is_date(g) for c in noun.children if c.lower_ == "of" for g in c.children)
    return lemma(noun) in word_class("calendar") or noun.lower_ in word_class("calendar")


def core(head: Token) -> list[Token]:
    """The head of a noun phrase with what stands before it."""
    found = [head]
    if head.dep_ == "conj" and one_head(head.head, head):
        found += [*core(head.head), *(c for c in head.head.rights if c.dep_ == "cc")]
    definite = any((c.dep_ == "det" and c.lower_ in _DEFINITE) or c.dep_ == "poss" for c in head.lefts)
    for child in head.lefts:
        if (definite and child.lower_ == "two") or child.left_edge.lower_ == "not":
            continue  # "the two presidents" are the presidents, "not a single rifle" speaks of rifles
        if child.dep_ in _LEFT and not (child.dep_ == "punct" and child.text not in ("-", "–", "/")):
            found += [t for t in child.subtree if t.i < head.i] if child.dep_ != "amod" or not is_verb(child) else [child]
    if head.i > head.sent.start + 1 and head.nbor(-1).text == "-" and head.nbor(-2).dep_ == head.dep_ and head.nbor(-2).head == head.head:
        found += [head.nbor(-1), *core(head.nbor(-2))]  # "sub-committee", which the parser took for several words
    return found


def _after(head: Token, room: int, joined: bool = True) -> list[Token]:
    """Prepositional complements and participles after the head of a noun phrase, as many words as there is room for."""
    found: list[Token] = []
    if room <= 0:
        return found
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in ("in", "at") and lemma(head) in _SIGNED and any(_is_place(g) for g in child.children):
            continue  # where a text was signed is no part of its name
        if child.dep_ == "prep" and child.lower_ not in ("according", "including", "despite", "amid", "during"):
            inner = [g for g in child.children if g.dep_ in ("pobj", "pcomp") and not is_date(g) and not asks(g)]
            if not inner and any(is_date(g) for g in child.children):
                continue  # "a halt of two days along the river"
            words = [child]
            for noun in inner:
                words += phrase(noun, room - len(found) - 1)
            if len(found) + len(words) > room or not inner:
                break
            found += words
        elif joined and child.dep_ in ("cc", "conj") and child.i <= head.i + 4 and child.tag_[:2] in ("CC", "NN") and len(found) < room - 2:
            if child.dep_ == "conj" and not any(t.dep_ == "cc" for t in found):
                break  # "the accord, Palace Hotel"
            found += [child] if child.dep_ == "cc" else core(child)
        elif child.dep_ == "acl" and child.tag_ == "VBG" and child.i == head.i + 1 and room > 4:
            found += verbal(child, room - 1)
            break
        elif child.dep_ in ("acl", "relcl", "xcomp") and child.tag_ == "VB" and room > 3 and not found:
            if not any(c.tag_ == "TO" for c in child.children):
                break
            words = [*(c for c in child.children if c.tag_ == "TO"), *verbal(child, room - 2)]
            found += words if len(words) > 2 else []
            break
        elif child.dep_ == "det" and child.i == head.i + 1:
            found.append(child)  # "one another"
        elif child.dep_ not in ("punct", "case"):
            break
    return found if not found or found[-1].dep_ not in ("cc", "prep") else found[:-1]


def _tells(noun: Token) -> bool:
    """Whether what follows a preposition belongs in a label: no day, and no bare "all" or clause with its own subject."""
    clause = is_verb(noun) and (asks(noun) or any(c.dep_ == "nsubj" for c in noun.children))
    return not is_date(noun) and not clause and not noun.tag_.startswith("DT")


def asks(head: Token) -> bool:
    """Whether a complement is a clause that asks or refers ("on what he calls the causes")."""
    return is_verb(head) and any(t.tag_ in ("WP", "WRB", "WDT") for t in head.children)


def _is_place(noun: Token) -> bool:
    return noun.tag_.startswith("NNP") or lemma(noun) in ("capital", "city", "town", "hotel", "palace")


def phrase(token: Token, room: int, joined: bool = True) -> list[Token]:
    """The words of a noun or verb phrase that make a label."""
    if is_verb(token) and token.dep_ not in ("compound", "amod"):
        return verbal(token, room)
    words = core(token)
    return words + _after(token, room - len(words), joined)


def verbal(verb: Token, room: int) -> list[Token]:
    """A verb with its object and complements, in at most so many words."""
    found = [] if lemma(verb) in _OPEN_VERBS else [verb]
    if room <= 0:
        return found
    for child in verb.children:
        if (
            child.dep_ in ("neg", "prt")
            or (child.dep_ == "advmod" and child.lower_ in PARTICLES)
            or (child.dep_ in ("acomp", "oprd") and room > 2 and child.tag_.startswith("JJ"))
        ):
            found.append(child)
        elif child.dep_ in ("dobj", "attr", "nsubjpass", "dative") and len(found) < room:
            found += phrase(child, room - len(found))
        elif child.dep_ in ("xcomp", "ccomp") and not asks(child) and not [c for c in verb.children if c.dep_ == "dobj"]:
            found += verbal(child, room - len(found) - 1)
    found += _shared(verb, room - len(found))
    for child in verb.rights:
        if child.dep_ == "prep" and len(found) < room - 1:
            for noun in (g for g in child.children if g.dep_ in ("pobj", "pcomp") and _tells(g)):
                words = [child, *phrase(noun, room - len(found) - 1)]
                if len(found) + len(words) <= room:
                    found += words
    return found


def _shared(verb: Token, room: int) -> list[Token]:
    """The joined verb, with the object that both have ("suspend or remove the ban")."""
    if any(c.dep_ in ("dobj", "prep", "prt", "xcomp", "ccomp", "nsubjpass") for c in verb.children):
        return []
    joint = next((c for c in verb.rights if c.dep_ == "cc"), None)
    other = next((c for c in verb.rights if c.dep_ == "conj" and c.i <= verb.i + 3 and any(g.dep_ == "dobj" for g in c.children)), None)
    return [joint, *verbal(other, room - 1)] if joint is not None and other is not None and room > 2 else []


def _after_dateline(ordered: list[Token]) -> list[Token]:
    """Words without those before the mark that closes a dateline or a clock ("LIMA — A further meeting")."""
    for at in range(min(len(ordered), 6) - 1, -1, -1):
        token = ordered[at]
        until = ordered[at + 1].i if at + 1 < len(ordered) else token.i + 2
        gap = token.doc[token.i + 1 : until]
        if token.text in _BARS or any(t.text in _BARS or (t.text in "-–" and t.whitespace_ and t.nbor(-1).whitespace_) for t in gap):
            return ordered[at + 1 :] or ordered
    return ordered[1:] if len(ordered) > 1 and ordered[0].text[:1].isdigit() and ":" in ordered[0].text else ordered


def join(tokens: Iterable[Token], openers: bool = True) -> str:
    """Words put together as a label, in the order of the text; articles and the like at its head go where `openers` is true."""
    ordered = _after_dateline(sorted({t.i: t for t in tokens}.values(), key=lambda t: t.i))
    ordered = [t for t in ordered if t.text not in _QUOTES and not (t.dep_ == "punct" and t.text in ",;:()—")]
    while ordered and openers and _opens(ordered[0]):
        ordered.pop(0)
    while ordered and (ordered[-1].dep_ in ("cc", "prep", "det") or ordered[-1].tag_ in ("TO",)):
        ordered.pop()
    spelling: dict[str, str] = table("en/labels.toml")["spelling"]
    text = ""
    for at, token in enumerate(ordered[:LONGEST]):
        glue = token.text in ("'s", "’s", "'", "’", "%") or token.text in ("-", "–", "/") or text.endswith(("-", "–", "/"))
        word = token.lower_ if at == 0 and token.is_sent_start and token.tag_ in _COMMON and not token.text.isupper() else token.text
        word = spelling.get(word.lower(), word)
        text += word if glue or not text else " " + word
    return text.strip(" .,;:'\"“”’‘-–—")


def _opens(token: Token) -> bool:
    return token.lower_ in listed("openers") or token.dep_ in ("cc", "case", "prep") or token.tag_ in ("PRP", "TO")
