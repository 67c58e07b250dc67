"""Where a round took or is to take place, as one chain tells it, in the light of the whole dispatch."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from detente.model.edtf import bounds
from detente.reading.talks.context import Context
from detente.reading.talks.continuing import GOING_ON
from detente.reading.talks.dating import GOES_AHEAD, denied_plan
from detente.reading.talks.fixing import country_of
from detente.reading.talks.locating import came_in
from detente.reading.talks.records import REAL, Report, Slot, bounded
from detente.reading.talks.status import PLANNED


def venue_told(
    ctx: Context, slot: Slot, group: Sequence[Report], status: str, is_main: bool, main: tuple[str, ...], elsewhere: Collection[str] = ()
) -> str | None:
    """The city of a round as one chain tells it, else that of the same event or plan under other chains; None where none is told."""
    told = sorted((r for r in group if r.venue), key=lambda r: status in REAL and (r.bygone or r.status in PLANNED))
    own = next((r.venue for r in told if not (status in REAL and r.bygone)), None)
    if own is None:
        own = _shared(slot, group, status)
    goes_on = status in PLANNED and slot.real and any(r.rule.endswith(GOING_ON) for r in group)
    if own is None and goes_on:
        own, status = _shared(slot, group, "held"), "held"
    nowhere = any(r.elsewhere or r.format == "online" for r in slot.reports)
    here = any(r.here for r in group)
    told_of = (is_main and status in REAL) or (here and status in (*REAL, *PLANNED))
    if own is None and told_of and not nowhere and (here or not _long_ago(ctx, slot)):
        own = _dateline(ctx, main, any(r.here for r in slot.reports) or (bool(ctx.dateline()) and came_in(ctx)), elsewhere)
    return own


def _shared(slot: Slot, group: Sequence[Report], status: str) -> str | None:
    """The city that the dispatch gives to the round beside this chain."""
    if status in REAL:
        return next((r.venue for r in slot.reports if r.venue and not r.bygone), None)
    if status == "postponed":
        told = [r for r in slot.reports if r.venue]
        moved = [r for r in told if r.status == "postponed" and not r.bygone]
        firm = moved or [r for r in group if r.venue] or [r for r in told if not r.bygone] or told
        return next((r.venue for r in firm), None)
    if status == "cancelled":  # where one side wanted it is its own word
        return next((r.venue for r in slot.reports if r.venue and (r.status == "cancelled" or not r.chain)), None)
    if status == "denied":
        planned = {r.venue for r in denied_plan(slot, group) if r.venue}
        return planned.pop() if len(planned) == 1 else None
    if status in PLANNED and not any(r.elsewhere or r.rule.endswith(".place") for r in group):
        return _of_same_plan(slot, group)
    return None


def _of_same_plan(slot: Slot, group: Sequence[Report]) -> str | None:
    """The city of a plan that another speaker confirms, or of which he gives the same day."""
    days = {r.date for r in group if r.date and bounded(r.date)}
    confirms = any(r.cue == "confirm" for r in group) and not days
    on = not days and any(r.anaphor and r.rule.endswith(GOES_AHEAD) for r in group)
    told = [r for r in slot.reports if r.venue and not r.bygone and (on or r.status in (*PLANNED, "postponed"))]
    same = [r for r in told if on or confirms or r.date in days]
    cities = {r.venue for r in same}
    return cities.pop() if len(cities) == 1 else None


def _long_ago(ctx: Context, slot: Slot) -> bool:
    """Whether all days of a round lie so far back that the paper need not sit where it was held."""
    latest = [d for value in slot.dates if (d := bounds(value).latest) is not None]
    return bool(latest) and ctx.published is not None and (ctx.published - max(latest)).days > _NEWS


#: How many days after a round a dispatch may still be written from its city.
_NEWS = 60


def _told_of_abroad(ctx: Context, main: tuple[str, ...], elsewhere: Collection[str]) -> bool:
    """Whether the text tells of a city in neither land as a place, so that the talks need not be where the dispatch is written.

    The cities of other rounds are no such ones.
    """
    texts = [s for s in ctx.sentences if s.field == "text"]
    told = [p for s in texts for p in ctx.places(s) if p.kind == "city" and p.sense != "metonymic"]
    return any(p.country not in main and p.name not in elsewhere for p in told)


def _dateline(ctx: Context, main: tuple[str, ...], here: bool, elsewhere: Collection[str]) -> str | None:
    """The city of the dateline, where the text says "here", or the city is no party's own, or its own but not where papers sit."""
    places = [p for p in ctx.dateline() if p.kind == "city"]
    if not places and here:  # "opened here on Sunday", under a headline that names the city
        places = [p for s in ctx.titles for p in ctx.places(s) if p.kind == "city"]
    if len(places) != 1:
        return None
    own = places[0].country in main and len(main) > 1 and country_of(places[0].name) is None and not _told_of_abroad(ctx, main, elsewhere)
    away = places[0].country not in main or own
    return places[0].name if here or (away and ctx.scene.cast.mentions) else None
