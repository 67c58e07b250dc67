"""Who leads the delegations, party by party."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.model import ActorMention, Head
from detente.reading.frames import Attribution
from detente.reading.grammar import is_verb, subject
from detente.reading.lemmas import lemma
from detente.reading.parse import Sentence
from detente.reading.talks.context import Context
from detente.reading.talks.lexicon import words
from detente.reading.talks.mentions import Mention
from detente.reading.talks.merge import Report

if TYPE_CHECKING:
    from spacy.tokens import Token

Heads = dict[str, Head]


def people_in(ctx: Context, sentence: Sentence, main: Collection[str]) -> list[ActorMention]:
    """The people of the parties that a sentence names, those left out who only own something ("Trump's envoy")."""
    owners = ctx.scene.cast.owners
    found = [
        a
        for a in ctx.actors(sentence)
        if a.kind == "person" and a.party is not None and a.party in main and (a.field, a.start) not in owners
    ]
    return [a for a in found if any(t[:1].isupper() for t in a.text.split())]


def led(ctx: Context, sentence: Sentence, main: Collection[str]) -> Heads:
    """Those whom a sentence names as leaders: "X led the team and Y the other", "headed by X", "chief negotiator X"."""
    people = people_in(ctx, sentence, main)
    if not people:
        return {}
    leading = [t for t in sentence.span if _is_leading(t)]
    found: Heads = {}
    for person in people:
        token = ctx.root(sentence, person.start, person.end)
        if token is not None and (leading or _negotiator(token)) and (len(people) > 1 or _leads(token)):
            found.setdefault(person.party or "", Head(person.name, person.role))
    return found


def _is_leading(token: Token) -> bool:
    """Whether a word says that somebody leads a delegation (not "led to", "headed home")."""
    if is_verb(token) and lemma(token) in ("lead", "head"):
        around = {t.lower_ for t in token.subtree} | {t.lower_ for t in token.head.children}
        return bool(around & words("heads", "teams")) or any(c.dep_ == "agent" for c in token.children)
    return token.lower_ in words("heads", "charge")


def _leads(token: Token) -> bool:
    """Whether a person is subject or agent of lead and head, or stands "at the head"."""
    head = token
    while head.dep_ in ("appos", "conj", "compound", "nmod") and head.head.i != head.i:
        head = head.head
    over = head.head
    if head.dep_ in ("nsubj", "attr", "nsubjpass") and is_verb(over):
        return lemma(over) in ("lead", "head", "face") or any(t.lower_ in words("heads", "charge") for t in over.subtree)
    if head.dep_ == "pobj" and over.lower_ == "by" and is_verb(over.head):
        return lemma(over.head) in ("lead", "head")
    return _negotiator(token) or (head.dep_ == "pobj" and over.lower_ == "with" and any(t.lower_ == "head" for t in over.subtree))


def _negotiator(token: Token) -> bool:
    near = {t.lower_ for t in token.subtree} | {t.lower_ for t in token.head.subtree if abs(t.i - token.i) < 8}
    return bool(near & {"negotiator", "negotiators"}) and bool(near & {"chief", "lead", "top", "main", "head"})


def facing(ctx: Context, sentence: Sentence, main: Collection[str]) -> Heads:
    """Those who sit opposite each other: people of at least two parties in a sentence of meeting."""
    people = people_in(ctx, sentence, main)
    if len({p.party for p in people}) < 2:
        return {}
    if not any((is_verb(t) and lemma(t) in words("heads", "facing")) or t.lower_ in ("opposite", "between") for t in sentence.span):
        return {}
    found: Heads = {}
    for person in people:
        found.setdefault(person.party or "", Head(person.name, person.role))
    return found


def opposite(ctx: Context, sentence: Sentence, main: Collection[str]) -> Heads:
    """The one told to sit on the other side: "Opposite her sat X", "across the table was Y"."""
    if not any(t.lower_ in ("opposite", "across", "opposing") for t in sentence.span):
        return {}
    found: Heads = {}
    for person in people_in(ctx, sentence, main):
        found.setdefault(person.party or "", Head(person.name, person.role))
    return found


@dataclass(frozen=True)
class Leaders:
    """Those whom the outlet's own words make heads of delegation."""

    #: Said to lead, anywhere in the text.
    named: Heads

    #: Whether they led every time.
    everywhere: bool

    #: Said to lead, sentence by sentence.
    told: dict[int, Heads]

    #: Told to sit, meet or speak with each other, sentence by sentence.
    met: dict[int, Heads]


def of_text(ctx: Context, main: tuple[str, ...]) -> Leaders:
    """Everybody whom the text makes head of a delegation of one of the main parties."""
    people = ctx.scene.cast.people()
    named: Heads = {p.leads: Head(p.name, p.role) for p in people if p.leads in main}
    for person in people:
        if person.party in main and person.role and "chief negotiator" in person.role.lower():
            named.setdefault(person.party or "", Head(person.name, person.role))
    everywhere = False
    told: dict[int, Heads] = {}
    met: dict[int, Heads] = {}
    for sentence in ctx.sentences:
        if sentence.field != "text" or not people_in(ctx, sentence, main):
            continue
        here = {**opposite(ctx, sentence, main), **led(ctx, sentence, main)}
        if here:
            told[sentence.index] = here
            named = {**here, **named}
        if ctx.speaker_of("text", sentence.start, sentence.end) is None and (faced := facing(ctx, sentence, main)):
            met[sentence.index] = faced
        everywhere = everywhere or (for_all(sentence) and bool(here or sentence.index in met))
    return Leaders(named, everywhere, told, met)


def in_sentence(ctx: Context, sentence: Sentence, main: tuple[str, ...], at: int) -> Heads:
    """The heads that the sentence of a round names, told of at an offset; those of a clause of another time are left out."""
    found = {**facing(ctx, sentence, main), **led(ctx, sentence, main)}
    aside = set()
    for person in people_in(ctx, sentence, main):
        token = ctx.root(sentence, person.start, person.end)
        for over in token.ancestors if token is not None else ():
            first, last = sentence.paragraph.offset(over.left_edge), sentence.paragraph.end(over.right_edge)
            if over.dep_ == "advcl" and not first <= at < last:
                aside.add(person.name)
    return {party: head for party, head in found.items() if head.name not in aside}


def of_rank(ctx: Context, report: Report, main: tuple[str, ...]) -> Heads:
    """Those meant by "the leaders of both countries" or "the foreign ministers": the first of each party with that office."""
    words_said = ctx.scene.parsed.document.field(report.field)[report.start : report.end].lower()
    offices = next((o for word, o in _OFFICES.items() if word in words_said), None)
    if offices is None:
        return {}
    found: Heads = {}
    for person in ctx.scene.cast.people():
        if person.party in main and person.role and any(o in person.role.lower() for o in offices):
            found.setdefault(person.party or "", Head(person.name, person.role))
    return found


_OFFICES = {
    "leaders": ("president", "prime minister", "premier", "chancellor", "leader"),
    "presidents": ("president",),
    "prime ministers": ("prime minister", "premier"),
    "foreign ministers": ("foreign minister",),
    "defence ministers": ("defence minister", "defense minister"),
    "defense ministers": ("defence minister", "defense minister"),
    "the two men": ("president", "prime minister", "minister", "envoy", "leader"),
}


def speaker_as_head(mention: Mention, voice: Attribution | None) -> tuple[tuple[str, Head], ...]:
    """The speaker, where he says that he himself met or will meet the other side."""
    if mention.sort != "verb" or voice is None or not voice.chain or not voice.chain[0].party or voice.chain[0].kind != "person":
        return ()
    who = subject(mention.token)
    if who is None or who.lower_ not in ("he", "she", "i"):
        return ()
    return ((voice.chain[0].party, Head(voice.chain[0].name, voice.chain[0].role)),)


_HIGH = re.compile(
    r"\b(?:minister|president|premier|chancellor|envoy|negotiator|representative|commander|general|secretary|ambassador|leader|chief)\b",
    re.I,
)
_TOP = re.compile(
    r"(?<!vice )(?<!deputy )(?<!vice-)\b(?:president|prime minister|premier|chancellor|leader|king|emir|crown prince)\b(?!['’]s)", re.I
)
_VOICE = re.compile(r"\b(?:spokes\w+|press|source|analyst|former|ex-)\b", re.I)


def chiefs(ctx: Context, main: tuple[str, ...], known: Heads) -> Heads:
    """Beside a head that is told, the only person of high office whom the text names for the other party."""
    found: Heads = {}
    top = {bool(h.role and _TOP.search(h.role)) for h in known.values()}
    if len(top) != 1 and len(main) < 4:
        return found
    for party in main:
        high = [
            p
            for p in ctx.scene.cast.people()
            if p.party == party and p.role and _HIGH.search(p.role) and not _VOICE.search(p.role) and bool(_TOP.search(p.role)) in top
        ]
        if party not in known and len(high) == 1:
            found[party] = Head(high[0].name, high[0].role)
    return found


def same_people(ctx: Context, report: Report) -> bool:
    """Whether the round is told of people named before ("the envoys had been to …", "they first met in …")."""
    sentence = ctx.sentences[report.sentence]
    for token in sentence.span:
        if token.lower_ == "they" and token.dep_ in ("nsubj", "nsubjpass"):
            return True
        if token.lower_ in words("heads", "again") and any(t.lower_ in ("the", "both", "same") for t in token.lefts):
            return True
    return False


def for_all(sentence: Sentence) -> bool:
    """Whether a sentence about heads speaks of several rounds ("in both sessions", "each time", "as before")."""
    found = {t.lower_ for t in sentence.span}
    return bool(found & words("heads", "always")) or bool(
        found & {"previous", "past", "all"} and found & {"meetings", "rounds", "sessions"}
    )
