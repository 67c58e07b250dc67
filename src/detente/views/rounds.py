"""Rounds in words, of claims and of states."""

from __future__ import annotations

from collections.abc import Mapping

from detente.model import Head, Round, RoundState, Venue
from detente.views.naming import name_of, place_name
from detente.views.wording import capital, date_words, label, listed, minutes_words, ordinal_words, venue_words

_AHEAD = frozenset({"proposed", "announced", "confirmed"})


def round_name(item: RoundState | Round) -> str:
    """ "Third round", "Round of 23 July 2025", "A round"."""
    if item.ordinal is not None:
        return capital(f"{ordinal_words(item.ordinal)} round")
    if item.date and "/" not in item.date and item.date[:1] not in "[{":
        return f"Round of {date_words(item.date)}"
    city = item.venue.city if isinstance(item.venue, Venue) else item.venue
    return f"A round in {place_name(city)}" if city else "A round"


def round_words(item: RoundState | Round) -> str:
    """Status, date and place: "held, 10 April 2025, Istanbul", "announced for Moscow, from 10 June 2025 on"."""
    place = venue_words(item.venue, item.site)
    named_by_date = round_name(item).startswith("Round of")
    when = "" if named_by_date or not item.date else date_words(item.date)
    status = label(item.status)
    if item.status in _AHEAD:
        return _ahead(status, when, place, bool(item.date))
    if item.status in ("cancelled", "denied", "postponed"):
        was = ", ".join(part for part in (when, place) if part)
        return f"{status} ({'given now' if item.status == 'postponed' else 'planned'}: {was})" if was else status
    return ", ".join(part for part in (status, when, place) if part)


def _ahead(status: str, when: str, place: str, dated: bool) -> str:
    where = f" for {place}" if place else ""
    if when:
        return f"{status}{where}, {when}"
    missing = [] if dated else ["date"]
    missing += [] if place else ["place"]
    return f"{status}{where}" + (f", no {' or '.join(missing)} given" if missing else "")


def heads_words(heads: tuple[tuple[str, Head], ...] | Mapping[str, Head]) -> str:
    """ "Alexander Darchiev (Russia) and Sonata Coulter (United States)"; "" where nobody is known."""
    pairs = heads.items() if isinstance(heads, Mapping) else heads
    return listed([f"{head.name} ({name_of(party)})" for party, head in pairs])


def details(item: RoundState | Round) -> str:
    """Who led and how long it took, as sentences; "" where neither is known."""
    led = heads_words(item.heads)
    parts = [f"led by {led}"] if led else []
    if item.duration_minutes is not None:
        parts.append(f"{minutes_words(item.duration_minutes)} long")
    return capital("; ".join(parts))
