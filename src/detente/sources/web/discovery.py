"""What a feed, sitemap or list page leads to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from detente.errors import SourceError, UsageError
from detente.sources.feeds import Feed, FeedEntry, parse_feed
from detente.sources.identity import address_key
from detente.sources.kinds import Kind, kind_of
from detente.sources.records import Hints
from detente.sources.sitemaps import Listed, parse_sitemap
from detente.sources.web.articles import judge, may_be_article
from detente.sources.web.client import Fetched
from detente.sources.web.limits import Limits
from detente.sources.web.unpacking import unpacked
from detente.sources.web.urls import normal

NOTHING = Hints()

Shape = Literal["feed", "sitemap", "page", "article", "other"]


@dataclass(frozen=True, slots=True)
class Lead:
    """An address that may hold an article."""

    #: In standard form, as it is to be fetched.
    url: str

    #: What the same article's addresses have in common, whatever their spelling.
    key: str

    #: Changes when the source says that the article did.
    token: str = ""

    #: What the source says of the article, where the page itself does not.
    said: Hints = NOTHING

    #: The words of the article, where the source carries them.
    content: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What was found at an address."""

    shape: Shape
    leads: tuple[Lead, ...] = ()

    #: Further parts of the same list: the next page of a feed, the sitemaps of an index.
    parts: tuple[str, ...] = ()

    #: Why a page is no article, where it is none.
    why_not: str | None = None


def look(fetched: Fetched, limits: Limits, wanted: str = "auto") -> Listing:
    """What an answer is and leads to. `wanted` is "page" where an article's page is to be taken as a list of links all the same.

    Raises SourceError for a feed or sitemap that is none.
    """
    data = opened(fetched, limits)
    kind = kind_of(data, fetched.url.partition("?")[0], fetched.media)
    if kind is Kind.feed or (kind in (Kind.json, Kind.lines) and b"jsonfeed.org/version/" in data[:2000]):
        return _of_feed(parse_feed(data, url=fetched.url, content_type=content_type(fetched), where=fetched.url))
    if kind is Kind.sitemap or (wanted == "sitemap" and kind is Kind.text):
        return _of_sitemap(data, fetched.url)
    if wanted in ("feed", "sitemap"):
        raise SourceError(f"this is no {wanted}", fetched.url, "Look at the address in a browser; it may have moved")
    if kind is not Kind.html:
        return Listing("other")
    judged = judge(data, fetched.url, content_type(fetched))
    if judged.why_not is None and wanted != "page":
        return Listing("article")
    links = (link for link in judged.links if may_be_article(link, fetched.url))
    return Listing("page", _once(lead for link in links if (lead := lead_of(link))), why_not=judged.why_not)


def content_type(fetched: Fetched) -> str:
    """The Content-Type as parsers take it."""
    return f"{fetched.media}; charset={fetched.charset}" if fetched.charset else fetched.media


def opened(fetched: Fetched, limits: Limits) -> bytes:
    """The body; a gzip file is unpacked (sitemaps come as such)."""
    if not fetched.body.startswith(b"\x1f\x8b"):
        return fetched.body
    return b"".join(unpacked([fetched.body], ["gzip"], limits, fetched.url))


def lead_of(url: str, token: str = "", said: Hints | None = None, content: str = "") -> Lead | None:
    """A lead to an address; None where it is none of the web."""
    try:
        clean = normal(url)
    except UsageError:
        return None
    return Lead(clean, address_key(clean) or clean, token, said or Hints(), content)


def _once(leads: Iterator[Lead]) -> tuple[Lead, ...]:
    found: dict[str, Lead] = {}
    for lead in leads:
        found.setdefault(lead.key, lead)
    return tuple(found.values())


def _of_feed(feed: Feed) -> Listing:
    leads = (lead for entry in feed.entries if entry.link and (lead := _of_entry(entry, feed)))
    return Listing("feed", _once(leads), (feed.next,) if feed.next else ())


def _of_entry(entry: FeedEntry, feed: Feed) -> Lead | None:
    said = Hints(entry.published, entry.outlet or None, entry.language, entry.title or None, None)
    token = _token(entry.title, entry.updated or entry.published or "", entry.summary, entry.content)
    return lead_of(entry.link or "", token, said, entry.content)


def _of_sitemap(data: bytes, url: str) -> Listing:
    found = parse_sitemap(data, where=url)
    leads = (lead for listed in found.pages if (lead := _of_line(listed)))
    # What was changed last comes first, so that a visit that ends early has seen what is new.
    parts = sorted(found.sitemaps, key=lambda listed: listed.modified or "", reverse=True)
    return Listing("sitemap", _once(leads), tuple(part.url for part in parts))


def _of_line(listed: Listed) -> Lead | None:
    said = Hints(listed.published, listed.outlet or None, listed.language, listed.title or None, None)
    return lead_of(listed.url, _token(listed.modified or "", listed.title), said)


def _token(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16] if any(parts) else ""
