"""The log of documents, claims and decisions: append-only, SQLite by default, through SQLAlchemy Core.

`open_log(url)` gives a `Log`. Nothing in it is changed in place but one pointer (which reading of a document counts);
what has been recorded stays, so that any past state of knowledge can be asked for.
"""

from __future__ import annotations

from detente.store.filters import ClaimFilter
from detente.store.following import Follow, FollowedPage, Following, PageState
from detente.store.log import Log, Stored, StoredDocument, open_log
from detente.store.telling import News, Telling, Told

__all__ = [
    "ClaimFilter",
    "Follow",
    "FollowedPage",
    "Following",
    "Log",
    "News",
    "PageState",
    "Stored",
    "StoredDocument",
    "Telling",
    "Told",
    "open_log",
]
