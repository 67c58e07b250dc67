"""HTML pages as documents: trafilatura finds the article; what the page says of itself gives title, outlet and time."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from detente.errors import SourceError
from detente.model import Document
from detente.sources.charsets import decode_page
from detente.sources.datelines import dateline
from detente.sources.headlines import without_head
from detente.sources.language import settled
from detente.sources.limits import LIMITS
from detente.sources.markup import tree_of
from detente.sources.pagemeta import first_time, page_meta
from detente.sources.pruning import prune
from detente.sources.records import Hints, record_document
from detente.sources.stamps import stamp_of

#: Fewer words than these are no article.
_FEW = 5

_TODO = "Save the article's words as plain text and hand that in"


def page_document(data: bytes, hints: Hints, where: str, *, content_type: str | None = None, fallback: Hints | None = None) -> Document:
    """The document of an HTML page. The extracted article is its text.

    What the user says (`hints`) goes before what the page says, and that before what others say of it (`fallback`: a feed, a
    sitemap, an archive). Raises SourceError where no article is found, or the page is too large or too deep.
    """
    if len(data) > LIMITS.page:
        raise SourceError(f"the page is larger than {LIMITS.page // 1024**2} MiB", where, _TODO)
    return text_page_document(decode_page(data, content_type), hints, where, fallback=fallback)


def text_page_document(html: str, hints: Hints, where: str, *, fallback: Hints | None = None) -> Document:
    """As `page_document`, for a page that is text already."""
    behind = fallback or Hints()
    root = tree_of(html)
    if root is None or sum(1 for _ in root.iter()) > LIMITS.tree_size:
        raise SourceError("no article was found in this page", where, _TODO)
    meta = page_meta(root, hints.url or behind.url)
    shown_time = first_time(root) or dateline(root)
    prune(root)
    text, title, outlet, day = _article(root, hints.url or meta.url)
    if len(text.split()) < _FEW:
        raise SourceError("no article was found in this page", where, _TODO)
    url = meta.url or hints.url or behind.url
    host = urlsplit(url).hostname if url else None
    named = hints.title or meta.title or behind.title or title
    record = {
        "text": without_head(text, meta.title or title),
        "title": named,
        "outlet": hints.outlet or meta.outlet or outlet or behind.outlet or host,
        "url": url,
        "published": hints.published or meta.published or behind.published or _of_day(shown_time, day),
        "language": hints.language or settled(text, meta.language or behind.language),
    }
    return record_document(record, Hints(), where)


def _article(root: Any, url: str | None) -> tuple[str, str, str, str | None]:
    """Text, title, outlet and day as trafilatura finds them; "" and None where it finds none."""
    # Loading it takes a third of a second and more, so only when there is a page.
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(
            root,
            url=url,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (ValueError, TypeError, AttributeError, RecursionError, AssertionError, KeyError, IndexError):
        # Odd pages trip the extractor in odd ways; to the reader of the page they are all the same.
        return "", "", "", None
    if found is None or isinstance(found, dict):
        return "", "", "", None
    # The extractor ends each paragraph with one line break; a blank line is what parts paragraphs everywhere else.
    text = re.sub(r"\s*\n\s*", "\n\n", (found.text or "").strip())
    return text.encode("utf-8", "replace").decode(), found.title or "", found.sitename or "", stamp_of(found.date)


def _of_day(shown: str | None, day: str | None) -> str | None:
    """The time shown on the page where it is of the day that was found or none was, else that day."""
    if shown and (day is None or shown[:10] == day[:10]):
        return shown
    return day
