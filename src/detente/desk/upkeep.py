"""Keeping a store in order: what is taken out, what may not leave, checks, backups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from detente.desk.clock import Clock, stamp, utc_now
from detente.errors import UsageError
from detente.settings import store_url
from detente.store import Log, backups, checking, upkeep
from detente.store.checking import Finding
from detente.store.upkeep import Forgotten

__all__ = ["Finding", "Forgotten", "Upkeep", "restore_store"]


class Upkeep:
    """The part of the desk that looks after the store."""

    log: Log
    clock: Clock

    def named(self, wanted: str) -> str:
        """The id of a document that is named by its id or its address."""
        if not wanted.startswith(("http://", "https://")):
            return wanted
        found = self.log.ask(lambda connection: upkeep.document_at(connection, wanted))
        return found or wanted

    def forget(self, document: str, *, reason: str) -> Forgotten:
        """Take a document (id or address) out for good: text, claims, search entries, of all its versions.

        A tombstone stays and refuses it from then on; decisions about it keep their shells. Raises NotFoundError, UsageError
        without a reason, StoreError where the store is in use.
        """
        if not reason.strip():
            raise UsageError("taking a document out needs a reason", todo="Give one with --reason")
        return upkeep.forget(self.log, self.named(document), reason.strip(), stamp(self.clock))

    def restrict(self, ids: Sequence[str], *, lift: bool = False) -> None:
        """Mark documents (ids or addresses) as not to leave in exports and feeds, or lift that. Raises NotFoundError."""
        upkeep.restrict(self.log, [self.named(wanted) for wanted in ids], None if lift else stamp(self.clock))

    def restricted_ids(self) -> frozenset[str]:
        """The documents that may not leave: every export and feed leaves out them, their claims, and what rests on them alone."""
        return upkeep.restricted_ids(self.log)

    def check(self, step: Callable[[int], None] = lambda _: None, *, mend: bool = False) -> tuple[Finding, ...]:
        """Everything that is wrong with the store; with `mend`, full-text search is made anew first."""
        if mend:
            checking.mend_search(self.log)
        return checking.check(self.log, step)

    def backup(self, target: str | Path, step: Callable[[int, int], None] = lambda _done, _all: None) -> int:
        """Copy the store into a new file, whole as of one moment; gives its size in bytes. Raises StoreError."""
        return backups.backup(self.log.url, Path(target), step)


def restore_store(
    source: str | Path, url: str | None = None, clock: Clock = utc_now, step: Callable[[int, int], None] = lambda _done, _all: None
) -> Path | None:
    """Put the store at a URL back from a backup; gives where the store as it was is kept, None where there was none.

    Raises StoreError where the backup is none or damaged, or the store is in use.
    """
    chosen = store_url(url)
    return backups.restore(chosen, Path(source), stamp(clock), step)
