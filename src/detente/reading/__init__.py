"""From one dispatch to its claims. Pure: no store, no network, no clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from importlib import import_module

from detente.errors import DateError
from detente.model import Document, Reading
from detente.model.edtf import day_of

#: BCP 47 primary language → module with a `read` function.
LANGUAGES = {"en": "detente.reading.languages.en"}


def reader_for(language: str) -> Callable[[Document], Reading] | None:
    """The reader of a BCP 47 language tag, or None where there is none."""
    module = LANGUAGES.get(language.partition("-")[0].lower())
    if module is None:
        return None
    reader: Callable[[Document], Reading] = import_module(module).read
    return reader


def read(document: Document, today: str | None = None) -> Reading:
    """Read a dispatch. One in a language without a reader comes back without claims and with a warning.

    `today` (ISO day or date-time, UTC) is when it came in: a publication date that lies later is kept, and said on every claim.
    A publication date that is no date is kept, too, with a warning, and the dispatch is read as one whose date is not known.
    Raises DateError where `today` is no date.
    """
    try:
        day_of(document.published)
    except DateError as error:
        undated = read(replace(document, published=None), today)
        warning = f"{document.id}: {error}: kept as written, and read without a publication date"
        return replace(undated, document=document, warnings=(*undated.warnings, warning))
    reader = reader_for(document.language)
    if reader is None:
        warning = f"{document.id}: no reader for language {document.language!r} yet: kept, but no claims were read"
        found = Reading(document, warnings=(warning,))
    else:
        found = reader(document)
    return _in_time(found, today)


def _in_time(reading: Reading, today: str | None) -> Reading:
    """The reading; where its document says that it was published later than it came in, with that on every claim."""
    published, came = day_of(reading.document.published), day_of(today)
    # A day on: it may be tomorrow where it was published.
    if published is None or came is None or published <= came + timedelta(days=1):
        return reading
    flag = f"the publication date {published.isoformat()} is in the future"
    claims = tuple(replace(claim, flags=(*claim.flags, flag)) for claim in reading.claims)
    warning = (
        f"{reading.document.id}: {flag} (it came in on {came.isoformat()}): kept as written; every date read from it counts from there"
    )
    return replace(reading, claims=claims, warnings=(*reading.warnings, warning))
