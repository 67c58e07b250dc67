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
    Who can wait for `patient` seconds and more may take long: the last place is not for them, where there is more than one.
    """

    def __init__(self, places: Iterable[Place], patient: float) -> None:
        self._free = list(places)
        self._patient = patient
        self._most_patient = max(1, len(self._free) - 1)
        self._patient_ones = 0

        # Those who wait, by whether they are patient: deadline, number, and the place to come.
        self._waiting: dict[bool, list[tuple[float, int, Future[Place]]]] = {False: [], True: []}
        self._counted = itertools.count()
        self._lock = Lock()

    @property
    def waiting(self) -> int:
        """How many wait for their turn."""
        return sum(map(len, self._waiting.values()))

    @contextmanager
    def turn(self, within: float) -> Iterator[Place]:
        """A place, for as long as the `with` statement; `within` says in how many seconds one would like to be through."""
        patient = within >= self._patient
        coming: Future[Place] = Future()
        with self._lock:
            heapq.heappush(self._waiting[patient], (monotonic() + within, next(self._counted), coming))
            self._fill()
        place = coming.result()
        try:
            yield place
        finally:
            with self._lock:
                self._free.append(place)
                self._patient_ones -= patient
                self._fill()

    def _fill(self) -> None:
        """Give the free places to those whose turn it is."""
        while self._free:
            allowed = (False, True) if self._patient_ones < self._most_patient else (False,)
            due = [(self._waiting[patient][0], patient) for patient in allowed if self._waiting[patient]]
            if not due:
                return
            patient = min(due)[1]
            self._patient_ones += patient
            heapq.heappop(self._waiting[patient])[2].set_result(self._free.pop())
