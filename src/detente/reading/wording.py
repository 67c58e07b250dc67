"""Wording rules: small patterns over the words of a sentence, kept as data in the codebook.

A pattern is a row of items parted by blanks:

    word        a token whose form or dictionary form this is (lower case)
    a|b         one of several
    @class      any word of a class in `codebook/<language>/classes.toml`
    #TAG        a token whose Penn tag begins so (`#VBN`, `#CD`)
    item?       may be left out
    *           up to four tokens of any kind; ** up to twelve

`!` before an item means "not this". Nothing else is special, so that adding a way of saying something takes one line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from detente.codebook import table
from detente.errors import CodebookError
from detente.reading.lemmas import lemma

if TYPE_CHECKING:
    from detente.reading.tree import Token

_GAPS = {"*": 4, "**": 12}


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a pattern."""

    words: frozenset[str]
    tags: tuple[str, ...]
    optional: bool = False
    negated: bool = False
    gap: int = 0

    def fits(self, word: str, base: str, tag: str) -> bool:
        """Whether a token of that form, dictionary form and tag is meant."""
        hit = word in self.words or base in self.words or (bool(self.tags) and tag.startswith(self.tags))
        return hit != self.negated


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern."""

    source: str
    items: tuple[Item, ...]

    #: For a quick look: at least one word of every set must be in the sentence.
    needs: tuple[frozenset[str], ...]


@cache
def word_class(name: str, language: str = "en") -> frozenset[str]:
    """The words of a class. Raises CodebookError where there is none of that name."""
    classes = table(f"{language}/classes.toml")["classes"]
    if name not in classes:
        raise CodebookError(f"no word class @{name}", where=f"codebook/{language}/classes.toml", todo="Add it, or mend the pattern")
    return frozenset(classes[name])


@cache
def compile_pattern(source: str, language: str = "en") -> Pattern:
    """Compile a pattern. Raises CodebookError where it is empty or names an unknown class."""
    items = []
    for piece in source.split():
        if piece in _GAPS:
            items.append(Item(frozenset(), (), gap=_GAPS[piece]))
            continue
        negated, piece = piece.startswith("!") and len(piece) > 1, piece.removeprefix("!") or piece
        optional, piece = piece.endswith("?") and len(piece) > 1, piece.removesuffix("?") or piece
        words: set[str] = set()
        tags: list[str] = []
        for choice in piece.split("|"):
            if choice.startswith("@") and len(choice) > 1:
                words |= word_class(choice[1:], language)
            elif choice.startswith("#") and len(choice) > 1:
                tags.append(choice[1:])
            else:
                words.add(choice)
        items.append(Item(frozenset(words), tuple(tags), optional, negated))
    if not any(not i.gap and not i.optional for i in items):
        raise CodebookError(f"the pattern {source!r} would match anything", todo="Give it at least one word")
    needs = tuple(i.words for i in items if i.words and not i.tags and not i.optional and not i.negated)
    return Pattern(source, tuple(items), needs)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a sentence as patterns see them; make it once a sentence."""

    tokens: Sequence[Token]
    forms: tuple[tuple[str, str, str], ...]
    vocabulary: frozenset[str]

    @classmethod
    def of(cls, tokens: Sequence[Token]) -> Words:
        """The words of a row of tokens."""
        forms = tuple((t.text.lower().replace("’", "'"), lemma(t), t.tag_) for t in tokens)
        return cls(tokens, forms, frozenset(w for f in forms for w in f[:2]))

    def find(self, pattern: Pattern) -> Iterator[tuple[Token, Token]]:
        """First and last token of each place where the pattern fits, left to right, not overlapping."""
        for need in pattern.needs:
            if need.isdisjoint(self.vocabulary):
                return
        at = 0
        while at < len(self.forms):
            end = _match(pattern.items, 0, self.forms, at)
            if end is not None and end > at:
                yield self.tokens[at], self.tokens[end - 1]
                at = end
            else:
                at += 1


def _match(items: tuple[Item, ...], i: int, forms: tuple[tuple[str, str, str], ...], at: int) -> int | None:
    """Where the items from the i-th on, laid at a token, end; None where they do not fit."""
    if i == len(items):
        return at
    item = items[i]
    if item.gap:
        for width in range(min(item.gap, len(forms) - at) + 1):
            end = _match(items, i + 1, forms, at + width)
            if end is not None:
                return end
        return None
    if at < len(forms) and item.fits(*forms[at]):
        end = _match(items, i + 1, forms, at + 1)
        if end is not None:
            return end
    return _match(items, i + 1, forms, at) if item.optional else None
