"""The first page, and search."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.responses import HTMLResponse

from detente.desk.browsing import Card
from detente.views.brief import last_and_next
from detente.views.rounds import round_name, round_words
from detente.web.forms import browser_of, day
from detente.web.rendering import kept, render
from detente.web.tables import next_of

router = APIRouter()

#: Tracks on one page, and hits of each kind that a search shows.
CARDS, HITS = 12, 25


@router.get("/")
def home(request: Request, page: int = 1, as_of: str = "") -> Response:
    """The tracks, what changed in them, and what is in dispute."""
    return kept(request, lambda: _home(request, page, as_of))


def _home(request: Request, page: int, as_of: str) -> HTMLResponse:
    browser = browser_of(request)
    on = day(as_of, browser.desk.today())
    tracks = browser.tracks()
    if on < browser.desk.today():
        # What a track's first dispatch had not told yet is not on the desk of that day.
        tracks = tuple(t for t in tracks if any(d <= on for d in browser.days(t.track.id)))
    pages = max(1, -(-len(tracks) // CARDS))
    page = min(max(1, page), pages)
    cards = [_shown(browser.card(each.track, on), each.documents) for each in tracks[(page - 1) * CARDS : page * CARDS]]
    return render("home.html", request, {"cards": cards, "tracks": len(tracks), "page": page, "pages": pages, "as_of": on})


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
    limit = min(max(HITS, show), 500)
    found = browser_of(request).search(q, limit + 1) if q.strip() else None
    return render("search.html", request, {"q": q, "found": found, "limit": limit})
