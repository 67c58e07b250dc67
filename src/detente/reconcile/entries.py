"""What reconciling works on: a document with its claims, when it was recorded, and a small profile of its reading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from detente.codebook import parties as table
from detente.model import Claim, Document, Reading
from detente.model.claims import Assessment, Commitment, Issue, NoInformation, Outcome, Round
from detente.reconcile.copies import sketch
from detente.reconcile.labels import words_of

#: How much of a long text is looked at for parties (code points), and how many names are kept.
_REACH, _MOST = 20_000, 40

_TOKEN = re.compile(r"[^\W_]+(?:[.’'][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Profile:
    """What a document is about, in short: enough to tell which talks it belongs to, and whose copy it is.

    Made once, when the document is read; `plain(profile)` is JSON, and `profile_from` reads it again.
    """

    #: Codes of the parties named, with how often, the most frequent first.
    parties: tuple[tuple[str, int], ...] = ()

    #: Codes of the parties named in the title and the first paragraph.
    lead: tuple[str, ...] = ()

    #: Full names of the persons named.
    people: tuple[str, ...] = ()

    #: Cities named.
    cities: tuple[str, ...] = ()

    #: Content words of what is talked about, reduced to their stems.
    words: tuple[str, ...] = ()

    #: Bottom-k sketch of the hashed word shingles of the text (see `copies`).
    sketch: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One document as it lies in the store, with what was read from it."""

    document: Document
    claims: tuple[Claim, ...]

    #: When it was recorded: ISO 8601 date-time with offset (or date). It stands in for a missing date of publication.
    recorded: str

    profile: Profile = Profile()


def named_parties(text: str) -> Iterator[str]:
    """The codes of the parties that a text names by name, adjective, people, capital or seat, one for each time."""
    tokens = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    place = 0
    while place < len(tokens):
        if not tokens[place][0][:1].isupper():
            place += 1
            continue
        for length in (4, 3, 2, 1):
            if place + length > len(tokens):
                continue
            found = table.lookup(text[tokens[place][1] : tokens[place + length - 1][2]])
            if found is not None:
                yield found.code
                place += length
                break
        else:
            place += 1


def _subject(claim: Claim) -> str:
    """The label that a claim gives to its subject, or ""."""
    value = claim.value
    if isinstance(value, Issue):
        return value.issue
    if isinstance(value, (Outcome, NoInformation)):
        return value.about
    return value.what if isinstance(value, Commitment) else ""


def profile_of(reading: Reading) -> Profile:
    """The profile of a reading."""
    document = reading.document
    text = document.text[:_REACH]
    first = next((p for p in text.split("\n") if p.strip()), "")
    counts = Counter(named_parties(f"{document.title}\n{text}"))
    counts.update(a.party for a in reading.actors if a.party)
    people = dict.fromkeys(a.name for a in reading.actors if a.kind == "person")
    cities = Counter(p.name for p in reading.places if p.kind == "city" and p.sense != "metonymic")
    labels = [_subject(claim) for claim in reading.claims]
    return Profile(
        parties=tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST]),
        lead=tuple(dict.fromkeys(named_parties(f"{document.title}. {first[:1000]}"))),
        people=tuple(people)[:_MOST],
        cities=tuple(sorted(cities, key=lambda name: (-cities[name], name)))[:_MOST],
        words=tuple(sorted(words_of(label for label in labels if label)))[: 4 * _MOST],
        sketch=sketch(document.text),
    )


def profile_from(data: Mapping[str, Any]) -> Profile:
    """The profile that `plain` made `data` of; keys that are missing stay empty."""
    return Profile(
        parties=tuple((str(code), int(count)) for code, count in data.get("parties", ())),
        lead=tuple(data.get("lead", ())),
        people=tuple(data.get("people", ())),
        cities=tuple(data.get("cities", ())),
        words=tuple(data.get("words", ())),
        sketch=tuple(data.get("sketch", ())),
    )


def has_talks(claims: tuple[Claim, ...]) -> bool:
    """Whether the claims speak of talks at all: anything but bare statements."""
    return any(isinstance(c.value, (Round, Issue, Outcome, Commitment, Assessment, NoInformation)) for c in claims)
