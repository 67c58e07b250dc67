"""Whose turn it is where many ask at once."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

Place = TypeVar("Place")


class Turns(Generic[Place]):
    """Some places, each for one at a time; who has to be through first goes first (earliest deadline first).

    Twenty pages made side by side by one interpreter are all ready at the end; one after the other, half are ready at half time.
    """

    def __init__(self, places: Iterable[Place]) -> None:
        self._free = list(places)
        self._waiting: list[tuple[float, int, Future[Place]]] = []
        self._counted = itertools.count()
        self._lock = Lock()

    @contextmanager
    def turn(self, within: float) -> Iterator[Place]:
        """A place, for as long as the `with` statement; `within` says in how many seconds one would like to be through."""
        place = self._take(within)
        try:
            yield place
        finally:
            self._give(place)

    def _take(self, within: float) -> Place:
        with self._lock:
            if self._free:
                return self._free.pop()
            coming: Future[Place] = Future()
            heapq.heappush(self._waiting, (monotonic() + within, next(self._counted), coming))
        return coming.result()

    def _give(self, place: Place) -> None:
        with self._lock:
            if self._waiting:
                heapq.heappop(self._waiting)[2].set_result(place)
            else:
                self._free.append(place)
