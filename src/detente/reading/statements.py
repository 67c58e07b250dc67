"""Attributions as claims of kind `statement`."""

from __future__ import annotations

from collections.abc import Sequence

from detente.model import Claim, Statement, make_claim
from detente.model.edtf import day_of
from detente.reading.frames import Attribution, Scene


def statement_claims(scene: Scene, talks: Sequence[Claim] = ()) -> list[Claim]:
    """One claim for every attributed statement of the text; headlines repeat it in fewer words.

    A stance ("wants a truce", "backs the plan") is a statement too, unless one of the claims about the talks carries its
    words already: there it is an issue's position, an outcome or a commitment.
    """
    document = scene.parsed.document
    published = day_of(document.published)
    claims = []
    stances = [a for a in scene.attitudes if not _carried(a, talks)]
    for found in sorted([*scene.attributions, *stances], key=lambda a: (a.start, a.end)):
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


def _carried(stance: Attribution, talks: Sequence[Claim]) -> bool:
    """Whether a claim about the talks rests on the words of a stance."""
    start, end = stance.extent
    return any(c.evidence.field == stance.field and c.evidence.start < end and start < c.evidence.end for c in talks)
