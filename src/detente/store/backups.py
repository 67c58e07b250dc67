"""Copies of a store that are whole at one moment, and a store put back from one. SQLite only; servers have tools of their own."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from detente.errors import StoreError
from detente.store.opening import parse_url
from detente.store.schema import HEAD

Step = Callable[[int, int], None]

#: Pages that are copied before anybody else may write for a moment.
_PAGES = 2_000


def database_file(url: str) -> Path:
    """The file of an SQLite store. Raises StoreError for a store of another kind, UsageError for a URL that cannot be."""
    parsed = parse_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        shown = parsed.render_as_string(hide_password=True)
        raise StoreError("only SQLite files are backed up and restored here", shown, "Use the database's own tool (pg_dump, pg_restore)")
    return Path(str(parsed.database))


def backup(url: str, target: Path, step: Step = lambda _done, _all: None) -> int:
    """Copy a store into a new file, whole as of one moment, while others may go on writing; gives its size in bytes.

    The copy is checked before it takes its name. `step` hears how many pages are done of how many. Raises StoreError.
    """
    source = database_file(url)
    if not source.is_file():
        raise StoreError("there is no store yet", str(source), "Name another with --store")
    if target.exists():
        raise StoreError("there is a file of that name already", str(target), "Name another, or move it away")
    if not target.parent.is_dir():
        raise StoreError(f"the folder {target.parent} does not exist", str(target), "Make it first")
    part = target.with_name(target.name + ".part")
    try:
        _copy(source, part, step)
        _checked(part)
        _settle(part)
        os.replace(part, target)
    except sqlite3.Error as error:
        raise StoreError(f"the store could not be copied ({error})", str(source), "Run `detente store check`") from error
    except OSError as error:
        raise StoreError(f"the copy could not be written ({error.strerror})", str(target), "Check the disk and its permissions") from error
    finally:
        _drop(part)
    return target.stat().st_size


def restore(url: str, source: Path, stamp: str, step: Step = lambda _done, _all: None) -> Path | None:
    """Put a store back from a copy. The copy is checked first; the store as it was is kept beside it, under a name with `stamp`.

    Gives the path of what was kept aside, None where there was no store. The change is one transaction: killed at any moment, the
    store is as before or as the copy. Raises StoreError where the copy is none or damaged, or the store is in use.
    """
    target = database_file(url)
    if not source.is_file():
        raise StoreError("there is no such file", str(source), "Name a file that `detente store backup` wrote")
    if target.exists() and source.samefile(target):
        raise StoreError("this is the store itself", str(source), "Name a file that `detente store backup` wrote")
    try:
        _checked(source)
        aside = _set_aside(target, stamp)
        beat = _beat(target)
        _copy(source, target, step)
        _move_on(target, beat)
    except sqlite3.Error as error:
        raise StoreError(
            f"the store could not be put back ({error})", str(target), "End other programs that use it, and try again"
        ) from error
    except OSError as error:
        raise StoreError(f"the store could not be written ({error.strerror})", str(target), "Check the disk and its permissions") from error
    return aside


def _copy(source: Path, target: Path, step: Step) -> None:
    with closing(_opened(source)) as old, closing(sqlite3.connect(target, timeout=15)) as new:
        old.backup(new, pages=_PAGES, progress=lambda _status, left, pages: step(pages - left, pages))


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=15)


def _checked(path: Path) -> None:
    """Raise StoreError unless a file is a sound store of this program, of this or an older schema."""
    try:
        with closing(_opened(path)) as connection:
            names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not {"alembic_version", "versions", "claims"} <= names:
                raise StoreError("this is not a store of Détente", str(path), "Name a file that `detente store backup` wrote")
            revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            if revision is not None and str(revision[0]) > HEAD:
                raise StoreError(
                    f"the file is of a newer Détente (schema {revision[0]}, this one knows {HEAD})", str(path), "Install that Détente"
                )
            faults = [row[0] for row in connection.execute("PRAGMA integrity_check(3)") if row[0] != "ok"]
    except sqlite3.DatabaseError as error:
        raise StoreError(f"this file is not a sound store ({error})", str(path), "Take another backup") from error
    if faults:
        raise StoreError(f"this file is damaged ({faults[0]})", str(path), "Take another backup")


def _set_aside(target: Path, stamp: str) -> Path | None:
    """Keep the store as it is under another name: a copy where it can be read, else the files themselves."""
    if not target.exists():
        return None
    mark = "".join(c for c in stamp if c.isalnum())[:20]
    aside = target.with_name(f"{target.name}.before-{mark}")
    try:
        _copy(target, aside, lambda _done, _all: None)
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            raise
        _drop(aside)
        for ending in ("", "-wal", "-shm"):
            whole = target.with_name(target.name + ending)
            if whole.exists():
                os.replace(whole, aside.with_name(aside.name + ending))
    return aside


def _beat(target: Path) -> int:
    """How often the store was written to, for programs that keep answers until it was written to again."""
    if not target.exists():
        return 0
    try:
        with closing(_opened(target)) as connection:
            return int(connection.execute("SELECT beat FROM pulse").fetchone()[0])
    except (sqlite3.Error, TypeError):
        return 0


def _move_on(target: Path, beat: int) -> None:
    with closing(sqlite3.connect(target, timeout=15)) as connection:
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'pulse'").fetchone():
            connection.execute("UPDATE pulse SET beat = max(beat, ?) + 1", (beat,))
            connection.commit()


def _settle(path: Path) -> None:
    """See to it that the bytes are on the disk."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _drop(path: Path) -> None:
    for ending in ("", "-journal", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
