"""`tracks`, `state`, `changes`, `disputes`, `claims` and `explain`."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.common import AsOfOption, Format, FormatOption, StoreOption, TrackArgument, day, desk, say
from detente.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (tracks, state):
        app.command()(command)


def tracks(format: FormatOption = Format.text, store: StoreOption = None) -> None:
    """List the negotiations found."""
    from detente.views import as_json

    with desk(store) as opened:
        found = opened.tracks()
    say(as_json.dumps([as_json.track(t) for t in found]))


def state(track: TrackArgument, as_of: AsOfOption = None, format: FormatOption = Format.text, store: StoreOption = None) -> None:
    """Print the state of play of a track, each line with its sources."""
    from detente.views import as_json

    with desk(store) as opened:
        found = opened.state(track, day(as_of, "--as-of"))
    say(as_json.dumps(as_json.state(found)))
