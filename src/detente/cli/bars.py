"""Progress on standard error, with counts, rate and time left: only on a terminal, and only for what takes longer than a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

#: Seconds that go by before a bar is shown.
PATIENCE = 1.0


class Bar:
    """Counts steps; shows nothing."""

    def warn(self, text: str) -> None:
        """Print a line for people, above the bar."""
        typer.echo(text, err=True)

    def step(self, number: int = 1) -> None:
        """So many more are done."""

    def reach(self, done: int, total: int) -> None:
        """So many are done, of so many."""


class _Shown(Bar):
    """A bar that appears once its patience is over."""

    def __init__(self, what: str, total: int | None, unit: str) -> None:
        self._what, self._total, self._unit = what, total, unit
        self._done, self._began = 0, time.monotonic()
        self._bar: tuple[Progress, TaskID] | None = None

    def warn(self, text: str) -> None:
        if self._bar is None:
            super().warn(text)
        else:
            self._bar[0].console.print(text, markup=False, highlight=False, soft_wrap=True)

    def step(self, number: int = 1) -> None:
        self._done += number
        if self._bar is None and time.monotonic() - self._began > PATIENCE and (self._total is None or self._done < self._total):
            self._bar = self._appear()
        if self._bar is not None:
            shown, task = self._bar
            speed = self._done / max(time.monotonic() - self._began, 0.001)
            rate = f"{speed:,.0f} {self._unit}/s" if speed >= 10 else f"{speed:.1f} {self._unit}/s"
            shown.update(task, completed=self._done, total=self._total, rate=rate)

    def reach(self, done: int, total: int) -> None:
        self._total = total
        self.step(done - self._done)

    def _appear(self) -> tuple[Progress, TaskID]:
        # Loading it takes a tenth of a second, so only when there is something to show.
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
        )
        shown = Progress(*columns, console=Console(stderr=True), transient=True)
        shown.start()
        return shown, shown.add_task(self._what, total=self._total, completed=self._done, rate="")

    def end(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar[0].stop()


@contextmanager
def steps(what: str, total: int | None, quiet: bool, *, unit: str = "") -> Iterator[Bar]:
    """A bar for so many steps (None where nobody knows how many)."""
    if quiet or not sys.stderr.isatty():
        yield Bar()
        return
    shown = _Shown(what, total, unit)
    try:
        yield shown
    finally:
        shown.end()


@contextmanager
def progress(what: str, paths: Sequence[str], quiet: bool) -> Iterator[Bar]:
    """A bar for the dispatches in some paths, as `add` and `read` take them."""
    from detente.sources import count

    total = None if quiet or not sys.stderr.isatty() else count(paths) or None
    with steps(what, total, quiet) as bar:
        yield bar
