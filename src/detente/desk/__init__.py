"""The desk: add, reread, tracks, state, changes, disputes, claims, explain, decide. What commands, pages and notebooks call.

The clock is read here and nowhere below: what is recorded is stamped here, and "today" is the desk's today.
"""

from __future__ import annotations

from detente.desk.bringing import Added, read_paths
from detente.desk.core import Desk, open_desk
from detente.desk.explaining import Explanation, Ground
from detente.sources import Hints, Skipped
from detente.store import ClaimFilter

__all__ = ["Added", "ClaimFilter", "Desk", "Explanation", "Ground", "Hints", "Skipped", "open_desk", "read_paths"]
