"""`decide`: accept, reject, correct, add, merge, split, pin, name, hint, undo; each with a reason."""

from __future__ import annotations

import getpass
import json
import tomllib
from pathlib import Path
from typing import Annotated, Any

import typer

from detente.cli.common import Format, FormatOption, StoreOption, desk, say
from detente.errors import UsageError
from detente.model import Decision, plain

group = typer.Typer(
    help="Accept, reject, correct, add, merge or split, each with a reason; take a decision back.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

IdsArgument = Annotated[list[str], typer.Argument(metavar="ID…", help="What it is about.")]
AboutArgument = Annotated[
    list[str],
    typer.Argument(metavar="CLAIM | TRACK ITEM", help="A claim's id, or a track and one of its items (round:KEY, issue:WORDS …)."),
]
ClaimArgument = Annotated[str, typer.Argument(metavar="CLAIM", help="A claim's id, as `detente claims` shows it.")]
ReasonOption = Annotated[str, typer.Option("--reason", "-r", metavar="TEXT", help="Why.")]
ByOption = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decides. [your user name]")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(group, name="decide")


def _decide(store: str | None, kind: str, subjects: list[str], by: str | None, reason: str, **more: Any) -> None:
    with desk(store) as opened:
        made = opened.decide(kind, subjects, by=by or getpass.getuser(), reason=reason, **more)
    _made(made)


def _made(made: Decision) -> None:
    say(f"{made.id}: {made.kind} {', '.join(made.subjects)}. Take it back with `detente decide undo {made.id} --reason …`.")


@group.command()
def accept(claim: ClaimArgument, reason: ReasonOption, by: ByOption = None, store: StoreOption = None) -> None:
    """Hold a claim for read rightly."""
    _decide(store, "accept", [claim], by, reason)


@group.command()
def reject(about: AboutArgument, reason: ReasonOption, by: ByOption = None, store: StoreOption = None) -> None:
    """Take a claim, or an item of a track, out of the state of play."""
    _decide(store, "reject", about, by, reason)


@group.command()
def correct(
    about: AboutArgument,
    reason: ReasonOption,
    field: Annotated[str, typer.Option(metavar="FIELD", help="Which field of the claim: date, venue, status …")],
    value: Annotated[str, typer.Option(metavar="VALUE", help="What it should be: words, a number, a date, or null.")],
    by: ByOption = None,
    store: StoreOption = None,
) -> None:
    """Put another value in place of one that was read wrongly."""
    _decide(store, "correct", about, by, reason, field=field, value=_value(value))


@group.command()
def add(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Whose words they are.")],
    reason: ReasonOption,
    kind: Annotated[str, typer.Option(metavar="KIND", help="round, issue, outcome, commitment, assessment, no_information, statement.")],
    words: Annotated[str, typer.Option(metavar="TEXT", help="The words that say it, letter by letter.")],
    value: Annotated[str, typer.Option(metavar="JSON", help='What they say: {"status": "announced", "venue": "Rome"}')] = "{}",
    speaker: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Who says it; once for each link of the chain.")] = None,
    party: Annotated[str | None, typer.Option(metavar="CODE", help="Whom the speaker speaks for: RUS, EU …")] = None,
    certainty: Annotated[str | None, typer.Option(metavar="HOW", help="certain, probable, possible or unknown. [certain]")] = None,
    denied: Annotated[bool, typer.Option("--denied", help="The speaker denies it.")] = False,
    by: ByOption = None,
    store: StoreOption = None,
) -> None:
    """Add a claim that the reader missed."""
    data = _value(value)
    if not isinstance(data, dict):
        raise UsageError(f"--value {value!r} is no JSON object", todo='Write it as {"status": "announced", "ordinal": 3}')
    told = {"speaker_party": party, "certainty": certainty, "polarity": "denied" if denied else None}
    more = {name: told_value for name, told_value in told.items() if told_value is not None}
    with desk(store) as opened:
        who = by or getpass.getuser()
        made = opened.add_claim(document, kind, words, data, by=who, reason=reason, speakers=speaker or (), more=more)
    _made(made)


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
def hint(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A TOML file with [[track]] tables: name, and documents or parties.")],
    reason: ReasonOption = "hints by hand",
    by: ByOption = None,
    store: StoreOption = None,
) -> None:
    """Say in a file which documents are one track, and what tracks are called. The newest file counts."""
    _decide(store, "hint", [], by, reason, value=_hints(file))


def _hints(file: Path) -> dict[str, Any]:
    """A file of hints. Raises UsageError where it is none."""
    todo = 'Write [[track]] tables with name = "…", and documents = ["id", …] or parties = ["RUS", "USA"]'
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"the file of hints cannot be read: {error.strerror}", where=str(file)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"the file of hints is no TOML: {error}", where=str(file), todo=todo) from error
    rows = data.get("track")
    if not isinstance(rows, list) or not rows or set(data) != {"track"}:
        raise UsageError("the file of hints has no [[track]] tables, or others beside them", where=str(file), todo=todo)
    for number, row in enumerate(rows, 1):
        listed = [row[name] for name in ("documents", "parties") if isinstance(row, dict) and name in row]
        fits = len(listed) == 1 and isinstance(listed[0], list) and listed[0] and all(isinstance(x, str) for x in listed[0])
        if not fits or not isinstance(row.get("name"), str) or set(row) - {"name", "documents", "parties"}:
            raise UsageError(f"the {number}. [[track]] of the hints is malformed", where=str(file), todo=todo)
    return data


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
