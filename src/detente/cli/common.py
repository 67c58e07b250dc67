"""What the commands share: options, output, warnings, and how errors reach people."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from detente.errors import DateError, UsageError

if TYPE_CHECKING:
    from detente.desk import Desk


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


@contextmanager
def desk(url: str | None, *, create: bool = False) -> Iterator[Desk]:
    """The desk over the store that the user means; a store that is not there is only made where `create` says so."""
    from detente.desk import open_desk

    with open_desk(url, create=create) as opened:
        yield opened


@contextmanager
def progress(what: str, paths: Sequence[str], quiet: bool) -> Iterator[_Bar]:
    """A progress bar on standard error where that is a terminal and there is more than a handful to do; else nothing."""
    from detente.sources import count

    total = count(paths) if paths and sys.stderr.isatty() and not quiet else 0
    if total < 5:
        yield _Bar()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        yield _RichBar(shown, shown.add_task(what, total=total, rate=""))


class _Bar:
    """A bar that shows nothing."""

    def warn(self, text: str) -> None:
        """Print a line for people, above the bar."""
        warn(text)

    def step(self) -> None:
        """One more is done."""


class _RichBar(_Bar):
    def __init__(self, shown: object, task: object) -> None:
        self._shown = shown
        self._task = task

    def warn(self, text: str) -> None:
        from rich.progress import Progress

        if isinstance(self._shown, Progress):
            self._shown.console.print(text, markup=False, highlight=False, soft_wrap=True)

    def step(self) -> None:
        from rich.progress import Progress, TaskID

        shown, task = self._shown, self._task
        if isinstance(shown, Progress) and isinstance(task, int):
            state = shown.tasks[TaskID(task)]
            rate = f"{state.speed:.0f}/s" if state.speed else ""
            shown.update(TaskID(task), advance=1, rate=rate)
