"""The desk: add, reread, tracks, state, changes, disputes, claims, explain, decide. What commands, pages and notebooks call.

The clock is read here and nowhere below: what is recorded is stamped here, and "today" is the desk's today.
"""

from __future__ import annotations

from detente.desk.bringing import Added, read_paths
from detente.desk.core import Desk, Picture, open_desk
from detente.sources import Hints, Skipped
from detente.store import ClaimFilter

__all__ = ["Added", "ClaimFilter", "Desk", "Hints", "Picture", "Skipped", "open_desk", "read_paths"]
