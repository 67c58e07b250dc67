"""Paths as people hand them in: files, folders, `-` for standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from detente.errors import SourceError
from detente.sources.decoding import refuse_binary
from detente.sources.guarding import Order, Worker
from detente.sources.gzipped import head_of
from detente.sources.items import Input, Item, Skipped
from detente.sources.jsonfiles import json_lines
from detente.sources.kinds import ENDINGS, Kind, kind_of
from detente.sources.limits import LIMITS
from detente.sources.parsing import parse_input
from detente.sources.records import Hints
from detente.sources.warc import warc_items

_LINES = frozenset({".jsonl", ".ndjson"})

#: Kinds that are read in this process.
_PLAIN = frozenset({Kind.text, Kind.json, Kind.lines, Kind.binary})


def documents(paths: Sequence[str], hints: Hints | None = None) -> Iterator[Item]:
    """What is in the paths, in the order given; folders are walked in order of name.

    A bad file or line comes as a SourceError that names it, and the rest goes on. Raises DateError and UsageError where the
    hints themselves are wrong.
    """
    checked = (hints or Hints()).checked()
    return _guarded(paths, checked)


def _guarded(paths: Sequence[str], hints: Hints) -> Iterator[Item]:
    worker = Worker()
    try:
        yield from chain.from_iterable(_path(path, hints, worker) for path in paths)
    finally:
        worker.close()


def count(paths: Sequence[str]) -> int:
    """About how many documents the paths hold, for a progress bar; 0 where that cannot be told without reading standard input."""
    total = 0
    for path in paths:
        if path == "-":
            return 0
        files = _files(Path(path)) if os.path.isdir(path) else [Path(path)]
        for file in files:
            total += _lines_of(file) if file.suffix.lower() in _LINES else 1
    return total


def _lines_of(file: Path) -> int:
    try:
        with file.open("rb") as stream:
            return sum(1 for line in stream if line.strip())
    except OSError:
        return 0


def _path(path: str, hints: Hints, worker: Worker) -> Iterator[Item]:
    try:
        if path == "-":
            given = Input(sys.stdin.buffer.read(LIMITS.size + 1), "standard input", hints)
            plain = kind_of(given.data) in _PLAIN
            yield from parse_input(given) if plain else worker.parse(Order(given), given.where)
        elif os.path.isdir(path):
            yield from _folder(Path(path), hints, worker)
        elif _is_plain(Path(path)):
            yield from file_items(path, hints)
        else:
            yield from worker.parse(Order(path=path, hints=hints), path)
    except SourceError as error:
        yield error
    except (OSError, ValueError) as error:
        # ValueError: a path with a zero byte in it.
        yield SourceError(_reason(error), path, "Check the path and its permissions")


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, PermissionError):
        return "the file may not be read"
    return getattr(error, "strerror", None) or str(error)


def _files(folder: Path) -> Iterator[Path]:
    """The files below a folder in order of name, hidden ones left out; links to folders are not followed."""
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        yield from (Path(root, name) for name in sorted(names) if not name.startswith("."))


def _folder(folder: Path, hints: Hints, worker: Worker) -> Iterator[Item]:
    any_found = False
    for file in _files(folder):
        if file.suffix.lower() in ENDINGS:
            any_found = True
            yield from _path(str(file), hints, worker)
        else:
            yield Skipped(str(file), f"{file.suffix or 'a file without an ending'} is not among {', '.join(sorted(ENDINGS))}")
    if not any_found:
        raise SourceError("this folder holds no dispatches", str(folder), f"Put files ending in {', '.join(sorted(ENDINGS))} there")


def _is_plain(file: Path) -> bool:
    """Whether a file is text or JSON, which needs no libraries; one that cannot be looked at is, too, and says why by itself."""
    if not file.is_file():
        return True
    with file.open("rb") as stream:
        return kind_of(stream.read(4096), file.name) in _PLAIN


def file_items(path: str, hints: Hints, *, skip: int = 0, alive: Callable[[int], None] = lambda _: None) -> Iterator[Item]:
    """What is in one file, read in this process; `skip` and `alive` as in `warc_items`."""
    try:
        yield from _file(Path(path), hints, skip, alive)
    except SourceError as error:
        yield error
    except (OSError, ValueError) as error:
        # ValueError: a path with a zero byte in it.
        yield SourceError(_reason(error), path, "Check the path and its permissions")


def _file(file: Path, hints: Hints, skip: int, alive: Callable[[int], None]) -> Iterator[Item]:
    if not file.is_file():
        # A pipe or device may never end, or hold anything; a missing file says so itself.
        file.stat()
        raise SourceError("this is no regular file", str(file), "Use - to read from a pipe")
    suffix = file.suffix.lower()
    with file.open("rb") as stream:
        head = stream.peek(4096)[:4096]
        if not head:
            raise SourceError("the file is empty", str(file), "Fetch it again, or leave it out")
        if suffix in _LINES:
            refuse_binary(head, str(file))
            yield from json_lines(iter(stream), hints, str(file))
            return
        packed = head.startswith(b"\x1f\x8b")
        if head.startswith(b"WARC/") or (packed and head_of(head).startswith(b"WARC/")):
            # An archive may be of any size: it is read record by record.
            yield from warc_items(stream, Input(b"", str(file), hints, name=file.name), parse_input, packed=packed, skip=skip, alive=alive)
            return
        if file.stat().st_size > LIMITS.size:
            raise SourceError(
                f"the file is larger than {LIMITS.size // 1024**2} MiB, too large for one dispatch",
                str(file),
                "Cut it into dispatches, as JSON Lines",
            )
        yield from parse_input(Input(stream.read(), str(file), hints, name=file.name))
