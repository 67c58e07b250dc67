"""The JSON of the design, to the letter: plain dicts of readings, tracks, states, claims and the rest."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from detente.model import Change, Claim, Dispute, Document, Reading, RoundState, State, Track, plain


def dumps(value: Any, *, indent: int | None = None) -> str:
    """JSON in the characters themselves; one line where no indent is given."""
    return json.dumps(value, ensure_ascii=False, indent=indent)


def show(value: Any, format: str, say: Callable[[str], None]) -> None:
    """Print a value as JSON, or as JSON Lines: an item of a list a line, else one line."""
    if format == "json":
        say(dumps(value, indent=1))
    else:
        for item in value if isinstance(value, list) else [value]:
            say(dumps(item))


def document(item: Document) -> dict[str, Any]:
    """What a reading says of its document; the text itself is left out."""
    return {
        "id": item.id,
        "url": item.url,
        "outlet": item.outlet,
        "language": item.language,
        "published": item.published,
        "title": item.title,
    }


def claim(item: Claim, *, with_document: bool = False) -> dict[str, Any]:
    """A claim; its value stands under the name of its kind."""
    out = {
        "id": item.id,
        "kind": item.kind,
        "evidence": plain(item.evidence),
        "chain": [plain(link) for link in item.chain],
        "speaker_party": item.speaker_party,
        "certainty": item.certainty,
        "polarity": item.polarity,
        "said": item.said,
        "rule": item.rule,
        item.kind: plain(item.value),
    }
    if item.flags:
        out["flags"] = list(item.flags)
    return {"document": item.document, **out} if with_document else out


def reading(item: Reading) -> dict[str, Any]:
    """A reading as `read --format jsonl` prints it."""
    return {
        "document": document(item.document),
        "claims": [claim(c) for c in item.claims],
        "times": [plain(t) for t in item.times],
        "places": [plain(p) for p in item.places],
        "actors": [plain(a) for a in item.actors],
        "events": [],
        "warnings": list(item.warnings),
    }


def track(item: Track) -> dict[str, Any]:
    """A track as `tracks --format json` lists it."""
    return {
        "id": item.id,
        "name": item.name,
        "parties": list(item.parties),
        "mediators": list(item.mediators),
        "documents": list(item.documents),
        "rounds": item.rounds,
        "latest": item.latest,
    }


def round_state(item: RoundState) -> dict[str, Any]:
    """A round of a state."""
    out: dict[str, Any] = item_state(item)
    out["heads"] = {party: {"name": head.name, "role": head.role} for party, head in item.heads}
    out["reasons"] = dict(item.reasons)
    return out


def item_state(item: Any) -> dict[str, Any]:
    """An item of a state, its support as `claims` and `origins`."""
    out: dict[str, Any] = plain(item)
    support = out.pop("support")
    return out | {"claims": support["claims"], "origins": support["origins"]}


def dispute(item: Dispute) -> dict[str, Any]:
    """A dispute with its values side by side."""
    out: dict[str, Any] = plain(item)
    return out


def change(item: Change) -> dict[str, Any]:
    """One thing that changed."""
    out: dict[str, Any] = plain(item)
    return out


def state(item: State, documents: Mapping[str, Document] | None = None) -> dict[str, Any]:
    """A state as `state --format json` prints it; with the documents that its claims are from where they are given."""
    out: dict[str, Any] = {
        "track": track(item.track),
        "as_of": item.as_of,
        "rounds": [round_state(r) for r in item.rounds],
        "issues": [item_state(i) for i in item.issues],
        "outcomes": [item_state(o) for o in item.outcomes],
        "commitments": [item_state(c) for c in item.commitments],
        "assessments": [item_state(a) for a in item.assessments],
        "disputes": [dispute(d) for d in item.disputes],
        "claims": {c.id: claim(c, with_document=True) for c in item.claims},
    }
    if documents is not None:
        out["documents"] = {key: document(d) for key, d in documents.items()}
    return out
