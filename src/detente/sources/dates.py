"""Dates of publication as people and files write them."""

from __future__ import annotations

import re
from datetime import datetime

from detente.errors import DateError

_EXTENDED = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)?)?")

#: News is printed within these years; a date outside of them is a slip.
_FIRST, _LAST = 1600, 2199

_TODO = "Write it as 2025-06-10 or 2025-06-10T14:30:00+03:00"


def published_of(text: str) -> str:
    """A date of publication in ISO 8601, as it was written where that is ISO already, with its own offset.

    Raises DateError where it is no date, no such day exists, or no newspaper can have been printed on it.
    """
    written = text.strip()
    try:
        when = datetime.fromisoformat(written)
        when.utcoffset()
    except ValueError as error:
        reason = "is no such day or time" if _EXTENDED.fullmatch(written) else "is not an ISO 8601 date"
        raise DateError(f"the publication date {text!r} {reason}", todo=_TODO) from error
    if not _FIRST <= when.year <= _LAST:
        raise DateError(f"the publication date {text!r} cannot be: the year is {when.year}", todo=_TODO)
    if _EXTENDED.fullmatch(written):
        return written
    return when.date().isoformat() if re.fullmatch(r"[\dW-]+", written) else when.isoformat()
