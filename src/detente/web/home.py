"""The first page, and search."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from detente.desk.browsing import Card
from detente.views.brief import last_and_next
from detente.views.rounds import round_name, round_words
from detente.web.forms import day
from detente.web.making import LATER, Makers
from detente.web.rendering import kept, kept_body, made, page
from detente.web.site import Site, Visit
from detente.web.tables import next_of

router = APIRouter()

#: Tracks on one page, and hits of each kind that a search shows.
CARDS, HITS = 12, 25


@router.get("/")
def home(request: Request, page: int = 1, as_of: str = "") -> Response:
    """The tracks, what changed in them, and what is in dispute."""
    return kept(request, _home, LATER, page, as_of)


def first_page(site: Site, makers: Makers) -> bytes:
    """The first page as it is asked for most."""
    return kept_body(site, makers, ("/", ""), _home, LATER, 1, "")


def _home(visit: Visit, number: int, as_of: str) -> bytes:
    browser = visit.browser
    on = day(as_of, browser.desk.today())
    tracks = browser.tracks()
    if on < browser.desk.today():
        # What a track's first dispatch had not told yet is not on the desk of that day.
        tracks = tuple(t for t in tracks if any(d <= on for d in browser.days(t.track.id)))
    pages = max(1, -(-len(tracks) // CARDS))
    number = min(max(1, number), pages)
    cards = [_shown(browser.card(each.track, on), each.documents) for each in tracks[(number - 1) * CARDS : number * CARDS]]
    return page("home.html", visit, {"cards": cards, "tracks": len(tracks), "page": number, "pages": pages, "as_of": on})


def _shown(card: Card, documents: int) -> dict[str, Any]:
    """A card in words."""
    state = card.state
    last, ahead = last_and_next(state)
    coming = next_of(ahead)
    return {
        "track": card.track,
        "last": (last, round_name(last), round_words(last)) if last else None,
        "next": (coming, round_name(coming), round_words(coming)) if coming else None,
        "changes": card.changes,
        "disputes": len(state.disputes),
        "overdue": sum(1 for c in state.commitments if c.status == "overdue"),
        "dispatches": documents,
    }


@router.get("/search")
def search(request: Request, q: str = "", show: int = HITS) -> Response:
    """Search over everything: tracks, dispatches and claims."""
    return made(request, _search, q, min(max(HITS, show), 500))


def _search(visit: Visit, q: str, limit: int) -> bytes:
    found = visit.browser.search(q, limit + 1) if q.strip() else None
    return page("search.html", visit, {"q": q, "found": found, "limit": limit})
