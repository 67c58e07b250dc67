"""The venues of a track on a map of coasts: no tiles, no borders, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import cos, radians

from markupsafe import Markup

from detente.model import RoundState, State, Venue
from detente.views.rounds import round_name
from detente.views.wording import counted, label
from detente.web.rendering import fingerprint

#: Width and height of the drawing, and the least that it shows, in degrees of longitude.
_WIDE, _HIGH, _LEAST = 720, 330, 58.0


@dataclass(frozen=True, slots=True)
class Place:
    """A city and the rounds there."""

    venue: Venue
    rounds: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class VenueMap:
    """The drawing, and the same as a list."""

    places: tuple[Place, ...]
    drawing: Markup


def venue_map(state: State, located: Mapping[str, Venue]) -> VenueMap | None:
    """The venues of a state; None where no round has one. `located` says where their cities are."""
    by_city: dict[str, list[RoundState]] = {}
    for item in state.rounds:
        if item.venue is not None:
            by_city.setdefault(item.venue.city, []).append(item)
    if not by_city:
        return None
    places = []
    for rounds in by_city.values():
        venue = rounds[0].venue
        if venue is not None:
            places.append(Place(located.get(venue.city, venue), tuple((f"round:{r.key}", round_name(r), label(r.status)) for r in rounds)))
    places.sort(key=lambda p: (-len(p.rounds), p.venue.city))
    return VenueMap(tuple(places), Markup(_drawn(places)))


def _drawn(places: Sequence[Place]) -> str:
    points = [(p, p.venue.longitude, p.venue.latitude) for p in places if p.venue.longitude is not None and p.venue.latitude is not None]
    known = [(p, x, y) for p, x, y in points if x is not None and y is not None]
    if not known:
        return ""
    west, east = min(x for _, x, _ in known), max(x for _, x, _ in known)
    south, north = min(y for _, _, y in known), max(y for _, _, y in known)
    middle = (south + north) / 2
    squeeze = max(0.3, cos(radians(middle)))
    wide = max(_LEAST * squeeze, 1.6 * (east - west) * squeeze, 1.9 * (north - south) * _WIDE / _HIGH)
    wide = min(wide, 360.0)
    unit = _WIDE / wide
    left, top = (west + east) / 2 * squeeze - wide / 2, -middle - wide * _HIGH / _WIDE / 2

    def place(x: float, y: float) -> tuple[float, float]:
        return round((x * squeeze - left) * unit, 1), round((-y - top) * unit, 1)

    title = "Map of the venues: " + "; ".join(f"{p.venue.city}, {counted(len(p.rounds), 'round')}" for p, _, _ in known)
    move = f"scale({unit:.4f}) translate({-left:.4f} {-top:.4f}) scale({squeeze:.4f} 1)"
    out = [
        f'<svg class="map" viewBox="0 0 {_WIDE} {_HIGH}" width="{_WIDE}" height="{_HIGH}" role="img" aria-label="{escape(title)}">',
        f'<rect class="sea" width="{_WIDE}" height="{_HIGH}"/>',
        f'<use class="land" href="/static/world.svg?v={fingerprint()}#land" transform="{move}"/>',
    ]
    taken: list[tuple[float, float]] = []
    for spot, longitude, latitude in known:
        x, y = place(longitude, latitude)
        held = any(status == "held" for _, _, status in spot.rounds)
        out.append(f'<circle class="{"venue-held" if held else "venue-planned"}" cx="{x}" cy="{y}" r="{5 + min(4, len(spot.rounds))}"/>')
        down = y + 5
        while any(abs(down - other) < 18 and abs(x - at) < 190 for at, other in taken):
            down += 18
        taken.append((x, down))
        words = spot.venue.city + (f" ({len(spot.rounds)})" if len(spot.rounds) > 1 else "")
        end = x > _WIDE - 150
        out.append(f'<text class="venue-name{" tl-end" if end else ""}" x="{x - 14 if end else x + 14}" y="{down}">{escape(words)}</text>')
    return "".join([*out, "</svg>"])
