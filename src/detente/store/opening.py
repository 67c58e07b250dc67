"""Opening a store: its URL, its connections, its schema, and what its driver's errors mean to people."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from detente.errors import StoreError, UsageError
from detente.store.schema import HEAD

if TYPE_CHECKING:
    from alembic.config import Config

#: How long a writer waits for another one, in seconds.
PATIENCE = 15

_LOCKED = "Wait until the other program has finished, or end it"


def parse_url(url: str) -> URL:
    """The URL of a store; a bare path is that of an SQLite file. Raises UsageError for anything else."""
    if "\x00" in url:
        raise UsageError("a store's path cannot hold a zero byte")
    if "://" not in url:
        return URL.create("sqlite", database=os.path.expanduser(url))
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise UsageError(f"{url!r} is not the URL of a store", todo="Write sqlite:///path/to/file.db, or the path alone") from error
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise UsageError(f"{parsed.drivername!r} stores are not supported", todo="Use sqlite:///path/to/file.db or postgresql+psycopg://…")
    return parsed


def connect(url: URL, *, create: bool) -> Engine:
    """An engine for a store whose schema is the newest one; a missing SQLite file is made only where `create` says so.

    Raises StoreError.
    """
    shown = url.render_as_string(hide_password=True)
    is_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    if is_file:
        _check_file(Path(url.database or ""), shown, create)
    try:
        options: dict[str, Any] = {"connect_args": {"timeout": PATIENCE}} if url.get_backend_name() == "sqlite" else {}
        engine = create_engine(url, **options)
    except ModuleNotFoundError as error:
        raise StoreError(f"the driver {error.name} is not installed", shown, f"Install it (pip install {error.name})") from error
    if url.get_backend_name() == "sqlite":
        _set_up_sqlite(engine)
    with guarded(shown):
        _bring_up_to_date(engine, shown)
    return engine


def _check_file(path: Path, shown: str, create: bool) -> None:
    if path.is_dir():
        raise StoreError("this is a folder", shown, "Name a file in it")
    # An empty file is a database to SQLite; whoever only asks must not turn one into a store.
    if path.exists() and (create or path.stat().st_size):
        return
    if not create:
        raise StoreError("there is no store yet", shown, "Make one with `detente add PATH…`, or name another with --store")
    if not path.parent.exists():
        raise StoreError(f"the folder {path.parent} does not exist", shown, "Make it first, or name another with --store")


def _set_up_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: object) -> None:
        # SQLAlchemy, not the driver, begins transactions, so that schema changes are part of them.
        connection.isolation_level = None
        cursor = connection.cursor()
        if cursor.execute("PRAGMA journal_mode").fetchone()[0] not in ("wal", "memory"):
            cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.close()
        connection.create_function("casefold", 1, lambda value: None if value is None else str(value).casefold(), deterministic=True)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes its place in the queue at once; a reader never waits.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def waiting(connection: Connection, seconds: float | None) -> Iterator[None]:
    """Wait so long for other writers, and no longer; as long as always where nothing is said."""
    if seconds is None or connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")


@contextmanager
def guarded(shown: str) -> Iterator[None]:
    """Turn what the driver raises into StoreErrors that say what to do."""
    try:
        yield
    except DBAPIError as error:
        raise _meant(str(error.orig), shown) from error
    except UnicodeEncodeError as error:
        raise StoreError("what was asked or handed in holds half of a character", shown, "Write it anew as UTF-8") from error
    except SQLAlchemyError as error:
        raise StoreError(f"the database refused ({error})", shown, "See `detente doctor`") from error


def _meant(reason: str, shown: str) -> StoreError:
    known = {
        "not a database": ("the file is not a database", "Name another file with --store, or move this one away"),
        "malformed": ("the database is damaged", "Restore it from a backup"),
        "locked": ("another program is writing to the store", _LOCKED),
        "readonly": ("the store may not be written to", "Check the permissions of the file and its folder"),
        "unable to open": ("the store cannot be opened", "Check the path and its permissions"),
        "disk is full": ("the disk is full", "Make room and start again: what was kept stays kept"),
        "no such module: fts5": ("this Python's SQLite has no full-text search", "Use a Python whose SQLite has FTS5"),
    }
    for sign, (what, todo) in known.items():
        if sign in reason:
            return StoreError(what, shown, todo)
    return StoreError(f"the database refused ({reason.strip()})", shown, "See `detente doctor`")


def schema_version(connection: Connection) -> str | None:
    """The revision of a store's schema; None where the database is empty. Raises StoreError where it is of another kind."""
    if connection.dialect.name == "sqlite":
        names = {row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")}
    else:
        names = {
            row[0]
            for row in connection.execute(text("SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"))
        }
    if not names:
        return None
    if not {"alembic_version", "versions", "claims"} <= names:
        shown = connection.engine.url.render_as_string(hide_password=True)
        raise StoreError("this database is of another program", shown, "Name another file with --store")
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _bring_up_to_date(engine: Engine, shown: str) -> None:
    with engine.connect() as connection:
        if schema_version(connection) == HEAD:
            return
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        # Asked again, now that no other writer can be at it.
        current = schema_version(connection)
        if current != HEAD:
            _migrate(connection, current, shown)


def _migrate(connection: Connection, current: str | None, shown: str) -> None:
    # Alembic takes half a second to load, so only when there is something to do.
    from alembic import command
    from alembic.script import ScriptDirectory

    config = _alembic_config()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise StoreError(f"the store was made by a newer Détente (schema {current}, this one knows {HEAD})", shown, "Install that Détente")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _alembic_config() -> Config:
    from alembic.config import Config

    config = Config()
    folder = str(files("detente.store").joinpath("migrations"))
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
