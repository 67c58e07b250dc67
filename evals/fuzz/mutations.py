# ruff: noqa: E501 - lists of odd bytes, kept together
"""Ways to spoil a file."""

from __future__ import annotations

import random
import re
import struct

#: What formats trip over: numbers at their ends, delimiters, entities, odd characters.
_TOKENS = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"-1", b"0", b"4294967296", b"99999999999999999999", b"1e999", b"NaN", b"<![CDATA[", b"]]>", b"<!--", b"-->",
    b"<!ENTITY a 'b'>", b"&#xD800;", b"&a;", b"</", b"<html", b"<p>" * 50, b"<div>" * 300, b"[" * 200, b'{"a":' * 100, b"\r\n\r\n", b"\n", b"%PDF-", b"endobj",
    b"stream", b"/Kids [1 0 R]", b"/Length -5", b"/Parent 1 0 R", b"WARC/1.0\r\n", b"Content-Length: 99999999\r\n", b"charset=utf-7", b"charset=idna", b"charset=hz",
    b"=?utf-8?q?=FF?=", b"\xed\xa0\x80", "\u202e".encode(), "😀".encode(), b"9999-99-99", b"0000-00-00T99:99:99+99:99", b"\\ud800", b"http://[::1", b"xmlns:x='y'",
)  # fmt: skip


def spoil(dice: random.Random, seed: bytes, others: list[bytes]) -> bytes:
    """A spoilt copy of a good file."""
    data = bytearray(seed)
    for _ in range(dice.choice((1, 1, 2, 3, 5, 8))):
        dice.choice(_WAYS)(dice, data, others)
        if len(data) > 400_000:
            del data[400_000:]
    return bytes(data)


def _at(dice: random.Random, data: bytearray) -> int:
    return dice.randrange(len(data) + 1)


def _flip(dice: random.Random, data: bytearray, _others: list[bytes]) -> None:
    for _ in range(dice.choice((1, 1, 4, 16))):
        if data:
            data[dice.randrange(len(data))] = dice.randrange(256)


def _cut(dice: random.Random, data: bytearray, _others: list[bytes]) -> None:
    at = _at(dice, data)
    del data[at : at + dice.choice((1, 4, 40, 400, 100_000))]


def _insert(dice: random.Random, data: bytearray, _others: list[bytes]) -> None:
    at = _at(dice, data)
    data[at:at] = dice.choice(_TOKENS) if dice.random() < 0.7 else dice.randbytes(dice.choice((1, 4, 30)))


def _repeat(dice: random.Random, data: bytearray, _others: list[bytes]) -> None:
    at, size = _at(dice, data), dice.choice((1, 5, 50, 500))
    data[at:at] = bytes(data[at : at + size]) * dice.choice((1, 3, 30))


def _splice(dice: random.Random, data: bytearray, others: list[bytes]) -> None:
    other = dice.choice(others)
    start = dice.randrange(len(other) + 1)
    at = _at(dice, data)
    data[at : at + dice.choice((0, 50, 5000))] = other[start : start + dice.choice((20, 200, 2000))]


def _number(dice: random.Random, data: bytearray, _others: list[bytes]) -> None:
    """Another number in place of one that is written out."""
    found = [m.span() for m in re.finditer(rb"\d+", bytes(data[:20_000]))]
    if found:
        start, end = dice.choice(found)
        data[start:end] = dice.choice((b"0", b"-1", b"1", b"65536", b"2147483648", b"9" * 30, str(dice.randrange(10_000)).encode()))


def _word(dice: random.Random, data: bytearray, _others: list[bytes]) -> None:
    """A length inside a binary format."""
    if len(data) > 8:
        at = dice.randrange(len(data) - 4)
        data[at : at + 4] = struct.pack("<I", dice.choice((0, 1, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, len(data))))


_WAYS = (_flip, _flip, _cut, _insert, _insert, _repeat, _splice, _number, _word)
