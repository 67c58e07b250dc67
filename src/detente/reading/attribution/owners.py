"""Whose spokesman speaks: "its spokesperson", "a spokeswoman" without a word on whose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.model import ActorMention, Link
from detente.reading.actors import Cast
from detente.reading.attribution.antecedents import Spoken, antecedent
from detente.reading.attribution.model import Find


def with_owner(cast: Cast, spoken: Sequence[Spoken], find: Find, found: Link) -> Link:
    """A speaker described by whom he speaks for, with that one's name and party where the words leave it open.

    "Its spokesperson" speaks for the institution that is subject of what is said, else for the one spoken of before; a mere
    "spokesman" for the party that is subject of what is said ("The Treasury does not comment, a spokesman said").
    """
    if find.source is None or found.kind != "unnamed":
        return found
    doc, paragraph = find.block.doc, find.block.paragraph
    its = next((i for i in range(find.source[0], find.source[1] + 1) if doc[i].lower_ == "its"), None)
    if its is not None:
        owner = _subject(cast, find) or antecedent(cast, spoken, find, "its", paragraph.offset(doc[find.source[0]]))
        if owner is None or owner.kind != "institution":
            return found
        last = find.source[1]
        before = doc[find.source[0] : its].text if its > find.source[0] else ""
        name = f"{before} {owner.name}{_mark(owner.name)} {doc[its + 1 : last + 1].text}".strip()
        return replace(found, name=name, party=owner.party or found.party)
    alone = find.source[1] - find.source[0] <= 1 and find.speaker is not None and find.speaker.lower_.startswith("spokes")
    if alone and found.party is None:
        subject = _subject(cast, find)
        return replace(found, party=subject.party) if subject is not None else found
    return found


def _mark(name: str) -> str:
    return "'" if name.endswith("s") else "'s"


def _subject(cast: Cast, find: Find) -> ActorMention | None:
    """The institution that is subject of a clause of what is said, the first one; None where none is."""
    paragraph = find.block.paragraph
    for first, last in find.pieces:
        for token in find.block.doc[first : last + 1]:
            if token.dep_ in ("nsubj", "nsubjpass") and token.tag_.startswith("NN") and find.block.quote_of[token.i] < 0:
                found = cast.at(paragraph.field, paragraph.offset(token), paragraph.end(token))
                if found is not None and found.kind == "institution" and found.party is not None:
                    return found
    return None
