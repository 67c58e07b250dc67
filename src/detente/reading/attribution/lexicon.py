"""Cue words: which verbs, nouns and phrases attribute, and what they take. Data in `codebook/<language>/cues.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import cast

from detente.codebook import table
from detente.errors import CodebookError
from detente.model import Certainty, Polarity


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue word."""

    lemma: str

    #: say, ask, promise, judge, think, show, …: what kind of saying it is.
    kind: str

    #: What it takes: clause, question, infinitive, gerund, object, as, small, quote, inverted, and prepositions.
    takes: frozenset[str]

    #: How sure the speaker is by the cue alone; None where only the content tells.
    certainty: Certainty | None
    polarity: Polarity | None
    example: str


def _cues(name: str, language: str) -> dict[str, Cue]:
    data = table(f"{language}/cues.toml")
    kinds = data["kinds"]
    found = {}
    for row in data[name]:
        kind = kinds.get(row["kind"])
        if kind is None:
            raise CodebookError(f"{row['lemma']!r} is of an unknown kind {row['kind']!r}", where=f"codebook/{language}/cues.toml")
        takes = frozenset(row.get("takes", kind.get("takes", "")).split()) | frozenset(row.get("also", "").split())
        certainty = cast("Certainty | None", row.get("certainty", kind.get("certainty")))
        polarity = cast("Polarity | None", row.get("polarity", kind.get("polarity")))
        found[row["lemma"]] = Cue(row["lemma"], row["kind"], takes, certainty, polarity, row.get("example", ""))
    return found


@cache
def verbs(language: str = "en") -> dict[str, Cue]:
    """Cue verbs by dictionary form. Raises CodebookError where the table is malformed."""
    return _cues("verbs", language)


@cache
def nouns(language: str = "en") -> dict[str, Cue]:
    """Cue nouns ("claim", "statement") by dictionary form."""
    return _cues("nouns", language)


@cache
def adjectives(language: str = "en") -> dict[str, Cue]:
    """Cue adjectives ("hopeful that") by form."""
    return _cues("adjectives", language)


@cache
def words(name: str, language: str = "en") -> frozenset[str]:
    """A list of single words of the table ("addressees", "media_nouns"), lower case."""
    return frozenset(table(f"{language}/cues.toml")["words"][name])
