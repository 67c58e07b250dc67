"""Files of the kinds that come in, made here: no text of others, nothing fetched."""

from __future__ import annotations

import gzip
import io
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage

PARAGRAPHS = (
    "Envoys of Arvenia and Lusonia met in Bern on Tuesday for a third round of talks, the Swiss foreign ministry said in a statement.",
    "Both sides called the exchange useful. A fourth round is planned for September, a spokesman told reporters after the meeting.",
    "The talks began last year and have so far brought an exchange of notes on visas and little else, according to diplomats.",
)
TITLE = "Envoys meet in Bern"


def page(
    *,
    title: str = TITLE,
    published: str = "2025-06-10T14:30:00+02:00",
    head: str = "",
    body: str = "",
    paragraphs: tuple[str, ...] = PARAGRAPHS,
) -> str:
    """An ordinary news page."""
    words = "\n".join(f"<p>{p}</p>" for p in paragraphs)
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | The Alpine Courier</title>
<meta property="og:site_name" content="The Alpine Courier"><meta property="og:title" content="{title}">
<meta property="article:published_time" content="{published}">{head}</head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<main><article><h1>{title}</h1>{words}</article>{body}</main>
<footer>All rights reserved. Subscribe to our newsletter.</footer></body></html>"""


def pdf(pages: list[list[str]], *, title: str = "", created: str = "") -> bytes:
    """A PDF file with a line of text a line, in Helvetica."""
    objects: list[bytes] = [b"", b""]
    kids = []
    font = 3
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for lines in pages:
        shown = b"".join(
            b"1 0 0 1 50 %d Tm (%s) Tj\n"
            % (780 - 14 * at, line.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)"))
            for at, line in enumerate(lines)
            if line
        )
        stream = b"BT /F1 11 Tf\n" + shown + b"ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 %d 0 R >> >> >>"
            % (len(objects), font)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    objects.append(b"<< /Title (%s) /CreationDate (%s) >>" % (title.encode(), created.encode()))
    out, offsets = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, body in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % at for at in offsets)
    out.write(b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(objects), start))
    return out.getvalue()


def docx(*, title: str = TITLE, core_title: str = "", created: datetime | None = datetime(2025, 6, 10, 12, 30, tzinfo=UTC)) -> bytes:
    """A DOCX file with a heading, three paragraphs and a table."""
    import docx as library

    paper = library.Document()
    if title:
        paper.add_heading(title, 0)
    for text in PARAGRAPHS:
        paper.add_paragraph(text)
    table = paper.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Venue", "Bern"
    paper.core_properties.title = core_title
    if created is not None:
        paper.core_properties.created = created
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def mail(*, html: bool = False, plain: bool = True, attach: tuple[tuple[str, str, bytes], ...] = ()) -> EmailMessage:
    """A message as a ministry's press list sends it."""
    message = EmailMessage()
    message["From"] = "MFA of Arvenia, Press <press@mfa.arvenia.example>"
    message["To"] = "list@mfa.arvenia.example"
    message["Subject"] = f"[press] Fwd: {TITLE}"
    message["Date"] = "Tue, 10 Jun 2025 14:30:00 +0300"
    message["Message-ID"] = "<2025-06-10.1@mfa.arvenia.example>"
    if plain:
        message.set_content(
            "\n\n".join(PARAGRAPHS) + "\n\n-- \nTo stop receiving these messages, unsubscribe at https://mfa.arvenia.example/u\n"
        )
    if html:
        page_html = "<html><body><table><tr><td>" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS) + "</td></tr></table></body></html>"
        if plain:
            message.add_alternative(page_html, subtype="html")
        else:
            message.set_content(page_html, subtype="html")
    for name, kind, data in attach:
        main, sub = kind.split("/")
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return message


def rss(*, full: bool = True) -> bytes:
    """An RSS feed of two entries, the first with its article, the second with its address only."""
    words = "".join(f"<p>{p}</p>" for p in PARAGRAPHS) + "<script>track()</script>"
    content = f"<content:encoded><![CDATA[{words}]]></content:encoded>" if full else ""
    return f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Alpine Courier &amp; Sons</title>
<link>https://courier.example/</link><language>en</language>
<item><title>{TITLE}</title><link>https://courier.example/a/1?utm_source=rss</link><guid>1</guid>
<pubDate>Tue, 10 Jun 2025 14:30:00 +0200</pubDate>{content}</item>
<item><title>More to come</title><link>/a/2</link></item></channel></rss>""".encode()


def atom() -> bytes:
    """An Atom feed of one entry with its article."""
    words = "".join(f"&lt;p&gt;{p}&lt;/p&gt;" for p in PARAGRAPHS)
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Alpine Courier</title><id>urn:x</id>
<link rel="next" href="https://courier.example/feed?page=2"/>
<entry><title type="html">{TITLE}</title><id>urn:1</id><link href="https://courier.example/a/1"/>
<published>2025-06-10T14:30:00+02:00</published><updated>2025-06-11T09:00:00+02:00</updated>
<content type="html">{words}</content></entry></feed>""".encode()


def warc(
    pages: list[tuple[str, bytes]], *, packed: bool = True, content_type: str = "text/html; charset=utf-8", status: str = "200 OK"
) -> bytes:
    """A WARC file with an answer a page."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("made.warc", {"software": "tests"}))
    for url, body in pages:
        headers = StatusAndHeaders(status, [("Content-Type", content_type)], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            url, "response", payload=io.BytesIO(body), http_headers=headers, warc_headers_dict={"WARC-Date": "2025-06-12T08:00:00Z"}
        )
        writer.write_record(record)
    return out.getvalue()


def zip_bomb() -> bytes:
    """A DOCX whose one part comes to more than is taken."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w", force_zip64=True) as part:
        for _ in range(130):
            part.write(bytes(1024 * 1024))
    return out.getvalue()


def gzip_bomb(mebibytes: int = 200) -> bytes:
    """A gzip file that comes to far more than is taken."""
    out = io.BytesIO()
    with gzip.open(out, "wb", compresslevel=9) as packed:
        packed.write(b"{")
        for _ in range(mebibytes):
            packed.write(bytes(1024 * 1024))
    return out.getvalue()
