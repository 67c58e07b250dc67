"""Who may ask, and what a browser may do with an answer.

The site listens on this machine only, but a browser on it also shows strangers' pages. So: requests under another host's name
are refused (a stranger's name may point here: DNS rebinding), so are requests that a page of another origin makes, and what
changes anything needs a token that only our own pages hold. Answers carry a content security policy without inline scripts or
styles, so that nothing a dispatch brings with it can run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)

_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: a browser then sends `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

#: The names under which this machine may be asked.
_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})
_HOST = re.compile(r"(?P<name>\[[0-9a-f:]+\]|[a-z0-9.-]+)(?::\d{1,5})?", re.IGNORECASE)

#: The most that a form may carry.
LARGEST = 64 * 1024 * 1024

_SAFE = frozenset({"GET", "HEAD"})


class Guard:
    """The outermost layer of the site."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)

        async def answered(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    given.setdefault(name, value)
                given.setdefault("Cache-Control", "no-store")
            await send(message)

        for status, why in _refusals(scope["method"], headers):
            await PlainTextResponse(f"Refused: {why}\n", status)(scope, receive, answered)
            return
        await self._app(scope, receive, answered)


def _refusals(method: str, headers: Headers) -> Iterator[tuple[int, str]]:
    """The status and reason of what is wrong with a request, if anything is."""
    hosts = headers.getlist("host")
    found = _HOST.fullmatch(hosts[0]) if len(hosts) == 1 else None
    if found is None or found["name"].lower() not in _NAMES:
        yield 421, "this site answers under 127.0.0.1 and localhost only."
    site, mode = headers.get("sec-fetch-site", ""), headers.get("sec-fetch-mode", "")
    if method in _SAFE:
        # A link from elsewhere may lead here; a page from elsewhere may not fetch or embed what is here.
        if site in ("cross-site", "same-site") and mode != "navigate":
            yield 403, "a page of another site may not ask this one."
        return
    origin = headers.get("origin")
    if site not in ("", "same-origin") or (origin is not None and not _own(origin, hosts[0] if hosts else "")):
        yield 403, "a page of another site may not change anything here."
    length = headers.get("content-length", "")
    if not length.isdigit():
        yield 411, "the length of what is sent is not given."
    elif int(length) > LARGEST:
        yield 413, f"what is sent is larger than {LARGEST // 1024**2} MiB."


def _own(origin: str, host: str) -> bool:
    parts = urlsplit(origin)
    return parts.scheme == "http" and parts.netloc.lower() == host.lower()
