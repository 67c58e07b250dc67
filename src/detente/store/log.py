"""The log itself: what is written to it and read from it, a transaction a document."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar

from sqlalchemy import Connection, Engine, Select, func, insert, literal, select, update

from detente.errors import NotFoundError
from detente.model import Claim, Decision, Document, Reading
from detente.store import codec, ledger, placing, upkeep
from detente.store.filters import ClaimFilter
from detente.store.opening import connect, guarded, parse_url, schema_version, waiting
from detente.store.schema import claims, decisions, documents, pulse, readings, versions

Answer = TypeVar("Answer")

#: How many ids go into one question; SQLite takes 32,766 values.
_CHUNK = 10_000

Standing = Literal["unknown", "same", "changed", "forgotten"]


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """One version of a document as it lies in the store."""

    document: Document

    #: Counted from 1; the highest is the newest.
    number: int

    #: When it was recorded (ISO 8601, UTC).
    recorded: str


@dataclass(frozen=True, slots=True)
class Stored:
    """One version of a document with the claims of its newest reading."""

    document: Document
    number: int
    recorded: str

    #: Name and version of the reader, as in `en-1`.
    reader: str

    #: The small profile that reconciling asked to keep, as plain JSON.
    profile: Mapping[str, Any]
    claims: tuple[Claim, ...]


def open_log(url: str, *, create: bool = True) -> Log:
    """The log at a URL (or the path of an SQLite file), its schema brought up to date.

    Raises UsageError for a URL that cannot be, StoreError where it cannot be opened or, without `create`, is not there.
    """
    parsed = parse_url(url)
    return Log(connect(parsed, create=create))


class Log:
    """Documents with their versions and readings, claims, and decisions. Close it, or use it in a `with` statement."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.url = engine.url.render_as_string(hide_password=True)

    def __enter__(self) -> Log:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def is_sqlite(self) -> bool:
        """Whether it is an SQLite file."""
        return self._engine.dialect.name == "sqlite"

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with guarded(self.url), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self, patience: float | None = None) -> Iterator[Connection]:
        with guarded(self.url), self._engine.connect().execution_options(writes=True) as c, waiting(c, patience), c.begin():
            yield c

    def ask(self, question: Callable[[Connection], Answer]) -> Answer:
        """The answer to a question that is put to the database itself (see `outlets`)."""
        with self._reading() as connection:
            return question(connection)

    def write(self, order: Callable[[Connection], None], *, patience: float | None = None) -> None:
        """Carry out an order in one transaction; waits so many seconds for other writers where that is said. Raises StoreError."""
        with self._writing(patience) as connection:
            order(connection)

    def scrub(self) -> None:
        """Write the file anew, without what was deleted from it; only SQLite needs that. Raises StoreError where it is in use."""
        if not self.is_sqlite:
            return
        with guarded(self.url), self._engine.connect() as connection:
            # Neither order can be part of a transaction, which the engine would begin.
            driver: Any = connection.connection.driver_connection
            driver.execute("VACUUM")
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    # --- documents -----------------------------------------------------------------------------------------------------

    def newest(self, document: str) -> Document | None:
        """The newest version of a document, or None."""
        with self._reading() as connection:
            row = connection.execute(_versions_of(document).order_by(versions.c.number.desc()).limit(1)).first()
        return None if row is None else codec.document_from(row)

    def standing(self, document: Document) -> tuple[Standing, Document]:
        """Whether the store has the document already, and the document as it should be kept.

        A later hand-in adds to what is known and never blanks it: an outlet or date that it leaves out stays as it was. One that
        came without an id of its own goes by that of the document that was found at its address. What was taken out, by its id or
        its address, is "forgotten".
        """
        with self._reading() as connection:
            if upkeep.tombstone(connection, document.id, document.url) is not None:
                return "forgotten", document
            document = upkeep.known_as(connection, document)
        old = self.newest(document.id)
        if old is None:
            return "unknown", document
        merged = replace(
            document,
            title=document.title or old.title,
            outlet=document.outlet or old.outlet,
            url=old.url if upkeep.same_address(document.url, old.url) else document.url or old.url,
            published=document.published or old.published,
        )
        return ("same" if merged == old else "changed"), merged

    def versions_of(self, document: str) -> tuple[StoredDocument, ...]:
        """Every version of a document, the oldest first. Raises NotFoundError."""
        with self._reading() as connection:
            rows = connection.execute(_versions_of(document).order_by(versions.c.number)).all()
        if not rows:
            raise NotFoundError(f"there is no document {document!r}", todo="See `detente claims` for ids")
        return tuple(StoredDocument(codec.document_from(row), row.number, row.recorded) for row in rows)

    def add(self, reading: Reading, profile: Mapping[str, Any], reader: str, recorded: str, *, restricted: bool = False) -> int:
        """Keep a document that is new, or a new version of one, with its reading; gives the number of the version.

        With `restricted` the document may not leave in exports and feeds from that moment on.
        """
        with self._writing() as connection:
            number = _add(connection, reading, profile, reader, recorded)
            if restricted:
                connection.execute(update(documents).where(documents.c.id == reading.document.id).values(restricted=recorded))
            return number

    def add_many(self, read: Iterable[tuple[Reading, Mapping[str, Any], str, str]]) -> None:
        """Keep many documents in one transaction: each with its profile, its reader and when it was recorded, as `add` takes them."""
        with self._writing() as connection:
            for reading, profile, reader, recorded in read:
                _add(connection, reading, profile, reader, recorded)

    def add_reading(self, number: int, reading: Reading, profile: Mapping[str, Any], reader: str, recorded: str) -> None:
        """Keep a newer reading of a version that is in the store; the older ones stay, marked as superseded."""
        with self._writing() as connection:
            query = select(versions.c.row).where(versions.c.document == reading.document.id, versions.c.number == number)
            version = connection.execute(query).scalar_one()
            row = _insert_reading(connection, version, reading, profile, reader, recorded)
            older = readings.c.version == version, readings.c.row != row, readings.c.superseded_by.is_(None)
            connection.execute(update(readings).where(*older).values(superseded_by=row))

    def position(self) -> tuple[int, int]:
        """How far the log has come: it changes with every document, reading and decision, and is what a cache is keyed by."""
        with self._reading() as connection:
            newest = select(func.max(decisions.c.row)).scalar_subquery()
            if connection.dialect.name == "sqlite":
                found = connection.execute(select(select(pulse.c.beat).scalar_subquery(), newest)).one()
            else:
                # Without triggers, what is counted stands for the beat.
                counted = select(func.max(readings.c.row) + func.count()).select_from(readings).scalar_subquery()
                found = connection.execute(select(counted, newest)).one()
        return found[0] or 0, found[1] or 0

    # --- readings and claims -------------------------------------------------------------------------------------------

    def stored(self, ids: Collection[str] | None = None, *, kinds: Collection[str] | None = None) -> tuple[Stored, ...]:
        """Every version of every document (or of those named) with its newest claims (of some kinds), in order of recording."""
        query = (
            select(versions, readings.c.row.label("reading"), readings.c.reader, readings.c.profile)
            .join(readings, readings.c.version == versions.c.row)
            .where(readings.c.superseded_by.is_(None))
            .order_by(versions.c.row)
        )
        if ids is not None:
            query = query.where(versions.c.document.in_(ids))
        with self._reading() as connection, codec.in_bulk():
            rows = connection.execute(query).all()
            of = _claims_of(connection, {row.reading: row.document for row in rows}, kinds)
        return tuple(
            Stored(
                document=codec.document_from(row),
                number=row.number,
                recorded=row.recorded,
                reader=row.reader,
                profile=json.loads(row.profile),
                claims=tuple(of.get(row.reading, ())),
            )
            for row in rows
        )

    def documents(self, ids: Collection[str], *, texts: bool = True) -> tuple[StoredDocument, ...]:
        """Every version of the documents named, in order of recording; without `texts` those are left empty."""
        query = select(versions) if texts else _TEXTLESS
        with self._reading() as connection:
            rows = connection.execute(query.where(versions.c.document.in_(ids)).order_by(versions.c.row)).all()
        return tuple(StoredDocument(codec.document_from(row), row.number, row.recorded) for row in rows)

    def reading_of(self, document: str, number: int | None = None) -> Reading:
        """The newest reading of a version of a document (of its newest version where no number is given).

        Raises NotFoundError.
        """
        query = (
            select(versions, readings.c.row.label("reading"), readings.c.times, readings.c.places, readings.c.actors, readings.c.warnings)
            .join(readings, readings.c.version == versions.c.row)
            .where(versions.c.document == document, readings.c.superseded_by.is_(None))
            .order_by(versions.c.number.desc())
        )
        with self._reading() as connection:
            row = connection.execute(query.where(versions.c.number == number) if number else query).first()
            if row is None:
                raise NotFoundError(f"there is no document {document!r}", todo="See `detente claims` for ids")
            found = connection.execute(select(claims).where(claims.c.reading == row.reading).order_by(claims.c.row)).all()
        return Reading(
            codec.document_from(row),
            tuple(codec.claim_from(claim, document) for claim in found),
            codec.times_from(row.times),
            codec.places_from(row.places),
            codec.actors_from(row.actors),
            tuple(json.loads(row.warnings)),
        )

    def claims(self, wanted: ClaimFilter) -> tuple[tuple[Claim, Document], ...]:
        """The claims of newest readings of newest versions that a filter lets through, each with its document, by day."""
        with self._reading() as connection:
            rows = ledger.find(connection, wanted)
        kept = {v.row: codec.document_from(v) for _, v in rows}
        with codec.in_bulk():
            return tuple((codec.claim_from(claim, v.document), kept[v.row]) for claim, v in rows)

    # --- decisions -----------------------------------------------------------------------------------------------------

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions in the order made; one that was taken back says when."""
        with self._reading() as connection:
            rows = connection.execute(select(decisions).order_by(decisions.c.row)).all()
        return codec.decisions_from(rows)

    def decide(self, decision: Decision) -> None:
        """Write a decision down."""
        self._write_decision(decision.id, decision.kind, decision.subjects, decision)

    def undo(self, undoing: Decision) -> None:
        """Take the decision back that is the first subject of `undoing`. The two stay on record."""
        self._write_decision(undoing.id, "undo", undoing.subjects, undoing)

    def _write_decision(self, number: str, kind: str, subjects: tuple[str, ...], decision: Decision) -> None:
        with self._writing() as connection:
            connection.execute(
                insert(decisions).values(
                    id=number,
                    kind=kind,
                    subjects=codec.dump(subjects),
                    by=decision.by,
                    made=decision.made,
                    reason=decision.reason,
                    payload=decision.payload,
                    anchor=codec.dump(decision.anchor) if decision.anchor else None,
                )
            )

    # --- about the store -----------------------------------------------------------------------------------------------

    def figures(self) -> dict[str, str | int]:
        """The schema's revision and how much the store holds."""
        with self._reading() as connection:
            counts = {
                t.name: connection.execute(select(func.count()).select_from(t)).scalar_one()
                for t in (documents, versions, readings, claims, decisions)
            }
            return {"schema": schema_version(connection) or "", **counts}


def _claims_of(connection: Connection, of: Mapping[int, str], kinds: Collection[str] | None) -> dict[int, list[Claim]]:
    """Reading -> its claims (of some kinds) in order; the readings are given with their documents."""
    found: dict[int, list[Claim]] = {}
    query = select(claims).order_by(claims.c.reading, claims.c.row)
    if kinds is not None:
        query = query.where(claims.c.kind.in_(kinds))
    numbers = list(of)
    for first in range(0, len(numbers), _CHUNK):
        for row in connection.execute(query.where(claims.c.reading.in_(numbers[first : first + _CHUNK]))):
            found.setdefault(row.reading, []).append(codec.claim_from(row, of[row.reading]))
    return found


#: Versions as they stand, with an empty text.
_TEXTLESS = select(*(column for column in versions.c if column.name != "text"), literal("").label("text"))


def _versions_of(document: str) -> Select[Any]:
    return select(versions).where(versions.c.document == document)


def _key(result: Any) -> int:
    return int(result.inserted_primary_key[0])


def _add(connection: Connection, reading: Reading, profile: Mapping[str, Any], reader: str, recorded: str) -> int:
    """Write a new document or version with its reading; gives the number of the version."""
    document = reading.document
    known = connection.execute(select(documents.c.id).where(documents.c.id == document.id)).first()
    if known is None:
        connection.execute(insert(documents).values(id=document.id, recorded=recorded))
    upkeep.note_address(connection, document.id, document.url)
    highest = connection.execute(select(func.max(versions.c.number)).where(versions.c.document == document.id)).scalar()
    number: int = (highest or 0) + 1
    result = connection.execute(
        insert(versions).values(
            document=document.id,
            number=number,
            title=document.title,
            text=document.text,
            outlet=document.outlet,
            url=document.url,
            language=document.language,
            published=document.published,
            recorded=recorded,
        )
    )
    _insert_reading(connection, _key(result), reading, profile, reader, recorded)
    return number


def _insert_reading(connection: Connection, version: int, reading: Reading, profile: Mapping[str, Any], reader: str, recorded: str) -> int:
    result = connection.execute(
        insert(readings).values(
            version=version,
            reader=reader,
            profile=codec.dump(dict(profile)),
            times=codec.dump(reading.times),
            places=codec.dump(reading.places),
            actors=codec.dump(reading.actors),
            warnings=codec.dump(reading.warnings),
            recorded=recorded,
        )
    )
    row = _key(result)
    found = [
        {
            "reading": row,
            "id": claim.id,
            "kind": claim.kind,
            "field": claim.evidence.field,
            "start": claim.evidence.start,
            "end": claim.evidence.end,
            "evidence": claim.evidence.text,
            "speaker": claim.chain[0].name if claim.chain else None,
            "party": claim.speaker_party,
            "certainty": claim.certainty,
            "polarity": claim.polarity,
            "said": claim.said,
            "rule": claim.rule,
            "body": codec.body_of(claim),
        }
        for claim in reading.claims
    ]
    if found:
        connection.execute(insert(claims), found)
    placing.enter(connection, version, row, reading.claims)
    return row
