"""What the commands share: options, output, warnings, and how errors reach people."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from detente.errors import DateError, UsageError

if TYPE_CHECKING:
    from detente.desk import Desk
    from detente.sources.web.limits import Web


class Format(StrEnum):
    """How the answer is printed."""

    text = "text"
    markdown = "markdown"
    json = "json"
    jsonl = "jsonl"


class StateFormat(StrEnum):
    """How a state of play is printed: also as one self-contained HTML file."""

    text = "text"
    markdown = "markdown"
    html = "html"
    json = "json"
    jsonl = "jsonl"


StoreOption = Annotated[
    str | None,
    typer.Option("--store", metavar="URL", help="The store: a URL or the path of an SQLite file. [DETENTE_STORE, else your data folder]"),
]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How the answer is printed.")]
StateFormatOption = Annotated[
    StateFormat, typer.Option("--format", "-f", help="How the answer is printed; html is one file with a timeline.")
]
TrackArgument = Annotated[str, typer.Argument(metavar="TRACK", help="A track's id, or a part of its name that only it has.")]
AsOfOption = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="What was known on that day. [today]")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar and no summary.")]


def say(text: str) -> None:
    """Print an answer; it ends with one line break."""
    typer.echo(text.removesuffix("\n"))


def width() -> int:
    """How wide the answer may be: the terminal's width within reason, 100 columns elsewhere."""
    return max(60, min(110, shutil.get_terminal_size((100, 24)).columns)) if sys.stdout.isatty() else 100


def warn(text: str) -> None:
    """Print a line for people, beside the answer."""
    typer.echo(text, err=True)


def day(value: str | None, option: str) -> str | None:
    """An ISO day as an option gives it. Raises UsageError."""
    if value is None:
        return None
    from detente.sources import published_of

    try:
        return published_of(value)[:10]
    except DateError as error:
        raise UsageError(f"{option} {value!r} is not a day", todo="Write it as 2025-06-10") from error


def fetching(allow_private: bool) -> Web:
    """How addresses are fetched; private ones only where an option or DETENTE_ALLOW_PRIVATE says so."""
    from detente.settings import private_allowed
    from detente.sources.web.limits import Web

    return Web(allow_private=allow_private or private_allowed())


@contextmanager
def desk(url: str | None, *, create: bool = False) -> Iterator[Desk]:
    """The desk over the store that the user means; a store that is not there is only made where `create` says so."""
    from detente.desk import open_desk

    with open_desk(url, create=create) as opened:
        yield opened
