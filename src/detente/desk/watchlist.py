"""The list of what is watched: a TOML file, checked word by word."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from detente.errors import DateError, UsageError
from detente.sources import language_tag, published_of
from detente.sources.web import Limits, Manners, Web, normal

KINDS = ("auto", "feed", "sitemap", "page")

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_SHORTEST = 30

#: What holds where the list says nothing.
_EVERY, _MOST, _TITLE, _ENTRIES = 900, 200, "Détente: what changed", 100

_TABLES = {
    "": {"follow", "every", "outlet", "language", "restricted", "most", "recheck", "workers", "fetch", "webhook", "feed", "source"},
    "fetch": {"contact", "delay", "timeout", "attempts", "first_wait", "largest", "allow_private"},
    "webhook": {"url", "secret_env", "allow_private"},
    "feed": {"path", "title", "url", "entries"},
    "source": {"url", "kind", "every", "outlet", "language", "restricted", "most", "recheck", "since", "follow"},
}


@dataclass(frozen=True, slots=True)
class Source:
    """A feed, sitemap or page to be watched."""

    url: str
    kind: str = "auto"

    #: Seconds between two visits.
    every: int = _EVERY
    outlet: str | None = None
    language: str | None = None

    #: Whether its documents never leave in exports, webhooks and feeds.
    restricted: bool = False

    #: How many new addresses are fetched in one visit at most; the rest waits for the next.
    most: int = _MOST

    #: Whether articles are looked at again for corrections, one hour, six hours, a day and three days after they were found.
    recheck: bool = True

    #: What was published before this day (ISO) is left alone, where the source says when it was.
    since: str | None = None


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where changes are posted to."""

    url: str

    #: The environment variable that holds the key of the signature; without it there is none.
    secret_env: str | None = None
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class FeedFile:
    """The Atom file that changes are written to."""

    path: Path
    title: str = _TITLE
    url: str | None = None
    entries: int = _ENTRIES


@dataclass(frozen=True, slots=True)
class WatchList:
    """Everything that a list says."""

    sources: tuple[Source, ...]

    #: The tracks whose changes are told: ids or parts of names; "all" for every track.
    follow: tuple[str, ...] = ("all",)
    web: Web = field(default_factory=Web)
    webhook: Webhook | None = None
    feed: FeedFile | None = None

    #: How many sources are visited at the same time.
    workers: int = 4


def read_list(path: str) -> WatchList:
    """The list in a TOML file. Raises UsageError that names what is wrong with it."""
    try:
        with open(path, "rb") as file:
            return watch_list(tomllib.load(file), Path(path).resolve().parent)
    except FileNotFoundError as error:
        raise UsageError("there is no such file", path, "Make one as docs/watching.md shows") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the list cannot be read ({error})", path, "Check its permissions, and that it is UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"the list is no TOML ({error})", path, "docs/watching.md shows how one looks") from error
    except UsageError as error:
        raise UsageError(error.what, f"{path}: {error.where}" if error.where else path, error.todo) from error


def watch_list(given: Mapping[str, Any], folder: Path) -> WatchList:
    """The list in a parsed TOML file; relative paths are of `folder`. Raises UsageError."""
    _known(given, "")
    listed = given.get("source", [])
    if not isinstance(listed, list) or not listed:
        raise UsageError("the list names no sources", todo='Add a table: [[source]] with url = "https://…"')
    common = {key: given[key] for key in ("every", "outlet", "language", "restricted", "most", "recheck") if key in given}
    sources: dict[str, Source] = {}
    follow = _words(given, "follow", "the list") if "follow" in given else []
    for number, table in enumerate(listed, start=1):
        if not isinstance(table, dict):
            raise UsageError(f"source {number} is no table", todo="Write [[source]] above it")
        source = _source({**common, **table}, f"source {number}")
        if source.url in sources:
            raise UsageError(f"{source.url} is listed twice", f"source {number}", "Leave one of the two out")
        sources[source.url] = source
        follow += _words(table, "follow", f"source {number}") if "follow" in table else []
    return WatchList(
        tuple(sources.values()),
        tuple(dict.fromkeys(follow)) or ("all",),
        _web(_table(given, "fetch")),
        _webhook(given),
        _feed(given, folder),
        _number(given, "workers", "the list", 1, 32) or 4,
    )


def seconds(text: Any, where: str) -> int:
    """A span of time such as "15m" in seconds. Raises UsageError."""
    match = re.fullmatch(r"(\d{1,6})\s*([smhd])", text.strip().lower()) if isinstance(text, str) else None
    if match is None:
        raise UsageError(f"{text!r} is no span of time", where, 'Write it as "90s", "15m", "6h" or "1d"')
    return max(int(match.group(1)) * _SECONDS[match.group(2)], _SHORTEST)


def _source(table: Mapping[str, Any], where: str) -> Source:
    _known(table, "source", where)
    url = _text(table, "url", where)
    if url is None:
        raise UsageError("the source has no url", where, 'Write url = "https://…"')
    kind = _text(table, "kind", where) or "auto"
    if kind not in KINDS:
        raise UsageError(f"{kind!r} is no kind of source", where, f"Choose one of {', '.join(KINDS)}")
    since = table.get("since")
    try:
        language = _text(table, "language", where)
        return Source(
            normal(url),
            kind,
            seconds(table["every"], where) if "every" in table else _EVERY,
            _text(table, "outlet", where),
            language_tag(language) if language else None,
            _yes(table, "restricted", where, False),
            _number(table, "most", where, 1, 100_000) or _MOST,
            _yes(table, "recheck", where, True),
            published_of(str(since))[:10] if since is not None else None,
        )
    except (UsageError, DateError) as error:
        raise UsageError(error.what, error.where or where, error.todo) from error


def _web(table: Mapping[str, Any]) -> Web:
    limits, manners, where = Limits(), Manners(), "[fetch]"
    if (largest := _number(table, "largest", where, 1, 1024)) is not None:
        limits = replace(limits, wire=largest * 1024 * 1024, unpacked=2 * largest * 1024 * 1024)
    if (timeout := _float(table, "timeout", where)) is not None:
        limits = replace(limits, total=timeout, pause=min(limits.pause, timeout), connect=min(limits.connect, timeout))
    if (delay := _float(table, "delay", where)) is not None:
        manners = replace(manners, delay=delay)
    if (first := _float(table, "first_wait", where)) is not None:
        manners = replace(manners, first_wait=first)
    if (attempts := _number(table, "attempts", where, 1, 10)) is not None:
        manners = replace(manners, attempts=attempts)
    return Web(_yes(table, "allow_private", where, False), limits, manners, _text(table, "contact", where) or "")


def _webhook(given: Mapping[str, Any]) -> Webhook | None:
    if "webhook" not in given:
        return None
    table, where = _table(given, "webhook"), "[webhook]"
    url = _text(table, "url", where)
    if url is None:
        raise UsageError("the webhook has no url", where, 'Write url = "https://…"')
    return Webhook(normal(url), _text(table, "secret_env", where), _yes(table, "allow_private", where, False))


def _feed(given: Mapping[str, Any], folder: Path) -> FeedFile | None:
    if "feed" not in given:
        return None
    table, where = _table(given, "feed"), "[feed]"
    path = _text(table, "path", where)
    if path is None:
        raise UsageError("the feed has no path", where, 'Write path = "changes.xml"')
    entries = _number(table, "entries", where, 1, 10_000) or _ENTRIES
    return FeedFile(folder / path, _text(table, "title", where) or _TITLE, _text(table, "url", where), entries)


def _table(given: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = given.get(name, {})
    if not isinstance(table, dict):
        raise UsageError(f"`{name}` is no table", todo=f"Write [{name}] above it")
    _known(table, name, f"[{name}]")
    return table


def _known(table: Mapping[str, Any], name: str, where: str = "") -> None:
    odd = sorted(set(table) - _TABLES[name])
    if odd:
        raise UsageError(f"{odd[0]!r} means nothing here", where, f"Known are {', '.join(sorted(_TABLES[name]))}")


def _text(table: Mapping[str, Any], key: str, where: str) -> str | None:
    value = table.get(key)
    if value is not None and not isinstance(value, str):
        raise UsageError(f"`{key}` is no text", where, f'Write {key} = "…"')
    return value or None


def _words(table: Mapping[str, Any], key: str, where: str) -> list[str]:
    value = table[key]
    found = [value] if isinstance(value, str) else value
    if not isinstance(found, list) or not all(isinstance(v, str) and v.strip() for v in found):
        raise UsageError(f"`{key}` is no list of texts", where, f'Write {key} = ["…"]')
    return found


def _yes(table: Mapping[str, Any], key: str, where: str, otherwise: bool) -> bool:
    value = table.get(key, otherwise)
    if not isinstance(value, bool):
        raise UsageError(f"`{key}` is neither true nor false", where, f"Write {key} = true")
    return value


def _number(table: Mapping[str, Any], key: str, where: str, least: int, most: int) -> int | None:
    value = table.get(key)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most):
        raise UsageError(f"`{key}` is no whole number from {least} to {most}", where, f"Write {key} = {least}")
    return value


def _float(table: Mapping[str, Any], key: str, where: str) -> float | None:
    value = table.get(key)
    if value is not None and (not isinstance(value, (int, float)) or isinstance(value, bool) or not 0 <= value <= 3600):
        raise UsageError(f"`{key}` is no number of seconds from 0 to 3600", where, f"Write {key} = 1")
    return None if value is None else float(value)
