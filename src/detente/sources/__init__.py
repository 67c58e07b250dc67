"""Where dispatches come from: files and pages become documents.

`documents` takes paths as people hand them in and yields, one by one, what became of them: a `Document`, a `SourceError`
that says what is wrong and where (the rest goes on), or a `Skipped` for a file in a folder that is of no known kind.
"""

from __future__ import annotations

from detente.sources.dates import published_of
from detente.sources.language import detect, language_tag
from detente.sources.paths import Item, Skipped, count, documents
from detente.sources.records import Hints, bare_document

__all__ = ["Hints", "Item", "Skipped", "bare_document", "count", "detect", "documents", "language_tag", "published_of"]
