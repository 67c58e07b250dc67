"""A store is looked after: what is taken out is gone, what is restricted is known, damage is found, copies are whole."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from detente.cli import run
from detente.desk import Desk, open_desk
from detente.desk.upkeep import restore_store
from detente.errors import NotFoundError, StoreError, UsageError
from detente.model import Document
from detente.sources import Hints, bare_document
from detente.store import ClaimFilter

STORY = """Norway and Chad held the second round of talks in Bern on 4 June, the Swiss foreign ministry said on Thursday.

"We agreed on visas," the Norwegian envoy Ingrid Quellmann told reporters. "The third round will be held in Oslo on 20 June."
"""
OTHER = "The third round of talks between Norway and Chad has been cancelled, the Norwegian envoy Ann Doe said on Monday."
URL = "https://www.courier.example/world/talks-1/?utm_source=feed"


def story(**changes: str | None) -> Document:
    return replace(Document("a", STORY, "Talks", "The Alpine Courier", URL, "en", "2025-06-05"), **changes)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one dispatch in two versions, another dispatch, and decisions about a claim of the first."""
    file = tmp_path_factory.mktemp("filled") / "store.db"
    with open_desk(str(file)) as desk:
        desk.add_document(story())
        desk.add_document(story(text=STORY + "\nThis story was updated: Quellmann spoke on Thursday.\n"))
        desk.add_document(Document("b", OTHER, "Off", "Wire", None, "en", "2025-06-16"))
        claim = desk.claims(ClaimFilter(documents=frozenset({"a"})))[0][0]
        desk.decide("reject", [claim.id], by="A. Clerk", reason="Quellmann never said so")
        desk.decide("reject", [desk.claims(ClaimFilter(documents=frozenset({"b"})))[0][0].id], by="A. Clerk", reason="A slip")
        # Answers that were worked out may quote it too.
        for track in desk.tracks():
            desk.state(track.id, as_of="2025-06-20")
    return file


@pytest.fixture
def store(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(filled, tmp_path / "store.db"))


@pytest.fixture
def call(store: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    def said(*arguments: str) -> tuple[int, str]:
        code = run([*arguments, "--store", str(store)])
        answer, messages = capfd.readouterr()
        return code, answer + messages

    return said


def bytes_of(store: Path) -> bytes:
    return b"".join(p.read_bytes() for p in store.parent.glob(store.name + "*"))


def test_what_is_forgotten_is_in_no_table_no_search_and_not_in_the_file(store: Path) -> None:
    assert b"Quellmann" in bytes_of(store)
    with open_desk(str(store)) as desk:
        gone = desk.forget("a", reason="asked for by the family")
        assert (gone.versions, gone.decisions) == (2, 1)
        assert gone.claims > 0
        assert desk.claims(ClaimFilter(text="visas")) == ()
        assert {d.document.id for d in desk.log.stored()} == {"b"}
        mine, other = desk.decisions()
        assert (mine.kind, mine.by, list(json.loads(mine.payload))) == ("reject", "A. Clerk", ["kind"])
        assert other.reason == "A slip"
        assert "Quellmann" not in mine.reason
        assert desk.check() == ()
        for track in desk.tracks():
            desk.state(track.id, as_of="2025-06-20")
        with pytest.raises(NotFoundError):
            desk.forget("nobody", reason="x")
        with pytest.raises(UsageError):
            desk.forget("b", reason=" ")
    assert b"Quellmann" not in bytes_of(store)
    assert b"talks-1" not in bytes_of(store)
    with sqlite3.connect(store) as connection:
        assert connection.execute("SELECT reason FROM documents WHERE forgotten IS NOT NULL").fetchall() == [("asked for by the family",)]


@pytest.mark.parametrize(
    "document",
    [
        story(),
        story(text="Quite other words about talks in Bern."),
        story(id="c", url="http://courier.example/world/talks-1"),
        replace(bare_document("Talks were held in Bern by the two.", Hints(url=URL + "&fbclid=2"), "x")),
    ],
    ids=["id", "id, other words", "address", "no id"],
)
def test_what_was_forgotten_is_refused_by_id_and_address_unless_asked_for(store: Path, document: Document) -> None:
    with open_desk(str(store)) as desk:
        desk.forget(URL, reason="takedown")
        refused = desk.add_document(document)
        assert refused.what == "refused"
        assert "--again" in str(refused.error)
        assert desk.add_document(document, again=True).what == "new"
        assert desk.add_document(document).what == "known"
        assert desk.check() == ()


def test_one_article_under_two_spellings_of_its_address_is_one_document(store: Path) -> None:
    with open_desk(str(store)) as desk:
        for url in ("http://courier.example/world/talks-1", "https://courier.example/world/talks-1?fbclid=1#top"):
            page = bare_document(STORY + f"\nRead at {len(url)} o'clock.", Hints(url=url, language="en", published="2025-06-05"), "page")
            added = desk.add_document(page)
            assert (added.what, added.where) == ("version", "a")
            assert desk.add_document(page).what == "known"
        assert len(desk.log.versions_of("a")) == 4
        elsewhere = bare_document(STORY, Hints(url="https://courier.example/world/talks-2", language="en"), "page")
        assert desk.add_document(elsewhere).what == "new"


def test_restricted_documents_are_known_until_that_is_lifted(store: Path, tmp_path: Path) -> None:
    with open_desk(str(store)) as desk:
        desk.restrict(["b"])
        assert desk.restricted_ids() == {"b"}
        (tmp_path / "c.txt").write_text("Talks were held in Oslo between Norway and Chad.")
        (added,) = desk.add([str(tmp_path / "c.txt")], restricted=True)
        assert desk.restricted_ids() == {"b", added.where}
        desk.restrict(["b", added.where], lift=True)
        assert desk.restricted_ids() == frozenset()
        assert [a.what for a in desk.add([str(tmp_path / "c.txt")], restricted=True)] == ["known"]
        assert desk.restricted_ids() == {added.where}
        with pytest.raises(NotFoundError):
            desk.restrict(["b", "nobody"])
        assert desk.restricted_ids() == {added.where}, "half of an order is not carried out"


def damaged(store: Path, *orders: str) -> list[str]:
    with sqlite3.connect(store) as connection:
        for order in orders:
            connection.execute(order)
    with open_desk(str(store)) as desk:
        return [f"{f.where}: {f.what}" for f in desk.check()]


@pytest.mark.parametrize(
    ("orders", "says"),
    [
        (["UPDATE claims SET start = start + 1, end = end + 1 WHERE row = 1"], "do not stand at"),
        (["DROP TRIGGER versions_search_in", "INSERT INTO versions (document, number, title, text, outlet, language, recorded) "
          "VALUES ('b', 9, 't', 'Words that nobody indexed.', 'o', 'en', '2025')"], "out of step"),
        (["PRAGMA foreign_keys = OFF", "DELETE FROM readings WHERE version = 3"], "names a row of readings"),
        (["INSERT INTO documents (id, recorded) VALUES ('z', '2025')"], "1 documents have no text"),
        (["UPDATE documents SET forgotten = '2025' WHERE id = 'b'"], "still have their text"),
    ],
)  # fmt: skip
def test_check_names_what_is_wrong(store: Path, orders: list[str], says: str) -> None:
    assert any(says in finding for finding in damaged(store, *orders))


def test_check_mends_the_search(store: Path) -> None:
    with sqlite3.connect(store) as connection:
        connection.execute("INSERT INTO versions_search(versions_search) VALUES ('delete-all')")
    with open_desk(str(store)) as desk:
        assert [f.where for f in desk.check()] == ["versions_search"]
        assert desk.check(mend=True) == ()


def contents(desk: Desk) -> list[tuple[str, int, str]]:
    return [(s.document.id, s.number, s.document.text) for s in desk.log.stored()]


def test_a_backup_is_whole_while_others_write_and_comes_back(store: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with open_desk(str(store)) as desk:
        before = contents(desk)
        assert desk.backup(copy) == copy.stat().st_size
        with pytest.raises(StoreError, match="already"):
            desk.backup(copy)
        desk.add_document(Document("c", OTHER, "", "", None, "en", "2025-06-17"))
        aside = restore_store(copy, str(store))
        assert contents(desk) == before, "a program that has the store open sees what was restored"
    assert aside is not None
    with open_desk(str(aside), create=False) as kept:
        assert {s.document.id for s in kept.log.stored()} == {"a", "b", "c"}
    assert not list(tmp_path.glob("*.part*"))


def test_a_store_that_is_damaged_is_replaced_and_kept_aside(store: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with open_desk(str(store)) as desk:
        desk.backup(copy)
    store.write_bytes(b"this is no database at all, whatever it was" * 100)
    aside = restore_store(copy, str(store))
    assert aside is not None
    assert aside.read_bytes().startswith(b"this is no")
    with open_desk(str(store), create=False) as desk:
        assert len(contents(desk)) == 3


def test_nothing_is_restored_from_what_is_no_sound_store(store: Path, tmp_path: Path) -> None:
    before = store.read_bytes()
    copy = tmp_path / "copy.db"
    with open_desk(str(store)) as desk:
        desk.backup(copy)
    data = bytearray(copy.read_bytes())
    half = len(data) // 2
    for name, wrong in {
        "text": b"no database",
        "cut": bytes(data[:half]),
        "spoilt": bytes(data[:half]) + b"\xff" * 8192 + bytes(data[half + 8192 :]),
    }.items():
        (tmp_path / name).write_bytes(wrong)
        with pytest.raises(StoreError):
            restore_store(tmp_path / name, str(store))
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE notes (words TEXT)")
    for file in (tmp_path / "other.db", tmp_path / "nowhere", store):
        with pytest.raises(StoreError):
            restore_store(file, str(store))
    assert store.read_bytes() == before
    assert not list(tmp_path.glob("*before*"))


def test_the_commands_say_what_they_did(call: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    assert call("forget", "a", "--yes") == (2, "detente: taking a document out needs a reason. Give one with --reason.\n")
    code, said = call("forget", "a", "--reason", "takedown", "--yes")
    assert code == 0
    assert "a: 2 version(s)" in said
    assert call("restrict", "b")[0] == 0
    assert call("restrict", "b", "--lift")[0] == 0
    assert "nobody" in call("restrict", "nobody")[1]
    assert "is sound" in call("store", "check")[1]
    assert call("store", "backup", str(tmp_path / "copy.db"))[0] == 0
    assert "Restored: 2 documents" in call("store", "restore", str(tmp_path / "copy.db"))[1]
    (tmp_path / "again.jsonl").write_text(json.dumps({"id": "a", "text": STORY}) + "\n")
    code, said = call("add", str(tmp_path / "again.jsonl"))
    assert code == 1
    assert "1 taken out before and refused" in said
    assert call("add", str(tmp_path / "again.jsonl"), "--again", "--restricted")[0] == 0
