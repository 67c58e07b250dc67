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
    """Whether a claim about the talks rests on more than half of the words of a stance."""
    near = [
        c.evidence for c in talks if c.evidence.field == stance.field and c.evidence.start < stance.end and stance.start < c.evidence.end
    ]
    size = sum(end - start for start, end in stance.pieces)
    return any(2 * sum(max(0, min(end, e.end) - max(start, e.start)) for start, end in stance.pieces) > size for e in near)
