"""Pages made by processes beside the one that serves: the same pages, nothing old, and no page lost where one of them breaks."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from detente.desk import Desk, open_desk
from detente.model import Document
from detente.views import naming
from detente.web import create_app
from detente.web.turns import Turns

NOW = datetime.now(UTC)
WORDS = (
    "GENEVA, June 10, 2025 — Russia and the United States held the second round of talks in Geneva on June 9, the Kremlin said. "
    "Russian Foreign Minister Sergey Lavrov said the third round would be held in Rome on June 20. "
)


def filled(path: Path) -> Desk:
    desk = open_desk(str(path))
    desk.add_document(Document("d1", WORDS, "Talks", "Wire", None, "en", "2025-06-10"))
    return desk


def until(met: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.05)


@pytest.fixture
def app(tmp_path: Path) -> FastAPI:
    return create_app(filled(tmp_path / "d.db"), by="ana", url=str(tmp_path / "d.db"), processes=2)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, base_url="http://127.0.0.1:8642") as made:
        until(lambda: len(app.state.makers.pids) == 2)
        yield made


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_they_make_the_same_pages(client: TestClient, tmp_path: Path) -> None:
    home = client.get("/document?id=d1").text
    track = re.search(r'href="(/track/[^"]+)"', home)
    assert track is not None
    with TestClient(create_app(open_desk(str(tmp_path / "d.db")), by="ana"), base_url="http://127.0.0.1:8642") as alone:
        for address in ("/", "/document?id=d1", "/document/kin?id=d1", track[1], f"{track[1]}/said", "/review", "/search?q=rome"):
            pages = [re.sub(r"[\w-]{32}", "TOKEN", each.get(address).text) for each in (client, alone)]
            assert pages[0] == pages[1], address
    wrong = client.get("/document?id=nobody")
    assert wrong.status_code == 404
    assert "here is no document" in wrong.text


def test_they_use_the_names_in_use(tmp_path: Path) -> None:
    desk = filled(tmp_path / "d.db")
    with naming.names("un"):
        app = create_app(desk, by="ana", url=str(tmp_path / "d.db"), processes=1)
        with TestClient(app, base_url="http://127.0.0.1:8642") as made:
            until(lambda: len(app.state.makers.pids) == 1)
            home = made.get("/").text
            track = re.search(r'href="(/track/[^"]+)"', home)
            assert track is not None
            pages = home + made.get(track[1]).text
    assert "Russian Federation" in pages
    assert "Russia and United States" not in pages


def test_what_was_decided_is_on_the_next_page_and_gone_when_taken_back(client: TestClient) -> None:
    first = client.get("/document?id=d1").text
    token = re.search(r'name="csrf" value="([^"]+)"', first)
    claim = re.search(r'href="/claim/([^"]+)"', first)
    assert token is not None
    assert claim is not None
    for _ in range(5):
        form = {"csrf": token[1], "kind": "reject", "subject": claim[1], "reason": "not so", "back": "/document?id=d1"}
        assert "<h3>Rejected</h3>" in client.post("/decide", data=form).text
        shown = client.get(f"/claim/{claim[1]}").text
        assert "it does not count" in shown
        undo = re.findall(r'name="decision" value="([^"]+)"', shown)[-1]
        back = client.post("/undo", data={"csrf": token[1], "decision": undo, "back": "/document?id=d1"}).text
        assert "<h3>Rejected</h3>" not in back


def test_a_page_is_made_all_the_same_where_one_of_them_breaks(client: TestClient, app: FastAPI) -> None:
    before = app.state.makers.pids
    for pid in before:
        os.kill(pid, signal.SIGKILL)

    def asked_at_once() -> bool:
        with ThreadPoolExecutor(6) as readers:
            statuses = {answer.status_code for answer in readers.map(client.get, ["/search?q=rome"] * 12)}
        assert statuses == {200}
        now = app.state.makers.pids
        return len(now) == 2 and set(now).isdisjoint(before)

    until(asked_at_once)


def test_they_end_with_the_site(app: FastAPI) -> None:
    with TestClient(app, base_url="http://127.0.0.1:8642") as made:
        until(lambda: len(app.state.makers.pids) == 2)
        pids = app.state.makers.pids
        made.get("/")
    assert not any(map(alive, pids))


def test_serve_adds_decides_and_ends_with_one_ctrl_c(tmp_path: Path) -> None:
    filled(tmp_path / "d.db").close()
    command = [sys.executable, "-c", "from detente.cli import main; main()", "serve", "--port", "0", "--store", str(tmp_path / "d.db")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as server:
        assert server.stderr is not None
        site = str(re.search(r"http://\S+(?=/ )", server.stderr.readline())[0])  # type: ignore[index]

        def get(path: str) -> str:
            with urllib.request.urlopen(site + path) as answer:
                return str(answer.read().decode())

        token = re.search(r'name="csrf" value="([^"]+)"', get("/add"))[1]  # type: ignore[index]
        form = f"csrf={token}&text=ROME, June 12. Iran and Oman held talks in Rome on June 11, Oman said.&published=2025-06-12".encode()
        with urllib.request.urlopen(site + "/add", form) as answer:
            job = answer.url.removeprefix(site)
        until(lambda: "1 dispatch added" in get(job), 60)
        assert "Iran" in get("/")
        with pytest.raises(urllib.error.HTTPError):
            get("/nowhere")
        os.killpg(server.pid, signal.SIGINT)
        server.wait(20)
    with pytest.raises(ProcessLookupError):
        os.killpg(server.pid, 0)


def test_who_has_to_be_through_first_goes_first() -> None:
    turns = Turns(["one place"], 9)
    order: list[str] = []
    waiting: list[threading.Thread] = []

    def ask(name: str, within: float) -> None:
        with turns.turn(within):
            order.append(name)

    with turns.turn(1):
        for name, within in (("track", 0.5), ("another track", 0.51), ("document", 0.1)):
            waiting.append(threading.Thread(target=ask, args=(name, within)))
            waiting[-1].start()
            until(lambda: turns.waiting == len(waiting))
    for thread in waiting:
        thread.join(5)
    assert order == ["document", "track", "another track"]


def test_who_takes_long_leaves_a_place_for_who_is_quick() -> None:
    turns = Turns(["here", "there"], 0.5)
    through: list[str] = []

    def ask(name: str, within: float) -> None:
        with turns.turn(within):
            through.append(name)

    with turns.turn(1):
        long = threading.Thread(target=ask, args=("another long one", 0.9))
        long.start()
        until(lambda: turns.waiting == 1)
        ask("a quick one", 0.1)
        assert through == ["a quick one"]
    long.join(5)
    assert through == ["a quick one", "another long one"]
