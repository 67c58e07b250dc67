"""What is kept beside the log so that it answers quickly: where each document stands, and the narrow ledger of its claims.

Written in the transaction that writes a document; all of it can be made again from the log.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from detente.model import Claim
from detente.store.schema import claims, ledger, placings, readings, speakers, versions


def enter(connection: Connection, version: int, reading: int, found: Sequence[Claim]) -> None:
    """Take note of a new reading, whose claims have been written. Of an older version only that there is another reading of it."""
    query = select(versions.c.document, versions.c.number, versions.c.outlet, versions.c.published, versions.c.recorded)
    written = connection.execute(query.where(versions.c.row == version)).one()
    standing = connection.execute(
        select(versions.c.row, readings.c.row.label("reading"))
        .join(readings, readings.c.version == versions.c.row)
        .where(versions.c.document == written.document, readings.c.superseded_by.is_(None))
        .order_by(versions.c.number, readings.c.row)
    ).all()
    # The reading that this one supersedes is not marked as such yet.
    trail = {row.row: row.reading for row in standing}
    marks = {"trail": ",".join(str(row) for row in trail.values())}
    known = connection.execute(select(placings.c.version).where(placings.c.document == written.document)).scalar()
    if version != list(trail)[-1]:
        connection.execute(update(placings).where(placings.c.document == written.document).values(marks))
        return
    day = (written.published or written.recorded)[:10]
    said = [(claim.said or day)[:10] for claim in found]
    rows = list(connection.execute(select(claims.c.row).where(claims.c.reading == reading).order_by(claims.c.row)).scalars())
    values = {
        **marks,
        "version": version,
        "day": day,
        "outlet": written.outlet,
        "claims": len(found),
        "first_row": rows[0] if rows else 0,
        "last_row": rows[-1] if rows else -1,
        "first_said": min(said, default=None),
        "last_said": max(said, default=None),
    }
    if known is None:
        connection.execute(insert(placings).values(document=written.document, **values))
    else:
        connection.execute(delete(ledger).where(ledger.c.version == known))
        connection.execute(update(placings).where(placings.c.document == written.document).values(values))
    if rows:
        connection.execute(insert(ledger), _lines(connection, version, rows, said, found))


def _lines(connection: Connection, version: int, rows: Sequence[int], said: Sequence[str], found: Sequence[Claim]) -> list[dict[str, Any]]:
    """The ledger's lines of a document, each with its place in the text."""
    names = _speakers(connection, {claim.chain[0].name for claim in found if claim.chain})
    order = sorted(range(len(rows)), key=lambda i: (found[i].evidence.field != "title", found[i].evidence.start, rows[i]))
    return [
        {
            "row": rows[i],
            "version": version,
            "spot": spot,
            "kind": found[i].kind,
            "speaker": names[found[i].chain[0].name] if found[i].chain else None,
            "said": said[i],
        }
        for spot, i in enumerate(order, 1)
    ]


def _speakers(connection: Connection, names: set[str]) -> dict[str, int]:
    """The rows of names; those that are new are written."""
    query = select(speakers.c.name, speakers.c.row).where(speakers.c.name.in_(names))
    known = {row.name: row.row for row in connection.execute(query)} if names else {}
    fresh = sorted(names - known.keys())
    if fresh:
        connection.execute(insert(speakers), [{"name": name, "folded": name.casefold()} for name in fresh])
        known = {row.name: row.row for row in connection.execute(query)}
    return known
