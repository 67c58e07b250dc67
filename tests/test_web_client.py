"""Fetching: whom it speaks to, how much it takes, how long it waits, and what sites ask of it."""

import gzip
import pickle
import time
import zlib
from collections.abc import Iterator

import pytest

from detente.errors import UsageError
from detente.sources.web import AddressError, Fetcher, FetchError, Limits, Manners, RobotsError, TooLargeError, Web, canonical, normal
from detente.sources.web.addresses import why_not
from detente.sources.web.unpacking import encodings, unpacked
from newsweb.resources import Resource, moved
from newsweb.server import Servers

HOST, PORT = "127.0.77.1", 8563
BASE = f"http://{HOST}:{PORT}"
PAGES = {
    "/robots.txt": Resource(b"User-agent: *\nDisallow: /closed/\nUser-agent: detente\nDisallow: /own/\n", "text/plain"),
    "/page": Resource(b"<html><body>words</body></html>", packed="gzip"),
    "/raw": Resource(b"words " * 100, packed="raw"),
    "/moved": moved("/moved-2", 301),
    "/moved-2": moved("/page", 308),
    "/loop": moved("/loop-2", 302),
    "/loop-2": moved("/loop", 302),
    **{f"/far-{n}": moved(f"/far-{n + 1}", 302) for n in range(12)},
    "/cloud": moved("http://169.254.169.254/latest/", 302),
    "/file": moved("file:///etc/passwd", 302),
    "/own/page": Resource(b"no"),
    "/closed/page": Resource(b"yes"),
    "/busy": Resource(b"at last", faults=("429", "503", "cut")),
    "/down": Resource(b"never", always="500"),
    "/bomb": Resource(b"", always="bomb"),
    "/bombs": Resource(b"", always="bombs"),
    "/endless": Resource(b"", always="endless"),
    "/drip": Resource(b"", always="drip"),
    "/hang": Resource(b"", always="hang"),
    "/picture": Resource(b"\x89PNG", "image/png"),
    "/taken": Resource(b"ok", status=200),
}


@pytest.fixture(scope="module")
def servers() -> Iterator[Servers]:
    with Servers({HOST: PAGES}, PORT, patience=3.0) as running:
        yield running


@pytest.fixture
def fetcher(servers: Servers) -> Iterator[Fetcher]:
    limits = Limits(total=0.6, wire=1024**2, unpacked=4 * 1024**2)
    with Fetcher(Web(allow_private=True, limits=limits, manners=Manners(delay=0, attempts=4, first_wait=0.01))) as made:
        yield made


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "10.1.2.3", "172.31.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "::1", "::", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
        "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "::7f00:1", "nonsense",
    ],
)  # fmt: skip
def test_only_public_addresses_may_be_spoken_to(address: str) -> None:
    assert why_not(address) is not None


def test_public_addresses_may_and_private_ones_where_allowed() -> None:
    assert [why_not(a) for a in ("93.184.215.14", "2606:4700::1111", "64:ff9b::5db8:d70e")] == [None] * 3
    assert why_not("127.0.0.1", allow_private=True) is None
    assert why_not("10.0.0.1", allow_private=True) is None
    assert why_not("169.254.169.254", allow_private=True) is not None, "credentials lie there"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::1]", "[::ffff:127.0.0.1]", "localhost"]
)
def test_odd_spellings_of_this_machine_are_refused_before_anything_is_sent(host: str, servers: Servers) -> None:
    before = servers.asked.total()
    with Fetcher(Web(manners=Manners(attempts=1))) as fetcher, pytest.raises(FetchError, match=r"private network|not an address"):
        fetcher.fetch(f"http://{host}:{PORT}/page")
    assert servers.asked.total() == before


def test_a_name_with_one_bad_answer_is_refused_and_one_that_changes_its_mind_gains_nothing(servers: Servers) -> None:
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return {"mixed.example": ["93.184.215.14", "10.0.0.1"], "site.example": [HOST]}[host]

    with Fetcher(Web(resolve=resolve, manners=Manners(attempts=1))) as fetcher, pytest.raises(AddressError):
        fetcher.fetch("http://mixed.example/")
    allowed = Web(allow_private=True, resolve=resolve, manners=Manners(delay=0, robots=False, attempts=1))
    asked.clear()
    with Fetcher(allowed) as fetcher:
        assert b"words" in fetcher.fetch(f"http://site.example:{PORT}/page").body
    assert asked == ["site.example"], "looked up once, and connected to what was checked"


@pytest.mark.parametrize(
    "url", ["ftp://example.org/a", "file:///etc/passwd", "http://", "http://user:word@example.org/", "http://a b/", "x"]
)
def test_what_is_no_address_of_the_web_is_said(url: str) -> None:
    with pytest.raises(UsageError):
        normal(url)


def test_an_address_has_one_spelling() -> None:
    assert normal("HTTP://Example.ORG:80/a/../b?q=1#top") == "http://example.org/b?q=1"
    assert canonical("https://example.org/story?utm_source=rss&id=7#c") == "https://example.org/story?id=7"
    assert normal("http://bücher.example/ü") == "http://xn--bcher-kva.example/%C3%BC"


def test_answers_are_unpacked_and_conditions_are_asked_with(fetcher: Fetcher, servers: Servers) -> None:
    first = fetcher.fetch(f"{BASE}/page")
    assert first.body == b"<html><body>words</body></html>"
    assert first.etag
    assert fetcher.fetch(f"{BASE}/page", etag=first.etag).unchanged
    assert fetcher.fetch(f"{BASE}/raw").body == b"words " * 100
    assert all(agent.startswith("detente/") for agent in servers.agents)


def test_redirects_are_followed_checked_and_end(fetcher: Fetcher) -> None:
    fetched = fetcher.fetch(f"{BASE}/moved")
    assert (fetched.url, fetched.moved) == (f"{BASE}/page", f"{BASE}/page")
    for path, words in (("/loop", "circle"), ("/far-0", "more than 8 times"), ("/file", "no address")):
        with pytest.raises(FetchError, match=words):
            fetcher.fetch(BASE + path)
    with pytest.raises(AddressError):
        fetcher.fetch(f"{BASE}/cloud")


def test_what_goes_wrong_for_a_while_is_tried_again(fetcher: Fetcher) -> None:
    assert fetcher.fetch(f"{BASE}/busy").body == b"at last"
    with pytest.raises(FetchError) as error:
        fetcher.fetch(f"{BASE}/down")
    assert (error.value.status, error.value.again) == (500, True)
    assert pickle.loads(pickle.dumps(error.value)).status == 500


@pytest.mark.parametrize("path", ["/bomb", "/bombs", "/endless"])
def test_no_answer_is_larger_than_the_limits(fetcher: Fetcher, path: str) -> None:
    with pytest.raises(TooLargeError):
        fetcher.fetch(BASE + path)


@pytest.mark.parametrize("path", ["/drip", "/hang"])
def test_no_answer_takes_longer_than_its_time(servers: Servers, path: str) -> None:
    web = Web(allow_private=True, limits=Limits(total=0.4), manners=Manners(delay=0, attempts=1))
    began = time.monotonic()
    with Fetcher(web) as fetcher, pytest.raises(FetchError, match="in time"):
        fetcher.fetch(BASE + path)
    assert time.monotonic() - began < 2.5


def test_robots_txt_is_honoured_by_name_and_pictures_are_not_read(fetcher: Fetcher) -> None:
    with pytest.raises(RobotsError):
        fetcher.fetch(f"{BASE}/own/page")
    assert fetcher.fetch(f"{BASE}/closed/page").body == b"yes"
    with pytest.raises(FetchError, match="no text"):
        fetcher.fetch(f"{BASE}/picture")


def test_hosts_are_left_a_pause(servers: Servers) -> None:
    web = Web(allow_private=True, manners=Manners(delay=0.15, robots=False))
    with Fetcher(web) as fetcher:
        began = time.monotonic()
        for _ in range(3):
            fetcher.fetch(f"{BASE}/page")
    assert time.monotonic() - began >= 0.3


def test_packing_is_taken_off_within_limits() -> None:
    limits = Limits(unpacked=1024**2)
    twice = gzip.compress(gzip.compress(b"abc" * 1000))
    assert b"".join(unpacked([twice[:40], twice[40:]], ["gzip", "gzip"], limits, "u")) == b"abc" * 1000
    assert b"".join(unpacked([gzip.compress(b"a") + gzip.compress(b"b")], ["gzip"], limits, "u")) == b"ab"
    assert b"".join(unpacked([zlib.compress(b"z" * 700_000)], ["deflate"], limits, "u")) == b"z" * 700_000
    with pytest.raises(TooLargeError):
        list(unpacked([gzip.compress(b"\0" * 2_000_000)], ["gzip"], limits, "u"))
    with pytest.raises(FetchError, match="cut off"):
        list(unpacked([twice[:-20]], ["gzip"], limits, "u"))
    with pytest.raises(TooLargeError):
        encodings("gzip, gzip, gzip", limits, "u")
    with pytest.raises(FetchError, match="br"):
        encodings("br", limits, "u")
