"""Bringing dispatches in, one hand-in after the other, while the page shows how far it is."""

from __future__ import annotations

import logging
import secrets
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from detente.desk import Added
from detente.errors import DetenteError, NotFoundError

_log = logging.getLogger(__name__)

#: How many hand-ins are remembered, and how many dispatches of each are listed.
_MOST, LISTED = 50, 40


@dataclass(slots=True)
class Job:
    """One hand-in and what became of it so far."""

    id: str
    what: str
    added: list[Added] = field(default_factory=list)
    error: str = ""
    done: bool = False

    def count(self, *whats: str) -> int:
        """How many dispatches came to this end."""
        return sum(1 for a in self.added if a.what in whats)


class Jobs:
    """The hand-ins of this run. They are read one after the other: reading takes a whole core."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="reading")
        self._jobs: OrderedDict[str, Job] = OrderedDict()

    def start(self, what: str, work: Callable[[], Iterator[Added]], after: Callable[[], None] = lambda: None) -> Job:
        """Put a hand-in in the queue; `after` cleans up behind it."""
        job = Job(secrets.token_hex(8), what)
        self._jobs[job.id] = job
        while len(self._jobs) > _MOST:
            self._jobs.popitem(last=False)
        self._pool.submit(_run, job, work, after)
        return job

    def job(self, identity: str) -> Job:
        """A hand-in. Raises NotFoundError."""
        if identity not in self._jobs:
            raise NotFoundError("there is no such hand-in", todo="It may be from before the desk was opened; what was kept stays kept")
        return self._jobs[identity]

    def close(self) -> None:
        """Begin nothing more."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def _run(job: Job, work: Callable[[], Iterator[Added]], after: Callable[[], None]) -> None:
    try:
        for each in work():
            job.added.append(each)
    except DetenteError as error:
        job.error = str(error)
    except Exception:  # noqa: BLE001 - a thread has nobody above it: what broke is logged and said on the page
        _log.exception("adding %s failed", job.what)
        job.error = "Something broke while reading this. What happened stands where `detente serve` runs."
    finally:
        job.done = True
        after()
