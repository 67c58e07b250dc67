"""From a lead to the article it leads to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from detente.errors import SourceError
from detente.model import Document
from detente.sources.guarding import parse_guarded
from detente.sources.identity import address_key, derived_id
from detente.sources.kinds import Kind, kind_of
from detente.sources.records import Hints, record_document
from detente.sources.web.articles import judge
from detente.sources.web.client import Fetched, Fetcher
from detente.sources.web.discovery import Lead, content_type, opened
from detente.sources.web.errors import AddressError, FetchError, TooLargeError
from detente.sources.web.urls import canonical

#: Kinds of files that a lead may lead to besides pages: announcements come as such.
_FILES = frozenset({Kind.pdf, Kind.docx, Kind.text})

#: So many words at least make an entry of a feed an article rather than a pointer to one.
_CARRIED = 60


@dataclass(frozen=True, slots=True)
class Brought:
    """What a lead led to: a document, or why there is none."""

    document: Document | None = None

    #: Why the page is no article; None where it is one, or has not changed.
    why_not: str | None = None

    #: Keys of all addresses that turned out to be this one: the lead's, those of redirects, the canonical one.
    keys: tuple[str, ...] = ()

    #: What to ask with the next time.
    etag: str | None = None
    last_modified: str | None = None
    unchanged: bool = False


def bring(
    fetcher: Fetcher,
    lead: Lead,
    hints: Hints | None = None,
    *,
    etag: str | None = None,
    last_modified: str | None = None,
    answer: Fetched | None = None,
) -> Brought:
    """Fetch what a lead leads to and make a document of it; the page's canonical address goes before the lead's.

    `answer` is what was fetched already. Where the page may not be had at all, the words that the feed itself carries stand in.
    Raises FetchError where it cannot be had, SourceError where it cannot be read.
    """
    try:
        first = answer or fetcher.fetch(lead.url, etag=etag, last_modified=last_modified)
    except AddressError:
        raise
    except FetchError as error:
        if error.again or len(lead.content.split()) < _CARRIED:
            raise
        return Brought(_carried(lead, hints or Hints()), None, (lead.key,))
    if first.unchanged:
        return Brought(keys=(lead.key,), etag=etag, last_modified=last_modified, unchanged=True)
    fetched, better = _best(fetcher, first)
    keys = tuple(dict.fromkeys((lead.key, *map(_key, (first.url, fetched.url, better or fetched.url)))))
    if better is None and not _is_file(first):
        judged = judge(fetched.body, fetched.url, content_type(fetched))
        if judged.why_not is not None:
            return Brought(None, judged.why_not, keys, fetched.etag, fetched.last_modified)
    document = made(fetched, fetcher, hints or Hints(), lead.said)
    # The answer to the lead's own address is what can be asked for again, whatever page stood for it.
    return Brought(document, None, (*keys, _key(document.url or fetched.url)), first.etag, first.last_modified)


def _best(fetcher: Fetcher, first: Fetched) -> tuple[Fetched, str | None]:
    """The page itself where the one fetched is a copy of it for telephones, for paper or for counting; and its address."""
    if _is_file(first) or not first.body:
        return first, None
    found = judge(first.body, first.url, content_type(first)).canonical
    if found is None or _key(found) == _key(first.url):
        return first, None
    try:
        second = fetcher.fetch(found)
    except (AddressError, TooLargeError):
        raise
    except FetchError as error:
        if error.again:
            raise
        # The page names an address that does not exist.
        return first, None
    if judge(second.body, second.url, content_type(second)).why_not is not None:
        return first, None
    return second, found


def made(fetched: Fetched, fetcher: Fetcher, hints: Hints, said: Hints) -> Document:
    """The document of an answer that is an article. Raises SourceError."""
    url = canonical(fetched.url)
    data = opened(fetched, fetcher.web.limits)
    items = parse_guarded(data, url=url, content_type=content_type(fetched), hints=hints, fallback=said, where=fetched.url)
    for item in items:
        if isinstance(item, Document):
            return identified(item, url)
    for item in items:
        if isinstance(item, SourceError):
            raise item
    raise SourceError("no article was found here", fetched.url, "Open it yourself and add the saved file")


def _carried(lead: Lead, hints: Hints) -> Document:
    """The document of the words that a feed carries."""
    said, url = lead.said, canonical(lead.url)
    record = {
        "text": lead.content,
        "title": hints.title or said.title,
        "outlet": hints.outlet or said.outlet,
        "url": url,
        "published": hints.published or said.published,
        "language": hints.language or said.language,
    }
    return identified(record_document(record, Hints(), lead.url), url)


def identified(document: Document, url: str) -> Document:
    """The document under the id of its address, so that it comes again as another version and never as another document."""
    own = document.url or url
    return replace(document, id=derived_id(document.outlet, own, document.text), url=own)


def _is_file(fetched: Fetched) -> bool:
    return kind_of(fetched.body, fetched.url.partition("?")[0], fetched.media) in _FILES


def _key(url: str) -> str:
    return address_key(url) or url
