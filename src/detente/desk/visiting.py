"""Visiting one source: what it lists now, and fetching what is new. Runs beside the desk and never touches the store."""

from __future__ import annotations

import hashlib
import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from detente.errors import SourceError
from detente.sources import Hints
from detente.sources.web import Brought, Fetched, Fetcher, FetchError, Lead, bring, lead_of, look
from detente.store import Follow, FollowedPage

#: How many parts of one list are looked at in a visit: pages of a feed, sitemaps of an index.
_FEED_PARTS, _SITEMAP_PARTS = 20, 200


@dataclass(frozen=True, slots=True)
class Task:
    """An address to be fetched in a visit, with what is known of it."""

    lead: Lead
    page: FollowedPage | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A source was asked what it lists; the answer waits for what is to be fetched of it."""

    follow: Follow
    leads: tuple[Lead, ...]
    reply: queue.SimpleQueue[Sequence[Task]]


@dataclass(frozen=True, slots=True)
class Fruit:
    """An address was fetched."""

    follow: Follow
    task: Task
    brought: Brought | None = None
    error: SourceError | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """A visit is over."""

    follow: Follow

    #: What the source answered; None where it was not asked, or failed.
    fetched: Fetched | None = None
    digest: str | None = None
    error: SourceError | None = None

    #: Whether something went wrong that is nobody's fault but the program's; the loop raises it.
    broken: Exception | None = None


Event = Listed | Fruit | Finished


class Visitor:
    """Visits sources and tells what it finds, event by event."""

    def __init__(self, fetcher: Fetcher, tell: Callable[[Event], None], stopped: threading.Event) -> None:
        self._fetcher = fetcher
        self._tell = tell
        self._stopped = stopped

    def visit(self, follow: Follow, hints: Hints, *, whole: bool) -> None:
        """Visit a source; without `whole` only its addresses that wait are looked at, and not what it lists."""
        try:
            fetched, digest, leads = self._leads(follow) if whole else (None, None, ())
        except SourceError as error:
            self._tell(Finished(follow, error=error))
            return
        # Whatever breaks here must reach the loop: a thread that dies in silence would be waited for for ever.
        except Exception as error:  # noqa: BLE001
            self._tell(Finished(follow, broken=error))
            return
        try:
            for task in self._ask(follow, leads):
                if self._stopped.is_set():
                    return
                self._tell(self._fetch(follow, task, hints))
            self._tell(Finished(follow, fetched, digest))
        except Exception as error:  # noqa: BLE001
            self._tell(Finished(follow, broken=error))

    def _ask(self, follow: Follow, leads: tuple[Lead, ...]) -> Sequence[Task]:
        reply: queue.SimpleQueue[Sequence[Task]] = queue.SimpleQueue()
        self._tell(Listed(follow, leads, reply))
        while not self._stopped.is_set():
            try:
                return reply.get(timeout=0.2)
            except queue.Empty:
                continue
        return ()

    def _fetch(self, follow: Follow, task: Task, hints: Hints) -> Fruit:
        page = task.page if task.page is not None and task.page.state == "kept" else None
        try:
            brought = bring(
                self._fetcher,
                task.lead,
                hints,
                etag=page.etag if page else None,
                last_modified=page.last_modified if page else None,
            )
        except SourceError as error:
            return Fruit(follow, task, error=error)
        return Fruit(follow, task, brought)

    def _leads(self, follow: Follow) -> tuple[Fetched, str | None, tuple[Lead, ...]]:
        """What the source lists now; nothing where it has not changed. Raises SourceError."""
        fetched = self._fetcher.fetch(follow.url, etag=follow.etag, last_modified=follow.last_modified)
        if fetched.unchanged:
            return fetched, follow.digest, ()
        digest = hashlib.sha256(fetched.body).hexdigest()[:32]
        listing = look(fetched, self._fetcher.web.limits, follow.kind)
        if listing.shape == "other":
            raise FetchError(f"this is {fetched.media or 'something'}, no feed, sitemap or page", fetched.url, "Take it off the list")
        if listing.shape == "article":
            lead = lead_of(fetched.url, token=digest)
            return fetched, digest, (lead,) if lead else ()
        # The body of an index may stay as it is while what it names changes.
        if digest == follow.digest and not listing.parts:
            return fetched, digest, ()
        found = {lead.key: lead for lead in listing.leads}
        self._parts(list(listing.parts), listing.shape, {fetched.url}, found)
        return fetched, digest, tuple(found.values())

    def _parts(self, waiting: list[str], shape: str, seen: set[str], found: dict[str, Lead]) -> None:
        """Look at the further parts of a list; one that cannot be had makes the visit fail, so that nothing of it is passed over."""
        most = _FEED_PARTS if shape == "feed" else _SITEMAP_PARTS
        while waiting and len(seen) <= most and not self._stopped.is_set():
            url = waiting.pop(0)
            if url in seen:
                continue
            seen.add(url)
            part = look(self._fetcher.fetch(url), self._fetcher.web.limits, shape)
            for lead in part.leads:
                found.setdefault(lead.key, lead)
            waiting += part.parts
