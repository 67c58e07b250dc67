"""Where a round took or is to take place, as one chain tells it, in the light of the whole dispatch."""

from __future__ import annotations

from collections.abc import Sequence

from detente.reading.talks.context import Context
from detente.reading.talks.dating import denied_plan
from detente.reading.talks.records import REAL, Report, Slot
from detente.reading.talks.status import PLANNED


def venue_told(ctx: Context, slot: Slot, group: Sequence[Report], status: str, is_main: bool, main: tuple[str, ...]) -> str | None:
    told = sorted((r for r in group if r.venue), key=lambda r: status in REAL and (r.bygone or r.status in PLANNED))
    own = next((r.venue for r in told if not (status in REAL and r.bygone)), None)
    if own is None and (status in REAL or status == "postponed"):
        own = next((r.venue for r in slot.reports if r.venue and not r.bygone), None)
    if own is None and status == "denied":
        planned = {r.venue for r in denied_plan(slot, group) if r.venue}
        own = planned.pop() if len(planned) == 1 else None
    if own is None and status == "cancelled":  # where one side wanted it is its own word
        own = next((r.venue for r in slot.reports if r.venue and (r.status == "cancelled" or not r.chain)), None)
    if own is None and is_main and status in REAL and not any(r.elsewhere for r in slot.reports):
        own = _dateline(ctx, main, any(r.here for r in slot.reports))
    return own


def _dateline(ctx: Context, main: tuple[str, ...], here: bool) -> str | None:
    """The city of the dateline, where the text says "here" or the city is not one of a party's own."""
    places = [p for p in ctx.dateline() if p.kind == "city"]
    if len(places) != 1 or not (here or (places[0].country not in main and ctx.scene.cast.mentions)):
        return None
    return places[0].name
