"""`watch`: follow feeds, sitemaps and pages, and tell what changed."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.common import Format, FormatOption, QuietOption, StoreOption, desk, fetching, say, warn
from detente.errors import SourceError, UsageError

if TYPE_CHECKING:
    from detente.desk import Desk
    from detente.desk.posting import Poster
    from detente.desk.telling import Teller, TrackNews
    from detente.desk.watching import Visited, Watcher
    from detente.desk.watchlist import FeedFile, WatchList
    from detente.store import Follow

ListArgument = Annotated[str | None, typer.Argument(metavar="FILE.toml", help="The list of what is watched; docs/watching.md shows one.")]
OnceOption = Annotated[bool, typer.Option("--once", help="Visit what is due now, and end.")]
StatusOption = Annotated[bool, typer.Option("--status", help="Show how each source fares; nothing is fetched.")]
PrivateOption = Annotated[
    bool, typer.Option("--allow-private", help="Also fetch from this machine and from private networks. [DETENTE_ALLOW_PRIVATE=1]")
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(watch)


def watch(
    file: ListArgument = None,
    once: OnceOption = False,
    status: StatusOption = False,
    allow_private: PrivateOption = False,
    store: StoreOption = None,
    format: FormatOption = Format.text,
    quiet: QuietOption = False,
) -> int:
    """Follow feeds, sitemaps and pages: keep what is new, and tell what changed in the tracks one follows."""
    if status:
        with desk(store) as opened:
            return _show(opened.follows(), format)
    if file is None:
        raise UsageError("`watch` needs a list of what to watch", todo="Give a TOML file as docs/watching.md shows, or --status")
    from detente.desk.watchlist import read_list

    wanted = read_list(file)
    if fetching(allow_private).allow_private:
        wanted = replace(wanted, web=replace(wanted.web, allow_private=True))
    with desk(store, create=True) as opened:
        return _Watch(opened, wanted, quiet).run(once=once)


class _Watch:
    """A watcher with everything that tells people what it finds."""

    def __init__(self, opened: Desk, wanted: WatchList, quiet: bool) -> None:
        from detente.desk.posting import Poster
        from detente.desk.telling import Teller
        from detente.desk.watching import Watcher

        self._desk = opened
        self._quiet = quiet
        self._failed = False
        self._file = wanted.feed
        self._poster: Poster | None = Poster(opened, wanted.webhook, wanted.web) if wanted.webhook else None
        self._teller: Teller = Teller(opened, wanted.follow, to_post=wanted.webhook is not None)
        self._watcher: Watcher = Watcher(opened, wanted, notice=self._visited, told=self._tell)

    def run(self, *, once: bool) -> int:
        """Watch until stopped; gives the exit code."""
        with self._stopping():
            self._watcher.run(once=once)
        if self._watcher.stopped and not self._quiet:
            warn("detente: stopped. What was kept stays kept; run the same command again to go on.")
        return 1 if once and self._failed else 0

    @contextmanager
    def _stopping(self) -> Iterator[None]:
        """Stop cleanly at the first signal; a second one ends the program as it would any other."""
        before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

        def stop(number: int, _frame: object) -> None:
            signal.signal(number, before[signal.Signals(number)])
            self._watcher.stop()
            if self._poster is not None:
                self._poster.stop()

        for number in before:
            signal.signal(number, stop)
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _visited(self, visited: Visited) -> None:
        self._failed = self._failed or visited.error is not None
        line = _visit_line(visited)
        if line and not self._quiet:
            warn(f"{self._desk.clock().astimezone().strftime('%H:%M')}  {line}")
            for reason in visited.reasons:
                warn(f"       {reason}")

    def _tell(self) -> None:
        told = self._teller.tell()
        if self._file is not None:
            try:
                write_feed(self._desk, self._file)
            except OSError as error:
                warn(
                    f"detente: the feed cannot be written to {self._file.path} ({error.strerror}). What changed is kept for the next time."
                )
        for news in told:
            say(_news_text(news))
        if self._poster is not None:
            try:
                self._poster.post()
            except SourceError as error:
                warn(f"detente: the webhook did not take what changed: {error} It is sent again later.")


def _visit_line(visited: Visited) -> str:
    """A visit in a line; "" where nothing happened."""
    name = visited.follow.outlet or visited.follow.url
    if visited.error is not None:
        return f"{name}: {visited.error}"
    counts = (
        (visited.new, "{} new"),
        (visited.changed, "{} changed"),
        (visited.passed, "{} without an article"),
        (visited.failed, "{} could not be had"),
    )
    parts = [words.format(number) for number, words in counts if number]
    if visited.more:
        parts.append("more with the next visit")
    return f"{name}: {', '.join(parts)}" if parts else ""


def _news_text(news: TrackNews) -> str:
    """What changed in a track, a line a change, each with the dispatches it rests on."""
    from detente.views.wording import capital, day_words, in_words

    lines = [f"{news.track.name}, {day_words(news.as_of)}  [{news.track.id}]"]
    for change in news.changes:
        lines.append(f"  {capital(in_words(change.text))}")
        shown = [f"{d.outlet or d.id}, {day_words(d.published)}" for d in news.documents(change)[:3]]
        if shown:
            lines.append(f"      {'; '.join(shown)}")
    return "\n".join(lines)


def write_feed(opened: Desk, file: FeedFile) -> None:
    """Write the Atom feed of what changed: the whole file or nothing of it, and only where it is not so already."""
    from detente.desk.posting import news_id
    from detente.store import Telling
    from detente.views.atom import AtomEntry, atom
    from detente.views.wording import capital, in_words

    told = Telling(opened.log).news(file.entries)
    entries = []
    for item in told:
        documents = item.body.get("documents", ())
        lines = tuple(f"{d['outlet'] or d['id']}, {d['published'] or 'no date'}: {d['title']}" for d in documents)
        links = tuple((d["title"] or d["url"], d["url"]) for d in documents if d["url"])
        entries.append(AtomEntry(news_id(item), f"{item.name}: {capital(in_words(item.text))}", item.made, lines, links))
    # The same news must give the same file, so that it is only written when there is something new.
    body = atom(file.title, entries, updated="1970-01-01T00:00:00Z", url=file.url)
    if file.path.exists() and file.path.read_bytes() == body:
        return
    with tempfile.NamedTemporaryFile(dir=file.path.parent, prefix=f".{file.path.name}.", delete=False) as made:
        made.write(body)
        made.flush()
        os.fsync(made.fileno())
    try:
        os.chmod(made.name, 0o644)
        os.replace(made.name, file.path)
    except OSError:
        os.unlink(made.name)
        raise


def _show(follows: Sequence[Follow], format: Format) -> int:
    if format in (Format.json, Format.jsonl):
        import json
        from dataclasses import asdict

        rows = [{**asdict(f), "health": f.health} for f in follows]
        say(
            json.dumps(rows, ensure_ascii=False, indent=2)
            if format is Format.json
            else "\n".join(json.dumps(r, ensure_ascii=False) for r in rows)
        )
    elif not follows:
        say("Nothing is watched yet. Begin with `detente watch FILE.toml`.")
    else:
        say("\n".join(_status_lines(follows)))
    return 1 if any(f.listed and f.failures for f in follows) else 0


def _status_lines(follows: Sequence[Follow]) -> Iterator[str]:
    for follow in follows:
        word = follow.health if follow.listed else "no longer on the list"
        yield f"{word.upper() if word == 'failing' else word}  {follow.outlet or follow.url}"
        if follow.outlet:
            yield f"    {follow.url}"
        facts = [f"{follow.documents} dispatches"]
        facts += [f"{follow.pending} addresses to be tried again"] if follow.pending else []
        facts += ["restricted"] if follow.restricted else []
        facts += [f"last visited {_moment(follow.last_ok)}"] if follow.last_ok else []
        facts += [f"last new {_moment(follow.last_new)}"] if follow.last_new else []
        facts += [f"due {_moment(follow.next_due)}"] if follow.listed and follow.next_due else []
        yield f"    {', '.join(facts)}"
        if follow.failures:
            yield f"    failed {follow.failures} times in a row: {follow.last_error}"
        if follow.moved:
            yield f"    has moved for good to {follow.moved}: change the list"


def _moment(stamp: str | None) -> str:
    return (stamp or "")[:16].replace("T", " ")
