"""A threaded HTTP server on loopback addresses, one for each outlet, all on one port number."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Mapping
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from newsweb.resources import Resource, bomb

_STAMP = "Tue, 10 Jun 2025 08:00:00 GMT"


class Servers:
    """Serves hosts -> paths -> resources; counts what is asked for. Use it in a `with` statement."""

    def __init__(self, hosts: Mapping[str, Mapping[str, Resource]], port: int, patience: float = 8.0) -> None:
        self.hosts = dict(hosts)
        self.asked: Counter[str] = Counter()
        self.unchanged = 0
        self.agents: set[str] = set()
        self.times: dict[str, list[float]] = {}
        self.stopped = threading.Event()
        self.patience = patience
        self._guard = threading.Lock()
        self._running = [_Server((host, port), _Handler, self, host) for host in hosts]

    def __enter__(self) -> Servers:
        for server in self._running:
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        for server in self._running:
            server.shutdown()
            server.server_close()

    def note(self, host: str, path: str, agent: str) -> int:
        """Count a request; gives how many there were before it."""
        with self._guard:
            before = self.asked[host + path]
            self.asked[host + path] += 1
            self.agents.add(agent)
            self.times.setdefault(host, []).append(time.monotonic())
            return before


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], handler: Any, owner: Servers, host: str) -> None:
        self.owner, self.host = owner, host
        super().__init__(address, handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Readers may hang up whenever they like."""


@cache
def _bomb(layers: int) -> bytes:
    return bomb(layers)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server
    # Without it, Nagle's algorithm and delayed acknowledgement cost 40 ms an answer.
    disable_nagle_algorithm = True
    wbufsize = -1

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        before = self.server.owner.note(self.server.host, self.path, self.headers.get("User-Agent", ""))
        resource = self.server.owner.hosts[self.server.host].get(self.path)
        if resource is None:
            self._send(Resource(b"<html><head><title>Not found</title></head><body><p>No such page.</p></body></html>", status=404))
            return
        fault = resource.always or (resource.faults[before] if before < len(resource.faults) else "")
        if fault in ("", "slow"):
            if fault:
                self.server.owner.stopped.wait(0.3)
            self._send(resource)
        elif fault in ("429", "500", "503"):
            self._send(Resource(b"busy", "text/plain", int(fault), headers={} if fault == "500" else {"Retry-After": "0"}))
        else:
            self._misbehave(fault, resource)

    def _send(self, resource: Resource) -> None:
        if resource.status == 200 and self._has_it(resource):
            with self.server.owner._guard:
                self.server.owner.unchanged += 1
            self.send_response(304)
            self.send_header("ETag", resource.etag)
            self.end_headers()
            return
        body = resource.wire()
        self.send_response(resource.status)
        self.send_header("Content-Type", resource.type)
        self.send_header("Content-Length", str(len(body)))
        if resource.packed:
            self.send_header("Content-Encoding", "gzip" if resource.packed == "gzip" else "deflate")
        if resource.location is not None:
            self.send_header("Location", resource.location)
        if resource.dated and resource.status == 200:
            self.send_header("ETag", resource.etag)
            self.send_header("Last-Modified", _STAMP)
        for name, value in resource.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _has_it(self, resource: Resource) -> bool:
        if not resource.dated:
            return False
        return self.headers.get("If-None-Match") == resource.etag

    def _misbehave(self, fault: str, resource: Resource) -> None:
        """Answers that go wrong on the way; the connection is of no more use after them."""
        self.close_connection = True
        waiting, end = self.server.owner.stopped, time.monotonic() + self.server.owner.patience
        if fault == "hang":
            waiting.wait(self.server.owner.patience)
            return
        self.send_response(200)
        self.send_header("Content-Type", resource.type)
        try:
            if fault == "cut":
                self.send_header("Content-Length", str(len(resource.body) + 10))
                self.end_headers()
                self.wfile.write(resource.body[: len(resource.body) * 2 // 3])
            elif fault in ("bomb", "bombs"):
                packed = _bomb(1 if fault == "bomb" else 2)
                self.send_header("Content-Encoding", "gzip" if fault == "bomb" else "gzip, gzip")
                self.send_header("Content-Length", str(len(packed)))
                self.end_headers()
                self.wfile.write(packed)
            else:
                self.send_header("Connection", "close")
                self.end_headers()
                piece = b"<p>and on" if fault == "drip" else b"<p>more and more</p>" * 5000
                while time.monotonic() < end and not waiting.is_set():
                    self.wfile.write(piece)
                    self.wfile.flush()
                    waiting.wait(0.05 if fault == "drip" else 0)
        except (BrokenPipeError, ConnectionResetError):
            pass
