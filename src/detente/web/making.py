"""Who makes pages: this process, or others beside it, so that every core of the machine can.

A page is made by a function of a module, of a visit and plain values; so it can be named to another process. The other processes
read the store themselves; what changes anything, and everything about the browser, stays with the one that serves. Where one of
them is not ready yet or breaks, the page is made here.
"""

from __future__ import annotations

import logging
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from threading import Lock, Thread
from typing import IO, Any, Concatenate, ParamSpec

from detente.errors import DetenteError
from detente.views import naming
from detente.web.site import Site, Visit
from detente.web.turns import Turns

_log = logging.getLogger(__name__)

P = ParamSpec("P")

#: What makes a page.
Make = Callable[Concatenate[Visit, P], bytes]

#: In how many seconds a page should be there where many ask at once: a document that is read, most others, those of other days, whose
#: states may have to be worked out, and these of long tracks, where that takes a while.
SOON, LATER, WORKED_OUT, LAST = 0.15, 0.3, 1.0, 2.0

#: How many pages this process makes at a time where it makes them alone: a long one must not hold up the short ones.
_SIDE_BY_SIDE = 3

#: Seconds that a process is given to end.
_PATIENCE = 5.0


class Makers:
    """Makes pages, in so many processes beside this one (none: here), those of the store at a URL."""

    def __init__(self, site: Site, url: str = "", processes: int = 0) -> None:
        self._site = site
        self._beside = [_Beside(url, site) for _ in range(processes)]
        places: Sequence[_Beside | None] = self._beside or [None] * _SIDE_BY_SIDE
        self._turns: Turns[_Beside | None] = Turns(places, WORKED_OUT)

    def start(self) -> None:
        """Start the processes; until one is ready, its pages are made here."""
        for each in self._beside:
            each.start()

    @property
    def pids(self) -> tuple[int, ...]:
        """The processes beside this one that are ready to make pages."""
        return tuple(each.pid for each in self._beside if each.pid is not None)

    def close(self) -> None:
        """End the processes."""
        for each in self._beside:
            each.close()

    def made(self, make: Make[P], path: str, within: float, *args: P.args, **kwargs: P.kwargs) -> bytes:
        """A page; `within` says in how many seconds it should be there: who waits least goes first."""
        # What is new is sorted by this process, which has sorted before, and not by each of them.
        self._site.browser.desk.sorting.up_to_date()
        with self._turns.turn(within) as place:
            answer = place.asked((make, path, args, kwargs)) if place is not None else None
            if answer is None:
                with self._site.browser.desk.sorting.still():
                    return make(Visit(self._site, path), *args, **kwargs)
        if isinstance(answer, DetenteError):
            raise answer
        return answer


class _Beside:
    """A process that makes pages, started again where it breaks."""

    def __init__(self, url: str, site: Site) -> None:
        # The names in use go with the thread that serves, not with those that start processes.
        self._setup = url, site.by, site.token, naming.profile()
        self._process: subprocess.Popen[bytes] | None = None
        self._ready = self._closed = False
        self._lock = Lock()

    def start(self) -> None:
        """Start it, in the background."""
        Thread(target=self._start, name="making", daemon=True).start()

    def _start(self) -> None:
        command = [sys.executable, "-c", "from detente.web.making import beside; beside()"]
        with self._lock:
            if self._closed:
                return
            process = self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            _send(process.stdin, self._setup)
            self._ready = bool(_receive(process.stdout))
        except (OSError, EOFError):
            _log.warning("a process that makes pages did not start; pages are made without it")

    @property
    def pid(self) -> int | None:
        """Its number, where it is ready."""
        return self._process.pid if self._ready and self._process is not None else None

    def asked(self, work: object) -> bytes | DetenteError | None:
        """A page or what was wrong with the question; None where the process is not there or breaks."""
        process = self._process
        if not self._ready or process is None or process.stdin is None or process.stdout is None:
            return None
        try:
            _send(process.stdin, work)
            answer: bytes | DetenteError | None = _receive(process.stdout)
        except (OSError, EOFError, pickle.UnpicklingError):
            self._ready = False
            if not self._closed:
                _log.warning("a process that makes pages broke and is started again")
                process.kill()
                process.wait()
                self.start()
            return None
        return answer

    def close(self) -> None:
        """End it."""
        with self._lock:
            self._closed, self._ready = True, False
            process = self._process
        if process is None or process.stdin is None:
            return
        try:
            # It ends where nobody asks any more.
            process.stdin.close()
            process.wait(_PATIENCE)
        except (OSError, subprocess.TimeoutExpired):
            process.kill()
            process.wait()


def beside() -> None:
    """What a process beside the one that serves does: it makes the pages that are asked for on its standard input."""
    import os

    from detente.desk import open_desk
    from detente.desk.browsing import Browser
    from detente.web.rehearsing import rehearse
    from detente.web.warming import warm

    # Ctrl+C goes to all of them; the one that serves ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # What anything prints must not get among the answers.
    os.dup2(2, 1)
    url, by, token, profile = _receive(asked)
    with naming.names(profile), open_desk(url, create=False) as desk:
        site = Site(Browser(desk), by, token)
        warm()
        rehearse(site)
        _send(answers, True)
        while True:
            try:
                make, path, args, kwargs = _receive(asked)
            except EOFError:
                return
            _send(answers, _answer(site, make, path, args, kwargs))


def _answer(site: Site, make: Make[...], path: str, args: Any, kwargs: Any) -> bytes | DetenteError | None:
    # Who asks knows more of the log than what this process looked at last: it may have written to it just now.
    site.browser.changed()
    try:
        with site.browser.desk.sorting.still():
            return make(Visit(site, path), *args, **kwargs)
    except DetenteError as error:
        return error
    except Exception:  # noqa: BLE001 - the page is made again by the process that serves, where what broke is told
        _log.exception("a page failed: %s", path)
        return None


def _send(to: IO[bytes], what: object) -> None:
    pickle.dump(what, to, pickle.HIGHEST_PROTOCOL)
    to.flush()


def _receive(of: IO[bytes]) -> Any:
    return pickle.load(of)
