"""`decide`: accept, reject, correct, merge, split, pin, name, undo; each with a reason."""

from __future__ import annotations

import getpass
import json
from typing import Annotated, Any

import typer

from detente.cli.common import Format, FormatOption, StoreOption, desk, say
from detente.model import plain

group = typer.Typer(
    help="Accept, reject, correct, merge or split, each with a reason; take a decision back.", no_args_is_help=True, rich_markup_mode=None
)

IdsArgument = Annotated[list[str], typer.Argument(metavar="ID…", help="What it is about.")]
ClaimArgument = Annotated[str, typer.Argument(metavar="CLAIM", help="A claim's id, as `detente claims` shows it.")]
ReasonOption = Annotated[str, typer.Option("--reason", "-r", metavar="TEXT", help="Why.")]
ByOption = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decides. [your user name]")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(group, name="decide")


def _decide(store: str | None, kind: str, subjects: list[str], by: str | None, reason: str, **more: Any) -> None:
    with desk(store) as opened:
        made = opened.decide(kind, subjects, by=by or getpass.getuser(), reason=reason, **more)
    say(f"{made.id}: {kind} {', '.join(subjects)}. Take it back with `detente decide undo {made.id} --reason …`.")


@group.command()
def accept(claim: ClaimArgument, reason: ReasonOption, by: ByOption = None, store: StoreOption = None) -> None:
    """Hold a claim for read rightly."""
    _decide(store, "accept", [claim], by, reason)


@group.command()
def reject(claim: ClaimArgument, reason: ReasonOption, by: ByOption = None, store: StoreOption = None) -> None:
    """Take a claim out of the state of play."""
    _decide(store, "reject", [claim], by, reason)


@group.command()
def correct(
    claim: ClaimArgument,
    reason: ReasonOption,
    field: Annotated[str, typer.Option(metavar="FIELD", help="Which field of the claim: date, venue, status …")],
    value: Annotated[str, typer.Option(metavar="VALUE", help="What it should be: words, a number, a date, or null.")],
    by: ByOption = None,
    store: StoreOption = None,
) -> None:
    """Put another value in place of one that was read wrongly."""
    _decide(store, "correct", [claim], by, reason, field=field, value=_value(value))


def _value(text: str) -> Any:
    """JSON where it is JSON, else the words themselves; `2025` stays a number, `2025-06-10` words."""
    try:
        return json.loads(text)
    except ValueError:
        return text


@group.command()
def merge(ids: IdsArgument, reason: ReasonOption, by: ByOption = None, store: StoreOption = None) -> None:
    """Hold two tracks, rounds or claims for one."""
    _decide(store, "merge", ids, by, reason)


@group.command()
def split(ids: IdsArgument, reason: ReasonOption, by: ByOption = None, store: StoreOption = None) -> None:
    """Part what was taken for one."""
    _decide(store, "split", ids, by, reason)


@group.command()
def pin(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT")],
    track: Annotated[str, typer.Argument(metavar="TRACK")],
    reason: ReasonOption,
    by: ByOption = None,
    store: StoreOption = None,
) -> None:
    """Hold a document for one of a track."""
    _decide(store, "pin", [document, track], by, reason)


@group.command()
def name(
    track: Annotated[str, typer.Argument(metavar="TRACK")],
    words: Annotated[str, typer.Argument(metavar="NAME")],
    reason: ReasonOption = "named by hand",
    by: ByOption = None,
    store: StoreOption = None,
) -> None:
    """Give a track a name."""
    _decide(store, "name", [track], by, reason, value=words)


@group.command()
def undo(
    decision: Annotated[str, typer.Argument(metavar="DECISION")], reason: ReasonOption, by: ByOption = None, store: StoreOption = None
) -> None:
    """Take a decision back. Both stay on record."""
    with desk(store) as opened:
        undone = opened.undo(decision, by=by or getpass.getuser(), reason=reason)
    say(f"{undone.id}: {undone.kind} {', '.join(undone.subjects)} is taken back.")


@group.command("list")
def listed(format: FormatOption = Format.text, store: StoreOption = None) -> None:
    """List the decisions made, those taken back too."""
    from detente.views import as_json

    with desk(store) as opened:
        found = opened.decisions()
    if format in (Format.json, Format.jsonl):
        as_json.show([plain(d) for d in found], format.value, say)
        return
    for d in found:
        undone = f" (taken back {d.undone[:10]})" if d.undone else ""
        say(f"{d.id}  {d.made[:10]}  {d.kind} {', '.join(d.subjects)} by {d.by}{undone}: {d.reason}")
    if not found:
        say("No decisions yet.")
