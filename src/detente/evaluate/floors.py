"""Pinned floors: a figure that the project has reached does not fall unseen.

After trafilatura's evaluation gate: the file pins a floor for every published figure, a fingerprint of the gold set and
its counts; `check` tells what fell by more than EPSILON, `pin` raises floors and lowers one only with a reason.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from detente.errors import UsageError
from detente.evaluate import goldset

FLOORS = Path(__file__).parent / "floors.json"

#: Points of F1 (of 100) that a figure may fall: models and BLAS libraries differ in the last bits of a parse.
EPSILON = 0.5

#: Gates are counts that must not grow.
GATES = ("states_missing", "false_held", "spurious_held", "tracks_missing", "foreign")


def flatten(figures: Mapping[str, Any]) -> dict[str, float]:
    """`{"claims.round.F1": 71.0, …}` of all figures that have a floor: F1 and accuracies, and the gates."""
    flat: dict[str, float] = {}
    for part in ("claims", "states"):
        for kind, row in figures.get(part, {}).items():
            for name, value in row.items():
                if name not in ("gold", "found", "P", "R") and isinstance(value, (int, float)):
                    flat[f"{part}.{kind}.{name}"] = float(value)
    for name in GATES:
        if name in figures.get("gates", {}):
            flat[f"gates.{name}"] = float(figures["gates"][name])
    return flat


def load(path: Path = FLOORS) -> dict[str, Any]:
    """The pinned file. Raises UsageError where it is missing."""
    if not path.is_file():
        raise UsageError("no floors are pinned yet", where=str(path), todo="Run `detente evaluate --update`")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def check(figures: Mapping[str, Any], model: str, path: Path = FLOORS) -> list[str]:
    """Sentences on everything that is worse than pinned; empty when all is well.

    `model` names the language model that the figures were reached with: floors are kept for each.
    """
    pinned = load(path)
    faults = []
    if pinned["gold_sha256"] != goldset.fingerprint():
        faults.append("the gold set or its scorer changed since the floors were pinned: run `detente evaluate --update`")
    if pinned["counts"] != goldset.counts():
        faults.append(f"the gold set has {goldset.counts()}, the floors were pinned on {pinned['counts']}")
    floors = pinned["floors"].get(model)
    if floors is None:
        # A model without floors of its own is held to none: its figures are printed, not judged.
        return faults
    now = flatten(figures)
    for name, floor in floors.items():
        value = now.get(name)
        worse = value is None or (value > floor if name.startswith("gates.") else value < floor - EPSILON)
        if worse:
            faults.append(f"{name} is {value}, its floor is {floor}")
    return faults


def pin(figures: Mapping[str, Any], model: str, *, reason: str = "", path: Path = FLOORS) -> list[str]:
    """Pin the present figures. Returns what rose or fell; raises UsageError where one fell and no reason is given."""
    old = load(path) if path.is_file() else {"floors": {}, "lowered": []}
    before: dict[str, float] = old["floors"].get(model, {})
    now = flatten(figures)
    fell = [n for n, f in before.items() if (now.get(n, -1.0) < f if not n.startswith("gates.") else now.get(n, 1e9) > f)]
    serious = [n for n in fell if n.startswith("gates.") or now.get(n, -1.0) < before[n] - EPSILON]
    if serious and not reason:
        raise UsageError(
            f"these figures fell below their floors: {', '.join(f'{n} {before[n]} → {now.get(n)}' for n in serious)}",
            todo="Mend the reader, or give --reason and write it into CHANGELOG.md",
        )
    kept = {n: (v if n not in fell or n in serious else before[n]) for n, v in now.items()}
    pinned = {
        "gold_sha256": goldset.fingerprint(),
        "counts": goldset.counts(),
        "epsilon": EPSILON,
        "floors": old["floors"] | {model: dict(sorted(kept.items()))},
        "lowered": old.get("lowered", []) + ([{"figures": serious, "reason": reason}] if serious else []),
    }
    _replace(path, json.dumps(pinned, indent=1, ensure_ascii=False) + "\n")
    return [f"{n}: {before.get(n)} → {v}" for n, v in kept.items() if before.get(n) != v]


def _replace(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    handle, scratch = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text)
    os.replace(scratch, path)
