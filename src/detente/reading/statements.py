"""Attributions as claims of kind `statement`."""

from __future__ import annotations

from detente.model import Claim, Statement, make_claim
from detente.model.edtf import day_of
from detente.reading.frames import Scene


def statement_claims(scene: Scene) -> list[Claim]:
    """One claim for every attributed statement of the text; headlines repeat it in fewer words."""
    document = scene.parsed.document
    published = day_of(document.published)
    claims = []
    for found in scene.attributions:
        if found.field != "text":
            continue
        value = Statement(
            content=scene.span(found.field, found.start, found.end),
            pieces=found.pieces,
            source=found.source,
            cue=found.cue,
            quote=found.quote,
        )
        claims.append(
            make_claim(
                document.id,
                "statement",
                scene.span(found.field, *found.extent),
                value,
                rule=found.rule,
                chain=found.chain,
                certainty=found.certainty,
                polarity=found.polarity,
                said=found.said or (published.isoformat() if published else None),
            )
        )
    return claims
