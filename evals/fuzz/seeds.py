# ruff: noqa: E501 - lists of odd bytes, kept together
"""Good files of every kind, to be spoilt. All of them are made here."""

from __future__ import annotations

import gzip
import json

import made
from newsweb.site import Site

_LINES = [
    "Bern, 10 June 2025",
    "Envoys meet in Bern",
    "Envoys of two countries met in Bern for a third round of nego-",
    "tiations, it said.",
]
_NINJS = {
    "uri": "urn:x:1", "version": "2", "headline": "Envoys meet", "body_xhtml": "<p>They met in <b>Bern</b>.</p>", "versioncreated": "2025-06-10T10:00:00Z",
    "provider": {"name": "A"}, "language": "en", "bodies": [{"contentType": "text/html", "value": "<p>x y z</p>"}],
}  # fmt: skip
_RECORD = {
    "id": "a",
    "text": "Talks were held in Bern.",
    "title": "T",
    "outlet": "O",
    "published": "2025-06-10",
    "url": "https://a.example/1",
}
_NEWS_PLEASE = {
    "maintext": "Talks were held.",
    "date_publish": "2025-06-10 14:30:00",
    "source_domain": "a.example",
    "url": "https://a.example/2",
}
_JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "items": [{"id": 1, "url": "https://a.example/3", "title": "T", "content_html": made.rss().decode(), "date_published": "2025-06-10"}],
}
_SITEMAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://a.example/1</loc>
<lastmod>2025-06-10</lastmod></url><url><loc>https://a.example/2</loc></url></urlset>"""


def _pages() -> list[bytes]:
    """One page of each layout of the tests' site."""
    site = Site(8000, per_outlet=3, short=True)
    bodies = {truth.layout: site.hosts[truth.url[7:].partition(":")[0]][truth.url.partition(":8000")[2]].body for truth in site.truth}
    return [made.page().encode(), *bodies.values()]


_PAGES = _pages()
_WARC = [("https://a.example/1", _PAGES[0]), ("https://a.example/2", _PAGES[1])]

SEEDS: dict[str, list[bytes]] = {
    "html": _PAGES,
    "xml": [made.rss(), made.atom(), _SITEMAP],
    "json": [json.dumps(v).encode() for v in (_RECORD, [_RECORD, _NEWS_PLEASE], [_NINJS, _NINJS], _JSON_FEED)],
    "jsonl": [b"\n".join(json.dumps(v).encode() for v in (_RECORD, _NEWS_PLEASE, _NINJS))],
    "eml": [
        made.mail(html=True).as_bytes(),
        made.mail(attach=(("a.pdf", "application/pdf", made.pdf([_LINES])), ("b.txt", "text/plain", b"Some words here."))).as_bytes(),
    ],
    "pdf": [made.pdf([_LINES, _LINES], title="A title here", created="D:20250610143000+02'00'"), made.pdf([_LINES])],
    "docx": [made.docx()],
    "warc": [made.warc(_WARC, packed=False), made.warc(_WARC)],
    "gz": [gzip.compress(json.dumps(_RECORD).encode()), gzip.compress(_PAGES[0])],
    "txt": [b"Talks were held in Bern.\n\nThe minister said so.", "Переговоры прошли в Берне.".encode("utf-16")],
}
