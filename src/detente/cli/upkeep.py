"""`forget`, `restrict` and `store check|backup|restore`."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from detente.cli.bars import steps
from detente.cli.common import QuietOption, StoreOption, desk, say, warn
from detente.errors import UsageError

ReasonOption = Annotated[str | None, typer.Option("--reason", metavar="WORDS", help="Why; it stays on record.")]
IdsArgument = Annotated[list[str], typer.Argument(metavar="ID…", help="Ids of documents, or the addresses they were found at.")]

store_app = typer.Typer(help="Look after the store: check it, back it up, put it back.", no_args_is_help=True, rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(forget)
    app.command()(restrict)
    store_app.command()(check)
    store_app.command()(backup)
    store_app.command()(restore)
    app.add_typer(store_app, name="store")


def forget(
    ids: IdsArgument,
    reason: ReasonOption = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    store: StoreOption = None,
    quiet: QuietOption = False,
) -> int:
    """Take documents out for good (takedown, privacy): text, claims and search entries go; a tombstone and decisions' shells stay."""
    if not (reason or "").strip():
        raise UsageError("taking a document out needs a reason", todo="Give one with --reason")
    if not yes and not _sure(ids):
        warn("detente: nothing was taken out.")
        return 1
    with desk(store) as opened:
        for wanted in ids:
            gone = opened.forget(wanted, reason=reason or "")
            if not quiet:
                counted = f"{gone.versions} version(s) and {gone.claims} claim(s) taken out, {gone.decisions} decision(s) emptied"
                say(f"{gone.document}: {counted}.")
    if not quiet:
        warn("Backups, exports and copies made before still have the words.")
    return 0


def _sure(ids: list[str]) -> bool:
    if not sys.stdin.isatty():
        raise UsageError("taking documents out cannot be undone, and nobody is there to be asked", todo="Say --yes")
    return typer.confirm(f"Take {len(ids)} document(s) out for good? This cannot be undone", err=True)


def restrict(
    ids: IdsArgument,
    lift: Annotated[bool, typer.Option("--lift", help="Let them go out again.")] = False,
    store: StoreOption = None,
    quiet: QuietOption = False,
) -> int:
    """Mark documents that never leave in exports and feeds."""
    with desk(store) as opened:
        opened.restrict(ids, lift=lift)
    if not quiet:
        say(f"{len(ids)} document(s) may {'leave again' if lift else 'not leave in exports and feeds'}.")
    return 0


def check(
    mend: Annotated[bool, typer.Option("--mend", help="Make the full-text search anew first.")] = False,
    store: StoreOption = None,
    quiet: QuietOption = False,
) -> int:
    """Look the store over: schema, integrity, search in step, every claim's words where it says they are."""
    with desk(store) as opened:
        total = int(opened.log.figures()["documents"])
        with steps("Checking", total, quiet) as bar:
            found = opened.check(bar.step, mend=mend)
    for finding in found:
        warn(f"detente: {finding.where}: {finding.what}. {finding.todo}.")
    if not quiet:
        say(f"{len(found)} fault(s) in {total} documents." if found else f"The store is sound: {total} documents looked at.")
    return 1 if found else 0


def backup(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Where the copy goes; no file of that name may be there.")],
    store: StoreOption = None,
    quiet: QuietOption = False,
) -> int:
    """Copy the store, whole as of one moment, while it is in use; the copy is checked."""
    with desk(store) as opened, steps("Copying", 1, quiet, unit="pages") as bar:
        size = opened.backup(os.path.expanduser(file), bar.reach)
    if not quiet:
        say(f"{file}: {size / 1024**2:.1f} MiB.")
    return 0


def restore(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A file that `detente store backup` wrote.")],
    store: StoreOption = None,
    quiet: QuietOption = False,
) -> int:
    """Put the store back from a copy, which is checked first; the store as it was is kept beside it."""
    from detente.desk.upkeep import restore_store

    with steps("Copying", 1, quiet, unit="pages") as bar:
        aside = restore_store(os.path.expanduser(file), store, step=bar.reach)
    with desk(store) as opened:
        documents = opened.log.figures()["documents"]
    if not quiet:
        say(f"Restored: {documents} documents." + (f" The store as it was: {aside}" if aside else ""))
    return 0
