"""`read`, `add` and `reread`."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer

from detente.cli.bars import Bar, progress, steps
from detente.cli.common import Format, FormatOption, QuietOption, StoreOption, desk, fetching, say, warn
from detente.errors import SourceError

PathsArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH…",
        help="Files (text, HTML, PDF, DOCX, .eml, JSON, feeds, WARC …), folders of them, addresses of articles, feeds and sitemaps, "
        "or - for standard input.",
    ),
]
PublishedOption = Annotated[
    str | None, typer.Option(metavar="DATE", help="When it was published, where the file does not say: 2025-06-10.")
]
OutletOption = Annotated[str | None, typer.Option(metavar="NAME", help="Who published it, where the file does not say.")]
LanguageOption = Annotated[str | None, typer.Option(metavar="TAG", help="Its language, where the file does not say: en. [found out]")]
TitleOption = Annotated[str | None, typer.Option(metavar="TEXT", help="Its headline, where the file does not say.")]
UrlOption = Annotated[str | None, typer.Option(metavar="URL", help="Where it was published, where the file does not say.")]

RestrictedOption = Annotated[bool, typer.Option("--restricted", help="They never leave in exports and feeds.")]
PrivateOption = Annotated[
    bool, typer.Option("--allow-private", help="Also fetch from this machine and from private networks. [DETENTE_ALLOW_PRIVATE=1]")
]
AgainOption = Annotated[bool, typer.Option("--again", help="Also what was taken out with `detente forget`.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(read)
    app.command()(add)
    app.command()(reread)


def read(
    paths: PathsArgument,
    published: PublishedOption = None,
    outlet: OutletOption = None,
    language: LanguageOption = None,
    title: TitleOption = None,
    url: UrlOption = None,
    allow_private: PrivateOption = False,
    format: FormatOption = Format.text,
    quiet: QuietOption = False,
) -> int:
    """Read dispatches and print their claims; nothing is kept."""
    from detente.desk import Hints, Skipped, read_paths
    from detente.views import readings

    failed = False
    hints = Hints(published, outlet, language, title, url)
    with progress("Reading", paths, quiet) as bar, readings.printer(format.value, say) as show:
        pointers: Counter[str] = Counter()
        for item in read_paths(paths, hints, web=fetching(allow_private)):
            bar.step()
            if isinstance(item, SourceError):
                failed = True
                bar.warn(f"detente: {item}")
            elif isinstance(item, Skipped):
                _pass_over(bar, pointers, item.where, item.why, item.url)
            else:
                for warning in item.warnings:
                    bar.warn(f"detente: {warning}")
                show(item)
        _sum_up(bar, pointers)
    return 1 if failed else 0


def _pass_over(bar: Bar, pointers: Counter[str], where: str, why: str, url: str | None) -> None:
    """Say what was left alone; of what only points to pages (a sitemap has thousands) how many."""
    if url is None:
        bar.warn(f"detente: {where}: skipped, {why}")
    else:
        pointers[where.partition(", entry ")[0]] += 1


def _sum_up(bar: Bar, pointers: Counter[str]) -> None:
    for where, number in pointers.items():
        bar.warn(f"detente: {where}: {number} entries carry only the address of a page; nothing is fetched from a file")


def add(
    paths: PathsArgument,
    published: PublishedOption = None,
    outlet: OutletOption = None,
    language: LanguageOption = None,
    title: TitleOption = None,
    url: UrlOption = None,
    restricted: RestrictedOption = False,
    again: AgainOption = False,
    allow_private: PrivateOption = False,
    store: StoreOption = None,
    quiet: QuietOption = False,
) -> int:
    """Read dispatches and keep them with their claims. What is kept already is left alone."""
    from detente.desk import Hints

    counts: Counter[str] = Counter()
    pointers: Counter[str] = Counter()
    claims = 0
    with desk(store, create=True) as opened, progress("Adding", paths, quiet) as bar:
        hints, web = Hints(published, outlet, language, title, url), fetching(allow_private)
        for added in opened.add(paths, hints, again=again, restricted=restricted, web=web):
            bar.step()
            counts[added.what] += 1
            claims += added.claims
            if added.skipped is not None:
                _pass_over(bar, pointers, added.skipped.where, added.skipped.why, added.skipped.url)
            if added.error is not None:
                bar.warn(f"detente: {added.error}")
            for warning in added.warnings:
                bar.warn(f"detente: {warning}")
        _sum_up(bar, pointers)
    if not quiet:
        warn(_summary(counts, claims))
    return 1 if counts["failed"] or counts["refused"] else 0


def _summary(counts: Counter[str], claims: int) -> str:
    words = {
        "new": "{} added",
        "version": "{} as a new version",
        "known": "{} known already",
        "skipped": "{} skipped",
        "refused": "{} taken out before and refused",
        "failed": "{} bad and left out",
    }
    parts = [text.format(counts[what]) for what, text in words.items() if counts[what] or what == "new"]
    return f"{', '.join(parts)}; {claims} claim{'' if claims == 1 else 's'} read."


def reread(store: StoreOption = None, quiet: QuietOption = False) -> int:
    """Read stored dispatches again with the present reader. Decisions and earlier readings stay."""
    counts: Counter[str] = Counter()
    with desk(store) as opened, steps("Rereading", int(opened.log.figures()["versions"]), quiet) as bar:
        for added in opened.reread():
            bar.step()
            counts["changed" if added.what == "version" else "same"] += 1
    if not quiet:
        warn(f"{counts['changed']} read otherwise than before, {counts['same']} as before.")
    return 0
