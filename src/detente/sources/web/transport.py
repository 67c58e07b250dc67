"""The network below the client: checked addresses only, and one deadline for a whole fetch."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpcore2
import httpx2

from detente.sources.web.addresses import Resolve, checked_addresses, system_resolver
from detente.sources.web.errors import FetchError
from detente.sources.web.limits import Limits


class Deadline:
    """When the fetch that the present thread is at must be over. A server that drips bytes never runs into a pause's limit."""

    def __init__(self) -> None:
        self._local = threading.local()

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Set the deadline for what runs inside."""
        self._local.end = time.monotonic() + seconds
        try:
            yield
        finally:
            self._local.end = None

    def left(self, timeout: float | None) -> float:
        """The seconds that one step may take. Raises httpcore2.ReadTimeout where none are left."""
        end: float | None = getattr(self._local, "end", None)
        limits = [value for value in (timeout, None if end is None else end - time.monotonic()) if value is not None]
        seconds = min(limits, default=60.0)
        if seconds <= 0:
            raise httpcore2.ReadTimeout("the deadline has passed")
        return seconds


class _Stream(httpcore2.NetworkStream):
    """A connection whose every step ends by the deadline."""

    def __init__(self, inner: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout)), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Backend(httpcore2.NetworkBackend):
    """Looks a name up, checks every answer, and connects to the answers themselves, one after another."""

    def __init__(self, resolve: Resolve, deadline: Deadline, *, allow_private: bool) -> None:
        self._inner = httpcore2.SyncBackend()
        self._resolve = resolve
        self._deadline = deadline
        self._allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        patience = self._deadline.left(timeout)
        addresses = checked_addresses(host, port, self._resolve, allow_private=self._allow_private, patience=patience)
        failure: Exception | None = None
        for address in addresses:
            try:
                inner = self._inner.connect_tcp(address, port, self._deadline.left(timeout), local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
                continue
            return _Stream(inner, self._deadline)
        raise failure or httpcore2.ConnectError(f"no address of {host} answers")

    def connect_unix_socket(self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None) -> Any:
        raise FetchError("local sockets are not spoken to", path)


class GuardedTransport(httpx2.BaseTransport):
    """httpx2's way to the network, over the guarded one. Environment proxies are not used: they would do the looking up."""

    def __init__(self, limits: Limits, *, allow_private: bool, resolve: Resolve | None = None) -> None:
        self.deadline = Deadline()
        self._pool = httpcore2.ConnectionPool(
            ssl_context=httpx2.create_ssl_context(),
            max_connections=32,
            max_keepalive_connections=16,
            keepalive_expiry=15.0,
            network_backend=_Backend(resolve or system_resolver, self.deadline, allow_private=allow_private),
        )
        self._timeouts = {"connect": limits.connect, "read": limits.pause, "write": limits.pause, "pool": limits.total}

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request and give the answer, its body unread. Raises FetchError and httpcore2's errors."""
        url = httpcore2.URL(scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path)
        answer = self._pool.handle_request(
            httpcore2.Request(
                request.method, url, headers=request.headers.raw, content=request.read(), extensions={"timeout": self._timeouts}
            )
        )
        return httpx2.Response(answer.status, headers=answer.headers, stream=_Body(answer), request=request)

    def close(self) -> None:
        """Let go of all connections."""
        self._pool.close()


class _Body(httpx2.SyncByteStream):
    def __init__(self, answer: httpcore2.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
