"""The same dispatches give the same answers, whatever order a process keeps its sets in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from detente.evaluate import goldset

TRACKS = ("russia-us-irritants", "iran-us-2025", "kosovo-serbia-2023")


def asked(seed: str, store: Path, *arguments: str) -> str:
    """What a command answers in a process whose hashes begin with a seed of their own."""
    command = [sys.executable, "-c", "import sys; from detente.cli import main; main(sys.argv[1:])", *arguments]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "DETENTE_STORE": str(store)}
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


def test_readings_and_states_do_not_hang_on_the_order_of_sets(tmp_path: Path) -> None:
    files = [str(folder / "dispatches.jsonl") for folder in goldset.folders() if folder.name in TRACKS]
    assert len(files) == len(TRACKS)
    answers = []
    for seed in ("1", "2"):
        store = tmp_path / f"{seed}.db"
        told = [asked(seed, store, "read", "--format", "jsonl", *files)]
        asked(seed, store, "add", *files)
        told.append(asked(seed, store, "tracks", "--format", "json"))
        told += [asked(seed, store, "state", track["id"], "--format", "json") for track in json.loads(told[1])]
        answers.append(told)
    assert answers[0] == answers[1]
    assert len(answers[0]) >= 2 + len(TRACKS)
