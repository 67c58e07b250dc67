"""The words for meetings and for what becomes of them, from `codebook/en/rounds.toml`, and how a verb is looked up there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from detente.codebook import table
from detente.reading.lemmas import bases, lemma, verb_lemma

if TYPE_CHECKING:
    from detente.reading.tree import Token

FILE = "en/rounds.toml"

#: Particles hang on their verb itself.
_PARTICLES = frozenset({"on", "off", "up", "back", "out", "over", "through", "ahead", "down", "about"})

#: How far after its verb the rest of a phrasal form may stand ("call the whole round off").
_REACH = 14


@dataclass(frozen=True, slots=True)
class Form:
    """A way of saying what becomes of a meeting."""

    words: tuple[str, ...]

    #: Class of the predicate ("conduct", "cancel", …), or "meet".
    sort: str

    example: str

    @property
    def name(self) -> str:
        return "_".join(self.words)


@cache
def words(section: str, name: str) -> frozenset[str]:
    """A list of the file as a set."""
    return frozenset(table(FILE)[section][name])


@cache
def forms() -> tuple[Form, ...]:
    """Every predicate of the file, the verbs of meeting included."""
    found = [Form(tuple(form.split()), sort, example) for sort, rows in table(FILE)["predicates"].items() for form, example in rows.items()]
    found += [Form(tuple(form.split()), "meet", example) for form, example in table(FILE)["meet"].items()]
    return tuple(found)


@cache
def _by_verb(meet: bool) -> dict[str, tuple[Form, ...]]:
    found: dict[str, list[Form]] = {}
    for form in forms():
        if (form.sort == "meet") == meet:
            found.setdefault(form.words[0], []).append(form)
    return {verb: tuple(sorted(rows, key=lambda f: -len(f.words))) for verb, rows in found.items()}


def _rest_fits(verb: Token, rest: tuple[str, ...]) -> bool:
    """Whether the other words of a form stand after the verb, in order, the first of them hanging on it."""
    at = verb.i
    doc = verb.doc
    pairs = bases(doc)
    verb_is_be = pairs[at][1] == "be"
    for n, word in enumerate(rest):
        for i in range(at + 1, min(at + 1 + _REACH, len(pairs))):
            if word in pairs[i]:
                token = doc[i]
                if verb.tag_.startswith("VB") and n == 0 and rest[0] in ("open", "set") and token.tag_.startswith("VB"):
                    continue
                after = (
                    word == "together" and token.head.dep_ == "prep" and token.head.i == i + 1 and token.head.head.i == verb.i
                )  # "together | in Geneva"
                if n == 0 and token.head.i != verb.i and not after and (token.head.head.i != verb.i or word in _PARTICLES):
                    continue
                if word == "on" and token.dep_ == "prep" and any(token.children) and lemma(verb) in ("go", "drag"):
                    return False  # "went into its second day on Wednesday"
                if word == "over" and lemma(verb) == "hold" and any(c.dep_ == "pobj" for c in token.children):
                    return False  # "held the second round over the weekend"
                if n > 0 and verb_is_be and i != at + 1:
                    return False
                at = i
                break
        else:
            return False
    return True


def _predicative(verb: Token) -> Iterator[Form]:
    """Participles that the tagger took for adjectives: "the talks have been frozen", "the round is cancelled"."""
    for child in verb.children:
        if child.dep_ in ("acomp", "attr", "oprd") and child.tag_ in ("JJ", "VBN"):
            if any(c.dep_ == "xcomp" for c in child.children):
                continue  # "no one is prepared to say"
            for form in _by_verb(False).get(verb_lemma(child.lower_), ()):
                if form.sort in ("cancel", "postpone", "plan", "confirm") and len(form.words) == 1:
                    yield form


def match(verb: Token, *, meet: bool = False) -> Iterator[Form]:
    """The forms that a verb stands for, the longest first."""
    base = lemma(verb)
    if base in ("be", "remain") and not meet:  # "the fifth round remains scheduled for May"
        yield from _predicative(verb)
    for form in _by_verb(meet).get(base, ()):
        if len(form.words) == 1 and any(c.dep_ == "prt" and c.lower_ not in ("over", "on") for c in verb.children):
            continue
        if form.words == ("be", "likely") and any(g.dep_ == "xcomp" for c in verb.children if c.dep_ == "acomp" for g in c.children):
            continue
        if len(form.words) == 1 or _rest_fits(verb, form.words[1:]):
            yield form
