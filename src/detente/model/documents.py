"""A dispatch as it was handed in, and pieces of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

FieldName = Literal["text", "title"]


@dataclass(frozen=True, slots=True)
class Document:
    """An immutable dispatch."""

    #: Unique in the store: the id it was handed in with, else a hash of outlet, URL and text.
    id: str

    #: What was published, exactly as handed in. Offsets everywhere are code points of this.
    text: str

    #: The headline, or "".
    title: str = ""

    #: Who published it, as the source says, or "".
    outlet: str = ""

    #: Where it was published, or None.
    url: str | None = None

    #: BCP 47 tag.
    language: str = "en"

    #: ISO 8601 date or date-time with the source's own offset; None where it is not known.
    published: str | None = None

    def field(self, name: FieldName) -> str:
        """The text of a field."""
        return self.title if name == "title" else self.text

    def span(self, start: int, end: int, field: FieldName = "text") -> Span:
        """The span of a field between two offsets (code points, end exclusive)."""
        return Span(field, start, end, self.field(field)[start:end])


@dataclass(frozen=True, slots=True)
class Span:
    """A contiguous piece of a document: `document.field(span.field)[span.start:span.end] == span.text`, always."""

    #: The field that the offsets count in.
    field: FieldName

    #: First code point.
    start: int

    #: One past the last code point.
    end: int

    #: The words themselves.
    text: str


def document_id(outlet: str, url: str | None, text: str) -> str:
    """The id of a document that came without one: a hash of outlet, URL and text."""
    return "d" + hashlib.sha256("\x00".join((outlet, url or "", text)).encode("utf-8", "surrogatepass")).hexdigest()[:16]
