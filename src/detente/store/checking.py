"""Looking a store over: whether the file is sound, and whether what is in it fits together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import DBAPIError

from detente.store.opening import schema_version
from detente.store.schema import HEAD, claims, documents, readings, versions

if TYPE_CHECKING:
    from detente.store.log import Log, Stored

_RESTORE = "Restore it from a backup (detente store restore FILE)"
_REREAD = "Run `detente reread`"

#: How many documents are looked at at once.
_CHUNK = 200

#: Rows that fit nothing, by what is wrong with them.
_ODD_ROWS = (
    (
        "{n} readings belong to no version of a document",
        select(func.count()).select_from(readings).where(readings.c.version.not_in(select(versions.c.row))),
        _RESTORE,
    ),
    (
        "{n} claims belong to no reading",
        select(func.count()).select_from(claims).where(claims.c.reading.not_in(select(readings.c.row))),
        _RESTORE,
    ),
    (
        "{n} versions belong to no document",
        select(func.count()).select_from(versions).where(versions.c.document.not_in(select(documents.c.id))),
        _RESTORE,
    ),
    (
        "{n} versions have no reading",
        select(func.count()).select_from(versions).where(versions.c.row.not_in(select(readings.c.version))),
        _REREAD,
    ),
    (
        "{n} documents have no text and were not taken out",
        select(func.count())
        .select_from(documents)
        .where(documents.c.forgotten.is_(None), documents.c.id.not_in(select(versions.c.document))),
        "Add them again",
    ),
    (
        "{n} documents that were taken out still have their text",
        select(func.count())
        .select_from(documents)
        .where(documents.c.forgotten.is_not(None), documents.c.id.in_(select(versions.c.document))),
        "Run `detente forget` for them again",
    ),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong with a store."""

    what: str
    where: str
    todo: str


def check(log: Log, step: Callable[[int], None] = lambda _: None) -> tuple[Finding, ...]:
    """Everything that is wrong with a store; nothing where it is sound.

    Schema, the file's integrity, foreign keys, full-text search in step with the texts, rows that belong to nothing, and of each
    claim that counts whether it can be read and its words stand where it says. `step` hears of every document that was looked at.
    """
    found = log.ask(lambda connection: tuple(_of_the_file(connection)))
    if found:
        # What a damaged file says of its rows is worth nothing.
        return found
    return (*log.ask(lambda connection: tuple(_of_the_rows(connection))), *_search(log), *_spans(log, step))


def _of_the_file(connection: Connection) -> Iterator[Finding]:
    revision = schema_version(connection)
    if revision != HEAD:
        yield Finding(f"the schema is {revision}, not {HEAD}", "schema", "Open the store once with this Détente")
    if connection.dialect.name != "sqlite":
        return
    for row in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if row[0] != "ok":
            yield Finding(f"the file is damaged ({row[0]})", "integrity", _RESTORE)
    for row in islice(connection.exec_driver_sql("PRAGMA foreign_key_check"), 20):
        yield Finding(f"row {row[1]} of {row[0]} names a row of {row[2]} that is not there", "foreign keys", _RESTORE)


def _of_the_rows(connection: Connection) -> Iterator[Finding]:
    for what, query, todo in _ODD_ROWS:
        number = connection.execute(query).scalar_one()
        if number:
            yield Finding(what.format(n=number), "rows", todo)
    twice = select(readings.c.version).where(readings.c.superseded_by.is_(None)).group_by(readings.c.version).having(func.count() > 1)
    number = connection.execute(select(func.count()).select_from(twice.subquery())).scalar_one()
    if number:
        yield Finding(f"{number} versions have two readings that count", "rows", _REREAD)


def _search(log: Log) -> Iterator[Finding]:
    """Full-text search checks itself against the texts; it does so by an order, not a question."""
    if not log.is_sqlite:
        return
    for name in ("versions_search", "claims_search"):
        failed: list[str] = []

        def order(connection: Connection, name: str = name, failed: list[str] = failed) -> None:
            if connection.execute(text("SELECT 1 FROM sqlite_master WHERE name = :name"), {"name": name}).first() is None:
                failed.append("it is not there")
                return
            try:
                connection.exec_driver_sql(f"INSERT INTO {name}({name}, rank) VALUES ('integrity-check', 1)")
            except DBAPIError as error:
                failed.append(str(error.orig))

        log.write(order)
        for reason in failed:
            yield Finding(
                f"full-text search is out of step with the texts ({reason})", name, "Rebuild it with `detente store check --mend`"
            )


def mend_search(log: Log) -> None:
    """Make the full-text search anew from the texts."""

    def order(connection: Connection) -> None:
        for name in ("versions_search", "claims_search"):
            connection.exec_driver_sql(f"INSERT INTO {name}({name}) VALUES ('rebuild')")

    if log.is_sqlite:
        log.write(order)


def _spans(log: Log, step: Callable[[int], None]) -> Iterator[Finding]:
    ids = log.ask(lambda connection: list(connection.execute(select(documents.c.id).order_by(documents.c.id)).scalars()))
    for first in range(0, len(ids), _CHUNK):
        chunk = ids[first : first + _CHUNK]
        try:
            for stored in log.stored(chunk):
                yield from _of_claims(stored)
        except (ValueError, KeyError, TypeError) as error:
            yield Finding(f"claims cannot be read back ({type(error).__name__}: {error})", f"documents from {chunk[0]}", _REREAD)
        step(len(chunk))


def _of_claims(stored: Stored) -> Iterator[Finding]:
    for claim in stored.claims:
        span: Any = claim.evidence
        if stored.document.field(span.field)[span.start : span.end] != span.text:
            yield Finding(
                f"the words of claim {claim.id} do not stand at {span.field} {span.start}–{span.end}", stored.document.id, _REREAD
            )
