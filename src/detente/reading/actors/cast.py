"""The cast of a dispatch: everybody who appears in it, and who is meant by a stretch of its text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from detente.codebook.parties import Form, find_party, key, kind_of, lookup
from detente.model import ActorMention, FieldName, Link
from detente.reading.actors.vocabulary import MEMBERS, NOT_FOR


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named in a dispatch."""

    #: The fullest name that the text gives.
    name: str

    #: Office, as the text or the table of office-holders says, or None.
    role: str | None

    #: Whom he or she speaks for, or None.
    party: str | None

    #: What told the party: "title", "leads", "clause", "possessor", "of-house", "table", "of", "for", "bound", "context" or "".
    why: str

    #: Every mention by name or description, in order of the text.
    mentions: tuple[ActorMention, ...]

    #: The party whose delegation he or she is said to lead, or None.
    leads: str | None = None


@dataclass(frozen=True, slots=True)
class Stand:
    """What the words around a name say of it: whom it stands for, as head of delegation, by speaking or by signing."""

    party: str
    sort: Literal["lead", "speak", "sign"]
    planned: bool


@dataclass(frozen=True)
class Cast:
    """Everybody who appears in a dispatch. Mentions are in order of field and start; one may lie within another."""

    mentions: tuple[ActorMention, ...]
    persons: tuple[Person, ...] = ()

    #: Mentions that only say whose something is ("Trump" in "Trump's envoy"), by field and start.
    owners: frozenset[tuple[str, int]] = frozenset()

    #: The text of a field, for words that no mention covers.
    text_of: Callable[[FieldName], str] = field(default=lambda _: "", compare=False)

    #: Names that mean another party in this dispatch than elsewhere, by `key` ("taliban" before it governed).
    local: Mapping[str, str] = field(default_factory=dict, compare=False)

    #: Whom a name stands for by the words around it, by field and start of the name.
    stands: Mapping[tuple[str, int], Stand] = field(default_factory=dict, compare=False)

    _starts: Mapping[str, tuple[list[int], list[ActorMention], int]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        found: dict[str, tuple[list[int], list[ActorMention], int]] = {}
        for name in ("title", "text"):
            own = sorted((m for m in self.mentions if m.field == name), key=lambda m: (m.start, -m.end))
            longest = max((m.end - m.start for m in own), default=0)
            found[name] = ([m.start for m in own], own, longest)
        object.__setattr__(self, "_starts", found)

    def people(self) -> tuple[Person, ...]:
        """Everybody named, in order of first mention."""
        return self.persons

    def within(self, field: FieldName, start: int, end: int) -> list[ActorMention]:
        """Every mention that shares a code point with a stretch, in order of start, the longer first."""
        starts, own, longest = self._starts[field]
        found = []
        for i in range(bisect_left(starts, start - longest), len(own)):
            if own[i].start >= end:
                break
            if own[i].end > start:
                found.append(own[i])
        return found

    def at(self, field: FieldName, start: int, end: int) -> ActorMention | None:
        """The mention that overlaps a stretch most, or None."""
        found = self.within(field, start, end)
        return max(found, key=lambda m: (min(end, m.end) - max(start, m.start), -(m.end - m.start)), default=None)

    def person(self, name: str) -> Person | None:
        """The person of that name, or of that last word of a name; None where there is none or more than one."""
        exact = [p for p in self.persons if p.name == name]
        found = exact or [p for p in self.persons if p.name.split()[-1:] == name.split()[-1:]]
        return found[0] if len(found) == 1 else None

    def party_of(self, words: str) -> str | None:
        """The party that a description speaks for ("a Turkish official" → TUR), or None; None too where it names several."""
        return party_in(words, self.named)

    def named(self, words: str) -> Form | None:
        """What a name means in this dispatch, as `lookup` says of any."""
        form = lookup(words)
        code = self.local.get(key(words)) if self.local else None
        return form if code is None else Form(code, form.way if form else "name", words)

    def link(self, field: FieldName, start: int, end: int) -> Link:
        """Who is described by a stretch of text: name, kind, role and party, with the offsets that were asked for.

        A person comes by the fullest name found anywhere in the dispatch, an institution by its fullest name, a government
        as written, an unnamed source as described; several parties together are a collective without a party.
        """
        text = self.text_of(field)[start:end]
        found = self._heads(field, start, end)
        if len(found) > 1 and re.search(r"\band\b|,|&", self.text_of(field)[found[0].end : found[1].start]):
            parties = {m.party for m in found}
            if all(m.kind in ("person", "institution") for m in found):
                name = " and ".join(dict.fromkeys(m.name for m in found))
                return Link(name, "collective", None, parties.pop() if len(parties) == 1 else None, start, end)
        titled = self._titled(field, start, end)
        if titled is not None:
            return Link(titled.name, titled.kind, titled.role, titled.party, start, end)
        if found and self._hangs(field, start, found[0]):
            party = found[0].party if lookup(found[0].text, "capital") is None else None
            return Link(_clean(text), "unnamed", None, party, start, end)
        if found:
            person = next((m for m in found if m.kind == "person"), None)
            chosen = person or found[0]
            return Link(chosen.name, chosen.kind, chosen.role, chosen.party, start, end)
        return Link(_clean(text), "unnamed", None, self.party_of(text), start, end)

    def _titled(self, field: FieldName, start: int, end: int) -> ActorMention | None:
        """The person at the end of a stretch right after the place that his title names ("Ambassador to the U.S. Ana Ruiz")."""
        inside = sorted((m for m in self.within(field, start, end) if m.start >= start), key=lambda m: m.start)
        for place, person in pairwise(inside):
            between = self.text_of(field)[place.end : person.start]
            if person.kind == "person" and place.kind == "institution" and end - person.end <= 1 and between.strip(" .") == "":
                return person
        return None

    def _heads(self, field: FieldName, start: int, end: int) -> list[ActorMention]:
        """The mentions of a stretch that are not within another, nor possessors, nor hang on a preposition."""
        found = [m for m in self.within(field, start, end) if m.end <= end + 1 or m.start >= start]
        outer = [
            m
            for m in found
            if not any(o is not m and o.start <= m.start and m.end <= o.end and (o.start, o.end) != (m.start, m.end) for o in found)
        ]
        free = [m for m in outer if (m.field, m.start) not in self.owners] or outer
        text = self.text_of(field)
        kept: list[ActorMention] = []
        for m in free:
            before = text[max(start, m.start - 40) : m.start]
            if kept and _HANGS.search(before) and not _AND.search(before):
                continue
            kept.append(m)
        return kept

    def _hangs(self, field: FieldName, start: int, mention: ActorMention) -> bool:
        """Whether a mention only hangs on a thing named before it ("a statement from the Geneva talks")."""
        before = self.text_of(field)[start : mention.start]
        return mention.kind != "person" and len(before.split()) > 1 and _HANGS.search(before[-60:]) is not None


#: A preposition with at most three words after it, at the end.
_HANGS = re.compile(
    r"\b(?:of|for|to|in|from|at|with|by|on|about|under|near|inside|within|against|between|after|via|through)\s+(?:[\w.'’-]+\s+){0,3}$"
)
_AND = re.compile(r"\band\s+(?:the\s+)?$")


def _clean(text: str) -> str:
    """Words as described, on one line."""
    return " ".join(text.split()).strip(" ,.;:\"“”'’—–-")


_WORD = re.compile(r"[^\W_](?:[\w.\-’']*[\w.])?")


def party_in(words: str, named: Callable[[str], Form | None] = lookup) -> str | None:
    """The one party that words name, longest names first, words after "on", "about", "familiar with", … left out; None for several."""
    tokens = [(m.group(), m.start()) for m in _WORD.finditer(words)][:40]
    found: list[str] = []
    i = 0
    while i < len(tokens):
        if tokens[i][0] in NOT_FOR and found:
            break
        for size in range(min(6, len(tokens) - i), 0, -1):
            last, at = tokens[i + size - 1]
            phrase = words[tokens[i][1] : at + len(last)]
            code = _known(phrase, named)
            member = i + size < len(tokens) and tokens[i + size][0].lower() in MEMBERS
            if code is not None and member and kind_of(code) == "organization":
                code = None
            if code is not None:
                found.append(code)
                i += size - 1
                break
        i += 1
    return found[0] if found and len(set(found)) == 1 else None


def _known(phrase: str, named: Callable[[str], Form | None]) -> str | None:
    bare = re.sub(r"['’]s?$", "", phrase)
    form = named(bare) if bare[:1].isupper() or bare.islower() else None
    return form.code if form is not None else find_party(phrase)
