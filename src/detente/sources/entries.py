"""Entries of feeds and lines of sitemaps as documents, where they carry words; else as what only points to a page."""

from __future__ import annotations

from collections.abc import Iterator

from detente.errors import SourceError
from detente.model import Document
from detente.sources.feeds import Feed, FeedEntry
from detente.sources.items import Skipped
from detente.sources.language import settled
from detente.sources.records import Hints, record_document
from detente.sources.sitemaps import Sitemap

#: An entry with fewer words than this is a pointer to an article, not one.
_FEW = 12


def feed_items(feed: Feed, hints: Hints, where: str) -> Iterator[Document | SourceError | Skipped]:
    """The entries of a feed file in order."""
    for number, entry in enumerate(feed.entries, start=1):
        at = f"{where}, entry {number}"
        try:
            yield entry_document(entry, hints, at, outlet=feed.title)
        except SourceError as error:
            yield Skipped(at, "the entry carries no article, only its address", entry.link) if entry.link else error
    if not feed.entries:
        yield Skipped(where, "the feed has no entries")


def entry_document(entry: FeedEntry, hints: Hints, where: str, *, outlet: str = "") -> Document:
    """The document of an entry that carries words. Raises SourceError where it carries too few to be an article."""
    text = max(entry.content, entry.summary, key=len)
    if len(text.split()) < _FEW:
        raise SourceError("the entry carries no article", where, "Fetch the page that it points to")
    record: dict[str, object] = {
        "text": text,
        "title": entry.title or hints.title,
        "outlet": hints.outlet or entry.outlet or outlet,
        "url": entry.link or hints.url,
        "published": entry.published or hints.published,
        "language": hints.language or settled(text, entry.language),
    }
    if entry.link is None and entry.id:
        record["id"] = entry.id
    return record_document(record, Hints(), where)


def sitemap_items(sitemap: Sitemap, where: str) -> Iterator[Skipped]:
    """What a sitemap file points to; there are no words in it."""
    for listed in sitemap.pages:
        yield Skipped(where, "a sitemap carries addresses, no articles", listed.url)
    for listed in sitemap.sitemaps:
        yield Skipped(where, "this sitemap only names other sitemaps", listed.url)
    if not sitemap.pages and not sitemap.sitemaps:
        yield Skipped(where, "the sitemap names no pages")
