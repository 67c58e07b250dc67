"""Dates as other people's formats write them, made ISO 8601; what cannot be told is None, never a guess."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from detente.errors import DateError
from detente.sources.dates import published_of

_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?(?![\d:])",
    re.IGNORECASE,
)
_PDF = re.compile(r"D:(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(?:(Z)|([+-]\d\d)'?(\d\d)?'?)?")
_FIRST_SECOND, _LAST_SECOND = 0, 7_258_118_400


def stamp_of(value: Any) -> str | None:
    """ISO 8601 of a date as feeds, pages and records write it (ISO, RFC 822, seconds since 1970), with its zone where it has one."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        seconds = value / 1000 if value > _LAST_SECOND else value
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds") if _FIRST_SECOND < seconds < _LAST_SECOND else None
    if not isinstance(value, str):
        return None
    text = " ".join(value[:100].split())
    if text.isdigit() and len(text) in (10, 13):
        return stamp_of(int(text))
    return _iso(text) or _rfc822(text)


def pdf_stamp(value: Any) -> str | None:
    """ISO 8601 of a date of a PDF file's metadata (ISO 32000, 7.9.4)."""
    match = _PDF.match(str(value or ""))
    if match is None:
        return stamp_of(str(value)) if value else None
    year, month, day, hour, minute, second, z, hours, minutes = match.groups()
    if hour is None:
        return _checked(f"{year}-{month}-{day}")
    zone = "Z" if z else f"{hours}:{minutes or '00'}" if hours else ""
    return _checked(f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{zone}")


def _iso(text: str) -> str | None:
    match = _ISO.match(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, _, zone = match.groups()
    if hour is None:
        return _checked(f"{year}-{month}-{day}")
    offset = "" if not zone else "Z" if zone.upper() in ("Z", "UTC", "GMT") else zone
    if len(offset) in (3, 5) and ":" not in offset:
        offset = f"{offset[:3]}:{offset[3:] or '00'}"
    return _checked(f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{offset}")


def _rfc822(text: str) -> str | None:
    try:
        return _checked(parsedate_to_datetime(text).isoformat())
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _checked(text: str) -> str | None:
    try:
        return published_of(text)
    except (DateError, OverflowError):
        return None
