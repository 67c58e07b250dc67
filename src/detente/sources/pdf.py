"""PDF files: their text, put back into paragraphs, by pypdf."""

from __future__ import annotations

import io
from typing import Any

from detente.errors import SourceError
from detente.model import Document
from detente.sources.firstpage import date_in, title_of
from detente.sources.items import Input
from detente.sources.limits import LIMITS
from detente.sources.records import Hints, record_document
from detente.sources.reflow import paragraphs
from detente.sources.stamps import pdf_stamp

_TODO = "Open it, copy its text out and hand that in"


def pdf_document(given: Input) -> Document:
    """The document of a PDF file. Raises SourceError where it is damaged, locked, too large, or has no text (a scan)."""
    info, pages = _read(given.data, given.where)
    text = paragraphs(pages)
    if not text:
        raise SourceError("this PDF file holds no text, only pictures of pages", given.where, "Run it through text recognition (OCR) first")
    lines = text.split("\n")
    spoken = given.spoken()
    printed, made = date_in(lines), pdf_stamp(info.get("/CreationDate"))
    record = {
        "text": text,
        "title": given.hints.title or title_of(_plain(info.get("/Title")), lines) or spoken.title,
        "outlet": spoken.outlet,
        "url": spoken.url,
        # The file's own date has the hour and zone; the printed one is meant where the two are of different days.
        "published": given.hints.published or (made if made and printed in (None, made[:10]) else printed) or spoken.published,
        "language": spoken.language,
    }
    return record_document(record, Hints(), given.where)


def _read(data: bytes, where: str) -> tuple[dict[str, Any], list[list[str]]]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise SourceError("this PDF file is locked with a password", where, _TODO)
        info = {str(key): value for key, value in (reader.metadata or {}).items()}
        if len(reader.pages) > LIMITS.pages:
            raise SourceError(f"this PDF file has more than {LIMITS.pages} pages", where, "Cut it into the parts that matter")
        pages, size = [], 0
        for page in reader.pages:
            text = page.extract_text() or ""
            size += len(text)
            if size > LIMITS.page:
                raise SourceError("this PDF file holds too much text for one dispatch", where, "Cut it into the parts that matter")
            pages.append(_clean(text).splitlines())
    except SourceError:
        raise
    except MemoryError:
        raise
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, OSError, ArithmeticError, LookupError) as error:
        # Damaged files trip the parser in as many ways as there are.
        raise SourceError(f"this is a PDF file that cannot be read ({_said(error)})", where, _TODO) from error
    except (RecursionError, AssertionError, NotImplementedError, EOFError, RuntimeError) as error:
        raise SourceError(f"this is a PDF file that cannot be read ({_said(error)})", where, _TODO) from error
    return info, pages


def _said(error: BaseException) -> str:
    return " ".join(str(error).split())[:100] or type(error).__name__


def _plain(value: Any) -> str:
    return _clean(str(value)) if isinstance(value, str) else ""


def _clean(text: str) -> str:
    """Without zero bytes, soft hyphens and halves of characters; ligatures spelled out."""
    for ligature, letters in (
        ("ﬁ", "fi"),
        ("ﬂ", "fl"),
        ("ﬀ", "ff"),
        ("ﬃ", "ffi"),
        ("ﬄ", "ffl"),
        ("\u00ad\n", ""),
        ("\u00ad", ""),
        ("\x00", ""),
    ):
        text = text.replace(ligature, letters)
    return text.encode("utf-8", "replace").decode()
