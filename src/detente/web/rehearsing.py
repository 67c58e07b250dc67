"""A process that makes pages makes some once before it is asked: what is put together at the first use then is there."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from detente.errors import DetenteError
from detente.web.document import document_page
from detente.web.site import Site, Visit
from detente.web.track import said_page, track_page

_log = logging.getLogger(__name__)


def rehearse(site: Site) -> None:
    """Make the pages of the smallest track and of a dispatch of it, for nobody."""
    try:
        for _ in _pages(site):
            pass
    except DetenteError as error:
        # Whoever asks is told the same on the page.
        _log.info("no page was made beforehand: %s", error)


def _pages(site: Site) -> Iterator[bytes]:
    tracks = site.browser.tracks()
    if not tracks:
        return
    track = site.browser.track(min(tracks, key=lambda t: t.documents).track.id)
    nothing = dict.fromkeys(("speaker", "outlet", "kind", "text"), "")
    yield track_page(Visit(site, f"/track/{track.id}"), track.id, "")
    yield said_page(Visit(site, f"/track/{track.id}/said"), track.id, "", nothing, 1)
    for document in track.documents[:1]:
        yield document_page(Visit(site, "/document"), document, 0, False, "")
