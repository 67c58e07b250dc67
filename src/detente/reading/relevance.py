"""Whether a dispatch is about talks at all: claims about the talks are made of no other."""

from __future__ import annotations

from collections.abc import Sequence

from detente.model import Claim
from detente.reading.frames import Scene
from detente.reading.wording import word_class

#: How many words of negotiation a dispatch without any round needs: one in so many tokens, at most the second number.
_ONE_IN, _AT_MOST = 120, 3


def about_talks(scene: Scene, rounds: Sequence[Claim]) -> bool:
    """Whether a dispatch tells of a round between parties, or speaks of negotiating more than in passing.

    Where it puts two parties side by side, words for what they agreed and exchange count too.
    """
    if rounds:
        return True
    known = word_class("negotiation")
    if len(scene.main) > 1:
        known |= word_class("dealings")
    size = sum(len(p.doc) for p in scene.parsed.paragraphs)
    enough = min(_AT_MOST, 1 + size // _ONE_IN)
    seen = 0
    for paragraph in scene.parsed.paragraphs:
        for token in paragraph.doc:
            seen += token.lower_ in known
            if seen >= enough:
                return True
    return False
