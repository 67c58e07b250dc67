"""What the server answers for an address, and what it does on the way."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from dataclasses import dataclass, field
from typing import Literal

#: What goes wrong: for the first requests to a resource one after another, or (`always`) for every request.
Fault = Literal["", "429", "500", "503", "cut", "slow", "drip", "endless", "bomb", "bombs", "hang"]


@dataclass(frozen=True)
class Resource:
    """A page, feed or file of the site."""

    body: bytes = b""
    type: str = "text/html; charset=utf-8"
    status: int = 200
    location: str | None = None
    packed: Literal["", "gzip", "deflate", "raw"] = ""
    faults: tuple[Fault, ...] = ()
    always: Fault = ""
    dated: bool = True
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha1(self.body).hexdigest()[:16]}"'

    def wire(self) -> bytes:
        """The body as it is sent."""
        if self.packed == "gzip":
            return gzip.compress(self.body, mtime=0)
        if self.packed == "deflate":
            return zlib.compress(self.body)
        if self.packed == "raw":
            engine = zlib.compressobj(wbits=-15)
            return engine.compress(self.body) + engine.flush()
        return self.body


def moved(location: str, status: int = 301) -> Resource:
    """A redirect."""
    return Resource(status=status, location=location)


def bomb(layers: int = 1, mebibytes: int = 40) -> bytes:
    """Zeros that unpack to a great many."""
    data = b"\x00" * (mebibytes * 1024 * 1024)
    for _ in range(layers):
        data = gzip.compress(data, mtime=0)
    return data
