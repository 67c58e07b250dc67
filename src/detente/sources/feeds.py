"""RSS, Atom and JSON feeds: what they carry, entry by entry. Nothing is fetched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit

from detente.errors import SourceError
from detente.sources.decoding import encoding_of
from detente.sources.limits import LIMITS
from detente.sources.markup import fragment_text, parse_xml
from detente.sources.stamps import stamp_of

_JSON_FEED = "jsonfeed.org/version/"


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed. What it does not say is "" or None."""

    #: Its own id, as the feed gives it.
    id: str

    #: Address of the article, absolute where the feed's own address is known.
    link: str | None
    title: str

    #: When it was published and last updated: ISO 8601, with the feed's own offset.
    published: str | None
    updated: str | None

    #: The words it carries, as plain text: the whole article, or only a few lines.
    content: str
    summary: str

    #: Whom the entry names as its source, where the feed gathers others' articles.
    outlet: str
    language: str | None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed with its entries in the order given."""

    title: str
    link: str | None
    language: str | None
    entries: tuple[FeedEntry, ...]

    #: Address of the next page of it (RFC 5005, JSON Feed), or None.
    next: str | None = None


def parse_feed(data: bytes, *, url: str | None = None, content_type: str | None = None, where: str = "") -> Feed:
    """The feed in the bytes. `url` is where it was found, for relative links. Raises SourceError where it is none."""
    shown = where or url or "feed"
    encoding, mark = encoding_of(data)
    start = data[mark : mark + 2048].decode(encoding, "replace").lstrip()
    if start.startswith("{"):
        return _json_feed(data, url, shown)
    # A well-formed feed is looked over for entities first; the lenient parser expands none that it does not know itself.
    parse_xml(data, shown)
    return _xml_feed(data, url, content_type, shown)


def _xml_feed(data: bytes, url: str | None, content_type: str | None, where: str) -> Feed:
    import feedparser

    headers = {"content-type": content_type or "application/xml"}
    if url:
        headers["content-location"] = url
    try:
        found = feedparser.parse(BytesIO(data), response_headers=headers)
    except (ValueError, LookupError, RecursionError, AttributeError, TypeError, AssertionError) as error:
        raise _no_feed(where) from error
    if not found.get("version") and not found.get("entries"):
        raise _no_feed(where)
    about = found.feed
    language = _text(about, "language") or None
    following = next((_href(link) for link in about.get("links", ()) if _href(link) and link.get("rel") == "next"), None)
    entries = tuple(_entry(entry, url, language) for entry in found.entries[: LIMITS.entries])
    return Feed(fragment_text(_text(about, "title")), _text(about, "link") or None, language, entries, following)


def _entry(entry: Any, url: str | None, language: str | None) -> FeedEntry:
    contents = [part for part in entry.get("content", ()) if part.get("value")]
    content = max((_words(part) for part in contents), key=len, default="")
    source = entry.get("source") or {}
    link = _text(entry, "link") or next((_href(link) for link in entry.get("links", ()) if _href(link)), "")
    own = next((part.get("language") for part in contents if part.get("language")), None)
    return FeedEntry(
        id=_text(entry, "id") or link,
        link=_absolute(link, url),
        title=fragment_text(_text(entry, "title")).replace("\n\n", " "),
        published=_when(entry, "published") or _when(entry, "created") or _when(entry, "updated"),
        updated=_when(entry, "updated"),
        content=content,
        summary=fragment_text(_text(entry, "summary")),
        outlet=fragment_text(_text(source, "title")),
        language=own or language,
    )


def _words(part: Any) -> str:
    value = part.get("value")
    if not isinstance(value, str):
        return ""
    return value.strip() if part.get("type") == "text/plain" else fragment_text(value)


def _when(entry: Any, key: str) -> str | None:
    """As the feed wrote it, with its own zone; else the moment that feedparser made of it, which is in UTC."""
    # Its own look-ups answer with another date where there is none of that name.
    written = stamp_of(dict.get(entry, key))
    if written is not None:
        return written
    parsed = dict.get(entry, f"{key}_parsed")
    if not parsed:
        return None
    year, month, day, hour, minute, second = parsed[:6]
    return stamp_of(f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{min(second, 59):02}Z")


def _text(thing: Any, key: str) -> str:
    value = thing.get(key)
    return value.strip() if isinstance(value, str) else ""


def _href(link: Any) -> str:
    return _text(link, "href")


def _absolute(link: str, base: str | None) -> str | None:
    try:
        joined = urljoin(base or "", link)
        return joined if link and urlsplit(joined).scheme in ("http", "https") else None
    except ValueError:
        return None


def _json_feed(data: bytes, url: str | None, where: str) -> Feed:
    encoding, mark = encoding_of(data)
    try:
        feed = json.loads(data[mark:].decode(encoding, "replace"))
    except (ValueError, RecursionError) as error:
        raise _no_feed(where) from error
    if not is_json_feed(feed):
        raise _no_feed(where)
    return feed_of_json(feed, url)


def is_json_feed(value: Any) -> bool:
    """Whether a JSON value is a JSON Feed (version 1 or 1.1)."""
    return isinstance(value, dict) and _JSON_FEED in str(value.get("version")) and isinstance(value.get("items"), list)


def feed_of_json(feed: dict[str, Any], url: str | None = None) -> Feed:
    """The feed in a JSON value that `is_json_feed`."""
    language = _text(feed, "language") or None
    return Feed(
        title=_text(feed, "title"),
        link=_absolute(_text(feed, "home_page_url"), url),
        language=language,
        entries=tuple(_json_entries(feed["items"], url, language)),
        next=_absolute(_text(feed, "next_url"), url),
    )


def _json_entries(items: list[Any], url: str | None, language: str | None) -> Iterator[FeedEntry]:
    for item in items[: LIMITS.entries]:
        if not isinstance(item, dict):
            continue
        link = _absolute(_text(item, "url") or _text(item, "external_url"), url)
        identity = item.get("id")
        yield FeedEntry(
            id=str(identity) if isinstance(identity, (str, int)) else link or "",
            link=link,
            title=_text(item, "title"),
            published=stamp_of(item.get("date_published")) or stamp_of(item.get("date_modified")),
            updated=stamp_of(item.get("date_modified")),
            content=_text(item, "content_text") or fragment_text(_text(item, "content_html")),
            summary=_text(item, "summary"),
            outlet="",
            language=_text(item, "language") or language,
        )


def _no_feed(where: str) -> SourceError:
    return SourceError("this is no RSS, Atom or JSON feed", where, "Look at the address in a browser; feeds often moved elsewhere")
