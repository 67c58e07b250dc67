"""`demo`: the sample negotiation, from its dispatches to the state of play on four dates."""

from __future__ import annotations

import tempfile
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.common import say, warn, width

if TYPE_CHECKING:
    from detente.desk import Desk

#: The sample: the gold track that the project began with, and the days it is asked for.
TRACK = "russia-us-irritants"
DAYS = ("2025-06-11", "2025-06-17", "2025-11-12", "2026-01-26")


def command(
    sources: Annotated[bool, typer.Option("--sources", help="Print the sources of every page, not of the last one only.")] = False,
) -> None:
    """Read the sample dispatches and show the talks on four dates, what changed between them, and why one round stands as it does."""
    from detente.desk import open_desk
    from detente.evaluate.goldset import GOLD
    from detente.views import explanation, lists

    with tempfile.TemporaryDirectory() as scratch, open_desk(f"sqlite:///{scratch}/demo.db") as desk:
        for added in desk.add([str(GOLD / TRACK / "dispatches.jsonl")]):
            for warning in added.warnings:
                warn(f"detente: {warning}")
        track = max(desk.tracks(), key=lambda t: len(t.documents)).id
        say(_title(f"What was known on {DAYS[0]}"))
        say(_brief(desk, track, DAYS[0], sources))
        for before, day in pairwise(DAYS):
            picture = desk.picture(track, day)
            say(_title(f"What changed from {before} to {day}"))
            changed = lists.changes(
                desk.changes(track, before, day), picture.state, picture.documents, before, markdown=False, width=width()
            )
            say(changed if sources else _without_sources(changed))
            say(_title(f"What was known on {day}"))
            say(_brief(desk, track, day, sources or day == DAYS[-1]))
        cancelled = next((r for r in desk.state(track, DAYS[1]).rounds if r.status == "cancelled"), None)
        if cancelled is not None:
            say(_title(f"Why: detente explain {cancelled.key} --as-of {DAYS[1]}"))
            say(explanation.show(desk.explain(cancelled.key, track, DAYS[1]), markdown=False, width=width()))
    say("\nThe same with files of yours: detente add FILE… ; detente tracks ; detente state TRACK [--as-of DATE]")


def _brief(desk: Desk, track: str, day: str, sources: bool) -> str:
    from detente.views import brief_text
    from detente.views.brief import brief_of

    picture = desk.picture(track, day)
    shown = brief_text.show(brief_of(picture.state, picture.documents, picture.unknown), width())
    return shown if sources else _without_sources(shown)


def _without_sources(page: str) -> str:
    """A page without its list of sources, which `--sources` prints."""
    head, found, _ = page.partition("\nSOURCES\n")
    return head.rstrip() + (f"\n\n{' ' * 2}(the sources of this page: detente demo --sources)" if found else "")


def _title(text: str) -> str:
    return f"\n{'═' * width()}\n{text}\n{'═' * width()}\n"
