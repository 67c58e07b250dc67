"""The review queue."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from detente.desk.reviewing import MOST, TRACKS, queue
from detente.web import values
from detente.web.making import LATER
from detente.web.rendering import kept, page
from detente.web.site import Visit

router = APIRouter()

#: How many claims a page asks about.
SHOWN = 20


@router.get("/review")
def review(request: Request, track: str = "") -> Response:
    """What a person should look at, the most pressing first."""
    return kept(request, _review, LATER, track)


def _review(visit: Visit, track: str) -> bytes:
    browser = visit.browser
    found = queue(browser, track or None)
    shown = {
        "asked": found[:SHOWN],
        "count": len(found),
        "most": MOST,
        "tracks": [each.track for each in browser.tracks()[:TRACKS]],
        "all_tracks": len(browser.tracks()),
        "chosen": track,
        "fields": {kind: [*fields, *values.SHARED] for kind, fields in values.FIELDS.items()},
        "field_name": values.field_name,
    }
    return page("review.html", visit, shown)
