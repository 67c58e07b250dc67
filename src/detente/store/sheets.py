"""One version of a document with what a page about it needs, and no more."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from detente.errors import NotFoundError
from detente.model import Claim, Document
from detente.store import codec
from detente.store.schema import claims, readings, versions

#: Asked for every document that is shown, so they are put together once.
_VERSIONS = select(versions.c.number, versions.c.recorded).where(versions.c.document == bindparam("document")).order_by(versions.c.number)
_CHOSEN = (
    select(versions, readings.c.row.label("reading"), readings.c.warnings)
    .join(readings, readings.c.version == versions.c.row)
    .where(
        versions.c.document == bindparam("document"),
        versions.c.number == bindparam("number"),
        readings.c.superseded_by.is_(None),
    )
)
_CLAIMS = select(claims).where(claims.c.reading == bindparam("reading")).order_by(claims.c.row)


@dataclass(frozen=True, slots=True)
class VersionRead:
    """A version of a document as it was last read."""

    document: Document
    claims: tuple[Claim, ...]
    warnings: tuple[str, ...]

    #: All versions of the document, the oldest first: number, and when it was recorded (ISO 8601, UTC).
    versions: tuple[tuple[int, str], ...]


def version_read(document: str, number: int | None = None) -> Callable[[Connection], VersionRead]:
    """The question for a version of a document (the newest where no number is given); it raises NotFoundError."""

    def question(connection: Connection) -> VersionRead:
        known = tuple((row.number, row.recorded) for row in connection.execute(_VERSIONS, {"document": document}))
        wanted = number if number else known[-1][0] if known else 0
        row = connection.execute(_CHOSEN, {"document": document, "number": wanted}).first()
        if row is None:
            raise NotFoundError(f"there is no document {document!r}", todo="See `detente claims` for ids")
        found = connection.execute(_CLAIMS, {"reading": row.reading})
        with codec.in_bulk():
            made = tuple(codec.claim_from(claim, document) for claim in found)
        return VersionRead(codec.document_from(row), made, tuple(json.loads(row.warnings)), known)

    return question
