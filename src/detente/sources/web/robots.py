"""What sites ask of programs that read them: robots.txt, by RFC 9309."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from detente.sources.web.errors import AddressError, FetchError, RobotsError
from detente.sources.web.urls import origin_of

#: The name that a robots.txt knows this program by.
TOKEN = "detente"

#: How long rules hold, and how long a site that does not give them is left alone, in seconds.
_HOLDS, _SILENT = 24 * 3600.0, 600.0

#: More than this of a robots.txt is not read (the RFC asks for at least 500 KiB).
LONGEST = 512 * 1024


@dataclass(frozen=True, slots=True)
class _Rules:
    parsed: Protego | None
    until: float
    failure: FetchError | None = None


class Robots:
    """The rules of each site, asked for once a day."""

    def __init__(self, fetch: Callable[[str], bytes]) -> None:
        self._fetch = fetch
        self._guard = threading.Lock()
        self._asking: dict[str, threading.Lock] = {}
        self._known: dict[str, _Rules] = {}

    def check(self, url: str) -> float | None:
        """The pause (seconds) that the site asks for, None where it does not say. Raises RobotsError where it asks to be left alone."""
        rules = self._rules(origin_of(url))
        if rules.failure is not None:
            what = f"the site's robots.txt cannot be had ({rules.failure.what}), so that the site is left alone"
            raise RobotsError(what, url, "Try again later", status=rules.failure.status, again=True, after=rules.failure.after)
        if rules.parsed is None:
            return None
        if not rules.parsed.can_fetch(url, TOKEN):
            raise RobotsError("the site's robots.txt asks programs not to fetch this", url, "Open it yourself and add the saved file")
        return rules.parsed.crawl_delay(TOKEN)

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """The sitemaps that a site's robots.txt names."""
        parsed = self._rules(origin_of(url)).parsed
        return () if parsed is None else tuple(parsed.sitemaps)

    def _rules(self, origin: str) -> _Rules:
        with self._guard:
            asking = self._asking.setdefault(origin, threading.Lock())
        with asking:
            known = self._known.get(origin)
            if known is None or known.until < time.monotonic():
                known = self._known[origin] = self._asked(origin)
            return known

    def _asked(self, origin: str) -> _Rules:
        now = time.monotonic()
        try:
            body = self._fetch(origin + "/robots.txt")
        except AddressError:
            raise
        except FetchError as error:
            if error.status is not None and 400 <= error.status < 500 and error.status != 429:
                # Nothing is asked of anybody.
                return _Rules(None, now + _HOLDS)
            return _Rules(None, now + _SILENT, error)
        return _Rules(Protego.parse(body.decode("utf-8-sig", "replace")), now + _HOLDS)
