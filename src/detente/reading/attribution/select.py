"""Which finds stand where several claim the same words."""

from __future__ import annotations

from collections.abc import Iterable

from detente.reading.attribution.model import Find


def _size(find: Find) -> int:
    return sum(b - a + 1 for a, b in find.pieces)


def select(finds: Iterable[Find]) -> list[Find]:
    """Finds of a paragraph without those inside what another one attributes: the outermost speaker answers for it."""
    ranked = sorted(finds, key=lambda f: (-_size(f), f.first))
    kept: list[Find] = []
    for find in ranked:
        anchor = find.cue[0] if find.cue else find.first
        if any(other.holds(anchor) for other in kept):
            continue
        covered = sum(1 for a, b in find.pieces for i in range(a, b + 1) if any(o.holds(i) for o in kept))
        if covered * 2 > _size(find):
            continue
        kept.append(find)
    return sorted(kept, key=lambda f: f.first)
