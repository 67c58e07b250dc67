"""Whom a pronoun in the source's place means: by number and gender, the subject before it, the speaker before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from detente.model import ActorMention, Link
from detente.model.mentions import LinkKind
from detente.reading.actors import Cast
from detente.reading.actors.people import same_office
from detente.reading.attribution.gender import PRONOUNS, may_be
from detente.reading.attribution.lexicon import words
from detente.reading.attribution.model import Block, Find
from detente.reading.lemmas import noun_lemma, verb_lemma
from detente.reading.tree import Token

_PERSONS = frozenset({*PRONOUNS, "i"})
_THINGS = frozenset({"it", "its"})
_MANY = frozenset({"they", "them", "their", "both", "we"})

#: How many speakers, and how many code points, back a pronoun may reach.
MEMORY = 60
_REACH = 2000

#: Who spoke: the find, the speaker, the media that heard it.
Spoken = tuple[Find, Link, tuple[Link, ...]]

_PLURAL = ("NNS", "NNPS")

#: What follows the head of a description, and words that may be added when it is taken up again.
_HEAD = re.compile(r"\s(?:of|for|from|in|with|to|at|by|on|who|that|close|familiar|briefed|involved|quoted|cited)\b|,")
_LOOSELY = frozenset({"same", "other", "second", "first", "senior", "last"})

#: What stands before the first words of a sentence.
_OPENS = re.compile(r"(?:^|[\n.!?:;“\"—]\s*)(?:the\s+)?$", re.IGNORECASE)


def antecedent(cast: Cast, spoken: Sequence[Spoken], find: Find, low: str, start: int) -> Link | None:
    """Whom the pronoun at a place means, or None.

    In this order: the subject whose wish or plan the statement tells ("Marin wants a truce, as he wrote"), the last subject
    or speaker of the paragraph, the last speaker, the last one named; each of the pronoun's number and gender.
    """
    kinds = _kinds(low)
    if not kinds:
        return None
    own = _own_subject(cast, find, low, kinds)
    if own is not None:
        return own
    nearest = _subject_before(cast, spoken, find, low, start, kinds)
    if nearest is not None:
        return nearest
    for earlier, speaker, _ in reversed(spoken[-MEMORY:]):
        if speaker.kind in kinds and _agrees(low, speaker, earlier):
            return speaker
    return _named_before(cast, find, low, start, kinds)


def _named_before(cast: Cast, find: Find, low: str, start: int, kinds: tuple[LinkKind, ...]) -> Link | None:
    """The last one named before a pronoun, a person before one described only; of things only what opens a sentence."""
    name = find.block.paragraph.field
    text = cast.text_of(name)
    before = [m for m in cast.within(name, max(0, start - _REACH), start) if m.end <= start and m.kind in kinds]
    fits = [m for m in before if may_be(low, m.name, m.role, m.kind)]
    if low in _THINGS:
        fits = [m for m in fits if (m.field, m.start) not in cast.owners and _OPENS.search(text[max(0, m.start - 12) : m.start])]
    elif low in _PERSONS:
        fits = [m for m in fits if m.kind == "person"] or [m for m in fits if m.text.split()[0].lower() in ("a", "an", "the", "one")]
    return Link(fits[-1].name, fits[-1].kind, fits[-1].role, fits[-1].party) if fits else None


def _kinds(low: str) -> tuple[LinkKind, ...]:
    if low in _THINGS:
        return ("institution", "agency", "outlet")
    if low in _MANY:
        return ("collective", "unnamed", "institution", "person")
    return ("person", "unnamed") if low in _PERSONS else ()


def _agrees(low: str, speaker: Link, earlier: Find) -> bool:
    """Whether an earlier speaker is of a pronoun's number and gender."""
    token = earlier.speaker
    many = token is not None and token.tag_ in _PLURAL
    if low in _PERSONS and many and speaker.kind == "unnamed":
        return False
    if low in _THINGS and token is not None and token.tag_ == "NNS" and token.text.islower():
        return False
    return may_be(low, speaker.name, speaker.role, speaker.kind)


def _mention(cast: Cast, block: Block, noun: Token) -> ActorMention | None:
    """The mention over a noun, or over the name that stands in apposition to it ("NDR President Ilo Marin")."""
    paragraph = block.paragraph
    if noun.lower_ in words("papers"):
        owner = next((c for c in noun.children if c.dep_ == "poss"), None)
        return _mention(cast, block, owner) if owner is not None and owner.lower_ not in words("papers") else None
    for token in (next((c for c in noun.children if c.dep_ == "appos" and c.i <= noun.i + 5), None), noun):
        if token is None:
            continue
        found = cast.at(paragraph.field, paragraph.offset(token), paragraph.end(token))
        if found is not None and (token is noun or found.kind == "person"):
            return found
    return None


def _own_subject(cast: Cast, find: Find, low: str, kinds: tuple[LinkKind, ...]) -> Link | None:
    """The subject of what is said where only he can tell it: "Marin wants to leave, he said", "…, as he wrote"."""
    if find.source is None or low not in _PERSONS or find.first > find.source[0]:
        return None
    doc = find.block.doc
    as_he = find.source[0] > 0 and doc[find.source[0] - 1].lower_ == "as"
    for token in doc[find.first : find.source[0]]:
        if token.dep_ != "nsubj" or not find.holds(token.i) or find.block.quote_of[token.i] >= 0:
            continue
        inner = as_he or verb_lemma(token.head.lower_) in words("own_mind")
        if not inner or not token.tag_.startswith("NN") or not token.text[:1].isupper():
            return None
        found = _mention(cast, find.block, token)
        if found is None or found.kind != "person" or not may_be(low, found.name, found.role, found.kind):
            return None
        return Link(found.name, found.kind, found.role, found.party)
    return None


def _subjects(find: Find, low: str, index: int, least: int) -> Iterator[Token]:
    """Subjects of clauses before a token, the last first, those in quotation marks and in questions left out."""
    block = find.block
    for i in range(index - 1, least, -1):
        token = block.doc[i]
        # Whom a question asks about does not answer it; but "its" may well mean whom it asks about.
        main = token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ in ("ROOT", "conj", "ccomp", "parataxis")
        if main and block.quote_of[i] < 0 and (low in _THINGS or not _asked(block, i, index)):
            yield token if i >= block.opening else _past_dateline(block, token)


def _asked(block: Block, i: int, before: int) -> bool:
    """Whether a word stands in a question that ends before a token."""
    doc, inside = block.doc, block.quote_of
    return next((doc[k].text for k in range(i, before) if inside[k] < 0 and doc[k].text in (".", "!", "?")), "") == "?"


def _past_dateline(block: Block, place: Token) -> Token:
    """The subject where the parser took the place of the dateline for it."""
    after = (t for t in block.doc[block.opening : place.head.i] if t.head.i < block.opening and t.tag_[:2] == "NN" and t.dep_ == "appos")
    return next(after, place)


def _subject_before(cast: Cast, spoken: Sequence[Spoken], find: Find, low: str, start: int, kinds: tuple[LinkKind, ...]) -> Link | None:
    """The last subject of fitting kind in the paragraph before a pronoun: a speaker's, or that of a main clause."""
    block = find.block
    here = [s for s in spoken[-MEMORY:] if s[0].block is block and s[1].kind in kinds and _agrees(low, s[1], s[0])]
    many = low in _MANY
    spoke_at = here[-1][0].cue[0] if here and here[-1][0].cue else -1
    index = next((t.i for t in block.doc if block.paragraph.offset(t) >= start), len(block.doc))
    said_by = here[-1][0].source if here else None
    for token in _subjects(find, low, index, spoke_at):
        i = token.i
        if said_by is not None and said_by[0] <= i <= said_by[1]:
            return here[-1][1]  # "…," said the two ministries. They added …
        # "The delegations want more time, they said"
        many_said = many and token.tag_ in _PLURAL and find.holds(i)
        if not many_said and any(f.holds(i) and (f.follows is None or not _introduced(token)) for f in block.finds):
            continue
        found = _mention(cast, block, token)
        if found is None and low in _THINGS and token.lower_ in words("papers"):
            return cast.link(block.paragraph.field, block.paragraph.offset(token.left_edge), block.paragraph.end(token))
        if found is None or found.kind not in kinds or not may_be(low, found.name, found.role, found.kind):
            continue
        if found.kind != "unnamed" or (many == (token.tag_ in _PLURAL)) or token.tag_ == "NNP":
            return Link(found.name, found.kind, found.role, found.party)
    return here[-1][1] if here else None


def _introduced(noun: Token) -> bool:
    """Whether somebody comes up for the first time ("a Chinese scholar was less gloomy")."""
    return any(c.lower_ in ("a", "an", "another") for c in noun.children)


def same_office_before(cast: Cast, spoken: Sequence[Spoken], find: Find, noun: Token, found: Link) -> Link | None:
    """Who else "the minister" is where the one found is spoken of in the statement itself: the last speaker of such an office."""
    block, paragraph = find.block, find.block.paragraph
    spans = [(paragraph.offset(block.doc[a]), paragraph.end(block.doc[b])) for a, b in find.pieces]
    if not any(m.name == found.name and m.text != noun.text for s, e in spans for m in cast.within(paragraph.field, s, e)):
        return None
    for earlier, speaker, _ in reversed(spoken[-MEMORY:]):
        if earlier.block is not block:
            return None
        office = set((speaker.role or "").lower().split())
        if speaker.kind == "person" and speaker.name != found.name and same_office(noun.lower_, office):
            return speaker
    return None


def called_again(spoken: Sequence[Spoken], find: Find, first: int, noun: Token, party: str | None) -> Link | None:
    """The unnamed source meant by "the official", "one of the sources": the last one described by that noun and of no other party."""
    if find.block.doc[first].lower_ not in words("pointing_back"):
        return None
    base = noun_lemma(noun.lower_)
    told = {t.lower_ for t in find.block.doc[first + 1 : noun.i] if t.is_alpha and t.tag_[:2] in ("NN", "JJ")}
    for _, speaker, _ in reversed(spoken[-MEMORY:]):
        if speaker.kind == "unnamed" and not (party and speaker.party and party != speaker.party):
            row = _HEAD.split(speaker.name.casefold())[0].replace("-", " ").split()
            described = [noun_lemma(w) for w in row]
            if told and noun.tag_ in ("NN", "NNP") and row[-1:] != described[-1:]:
                continue  # "the Austrian ministry" is not the two ministries that spoke before
            again = base in described[-1:] or (base in ("source", "person", "man", "woman") and not told)
            if again and (party or told <= {*described, *_LOOSELY}):
                return speaker
    return None


def facing_before(spoken: Sequence[Spoken]) -> Link | None:
    """Who "his counterpart" is: the last person of another party than the last speaker's."""
    people = [link for _, link, _ in reversed(spoken[-MEMORY:]) if link.kind == "person" and link.party]
    return next((link for link in people if link.party != people[0].party), None)
