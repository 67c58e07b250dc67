"""Addresses as people hand them in: of an article, a feed, a sitemap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, groupby

from detente.errors import SourceError, UsageError
from detente.sources.items import Item, Skipped
from detente.sources.paths import documents
from detente.sources.records import Hints
from detente.sources.web.bringing import bring, made
from detente.sources.web.client import Fetched, Fetcher
from detente.sources.web.discovery import Lead, lead_of, look
from detente.sources.web.errors import FetchError
from detente.sources.web.limits import Web
from detente.sources.web.urls import is_url

#: How many parts of one feed or sitemap are looked at: pages of it, sitemaps of an index.
_PARTS = 200


def items(paths: Sequence[str], hints: Hints | None = None, web: Web | None = None) -> Iterator[Item]:
    """As `sources.documents`, for paths among which there are addresses; those are fetched as `web` says.

    Raises DateError and UsageError where the hints themselves are wrong.
    """
    checked = (hints or Hints()).checked()
    runs = [(web_run, tuple(run)) for web_run, run in groupby(paths, is_url)]
    return chain.from_iterable(_fetched(run, checked, web) if web_run else documents(run, checked) for web_run, run in runs)


def _fetched(urls: Sequence[str], hints: Hints, web: Web | None) -> Iterator[Item]:
    with Fetcher(web) as fetcher:
        for url in urls:
            yield from address_items(url, hints, fetcher)


def address_items(url: str, hints: Hints, fetcher: Fetcher) -> Iterator[Item]:
    """What is at an address: an article, or every article that a feed or sitemap leads to, each once.

    What cannot be had comes as a SourceError and the rest goes on; what is no article comes as Skipped.
    """
    try:
        first = fetcher.fetch(url)
        listing = look(first, fetcher.web.limits)
        if listing.shape in ("article", "page"):
            yield from _article(first, listing.why_not, hints, fetcher)
        elif listing.shape == "other":
            yield made(first, fetcher, hints, Hints())
        else:
            yield from _listed(first, hints, fetcher)
    except SourceError as error:
        yield error
    except UsageError as error:
        yield SourceError(error.what, error.where or url, error.todo)


def _article(fetched: Fetched, why_not: str | None, hints: Hints, fetcher: Fetcher) -> Iterator[Item]:
    lead = lead_of(fetched.url)
    brought = bring(fetcher, lead, hints, answer=fetched) if lead is not None and why_not is None else None
    if brought is not None and brought.document is not None:
        yield brought.document
        return
    reason = why_not or (brought.why_not if brought is not None else None) or "no article was found here"
    raise FetchError(reason, fetched.url, "Give the address of an article or a feed, or follow the page with `detente watch`")


def _listed(first: Fetched, hints: Hints, fetcher: Fetcher) -> Iterator[Item]:
    """The articles that a feed or sitemap leads to, its further parts included."""
    waiting, parts, seen = [first.url], {first.url}, set[str]()
    while waiting and len(parts) <= _PARTS:
        url = waiting.pop(0)
        try:
            listing = look(first if url == first.url else fetcher.fetch(url), fetcher.web.limits)
        except SourceError as error:
            yield error
            continue
        for lead in listing.leads:
            if lead.key not in seen:
                yield from _of_lead(lead, hints, fetcher, seen)
        fresh = [part for part in listing.parts if part not in parts]
        parts.update(fresh)
        waiting += fresh


def _of_lead(lead: Lead, hints: Hints, fetcher: Fetcher, seen: set[str]) -> Iterator[Item]:
    seen.add(lead.key)
    try:
        brought = bring(fetcher, lead, hints)
    except SourceError as error:
        yield error
        return
    known = seen.intersection(brought.keys) - {lead.key}
    seen.update(brought.keys)
    if brought.document is not None and not known:
        yield brought.document
    elif brought.document is None:
        yield Skipped(lead.url, brought.why_not or "no article was found here")
