"""What the parse says of the name of a place: the clues from which its sense is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from detente.reading.grammar import is_passive
from detente.reading.lemmas import lemma, noun_lemma
from detente.reading.places.spans import root_of, words
from detente.reading.wordnet import class_of, noun_class

if TYPE_CHECKING:
    from detente.reading.tree import Token

#: Classes of words, in `en/places.toml`.
_CLASSES = (
    "motion",
    "state",
    "speech",
    "giving",
    "policy",
    "relation",
    "place",
    "measure",
    "state_acts",
    "sport",
    "going",
    "person",
    "enterprise",
    "land",
)
_TO_PEOPLE = ("with", "between", "against", "by", "among", "amongst")


@dataclass(frozen=True, slots=True)
class Grammar:
    """Where a name hangs in its sentence, coordination and apposition climbed."""

    token: Token
    head: Token

    #: subject, passive subject, object, preposition, owner, modifier, other
    role: str

    #: How it was climbed to ("conjconj", "").
    climbed: str

    #: In words.
    why: str


@lru_cache(maxsize=16_384)
def _classes(word: str) -> tuple[str, ...]:
    return tuple(c for c in _CLASSES if word in words("sense", c)) or ("none",)


def _content(token: Token) -> str:
    return "NAME" if token.tag_.startswith("NNP") else lemma(token)


def grammar_of(first: Token, last: Token) -> Grammar:
    """Where a name hangs in its sentence."""
    token, climbed = root_of(first, last), ""
    for _ in range(4):
        if token.dep_ not in ("conj", "appos") or token.head.i == token.i:
            break
        if token.dep_ == "appos" and not token.head.tag_.startswith("NNP"):
            break
        token, climbed = token.head, climbed + token.dep_
    head, label = token.head, token.dep_
    if token.i == head.i:
        return Grammar(token, head, "other", climbed, "stands alone")
    if label == "nsubj":
        return Grammar(token, head, "subject", climbed, f"subject of “{head.text}”")
    if label == "nsubjpass":
        return Grammar(token, head, "passive subject", climbed, f"subject of “{head.text}”")
    if label == "pobj":
        return Grammar(token, head, "preposition", climbed, f"after “{head.text}”")
    if label in ("dobj", "dative"):
        return Grammar(token, head, "object", climbed, f"object of “{head.text}”")
    if label == "poss":
        return Grammar(token, head, "owner", climbed, f"whose “{head.text}”")
    if label in ("compound", "nmod", "amod"):
        return Grammar(token, head, "modifier", climbed, f"before “{head.text}”")
    return Grammar(token, head, "other", climbed, f"beside “{head.text}”")


def rule_of(place: Grammar) -> str:
    """What plain rules of grammar make of it: "met" or "lit", with the rule's name."""
    base = lemma(place.head)
    if place.role == "subject":
        return "lit:state" if base in words("sense", "state") else "met:subject"
    if place.role == "passive subject":
        return "lit:motion" if base in words("sense", "motion") or not is_passive(place.head) else "met:passive"
    if place.role == "object":
        return "lit:motion" if base in words("sense", "motion") else "met:object"
    if place.role == "preposition":
        word, above = place.head.lower_, lemma(place.head.head)
        if word in _TO_PEOPLE or (word in ("to", "for") and above in words("sense", "giving")):
            return "met:preposition"
        return "lit:preposition"
    if place.role == "owner":
        return "met:owner" if base in words("sense", "policy") else "lit:owner"
    return "lit:other"


def clues(first: Token, last: Token, kind: str) -> frozenset[str]:
    """All clues for the name of a place of some kind (city, country, region, feature, none)."""
    place = grammar_of(first, last)
    label = place.token.dep_
    found = {f"kind={kind}", f"kind+dep={kind} {label}", f"own={root_of(first, last).dep_}", f"rule={rule_of(place)}"}
    if place.climbed:
        found.add(f"climbed={place.climbed}")
    found.update(_head_clues(place, label))
    if place.role == "preposition":
        found.update(_preposition_clues(place, kind))
    elif place.role in ("subject", "passive subject"):
        found.update(_subject_clues(place, label))
    elif place.role == "modifier":
        found.update(_modifier_clues(place))
    elif place.role == "object":
        found.update(f"object+prep={c.lower_}" for c in place.head.children if c.dep_ == "prep")
    elif place.role == "owner" and place.head.dep_ == "pobj":
        found.add(f"owner in={place.head.head.lower_}")
    found.update(_broad_clues(place))
    found.update(_neighbour_clues(first, last, place))
    found.update(_sport_clues(first, place))
    return frozenset(found)


def _head_clues(place: Grammar, label: str) -> Iterator[str]:
    head = place.head
    base = "ROOT" if head.i == place.token.i else lemma(head)
    yield f"dep={label}"
    yield f"dep+tag={label} {head.tag_}"
    yield f"dep+head={label} {base}"
    yield f"head={base}"
    yield f"dep+headdep={label} {head.dep_}"
    yield from (f"dep+class={label} {c}" for c in _classes(base))


def _preposition_clues(place: Grammar, kind: str) -> Iterator[str]:
    word, above = place.head.lower_, place.head.head
    base = _content(above)
    yield f"prep={word}"
    yield f"prep+tag={word} {above.tag_[:2]}"
    yield f"prep+above={word} {base}"
    yield f"above={base}"
    yield f"prep+dep={word} {above.dep_}"
    yield f"prep+kind={word} {kind}"
    for name in _classes(base):
        yield f"prep+class={word} {name}"
        yield f"above class={name}"
    if above.dep_ in ("pobj", "dobj"):
        further = above.head.head if above.dep_ == "pobj" else above.head
        yield from (f"further class={c}" for c in _classes(_content(further)))
    if place.head.dep_ == "agent" or (word == "by" and above.tag_ == "VBN"):
        yield "agent"
    yield f"prep first={word} {place.head.i == place.head.sent.start}"


def _subject_clues(place: Grammar, label: str) -> Iterator[str]:
    verb = place.head
    base = lemma(verb)
    for child in verb.children:
        if child.dep_ in ("dobj", "attr", "acomp", "xcomp", "ccomp", "prep"):
            yield f"{label}+child={child.dep_}"
        if child.dep_ in ("dobj", "attr", "acomp", "xcomp", "oprd"):
            yield f"{base}+{child.dep_}={lemma(child)}"
            yield f"{'be' if base == 'be' else 'verb'}+{child.dep_}={child.tag_}"
            yield from (f"subject+{child.dep_}={c}" for c in _classes(lemma(child)))
        elif child.dep_ == "prep":
            yield f"subject+prep={child.lower_}"


def _broad_clues(place: Grammar) -> Iterator[str]:
    """The broad classes of the words about a name, which hold for words that training never saw."""
    head = place.head
    yield f"broad={place.role} {class_of(head)}"
    if place.role == "preposition":
        above = head.head
        yield f"broad prep={head.lower_} {class_of(above)}"
        yield f"broad above={class_of(above)}"
        if above.dep_ in ("pobj", "dobj"):
            yield f"broad further={class_of(above.head.head if above.dep_ == 'pobj' else above.head)}"
    elif place.role in ("subject", "passive subject"):
        for child in head.children:
            if child.dep_ in ("dobj", "attr", "acomp", "xcomp"):
                yield f"broad child={child.dep_} {class_of(child)}"
            if child.dep_ in ("dobj", "attr"):
                yield f"broad verb+child={class_of(head)} {child.dep_} {class_of(child)}"
    elif place.role in ("modifier", "owner"):
        yield f"broad noun={noun_class(head)}"
        yield f"broad noun+dep={noun_class(head)} {head.dep_}"


def _modifier_clues(place: Grammar) -> Iterator[str]:
    noun = noun_lemma(place.head.lower_)
    yield from (f"modifier+class={c}" for c in _classes(noun))
    if place.head.dep_ in ("compound", "nmod"):
        yield from (f"modifier further class={c}" for c in _classes(noun_lemma(place.head.head.lower_)))


def _neighbour_clues(first: Token, last: Token, place: Grammar) -> Iterator[str]:
    doc = first.doc
    before = doc[first.i - 1] if first.i else None
    after = doc[last.i + 1] if last.i + 1 < len(doc) else None
    yield f"previous tag={before.tag_ if before is not None else '^'}"
    yield f"next tag={after.tag_ if after is not None else '$'}"
    if after is not None:
        yield from (f"next class={c}" for c in _classes(noun_lemma(after.lower_)))
    for child in place.token.children:
        if not first.i <= child.i <= last.i:
            yield f"child={child.dep_}{' ' + child.lower_ if child.dep_ in ('det', 'case', 'prep') else ''}"


def _sport_clues(first: Token, place: Grammar) -> Iterator[str]:
    """How much a sentence speaks of sport: there a country is its team."""
    sport = words("sense", "sport")
    # Only so far around the name, that a sentence without an end costs no more than another.
    near = first.doc[max(first.sent.start, first.i - 40) : min(first.sent.end, first.i + 40)]
    count = sum(noun_lemma(t.lower_) in sport for t in near)
    yield f"sport={min(count, 2)}"
    yield f"sport+dep={min(count, 1)} {place.token.dep_}"
    if place.role == "preposition":
        yield f"sport+prep={min(count, 1)} {place.head.lower_}"
