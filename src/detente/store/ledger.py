"""Looking claims up: by document, speaker, outlet, kind, day and words."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, column, exists, func, select, table

from detente.store.filters import ClaimFilter, askable, match_expression, terms
from detente.store.schema import claims, readings, versions

#: How many ids go into one question; SQLite takes 32,766 values.
_CHUNK = 10_000


def find(connection: Connection, wanted: ClaimFilter) -> list[Any]:
    """The rows of claims, each with the columns of its version, by day, document and place in the text."""
    if wanted.text is not None and not terms(wanted.text):
        return []
    if wanted.documents is None:
        return list(connection.execute(_query(connection, wanted, None)))
    ids = sorted(wanted.documents)
    rows: list[Any] = []
    for first in range(0, len(ids), _CHUNK):
        rows += connection.execute(_query(connection, wanted, ids[first : first + _CHUNK]))
    rows.sort(key=lambda row: (row.day, row.document, row.field != "title", row.start, row.row))
    return rows[: wanted.limit] if wanted.limit is not None else rows


def _query(connection: Connection, wanted: ClaimFilter, ids: list[str] | None) -> Select[Any]:
    day = func.substr(func.coalesce(versions.c.published, versions.c.recorded), 1, 10).label("day")
    shown = [c for c in versions.c if c.name not in ("row", "recorded")]
    later = versions.alias()
    query = (
        select(claims, day, readings.c.version, *shown)
        .join(readings, readings.c.row == claims.c.reading)
        .join(versions, versions.c.row == readings.c.version)
        .where(readings.c.superseded_by.is_(None))
        .where(~exists().where(and_(later.c.document == versions.c.document, later.c.number > versions.c.number)))
        .order_by(day, versions.c.document, claims.c.field.desc(), claims.c.start, claims.c.row)
        .limit(wanted.limit)
    )
    if ids is not None:
        query = query.where(versions.c.document.in_(ids))
    return query.where(*_conditions(connection.dialect.name, wanted))


def _conditions(dialect: str, wanted: ClaimFilter) -> list[ColumnElement[bool]]:
    fold = func.casefold if dialect == "sqlite" else func.lower
    said = func.substr(func.coalesce(claims.c.said, versions.c.published, versions.c.recorded), 1, 10)
    found: list[ColumnElement[bool]] = []
    if wanted.id is not None:
        found.append(claims.c.id == wanted.id)
    if wanted.kind is not None:
        found.append(claims.c.kind == wanted.kind)
    if wanted.speaker is not None:
        found.append(fold(claims.c.speaker).contains(askable(wanted.speaker).casefold(), autoescape=True))
    if wanted.outlet is not None:
        found.append(fold(versions.c.outlet).contains(askable(wanted.outlet).casefold(), autoescape=True))
    if wanted.since is not None:
        found.append(said >= wanted.since)
    if wanted.until is not None:
        found.append(said <= wanted.until)
    if wanted.text is not None and dialect == "sqlite":
        search = table("claims_search", column("rowid"))
        matching = select(search.c.rowid).where(column("claims_search").op("MATCH")(match_expression(wanted.text)))
        found.append(claims.c.row.in_(matching))
    elif wanted.text is not None:
        found += [fold(claims.c.evidence).contains(term.casefold(), autoescape=True) for term, _ in terms(wanted.text)]
    return found
