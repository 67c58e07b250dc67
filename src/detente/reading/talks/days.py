"""The days of a meeting as one EDTF value, and which side of a day it lies on."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from detente.model import TimeExpression
from detente.model.edtf import bounds
from detente.reading.lemmas import lemma

if TYPE_CHECKING:
    from detente.reading.tree import Token

_DAY = re.compile(r"^(?:\d{4}|XXXX)-\d\d-\d\d")


def joined(times: tuple[TimeExpression, ...]) -> str | None:
    """One EDTF value for the days of one meeting: the finest, or from the first to the last of neighbouring days."""
    if not times:
        return None
    days = [t for t in times if t.edtf and _DAY.match(t.edtf)]
    days = [t for t in days if t.grain not in ("hour", "minute")] or days
    days = [t for t in days if t.grain not in ("week", "vague")] or days  # "next week, from 23 to 27 September"
    if not days:
        fine = sorted(times, key=lambda t: ("/" in (t.edtf or ""), _grain(t)))
        return fine[0].edtf
    first = days[0].edtf or ""
    if len(days) > 1 and all(re.fullmatch(r"\d{4}-\d\d-\d\d", d.edtf or "") for d in days):
        dates = sorted({date.fromisoformat(d.edtf or "") for d in days})
        if len(dates) > 1 and (dates[-1] - dates[0]) <= timedelta(days=len(dates)) and days[-1].start - days[0].end < 12:
            return f"{dates[0]}/{dates[-1]}"
    return first


def _grain(time: TimeExpression) -> int:
    order = ("minute", "hour", "part_of_day", "day", "week", "month", "season", "quarter", "year", "decade", "vague")
    return order.index(time.grain) if time.grain in order else len(order)


def day_part(edtf: str) -> str:
    """An EDTF value without the hour of the day."""
    return re.sub(r"T[\d:.Z+-]*", "", edtf)


def days_later(edtf: str | None, days: int) -> str | None:
    """A day so many days on; a value that is no single day as it is."""
    if not days or edtf is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", edtf):
        return edtf
    return (date.fromisoformat(edtf) + timedelta(days=days)).isoformat()


def past_of(edtf: str | None, today: date | None) -> bool | None:
    """Whether a value lies wholly before a day (True), wholly after it (False), or neither can be said (None)."""
    if edtf is None or today is None:
        return None
    span = bounds(edtf)
    if span.latest is not None and span.latest < today:
        return True
    if span.earliest is not None and span.earliest > today:
        return False
    return None


def lies_ahead(time: TimeExpression) -> bool:
    """Whether a length of days starts when it is said ("within the next week", "in two weeks")."""
    return time.direction == "future" and time.timex3.value.startswith("P") and not time.timex3.value.startswith("PT")


def after_they_opened(days: Token) -> bool:
    """ "Collapsed on Friday, ten days after they opened": counted from the beginning."""
    after = days.doc[days.i + 1 : days.i + 4]
    if len(after) < 3 or after[0].lower_ != "after" or after[1].lower_ not in ("they", "it"):
        return False
    return lemma(after[2]) in ("open", "begin", "start", "convene")
