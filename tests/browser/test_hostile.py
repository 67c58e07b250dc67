"""Hostile dispatches, hostile pages and hostile names, in a real Chromium."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from detente.desk import open_desk
from detente.model import Document

from .conftest import CHROMIUM, FLAGS, NOW, served

MARKUP = (
    '"\'><img src=x onerror="window.pwned=1"><script>window.pwned=1</script><svg onload=window.pwned=1><a href="javascript:pwned=1">x</a>'
)
WORDS = (
    "GENEVA, June 10, 2025 — Russia and the United States held the second round of talks in Geneva on June 9, the Kremlin said. "
    "Russian Foreign Minister Sergey Lavrov said the third round would be held in Rome on June 20. "
)


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[str]:
    desk = open_desk(str(tmp_path / "hostile.db"), clock=lambda: NOW)
    for number in range(3):
        text = f"{WORDS * (number + 1)}\n\nMinister {MARKUP} said “{MARKUP}” would be discussed in {MARKUP}."
        desk.add_document(Document(f"h{number}{MARKUP}", text, f"Talks {MARKUP}", MARKUP, "javascript:pwned=1", "en", f"2025-06-1{number}"))
    with served(desk) as address:
        yield address


def test_markup_in_dispatches_stays_words(page: Page, hostile: str) -> None:
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.goto(hostile)
    addresses = [str(a.get_attribute("href")) for a in page.locator("main a").all()]
    page.goto(hostile + next(a for a in addresses if a.startswith("/track/")))
    addresses += [str(a.get_attribute("href")) for a in page.locator("main a").all()]
    own = [a for a in dict.fromkeys(addresses) if a.startswith("/")][:25]
    for address in [*own, "/review", "/sources", "/search?q=Lavrov"]:
        page.goto(hostile + address)
        assert page.evaluate("window.pwned") is None, address
        assert page.locator("img, iframe, svg[onload], a[href^=javascript]").count() == 0, address


class _Stranger(BaseHTTPRequestHandler):
    """A page of a stranger that posts a form to the desk."""

    target = ""

    def do_GET(self) -> None:
        body = f'<form id=f method=post action="{self.target}"><input name=text value="planted"><input name=csrf value=x></form>'
        body += "<script>document.getElementById('f').submit()</script>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def test_a_strangers_page_cannot_plant_a_dispatch(page: Page, hostile: str) -> None:
    stranger = HTTPServer(("127.0.0.1", 0), type("Stranger", (_Stranger,), {"target": f"{hostile}/add"}))
    threading.Thread(target=stranger.serve_forever, daemon=True).start()
    try:
        page.goto(f"http://127.0.0.1:{stranger.server_port}/")
        expect(page.locator("body")).to_contain_text("Refused")
    finally:
        stranger.shutdown()
        stranger.server_close()
    page.goto(f"{hostile}/search?q=planted")
    expect(page.get_by_role("heading", name="Nothing has all of these words")).to_be_visible()


def test_a_name_that_was_bound_to_this_machine_is_refused(playwright: Playwright, hostile: str) -> None:
    port = hostile.rpartition(":")[2]
    flags = [*FLAGS.split(), "--host-resolver-rules=MAP rebound.test 127.0.0.1"]
    browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=flags)
    try:
        page = browser.new_page()
        answer = page.goto(f"http://rebound.test:{port}/")
        assert answer is not None
        assert answer.status == 421
        assert "Lavrov" not in page.content()
    finally:
        browser.close()
