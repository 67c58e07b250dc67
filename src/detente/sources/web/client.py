"""Fetching: one address in, one answer out, within limits and with manners."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version

import httpcore2
import httpx2
import stamina

from detente.sources.web.errors import FetchError, TooLargeError
from detente.sources.web.limits import Limits, Web
from detente.sources.web.politeness import Gate
from detente.sources.web.robots import LONGEST, Robots
from detente.sources.web.transport import GuardedTransport
from detente.sources.web.unpacking import ACCEPTED, encodings, unpacked
from detente.sources.web.urls import host_of, joined, normal

# What stamina tells of repeated attempts is for who configures logging, and nobody else's screen.
logging.getLogger("stamina").addHandler(logging.NullHandler())

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_LATER = frozenset({408, 421, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529})
_CLOSED = {
    401: "the site asks for a password",
    402: "the site asks for money",
    403: "the site refuses programs, or this address",
    404: "there is no such page",
    410: "the page was taken down",
    451: "the page was taken down by order of the law",
}
_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5"

#: Kinds of content that hold no dispatch; their bodies are not even read.
_NO_TEXT = re.compile(r"(?:image|video|audio|font|model)/(?!svg)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered."""

    #: The address asked for, in standard form, and the one that answered, after redirects.
    asked: str
    url: str

    #: 200, or 304 where it has not changed since; `body` is empty then.
    status: int
    body: bytes = b""

    #: The kind of content as the server says ("text/html"), and its charset, or "".
    media: str = ""
    charset: str = ""

    #: What to ask with the next time.
    etag: str | None = None
    last_modified: str | None = None

    #: Where the address has moved for good, or None.
    moved: str | None = None

    @property
    def unchanged(self) -> bool:
        """Whether it is as it was when last asked."""
        return self.status == 304


def user_agent(contact: str = "") -> str:
    """The name that servers see."""
    try:
        number = version("detente")
    except PackageNotFoundError:
        number = "0"
    shown = re.sub(r"[^\x21-\x27\x2a-\x7e]", "", contact)
    return f"detente/{number} (news reader{'; +' + shown if shown else ''})"


class Fetcher:
    """Fetches addresses; connections, pauses and robots.txt are shared by all its fetches. Safe to use from several threads."""

    def __init__(self, web: Web | None = None) -> None:
        self.web = web or Web()
        self.gate = Gate()
        self._transport = GuardedTransport(self.web.limits, allow_private=self.web.allow_private, resolve=self.web.resolve)
        self.robots = Robots(self._robots_txt)
        self._agent = user_agent(self.web.contact)

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of all connections."""
        self._transport.close()

    def fetch(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """Fetch an address, asking again with growing pauses where that may help.

        `etag` and `last_modified` are those of the last answer. Raises UsageError where it is no address, FetchError (AddressError,
        RobotsError, TooLargeError among them) where nothing usable comes.
        """
        asked = normal(url)
        manners = self.web.manners
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in conditions.items() if value}
        attempts = stamina.retry_context(
            on=self._worth_it, attempts=manners.attempts, timeout=None, wait_initial=manners.first_wait, wait_max=manners.longest_wait,
            wait_jitter=manners.first_wait,
        )  # fmt: skip
        for attempt in attempts:
            with attempt:
                return self._journey(asked, headers, self.web.limits, robots=manners.robots)
        raise FetchError("nothing was tried", asked)

    def post(self, url: str, body: bytes, headers: dict[str, str]) -> None:
        """Send something to an address, trying again with growing pauses where that may help; redirects are not followed.

        Raises UsageError where it is no address, FetchError (AddressError among them) where it is not taken.
        """
        target, manners = normal(url), self.web.manners
        for attempt in stamina.retry_context(
            on=self._worth_it, attempts=manners.attempts, timeout=None, wait_initial=manners.first_wait, wait_max=manners.longest_wait,
            wait_jitter=manners.first_wait,
        ):  # fmt: skip
            with attempt, self.gate.turn(host_of(target), 0.0), self._transport.deadline.within(self.web.limits.total), _meant(target):
                client = httpx2.Client(transport=self._transport, trust_env=False)
                request = client.build_request("POST", target, content=body, headers={"User-Agent": self._agent, **headers})
                response = client.send(request, stream=True, follow_redirects=False)
                try:
                    if not 200 <= response.status_code < 300:
                        _refuse(response, target)
                        raise FetchError(
                            f"the server says {response.status_code}", target, "Check the address", status=response.status_code
                        )
                finally:
                    response.close()

    def _worth_it(self, error: Exception) -> bool | float:
        """Whether to try again, and after how many seconds where the server said."""
        if not isinstance(error, FetchError) or not error.again:
            return False
        if error.after is None:
            return True
        return error.after if error.after <= self.web.manners.longest_wait else False

    def _robots_txt(self, url: str) -> bytes:
        limits = replace(self.web.limits, unpacked=LONGEST, redirects=5)
        return self._journey(url, {}, limits, robots=False, cut=True).body

    def _journey(self, asked: str, headers: dict[str, str], limits: Limits, *, robots: bool, cut: bool = False) -> Fetched:
        """One attempt: from the address asked through its redirects to an answer."""
        # A client for each, so that cookies live as long as the journey and no longer.
        client = httpx2.Client(transport=self._transport, trust_env=False)
        url, seen, moved, for_good = asked, {asked}, None, True
        for _ in range(limits.redirects + 1):
            with self._answer(client, url, headers, limits, robots=robots) as response:
                if response.status_code not in _REDIRECTS or "location" not in response.headers:
                    return replace(_fetched(response, url, limits, bool(headers), cut), asked=asked, moved=moved)
                target = joined(url, response.headers["location"])
                for_good = for_good and response.status_code in _FOR_GOOD
            if target is None:
                raise FetchError("it leads on to something that is no address of the web", asked, "Check the address")
            if target in seen:
                raise FetchError("it leads round in a circle", asked, "Open it yourself and add the saved file")
            url, moved = target, target if for_good else moved
            seen.add(url)
        raise FetchError(f"it leads on more than {limits.redirects} times", asked, "Open it yourself and add the saved file")

    @contextmanager
    def _answer(
        self, client: httpx2.Client, url: str, headers: dict[str, str], limits: Limits, *, robots: bool
    ) -> Iterator[httpx2.Response]:
        """The answer to one request, its body unread; the host's turn is held until it has been dealt with."""
        manners = self.web.manners
        asked_for = self.robots.check(url) if robots else None
        delay = max(manners.delay, min(asked_for or 0.0, manners.longest_delay))
        host = host_of(url)
        with self.gate.turn(host, delay), self._transport.deadline.within(limits.total), _meant(url):
            try:
                request = client.build_request("GET", url, headers={**self._headers(), **headers})
            except httpx2.InvalidURL as error:
                raise FetchError("this is not an address", url, "Write it as https://example.org/page") from error
            response = client.send(request, stream=True, follow_redirects=False)
            try:
                _refuse(response, url)
                yield response
            except FetchError as error:
                if error.after is not None:
                    self.gate.leave_alone(host, min(error.after, manners.longest_wait))
                raise
            finally:
                response.close()

    def _headers(self) -> dict[str, str]:
        return {"User-Agent": self._agent, "Accept": _ACCEPT, "Accept-Encoding": ACCEPTED, "Accept-Language": "en, *;q=0.5"}


@contextmanager
def _meant(url: str) -> Iterator[None]:
    """Turn what the network raises into FetchErrors."""
    try:
        yield
    except (httpcore2.TimeoutException, TimeoutError) as error:
        raise FetchError("the server did not answer in time", url, "Try again later", again=True) from error
    except httpcore2.ConnectError as error:
        raise FetchError(f"the server cannot be reached ({error})", url, "Check the address and the network", again=True) from error
    except (httpcore2.ProtocolError, httpcore2.NetworkError) as error:
        raise FetchError("the answer was cut off, or is no HTTP", url, "Try again later", again=True) from error


def _refuse(response: httpx2.Response, url: str) -> None:
    """Raise FetchError where the status is one that nothing usable comes with."""
    status = response.status_code
    if status in (200, 203, 304) or status in _REDIRECTS:
        return
    if status in _LATER:
        after = _retry_after(response.headers.get("retry-after"))
        raise FetchError(f"the server says {status}", url, "Try again later", status=status, again=True, after=after)
    what = _CLOSED.get(status, f"the server says {status}")
    raise FetchError(what, url, "Open it yourself and add the saved file", status=status)


def _retry_after(header: str | None) -> float | None:
    """Seconds to wait, as the header says in seconds or as a date; never less than none and never more than a day."""
    if header is None:
        return None
    text = header.strip()
    try:
        seconds = float(text) if re.fullmatch(r"\d{1,9}", text) else (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(seconds, 0.0), 86_400.0)


def _fetched(response: httpx2.Response, url: str, limits: Limits, conditional: bool, cut: bool) -> Fetched:
    headers = response.headers
    etag, modified = headers.get("etag"), headers.get("last-modified")
    if response.status_code == 304:
        if not conditional:
            raise FetchError("the server says that nothing changed, to somebody who never asked", url, "Try again later")
        return Fetched(url, url, 304, etag=etag, last_modified=modified)
    if response.status_code in _REDIRECTS:
        raise FetchError("it leads on, but not where to", url, "Check the address")
    media, charset = _content_type(headers.get("content-type", ""))
    if _NO_TEXT.match(media):
        raise FetchError(f"this is {media}, which holds no text", url, "Leave this address out")
    length = headers.get("content-length", "")
    if length.isdigit() and len(length) < 20 and int(length) > limits.wire and not cut:
        raise TooLargeError(f"the answer is larger than {limits.wire // 1024**2} MiB", url, "Leave this address out")
    body = _body(response, url, limits, cut)
    return Fetched(url, url, 200, body, media, charset, etag, modified)


def _body(response: httpx2.Response, url: str, limits: Limits, cut: bool) -> bytes:
    names = encodings(response.headers.get("content-encoding", ""), limits, url)
    taken = bytearray()
    for chunk in unpacked(_wire(response, url, limits), names, replace(limits, unpacked=limits.wire) if cut else limits, url):
        taken += chunk
        if cut and len(taken) >= limits.unpacked:
            break
    return bytes(taken[: limits.unpacked])


def _wire(response: httpx2.Response, url: str, limits: Limits) -> Iterator[bytes]:
    total = 0
    for chunk in response.iter_raw():
        total += len(chunk)
        if total > limits.wire:
            raise TooLargeError(f"the answer is larger than {limits.wire // 1024**2} MiB", url, "Leave this address out")
        yield chunk


def _content_type(header: str) -> tuple[str, str]:
    message = Message()
    message["Content-Type"] = header.encode("ascii", "replace").decode("ascii").replace("\n", " ").replace("\r", " ")
    charset = message.get_param("charset")
    media = header.split(";")[0].strip().lower()
    return media, charset.strip().lower() if isinstance(charset, str) else ""
