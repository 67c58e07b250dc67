"""What a file is, told by its first bytes; its name and declared type only decide where the bytes leave it open."""

from __future__ import annotations

import re
from enum import Enum
from pathlib import PurePosixPath

from detente.sources.decoding import encoding_of

_HEAD = 4096


class Kind(Enum):
    """The kinds of input; the value is the kind's name in messages."""

    text = "a text"
    html = "an HTML page"
    json = "JSON"
    lines = "JSON Lines"
    feed = "a feed"
    sitemap = "a sitemap"
    xml = "an XML file"
    mail = "an e-mail"
    pdf = "a PDF file"
    docx = "a DOCX file"
    warc = "a WARC file"
    gzip = "a gzip file"
    binary = "a binary file"


#: File endings of the kinds.
ENDINGS = {
    ".txt": Kind.text,
    ".text": Kind.text,
    ".md": Kind.text,
    ".html": Kind.html,
    ".htm": Kind.html,
    ".xhtml": Kind.html,
    ".jsonl": Kind.lines,
    ".ndjson": Kind.lines,
    ".json": Kind.json,
    ".rss": Kind.feed,
    ".atom": Kind.feed,
    ".rdf": Kind.feed,
    ".xml": Kind.xml,
    ".eml": Kind.mail,
    ".pdf": Kind.pdf,
    ".docx": Kind.docx,
    ".warc": Kind.warc,
    ".wet": Kind.warc,
    ".gz": Kind.gzip,
}

_TYPES = {
    "text/html": Kind.html,
    "application/xhtml+xml": Kind.html,
    "application/json": Kind.json,
    "application/feed+json": Kind.json,
    "application/x-ndjson": Kind.lines,
    "application/jsonl": Kind.lines,
    "message/rfc822": Kind.mail,
    "text/plain": Kind.text,
}

#: How files begin that hold no dispatches.
_OTHER = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"SQLite format 3\x00",
    b"\xd0\xcf\x11\xe0",
    b"RIFF",
    b"\x7fELF",
    b"OggS",
    b"ID3",
    b"\x1a\x45\xdf\xa3",
)

_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|title|meta|article|div|p)\b", re.IGNORECASE)
_ROOT = re.compile(r"^(?:<\?.*?\?>|<!--.*?-->|<!doctype[^\[>]*(?:\[.*?\]\s*)?>|\s)*<(?:[\w.-]+:)?([\w.-]+)", re.IGNORECASE | re.DOTALL)
_ROOTS = {"rss": Kind.feed, "feed": Kind.feed, "rdf": Kind.feed, "urlset": Kind.sitemap, "sitemapindex": Kind.sitemap, "html": Kind.html}
_FIELD = re.compile(r"([!-9;-~]{1,60}):[ \t]")
_MAIL_FIELDS = frozenset(
    [
        "from",
        "to",
        "cc",
        "date",
        "subject",
        "received",
        "return-path",
        "message-id",
        "mime-version",
        "delivered-to",
        "reply-to",
        "sender",
        "content-type",
        "dkim-signature",
        "x-mailer",
        "list-id",
        "precedence",
        "x-received",
        "arc-seal",
        "content-transfer-encoding",
    ]
)


def kind_of(data: bytes, name: str = "", content_type: str | None = None) -> Kind:
    """The kind of the bytes. `name` is a file's name or a URL's path, `content_type` a MIME type; either may be missing or wrong."""
    magic = _by_magic(data)
    if magic is not None:
        return magic
    ending = ENDINGS.get(PurePosixPath(name.replace("\\", "/")).suffix.lower())
    declared = _TYPES.get((content_type or "").partition(";")[0].strip().lower())
    encoding, mark = encoding_of(data)
    if encoding == "utf-8" and b"\x00" in data[: 64 * 1024]:
        return Kind.binary
    head = data[mark : mark + _HEAD].decode(encoding, "replace").lstrip("\ufeff \t\r\n\x0b\x0c")
    if head.startswith("<"):
        return _markup(head, ending, declared)
    if ending is Kind.text:
        return Kind.text
    if head[:1] in ("{", "[") and ending is not Kind.mail:
        return Kind.json if ending is Kind.json or declared is Kind.json else Kind.lines
    if Kind.mail in (ending, declared) or _is_mail(head):
        return Kind.mail
    for told in (ending, declared):
        if told in (Kind.html, Kind.json, Kind.lines):
            return told
    if ending in (Kind.pdf, Kind.docx, Kind.warc, Kind.gzip):
        return ending
    return Kind.text


def _by_magic(data: bytes) -> Kind | None:
    if data.startswith(b"PK\x03\x04"):
        return Kind.docx
    if data.startswith(b"\x1f\x8b"):
        return Kind.gzip
    if data.startswith(b"WARC/"):
        return Kind.warc
    if data.startswith(_OTHER):
        return Kind.binary
    at = data[:1024].find(b"%PDF-")
    # Some servers put a few odd bytes before a PDF file; a text that speaks of one has words before.
    if at == 0 or (at > 0 and not data[:at].strip(b"\x00\xef\xbb\xbf \t\r\n")):
        return Kind.pdf
    return None


def _markup(head: str, ending: Kind | None, declared: Kind | None) -> Kind:
    root = _ROOT.match(head)
    name = root.group(1).lower() if root else ""
    if name in _ROOTS:
        return _ROOTS[name]
    if head.startswith("<?xml") and ending is not Kind.html:
        return Kind.xml
    if Kind.html in (ending, declared) or _MARKUP.search(head):
        return Kind.text if ending is Kind.text and name not in ("html", "head", "body") else Kind.html
    return Kind.xml if ending in (Kind.xml, Kind.feed) else Kind.text


def _is_mail(head: str) -> bool:
    """Whether the lines before the first blank one are header fields, with two at least that only messages have."""
    block = re.split(r"\r?\n\r?\n", head, maxsplit=1)[0]
    lines = [line for line in re.split(r"\r?\n", block) if line[:1] not in (" ", "\t")]
    if lines and lines[0].startswith("From "):
        lines = lines[1:]
    cut = len(block) == len(head)
    if cut and lines:
        lines = lines[:-1]
    named = [match.group(1).lower() if (match := _FIELD.match(line + " ")) else None for line in lines]
    if len(named) < 2 or None in named:
        return False
    return len(_MAIL_FIELDS.intersection(n for n in named if n)) >= 2
