"""The parties that a dispatch is about: those whom title and opening name side by side, less those who bring them together.

One answer for rounds, issues, outcomes and commitments alike.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from detente.codebook.parties import homes, kind_of
from detente.reading.actors.cast import Stand
from detente.reading.grammar import is_verb, subject
from detente.reading.parse import Sentence

if TYPE_CHECKING:
    from detente.reading.frames import Scene
    from detente.reading.tree import Doc, Token

#: How many sentences from the beginning are searched for those who meet.
OPENING = 40

#: What may stand between two parties of a row, besides words for those who speak for them.
_JOINING = frozenset({"and", "-", "–", "—", "/", "the", ",", "'s", "’s", "’", "'", "&", "with", "government", "rebels", "rebel", "group"})
_PEOPLE = frozenset({"leader", "leaders", "powers", "guarantor", "guarantors", "officials", "delegations", "envoys", "diplomats", "sides"})
_NAMES = ("JJ", "NNP", "NNPS", "NNS")
_GAP = 7


def main_parties(scene: Scene) -> tuple[str, ...]:
    """The codes of the parties of the talks, sorted; the two named most where no two stand side by side; () where one is named."""
    weights: dict[tuple[str, ...], float] = defaultdict(float)
    named: Counter[str] = Counter()
    between: set[str] = set()
    opening = scene.parsed.sentences[:OPENING]
    stands = tuple(scene.cast.stands.items())
    stood: list[tuple[float, set[str]]] = []
    for n, sentence in enumerate(opening):
        weight = 2.0 / (1 + n / 4)
        tokens = list(_parties(scene, sentence))
        named.update({code for _, code in tokens})
        between |= {code for token, code in tokens if mediating(token)}
        stood += [(weight, s) for s in (_standing(stands, sentence),) if len(s) > 1]
        for row in _people(scene, sentence):
            weights[row] += weight / 2
        for row in _rows(sentence.paragraph.doc, tokens):
            hosts = any(kind_of(code) == "organization" for code in row)
            weights[row] += weight / 2 if hosts else weight
    for weight, sides in stood:
        fuller = [row for row in weights if sides < set(row)]
        if fuller or not weights:
            weights[min(fuller, key=len, default=tuple(sorted(sides)))] += 2 * weight
    leading = {c for p in scene.cast.people() if (c := p.leads or (p.party if _HEAD.search(p.role or "") else None)) and c != "UN"}
    if len(leading) == 2 and leading <= named.keys():
        weights[tuple(sorted(leading))] += 1.0
    rows = {row: w for row, w in weights.items() if not between & set(row)} or weights
    if not rows:
        order = sorted(named, key=lambda code: (-named[code] * (_HOSTING if kind_of(code) == "organization" else 1.0), code))
        own = [code for code in order if code not in between]
        own = _within_one_country(own, named) or own[:2]
        return tuple(sorted(own)) if len(own) > 1 else ()
    for codes in list(rows):  # a pair counts for the three that it is part of, so that the fuller company wins
        part = sum(w for other, w in rows.items() if set(other) < set(codes) and len(codes) > 2 and 2 * rows[codes] >= w)
        rows[codes] += part / 2
    foremost = _foremost(named, between)
    if foremost:
        rows[foremost] = rows.get(foremost, 0.0) + _FOREMOST
    second = sorted(named.values())[-2:][0]
    best, _ = max(rows.items(), key=lambda kv: (kv[1] * min([1.0, *(named[c] / second for c in kv[0] if c in named)]), -len(kv[0])))
    return best


#: What a mention of an organisation weighs beside one of a country: it often only hosts or mediates.
_HOSTING = 0.4

#: The head of a delegation, by his title.
_HEAD = re.compile(r"\bhead of (?:the |its |their )?(?:[\w-]+ ){0,3}(?:delegation|team)\b", re.I)

#: What it weighs that two parties are named most, beside their being named side by side in the opening.
_FOREMOST = 0.4


def _foremost(named: Counter[str], between: set[str]) -> tuple[str, ...]:
    """The two parties named most, those left out who bring others together and organisations; () where a third is named as often."""
    order = sorted((c for c in named if c not in between and kind_of(c) != "organization"), key=lambda c: -named[c])
    if len(order) < 2 or (len(order) > 2 and named[order[1]] == named[order[2]]):
        return ()
    return tuple(sorted(order[:2]))


def _people(scene: Scene, sentence: Sentence) -> Iterator[tuple[str, ...]]:
    """Parties of people named side by side: "President X and his Peruvian counterpart Y"."""
    doc = sentence.paragraph.doc
    row: list[str] = []
    end = 0
    for mention in scene.cast.within(sentence.field, sentence.start, sentence.end):
        span = doc.char_span(mention.start - sentence.paragraph.start, mention.end - sentence.paragraph.start, alignment_mode="expand")
        if mention.kind != "person" or mention.party is None or span is None:
            continue
        gap = doc[end : span.start]
        joined = row and 0 < len(gap) <= _GAP and any(t.lower_ in ("and", ",") for t in gap)
        if not joined or any(t.tag_.startswith(("V", "MD", "W")) or t.lower_ in (";", "for", "to", "with") for t in gap):
            if len(row) > 1:
                yield tuple(sorted(row))
            row = []
        row += [mention.party] if mention.party not in row else []
        end = span.end
    if len(row) > 1:
        yield tuple(sorted(row))


def _standing(stands: Sequence[tuple[tuple[str, int], Stand]], sentence: Sentence) -> set[str]:
    """Those for whom the people of a sentence are said to lead, speak or sign."""
    return {s.party for (field, at), s in stands if field == sentence.field and sentence.start <= at < sentence.end}


def _within_one_country(order: list[str], named: Counter[str]) -> list[str]:
    """A group that is among the two named most with the one that it faces: another group of its country, else the government.

    None where somebody else is named more than twice as often as those are.
    """
    group = next((code for code in order[:2] if code in homes()), None)
    if group is None:
        return []
    home = homes()[group]
    kin = [code for code in order if code != group and (code == home or homes().get(code) == home)]
    other = max(kin, key=lambda code: (named[code] > named[home], code != home, named[code]), default=None)
    foreign = max((named[c] for c in order[:2] if c != group), default=0)
    return [group, other] if other is not None and foreign <= 2 * named[other] else []


def _parties(scene: Scene, sentence: Sentence) -> Iterator[tuple[Token, str]]:
    """The words of a sentence that name a party or one who speaks for it, with its code; cities where people meet are none."""
    places = [
        (p.start, p.end)
        for p in scene.places_within(sentence.field, sentence.start, sentence.end)
        if p.kind in ("city", "site", "feature") and p.sense != "metonymic"
    ]
    actors = [a for a in scene.cast.within(sentence.field, sentence.start, sentence.end) if a.party]
    for token in sentence.span:
        if not token.text[:1].isupper():
            continue
        at = sentence.paragraph.offset(token)
        if any(start <= at < end for start, end in places):
            continue
        over = [a for a in actors if a.start <= at < a.end]
        code = min(over, key=lambda a: a.end - a.start).party if over else None
        if code is None and token.tag_ in _NAMES:
            code = scene.cast.party_of(token.text)
        if code is not None:
            yield token, code


def _rows(doc: Doc, tokens: list[tuple[Token, str]]) -> Iterator[tuple[str, ...]]:
    """Parties named side by side: "Peru and Chile", "US-Russia", "Congo's government and the M23 rebels"."""
    row: list[str] = []
    first: Token | None = None
    last = -1
    for token, code in tokens:
        gap = [t.lower_ for t in doc[last + 1 : token.i]]
        dateline = bool(gap) and gap[0] in ("—", "–", "-", "--") and bool(doc[last].whitespace_)  # "LIMA, Peru — Chile said"
        if row and len(gap) <= _GAP and not dateline and all(w in _JOINING or w in _PEOPLE for w in gap):
            row += [code] if code not in row else []
        else:
            if len(row) > 1:
                yield tuple(sorted((*row, *_facing(first, row, tokens))))
            row, first = [code], token
        last = token.i
    if len(row) > 1:
        yield tuple(sorted((*row, *_facing(first, row, tokens))))


#: Those whom a single party meets may be two whom it brings together; three it meets itself.
_SEVERAL = 3


def _facing(first: Token | None, row: Sequence[str], tokens: Sequence[tuple[Token, str]]) -> list[str]:
    """The party that talks with all of a row ("Kenya opened a round of talks with Uganda, Rwanda and Burundi")."""
    if first is None or len(row) < _SEVERAL or not any(t.lower_ == "with" for t in first.doc[max(0, first.i - 2) : first.i]):
        return []
    verb = next((a for a in first.ancestors if is_verb(a)), None)
    who = subject(verb) if verb is not None else None
    words = {t.i for t in who.subtree} if who is not None else set()
    return [c for t, c in tokens if t.i in words and c not in row and kind_of(c) != "organization"][:1]


_MEDIATION = ("mediat", "facilitat", "broker")


def mediating(token: Token) -> bool:
    """Whether a name belongs to one who brings others together ("US and Saudi mediators", "mediated by Oman")."""
    if "-mediat" in token.text.lower():
        return True
    doc = token.doc
    for following in doc[token.i + 1 : token.i + 6]:
        if following.lower_.startswith(_MEDIATION) and following.tag_ != "VBG":
            return True
        if following.tag_[:2] not in ("NN", "JJ", "CC") and following.text not in (",", "-"):
            break
    before = [t.lower_ for t in doc[max(0, token.i - 6) : token.i]]
    if "between" in before:
        return False
    return any(w.startswith(_MEDIATION) for w in before) and bool({"by", "of", ","} & set(before))
