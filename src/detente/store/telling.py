"""What was told of the tracks that one follows: their states as last told, and the changes since, for webhooks and feeds."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, ColumnElement, Connection, ForeignKey, Index, Integer, String, Table, Text, delete, insert, select, update

from detente.model import State, plain
from detente.store import codec
from detente.store.following import pages
from detente.store.schema import documents, metadata

if TYPE_CHECKING:
    from detente.store.log import Log

#: The row that says that telling has begun at all: a track that appears later is news from its first line on.
_BEGUN = "*"

#: One row a track that is followed: its state as it was last told; `open_body` without what is restricted.
told = Table(
    "follow_told",
    metadata,
    Column("track", Text, primary_key=True),
    Column("told", String(32), nullable=False),
    Column("body", Text, nullable=False),
    Column("open_body", Text),
)

#: One row a change that was told. `outward` is 1 where nothing restricted is behind it, `posted` when a webhook took it.
news = Table(
    "follow_news",
    metadata,
    Column("row", Integer, primary_key=True),
    *(Column(name, Text, nullable=False) for name in ("track", "name", "kind", "about", "text", "body")),
    Column("made", String(32), nullable=False),
    Column("outward", Integer, nullable=False),
    Column("posted", String(32)),
)

#: Which documents a change that was told rests on: when one is forgotten, the telling goes with it.
news_sources = Table(
    "follow_sources",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("news", Integer, ForeignKey("follow_news.row"), nullable=False),
    Column("document", Text, nullable=False),
    Index("follow_sources_document", "document"),
    Index("follow_sources_news", "news"),
)


@dataclass(frozen=True, slots=True)
class News:
    """A change in a track that one follows."""

    #: Id and name of the track.
    track: str
    name: str

    #: As in `Change`.
    kind: str
    about: str
    text: str

    #: When it was found (ISO 8601, UTC).
    made: str

    #: Plain JSON: `before`, `after`, and the `documents` that it rests on with title, outlet, address and day.
    body: Mapping[str, Any]

    #: Whether it may leave the house: nothing restricted is behind it.
    outward: bool = True

    #: Ids of its documents.
    documents: tuple[str, ...] = ()
    row: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """A track's state as it was last told: all of it, and without what is restricted. None stands for what stands now."""

    whole: State | None
    outward: State | None


class Telling:
    """The part of the log that remembers what was told."""

    def __init__(self, log: Log) -> None:
        self._log = log

    def begun(self) -> bool:
        """Whether anything was told before."""
        with self._log._reading() as connection:
            return connection.execute(select(told.c.track).where(told.c.track == _BEGUN)).first() is not None

    def told(self) -> dict[str, Told]:
        """What was last told of each track, by its id."""
        with self._log._reading() as connection:
            rows = connection.execute(select(told).where(told.c.track != _BEGUN)).all()
        return {row.track: Told(_state(row.body), _state(row.open_body or row.body)) for row in rows}

    def tell(self, found: Sequence[News], states: Mapping[str, Told], gone: Sequence[str], moment: str, *, to_post: bool) -> None:
        """Write changes down together with the states that they lead to, in one transaction.

        `gone` are tracks that are followed no longer. Without `to_post` nothing of it waits for a webhook.
        """
        with self._log._writing() as connection:
            for track in (*states, *gone, _BEGUN):
                connection.execute(delete(told).where(told.c.track == track))
            connection.execute(insert(told).values(track=_BEGUN, told=moment, body=""))
            for track, state in states.items():
                whole, outward = _body(state.whole), _body(state.outward)
                row = {"track": track, "told": moment, "body": whole, "open_body": None if outward == whole else outward}
                connection.execute(insert(told).values(row))
            for item in found:
                _insert(connection, item, None if to_post else moment)

    def news(self, limit: int = 100) -> tuple[News, ...]:
        """What was told and may leave the house, the newest first."""
        query = select(news).where(*_may_leave()).order_by(news.c.row.desc()).limit(limit)
        with self._log._reading() as connection:
            return tuple(_news(row) for row in connection.execute(query))

    def unposted(self, limit: int = 500) -> tuple[News, ...]:
        """What may leave the house and no webhook took yet, the oldest first."""
        query = select(news).where(*_may_leave(), news.c.posted.is_(None)).order_by(news.c.row).limit(limit)
        with self._log._reading() as connection:
            return tuple(_news(row) for row in connection.execute(query))

    def posted(self, rows: Sequence[int], moment: str) -> None:
        """Write down that a webhook took changes."""
        with self._log._writing() as connection:
            for first in range(0, len(rows), 5_000):
                connection.execute(update(news).where(news.c.row.in_(rows[first : first + 5_000])).values(posted=moment))


def drop_document(connection: Connection, document: str) -> None:
    """Take a document that is forgotten out of what is followed and was told, within the caller's transaction.

    Its addresses are not visited again; what was told of it goes, and the next telling begins from what stands then.
    """
    nothing = dict.fromkeys(("document", "etag", "last_modified", "said", "token", "next_due"))
    connection.execute(update(pages).where(pages.c.document == document).values(state="none", reason="forgotten", **nothing))
    rows = [row.news for row in connection.execute(select(news_sources.c.news).where(news_sources.c.document == document))]
    for first in range(0, len(rows), 5_000):
        some = rows[first : first + 5_000]
        connection.execute(delete(news_sources).where(news_sources.c.news.in_(some)))
        connection.execute(delete(news).where(news.c.row.in_(some)))
    connection.execute(update(told).where(told.c.track != _BEGUN).values(body="", open_body=None))


def _may_leave() -> tuple[ColumnElement[bool], ...]:
    """What was told of nothing restricted, and of nothing that was restricted since."""
    behind = news_sources.join(documents, documents.c.id == news_sources.c.document)
    hidden = select(news_sources.c.news).select_from(behind).where(documents.c.restricted.is_not(None))
    return news.c.outward == 1, news.c.row.not_in(hidden)


def _insert(connection: Connection, item: News, posted: str | None) -> None:
    values = {name: getattr(item, name) for name in ("track", "name", "kind", "about", "text", "made")}
    result: Any = connection.execute(
        insert(news).values(**values, body=codec.dump(dict(item.body)), outward=int(item.outward), posted=posted)
    )
    row = int(result.inserted_primary_key[0])
    for document in item.documents:
        connection.execute(insert(news_sources).values(news=row, document=document))


def _news(row: Any) -> News:
    body = json.loads(row.body)
    ids = tuple(d["id"] for d in body.get("documents", ()))
    return News(row.track, row.name, row.kind, row.about, row.text, row.made, body, bool(row.outward), ids, row.row)


def _body(state: State | None) -> str:
    return "" if state is None else codec.dump(plain(replace(state, claims=())))


def _state(body: str) -> State | None:
    """The state of a row; None where it is of an older program and can no longer be read, so that telling begins anew."""
    if not body:
        return None
    try:
        made: State = codec.builder(State)(json.loads(body))
    except (TypeError, KeyError, ValueError):
        return None
    return made
