"""From paths to readings, and from readings into the log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Literal

from detente.desk.clock import Clock, stamp, utc_now
from detente.errors import SourceError
from detente.model import Document, Reading, plain
from detente.reading import read, reader_for
from detente.reconcile import profile_of
from detente.sources import Hints, Skipped, documents
from detente.store import Log, upkeep

if TYPE_CHECKING:
    from detente.sources.web.limits import Web

What = Literal["new", "version", "known", "failed", "skipped", "refused"]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one dispatch that was handed in."""

    what: What

    #: Id of the document; for what failed or was skipped, the file and line.
    where: str

    claims: int = 0
    warnings: tuple[str, ...] = ()
    error: SourceError | None = None

    #: Which version of the document it is now, from 1; 0 where nothing was kept.
    version: int = 0

    #: What was left alone, and why.
    skipped: Skipped | None = None


def read_paths(
    paths: Sequence[str], hints: Hints | None = None, clock: Clock = utc_now, web: Web | None = None
) -> Iterator[Reading | SourceError | Skipped]:
    """Read what is in the paths and keep nothing; what is bad comes as the error that says so, and the rest goes on.

    `web` says how addresses are fetched.
    """
    for item in paths_and_addresses(paths, hints, web):
        yield read(item, stamp(clock)) if isinstance(item, Document) else item


def paths_and_addresses(paths: Sequence[str], hints: Hints | None, web: Web | None) -> Iterator[Document | SourceError | Skipped]:
    """What is in the paths; what fetches addresses takes a while to load, so only where there are any."""
    if not any(path[:8].lower().startswith(("http://", "https://")) for path in paths):
        return documents(paths, hints)
    from detente.sources.web.items import items

    return items(paths, hints, web)


def reader_name(language: str) -> str:
    """Name and version of the reader of a language; "none" where there is none."""
    reader = reader_for(language)
    return "none" if reader is None else str(getattr(import_module(reader.__module__), "VERSION", language))


def refused(document: Document) -> Added:
    """What became of a dispatch that was taken out of the store before."""
    what = "this dispatch was taken out of the store and is not brought in again"
    return Added("refused", document.id, error=SourceError(what, document.id, "Add it with --again if it is wanted after all"))


def keep(log: Log, document: Document, recorded: str, *, again: bool = False, restricted: bool = False) -> Added:
    """Read a document and keep it, unless the log has it just so already, or it was taken out and is not asked for again.

    With `restricted` it may not leave in exports and feeds, from the moment it is kept.
    """
    standing, document = log.standing(document)
    if standing == "forgotten":
        if not again:
            return refused(document)
        log.write(lambda connection: upkeep.readmit(connection, document))
        standing, document = log.standing(document)
    if standing == "same":
        if restricted:
            upkeep.restrict(log, [document.id], recorded)
        return Added("known", document.id)
    reading = read(document, recorded)
    number = log.add(reading, plain(profile_of(reading)), reader_name(document.language), recorded, restricted=restricted)
    return Added("new" if number == 1 else "version", document.id, len(reading.claims), reading.warnings, version=number)
