"""What was worked out of the log and is kept beside it: tracks as sorted, and answers; written only where nobody was quicker."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from detente.model import Track
from detente.store.schema import answers, cards, claims, placings, pulse, readings, sightings, versions

#: How many ids go into one question.
_CHUNK = 10_000

#: How many answers of one kind are kept of a track; the oldest go first.
_ANSWERS = 12


@dataclass(frozen=True, slots=True)
class Pulse:
    """How far the log has come, up to where it was sorted into tracks, and by which program."""

    beat: int
    sorted: int
    program: str


@dataclass(frozen=True, slots=True)
class Placing:
    """Where a document stands: the rows of its readings that count, its day, and its track."""

    document: str
    trail: str
    day: str
    claims: int
    track: str | None
    place: int | None

    #: The trail that it had when it was sorted.
    stood: str | None


@dataclass(frozen=True, slots=True)
class Card:
    """A track without its documents, and a digest of the decisions that bear on it."""

    track: Track
    documents: int
    claims: int
    ruling: str


@dataclass(frozen=True, slots=True)
class Resorted:
    """What is different after the log was sorted anew."""

    beat: int
    program: str

    #: Document -> (track, place in it, trail), for those that moved.
    moved: Mapping[str, tuple[str | None, int | None, str]]

    #: Document -> (trail, JSON), for those seen for the first time.
    sighted: Mapping[str, tuple[str, str]]
    cards: Sequence[Card]

    #: Track -> the day from which answers are no longer good; all of them are where it is the first day there is.
    stale: Mapping[str, str]

    #: Whether nothing that was kept is good any more.
    afresh: bool = False


def pulse_of(connection: Connection) -> Pulse:
    """How far the log has come. Where nothing counts the beats (no SQLite), everything is sorted anew each time."""
    row = connection.execute(select(pulse.c.beat, pulse.c.sorted, pulse.c.program)).one()
    if connection.dialect.name == "sqlite":
        return Pulse(row.beat, row.sorted, row.program)
    counted = select(func.coalesce(func.max(readings.c.row), 0) + func.count()).select_from(readings)
    return Pulse(connection.execute(counted).scalar_one(), -1, row.program)


def placings_of(connection: Connection) -> list[Placing]:
    """Where every document stands."""
    shown = placings.c
    rows = connection.execute(select(shown.document, shown.trail, shown.day, shown.claims, shown.track, shown.place, shown.stood)).all()
    trails = _trails(connection) if any(not row.trail for row in rows) else {}
    return [Placing(r.document, r.trail or trails.get(r.document, ""), r.day, r.claims, r.track, r.place, r.stood) for r in rows]


def _trails(connection: Connection) -> dict[str, str]:
    """The trails of documents that came in before trails were kept."""
    query = (
        select(versions.c.document, readings.c.row)
        .join(readings, readings.c.version == versions.c.row)
        .where(readings.c.superseded_by.is_(None))
        .order_by(versions.c.document, versions.c.number)
    )
    found: dict[str, list[str]] = {}
    for row in connection.execute(query):
        found.setdefault(row.document, []).append(str(row.row))
    return {document: ",".join(rows) for document, rows in found.items()}


def sightings_of(connection: Connection, documents: Sequence[str] | None = None) -> dict[str, tuple[str, str]]:
    """Document -> (trail, JSON) of what sorting knows of it; of all documents, or of those named."""
    query = select(sightings.c.document, sightings.c.trail, sightings.c.data)
    if documents is None:
        return {row.document: (row.trail, row.data) for row in connection.execute(query)}
    found = {}
    for first in range(0, len(documents), _CHUNK):
        part = query.where(sightings.c.document.in_(documents[first : first + _CHUNK]))
        found.update({row.document: (row.trail, row.data) for row in connection.execute(part)})
    return found


def cards_of(connection: Connection) -> list[Card]:
    """The tracks as they were last sorted, in order."""
    rows = connection.execute(select(cards).order_by(cards.c.place))
    return [
        Card(
            Track(r.id, r.name, tuple(json.loads(r.parties)), (), tuple(json.loads(r.mediators)), 0, r.latest),
            r.documents,
            r.claims,
            r.ruling,
        )
        for r in rows
    ]


def documents_of(track: str | None) -> Callable[[Connection], list[tuple[str, str]]]:
    """The question for the documents of a track (of all tracks where none is named), each with its track, in order."""

    def question(connection: Connection) -> list[tuple[str, str]]:
        query = select(placings.c.track, placings.c.document).order_by(placings.c.track, placings.c.place)
        query = query.where(placings.c.track == track) if track is not None else query.where(placings.c.track.is_not(None))
        return [(row.track, row.document) for row in connection.execute(query)]

    return question


#: Asked for each document that is shown, so it is put together once.
_HOMES = select(placings.c.document, placings.c.track).where(
    placings.c.document.in_(bindparam("documents", expanding=True)), placings.c.track.is_not(None)
)


def homes_of(documents: Sequence[str]) -> Callable[[Connection], dict[str, str]]:
    """The question for the tracks of documents, those that are in one."""

    def question(connection: Connection) -> dict[str, str]:
        return {row.document: row.track for row in connection.execute(_HOMES, {"documents": list(documents)})}

    return question


def documents_of_claims(ids: Sequence[str]) -> Callable[[Connection], dict[str, set[str]]]:
    """The question for the documents that claims of these ids were read in, by any reading."""

    def question(connection: Connection) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        query = select(claims.c.id, versions.c.document).join(readings, readings.c.row == claims.c.reading)
        query = query.join(versions, versions.c.row == readings.c.version)
        for first in range(0, len(ids), _CHUNK):
            for row in connection.execute(query.where(claims.c.id.in_(ids[first : first + _CHUNK]))):
                found.setdefault(row.id, set()).add(row.document)
        return found

    return question


def keep_sorting(found: Resorted) -> Callable[[Connection], None]:
    """The order that writes down how the log is sorted now; it does nothing where somebody has sorted it further."""

    def order(connection: Connection) -> None:
        at = pulse_of(connection)
        if at.sorted > found.beat and at.program == found.program:
            return
        if found.afresh:
            for table in (answers, sightings):
                connection.execute(delete(table))
        _replace(connection, found)
        _drop(connection, found.stale)
        connection.execute(update(pulse).values(sorted=found.beat, program=found.program))

    return order


def _replace(connection: Connection, found: Resorted) -> None:
    if found.sighted:
        connection.execute(delete(sightings).where(sightings.c.document == bindparam("which")), [{"which": d} for d in found.sighted])
        connection.execute(insert(sightings), [{"document": d, "trail": t, "data": j} for d, (t, j) in found.sighted.items()])
    if found.moved:
        order = update(placings).where(placings.c.document == bindparam("which"))
        order = order.values(track=bindparam("to"), place=bindparam("at"), trail=bindparam("by"), stood=bindparam("by"))
        connection.execute(order, [{"which": d, "to": t, "at": p, "by": s} for d, (t, p, s) in found.moved.items()])
    connection.execute(delete(cards))
    if found.cards:
        connection.execute(insert(cards), [_row(card, place) for place, card in enumerate(found.cards)])


def _row(card: Card, place: int) -> dict[str, object]:
    track = card.track
    parties, mediators = json.dumps(track.parties), json.dumps(track.mediators)
    shown = {"id": track.id, "place": place, "name": track.name, "parties": parties, "mediators": mediators, "latest": track.latest}
    return {**shown, "documents": card.documents, "claims": card.claims, "ruling": card.ruling}


def _drop(connection: Connection, stale: Mapping[str, str]) -> None:
    """Answers that are no longer good go; those of earlier days stay, for what comes later never changes the past."""
    for track, day in stale.items():
        mine = answers.c.track == track
        connection.execute(delete(answers).where(mine, (answers.c.kind != "state") | (answers.c.first >= day)))
        before = select(func.date(day, "-1 day")).scalar_subquery() if connection.dialect.name == "sqlite" else answers.c.first
        connection.execute(update(answers).where(mine, answers.c.last >= day).values(last=before))


@dataclass(frozen=True, slots=True)
class Answer:
    """Something that was worked out of a track, good from one day to another (ISO)."""

    track: str
    kind: str
    first: str
    last: str
    body: bytes

    #: Of a state: how many rounds it has, and the names of its items ("round:third").
    rounds: int = 0
    holds: tuple[str, ...] = ()


def answer_of(track: str, kind: str, day: str) -> Callable[[Connection], bytes | None]:
    """The question for an answer that is good on a day."""

    def question(connection: Connection) -> bytes | None:
        query = select(answers.c.body).where(answers.c.track == track, answers.c.kind == kind)
        found = connection.execute(query.where(answers.c.first <= day, answers.c.last >= day).limit(1)).scalar()
        return None if found is None else bytes(found)

    return question


def rounds_on(day: str) -> Callable[[Connection], dict[str, int]]:
    """The question for how many rounds the tracks have whose state of a day is known."""

    def question(connection: Connection) -> dict[str, int]:
        query = select(answers.c.track, answers.c.rounds).where(answers.c.kind == "state", answers.c.first <= day, answers.c.last >= day)
        return {row.track: row.rounds for row in connection.execute(query)}

    return question


def tracks_with(item: str, day: str) -> Callable[[Connection], list[str]]:
    """The question for the tracks whose state of a day, as far as it is known, has an item of that name ("round:third")."""

    def question(connection: Connection) -> list[str]:
        query = select(answers.c.track).where(answers.c.kind == "state", answers.c.first <= day, answers.c.last >= day)
        return list(connection.execute(query.where(answers.c.holds.contains(f"\n{item}\n", autoescape=True))).scalars())

    return question


def keep_answers(found: Iterable[Answer], beat: int, program: str) -> Callable[[Connection], None]:
    """The order that keeps answers, unless the log has gone on since they were worked out."""

    def order(connection: Connection) -> None:
        at = pulse_of(connection)
        if (at.beat, at.sorted, at.program) != (beat, beat, program):
            return
        for answer in found:
            mine = (answers.c.track == answer.track) & (answers.c.kind == answer.kind)
            connection.execute(delete(answers).where(mine, answers.c.first <= answer.last, answers.c.last >= answer.first))
            kept = select(answers.c.row).where(mine).order_by(answers.c.row.desc()).offset(_ANSWERS - 1).limit(1).scalar_subquery()
            connection.execute(delete(answers).where(mine, answers.c.row <= kept))
            holds = "".join(f"\n{name}\n" for name in answer.holds)
            values = {"track": answer.track, "kind": answer.kind, "first": answer.first, "last": answer.last, "rounds": answer.rounds}
            connection.execute(insert(answers).values(**values, holds=holds, body=answer.body))

    return order
