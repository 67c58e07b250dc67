"""From one dispatch to its claims. Pure: no store, no network, no clock."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from detente.model import Document, Reading

#: BCP 47 primary language → module with a `read` function.
LANGUAGES = {"en": "detente.reading.languages.en"}


def reader_for(language: str) -> Callable[[Document], Reading] | None:
    """The reader of a BCP 47 language tag, or None where there is none."""
    module = LANGUAGES.get(language.partition("-")[0].lower())
    if module is None:
        return None
    reader: Callable[[Document], Reading] = import_module(module).read
    return reader


def read(document: Document) -> Reading:
    """Read a dispatch. One in a language without a reader comes back without claims and with a warning."""
    reader = reader_for(document.language)
    if reader is None:
        warning = f"{document.id}: no reader for language {document.language!r} yet: kept, but no claims were read"
        return Reading(document, warnings=(warning,))
    return reader(document)
