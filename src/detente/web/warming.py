"""What the first reader would wait for is got ready while nobody asks yet: the templates, the tracks, the first page."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from contextvars import copy_context
from threading import Thread

from detente.errors import DetenteError
from detente.web.rendering import environment
from detente.web.site import Site

_log = logging.getLogger(__name__)

#: The templates of most pages that are asked for.
_TEMPLATES = ("home.html", "track.html", "document.html", "kin.html", "said.html", "changed.html", "claim.html", "why.html")


def warm() -> None:
    """Get ready what every page uses, and keep it out of the search for cycles: it stays until the end."""
    for name in _TEMPLATES:
        environment().get_template(name)
    gc.collect()
    gc.freeze()


class Warming:
    """A thread that sorts the log, has the processes started that make pages, and the first page made, once, when the site opens."""

    def __init__(self, site: Site, start: Callable[[], None], first_page: Callable[[], object]) -> None:
        self._site, self._start, self._first_page = site, start, first_page
        # In the context of who opens the site: the names in use are part of it.
        self._thread = Thread(target=copy_context().run, args=(self._run,), name="warming", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self) -> None:
        """Wait for what is under way: the store is closed next."""
        self._thread.join()

    def _run(self) -> None:
        warm()
        try:
            # The others find it sorted.
            self._site.browser.tracks()
            self._start()
            self._first_page()
        except DetenteError as error:
            # Whoever asks is told the same on the page.
            _log.info("nothing was got ready: %s", error)
