"""What hangs, swells or crashes takes only its own file with it; a short run of the fuzzing of evals/fuzz."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import made
from detente.errors import SourceError
from detente.model import Document
from detente.sources import documents, parse_guarded
from detente.sources.guarding import Order, Worker
from detente.sources.items import Input

ROOT = Path(__file__).resolve().parent.parent


def test_what_takes_too_long_is_reported_and_the_next_file_is_read() -> None:
    worker = Worker(seconds=0.0001)
    page = Order(Input(made.page().encode() * 200, "slow.html"))
    list(worker.parse(page, "warm.html"))
    (error,) = list(worker.parse(page, "slow.html"))
    assert isinstance(error, SourceError)
    assert "slow.html" in str(error)
    assert "longer than" in str(error)
    patient = Worker()
    (found,) = list(patient.parse(Order(Input(made.page().encode(), "page.html")), "page.html"))
    assert isinstance(found, Document)
    patient.close()


def test_a_parser_that_is_lost_is_started_again() -> None:
    worker = Worker()
    order = Order(Input(made.page().encode(), "page.html"))
    assert isinstance(next(iter(worker.parse(order, "page.html"))), Document)
    assert worker._process is not None
    worker._process.kill()
    worker._process.wait()
    assert isinstance(list(worker.parse(order, "page.html"))[-1], Document)
    worker.close()


def test_a_folder_that_is_worked_in_lends_no_libraries(tmp_path: Path) -> None:
    (tmp_path / "lxml.py").write_text("raise SystemExit('taken over')")
    (tmp_path / "page.html").write_text(made.page())
    code = "from detente.sources import documents; print([type(i).__name__ for i in documents(['page.html'])])"
    done = subprocess.run([sys.executable, "-P", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "['Document']", done.stderr


def test_bytes_and_files_give_the_same(tmp_path: Path) -> None:
    data = made.warc([("https://courier.example/a/1", made.page().encode()), ("https://courier.example/a/2", b"<html>x")])
    (tmp_path / "a.warc.gz").write_bytes(data)
    guarded, from_file = parse_guarded(data), list(documents([str(tmp_path / "a.warc.gz")]))
    assert [type(i) for i in guarded] == [type(i) for i in from_file] == [Document, SourceError]
    assert guarded[0] == from_file[0]


def test_a_short_run_of_the_fuzzing_fails_nowhere(tmp_path: Path) -> None:
    for engine, tries in (("mutate", 300), ("hypothesis", 100)):
        command = [
            sys.executable,
            str(ROOT / "evals/fuzz/run.py"),
            "--tries",
            str(tries),
            "--engine",
            engine,
            "--keep",
            str(tmp_path),
            "--store-every",
            "30",
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "0 of" in done.stdout
