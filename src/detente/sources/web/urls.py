"""Addresses as people and pages write them, and the one that an article is known by."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from detente.errors import UsageError
from detente.sources.identity import is_tracker

#: Parameters that say where a reader came from only with some values: elsewhere they name what is read.
_WHERE_FROM = re.compile(r"(?:rss|feed|atom|twitter|facebook|home|homepage|newsletter|tw|fb|nl|mail)", re.IGNORECASE)

_SAFE = "/:@!$&'()*+,;=~-._%"
_DEFAULT_PORT = {"http": 80, "https": 443}


def is_url(text: str) -> bool:
    """Whether a path as people hand it in is an address of the web."""
    return bool(re.match(r"https?://", text, re.IGNORECASE))


def normal(url: str) -> str:
    """An address in standard form, without fragment: what is the same to a server is the same here.

    Raises UsageError where it is none, is of another scheme than http or https, or carries a password.
    """
    cleaned = re.sub(r"[\t\r\n]", "", url.strip())
    try:
        parts = urlsplit(cleaned)
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
    except ValueError as error:
        raise UsageError(f"{url[:200]!r} is not an address", todo="Write it as https://example.org/page") from error
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORT:
        raise UsageError(f"{url[:200]!r} is not an address of the web", todo="Only http and https are fetched")
    if not host or len(host) > 253 or re.search(r"[\s<>\"\\^`{|}%#?@]", host):
        raise UsageError(f"{url[:200]!r} names no host", todo="Write it as https://example.org/page")
    if parts.username is not None or parts.password is not None:
        raise UsageError("an address with a user name or password is not fetched, because it would be kept", todo="Leave them out")
    try:
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise UsageError(f"{url[:200]!r} names no host that can be", todo="Check the spelling") from error
    shown = f"[{host}]" if ":" in host else host
    where = shown if port in (None, _DEFAULT_PORT[scheme]) else f"{shown}:{port}"
    path = quote(_without_dots(parts.path) or "/", safe=_SAFE)
    return urlunsplit((scheme, where.lower(), path, quote(parts.query, safe=_SAFE + "?"), ""))


def _without_dots(path: str) -> str:
    if "/." not in path:
        return path
    flat = posixpath.normpath(path)
    flat = "/" + flat.lstrip("/")
    return flat + "/" if path.endswith(("/", "/.", "/..")) and flat != "/" else flat


def canonical(url: str) -> str:
    """The address that an article is known by: standard form without what only says where the reader came from. Raises UsageError."""
    parts = urlsplit(normal(url))
    if not parts.query:
        return urlunsplit(parts)
    given = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(key, value) for key, value in given if not _says_where_from(key, value)]
    return urlunsplit(parts) if kept == given else urlunsplit(parts._replace(query=urlencode(kept)))


def _says_where_from(key: str, value: str) -> bool:
    if key.lower() in ("ref", "source", "from", "src"):
        return bool(_WHERE_FROM.fullmatch(value))
    return is_tracker(key, value)


def joined(base: str, link: str) -> str | None:
    """A link of a page in standard form; None where it leads nowhere on the web."""
    try:
        return normal(urljoin(base, link.strip()))
    except (UsageError, ValueError):
        return None


def host_of(url: str) -> str:
    """Host and port of an address in standard form."""
    return urlsplit(url).netloc


def origin_of(url: str) -> str:
    """Scheme, host and port: what a robots.txt holds for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one site: one host, or hosts that differ only in a leading label such as `www.`, `m.` or `amp.`."""
    first, second = (_bare(host_of(url)) for url in (one, other))
    return first == second


def _bare(host: str) -> str:
    return re.sub(r"^(?:www\d?|m|mobile|amp|edition|news)\.(?=[^.]+\.[^.\d])", "", host)
