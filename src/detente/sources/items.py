"""What parsing takes and gives."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from detente.errors import SourceError
from detente.model import Document
from detente.sources.limits import LIMITS
from detente.sources.records import Hints


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that was left alone, and why."""

    where: str
    why: str

    #: Address of what it only points to, where it is one entry of a feed or sitemap.
    url: str | None = None


Item = Document | SourceError | Skipped


@dataclass(frozen=True, slots=True)
class Input:
    """Bytes with what is known of them."""

    data: bytes

    #: How it is named in messages.
    where: str

    #: What goes before what the content says, and what stands in for what it does not say.
    hints: Hints = field(default_factory=Hints)
    fallback: Hints = field(default_factory=Hints)

    #: A file's name, where it was fetched from, and the MIME type that was declared.
    name: str = ""
    url: str | None = None
    content_type: str | None = None

    #: How many messages or archives it lies in.
    depth: int = 0

    def spoken(self) -> Hints:
        """The hints with what stands behind them, for kinds that say nothing of themselves."""
        h, f = self.hints, self.fallback
        return Hints(
            h.published or f.published, h.outlet or f.outlet, h.language or f.language, h.title or f.title, h.url or self.url or f.url
        )

    def inner(self, data: bytes, where: str, *, name: str = "", content_type: str | None = None, fallback: Hints | None = None) -> Input:
        """What lies in it, one level deeper. Raises SourceError where that is too deep."""
        if self.depth >= LIMITS.depth:
            raise SourceError(f"this is nested more than {LIMITS.depth} deep", where, "Take it out and hand it in by itself")
        behind = fallback if fallback is not None else self.fallback
        return replace(self, data=data, where=where, name=name, content_type=content_type, fallback=behind, depth=self.depth + 1)
