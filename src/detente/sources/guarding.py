"""Parsing in a process of its own, so that a file that hangs, crashes or swells takes only that process with it.

Files of other people's making go through large libraries, parts of them in C and Rust. The process has a limit on its memory, every
document a limit on its time; when either is passed, or the process dies, that file is reported and the next goes to a new process.
"""

from __future__ import annotations

import atexit
import os
import pickle
import queue
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from detente.errors import SourceError
from detente.sources.items import Input, Item
from detente.sources.limits import LIMITS
from detente.sources.records import Hints

_SIZE = struct.Struct(">Q")
_TODO = "Save its words as plain text and hand that in"

#: How often one archive may bring a process down before the rest of it is left alone.
_FALLS = 20

#: Seconds a new process has to load its libraries, beside the time for the document itself.
_LOADING = 30.0


@dataclass(frozen=True, slots=True)
class Order:
    """What the process is asked to parse: bytes with what is known of them, or a file by its path."""

    given: Input | None = None
    path: str = ""
    hints: Hints | None = None

    #: How many records of an archive were dealt with before.
    skip: int = 0


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of life: the number of the record that is begun."""

    record: int


def send(stream: IO[bytes], thing: object) -> None:
    """Write one thing to a pipe."""
    data = pickle.dumps(thing, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(_SIZE.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Read one thing from a pipe. Raises EOFError at its end."""
    head = stream.read(_SIZE.size)
    if len(head) < _SIZE.size:
        raise EOFError
    (size,) = _SIZE.unpack(head)
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    # Only the process that was started here writes to this pipe.
    return pickle.loads(data)


class Worker:
    """One process that parses, started when it is first needed and again whenever it was lost. Not for several threads at once."""

    def __init__(self, seconds: float = LIMITS.seconds) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._heard: queue.Queue[Any] = queue.Queue()
        self._fresh = False

    def parse(self, order: Order, where: str) -> Iterator[Item]:
        """What is in a file or in bytes; where the process is lost over it, an error that says so, and the rest of an archive."""
        skip = order.skip
        for _ in range(_FALLS):
            reached = skip
            for thing in self._ask(Order(order.given, order.path, order.hints, skip)):
                if isinstance(thing, Sign):
                    reached = max(reached, thing.record)
                elif isinstance(thing, str):
                    yield SourceError(thing, f"{where}, record {reached}" if reached else where, _TODO)
                    break
                else:
                    yield thing
            else:
                return
            if reached <= skip:
                return
            skip = reached

    def _ask(self, order: Order) -> Iterator[Item | Sign | str]:
        """What the process answers; a text that says what went wrong is the last."""
        process = self._started()
        try:
            send(process.stdin, order)  # type: ignore[arg-type]
        except OSError:
            self.close()
            yield "the process that parses could not be spoken to"
            return
        while True:
            try:
                thing = self._heard.get(timeout=self._seconds + (_LOADING if self._fresh else 0.0))
            except queue.Empty:
                self.close()
                yield f"it took longer than {self._seconds:g} seconds to parse"
                return
            self._fresh = False
            if thing is EOFError:
                self.close()
                yield "it brought the parser down"
                return
            if thing is None:
                return
            yield thing

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        # Only what this process itself imports from: a folder that is worked in may hold files named like libraries.
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        command = [sys.executable, "-P", "-m", "detente.sources.worker"]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
        self._process, self._heard, self._fresh = process, queue.Queue(), True
        threading.Thread(target=_listen, args=(process.stdout, self._heard), daemon=True).start()
        return process

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    # What was still to be written has nobody to read it any more.
                    continue


def _listen(stream: IO[bytes], heard: queue.Queue[Any]) -> None:
    try:
        while True:
            heard.put(receive(stream))
    except (EOFError, OSError, ValueError, pickle.UnpicklingError):
        heard.put(EOFError)


_shared = Worker()
_lock = threading.Lock()
atexit.register(_shared.close)


def parse_guarded(
    data: bytes,
    *,
    name: str = "",
    url: str | None = None,
    content_type: str | None = None,
    hints: Hints | None = None,
    fallback: Hints | None = None,
    where: str | None = None,
) -> list[Item]:
    """As `parse_bytes`, in a process of its own: hangs, crashes and swelling come as SourceErrors. For any number of threads."""
    shown = where or url or name or "input"
    given = Input(data, shown, hints or Hints(), fallback or Hints(), name, url, content_type)
    with _lock:
        return list(_shared.parse(Order(given), shown))
