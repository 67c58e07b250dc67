"""HTML pages as documents: trafilatura finds the article, its title, outlet and date."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from detente.errors import DateError, SourceError
from detente.model import Document
from detente.sources.dates import published_of
from detente.sources.records import Hints, record_document

_STAMP = re.compile(
    r"""(?:article:published_time["'][^>]*content=["']|content=["'](?=[^"']+["'][^>]*article:published_time)|"datePublished"\s*:\s*")"""
    r"""(\d{4}-\d\d-\d\d(?:T[^"'<>]{5,30})?)["']"""
)


def page_document(data: bytes, hints: Hints, where: str) -> Document:
    """The document of an HTML page. The extracted article is its text; what the user says goes before what the page says.

    Raises SourceError where no article is found.
    """
    # Loading it takes a third of a second and more, so only when there is a page.
    from trafilatura import bare_extraction

    found = bare_extraction(
        data,
        url=hints.url,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    text = "" if found is None or isinstance(found, dict) else found.text or ""
    if found is None or isinstance(found, dict) or not text.strip():
        raise SourceError("no article was found in this page", where, "Save the article's words as plain text and hand that in")
    url = hints.url or found.url
    # The extractor ends each paragraph with one line break; a blank line is what parts paragraphs everywhere else.
    record = {
        "text": re.sub(r"\n+", "\n\n", text.strip()),
        "title": hints.title or found.title,
        "outlet": hints.outlet or found.sitename or (urlsplit(url).hostname if url else None),
        "url": url,
        "published": hints.published or _published(data, found.date),
        "language": hints.language or found.language,
    }
    return record_document(record, Hints(), where)


def _published(data: bytes, day: str | None) -> str | None:
    """The page's own time stamp with its offset where it has one, else the day that was found, else None."""
    stamp = _STAMP.search(data[:200_000].decode("utf-8", "replace"))
    for candidate in (stamp.group(1) if stamp else None, day):
        try:
            if candidate:
                return published_of(candidate)
        except DateError:
            continue
    return None
