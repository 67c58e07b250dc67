"""Feeds and pages that are followed: how each fares, and what became of every address that they led to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Column, Index, Integer, String, Table, Text, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from detente.store.schema import metadata

if TYPE_CHECKING:
    from detente.store.log import Log

PageState = Literal["kept", "none", "failed"]

#: One row a feed, sitemap or page that is or was followed. `listed` is 0 for what the list no longer names.
follows = Table(
    "follows",
    metadata,
    Column("url", Text, primary_key=True),
    *(Column(name, Text, nullable=False) for name in ("kind", "outlet", "language")),
    *(Column(name, Integer, nullable=False) for name in ("interval", "restricted", "listed", "failures")),
    *(Column(name, Text) for name in ("etag", "last_modified", "digest", "moved", "last_error")),
    *(Column(name, String(32)) for name in ("next_due", "last_tried", "last_ok", "last_new")),
)

#: One row an address that a source led to: an article that was kept, none, or not to be had so far.
pages = Table(
    "follow_pages",
    metadata,
    Column("key", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("state", String(8), nullable=False),
    *(Column(name, Text) for name in ("document", "token", "etag", "last_modified", "said", "reason")),
    Column("tries", Integer, nullable=False),
    Column("first_seen", String(32), nullable=False),
    Column("last_tried", String(32), nullable=False),
    Column("next_due", String(32)),
    Index("follow_pages_source", "source", "next_due"),
    Index("follow_pages_document", "document"),
)


@dataclass(frozen=True, slots=True)
class Follow:
    """A feed, sitemap or page that is followed, and how it fares. Moments are ISO 8601 in UTC."""

    url: str
    kind: str = "auto"
    outlet: str = ""
    language: str = ""

    #: Seconds between two visits.
    interval: int = 900
    restricted: bool = False

    #: Whether the list still names it.
    listed: bool = True

    #: Visits in a row that failed, and why the last one did.
    failures: int = 0
    last_error: str | None = None
    etag: str | None = None
    last_modified: str | None = None

    #: Digest of what it last answered, for servers that know no conditions.
    digest: str | None = None

    #: Where it has moved for good, as its server says.
    moved: str | None = None
    next_due: str | None = None
    last_tried: str | None = None
    last_ok: str | None = None

    #: When it last led to a new document or version, and how many documents it led to in all.
    last_new: str | None = None
    documents: int = 0

    #: Addresses that could not be had so far and will be tried again.
    pending: int = 0

    @property
    def health(self) -> Literal["new", "ok", "failing"]:
        """How it fares in a word."""
        return "failing" if self.failures else "ok" if self.last_ok else "new"


@dataclass(frozen=True, slots=True)
class FollowedPage:
    """What became of an address that a source led to."""

    key: str
    url: str
    source: str
    state: PageState
    document: str | None = None

    #: What the source said of it then; another token means that the article changed.
    token: str | None = None
    etag: str | None = None
    last_modified: str | None = None

    #: What the source says of the article, as JSON.
    said: str | None = None

    #: Why there is no article, or none so far.
    reason: str | None = None
    tries: int = 0
    first_seen: str = ""
    last_tried: str = ""

    #: When to look at it again; None for never, unless its token changes.
    next_due: str | None = None


class Following:
    """The part of the log that remembers what is followed."""

    def __init__(self, log: Log) -> None:
        self._log = log

    def settle(self, wanted: Sequence[Follow]) -> None:
        """Take over a list: what is new is due at once, what is known keeps its memory, what is no longer named is kept but not visited."""
        with self._log._writing() as connection:
            connection.execute(update(follows).values(listed=0))
            for follow in wanted:
                given = {name: getattr(follow, name) for name in ("kind", "outlet", "language", "interval")} | {
                    "restricted": int(follow.restricted),
                    "listed": 1,
                }
                known = connection.execute(select(follows.c.kind).where(follows.c.url == follow.url)).first()
                if known is None:
                    connection.execute(follows.insert().values(url=follow.url, failures=0, **given))
                    continue
                # Another kind reads the same answer otherwise: what was answered before counts for nothing.
                anew = {"etag": None, "last_modified": None, "digest": None, "next_due": None} if known.kind != follow.kind else {}
                connection.execute(update(follows).where(follows.c.url == follow.url).values(**given, **anew))

    def follows(self) -> tuple[Follow, ...]:
        """All that is or was followed, by address."""
        kept = select(pages.c.source, func.count(pages.c.document.distinct()).label("documents")).where(pages.c.state == "kept")
        waits = select(pages.c.source, func.count().label("pending")).where(pages.c.state == "failed", pages.c.next_due.is_not(None))
        with self._log._reading() as connection:
            rows = connection.execute(select(follows).order_by(follows.c.url)).all()
            documents = {row.source: row.documents for row in connection.execute(kept.group_by(pages.c.source))}
            pending = {row.source: row.pending for row in connection.execute(waits.group_by(pages.c.source))}
        return tuple(replace(_follow(row), documents=documents.get(row.url, 0), pending=pending.get(row.url, 0)) for row in rows)

    def visited(self, url: str, **values: Any) -> None:
        """Write down how a visit went."""
        with self._log._writing() as connection:
            connection.execute(update(follows).where(follows.c.url == url).values(**values))

    def pages(self, keys: Iterable[str]) -> dict[str, FollowedPage]:
        """What is known of addresses, by key."""
        wanted, found = list(keys), {}
        with self._log._reading() as connection:
            for first in range(0, len(wanted), 5_000):
                query = select(pages).where(pages.c.key.in_(wanted[first : first + 5_000]))
                found.update({row.key: _page(row) for row in connection.execute(query)})
        return found

    def due_pages(self, source: str, moment: str) -> tuple[FollowedPage, ...]:
        """The addresses of a source that are to be looked at again by a moment."""
        query = select(pages).where(pages.c.source == source, pages.c.next_due <= moment).order_by(pages.c.next_due, pages.c.key)
        with self._log._reading() as connection:
            return tuple(_page(row) for row in connection.execute(query))

    def next_page(self) -> str | None:
        """When the next of these addresses is due, among sources that are still listed."""
        query = select(func.min(pages.c.next_due)).join(follows, follows.c.url == pages.c.source).where(follows.c.listed == 1)
        with self._log._reading() as connection:
            found = connection.execute(query).scalar()
        return None if found is None else str(found)

    def mark(self, marks: Sequence[FollowedPage]) -> None:
        """Write down what became of addresses, in one transaction."""
        with self._log._writing() as connection:
            insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
            for mark in marks:
                values = {name: getattr(mark, name) for name in pages.c.keys()}  # noqa: SIM118
                statement: Any = insert(pages).values(values)
                kept = {name: value for name, value in values.items() if name not in ("key", "first_seen", "source")}
                connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_=kept))


def _follow(row: Any) -> Follow:
    values = {name: getattr(row, name) for name in follows.c.keys()}  # noqa: SIM118
    return Follow(**{**values, "restricted": bool(row.restricted), "listed": bool(row.listed)})


def _page(row: Any) -> FollowedPage:
    return FollowedPage(**{name: getattr(row, name) for name in pages.c.keys()})  # noqa: SIM118
