"""From bytes to documents: the one place that knows every kind of input. No file is opened here and nothing is fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from detente.errors import SourceError
from detente.sources.decoding import decode, refuse_binary
from detente.sources.items import Input, Item
from detente.sources.kinds import Kind, kind_of
from detente.sources.limits import LIMITS
from detente.sources.pages import page_document
from detente.sources.records import Hints, bare_document


def parse_bytes(
    data: bytes,
    *,
    name: str = "",
    url: str | None = None,
    content_type: str | None = None,
    hints: Hints | None = None,
    fallback: Hints | None = None,
    where: str | None = None,
) -> Iterator[Item]:
    """The documents in the bytes, whatever kind they are (text, HTML, JSON, feed, e-mail, PDF, DOCX, WARC, gzip …).

    `name` is a file's name, `url` where it was fetched from (after redirects), `content_type` what the server said; each may be
    missing or wrong, for the bytes themselves decide. `hints` go before what the content says, `fallback` stands in for what it
    does not say. `where` names it in messages (else the URL, else the name). Whatever is wrong comes as a SourceError; nothing is
    raised for any bytes. A feed's entry or sitemap's line that only points to a page comes as a Skipped with its `url`.
    """
    shown = where or url or name or "input"
    given = Input(data, shown, hints or Hints(), fallback or Hints(), name, url, content_type)
    yield from parse_input(given)


def parse_input(given: Input) -> Iterator[Item]:
    """As `parse_bytes`, for what lies in something else as well."""
    try:
        if not given.data:
            raise SourceError(
                "the file is empty" if given.name else "there is nothing to read", given.where, "Fetch it again, or leave it out"
            )
        if len(given.data) > LIMITS.size:
            raise SourceError(f"this is larger than {LIMITS.size // 1024**2} MiB", given.where, "Cut it into dispatches, as JSON Lines")
        kind = kind_of(given.data, given.name or (given.url or "").partition("?")[0], given.content_type)
        yield from _PARSERS[kind](given)
    except SourceError as error:
        yield error
    except RecursionError:
        yield SourceError("this is nested too deeply", given.where, "Take the part that matters out of it and hand that in")
    except MemoryError:
        yield SourceError("this takes more memory than there is", given.where, "Take the part that matters out of it and hand that in")


def _text(given: Input) -> Iterator[Item]:
    yield bare_document(decode(given.data, given.where), given.spoken(), given.where)


def _html(given: Input) -> Iterator[Item]:
    hints = replace(given.hints, url=given.hints.url or given.url)
    yield page_document(given.data, hints, given.where, content_type=given.content_type, fallback=given.fallback)


def _json(given: Input) -> Iterator[Item]:
    from detente.sources.jsonfiles import json_items

    yield from json_items(given.data, given.spoken(), given.where)


def _feed(given: Input) -> Iterator[Item]:
    from detente.sources.entries import feed_items
    from detente.sources.feeds import parse_feed

    feed = parse_feed(given.data, url=given.url or given.hints.url, content_type=given.content_type, where=given.where)
    yield from feed_items(feed, given.hints, given.where)


def _sitemap(given: Input) -> Iterator[Item]:
    from detente.sources.entries import sitemap_items
    from detente.sources.sitemaps import parse_sitemap

    yield from sitemap_items(parse_sitemap(given.data, where=given.where), given.where)


def _mail(given: Input) -> Iterator[Item]:
    from detente.sources.mail import mail_items

    yield from mail_items(given, parse_input)


def _pdf(given: Input) -> Iterator[Item]:
    from detente.sources.pdf import pdf_document

    yield pdf_document(given)


def _docx(given: Input) -> Iterator[Item]:
    from detente.sources.wordfiles import docx_document

    yield docx_document(given)


def _warc(given: Input) -> Iterator[Item]:
    from detente.sources.warc import warc_bytes

    yield from warc_bytes(given, parse_input)


def _gzip(given: Input) -> Iterator[Item]:
    from detente.sources.gzipped import head_of, unpacked

    if head_of(given.data).startswith(b"WARC/"):
        yield from _warc(given)
        return
    name = given.name.removesuffix(".gz")
    inner = given.inner(unpacked(given.data, given.where, LIMITS.size), given.where, name=name, content_type=given.content_type)
    yield from parse_input(inner)


def _refused(given: Input) -> Iterator[Item]:
    refuse_binary(given.data, given.where)
    raise SourceError("this is of no kind that is known here", given.where, "Save it as plain text, HTML, PDF, DOCX or JSON Lines")


_PARSERS: dict[Kind, Callable[[Input], Iterator[Item]]] = {
    Kind.text: _text,
    Kind.html: _html,
    Kind.json: _json,
    Kind.lines: _json,
    Kind.feed: _feed,
    Kind.sitemap: _sitemap,
    Kind.xml: _refused,
    Kind.mail: _mail,
    Kind.pdf: _pdf,
    Kind.docx: _docx,
    Kind.warc: _warc,
    Kind.gzip: _gzip,
    Kind.binary: _refused,
}
