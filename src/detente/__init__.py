"""Détente: from news dispatches to the sourced state of play of a negotiation.

>>> import detente
>>> reading = detente.read("Oslo hosted the second round on Monday.", published="2025-06-10")
>>> with detente.open("talks.db") as desk:
...     for added in desk.add(["dispatches/"]):
...         ...
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.desk import Desk
    from detente.model import Reading

__version__ = "0.1.0"

__all__ = ["__version__", "open", "read"]


def open(url: str | None = None) -> Desk:
    """The desk over a store: a URL, the path of an SQLite file, or the user's own store where nothing is given.

    A store that does not exist is made. Raises UsageError and StoreError.
    """
    from detente.desk import open_desk

    return open_desk(url)


def read(
    text: str,
    *,
    published: str | None = None,
    outlet: str | None = None,
    language: str | None = None,
    title: str | None = None,
    url: str | None = None,
) -> Reading:
    """Read one dispatch and keep nothing: its claims, and the times, places and actors they rest on.

    `published` is an ISO 8601 date or date-time, `language` a BCP 47 tag (found out where it is not given). All offsets of the
    reading are code points of `text`. Raises SourceError for a blank text, DateError and UsageError for wrong hints.
    """
    from detente.reading import read as read_document
    from detente.sources import Hints, bare_document

    hints = Hints(published, outlet, language, title, url).checked()
    return read_document(bare_document(text, hints, "text"))
