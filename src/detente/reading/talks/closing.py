"""On which day a round was over, told beside it: "handed over on Thursday, at the close of the round", "after a session of three days"."""

from __future__ import annotations

import re

from detente.model.edtf import bounds, valid
from detente.reading.grammar import is_verb
from detente.reading.talks.context import Context
from detente.reading.talks.days import day_part
from detente.reading.talks.ellipses import times_on
from detente.reading.talks.endings import at_its_end, on_its_last_day
from detente.reading.talks.mentions import Mention

_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
_LONGEST = 31


def closing_day(ctx: Context, mention: Mention) -> str | None:
    """The day of what happened at the end of a round, as EDTF."""
    verb = mention.over
    if verb is None or not is_verb(verb) or not ((mention.role == "at" and at_its_end(mention)) or on_its_last_day(mention)):
        return None
    times = times_on(ctx, mention.sentence, verb)
    days = [day_part(t.edtf) for t in times if t.edtf and t.grain in ("day", "part_of_day")]
    return days[0] if len(days) == 1 and _DAY.match(days[0]) else None


def to_its_end(first: str | None, last: str | None) -> str | None:
    """From the day on which a round began to that on which it was over, where both are days at most a month apart; else the first."""
    if first is None or last is None or not _DAY.match(first) or not valid(f"{first}/{last}"):
        return first
    start, end = bounds(first).earliest, bounds(last).latest
    apart = (end - start).days if start is not None and end is not None else 0
    return f"{first}/{last}" if 0 < apart <= _LONGEST else first
