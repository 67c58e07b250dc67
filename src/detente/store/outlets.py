"""Questions about outlets and agencies, what people think of them, and documents by their words; put through `Log.ask`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, column, func, insert, literal, select, table

from detente.model import Document
from detente.store.filters import askable, match_expression, terms
from detente.store.schema import grades, placings, versions

#: The Admiralty grades of reliability, with what each says.
RELIABILITY = {
    "A": "Completely reliable",
    "B": "Usually reliable",
    "C": "Fairly reliable",
    "D": "Not usually reliable",
    "E": "Unreliable",
    "F": "Reliability cannot be judged",
}


@dataclass(frozen=True, slots=True)
class Grade:
    """What somebody thinks of an outlet."""

    outlet: str

    #: A to F, or "" where it was taken back.
    grade: str
    by: str
    reason: str
    made: str


@dataclass(frozen=True, slots=True)
class OutletCounts:
    """How much the store has of an outlet."""

    outlet: str
    documents: int
    claims: int

    #: Day of its latest dispatch (ISO), or None.
    latest: str | None


def outlet_counts(connection: Connection) -> tuple[OutletCounts, ...]:
    """Every outlet with its documents and their claims, the one with most documents first."""
    query = select(
        placings.c.outlet,
        func.count().label("documents"),
        func.sum(placings.c.claims).label("claims"),
        func.max(placings.c.day).label("latest"),
    ).group_by(placings.c.outlet)
    rows = connection.execute(query).all()
    found = (OutletCounts(row.outlet, row.documents, row.claims, row.latest) for row in rows)
    return tuple(sorted(found, key=lambda o: (-o.documents, o.outlet)))


def standing_grades(connection: Connection) -> dict[str, Grade]:
    """Outlet -> the grade that it has now."""
    rows = connection.execute(select(grades).order_by(grades.c.row)).all()
    found = {row.outlet: Grade(row.outlet, row.grade, row.by, row.reason, row.made) for row in rows}
    return {outlet: grade for outlet, grade in found.items() if grade.grade}


def grading(grade: Grade) -> Callable[[Connection], None]:
    """The order that writes a grade down."""

    def order(connection: Connection) -> None:
        connection.execute(insert(grades).values(outlet=grade.outlet, grade=grade.grade, by=grade.by, reason=grade.reason, made=grade.made))

    return order


def documents_with(text: str, limit: int) -> Callable[[Connection], tuple[Document, ...]]:
    """The question for documents whose title or text has all of some words (a row of words in quotes is taken together)."""

    def question(connection: Connection) -> tuple[Document, ...]:
        if not terms(text):
            return ()
        query = select(placings.c.version).order_by(placings.c.day.desc(), placings.c.version.desc()).limit(limit)
        if connection.dialect.name == "sqlite":
            search = table("versions_search", column("rowid"))
            matching = select(search.c.rowid).where(column("versions_search").op("MATCH")(match_expression(text)))
            query = query.where(placings.c.version.in_(matching))
        else:
            whole = func.lower(versions.c.title + literal(" ") + versions.c.text)
            query = query.join(versions, versions.c.row == placings.c.version)
            query = query.where(*(whole.contains(askable(term).lower(), autoescape=True) for term, _ in terms(text)))
        found = list(connection.execute(query).scalars())
        rows = {r.row: r for r in connection.execute(select(versions).where(versions.c.row.in_(found)))}
        shown = (rows[row] for row in found)
        return tuple(Document(r.document, r.text, r.title, r.outlet, r.url, r.language, r.published) for r in shown)

    return question
