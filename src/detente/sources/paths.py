"""Paths as people hand them in: files, folders, `-` for standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from detente.errors import SourceError
from detente.sources.decoding import refuse_binary
from detente.sources.gzipped import head_of
from detente.sources.items import Input, Item, Skipped
from detente.sources.jsonfiles import json_lines
from detente.sources.kinds import ENDINGS
from detente.sources.limits import LIMITS
from detente.sources.parsing import parse_input
from detente.sources.records import Hints
from detente.sources.warc import warc_items

_LINES = frozenset({".jsonl", ".ndjson"})


def documents(paths: Sequence[str], hints: Hints | None = None) -> Iterator[Item]:
    """What is in the paths, in the order given; folders are walked in order of name.

    A bad file or line comes as a SourceError that names it, and the rest goes on. Raises DateError and UsageError where the
    hints themselves are wrong.
    """
    checked = (hints or Hints()).checked()
    return chain.from_iterable(_path(path, checked) for path in paths)


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


def _path(path: str, hints: Hints) -> Iterator[Item]:
    try:
        if path == "-":
            yield from parse_input(Input(sys.stdin.buffer.read(LIMITS.size + 1), "standard input", hints))
        elif os.path.isdir(path):
            yield from _folder(Path(path), hints)
        else:
            yield from _file(Path(path), hints)
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


def _folder(folder: Path, hints: Hints) -> Iterator[Item]:
    any_found = False
    for file in _files(folder):
        if file.suffix.lower() in ENDINGS:
            any_found = True
            yield from _path(str(file), hints)
        else:
            yield Skipped(str(file), f"{file.suffix or 'a file without an ending'} is not among {', '.join(sorted(ENDINGS))}")
    if not any_found:
        raise SourceError("this folder holds no dispatches", str(folder), f"Put files ending in {', '.join(sorted(ENDINGS))} there")


def _file(file: Path, hints: Hints) -> Iterator[Item]:
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
            yield from warc_items(stream, Input(b"", str(file), hints, name=file.name), parse_input, packed=packed)
            return
        if file.stat().st_size > LIMITS.size:
            raise SourceError(
                f"the file is larger than {LIMITS.size // 1024**2} MiB, too large for one dispatch",
                str(file),
                "Cut it into dispatches, as JSON Lines",
            )
        yield from parse_input(Input(stream.read(), str(file), hints, name=file.name))
