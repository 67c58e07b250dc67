"""Every kind of file gives its words, title, outlet and time, and what is damaged, locked or far too large is refused by name."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest

import made
from detente.errors import SourceError
from detente.model import Document
from detente.sources import Hints, Item, Skipped, documents, parse_bytes
from detente.sources.feeds import parse_feed
from detente.sources.sitemaps import parse_sitemap

WORDS = "\n\n".join(made.PARAGRAPHS)


def items(data: bytes, **known: object) -> list[Item]:
    return list(parse_bytes(data, **known))  # type: ignore[arg-type]


def document(data: bytes, **known: object) -> Document:
    (found,) = items(data, **known)
    assert isinstance(found, Document), found
    return found


def refused(data: bytes, says: str, **known: object) -> None:
    found = items(data, **known)
    error = found[-1]
    assert isinstance(error, SourceError)
    assert says in str(error), error
    assert error.todo


# --- PDF ---------------------------------------------------------------------------------------------------------------

FIRST = [
    "The Alpine Courier   Bulletin 7",
    "Press release",
    "Envoys of two countries meet in Bern",
    "Bern, 10 June 2025",
    "Envoys of Arvenia and Lusonia met in Bern on Tuesday for a third round of nego-",
    "tiations, the Swiss foreign ministry said in a statement to reporters there today.",
    "Both sides called the exchange useful.",
    "A fourth round is planned for September, a spokesman told reporters after the long",
    "Page 1 of 2",
]
SECOND = [
    "The Alpine Courier   Bulletin 8",
    "meeting, and a well-known mediator will chair it if both capitals agree to that in",
    "writing before August.",
    "Page 2 of 2",
]


def test_a_pdf_file_gives_paragraphs_without_what_repeats_on_every_page() -> None:
    found = document(made.pdf([FIRST, SECOND], title="Microsoft Word - x.doc", created="D:20250610143000+02'00'"))
    assert (found.title, found.published) == ("Envoys of two countries meet in Bern", "2025-06-10T14:30:00+02:00")
    *_, first, last = found.text.split("\n\n")
    assert "round of negotiations, the Swiss foreign ministry" in first
    assert last.startswith("A fourth round")
    assert "after the long meeting, and a well-known mediator" in last
    assert "Bulletin" not in found.text
    assert "Page" not in found.text


def test_the_printed_date_of_a_paper_goes_before_the_day_its_file_was_made() -> None:
    made_later = made.pdf([FIRST, SECOND], title="Envoys meet, a statement", created="D:20250901080000Z")
    assert document(made_later).published == "2025-06-10"
    assert document(made_later).title == "Envoys meet, a statement"
    undated = made.pdf([[line for line in FIRST if "June" not in line]], created="D:20250901080000Z")
    assert document(undated).published == "2025-09-01T08:00:00Z"


def test_pdf_files_without_text_or_sense_are_refused() -> None:
    refused(made.pdf([[""]]), "only pictures")
    refused(b"%PDF-1.7 nothing more", "cannot be read")
    refused(made.pdf([FIRST])[:300], "PDF file")


# --- DOCX --------------------------------------------------------------------------------------------------------------


def test_a_docx_file_gives_paragraphs_tables_title_and_time() -> None:
    found = document(made.docx())
    assert (found.title, found.published) == (made.TITLE, "2025-06-10T12:30:00+00:00")
    assert found.text == "\n\n".join((made.TITLE, *made.PARAGRAPHS, "Venue", "Bern"))
    assert document(made.docx(title="", core_title="A statement on the talks")).title == "A statement on the talks"
    assert document(made.docx(title="", created=None), hints=Hints(published="2025-06-11")).published == "2025-06-11"


def test_archives_that_are_no_docx_are_refused() -> None:
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr("a.txt", "x")
    refused(plain.getvalue(), "no DOCX")
    refused(made.docx()[:2000], "damaged")
    refused(made.zip_bomb(), "more than 128 MiB")
    lol = io.BytesIO()
    with zipfile.ZipFile(lol, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>')
    refused(lol.getvalue(), "entities")


# --- e-mail ------------------------------------------------------------------------------------------------------------


def test_a_message_gives_its_text_sender_subject_and_time_with_its_zone() -> None:
    found = document(made.mail(html=True).as_bytes())
    assert found.text == WORDS
    assert (found.title, found.outlet) == (made.TITLE, "MFA of Arvenia, Press")
    assert (found.id, found.published) == ("2025-06-10.1@mfa.arvenia.example", "2025-06-10T14:30:00+03:00")
    assert document(made.mail(html=True, plain=False).as_bytes()).text == WORDS


def test_attachments_are_documents_of_their_own_and_their_names_are_no_paths() -> None:
    message = made.mail(
        attach=(
            ("a.pdf", "application/pdf", made.pdf([FIRST])),
            ("../../etc/passwd.docx", "application/octet-stream", made.docx()),
            ("p.png", "image/png", b"\x89PNG"),
            ("b.pdf", "application/pdf", b"%PDF-1.4 broken"),
        )
    )
    inner = made.mail()
    inner.replace_header("Subject", "Earlier talks")
    inner.replace_header("Message-ID", "<inner@x.example>")
    message.add_attachment(inner)
    mail, pdf, docx, *rest = items(message.as_bytes(), name="x.eml")
    assert isinstance(mail, Document)
    assert isinstance(pdf, Document)
    assert isinstance(docx, Document)
    assert (pdf.outlet, pdf.published) == ("MFA of Arvenia, Press", "2025-06-10")
    assert docx.title == made.TITLE
    kinds = {type(item).__name__: item for item in rest}
    assert "passwd" not in str(kinds["Skipped"])
    assert "attachment b.pdf" in str(kinds["SourceError"])
    assert isinstance(kinds["Document"], Document)
    assert (kinds["Document"].title, kinds["Document"].id) == ("Earlier talks", "inner@x.example")


@pytest.mark.parametrize(
    ("charset", "word"),
    [("koi8-r", "Переговоры в Берне прошли"), ("windows-1252", "Gespräche – “fünf” Tage"), ("gb2312", "会谈在伯尔尼举行")],
)
def test_messages_are_read_in_their_own_characters(charset: str, word: str) -> None:
    body = word.encode(charset)
    head = f"From: a@b.example\nSubject: =?utf-8?q?Gespr=C3=A4che?=\nMIME-Version: 1.0\nContent-Type: text/plain; charset={charset}\n\n"
    found = document(head.encode() + body)
    assert (found.text, found.title, found.outlet) == (word, "Gespräche", "b.example")


def test_messages_in_messages_end_somewhere() -> None:
    message = made.mail()
    for _ in range(12):
        outer = made.mail(plain=False)
        outer.set_content("Forwarded to you with many regards and no more words than that.")
        outer.add_attachment(message)
        message = outer
    refused(message.as_bytes(), "deep")


# --- JSON --------------------------------------------------------------------------------------------------------------


def test_ninjs_versions_become_versions_in_order_and_what_is_not_usable_is_left_out() -> None:
    second = {
        "uri": "urn:newsml:agn:1",
        "version": "2",
        "headlines": [{"role": "short", "value": "Short"}, {"role": "main", "value": "Envoys <b>met</b>"}],
        "bodies": [{"contentType": "text/html", "value": "<p>They met.</p><p>Twice &amp; more.</p>"}],
        "versionCreated": "2025-06-11T10:00:00+02:00",
        "provider": {"name": "Agency North"},
        "language": "en",
    }
    first = {
        "uri": "urn:newsml:agn:1",
        "version": "1",
        "headline": "Envoys meet",
        "body_text": "They meet today.",
        "versioncreated": "2025-06-10",
    }
    gone = {"uri": "urn:newsml:agn:2", "pubstatus": "canceled", "headline": "x", "body_text": "y"}
    one, two, skipped = items(json.dumps([second, first, gone]).encode())
    assert isinstance(one, Document)
    assert isinstance(two, Document)
    assert (one.id, one.title, one.text, one.published) == (two.id, "Envoys meet", "They meet today.", "2025-06-10")
    assert (two.title, two.text, two.outlet) == ("Envoys met", "They met.\n\nTwice & more.", "Agency North")
    assert two.published == "2025-06-11T10:00:00+02:00"
    assert isinstance(skipped, Skipped)


def test_records_of_other_programs_are_understood() -> None:
    news_please = {
        "maintext": "Talks were held in Bern.",
        "title": "T",
        "source_domain": "a.example",
        "date_publish": "2025-06-10 14:30:00",
        "id": 3,
    }
    cc_news = {"text": "Talks were held in Bern.", "domain": "a.example", "date": "2025-06-10", "url": "https://a.example/1?utm_source=x"}
    newsapi = {
        "content": "Talks were held in Bern.",
        "source": {"id": None, "name": "A"},
        "publishedAt": "2025-06-10T14:30:00Z",
        "url": "http://a.example/1",
    }
    a, b, c = items("\n".join(map(json.dumps, (news_please, cc_news, newsapi))).encode(), name="x.jsonl")
    assert isinstance(a, Document)
    assert isinstance(b, Document)
    assert isinstance(c, Document)
    assert (a.outlet, a.published, b.outlet, b.published) == ("a.example", "2025-06-10T14:30:00", "a.example", "2025-06-10")
    assert (c.outlet, c.published) == ("A", "2025-06-10T14:30:00Z")
    assert b.id == c.id, "one address, one document"


# --- feeds and sitemaps ------------------------------------------------------------------------------------------------


def test_feeds_give_entries_with_their_own_times_and_absolute_links() -> None:
    rss = parse_feed(made.rss(), url="https://courier.example/feed")
    first, second = rss.entries
    assert (rss.title, first.link, second.link) == (
        "The Alpine Courier & Sons",
        "https://courier.example/a/1?utm_source=rss",
        "https://courier.example/a/2",
    )
    assert (first.title, first.published, first.content) == (made.TITLE, "2025-06-10T14:30:00+02:00", WORDS)
    atom = parse_feed(made.atom())
    assert (atom.next, atom.language) == ("https://courier.example/feed?page=2", "en")
    assert (atom.entries[0].published, atom.entries[0].updated) == ("2025-06-10T14:30:00+02:00", "2025-06-11T09:00:00+02:00")
    entry = {
        "id": 5,
        "url": "/a/3",
        "title": "T",
        "content_html": "<p>Some <i>words</i>.</p>",
        "date_published": "2025-06-10T14:30:00-05:00",
    }
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "C", "items": [entry, "no entry"]}
    (only,) = parse_feed(json.dumps(feed).encode(), url="https://courier.example/feed.json").entries
    assert (only.id, only.link, only.content) == ("5", "https://courier.example/a/3", "Some words.")
    assert only.published == "2025-06-10T14:30:00-05:00"


def test_a_feed_file_gives_the_articles_that_it_carries_and_names_the_others() -> None:
    carried, named = items(made.rss(), url="https://courier.example/feed")
    assert isinstance(carried, Document)
    assert isinstance(named, Skipped)
    assert (carried.text, carried.title, carried.published) == (WORDS, made.TITLE, "2025-06-10T14:30:00+02:00")
    assert named.url == "https://courier.example/a/2"


def test_sitemaps_name_pages_and_sitemaps() -> None:
    pages = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
    <url><loc>https://a.example/1</loc><lastmod>2025-06-11</lastmod><news:news><news:publication><news:name>A</news:name>
    <news:language>en</news:language></news:publication><news:publication_date>2025-06-10T14:30:00+02:00</news:publication_date>
    <news:title>Envoys meet</news:title></news:news></url><url><loc>javascript:x</loc></url></urlset>"""
    (page,) = parse_sitemap(pages).pages
    assert (page.url, page.modified, page.published, page.title) == (
        "https://a.example/1",
        "2025-06-11",
        "2025-06-10T14:30:00+02:00",
        "Envoys meet",
    )
    index = b'<?xml version="1.0"?><sitemapindex xmlns="x"><sitemap><loc>https://a.example/s.xml</loc></sitemap></sitemapindex>'
    assert [s.url for s in parse_sitemap(index).sitemaps] == ["https://a.example/s.xml"]
    assert [i.url for i in items(index) if isinstance(i, Skipped)] == ["https://a.example/s.xml"]


@pytest.mark.parametrize("root", ["rss", "urlset"])
def test_xml_that_declares_entities_is_refused(root: str) -> None:
    declared = '<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">'
    bomb = f'<?xml version="1.0"?><!DOCTYPE {root} [{declared}]><{root}><channel><title>&b;</title></channel></{root}>'
    refused(bomb.encode(), "entities")
    refused(bomb.encode("utf-16"), "entities")
    outside = f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY a SYSTEM "file:///etc/hostname">]><{root}>&a;</{root}>'
    refused(outside.encode(), "entities")


# --- archives ----------------------------------------------------------------------------------------------------------

PAGES = [
    ("https://courier.example/a/1", made.page().encode()),
    ("https://courier.example/a/2", made.page(title="Later", published="").encode()),
]


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_gives_its_pages(packed: bool, tmp_path: Path) -> None:
    data = made.warc(
        [*PAGES, ("https://courier.example/robots.txt", b"User-agent: *"), ("https://courier.example/3", b"<html><p>no")], packed=packed
    )
    (tmp_path / "a.warc").write_bytes(data)
    for found in (items(data), list(documents([str(tmp_path / "a.warc")]))):
        first, second, error = found
        assert isinstance(first, Document)
        assert isinstance(second, Document)
        assert (first.url, first.published, first.title) == ("https://courier.example/a/1", "2025-06-10T14:30:00+02:00", made.TITLE)
        assert second.published == "2025-06-12", "where the page does not say, the day it was fetched"
        assert isinstance(error, SourceError)
        assert "record 4" in str(error)


def test_what_is_no_page_in_an_archive_is_passed_over() -> None:
    refused(made.warc([]), "no pages")
    assert items(made.warc(PAGES[:1], status="404 Not Found")) == []
    assert items(made.warc(PAGES[:1], content_type="image/png")) == []


def test_an_archive_that_breaks_off_gives_what_is_before() -> None:
    for packed in (True, False):
        whole = made.warc(PAGES, packed=packed)
        for cut in (20, 200, 600):
            first, *errors = items(whole[: len(whole) - cut])
            assert isinstance(first, Document)
            assert errors
            assert all(isinstance(error, SourceError) for error in errors), "half of an article is none"


def test_packed_files_are_unpacked_within_limits() -> None:
    line = json.dumps({"text": "Talks were held in Bern."}).encode()
    assert document(gzip.compress(line), name="x.jsonl.gz").text == "Talks were held in Bern."
    refused(made.gzip_bomb(), "more than 64 MiB", name="x.jsonl.gz")
    refused(gzip.compress(line)[:-9], "cut off", name="x.jsonl.gz")
    nested = line
    for _ in range(12):
        nested = gzip.compress(nested)
    refused(nested, "deep")


def test_a_page_that_unpacks_to_too_much_does_not_stop_the_archive() -> None:
    big = b"<html><body><p>" + b"words " * (4 * 1024 * 1024) + b"</p></body></html>"
    error, page = items(made.warc([("https://courier.example/big", big), PAGES[0]]))
    assert isinstance(error, SourceError)
    assert "larger than" in str(error)
    assert isinstance(page, Document)
