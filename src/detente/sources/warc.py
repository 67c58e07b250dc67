"""Archives of the web (WARC, ISO 28500): their pages as documents, one record after another, never the whole archive in memory."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from detente.errors import SourceError
from detente.sources.gzipped import Unpacking
from detente.sources.httpcoding import decoded
from detente.sources.items import Input, Item, Skipped
from detente.sources.limits import LIMITS
from detente.sources.records import Hints
from detente.sources.stamps import stamp_of

_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")


def warc_items(
    stream: BinaryIO, given: Input, parse: Any, *, packed: bool, skip: int = 0, alive: Callable[[int], None] = lambda _: None
) -> Iterator[Item]:
    """The documents of the pages in an archive; `parse` makes items of one page's `Input`.

    Taken are answers (status 200) and resources of HTML, text and PDF, and the texts of WET files; what else is there is passed over.
    What is wrong with one record is reported, and the rest goes on as far as the archive can be read. So many records at the
    beginning are skipped; `alive` hears the number of each record before it is looked at.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    source: Any = Unpacking(stream, given.where) if packed else stream
    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    number, found = 0, False
    try:
        records = ArchiveIterator(source, record_types=wanted, parse_http=False, max_header_len=64 * 1024, stream_detect=False)
        for record in records:
            number += 1
            found = True
            if number <= skip:
                continue
            alive(number)
            at = f"{given.where}, record {number}"
            try:
                yield from _record(record, given, at, parse)
            except SourceError as error:
                yield error
            except (OSError, ValueError, EOFError, RuntimeError) as error:
                yield SourceError(f"the record cannot be read ({_said(error)})", at, "Leave it out, or fetch the archive again")
    except SourceError as error:
        yield error
        if packed and source.fault is not None:
            yield source.fault
    except (OSError, ValueError, EOFError, RuntimeError) as error:
        yield SourceError(f"the archive breaks off after {number} records ({_said(error)})", given.where, "Fetch it again, whole")
        return
    if not found:
        yield SourceError(
            "no pages were found in this archive", given.where, "It should hold records of type response, resource or conversion"
        )


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__


def _record(record: Any, given: Input, at: str, parse: Any) -> Iterator[Item]:
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    declared, packing = record.headers.get("Content-Type") or "", ("", "")
    if declared.startswith("application/http"):
        record.parse_http(auto_decode="none", max_header_len=64 * 1024, quirks_mode=True)
        headers = record.http_headers
        if headers is None or (headers.status_code or 0) != 200:
            return
        declared = headers.get("Content-Type") or ""
        packing = headers.get("Transfer-Encoding") or "", headers.get("Content-Encoding") or ""
    if not url.startswith(("http://", "https://")) or url.endswith("/robots.txt"):
        return
    kind = declared.partition(";")[0].strip().lower()
    if kind and kind not in _TYPES:
        return
    if record.headers.get("WARC-Truncated"):
        yield Skipped(at, f"the archive has only the beginning of {url}", url)
        return
    data = record.reader.read(LIMITS.page + 1)
    if len(data) < min(record.content_length, LIMITS.page):
        # Half of an article is none.
        raise SourceError(f"the archive breaks off in the middle of {url}", at, "Fetch it again, whole")
    data = decoded(data, *packing, at)
    if len(data) > LIMITS.page:
        raise SourceError(f"the page {url} is larger than {LIMITS.page // 1024**2} MiB", at, "Fetch it by itself")
    # No page was published after it was fetched, and news is fetched soon; where a page does not say, that day is the best guess.
    crawled = (stamp_of(record.headers.get("WARC-Date")) or "")[:10] or None
    behind = replace(given.fallback, published=given.fallback.published or crawled)
    page = given.inner(data, f"{at} ({url})", content_type=declared, fallback=behind)
    hints = Hints(given.hints.published, given.hints.outlet, given.hints.language, given.hints.title, None)
    yield from parse(replace(page, url=url, hints=hints))


def warc_bytes(given: Input, parse: Any) -> Iterator[Item]:
    """As `warc_items`, for an archive that is in memory already."""
    packed = given.data.startswith(b"\x1f\x8b")
    yield from warc_items(io.BytesIO(given.data), given, parse, packed=packed)
