"""Taking documents out of the log, keeping them from leaving it, and knowing which address belongs to which."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, insert, select, text, update

from detente.errors import NotFoundError
from detente.model import Document
from detente.model.addresses import address_hash, address_key
from detente.store.schema import addresses, claims, decisions, documents, readings, versions

if TYPE_CHECKING:
    from detente.store.log import Log

#: What stands in a decision's reason once what it was about was taken out: the words may quote it.
TAKEN_OUT = "(what this was about was taken out)"


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a document that was taken out."""

    document: str

    #: When (ISO 8601, UTC), and why.
    forgotten: str
    reason: str


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much was taken out with a document."""

    document: str
    versions: int
    claims: int

    #: Decisions of which only the shell is left: who decided what kind of thing, when.
    decisions: int


def note_address(connection: Connection, document: str, url: str | None) -> None:
    """Remember under which address a document was found; the first document that has it keeps it."""
    key = address_hash(url)
    if key is not None and connection.execute(select(addresses.c.key).where(addresses.c.key == key)).first() is None:
        connection.execute(insert(addresses).values(key=key, document=document))


def document_at(connection: Connection, url: str | None) -> str | None:
    """The id of the document that was found at an address, forgotten ones included; None where there is none."""
    key = address_hash(url)
    if key is None:
        return None
    found = connection.execute(select(addresses.c.document).where(addresses.c.key == key)).scalar()
    if found is None:
        # Stores from before addresses were kept know them only as they were written.
        found = connection.execute(select(versions.c.document).where(versions.c.url == url).order_by(versions.c.row)).scalar()
    return None if found is None else str(found)


def known_as(connection: Connection, document: Document) -> Document:
    """The document, under the id of the one that was found at its address where it has only an id made of that address."""
    key = address_hash(document.url)
    if key is None or document.id != f"d{key[:16]}":
        return document
    known = document_at(connection, document.url)
    return document if known is None else replace(document, id=known)


def same_address(one: str | None, other: str | None) -> bool:
    """Whether two addresses are spellings of one."""
    return one is not None and other is not None and address_key(one) is not None and address_key(one) == address_key(other)


def tombstone(connection: Connection, document: str, url: str | None = None) -> Tombstone | None:
    """The tombstone of an id, or of the document that was found at an address; None where nothing was taken out."""
    ids = {document, document_at(connection, url)} - {None}
    query = select(documents).where(documents.c.id.in_(ids), documents.c.forgotten.is_not(None))
    row = connection.execute(query.order_by(documents.c.id != document)).first()
    return None if row is None else Tombstone(row.id, row.forgotten, row.reason or "")


def readmit(connection: Connection, document: Document) -> None:
    """Lift the tombstone that stands against a document, so that it can be brought in again.

    Where its address was that of another id, that one stays taken out and loses the address.
    """
    meant = known_as(connection, document)
    connection.execute(update(documents).where(documents.c.id == meant.id).values(forgotten=None, reason=None))
    key = address_hash(document.url)
    connection.execute(delete(addresses).where(addresses.c.key == key, addresses.c.document != meant.id))


def forget(log: Log, document: str, reason: str, when: str) -> Forgotten:
    """Take a document out for good: every version, its readings and claims, its entries in every search.

    A tombstone stays (id, when, why, hashes of its addresses), and of decisions about it the shell (kind, who, when). On SQLite
    the freed pages are overwritten and the file is written anew, so that the words are not in it any more; backups and copies of
    the file are not touched. Raises NotFoundError where there is no such document, StoreError where another program is writing.
    """
    found: list[Forgotten] = []
    log.write(lambda connection: found.append(_take_out(connection, document, reason, when)))
    log.scrub()
    return found[0]


def _take_out(connection: Connection, document: str, reason: str, when: str) -> Forgotten:
    shell = connection.execute(select(documents).where(documents.c.id == document)).first()
    if shell is None:
        raise NotFoundError(f"there is no document {document!r}", todo="See `detente claims --format json` for ids")
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
    kept = connection.execute(select(versions.c.row, versions.c.url).where(versions.c.document == document)).all()
    rows = [row.row for row in kept]
    read = list(connection.execute(select(readings.c.row).where(readings.c.version.in_(rows))).scalars())
    said = set(connection.execute(select(claims.c.id).where(claims.c.reading.in_(read))).scalars())
    for row in kept:
        note_address(connection, document, row.url)
    emptied = _empty_decisions(connection, {document, *said}, document)
    gone = connection.execute(delete(claims).where(claims.c.reading.in_(read))).rowcount
    connection.execute(update(readings).where(readings.c.row.in_(read)).values(superseded_by=None))
    connection.execute(delete(readings).where(readings.c.row.in_(read)))
    connection.execute(delete(versions).where(versions.c.row.in_(rows)))
    values = {"forgotten": shell.forgotten or when, "reason": reason, "restricted": None}
    connection.execute(update(documents).where(documents.c.id == document).values(values))
    _clear_beside(connection, document)
    return Forgotten(document, len(rows), gone, emptied)


def _empty_decisions(connection: Connection, ids: set[str], document: str) -> int:
    """Leave of the decisions about some ids, or standing on a document, only who decided what kind of thing and when."""
    emptied = 0
    for row in connection.execute(select(decisions)).all():
        anchor = json.loads(row.anchor) if row.anchor else None
        if not (ids & set(json.loads(row.subjects)) or (anchor and anchor[0] == document)):
            continue
        connection.execute(update(decisions).where(decisions.c.row == row.row).values(payload=_shell(row.payload), reason=TAKEN_OUT))
        emptied += 1
    return emptied


def _shell(payload: str) -> str:
    """A payload without what was put in place: which field of which kind of claim may stay."""
    try:
        data: Any = json.loads(payload)
    except ValueError:
        return "{}"
    kept = {key: data[key] for key in ("field", "kind") if isinstance(data, dict) and key in data}
    return json.dumps(kept)


def _clear_beside(connection: Connection, document: str) -> None:
    """Clear what was made of the log and may quote it; it is made again when it is asked for."""
    from detente.store.telling import drop_document

    names = _tables(connection)
    if "follow_pages" in names:
        drop_document(connection, document)
    if "answers" in names:
        connection.execute(text("DELETE FROM answers"))
    if {"speakers", "ledger"} <= names:
        connection.execute(text("DELETE FROM speakers WHERE row NOT IN (SELECT speaker FROM ledger WHERE speaker IS NOT NULL)"))
    if connection.dialect.name == "sqlite":
        for search in names & {"versions_search", "claims_search"}:
            connection.exec_driver_sql(f"INSERT INTO {search}({search}) VALUES ('optimize')")


def _tables(connection: Connection) -> set[str]:
    from sqlalchemy import inspect

    return set(inspect(connection).get_table_names())


def restrict(log: Log, ids: Iterable[str], when: str | None) -> None:
    """Mark documents as not to leave in exports and feeds since `when` (ISO 8601, UTC); None lifts it. Raises NotFoundError."""

    def order(connection: Connection) -> None:
        for identity in ids:
            known = documents.c.id == identity, documents.c.forgotten.is_(None)
            if not connection.execute(update(documents).where(*known).values(restricted=when)).rowcount:
                raise NotFoundError(f"there is no document {identity!r}", todo="See `detente claims --format json` for ids")

    log.write(order)


def restricted_ids(log: Log) -> frozenset[str]:
    """The ids of documents that may not leave in exports and feeds."""
    query = select(documents.c.id).where(documents.c.restricted.is_not(None))
    return log.ask(lambda connection: frozenset(connection.execute(query).scalars()))
