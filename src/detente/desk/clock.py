"""The only clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def stamp(clock: Clock) -> str:
    """The moment as it is recorded: ISO 8601 in UTC, to the microsecond."""
    return clock().astimezone(UTC).isoformat(timespec="microseconds")


def today(clock: Clock) -> str:
    """The day (ISO, UTC)."""
    return clock().astimezone(UTC).date().isoformat()
