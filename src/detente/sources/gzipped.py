"""gzip, one member after another, with an end to how much comes out."""

from __future__ import annotations

import io
import zlib
from typing import BinaryIO

from detente.errors import SourceError
from detente.sources.limits import LIMITS

_CHUNK = 64 * 1024
_TODO = "Unpack it yourself and look at what is in it"


def unpacked(data: bytes, where: str, limit: int = LIMITS.decompressed) -> bytes:
    """What was packed. Raises SourceError where it is damaged, cut off, or comes to more than the limit (bytes)."""
    stream = Unpacking(io.BytesIO(data), where, limit)
    out = stream.read(limit + 1)
    if stream.fault is not None:
        raise stream.fault
    if len(out) > limit:
        raise SourceError(f"this comes to more than {limit // 1024**2} MiB unpacked", where, _TODO)
    return out


def head_of(data: bytes, size: int = 64) -> bytes:
    """How it begins, unpacked, as far as the bytes go; "" where they are damaged or too few."""
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data[:_CHUNK], size)
    except zlib.error:
        return b""


class Unpacking:
    """A stream of what a stream of gzip members holds.

    `member` is the most that one member may come to: archives of the web pack each record by itself, so that this bounds a record
    and not the archive. Where it is damaged, cut off or comes to too much, the stream ends, and `fault` says so.
    """

    def __init__(self, packed: BinaryIO, where: str, member: int = LIMITS.decompressed) -> None:
        self._packed, self._where, self._limit = packed, where, member
        self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._rest, self._of_member, self._begun = b"", 0, False
        self._out = 0
        self.fault: SourceError | None = None

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, fewer only at the end."""
        pieces: list[bytes] = []
        missing = size if size >= 0 else self._limit + 1
        while missing > 0 and self.fault is None:
            try:
                piece = self._some(missing)
            except SourceError as error:
                self.fault = error
                break
            if not piece:
                break
            pieces.append(piece)
            missing -= len(piece)
        self._out += sum(map(len, pieces))
        return b"".join(pieces)

    def tell(self) -> int:
        """How much has come out."""
        return self._out

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Stays where it is: readers of archives only ask whether they could. Raises OSError for any other place."""
        if (whence, offset) not in ((io.SEEK_CUR, 0), (io.SEEK_SET, self._out)):
            raise OSError("a stream that is being unpacked cannot go elsewhere")
        return self._out

    def _some(self, most: int) -> bytes:
        while True:
            if not self._rest:
                self._rest = self._packed.read(_CHUNK)
            if self._inflate.eof:
                self._rest = self._rest.lstrip(b"\x00")
                if not self._rest:
                    return b""
                self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
                self._of_member, self._begun = 0, False
            if not self._rest:
                if self._begun:
                    raise SourceError("the gzip file is cut off", self._where, "Fetch it again, whole")
                return b""
            piece = self._inflated(most)
            if piece:
                return piece

    def _inflated(self, most: int) -> bytes:
        self._begun = True
        try:
            piece = self._inflate.decompress(self._rest, min(most, 1024 * 1024))
        except zlib.error as error:
            raise SourceError("the gzip file is damaged", self._where, "Fetch it again, whole") from error
        self._rest = self._inflate.unconsumed_tail or self._inflate.unused_data
        self._of_member += len(piece)
        if self._of_member > self._limit:
            raise SourceError(f"this comes to more than {self._limit // 1024**2} MiB unpacked", self._where, _TODO)
        return piece
