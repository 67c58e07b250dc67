"""A desk on the nine gold tracks, served to a real Chromium (Debian's)."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from detente.desk import Desk, open_desk
from detente.evaluate.goldset import GOLD
from detente.web import create_app

#: The desk's moment: after the last gold dispatch, so that clocks of commitments and plans have run out where they should.
NOW = datetime(2026, 2, 10, 12, tzinfo=UTC)

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"


@contextmanager
def served(desk: Desk) -> Iterator[str]:
    """The desk as pages on a free port of this machine; gives the address."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(desk, by="ana"), log_level="warning", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def gold_store() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "gold.db")
        with open_desk(str(path), clock=lambda: NOW) as desk:
            for added in desk.add([str(file) for file in sorted(GOLD.glob("*/dispatches.jsonl"))]):
                assert added.error is None, added
        yield path


@pytest.fixture(scope="session")
def site(gold_store: Path) -> Iterator[str]:
    """The pages of the gold tracks, for tests that change nothing."""
    with served(open_desk(str(gold_store), clock=lambda: NOW)) as address:
        yield address


@pytest.fixture
def own_site(gold_store: Path, tmp_path: Path) -> Iterator[str]:
    """The same on a copy of the store, for tests that decide and add."""
    copy = tmp_path / "own.db"
    shutil.copy(gold_store, copy)
    with served(open_desk(str(copy), clock=lambda: NOW)) as address:
        yield address


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    if not CHROMIUM.exists():
        message = f"{CHROMIUM} is missing: apt-get install chromium (the pages are tested in it)"
        if os.environ.get("CI"):
            pytest.fail(message)
        raise RuntimeError(message)
    found = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS.split())
    yield found
    found.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light", locale="en-GB")
    made.set_default_timeout(8_000)
    yield made
    made.close()


@pytest.fixture
def heard() -> Iterator[list[str]]:
    """What pages complained of: a script that breaks, a policy that is violated, a request to another host. There is none in the end."""
    complaints: list[str] = []
    yield complaints
    assert complaints == []


@pytest.fixture
def page(context: BrowserContext, heard: list[str]) -> Page:
    return watched(context.new_page(), heard)


def watched(page: Page, heard: list[str]) -> Page:
    """A page whose complaints are heard."""

    def said(kind: str, text: str) -> None:
        # A refused request is an answer, not a fault of the page.
        refused = "the server responded with a status of 4" in text or "Response Status Error Code 4" in text
        if kind in ("error", "warning") and not refused:
            heard.append(f"{page.url}: {kind}: {text}")

    def asked(address: str) -> None:
        if not address.startswith(("http://127.0.0.1:", "data:", "file:", "blob:")):
            heard.append(f"{page.url} asked for {address}")

    page.on("console", lambda message: said(message.type, message.text))
    page.on("pageerror", lambda error: heard.append(f"{page.url}: {error}"))
    page.on("request", lambda request: asked(request.url))
    return page
