"""Who acts: people with role and party, institutions, governments, agencies."""

from __future__ import annotations

from dataclasses import dataclass

from detente.model import ActorMention, FieldName
from detente.reading.parse import Parsed


@dataclass(frozen=True)
class Cast:
    """Everybody who appears in a dispatch."""

    mentions: tuple[ActorMention, ...]

    def at(self, field: FieldName, start: int, end: int) -> ActorMention | None:
        """The mention that overlaps a stretch most, or None."""
        best, most = None, 0
        for m in self.mentions:
            shared = min(end, m.end) - max(start, m.start) if m.field == field else 0
            if shared > most:
                best, most = m, shared
        return best

    def party_of(self, words: str) -> str | None:
        """The party that a description speaks for ("a Turkish official" → TUR), or None."""
        return None


def find_actors(parsed: Parsed) -> Cast:
    """Everybody named or described in a dispatch."""
    return Cast(())
