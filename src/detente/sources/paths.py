"""Paths as people hand them in: files, folders, `-` for standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from detente.errors import SourceError
from detente.model import Document
from detente.sources.decoding import decode, refuse_binary
from detente.sources.pages import page_document
from detente.sources.records import Hints, bare_document, json_lines, parse_json, record_document

TEXT = frozenset({".txt", ".text"})
HTML = frozenset({".html", ".htm", ".xhtml"})
LINES = frozenset({".jsonl", ".ndjson"})
JSON = frozenset({".json"})

#: A single text or page of more bytes than this is no dispatch.
LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was left alone, and why."""

    where: str
    why: str


Item = Document | SourceError | Skipped


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
            total += _lines_of(file) if file.suffix.lower() in LINES else 1
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
            yield from _bytes(sys.stdin.buffer.read(), hints, "standard input", "")
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
    known = TEXT | HTML | LINES | JSON
    any_found = False
    for file in _files(folder):
        if file.suffix.lower() in known:
            any_found = True
            yield from _path(str(file), hints)
        else:
            yield Skipped(str(file), f"{file.suffix or 'a file without an ending'} is not among {', '.join(sorted(known))}")
    if not any_found:
        raise SourceError("this folder holds no dispatches", str(folder), f"Put files ending in {', '.join(sorted(known))} there")


def _file(file: Path, hints: Hints) -> Iterator[Item]:
    suffix = file.suffix.lower()
    if suffix not in LINES and file.stat().st_size > LARGEST:
        raise SourceError(
            f"the file is larger than {LARGEST // 1024**2} MiB, too large for one dispatch",
            str(file),
            "Cut it into dispatches, as JSON Lines",
        )
    with file.open("rb") as stream:
        if suffix in LINES:
            head = stream.peek(4096)
            if not head:
                raise SourceError("the file is empty", str(file), "Fetch it again, or leave it out")
            refuse_binary(head[:4096], str(file))
            yield from json_lines(iter(stream), hints, str(file))
        else:
            yield from _bytes(stream.read(), hints, str(file), suffix)


def _bytes(data: bytes, hints: Hints, where: str, suffix: str) -> Iterator[Item]:
    if not data:
        raise SourceError("the file is empty" if suffix else "there is nothing to read", where, "Fetch it again, or leave it out")
    refuse_binary(data, where)
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if suffix in HTML or (suffix not in TEXT | JSON and start.startswith((b"<!doctype html", b"<html"))):
        yield page_document(data, hints, where)
    elif suffix in JSON:
        yield from _json(data, hints, where)
    elif suffix not in TEXT and start.startswith(b"{"):
        yield from json_lines(iter(data.splitlines(keepends=True)), hints, where)
    else:
        yield bare_document(decode(data, where), hints, where)


def _json(data: bytes, hints: Hints, where: str) -> Iterator[Item]:
    """A .json file: one record, a list of records, or JSON Lines under another name."""
    text = decode(data, where)
    try:
        value = parse_json(text, where)
    except SourceError:
        if "\n" not in text.strip():
            raise
        yield from json_lines(iter(data.splitlines(keepends=True)), hints, where)
        return
    if not isinstance(value, list):
        yield record_document(value, hints, where)
        return
    for number, record in enumerate(value, start=1):
        try:
            yield record_document(record, hints, f"{where}, record {number}")
        except SourceError as error:
            yield error
