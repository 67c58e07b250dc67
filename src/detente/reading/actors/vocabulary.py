"""The words that actors are found by: titles, institutions and collectives from the codebook, and one index of all names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from detente.codebook import table
from detente.codebook.institutions import institutions, media
from detente.codebook.officeholders import officeholders
from detente.codebook.parties import by_capital, forms, key, parties

if TYPE_CHECKING:
    from spacy.language import Language

Sort = Literal["name", "seat", "adjective", "people", "capital", "institution", "medium", "holder"]

_ROLES = table("en/roles.toml")
_HEADS = _ROLES["heads"]
_WORDS = _ROLES["words"]

OFFICES = frozenset(_HEADS["office"])
RANKS = frozenset(_HEADS["rank"])
DESCRIBED = frozenset(_HEADS["described"])
PRIVATE = frozenset(_HEADS["private"])
HEADS = OFFICES | RANKS | DESCRIBED | PRIVATE
MODIFIERS = frozenset(_WORDS["modifiers"])
HONORIFICS = frozenset(_WORDS["honorifics"])
PAST = frozenset(_WORDS["past"])
SPEAKS_FOR = frozenset(_WORDS["speaks_for"])
SERVES = frozenset(_WORDS["serves"])
MIRRORS = frozenset(_WORDS["mirrors"])
PARTICLES = frozenset(_WORDS["particles"])
SUFFIXES = frozenset(_WORDS["suffixes"])
HOUSES = frozenset(_ROLES["institutions"]["heads"])
SIDES = frozenset(_ROLES["institutions"]["sides"])
HOUSE_WORDS = frozenset(_ROLES["institutions"]["modifiers"])
MEDIA_WORDS = frozenset(_ROLES["institutions"]["media"])
ALL_OF_THEM = frozenset(_ROLES["collective"]["determiners"])
COLLECTIVES = frozenset(_ROLES["collective"]["nouns"])
HUMAN_VERBS = frozenset(_ROLES["verbs"]["human"])
MEETING_VERBS = frozenset(_ROLES["delegates"]["company"]) | frozenset(_ROLES["delegates"]["receiving"])
LEAD_VERBS = frozenset(_ROLES["verbs"]["lead"])
HOLD_VERBS = frozenset(_ROLES["verbs"]["hold"])
DELEGATIONS = frozenset(_ROLES["verbs"]["delegations"])

#: Verbs of doing something for a side ("X signed for Peru"), and participles of naming somebody to an office.
STAND_VERBS = frozenset(_ROLES["verbs"]["stand"])
APPOINTED = frozenset(_ROLES["verbs"]["appointed"])

#: Words for sides and for what is done for one; verbs of sending somebody; words without which nobody is said to stand for a side.
SIDE_WORDS = {name: frozenset(some) for name, some in _ROLES["sides"].items()}
SENDING = SIDE_WORDS["sending"]
PARLEY = SIDE_WORDS["signs"]

#: Words with a capital that are never part of a person's name.
NO_NAME = frozenset(_ROLES["names"]["never"])

#: Nouns for one of those who make up an organisation ("an EU country").
MEMBERS = frozenset(_ROLES["names"]["members"])

#: Nouns that end the name of a thing ("… Agreement", "… Palace", "… River").
THINGS = frozenset(_ROLES["names"]["things"])

_GRAMMAR = _ROLES["grammar"]
EVERYDAY = frozenset(_GRAMMAR["everyday"])
TOLD = frozenset(_GRAMMAR["told"])
TELLS = frozenset(_GRAMMAR["tells"])
LINKS = frozenset(_GRAMMAR["links"])
BETWEEN = frozenset(_GRAMMAR["between"])
LOOSE = frozenset(_GRAMMAR["loose"])
NOT_FOR = frozenset(_GRAMMAR["not_for"])
FAMOUS = tuple(_GRAMMAR["famous"])


@dataclass(frozen=True, slots=True)
class Entry:
    """A name that the codebook knows."""

    sort: Sort

    #: Party code; None for an institution that belongs to none. The country of a medium.
    code: str | None

    #: As the codebook writes it.
    name: str

    #: For institutions: used in several countries. For media: no news agency.
    flag: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    keys: tuple[str, ...]
    capital: bool
    entry: Entry


Index = dict[str, tuple[_Row, ...]]


@cache
def token_key(text: str) -> str:
    """The key of one token; acronyms keep their capitals."""
    return key(text)


def _all_names() -> list[tuple[str, Entry]]:
    found = [(f.text, Entry(f.way, f.code, f.text)) for f in forms().values()]
    for house in institutions():
        entry = Entry("institution", house.party, house.name, house.local)
        found += [(text, entry) for text in (house.name, *house.aliases)]
    for medium in media():
        entry = Entry("medium", medium.country, medium.name, medium.kind != "agency")
        found += [(text, entry) for text in (medium.name, *medium.aliases)]
    for holder in officeholders():
        entry = Entry("holder", None, holder.name)
        found += [(text, entry) for text in (holder.name, *holder.aliases)]
    return found


@cache
def index(nlp: Language) -> Index:
    """Every name of the codebook, by the key of its first token, longest first; tokenised as texts are."""
    rows: dict[str, dict[tuple[str, ...], _Row]] = {}
    for text, entry in _all_names():
        text = text.removeprefix("the ").removeprefix("The ") if entry.sort != "medium" else text.removeprefix("the ")
        keys = tuple(token_key(t.text) for t in nlp.make_doc(text) if t.text.strip())
        if keys:
            rows.setdefault(keys[0], {}).setdefault(keys, _Row(keys, text[:1].isupper(), entry))
    return {first: tuple(sorted(found.values(), key=lambda r: -len(r.keys))) for first, found in rows.items()}


@dataclass(frozen=True, slots=True)
class Local:
    """A name that means a party only in some dispatches."""

    keys: tuple[str, ...]
    upper: bool
    entry: Entry

    #: The country whose capital it is elsewhere, or None.
    capital_of: str | None


@cache
def local_names(nlp: Language) -> dict[str, tuple[Local, ...]]:
    """Every local name by the party that the dispatch must speak of: its country, or itself; tokenised as texts are."""
    found: dict[str, list[Local]] = defaultdict(list)
    for party in parties().values():
        for text in party.local:
            keys = tuple(token_key(t.text) for t in nlp.make_doc(text) if t.text.strip())
            capital = by_capital(text)
            entry = Entry("capital" if capital else "name", party.code, text)
            for home in party.home or (party.code,):
                found[home].append(Local(keys, text[:1].isupper(), entry, capital))
    return {home: tuple(rows) for home, rows in found.items()}
