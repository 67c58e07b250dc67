"""Agenda rules: data of the codebook that say which words carry a claim, and where its parts stand in the sentence.

A rule has `words` (dictionary forms of the word that triggers it, a verb unless `kind` says otherwise) or a `pattern`
of `reading/wording.py`, whose last word (`at = "first"`: first word) then is the trigger. `label` lists the arguments
that may become the label, the first one present wins; `party` likewise (roles: see `arguments.argument`). `where` sets
conditions on arguments: words of which the argument's phrase must hold one (`@class` for a class, `!` before it for the
contrary, `=` where only the phrase's head counts), `party` for somebody who can take a position, `pair` for two or more
of them together, `*` for anything.
`value` is what the claim says, `denied` what it says where the clause is negated; `value.of` names the side of the thing
that an issue is about ("binding force"), `value.points` that it is the thing told before, `value.needs` that a deadline is told,
`value.others` that nobody says it of himself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, Literal

from detente.codebook import table
from detente.errors import CodebookError
from detente.reading.wording import Pattern, compile_pattern, word_class

WordKind = Literal["verb", "noun", "adjective", "any"]

#: Kind of claim → the file that holds its rules.
FILES = {
    "issue": "issues",
    "outcome": "outcomes",
    "commitment": "commitments",
    "assessment": "assessments",
    "no_information": "no_information",
}


@dataclass(frozen=True, slots=True)
class Condition:
    """What an argument's phrase must hold, or must not."""

    role: str
    words: frozenset[str]
    party: bool = False

    #: Two or more parties together ("both sides", "Peru and Chile").
    pair: bool = False

    negated: bool = False

    #: Only the head of the phrase counts.
    head: bool = False

    #: Only that there is such an argument, or (negated) that there is none.
    present: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of saying something."""

    #: Kind of claim that it makes.
    claim: str

    name: str
    words: frozenset[str]
    pattern: Pattern | None
    at: str
    kind: WordKind

    #: "active" or "passive" where only that voice is meant.
    voice: str | None

    #: True where only a future, modal or planned verb is meant, False where such a verb is not; None for any.
    modal: bool | None

    #: "no" (the clause must not be negated), "only" (it must) or "any".
    negated: str

    label: tuple[str, ...]
    party: tuple[str, ...]
    where: tuple[Condition, ...]
    value: Mapping[str, str]
    denied: Mapping[str, str] | None

    #: Whether every member of a list is a claim of its own.
    each: bool

    #: Whether the trigger must stand within quotation marks or be what something was called.
    quoted: bool

    #: "clause", or "phrase" where the words of the label alone are the evidence.
    evidence: str = "clause"

    example: str = field(default="", compare=False)


#: What a rule may say; anything else in a file is a mistake.
_KEYS = frozenset(f.name for f in fields(Rule)) - {"claim"}

#: Words of a condition that ask who somebody is.
_WHO = frozenset({"party", "pair"})


def _condition(role: str, wanted: str, where: str) -> Condition:
    negated, rest = wanted.startswith("!"), wanted.removeprefix("!")
    if rest == "*":
        return Condition(role, frozenset(), negated=negated, present=True)
    head, rest = rest.startswith("="), rest.removeprefix("=")
    pieces = rest.split("|")
    words: set[str] = set()
    for piece in pieces:
        if piece not in _WHO:
            words |= word_class(piece[1:]) if piece.startswith("@") else {piece}
    if not words - {""} and not _WHO & set(pieces):
        raise CodebookError(f"the condition on {role} is empty", where=where)
    return Condition(role, frozenset(words), "party" in pieces, "pair" in pieces, negated, head)


def _expand(words: Sequence[str]) -> frozenset[str]:
    found: set[str] = set()
    for word in words:
        found |= word_class(word[1:]) if word.startswith("@") else {word}
    return frozenset(found)


def _rule(kind: str, row: Mapping[str, Any], where: str) -> Rule:
    unknown = set(row) - _KEYS
    if unknown or "name" not in row or ("words" in row) == ("pattern" in row):
        what = f"unknown keys {sorted(unknown)}" if unknown else "a rule needs a name, and words or a pattern"
        raise CodebookError(f"{row.get('name', '?')}: {what}", where=where)
    return Rule(
        claim=kind,
        name=row["name"],
        words=_expand(row.get("words", ())),
        pattern=compile_pattern(row["pattern"]) if "pattern" in row else None,
        at=row.get("at", "last"),
        kind=row.get("kind", "verb"),
        voice=row.get("voice"),
        modal=row.get("modal"),
        negated="any" if "denied" in row else row.get("negated", "no"),
        label=tuple(row.get("label", ())),
        party=tuple(row.get("party", ())),
        where=tuple(_condition(role, wanted, where) for role, wanted in row.get("where", {}).items()),
        value=dict(row.get("value", {})),
        denied=dict(row["denied"]) if "denied" in row else None,
        each=row.get("each", False),
        quoted=row.get("quoted", False),
        evidence=row.get("evidence", "clause"),
        example=row.get("example", ""),
    )


@dataclass(frozen=True)
class RuleSet:
    """Rules, found by their words."""

    rules: tuple[Rule, ...]
    by_word: Mapping[str, tuple[Rule, ...]]

    #: Patterns by one of the words that they need; those that need none stand under "".
    by_need: Mapping[str, tuple[Rule, ...]]

    def patterns_for(self, vocabulary: frozenset[str]) -> Iterator[Rule]:
        """The rules whose pattern may fit a sentence with these words."""
        seen: set[tuple[str, str]] = set()
        for word in [*sorted(vocabulary & self.by_need.keys()), ""]:
            for rule in self.by_need.get(word, ()):
                if (rule.claim, rule.name) not in seen:
                    seen.add((rule.claim, rule.name))
                    yield rule


def rules_of(kind: str, language: str = "en") -> tuple[Rule, ...]:
    """The rules of a kind of claim. Raises CodebookError where one is malformed or two have a name in common."""
    return _load(kind, language)


@cache
def _load(kind: str, language: str) -> tuple[Rule, ...]:
    name = f"{language}/{FILES[kind]}.toml"
    rules = tuple(_rule(kind, row, f"codebook/{name}") for row in table(name)["rules"])
    names = [rule.name for rule in rules]
    if len(set(names)) < len(names):
        twice = sorted({n for n in names if names.count(n) > 1})
        raise CodebookError(f"rules share a name: {twice}", where=f"codebook/{name}")
    return rules


@cache
def all_rules(language: str = "en") -> RuleSet:
    """The rules of all kinds, found by their words. Raises CodebookError where one is malformed."""
    rules = tuple(rule for kind in FILES for rule in rules_of(kind, language))
    by_word: dict[str, list[Rule]] = {}
    by_need: dict[str, list[Rule]] = {}
    for rule in rules:
        for word in rule.words:
            by_word.setdefault(word, []).append(rule)
        if rule.pattern is not None:
            for word in min(rule.pattern.needs, key=len, default=frozenset({""})):
                by_need.setdefault(word, []).append(rule)
    return RuleSet(rules, {word: tuple(found) for word, found in by_word.items()}, {word: tuple(found) for word, found in by_need.items()})
