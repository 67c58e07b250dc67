# ruff: noqa: E501 — a page and two dispatches on one line each
"""Keeping watch: everything once, nothing else, whatever happens in between; and what changed is told once."""

import hashlib
import hmac
import json
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from detente.cli.watching import write_feed
from detente.desk import Desk, open_desk
from detente.desk.posting import Poster
from detente.desk.telling import Teller
from detente.desk.watching import Visited, Watcher
from detente.desk.watchlist import FeedFile, Webhook, read_list, watch_list
from detente.errors import UsageError
from detente.model import Document
from detente.sources.web import FetchError, Manners, Web
from newsweb.resources import Resource
from newsweb.scoring import score
from newsweb.server import Servers
from newsweb.site import Site
from newsweb.stores import contents, toml

PORT = 8564
WATCH = [sys.executable, "-c", "from detente.cli import main; main()", "watch"]
STORY = "<html><head><title>{0}</title><meta property='og:type' content='article'></head><body><article><h1>{0}</h1><p>{1}</p></article></body></html>"
HELD = "Norway and Chad held the second round of talks in Bern on 4 June, the Swiss foreign ministry said on Thursday. The third round will be held in Oslo on 20 June."
OFF = "The third round of talks between Norway and Chad has been cancelled, the Norwegian envoy Ann Doe said on Monday."


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = datetime(2025, 6, 17, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def site() -> Iterator[tuple[Site, Servers]]:
    made = Site(PORT, per_outlet=2, short=True, traps=("error", "cut", "bomb", "loop-a", "cloud", "binary", "soft", "nothing"))
    with Servers(made.hosts, PORT, patience=2.0) as servers:
        yield made, servers


def test_every_article_is_found_once_and_nothing_else(site: tuple[Site, Servers], tmp_path: Path) -> None:
    made, servers = site
    (tmp_path / "list.toml").write_text(toml(made.sources), encoding="utf-8")
    seen: list[Visited] = []
    clock = Clock()
    with open_desk(str(tmp_path / "store.db"), clock=clock) as desk:
        Watcher(desk, read_list(str(tmp_path / "list.toml")), notice=seen.append).run(once=True)
        result = score([s.document for s in desk.log.stored()], made.truth)
        assert (result.extra, result.faults) == ([], [])
        assert result.shares() == {"found": 1.0, "text": 1.0, "title": 1.0, "date": 1.0}
        assert sum(v.new for v in seen) == len(made.truth)
        assert sum(f.documents for f in desk.follows()) == len(made.truth)
        # The next visit asks only whether anything changed, and is told that nothing has.
        clock.now += timedelta(minutes=20)
        before = servers.unchanged
        seen.clear()
        Watcher(desk, read_list(str(tmp_path / "list.toml")), notice=seen.append).run(once=True)
        assert servers.unchanged - before >= len(made.sources) - 2
        assert {(v.new, v.changed) for v in seen} == {(0, 0)}
        assert max(s.number for s in desk.log.stored()) == 1


def test_killed_at_any_moment_the_store_comes_out_the_same(site: tuple[Site, Servers], tmp_path: Path) -> None:
    made, _ = site
    (tmp_path / "list.toml").write_text(toml(made.sources[:5], delay=0.05), encoding="utf-8")

    def watch(store: str) -> list[str]:
        return [*WATCH, str(tmp_path / "list.toml"), "--once", "--quiet", "--store", str(tmp_path / store)]

    subprocess.run(watch("whole.db"), stdout=subprocess.DEVNULL, check=False, timeout=60)
    dice = random.Random(3)
    for _ in range(2):
        running = subprocess.Popen(watch("killed.db"), stdout=subprocess.DEVNULL)
        time.sleep(dice.uniform(1.2, 2.6))
        running.send_signal(signal.SIGKILL)
        running.wait()
    subprocess.run(watch("killed.db"), stdout=subprocess.DEVNULL, check=False, timeout=60)
    assert contents(tmp_path / "killed.db") == contents(tmp_path / "whole.db")


def small(url: str, **more: object) -> dict[str, object]:
    return {"fetch": {"allow_private": True, "delay": 0, "first_wait": 0.01}, "source": [{"url": url, "kind": "feed", **more}]}


def feed(*entries: tuple[str, str]) -> Resource:
    items = "".join(f"<item><title>t</title><link>{link}</link><description>{said}</description></item>" for link, said in entries)
    return Resource(f"<rss version='2.0'><channel><title>f</title>{items}</channel></rss>".encode(), "application/rss+xml")


def test_corrections_are_new_versions_and_what_could_not_be_had_is_tried_again(tmp_path: Path) -> None:
    base = f"http://127.0.78.1:{PORT}"
    paths = {
        "/feed": feed((f"{base}/a-1", "one"), (f"{base}/b-2", "two")),
        "/a-1": Resource(STORY.format("Talks are over", HELD).encode()),
        "/b-2": Resource(STORY.format("Talks are off", OFF).encode(), faults=("500",) * 3),
    }
    clock = Clock()
    with Servers({"127.0.78.1": paths}, PORT) as servers, open_desk(str(tmp_path / "s.db"), clock=clock) as desk:
        wanted = watch_list(small(f"{base}/feed", every="1h"), tmp_path)
        Watcher(desk, wanted).run(once=True)
        assert [(f.documents, f.pending, f.health) for f in desk.follows()] == [(1, 1, "ok")]
        clock.now += timedelta(minutes=11)
        Watcher(desk, wanted).run(once=True)
        assert [(f.documents, f.pending) for f in desk.follows()] == [(2, 0)]
        # The article is corrected without a word in the feed; it is looked at again after an hour.
        servers.hosts["127.0.78.1"]["/a-1"] = Resource(STORY.format("Talks are over", HELD.replace("4 June", "5 June")).encode())
        clock.now += timedelta(hours=1)
        Watcher(desk, wanted).run(once=True)
        assert sorted(s.number for s in desk.log.stored()) == [1, 1, 2]
        del servers.hosts["127.0.78.1"]["/feed"]
        clock.now += timedelta(hours=2)
        Watcher(desk, wanted).run(once=True)
        assert [(f.failures, f.last_error, f.health) for f in desk.follows()] == [(1, "there is no such page", "failing")]


def test_it_goes_on_by_the_clock_until_it_is_stopped(tmp_path: Path) -> None:
    base = f"http://127.0.79.1:{PORT}"
    clock, waits = Clock(), list[float]()
    with Servers({"127.0.79.1": {"/feed": feed()}}, PORT) as servers, open_desk(str(tmp_path / "s.db"), clock=clock) as desk:

        def wait(seconds: float) -> None:
            waits.append(seconds)
            clock.now += timedelta(seconds=seconds)
            if servers.asked["127.0.79.1/feed"] == 3:
                watcher.stop()

        watcher = Watcher(desk, watch_list(small(f"{base}/feed", every="10m"), tmp_path), wait=wait)
        watcher.run()
        assert servers.asked["127.0.79.1/feed"] == 3
        assert 1_200 <= sum(waits) <= 1_400


def documents() -> list[Document]:
    return [
        Document("a", HELD, "Talks", "Courier", "https://example.org/a", "en", "2025-06-05"),
        Document("b", OFF, "Off", "Wire", "https://example.org/b", "en", "2025-06-16"),
    ]


def told(desk: Desk, **more: bool) -> list[str]:
    return [change.text for news in Teller(desk, ["all"], to_post=more.get("to_post", True)).tell() for change in news.changes]


def test_changes_are_told_once_and_by_whom(tmp_path: Path) -> None:
    first, second = documents()
    with open_desk(str(tmp_path / "s.db"), clock=Clock()) as desk:
        assert told(desk) == []
        desk.add_document(first)
        assert any("second round" in text for text in told(desk))
        desk.add_document(second)
        (line,) = [text for text in told(desk) if text.startswith("third round")]
        assert "→ cancelled, by Ann Doe, 1 origin" in line
        assert told(desk) == []


def test_what_is_restricted_is_told_at_the_desk_and_nowhere_else(tmp_path: Path) -> None:
    first, second = documents()
    file = FeedFile(tmp_path / "changes.xml")
    with open_desk(str(tmp_path / "s.db"), clock=Clock()) as desk:
        told(desk)
        desk.add_document(first)
        told(desk)
        desk.add_document(second, restricted=True)
        assert any("cancelled" in text for text in told(desk))
        write_feed(desk, file)
        titles = [e.text or "" for e in ET.parse(file.path).iter("{http://www.w3.org/2005/Atom}title")]
        assert any("second round" in title.lower() for title in titles)
        assert not any("cancel" in title.lower() or "Ann Doe" in title for title in titles)
        desk.restrict(["a"])
        write_feed(desk, file)
        assert b"<entry>" not in file.path.read_bytes()
        assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_a_webhook_gets_signed_json_until_it_takes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    got: list[tuple[dict[str, str], bytes]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append((dict(self.headers), body))
            self.send_response(503 if len(got) == 1 else 204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    monkeypatch.setenv("HOOK_KEY", "secret")
    server = HTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/hook"
    web = Web(manners=Manners(first_wait=0.01))
    with open_desk(str(tmp_path / "s.db"), clock=Clock()) as desk:
        told(desk)
        desk.add_document(documents()[0])
        told(desk)
        with pytest.raises(FetchError, match="private"):
            Poster(desk, Webhook(url), web).post()
        poster = Poster(desk, Webhook(url, "HOOK_KEY", allow_private=True), web)
        assert poster.post() > 0
        assert poster.post() == 0
    server.shutdown()
    server.server_close()
    headers, body = got[-1]
    assert len(got) == 2
    signed = headers["X-Detente-Timestamp"].encode() + b"." + body
    assert headers["X-Detente-Signature"] == "sha256=" + hmac.new(b"secret", signed, hashlib.sha256).hexdigest()
    change = json.loads(body)["changes"][0]
    assert change["documents"][0]["url"] == "https://example.org/a"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no sources"),
        ("[[source]]\nurl = 'ftp://x'", "http"),
        ("[[source]]\nurl = 'https://x.org/'\nkind = 'tweet'", "kind"),
        ("[[source]]\nurl = 'https://x.org/'\nevery = 'often'", "span of time"),
        ("[[source]]\nurl = 'https://x.org/'\nevry = '1h'", "evry"),
        ("[[source]]\nurl = 'https://x.org/'\n[[source]]\nurl = 'HTTPS://x.org'", "twice"),
        ("source = 3", "no sources"),
        ("= 3", "no TOML"),
    ],
)
def test_a_list_that_is_wrong_is_said_to_be(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "list.toml").write_text(text)
    with pytest.raises(UsageError, match=words) as error:
        read_list(str(tmp_path / "list.toml"))
    assert "list.toml" in str(error.value)
