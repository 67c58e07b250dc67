"""What two stores must have in common to be the same: everything but when it was recorded, and in which order."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from detente.store import open_log


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Documents in all versions with their claims, and what became of every address."""
    with open_log(str(path), create=False) as log:
        stored = [(s.document.id, s.number, s.document, s.reader, tuple(c.id for c in s.claims)) for s in log.stored()]
    with sqlite3.connect(path) as connection:
        pages = connection.execute("SELECT key, state, document FROM follow_pages").fetchall()
        shells = connection.execute("SELECT id FROM documents").fetchall()
        readings = connection.execute("SELECT count(*) FROM readings").fetchall()
    connection.close()
    return {"stored": sorted(stored, key=lambda s: s[:2]), "pages": sorted(pages), "shells": sorted(shells), "readings": readings}


def toml(sources: list[dict[str, str]], **fetch: object) -> str:
    """A list to watch the site by."""
    settings = {"allow_private": "true", "timeout": 1.5, "largest": 4, "delay": 0, "first_wait": 0.01, **fetch}
    lines = ["recheck = false", "[fetch]", *(f"{key} = {value}" for key, value in settings.items())]
    for source in sources:
        lines += ["[[source]]", *(f'{key} = "{value}"' for key, value in source.items())]
    return "\n".join(lines) + "\n"
