"""Bodies of HTTP answers as archives keep them: sent in pieces, packed, or both (RFC 9112, RFC 9110)."""

from __future__ import annotations

import zlib

from detente.errors import SourceError
from detente.sources.limits import LIMITS

_TODO = "Fetch it again"


def decoded(body: bytes, transfer: str, content: str, where: str) -> bytes:
    """The body without its codings, named as in Transfer-Encoding and Content-Encoding; at most a little more than a page's limit.

    Archives often keep the header and not the coding; what is not coded as it says is taken as it is. Raises SourceError for a
    body that is damaged or packed in a way that is not known here.
    """
    if "chunked" in transfer.lower():
        body = _joined(body)
    for name in reversed([part.strip().lower() for part in content.split(",")][:3]):
        if name in ("gzip", "x-gzip"):
            body = _inflated(body, zlib.MAX_WBITS | 16, where) if body.startswith(b"\x1f\x8b") else body
        elif name == "deflate":
            body = _inflated(body, zlib.MAX_WBITS if body[:1] == b"\x78" else -zlib.MAX_WBITS, where)
        elif name not in ("", "identity", "none") and body.lstrip()[:1] != b"<":
            raise SourceError(f"the page is packed as {name[:20]!r}, which is not known here", where, _TODO)
    return body


def _inflated(body: bytes, window: int, where: str) -> bytes:
    try:
        return zlib.decompressobj(window).decompress(body, LIMITS.page + 1)
    except zlib.error as error:
        raise SourceError("the page's packing is damaged", where, _TODO) from error


def _joined(body: bytes) -> bytes:
    """The pieces of a chunked body; the body itself where it is not chunked (any more)."""
    pieces: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\r\n", at, at + 40)
        try:
            size = int(body[at:end].partition(b";")[0], 16) if end > at else -1
        except ValueError:
            size = -1
        if size < 0 or end + 2 + size > len(body):
            return body
        if size == 0:
            return b"".join(pieces)
        pieces.append(body[end + 2 : end + 2 + size])
        at = end + 2 + size + 2
