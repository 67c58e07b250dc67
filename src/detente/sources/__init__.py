"""Where dispatches come from: files, pages and messages become documents.

`documents` takes paths as people hand them in, `parse_bytes` takes bytes from wherever they were fetched, and `parse_guarded` does
so in a process of its own. They give, one by one, what became of them: a `Document`, a `SourceError` that says what is wrong and
where (the rest goes on), or a `Skipped` for what is of no known kind or only points to a page.
"""

from __future__ import annotations

from detente.sources.dates import published_of
from detente.sources.guarding import parse_guarded
from detente.sources.identity import address_key, derived_id
from detente.sources.items import Item, Skipped
from detente.sources.language import detect, language_tag
from detente.sources.parsing import parse_bytes
from detente.sources.paths import count, documents
from detente.sources.records import Hints, bare_document

__all__ = [
    "Hints",
    "Item",
    "Skipped",
    "address_key",
    "bare_document",
    "count",
    "derived_id",
    "detect",
    "documents",
    "language_tag",
    "parse_bytes",
    "parse_guarded",
    "published_of",
]
