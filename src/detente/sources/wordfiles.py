"""DOCX files, by python-docx, after a look at what the archive comes to."""

from __future__ import annotations

import io
import zipfile
import zlib
from datetime import UTC, datetime
from typing import Any

from detente.errors import SourceError
from detente.model import Document
from detente.sources.firstpage import date_in, title_of
from detente.sources.items import Input
from detente.sources.limits import LIMITS
from detente.sources.records import Hints, record_document
from detente.sources.stamps import stamp_of

_TODO = "Open it, save it anew as DOCX or plain text, and hand that in"
_ODD = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OSError,
    RecursionError,
    AssertionError,
    NotImplementedError,
    RuntimeError,
)


def docx_document(given: Input) -> Document:
    """The document of a DOCX file. Raises SourceError where it is none, damaged, locked, or comes to too much."""
    _look_over(given.data, given.where)
    paper, lines, title = _read(given.data, given.where)
    text = "\n\n".join(lines)
    spoken = given.spoken()
    made = _made(paper.core_properties)
    printed = date_in(lines)
    record = {
        "text": text,
        "title": given.hints.title or title or title_of(_property(paper, "title"), lines) or spoken.title,
        "outlet": spoken.outlet,
        "url": spoken.url,
        "published": given.hints.published or (made if made and printed in (None, made[:10]) else printed) or spoken.published,
        "language": spoken.language or _property(paper, "language") or None,
    }
    if record["language"] and not str(record["language"]).replace("-", "").isalnum():
        record["language"] = None
    return record_document(record, Hints(), given.where)


def _look_over(data: bytes, where: str) -> None:
    """Refuse archives that come to too much, are encrypted, or are no DOCX at all; nothing is unpacked to a disk."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            if len(members) > LIMITS.members:
                raise SourceError("this archive has too many files in it", where, _TODO)
            if sum(member.file_size for member in members) > LIMITS.decompressed:
                raise SourceError(f"this comes to more than {LIMITS.decompressed // 1024**2} MiB unpacked", where, _TODO)
            if "word/document.xml" not in names:
                raise SourceError("this is a ZIP file, but no DOCX", where, "Unpack it and hand in the files in it")
            if any(member.flag_bits & 1 for member in members):
                raise SourceError("this file is locked with a password", where, _TODO)
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    with archive.open(member) as stream:
                        head = stream.read(4096)
                    if b"<!DOCTYPE" in head or b"<!ENTITY" in head or head[:2] in (b"\xff\xfe", b"\xfe\xff"):
                        raise SourceError("this file declares entities, which no DOCX needs", where, _TODO)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        EOFError,
        NotImplementedError,
        OSError,
        RuntimeError,
        ValueError,
        zlib.error,
    ) as error:
        raise SourceError("this is a ZIP or DOCX file that is damaged", where, _TODO) from error


def _read(data: bytes, where: str) -> tuple[Any, list[str], str]:
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import LxmlError  # type: ignore[import-untyped]

    try:
        paper = docx.Document(io.BytesIO(data))
        lines: list[str] = []
        title = ""
        for style, text in _blocks(paper, 0):
            if not title and style in ("Title", "Heading 1"):
                title = text
            lines.append(text)
    except (*_ODD, PackageNotFoundError, LxmlError, zipfile.BadZipFile, EOFError, zlib.error) as error:
        raise SourceError("this is a DOCX file that cannot be read", where, _TODO) from error
    return paper, lines, title


def _blocks(holder: Any, depth: int) -> list[tuple[str, str]]:
    """Paragraphs and the cells of tables in the order of the text, each with the name of its style."""
    found: list[tuple[str, str]] = []
    for block in holder.iter_inner_content():
        if hasattr(block, "rows"):
            if depth >= LIMITS.depth:
                continue
            seen: set[int] = set()
            for cell in block._cells:
                # A cell that spans several columns comes once for each.
                if id(cell._tc) not in seen:
                    seen.add(id(cell._tc))
                    found += _blocks(cell, depth + 1)
            continue
        text = " ".join(block.text.split())
        if text:
            found.append((getattr(block.style, "name", "") or "", text))
    return found


def _property(paper: Any, name: str) -> str:
    try:
        value = getattr(paper.core_properties, name, "")
    except _ODD:
        return ""
    return value if isinstance(value, str) else ""


def _made(properties: Any) -> str | None:
    """When it was made (ISO 8601, UTC, as OPC has it); None where it does not say or says what the program's template said."""
    try:
        when = properties.created or properties.modified
    except _ODD:
        return None
    if not isinstance(when, datetime) or when.year < 2014:
        return None
    return stamp_of((when if when.tzinfo else when.replace(tzinfo=UTC)).isoformat(timespec="seconds"))
