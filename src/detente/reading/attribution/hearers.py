"""Where an agency or outlet stands that heard a statement: "told TASS", "in an interview with", "quoted by"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.reading.actors.vocabulary import MEDIA_WORDS
from detente.reading.attribution.lexicon import words
from detente.reading.attribution.model import Find, Range
from detente.reading.attribution.nounphrase import agent_of

if TYPE_CHECKING:
    from detente.reading.tree import Token

#: Prepositions after which the hearer stands.
_BY = frozenset({"to", "with", "on", "by", "in", "through", "via", "for"})


#: Sorts of rules whose object is spoken of, not spoken to ("rejected an agency's report").
_SPOKEN_OF = ("reject", "deny", "name", "judge", "blame", "learned", "support", "doubt")


def hearers_of(find: Find) -> list[Range]:
    """Candidate ranges of hearers in the attributing clause; the caller keeps those that are agencies or outlets."""
    found: list[Range] = []
    if find.head is not None:
        found += _from(find, find.head)
        following = find.head.nbor() if find.head.i + 1 < len(find.head.doc) else None
        # A name that the tagger took for another word: "told Axios".
        if not found and find.lemma == "tell" and following is not None and following.text[:1].isupper() and not find.holds(following.i):
            found.append(_phrase(following))
        found += _fronted(find)
    if find.speaker is not None and find.source is not None:
        found += _quoted_by(find.speaker) or _published_by(find)
    # "The agency X": of two that share words the wider one.
    return [r for r in dict.fromkeys(found) if not any(o != r and o[0] <= r[0] and r[1] <= o[1] for o in found)]


def _fronted(find: Find) -> list[Range]:
    """ "To the agency X she said …": the hearer before the speaker, at the head of the sentence."""
    if find.source is None or find.group is None:
        return []
    doc, start = find.block.doc, find.block.start_of(find.group[0])
    at = start + 1 if doc[start].lower_ in ("and", "but") else start
    if doc[at].lower_ != "to" or doc[at].tag_ not in ("IN", "TO") or not at + 1 < find.source[0] <= at + 8:
        return []
    last = find.source[0] - 1
    while last > at and doc[last].is_punct:
        last -= 1
    return [(at + 1, last)] if doc[last].tag_.startswith("NN") else []


def is_told(find: Find, place: Range) -> bool:
    """Whether a hearer stands as object of the cue, or after "to" or "with": then a mere name will do for an outlet."""
    doc = find.block.doc
    before = doc[place[0] - 1] if place[0] else None
    if before is None:
        return False
    return before.lower_ in ("to", "with") or before.i == (find.head.i if find.head is not None else -1)


def _from(find: Find, head: Token) -> list[Range]:
    found: list[Range] = []
    for child in head.children:
        if child.dep_ == "dobj" and find.rule.startswith(_SPOKEN_OF) and child.i > head.i:
            continue
        if child.dep_ in ("dobj", "dative") and child.tag_.startswith("NN") and not find.holds(child.i):
            found.append(_phrase(child))
            found += _nested(find, child)
        elif child.dep_ in ("prep", "dative", "agent") and child.lower_ in _BY and not find.holds(child.i):
            for noun in child.children:
                if noun.dep_ == "pobj":
                    found.append(_phrase(noun))
                    found += _nested(find, noun)
        elif child.dep_ == "advcl" and (child.tag_ == "VBG" or child.lower_ == "asked") and not find.holds(child.i):
            found += _from(find, child)
    return found


def _nested(find: Find, noun: Token) -> list[Range]:
    """ "In an interview with X", "in a post on X": one noun further."""
    found: list[Range] = []
    for prep in noun.children:
        if prep.dep_ == "prep" and prep.lower_ in _BY and not find.holds(prep.i):
            found += [_phrase(n) for n in prep.children if n.dep_ == "pobj"]
    return found


def _quoted_by(speaker: Token) -> list[Range]:
    """ "Sources quoted by X": the agent of a participle that hangs on the speaker."""
    found: list[Range] = []
    for child in speaker.children:
        if child.dep_ == "acl" and child.tag_ == "VBN":
            for by in child.children:
                if by.dep_ in ("agent", "prep") and by.lower_ == "by":
                    found += [_phrase(n) for n in by.children if n.dep_ == "pobj"]
    return found


def _published_by(find: Find) -> list[Range]:
    """ "A joint statement from the talks, published by X, says": who brought out a text that speaks."""
    if find.source is None:
        return []
    for token in find.block.doc[find.source[0] : find.source[1] + 1]:
        if token.lower_ in words("brought_out") and token.tag_ == "VBN":
            agent = agent_of(token)
            if agent is not None and agent.i <= find.source[1]:
                return [_phrase(agent)]
    return []


def _phrase(noun: Token) -> Range:
    """A noun with what stands before it; apposition and clauses after it stay out."""
    last = noun.i
    for child in noun.children:
        if child.i > noun.i and child.dep_ == "appos" and child.i <= noun.i + 3 and noun.doc[child.i - 1].text != ",":
            last = child.i
    doc = noun.doc
    if noun.lower_ in MEDIA_WORDS:  # "the broadcaster NTV"
        while last + 1 < len(doc) and doc[last + 1].tag_ in ("NNP", "NNPS"):
            last += 1
    return noun.left_edge.i, last
