"""The gold measurement, as `gold/run.py` makes it from outside: readings dispatch by dispatch, and states of one mixed store."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from detente.desk import Hints, open_desk, read_paths
from detente.errors import DetenteError
from detente.evaluate import goldset
from detente.model import Reading
from detente.views import as_json

#: What a dispatch hands in; the rest of a gold line (`retells`, `distractor`) is not for the reader's eyes.
_KEYS = ("id", "url", "outlet", "language", "published", "title", "text")


def measure(folders: Sequence[Path], tell: Callable[[str], None] = lambda _: None) -> dict[str, Any]:
    """Read and reconcile the gold folders and score both.

    Gives `{"claims": {kind: row}, "states": {kind: row}, "gates": {name: count}}`, rows as `gold/score.py` makes them.
    `tell` is told what is going on. Raises DetenteError where a gold file cannot be read.
    """
    score = goldset.script("score")
    tell(f"reading {len(folders)} gold folders")
    readings = [json.loads(as_json.dumps(as_json.reading(r))) for r in _readings(folders)]
    claims = score.score_claims(list(folders), readings)
    tell("reconciling them in one store")
    states, gates = _states(folders)
    tallies, more = score.score_states(list(folders), states)
    return {
        "claims": {kind: tally.figures() for kind, tally in claims.items()},
        "states": {kind: tally.figures() for kind, tally in tallies.items()},
        "gates": {**more, **gates},
    }


def _readings(folders: Sequence[Path]) -> list[Reading]:
    found: list[Reading] = []
    for item in read_paths([str(folder / "dispatches.jsonl") for folder in folders], Hints()):
        if isinstance(item, DetenteError):
            raise item
        if isinstance(item, Reading):
            found.append(item)
    return found


def _states(folders: Sequence[Path]) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """The state on every gold day, and the gates that concern tracks."""
    dispatches = [d | {"folder": folder.name} for folder in folders for d in goldset.lines(folder / "dispatches.jsonl")]
    dispatches.sort(key=lambda d: d["published"])
    states: list[dict[str, Any]] = []
    foreign = 0
    with tempfile.TemporaryDirectory() as scratch:
        mixed = Path(scratch, "mixed.jsonl")
        mixed.write_text("".join(json.dumps({k: d[k] for k in _KEYS}, ensure_ascii=False) + "\n" for d in dispatches), encoding="utf-8")
        with open_desk(f"sqlite:///{scratch}/gold.db") as desk:
            for added in desk.add([str(mixed)]):
                if added.error is not None:
                    raise added.error
            tracks = [as_json.track(t) for t in desk.tracks()]
            answers = goldset.script("run").assign(tracks, dispatches, list(folders))
            for folder in folders:
                track = answers.get(folder.name)
                if track is None:
                    continue
                stray = {d["id"] for d in dispatches if (d["folder"] == folder.name) == bool(d.get("distractor"))}
                foreign += len(set(track["documents"]) & stray)
                for gold in goldset.lines(folder / "states.jsonl"):
                    state = json.loads(as_json.dumps(as_json.state(desk.state(track["id"], gold["as_of"]))))
                    states.append(state | {"gold": folder.name, "as_of": gold["as_of"]})
    return states, {"tracks_missing": len(folders) - len(answers), "foreign": foreign}
