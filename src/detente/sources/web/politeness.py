"""One request to a host at a time, with a pause between two."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from detente.sources.web.errors import FetchError


class Gate:
    """Lets one thread at a time speak to a host, and none before the host had its pause."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._guard = threading.Lock()
        self._turns: dict[str, threading.Lock] = {}
        self._free: dict[str, float] = {}

    @contextmanager
    def turn(self, host: str, delay: float) -> Iterator[None]:
        """Wait until it is the host's turn; after what runs inside, the host is left alone for `delay` seconds.

        Raises FetchError where everything was stopped meanwhile.
        """
        with self._guard:
            turn = self._turns.setdefault(host, threading.Lock())
        with turn:
            self.wait(self._free.get(host, 0.0) - time.monotonic())
            try:
                yield
            finally:
                self._free[host] = time.monotonic() + delay

    def leave_alone(self, host: str, seconds: float) -> None:
        """Let nobody speak to a host for some time, as it asked."""
        self._free[host] = max(self._free.get(host, 0.0), time.monotonic() + seconds)

    def wait(self, seconds: float) -> None:
        """Wait, unless everything is stopped. Raises FetchError then."""
        if self._stop.wait(max(seconds, 0.0)):
            raise FetchError("stopped", again=True)

    def stop(self) -> None:
        """Let nobody speak to anyone any more."""
        self._stop.set()
