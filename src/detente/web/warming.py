"""What the first reader would wait for is got ready while nobody asks yet: the templates, the tracks, the first page's cards."""

from __future__ import annotations

import gc
import logging
from threading import Event, Thread

from detente.desk.browsing import Browser
from detente.errors import DetenteError
from detente.web.home import CARDS
from detente.web.rendering import environment

_log = logging.getLogger(__name__)

#: The templates of most pages that are asked for.
_TEMPLATES = ("home.html", "track.html", "document.html", "kin.html", "said.html", "changed.html", "claim.html", "why.html")


def warm() -> None:
    """Get the templates ready, and keep what every page uses out of the search for cycles: it stays until the end."""
    for name in _TEMPLATES:
        environment().get_template(name)
    gc.collect()
    gc.freeze()


class Warming:
    """A thread that gets ready what the first page shows, once, when the site opens."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._over = Event()
        self._thread = Thread(target=self._run, name="warming", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self) -> None:
        """Begin nothing more, and wait for what is under way: the store is closed next."""
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            warm()
            today = self._browser.desk.today()
            for each in self._browser.tracks()[:CARDS]:
                if self._over.is_set():
                    return
                self._browser.card(each.track, today)
        except DetenteError as error:
            # Whoever asks is told the same on the page.
            _log.info("nothing was got ready: %s", error)
