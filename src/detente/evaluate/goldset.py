"""The gold dispatches that ship with the package, their scorer, and a fingerprint of both."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from detente.errors import UsageError

GOLD = Path(__file__).parent / "gold"


def folders(root: Path = GOLD) -> list[Path]:
    """The gold folders under a root, by name. Raises UsageError where there are none."""
    found = sorted(p.parent for p in root.glob("*/track.json"))
    if not found and (root / "track.json").is_file():
        return [root]
    if not found:
        raise UsageError("no gold folders here (a gold folder has a track.json)", where=str(root))
    return found


@cache
def script(name: str) -> ModuleType:
    """One of the gold set's own scripts ("score", "run", "validate") as a module.

    They stay plain scripts, so that people who take only the gold set can run them; `run` imports `score` by name.
    """
    path = GOLD / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"detente_gold_{name}", path)
    if spec is None or spec.loader is None:
        raise UsageError("the gold set is incomplete", where=str(path), todo="Install the package again")
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(GOLD))
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(GOLD))
    return module


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def counts(root: Path = GOLD) -> dict[str, int]:
    """How many dispatches, claims and states the folders hold."""
    names = {"dispatches": "dispatches.jsonl", "claims": "claims.jsonl", "states": "states.jsonl"}
    return {key: sum(len(lines(folder / name)) for folder in folders(root)) for key, name in names.items()}


def fingerprint(root: Path = GOLD) -> str:
    """SHA-256 over every gold file and the scorer: a changed corpus or measure must not pass for a changed reader."""
    digest = hashlib.sha256()
    for path in sorted([*root.glob("*/*.json"), *root.glob("*/*.jsonl"), root / "score.py"]):
        if path.is_file():
            digest.update(path.relative_to(root).as_posix().encode() + b"\x00" + path.read_bytes() + b"\x00")
    return digest.hexdigest()
