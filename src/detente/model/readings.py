"""All that a reader found in one dispatch."""

from __future__ import annotations

from dataclasses import dataclass

from detente.model.claims import Claim
from detente.model.documents import Document
from detente.model.mentions import ActorMention, PlaceMention, TimeExpression


@dataclass(frozen=True, slots=True)
class Reading:
    """One document with its claims and what they rest on, all in order of the text."""

    document: Document
    claims: tuple[Claim, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    actors: tuple[ActorMention, ...] = ()

    #: What the user should know of this reading ("no reader for ru: kept, not read").
    warnings: tuple[str, ...] = ()
