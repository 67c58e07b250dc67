"""Unpacking what servers pack, never further than a limit."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from detente.sources.web.errors import FetchError, TooLargeError
from detente.sources.web.limits import Limits

#: What is asked for. Brotli and zstd are not: their bombs are denser, and every server speaks gzip.
ACCEPTED = "gzip, deflate"

_STEP = 256 * 1024
_GZIP = 31
_KNOWN = {"gzip", "x-gzip", "deflate"}


def encodings(header: str, limits: Limits, url: str) -> list[str]:
    """The encodings of a Content-Encoding header, the outermost first. Raises FetchError for one that is not known."""
    named = [part.strip().lower() for part in header.split(",") if part.strip()]
    found = [name for name in named if name != "identity"]
    if len(found) > limits.layers:
        raise TooLargeError(f"the answer is packed {len(found)} times over", url, "Leave this address out")
    for name in found:
        if name not in _KNOWN:
            raise FetchError(f"the answer is packed as {name[:40]!r}, which was not asked for", url, "Fetch it yourself and add the file")
    return found[::-1]


def unpacked(chunks: Iterable[bytes], names: list[str], limits: Limits, url: str) -> Iterator[bytes]:
    """The chunks without their encodings. Raises TooLargeError, and FetchError where the packing is damaged or cut off."""
    stream: Iterable[bytes] = chunks
    for name in names:
        stream = _layer(stream, name, limits, url)
    total = 0
    for chunk in stream:
        total += len(chunk)
        if total > limits.unpacked:
            raise TooLargeError(f"the answer is larger than {limits.unpacked // 1024**2} MiB when unpacked", url, "Leave this address out")
        yield chunk


def _layer(chunks: Iterable[bytes], name: str, limits: Limits, url: str) -> Iterator[bytes]:
    """One encoding taken off, at most `_STEP` bytes at a time, so that nothing large is ever held."""
    engine = None
    inside = 0
    for chunk in chunks:
        waiting, more = chunk, False
        while waiting or more:
            if engine is None:
                engine = zlib.decompressobj(_GZIP if name != "deflate" else _window(waiting))
            try:
                piece = engine.decompress(waiting, _STEP)
            except zlib.error as error:
                raise FetchError("the answer's packing is damaged", url, "Try again later", again=True) from error
            inside += len(piece)
            if inside > limits.unpacked:
                raise TooLargeError(
                    f"the answer is larger than {limits.unpacked // 1024**2} MiB when unpacked", url, "Leave this address out"
                )
            if piece:
                yield piece
            if engine.eof:
                # A gzip file may have more members; what is no member after the first is padding.
                waiting = engine.unused_data.lstrip(b"\x00") if name != "deflate" else b""
                if not waiting.startswith(b"\x1f\x8b"):
                    return
                engine, more = None, False
            else:
                # A full step may have left output behind that needs no more input.
                waiting, more = engine.unconsumed_tail, len(piece) == _STEP
    if engine is not None and not engine.eof:
        raise FetchError("the answer was cut off", url, "Try again later", again=True)


def _window(start: bytes) -> int:
    """Some servers send deflate with zlib's header, as the standard says, and some without it."""
    has_header = len(start) >= 2 and start[0] & 0x0F == 8 and (start[0] << 8 | start[1]) % 31 == 0
    return zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS
