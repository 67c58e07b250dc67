"""The log: nothing is lost, nothing half-kept, nothing overwritten; what is wrong with a store is said in a sentence."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine

from detente.errors import NotFoundError, StoreError, UsageError
from detente.model import (
    ActorMention,
    Assessment,
    Commitment,
    Decision,
    Document,
    Head,
    Issue,
    Link,
    NoInformation,
    Outcome,
    PlaceMention,
    Reading,
    Round,
    Statement,
    TimeExpression,
    Timex3,
    make_claim,
)
from detente.store import ClaimFilter, open_log, opening
from detente.store.schema import metadata

TEXT = "Лавров told TASS on Tuesday that the “third” round 🙂 in Bern was over. Nobody said when the fourth would be."
NOW = "2025-06-11T08:00:00.000000+00:00"


def document(number: str = "d1", text: str = TEXT, **more: str) -> Document:
    return Document(number, text, "Talks over", **{"outlet": "The Alpine Courier", "published": "2025-06-10", **more})


def reading(of: Document) -> Reading:
    chain = (Link("Лавров", "person", "minister", "RUS", 0, 6), Link("TASS", "agency"))
    piece = of.span(0, 20)
    values = {
        "statement": Statement(of.span(7, 20), ((7, 10), (12, 20)), (0, 6), None, "mixed"),
        "round": Round(
            "held", 3, "2025-06-10", "Bern", None, (("RUS", Head("Лавров", "minister")), ("USA", Head("Doe"))), 330, ("RUS", "USA")
        ),
        "issue": Issue("visas", "RUS", "demands", "raised"),
        "outcome": Outcome("notes_exchanged", "visas", None, ("RUS",)),
        "commitment": Commitment("pay", ("RUS",), ("USA",), "2025-08-31", "pledged"),
        "assessment": Assessment("round", "progress"),
        "no_information": NoInformation("the date"),
    }
    claims = tuple(
        make_claim(
            of.id, kind, piece, value, rule="rule", chain=chain if kind != "assessment" else (), certainty="probable", said="2025-06-10"
        )
        for kind, value in values.items()
    )
    times = (TimeExpression("text", 20, 27, of.text[20:27], "2025-06-10", Timex3("DATE", "2025-06-10"), "2025-06-10", "2025-06-10", "day"),)
    places = (PlaceMention("text", 50, 54, "Bern", "Bern", 2661552, 46.9, 7.4, "CHE", "city", "literal"),)
    actors = (ActorMention("text", 0, 6, "Лавров", "Лавров", None, "RUS", "person"),)
    return Reading(of, claims, times, places, actors, ("odd",))


def test_what_goes_in_comes_out(tmp_path: Path) -> None:
    given_reading = reading(document())
    with open_log(str(tmp_path / "a.db")) as log:
        assert log.add(given_reading, {"parties": [["RUS", 2]]}, "en-1", NOW) == 1
    with open_log(str(tmp_path / "a.db"), create=False) as log:
        assert log.reading_of("d1") == given_reading
        (stored,) = log.stored()
        assert (stored.document, stored.claims, stored.profile) == (given_reading.document, given_reading.claims, {"parties": [["RUS", 2]]})


def test_another_text_under_the_same_id_is_a_new_version_and_the_old_one_stays(tmp_path: Path) -> None:
    first, second = document(), document(text="Correction: the fourth round was over.")
    with open_log(str(tmp_path / "a.db")) as log:
        log.add(reading(first), {}, "en-1", NOW)
        assert log.standing(first)[0] == "same"
        assert log.standing(second)[0] == "changed"
        assert log.add(reading(second), {}, "en-1", NOW) == 2
        assert log.newest("d1") == second
        assert [v.document for v in log.versions_of("d1")] == [first, second]
        assert {d.text for _, d in log.claims(ClaimFilter())} == {second.text}


def test_a_later_hand_in_fills_in_and_never_blanks(tmp_path: Path) -> None:
    bare = replace(document(), outlet="", published=None, title="")
    with open_log(str(tmp_path / "a.db")) as log:
        log.add(reading(bare), {}, "en-1", NOW)
        assert log.standing(document()) == ("changed", document())
        log.add(reading(document()), {}, "en-1", NOW)
        assert log.standing(bare) == ("same", document())


def test_a_newer_reading_stands_and_the_older_one_stays_on_record(tmp_path: Path) -> None:
    of = document()
    with open_log(str(tmp_path / "a.db")) as log:
        log.add(reading(of), {}, "en-1", NOW)
        log.add_reading(1, Reading(of), {}, "en-2", NOW)
        (stored,) = log.stored()
        assert (stored.reader, stored.claims) == ("en-2", ())
        assert log.claims(ClaimFilter()) == ()
        assert (log.figures()["readings"], log.figures()["claims"]) == (2, 7)


def test_a_document_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    whole = reading(document())
    spoilt = replace(whole, claims=(*whole.claims, replace(whole.claims[0], id=None)))  # type: ignore[arg-type]
    with open_log(str(tmp_path / "a.db")) as log:
        with pytest.raises(StoreError):
            log.add(spoilt, {}, "en-1", NOW)
        assert log.newest("d1") is None
        assert {log.figures()[t] for t in ("documents", "versions", "readings", "claims")} == {0}


def test_claims_are_found_by_what_is_asked(tmp_path: Path) -> None:
    with open_log(str(tmp_path / "a.db")) as log:
        log.add(reading(document()), {}, "en-1", NOW)
        log.add(reading(document("d2", outlet="Other Wire", published="2025-07-01")), {}, "en-1", NOW)

        def found(**wanted: object) -> int:
            return len(log.claims(ClaimFilter(**wanted)))  # type: ignore[arg-type]

        assert found() == 14
        assert found(kind="round") == 2
        assert found(speaker="ЛАВР") == 12
        assert found(speaker="%") == 0
        assert found(outlet="alpine") == 7
        assert found(documents=frozenset({"d2"}), kind="issue") == 1
        assert found(until="2025-06-09") == 0
        assert found(since="2025-06-10", until="2025-06-10") == 14
        assert found(text="told лавров") == 14
        assert found(text='"told tass"') == 14
        assert found(text='"tass told"') == 0
        assert found(text="tol*", limit=3) == 3
        assert found(text="… – !") == 0


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=st.one_of(st.characters(), st.sampled_from('"*^():-+ANDORNOTEAR')), max_size=30))
def test_no_query_is_taken_for_an_operator(tmp_path: Path, text: str) -> None:
    with open_log(str(tmp_path / "a.db")) as log:
        log.claims(ClaimFilter(text=text))
        log.claims(ClaimFilter(speaker=text, outlet=text))


def test_decisions_are_taken_back_by_others_and_stay(tmp_path: Path) -> None:
    made = Decision("x1", "reject", ("c1",), "ana", NOW, "misread", '{"a": 1}', anchor=("d1", "text", 0, 4))
    with open_log(str(tmp_path / "a.db")) as log:
        log.decide(made)
        assert log.decisions() == (made,)
        log.undo(Decision("x2", "reject", ("x1",), "ben", "2025-06-12T08:00:00+00:00", "it was right"))
        (shown,) = log.decisions()
        assert shown == replace(made, undone="2025-06-12T08:00:00+00:00")
        assert log.figures()["decisions"] == 2


def test_migrations_make_the_tables_of_the_schema(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    open_log(str(tmp_path / "a.db")).close()
    with create_engine(f"sqlite:///{tmp_path}/a.db").connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": lambda name, kind, _: "_search" not in (name or "")})
        assert compare_metadata(context, metadata) == []


def test_a_killed_migration_leaves_an_empty_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from alembic import command

    run = command.upgrade

    def killed(*args: object) -> None:
        run(*args)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "upgrade", killed)
    with pytest.raises(KeyboardInterrupt):
        open_log(str(tmp_path / "a.db"))
    monkeypatch.undo()
    with open_log(str(tmp_path / "a.db")) as log:
        assert log.figures()["documents"] == 0


def test_what_is_wrong_with_a_store_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "PATIENCE", 0.1)
    text = tmp_path / "notes.txt"
    text.write_text("This is no database, it is a page of notes.\n" * 40)
    with pytest.raises(StoreError, match="not a database"):
        open_log(str(text))
    assert text.read_text().startswith("This is no database")
    empty = tmp_path / "empty.txt"
    empty.touch()
    for missing in (tmp_path / "none.db", empty):
        with pytest.raises(StoreError, match="no store yet"):
            open_log(str(missing), create=False)
    assert empty.stat().st_size == 0
    with pytest.raises(StoreError, match="folder"):
        open_log(str(tmp_path))
    with pytest.raises(StoreError, match="does not exist"):
        open_log(str(tmp_path / "no" / "a.db"))
    other = tmp_path / "other.db"
    sqlite3.connect(other).execute("CREATE TABLE t (x)").connection.close()
    with pytest.raises(StoreError, match="another program"):
        open_log(str(other))


def test_a_store_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    open_log(str(path)).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="newer Détente"):
        open_log(str(path))


def test_a_writer_that_is_kept_waiting_says_so_and_readers_do_not_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "PATIENCE", 0.1)
    path = tmp_path / "a.db"
    with open_log(str(path)) as log:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another program is writing"):
            log.add(reading(document()), {}, "en-1", NOW)
        assert log.stored() == ()
        other.close()


@pytest.mark.parametrize("url", ["mysql://host/db", "sqlite:///a\x00b", "nonsense://", "://x"])
def test_urls_that_cannot_be_are_wrong_use(url: str) -> None:
    with pytest.raises(UsageError):
        open_log(url)


def test_unknown_documents_are_not_found(tmp_path: Path) -> None:
    with open_log(str(tmp_path / "a.db")) as log, pytest.raises(NotFoundError):
        log.reading_of("nobody")
