"""The review queue."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from detente.desk.reviewing import MOST, TRACKS, queue
from detente.web import values
from detente.web.forms import browser_of
from detente.web.rendering import render

router = APIRouter()

#: How many claims a page asks about.
SHOWN = 20


@router.get("/review")
def page(request: Request, track: str = "") -> Response:
    """What a person should look at, the most pressing first."""
    browser = browser_of(request)
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
    return render("review.html", request, shown)
