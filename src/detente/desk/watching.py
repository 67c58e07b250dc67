"""Keeping watch: visit what is due, keep what is new, remember what was seen; over and over, or once.

All that is known lies in the store. A document is kept in one transaction and its address is marked as seen in a later one; what
a source answered is only remembered when everything that it led to has been dealt with. So whenever the program is killed, the
next one finds either nothing of an article, or the article, and goes on from there.
"""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from detente.desk.bringing import Added
from detente.desk.clock import stamp
from detente.desk.core import Desk
from detente.desk.visiting import Event, Finished, Fruit, Listed, Task, Visitor
from detente.desk.watchlist import Source, WatchList
from detente.errors import SourceError
from detente.sources import Hints
from detente.sources.web import Fetcher, FetchError, Lead
from detente.store import Follow, FollowedPage, Following, PageState

#: When an article is looked at again for corrections, in seconds after it was found.
RECHECKS = (3_600, 6 * 3_600, 24 * 3_600, 72 * 3_600)

#: Waiting before an address that could not be had is tried again: the first wait, the longest, and how often it is tried.
_FIRST, _LONGEST, _TRIES = 600, 24 * 3_600, 7


@dataclass(frozen=True, slots=True)
class Visited:
    """How a visit went, for people."""

    follow: Follow
    new: int = 0
    changed: int = 0
    claims: int = 0

    #: Addresses that hold no article, and those that could not be had (the first few, with why).
    passed: int = 0
    failed: int = 0
    reasons: tuple[str, ...] = ()

    #: Whether there was more than one visit fetches; the rest comes with the next.
    more: bool = False
    error: SourceError | None = None


class Watcher:
    """Watches the sources of a list. `wait` sleeps for so many seconds or until it is stopped; tests put a clock of theirs there."""

    def __init__(
        self,
        desk: Desk,
        wanted: WatchList,
        *,
        fetcher: Fetcher | None = None,
        notice: Callable[[Visited], None] = lambda visited: None,
        told: Callable[[], None] = lambda: None,
        wait: Callable[[float], None] | None = None,
    ) -> None:
        self.desk = desk
        self.wanted = wanted
        self._sources = {source.url: source for source in wanted.sources}
        self._following = Following(desk.log)
        self._fetcher = fetcher or Fetcher(wanted.web)
        self._notice = notice
        self._tell = told
        self._stopped = threading.Event()
        self._wait = wait or (lambda seconds: bool(self._stopped.wait(seconds)) and None)
        self._tallies: dict[str, Visited] = {}

    def stop(self) -> None:
        """Come to an end soon: nothing is fetched any more, and what is being kept is kept."""
        self._stopped.set()
        self._fetcher.gate.stop()

    @property
    def stopped(self) -> bool:
        """Whether it was told to stop."""
        return self._stopped.is_set()

    def run(self, *, once: bool = False) -> None:
        """Visit what is due and go on until stopped; `once` visits what is due now and ends. Raises StoreError where the store fails."""
        self._following.settle([_wish(source) for source in self.wanted.sources])
        self._tell()
        while not self.stopped:
            due = self._due()
            if due:
                self._round(due)
                self._tell()
            if once:
                return
            if not self.stopped:
                self._wait(self._pause())

    # --- what is due ---------------------------------------------------------------------------------------------------

    def _now(self) -> str:
        return stamp(self.desk.clock)

    def _later(self, seconds: float) -> str:
        return _shifted(self._now(), seconds)

    def _due(self) -> list[tuple[Follow, bool]]:
        """The sources to visit now, each with whether it is to be asked what it lists, or only its waiting addresses are due."""
        now = self._now()
        listed = [follow for follow in self._following.follows() if follow.listed]
        asked = [(f, True) for f in listed if f.next_due is None or f.next_due <= now]
        waiting = [(f, False) for f in listed if f.next_due is not None and f.next_due > now and self._following.due_pages(f.url, now)]
        return sorted(asked, key=lambda pair: pair[0].next_due or "") + waiting

    def _pause(self) -> float:
        """Seconds until something is due; a minute at most, because clocks are set."""
        moments = [f.next_due for f in self._following.follows() if f.listed and f.next_due] + [self._following.next_page()]
        first = min((m for m in moments if m), default=self._later(60))
        left = (datetime.fromisoformat(first) - datetime.fromisoformat(self._now())).total_seconds()
        return min(max(left, 0.05), 60.0)

    # --- a round of visits ---------------------------------------------------------------------------------------------

    def _round(self, due: list[tuple[Follow, bool]]) -> None:
        """Visit sources, some at a time; what they lead to is kept here, one after another."""
        events: queue.Queue[Event] = queue.Queue(maxsize=16)
        waiting: queue.SimpleQueue[tuple[Follow, bool] | None] = queue.SimpleQueue()
        for pair in due:
            waiting.put(pair)
        claimed: set[str] = set()
        with self._visitors(events, waiting, min(self.wanted.workers, len(due))):
            left = len(due)
            while left and not self.stopped:
                try:
                    event = events.get(timeout=0.2)
                except queue.Empty:
                    continue
                if isinstance(event, Listed):
                    event.reply.put(self._tasks(event, claimed))
                elif isinstance(event, Fruit):
                    self._take(event)
                else:
                    left -= 1
                    self._finish(event)

    @contextmanager
    def _visitors(self, events: queue.Queue[Event], waiting: queue.SimpleQueue[tuple[Follow, bool] | None], count: int) -> Iterator[None]:
        over = threading.Event()

        def tell(event: Event) -> None:
            while not over.is_set():
                try:
                    events.put(event, timeout=0.2)
                    return
                except queue.Full:
                    continue

        def work() -> None:
            visitor = Visitor(self._fetcher, tell, over)
            while not over.is_set() and (pair := waiting.get()) is not None:
                visitor.visit(pair[0], self._hints(pair[0]), whole=pair[1])

        # Threads that wait for a slow server must not keep the program from ending; they hold nothing that could be lost.
        threads = [threading.Thread(target=work, name=f"detente-visitor-{n}", daemon=True) for n in range(count)]
        for thread in threads:
            waiting.put(None)
            thread.start()
        try:
            yield
        finally:
            over.set()

    def _hints(self, follow: Follow) -> Hints:
        return Hints(outlet=follow.outlet or None, language=follow.language or None)

    def _tasks(self, event: Listed, claimed: set[str]) -> list[Task]:
        """What is to be fetched of what a source lists: what is new, what changed, what is to be tried or looked at again."""
        now, source = self._now(), self._sources[event.follow.url]
        known = self._following.pages(lead.key for lead in event.leads)
        found: dict[str, Task] = {}
        for lead in event.leads:
            page = known.get(lead.key)
            if _too_old(lead, source) or not _wanted(lead, page, event.follow.url, now):
                continue
            found[lead.key] = Task(lead, page)
        for page in self._following.due_pages(event.follow.url, now):
            found.setdefault(page.key, Task(_again(page), page))
        # Two feeds of one site name the same articles; whoever comes first fetches them.
        tasks = [task for key, task in found.items() if key not in claimed]
        if len(tasks) > source.most:
            tasks = tasks[: source.most]
            self._tallies[event.follow.url] = replace(self._tally(event.follow), more=True)
        claimed.update(task.lead.key for task in tasks)
        return tasks

    def _tally(self, follow: Follow) -> Visited:
        return self._tallies.get(follow.url) or Visited(follow)

    # --- what came of it -----------------------------------------------------------------------------------------------

    def _take(self, fruit: Fruit) -> None:
        """Keep the document, then mark its addresses as seen."""
        tally, now = self._tally(fruit.follow), self._now()
        source, lead, before = self._sources[fruit.follow.url], fruit.task.lead, fruit.task.page
        mark = FollowedPage(
            lead.key, lead.url, fruit.follow.url, "failed", token=lead.token or (before.token if before else None), said=_said(lead),
            tries=(before.tries if before else 0) + 1, first_seen=before.first_seen if before else now, last_tried=now,
        )  # fmt: skip
        if before is not None and before.source != fruit.follow.url:
            mark = replace(mark, token=before.token)
        if fruit.error is not None or fruit.brought is None:
            error = fruit.error or FetchError("nothing came", lead.url)
            self._following.mark([self._missed(mark, before, error)])
            reasons = (*tally.reasons, f"{lead.url}: {error.what}")
            self._tallies[fruit.follow.url] = replace(tally, failed=tally.failed + 1, reasons=reasons[:5])
            return
        brought = fruit.brought
        mark = replace(mark, etag=brought.etag, last_modified=brought.last_modified, next_due=self._recheck(mark, source))
        if brought.unchanged and before is not None:
            self._following.mark([replace(mark, state=before.state, document=before.document, tries=before.tries)])
            return
        if brought.document is None:
            gone = replace(mark, state="none", reason=brought.why_not, said=None, next_due=None)
            self._following.mark(_each(gone, brought.keys))
            self._tallies[fruit.follow.url] = replace(tally, passed=tally.passed + 1)
            return
        added = self.desk.add_document(brought.document, restricted=source.restricted)
        kept = replace(mark, state="kept", document=added.where, said=None, tries=0)
        if added.error is not None:
            kept = replace(kept, state="none", document=None, reason=added.error.what, next_due=None)
        self._following.mark(_each(kept, brought.keys))
        self._count(fruit.follow, tally, added)

    def _count(self, follow: Follow, tally: Visited, added: Added) -> None:
        new, changed = int(added.what == "new"), int(added.what == "version")
        self._tallies[follow.url] = replace(tally, new=tally.new + new, changed=tally.changed + changed, claims=tally.claims + added.claims)
        if new or changed:
            self._following.visited(follow.url, last_new=self._now())

    def _missed(self, mark: FollowedPage, before: FollowedPage | None, error: SourceError) -> FollowedPage:
        """The mark of an address that could not be had: when to try again, or that it is given up."""
        state: PageState = "kept" if before is not None and before.state == "kept" else "failed"
        document = before.document if before is not None else None
        again = isinstance(error, FetchError) and error.again and mark.tries < _TRIES
        after = (error.after if isinstance(error, FetchError) else None) or 0.0
        wait = max(after, min(_FIRST * 2 ** (mark.tries - 1), _LONGEST))
        due = self._later(wait) if again else None
        return replace(mark, state=state, document=document, reason=error.what, next_due=due)

    def _recheck(self, mark: FollowedPage, source: Source) -> str | None:
        if not source.recheck:
            return None
        age = (datetime.fromisoformat(self._now()) - datetime.fromisoformat(mark.first_seen)).total_seconds()
        following = next((seconds for seconds in RECHECKS if seconds > age), None)
        return None if following is None else _shifted(mark.first_seen, following)

    def _finish(self, event: Finished) -> None:
        """Remember how a visit went, and when the next one is due."""
        if event.broken is not None:
            raise event.broken
        follow, tally, now = event.follow, self._tallies.pop(event.follow.url, Visited(event.follow)), self._now()
        if event.error is not None:
            after = event.error.after if isinstance(event.error, FetchError) and event.error.after else 0.0
            wait = max(after, min(follow.interval * 2 ** min(follow.failures, 10), _LONGEST))
            values = {
                "failures": follow.failures + 1,
                "last_error": str(event.error.what),
                "last_tried": now,
                "next_due": self._later(wait),
            }
            self._following.visited(follow.url, **values)
            self._notice(replace(tally, error=event.error))
            return
        if event.fetched is not None:
            answer = {"etag": event.fetched.etag, "last_modified": event.fetched.last_modified, "digest": event.digest}
            if event.fetched.unchanged:
                answer = {"etag": event.fetched.etag or follow.etag, "last_modified": event.fetched.last_modified or follow.last_modified}
            if tally.more:
                # What waits must be listed once more.
                answer = dict.fromkeys(("etag", "last_modified", "digest"))
            due = self._later(min(follow.interval, 60) if tally.more else follow.interval)
            good = {"failures": 0, "last_error": None, "last_tried": now, "last_ok": now, "next_due": due, "moved": event.fetched.moved}
            self._following.visited(follow.url, **answer, **good)
        self._notice(tally)


def _wish(source: Source) -> Follow:
    return Follow(source.url, source.kind, source.outlet or "", source.language or "", source.every, source.restricted)


def _wanted(lead: Lead, page: FollowedPage | None, source: str, now: str) -> bool:
    """Whether an address that a source lists is to be fetched."""
    if page is None or (page.next_due is not None and page.next_due <= now):
        return True
    # Only the source that named it first says that it changed: others describe the same article in other words.
    changed = bool(lead.token) and lead.token != page.token and page.source == source
    return changed and page.state != "none"


def _too_old(lead: Lead, source: Source) -> bool:
    return source.since is not None and lead.said.published is not None and lead.said.published[:10] < source.since


def _each(mark: FollowedPage, keys: tuple[str, ...]) -> list[FollowedPage]:
    """The mark for the address itself, and for its other spellings, which need no looking after."""
    others = [replace(mark, key=key, token=None, etag=None, last_modified=None, next_due=None) for key in keys if key != mark.key]
    return [mark, *others]


def _said(lead: Lead) -> str | None:
    said = {name: value for name in ("published", "outlet", "language", "title") if (value := getattr(lead.said, name))}
    return json.dumps(said, ensure_ascii=False) if said else None


def _again(page: FollowedPage) -> Lead:
    return Lead(page.url, page.key, page.token or "", Hints(**json.loads(page.said)) if page.said else Hints())


def _shifted(moment: str, seconds: float) -> str:
    return (datetime.fromisoformat(moment) + timedelta(seconds=seconds)).isoformat(timespec="microseconds")
