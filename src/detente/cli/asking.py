"""`tracks`, `state`, `changes`, `disputes`, `claims` and `explain`."""

from __future__ import annotations

from typing import Annotated, get_args

import typer

from detente.cli.common import (
    AsOfOption,
    Format,
    FormatOption,
    StateFormat,
    StateFormatOption,
    StoreOption,
    TrackArgument,
    day,
    desk,
    say,
    width,
)
from detente.errors import UsageError
from detente.model import Kind
from detente.views import as_json

SinceOption = Annotated[str, typer.Option(metavar="DATE", help="The day to compare with.")]
UntilOption = Annotated[str | None, typer.Option(metavar="DATE", help="The later day. [today]")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (tracks, state, changes, disputes, claims, explain):
        app.command()(command)


def tracks(format: FormatOption = Format.text, store: StoreOption = None) -> None:
    """List the negotiations found."""
    from detente.views import lists

    with desk(store) as opened:
        found = opened.overview()
    if format in (Format.json, Format.jsonl):
        as_json.show([as_json.track(t) for t in found], format.value, say)
    else:
        say(lists.tracks(found, markdown=format == Format.markdown, width=width()))


def state(track: TrackArgument, as_of: AsOfOption = None, format: StateFormatOption = StateFormat.text, store: StoreOption = None) -> None:
    """Print the state of play of a track on a day, each line with its sources."""
    from detente.views import brief_html, brief_markdown, brief_text
    from detente.views.brief import brief_of

    with desk(store) as opened:
        picture = opened.picture(track, day(as_of, "--as-of"))
    if format in (StateFormat.json, StateFormat.jsonl):
        as_json.show(as_json.state(picture.state, picture.documents), format.value, say)
        return
    brief = brief_of(picture.state, picture.documents, picture.unknown)
    if format == StateFormat.html:
        say(brief_html.show(brief, picture.state))
    else:
        say(brief_markdown.show(brief) if format == StateFormat.markdown else brief_text.show(brief, width()))


def changes(
    track: TrackArgument, since: SinceOption, until: UntilOption = None, format: FormatOption = Format.text, store: StoreOption = None
) -> None:
    """Print only what changed in a track between two days."""
    from detente.views import lists

    first, last = day(since, "--since"), day(until, "--until")
    with desk(store) as opened:
        if first is None or first > (last or opened.today()):
            raise UsageError(f"--since {since} is later than {last or 'today'}", todo="Give the earlier day as --since")
        found = opened.changes(track, first, last)
        picture = opened.picture(track, last)
    if format in (Format.json, Format.jsonl):
        as_json.show([as_json.change(c) for c in found], format.value, say)
    else:
        markdown = format == Format.markdown
        say(lists.changes(found, picture.state, picture.documents, first, markdown=markdown, width=width()))


def disputes(track: TrackArgument, as_of: AsOfOption = None, format: FormatOption = Format.text, store: StoreOption = None) -> None:
    """Print what sources disagree on, side by side, with the number of independent origins."""
    from detente.views import lists

    with desk(store) as opened:
        picture = opened.picture(track, day(as_of, "--as-of"))
    if format in (Format.json, Format.jsonl):
        as_json.show([as_json.dispute(d) for d in picture.state.disputes], format.value, say)
    else:
        say(lists.disputes(picture.state, picture.documents, markdown=format == Format.markdown, width=width()))


def claims(
    track: Annotated[str | None, typer.Option(metavar="TRACK", help="Only of this track.")] = None,
    speaker: Annotated[str | None, typer.Option(metavar="NAME", help="Only by a speaker whose name has this part.")] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Only in an outlet whose name has this part.")] = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help=f"Only of one kind: {', '.join(get_args(Kind))}.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Only what was said on that day or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Only what was said on that day or earlier.")] = None,
    text: Annotated[
        str | None, typer.Option(metavar="WORDS", help='Only where the words read from hold these: road "direct flights" visa*')
    ] = None,
    limit: Annotated[int | None, typer.Option(metavar="N", min=1, help="At most so many.")] = None,
    format: FormatOption = Format.text,
    store: StoreOption = None,
) -> None:
    """Print the ledger: claims by day, each with its id, speaker and words."""
    from detente.desk import ClaimFilter
    from detente.views import lists

    chosen: Kind | None = None
    if kind is not None:
        chosen = next((known for known in get_args(Kind) if known == kind.replace("-", "_")), None)
        if chosen is None:
            raise UsageError(f"{kind!r} is no kind of claim", todo=f"Choose one of {', '.join(get_args(Kind))}")
    first, last = day(since, "--since"), day(until, "--until")
    with desk(store) as opened:
        documents = frozenset(opened.track(track).documents) if track else None
        found = opened.claims(ClaimFilter(documents, speaker, outlet, chosen, first, last, text, limit=limit))
    if format in (Format.json, Format.jsonl):
        as_json.show([as_json.claim(c, with_document=True) for c, _ in found], format.value, say)
    else:
        say(lists.claims(found, markdown=format == Format.markdown, width=width()))


def explain(
    identity: Annotated[
        str, typer.Argument(metavar="ID", help="The id of a claim or document, the key of a round, or an item (issue:WORDS …).")
    ],
    track: Annotated[str | None, typer.Option(metavar="TRACK", help="The track of the round, where several have one of that key.")] = None,
    as_of: AsOfOption = None,
    format: FormatOption = Format.text,
    store: StoreOption = None,
) -> None:
    """Explain one fact: sentences and positions, chain, rule, origins, history, decisions."""
    from detente.views import explanation

    with desk(store) as opened:
        found = opened.explain(identity, track, day(as_of, "--as-of"))
    if format in (Format.json, Format.jsonl):
        as_json.show(explanation.as_dict(found), format.value, say)
    else:
        say(explanation.show(found, markdown=format == Format.markdown, width=width()))
