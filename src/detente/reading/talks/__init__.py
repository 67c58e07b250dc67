"""Rounds of talks: held, announced, postponed, called off."""

from __future__ import annotations

from detente.model import Claim
from detente.reading.frames import Scene
from detente.reading.talks.claims import claims_of
from detente.reading.talks.context import Context
from detente.reading.talks.continuing import of_earlier_series
from detente.reading.talks.merge import gather
from detente.reading.talks.reports import reports_of
from detente.reading.talks.series import in_city_of_series


def find_rounds(scene: Scene) -> list[Claim]:
    """One claim per round and chain: all that the dispatch says of that round."""
    ctx = Context(scene)
    dispatch = reports_of(ctx)
    slots = gather([r for r in dispatch.reports if not of_earlier_series(r, ctx.published)], ctx.published)
    return claims_of(ctx, dispatch, in_city_of_series(ctx, slots))
