"""The pages without a browser: who may ask, what is refused, and that nothing a dispatch brings with it can run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from detente.desk import Desk, open_desk
from detente.model import Document
from detente.views import brief_html
from detente.views.brief import brief_of
from detente.views.timeline import stretch_of
from detente.web import create_app
from detente.web.document import marked
from detente.web.guard import POLICY

NOW = datetime(2025, 7, 1, 12, tzinfo=UTC)

#: What people put into titles, names and links to have it run in somebody else's browser.
NASTY = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "'-alert(1)-'",
    "javascript:alert(1)",
    "</title><script>alert(1)</script>",
    "{{7*7}}{% include 'x' %}",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    '<a href="jav&#x09;ascript:alert(1)">x</a>',
    "\u202e<b onmouseover=alert(1)>",
)

WORDS = (
    "GENEVA, June 10, 2025 — Russia and the United States held the second round of talks in Geneva on June 9, the Kremlin said. "
    "Russian Foreign Minister Sergey Lavrov said the third round would be held in Rome on June 20. "
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(str(tmp_path / "pages.db"), clock=lambda: NOW) as opened:
        for number, nasty in enumerate(NASTY):
            text = (
                f"{WORDS}\n\n{nasty} said on Tuesday that “{nasty}” would be discussed. Minister {nasty} Smith told {nasty} so.\r\n\x0bEnd."
            )
            document = Document(f"d{number}{nasty}", text, f"Talks {nasty}", f"Outlet {nasty}", nasty, "en", f"2025-06-{10 + number}")
            opened.add_document(document)
        yield opened


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    with TestClient(create_app(desk, by="ana <b>"), base_url="http://127.0.0.1:8642", follow_redirects=False) as made:
        yield made


def token(client: TestClient) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', client.get("/add").text)
    assert found is not None
    return found[1]


def tags_of(page: str) -> list[tuple[str, dict[str, str | None]]]:
    """Every tag of a page with its attributes, as a browser reads it."""
    found: list[tuple[str, dict[str, str | None]]] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, dict(attrs)))

    Tags().feed(page)
    return found


def test_nothing_that_a_dispatch_brings_with_it_becomes_markup(client: TestClient, desk: Desk) -> None:
    track = max(desk.tracks(), key=lambda t: len(t.documents))
    pages = [
        "/",
        "/review",
        "/sources",
        "/search?q=alert",
        f"/track/{track.id}",
        f"/track/{track.id}/said",
        f"/track/{track.id}/dispatches",
    ]
    responses = [client.get(page) for page in pages]
    responses += [client.get("/document", params={"id": document}) for document in track.documents]
    responses += [client.get("/document/kin", params={"id": document}) for document in track.documents]
    responses += [client.get("/search", params={"q": nasty}) for nasty in NASTY]
    responses += [client.get("/claim/" + claim.id) for claim in desk.state(track.id).claims]
    responses += [client.get("/why", params={"track": track.id, "about": f"round:{r.key}"}) for r in desk.state(track.id).rounds]
    responses += [client.get("/claim/" + nasty) for nasty in NASTY]
    for response in responses:
        assert response.headers["content-security-policy"] == POLICY
        for tag, attributes in tags_of(response.text):
            assert tag not in ("iframe", "img", "object", "embed", "style"), response.url
            assert tag != "script" or str(attributes.get("src")).startswith("/static/"), response.url
            assert not [name for name in attributes if name.startswith("on") or name in ("style", "srcdoc")], response.url
            assert re.match(r"/|#|https?://", attributes.get("href") or "/"), (response.url, attributes)
        assert "49" not in re.findall(r"Talks (\d+)", response.text)


def test_the_one_file_brief_has_no_script_and_links_to_the_web_only(desk: Desk) -> None:
    for track in desk.tracks():
        picture = desk.picture(track.id, "2025-07-01")
        text = brief_html.show(brief_of(picture.state, picture.documents, picture.unknown), picture.state)
        for tag, attributes in tags_of(text):
            assert tag not in ("script", "iframe", "img", "object", "embed", "link")
            assert not [name for name in attributes if name.startswith("on")]
            assert re.match(r"#|https?://", attributes.get("href") or "#")
        assert "default-src 'none'" in text


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8642", "127.0.0.1.evil.example", "localhost.evil.example", "127.0.0.1@evil.example", ""]
)
def test_other_hosts_names_are_refused(client: TestClient, host: str) -> None:
    response = client.get("/", headers={"host": host})
    assert response.status_code == 421
    assert "Outlet" not in response.text


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8642", "LOCALHOST", "[::1]:8642"])
def test_this_machines_names_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/add", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "https://127.0.0.1:8642"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_pages_of_other_origins_change_nothing(client: TestClient, desk: Desk, headers: dict[str, str]) -> None:
    form = {"csrf": token(client), "text": WORDS, "outlet": "Wire"}
    before = desk.log.position()
    for path in ("/add", "/decide", "/undo", "/claims", "/sources"):
        assert client.post(path, data=form, headers=headers).status_code == 403
    assert desk.log.position() == before


def test_what_changes_anything_needs_the_token(client: TestClient, desk: Desk) -> None:
    before = desk.log.position()
    claim = desk.state(desk.tracks()[0].id).claims[0].id
    for wrong in ({}, {"csrf": ""}, {"csrf": "é"}, {"csrf": "x" * 32}):
        form = {"kind": "reject", "subject": claim, "reason": "no", **wrong}
        assert client.post("/decide", data=form).status_code == 403
        assert client.post("/claims", data=form).status_code == 403
    assert client.get("/decide").status_code == 405
    assert desk.log.position() == before


def test_fetching_from_a_page_of_another_site_is_refused_and_a_link_is_not(client: TestClient) -> None:
    assert client.get("/", headers={"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}).status_code == 403
    assert client.get("/", headers={"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}).status_code == 200


def test_a_form_does_not_lead_elsewhere(client: TestClient, desk: Desk) -> None:
    claim = desk.state(desk.tracks()[0].id).claims[0].id
    for back in ("//evil.example", "https://evil.example", "/\\evil.example"):
        form = {"csrf": token(client), "kind": "accept", "subject": claim, "reason": "yes", "back": back}
        assert client.post("/decide", data=form).headers["location"] == "/"


def test_what_is_wrong_is_said_with_what_to_do(client: TestClient) -> None:
    for path, status, words in (
        ("/track/nothing", 404, "first page"),
        ("/claim/c0", 404, "no claim"),
        ("/document?id=nothing", 404, "no document"),
        ("/?as_of=yesterday", 422, "2025-06-10"),
        ("/nowhere", 404, "no such page"),
        ("/why", 422, "not right"),
    ):
        response = client.get(path)
        assert (response.status_code, words in response.text) == (status, True), path
        fragment = client.get(path, headers={"hx-request": "true"})
        assert fragment.headers["hx-retarget"] == "#notice"
        assert "<html" not in fragment.text


def test_an_empty_desk_says_what_to_do(tmp_path: Path) -> None:
    with open_desk(str(tmp_path / "empty.db")) as desk, TestClient(create_app(desk, by="ana"), base_url="http://127.0.0.1") as client:
        assert "Paste a dispatch" in client.get("/").text
        assert "Nothing waits" in client.get("/review").text
        assert "No dispatch has been added" in client.get("/sources").text


def test_a_decision_on_the_pages_changes_the_state_and_undo_restores_it(client: TestClient, desk: Desk) -> None:
    track = max(desk.tracks(), key=lambda t: len(t.documents)).id
    before = desk.state(track)
    csrf = token(client)
    target = before.rounds[-1]
    for form in (
        {"kind": "reject", "subject": [track, f"round:{target.key}"]},
        {"kind": "correct", "subject": [track, f"round:{target.key}"], "field": "venue", "value": "Vienna"},
        {"kind": "merge", "subject": [track, f"round:{before.rounds[0].key}", f"round:{target.key}"]},
        {"kind": "reject", "subject": [target.support.claims[0]]},
        {"kind": "correct", "subject": [target.support.claims[0]], "field": "date", "value": "2025-06-22"},
        {"kind": "name", "subject": [track], "value": "The Geneva talks"},
    ):
        response = client.post("/decide", data={"csrf": csrf, "reason": "because", **form})
        assert response.status_code == 303, (form, response.text)
        assert desk.state(track) != before, form
        made = desk.decisions()[-1].id
        assert client.post("/undo", data={"csrf": csrf, "decision": made}).status_code == 303
        assert desk.state(track) == before, form


def test_marked_text_reads_back_to_the_code_point(desk: Desk) -> None:
    for entry in desk.entries():
        for text, claims in ((entry.document.text, entry.claims), (entry.document.title, ())):
            shown = marked(text, [c for c in claims if c.evidence.field == "text"])
            assert unescape(re.sub(r"<[^>]+>", "", shown)) == text.replace("\x00", "\ufffd")


@pytest.mark.parametrize(
    ("date", "sureness", "open_end"),
    [
        ("2025-04-10", "exact", False),
        ("2025-05-02/2025-05-03", "exact", False),
        ("2025-05", "within", False),
        ("2025-05-02~", "about", False),
        ("2025-06-10/..", "open", True),
        ("[2025-05-03,2025-05-11]", "choice", False),
    ],
)
def test_each_kind_of_date_is_drawn_as_sure_as_it_is(date: str, sureness: str, open_end: bool) -> None:
    found = stretch_of(date)
    assert found is not None
    assert (found.sureness, found.last is None) == (sureness, open_end)


def test_what_has_no_day_is_not_drawn() -> None:
    assert [stretch_of(date) for date in (None, "", "XXXX-02-27", "soon", "[XXXX-01-01]")] == [None] * 5
