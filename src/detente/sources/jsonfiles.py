"""JSON and JSON Lines: records of our own form and of others', ninjs, JSON feeds; each told by its keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from detente.errors import SourceError
from detente.sources.decoding import decode, encoding_of, place
from detente.sources.entries import feed_items
from detente.sources.feeds import feed_of_json, is_json_feed
from detente.sources.foreign import in_our_words
from detente.sources.items import Item
from detente.sources.ninjs import is_ninjs, newest_last, ninjs_document
from detente.sources.records import RECORD, Hints, parse_json, record_document


def json_items(data: bytes, hints: Hints, where: str) -> Iterator[Item]:
    """What is in a JSON file: one record, a list of records, a JSON feed, or a record a line."""
    text = decode(data, where)
    lines = text.strip().splitlines()
    if len(lines) > 1 and lines[0].lstrip().startswith("{") and lines[0].rstrip().endswith("}"):
        yield from json_lines(iter(data.splitlines(keepends=True)), hints, where)
        return
    try:
        value = parse_json(text, where)
    except SourceError:
        if len(lines) < 2:
            raise
        yield from json_lines(iter(data.splitlines(keepends=True)), hints, where)
        return
    yield from value_items(value, hints, where)


def value_items(value: Any, hints: Hints, where: str) -> Iterator[Item]:
    """What a JSON value holds; a list that holds several is numbered."""
    if not isinstance(value, list):
        yield from _one(value, hints, where)
        return
    for number, record in newest_last(value):
        yield from _one(record, hints, f"{where}, record {number}")


def _one(value: Any, hints: Hints, where: str) -> Iterator[Item]:
    try:
        if is_json_feed(value):
            yield from feed_items(feed_of_json(value, hints.url), hints, where)
        elif is_ninjs(value):
            yield ninjs_document(value, hints, where)
        else:
            yield record_document(in_our_words(value), hints, where)
    except SourceError as error:
        yield error


def json_lines(lines: Iterator[bytes], hints: Hints, where: str) -> Iterator[Item]:
    """The documents of a JSON Lines file, line by line; a line that is none comes as the error that says so."""
    empty = True
    for number, line in enumerate(_utf8(lines, where), start=1):
        if not line.strip():
            continue
        empty = False
        at = place(where, number)
        try:
            yield from _one(parse_json(decode(line, where, number), at), hints, at)
        except SourceError as error:
            yield error
    if empty:
        yield SourceError("the file holds no records", where, RECORD)


def _utf8(lines: Iterator[bytes], where: str) -> Iterator[bytes]:
    """The lines as UTF-8; only a file that begins with another byte order mark is taken into memory whole."""
    first = next(lines, b"")
    encoding, mark = encoding_of(first)
    if encoding != "utf-8":
        yield from decode(first + b"".join(lines), where).encode("utf-8", "surrogatepass").split(b"\n")
        return
    yield first[mark:]
    yield from lines
