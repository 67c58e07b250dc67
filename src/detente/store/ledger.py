"""Looking claims up: by document, track, speaker, outlet, kind, day and words.

A question goes one of two ways. Where what it asks for is rare (an id, a speaker, a few words), the claims that fit are found
first and then put in order. Where it is common and only so many are wanted, documents are gone through in order and the
search stops when there are enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, column, func, select, table
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.selectable import FromClause, Join

from detente.store.filters import ClaimFilter, askable, match_expression, terms
from detente.store.schema import claims, ledger, placings, speakers, versions

#: How many ids go into one question; SQLite takes 32,766 values.
_CHUNK = 10_000

#: What more claims than this have in common is common.
_COMMON = 20_000

_search = table("claims_search", column("rowid"), column("claims_search"))


class _InOrder(Join):
    """A join whose left side SQLite goes through first: what it does where it reads CROSS JOIN."""

    inherit_cache = True


@compiles(_InOrder)
def _compiled(join: _InOrder, compiler: SQLCompiler, **options: Any) -> str:
    options["asfrom"] = True
    left, right = (compiler.process(side, **options) for side in (join.left, join.right))
    return f"{left} CROSS JOIN {right} ON {compiler.process(join.onclause, **options)}"  # type: ignore[arg-type]


def find(connection: Connection, wanted: ClaimFilter) -> list[Any]:
    """The rows of claims, each with the columns of its version, by day, document and place in the text."""
    if wanted.text is not None and not terms(wanted.text):
        return []
    if wanted.documents is None:
        return _fetched(connection, _found(connection, wanted, None))
    ids = sorted(wanted.documents)
    found: list[Any] = []
    for first in range(0, len(ids), _CHUNK):
        found += _found(connection, wanted, ids[first : first + _CHUNK])
    if len(ids) > _CHUNK:
        found.sort(key=lambda row: (row.day, row.document, row.spot), reverse=wanted.latest_first)
    return _fetched(connection, found[: wanted.limit] if wanted.limit is not None else found)


def _found(connection: Connection, wanted: ClaimFilter, ids: Sequence[str] | None) -> list[Any]:
    """The rows of the ledger that fit, in order, each with the day and document."""
    sqlite = connection.dialect.name == "sqlite"
    conditions = _conditions(connection, wanted)
    if ids is not None:
        conditions.append(placings.c.document.in_(ids))
    few = wanted.limit is None or _rare(connection, wanted, sqlite)
    of_document = ledger.c.version == placings.c.version
    source: FromClause
    if not sqlite:
        source = placings.join(ledger, of_document).join(claims, claims.c.row == ledger.c.row)
    elif ids is not None or wanted.track is not None:
        source = _InOrder(placings, ledger, of_document)
    elif few:
        source = _InOrder(ledger, placings, of_document)
    elif wanted.text is not None:
        # The claims of a document lie in a row, so that each document's are searched in one go.
        near = _search.c.rowid.between(placings.c.first_row, placings.c.last_row)
        here = and_(ledger.c.row == _search.c.rowid, of_document)
        source = _InOrder(_InOrder(placings, _search, near), ledger, here)
    else:
        source = _InOrder(placings, ledger, of_document)
    if wanted.text is not None:
        conditions += _holding(wanted.text, sqlite, few or ids is not None or wanted.track is not None)
    query = select(ledger.c.row, ledger.c.version, ledger.c.spot, placings.c.day, placings.c.document)
    order: list[ColumnElement[Any]] = [placings.c.day, placings.c.document, ledger.c.spot]
    if wanted.latest_first:
        order = [part.desc() for part in order]
    return list(connection.execute(query.select_from(source).where(*conditions).order_by(*order).limit(wanted.limit)))


def _holding(words: str, sqlite: bool, apart: bool) -> list[ColumnElement[bool]]:
    """That the evidence has all of some words; `apart` where the search is not one of the tables gone through."""
    if not sqlite:
        return [func.lower(claims.c.evidence).contains(term.casefold(), autoescape=True) for term, _ in terms(words)]
    return [ledger.c.row.in_(_matching(words))] if apart else [_search.c.claims_search.op("MATCH")(match_expression(words))]


def _matching(words: str) -> Select[Any]:
    """The rows of claims whose evidence has all of some words."""
    return select(_search.c.rowid).where(_search.c.claims_search.op("MATCH")(match_expression(words)))


def _rare(connection: Connection, wanted: ClaimFilter, sqlite: bool) -> bool:
    """Whether something that is asked for is rare."""
    if wanted.id is not None or not sqlite:
        return True
    asked = []
    if wanted.speaker is not None:
        asked.append(select(ledger.c.row).where(ledger.c.speaker.in_(_named(connection, wanted.speaker))))
    if wanted.text is not None:
        asked.append(_matching(wanted.text))
    if wanted.since is not None or wanted.until is not None:
        said = [ledger.c.said >= wanted.since] if wanted.since is not None else []
        said += [ledger.c.said <= wanted.until] if wanted.until is not None else []
        asked.append(select(ledger.c.row).where(*said))
    counts = (connection.execute(select(func.count()).select_from(q.limit(_COMMON + 1).subquery())).scalar_one() for q in asked)
    return any(count <= _COMMON for count in counts)


def _conditions(connection: Connection, wanted: ClaimFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.id is not None:
        found.append(ledger.c.row.in_(select(claims.c.row).where(claims.c.id == wanted.id)))
    if wanted.track is not None:
        found.append(placings.c.track == wanted.track)
    if wanted.kind is not None:
        found.append(ledger.c.kind == wanted.kind)
    if wanted.speaker is not None:
        found.append(ledger.c.speaker.in_(_named(connection, wanted.speaker)))
    if wanted.outlet is not None:
        part = askable(wanted.outlet).casefold()
        outlets = connection.execute(select(placings.c.outlet).distinct()).scalars()
        found.append(placings.c.outlet.in_([name for name in outlets if part in name.casefold()]))
    if wanted.since is not None:
        found += [ledger.c.said >= wanted.since, placings.c.last_said >= wanted.since]
    if wanted.until is not None:
        found += [ledger.c.said <= wanted.until, placings.c.first_said <= wanted.until]
    return found


def _named(connection: Connection, part: str) -> Select[Any]:
    """The rows of the speakers whose names have a part, in capitals or not."""
    where = func.instr if connection.dialect.name == "sqlite" else func.strpos
    return select(speakers.c.row).where(where(speakers.c.folded, askable(part).casefold()) > 0)


def _fetched(connection: Connection, found: Sequence[Any]) -> list[Any]:
    """The claims of rows of the ledger, each with the columns of its version, in the order given."""
    whole: dict[int, Any] = {}
    of: dict[int, Any] = {}
    for first in range(0, len(found), _CHUNK):
        part = found[first : first + _CHUNK]
        for claim in connection.execute(select(claims).where(claims.c.row.in_([row.row for row in part]))):
            whole[claim.row] = claim
        fresh = {row.version for row in part} - of.keys()
        for version in connection.execute(select(versions).where(versions.c.row.in_(fresh))):
            of[version.row] = version
    return [(whole[row.row], of[row.version]) for row in found if row.row in whole]
