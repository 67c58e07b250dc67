"""Bytes to text: UTF-8, with or without a byte order mark, and UTF-16 or UTF-32 with one. Anything else is refused by name."""

from __future__ import annotations

import codecs

from detente.errors import SourceError

#: Byte order marks, the longer first, with the encoding they stand for.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: How files begin that people take for text, and what they are.
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP, DOCX or XLSX file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"SQLite format 3\x00", "an SQLite database"),
)

_AS_TEXT = "Save it as plain text, HTML or JSON Lines in UTF-8"


def encoding_of(data: bytes) -> tuple[str, int]:
    """The encoding that a byte order mark stands for (UTF-8 where there is none), and the length of the mark."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name, len(mark)
    return "utf-8", 0


def refuse_binary(data: bytes, where: str) -> None:
    """Raise SourceError where the bytes are those of a binary file."""
    for start, what in _MAGIC:
        if data.startswith(start):
            raise SourceError(f"this is {what}, not text", where, _AS_TEXT)
    encoding, _ = encoding_of(data)
    if encoding == "utf-8" and b"\x00" in data:
        raise SourceError("this looks like a binary file (it holds zero bytes)", where, _AS_TEXT)


def decode(data: bytes, where: str, line: int | None = None) -> str:
    """The text of the bytes, without a byte order mark.

    `line` is the number of the line that the bytes are, where they are one line of a file. Raises SourceError that names the
    file and line of the first byte that cannot be.
    """
    refuse_binary(data, place(where, line))
    encoding, mark = encoding_of(data)
    try:
        return data[mark:].decode(encoding)
    except UnicodeDecodeError as error:
        at = line or data[mark : mark + error.start].decode(encoding, "replace").count("\n") + 1
        if error.reason.startswith(("unexpected end", "truncated")) and mark + error.end >= len(data):
            raise SourceError(
                "the file is cut off in the middle of a character", place(where, at), "Fetch it again, whole, or save it anew as UTF-8"
            ) from error
        shown = "bytes" if encoding != "utf-8" else f"the byte 0x{data[mark + error.start]:02X}"
        raise SourceError(
            f"{shown} cannot be {encoding.upper()}",
            place(where, at),
            "Save the file as UTF-8 (iconv -f WINDOWS-1252 -t UTF-8, for example)",
        ) from error


def place(where: str, line: int | None) -> str:
    """A file and a line as they are named in messages."""
    return where if line is None else f"{where}, line {line}"
