"""Whether a dispatch is about talks at all: claims about the talks are made of no other."""

from __future__ import annotations

from collections.abc import Sequence

from detente.model import Claim
from detente.reading.frames import Scene
from detente.reading.wording import word_class

#: How many words of negotiation a dispatch without any round needs.
_ENOUGH = 3


def about_talks(scene: Scene, rounds: Sequence[Claim]) -> bool:
    """Whether a dispatch tells of a round between parties, or speaks of negotiating more than in passing."""
    known = word_class("negotiation")
    seen: set[tuple[int, int]] = set()
    for paragraph in scene.parsed.paragraphs:
        for token in paragraph.doc:
            if token.lower_ in known:
                seen.add((paragraph.index, token.i))
                if len(seen) >= _ENOUGH or rounds:
                    return True
    return False
