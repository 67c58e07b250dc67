"""Gold claims as the model's own: what a perfect reader would hand to `reconcile`."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from detente.evaluate.goldset import lines, script
from detente.model import (
    Assessment,
    Claim,
    Commitment,
    Document,
    Head,
    Issue,
    Link,
    NoInformation,
    Outcome,
    Reading,
    Round,
    Span,
    Statement,
    Value,
    make_claim,
)
from detente.model.mentions import LinkKind
from detente.reconcile import Entry, profile_of

_RULE = "gold"


def _kind(name: str) -> LinkKind:
    """Unnamed where the name is a description, else a person or an institution by its shape."""
    first = name.split(" ", 1)[0]
    if first[:1].islower() and first.lower() not in ("the", "al-busaidi"):
        return "unnamed"
    return "person" if 2 <= len(name.split()) <= 4 and not name.startswith("the ") else "institution"


def _value(kind: str, data: dict[str, Any], document: Document) -> Value:
    if kind == "statement":
        content = document.text.find(data["content"])
        at = max(content, 0)
        return Statement(document.span(at, at + len(data["content"])), ((at, at + len(data["content"])),), None, None, data["quote"])
    if kind == "round":
        heads = tuple((party, Head(name)) for party, name in data["heads"].items())
        plain = {k: data[k] for k in ("status", "ordinal", "date", "venue", "site", "duration_minutes")}
        return Round(**plain, heads=heads)
    if kind == "issue":
        return Issue(data["issue"], data["party"], data["position"], data["status"])
    if kind == "outcome":
        return Outcome(data["type"], data["about"], data["date"], tuple(data["parties"]))
    if kind == "commitment":
        return Commitment(data["what"], tuple(data["by"]), tuple(data["to"]), data["deadline"], data["status"])
    if kind == "assessment":
        return Assessment(data["about"], data["value"])
    return NoInformation(data["about"])


def _claim(data: dict[str, Any], document: Document, raw: dict[str, Any]) -> Claim:
    field, start, end = script("score").span(raw, data)
    chain = tuple(Link(name, _kind(name), party=data["speaker_party"] if i == 0 else None) for i, name in enumerate(data["chain"]))
    return make_claim(
        document.id,
        data["kind"],
        Span(field, start, end, document.field(field)[start:end]),
        _value(data["kind"], data[data["kind"]], document),
        rule=_RULE,
        chain=chain,
        certainty=data["certainty"],
        polarity=data["polarity"],
        said=document.published[:10] if document.published else None,
        speaker_party=data["speaker_party"],
    )


def gold_entries(folder: Path) -> list[Entry]:
    """A gold folder's dispatches with their gold claims, recorded when they were published."""
    by: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for data in lines(folder / "claims.jsonl"):
        by[data["dispatch"]].append(data)
    entries = []
    for raw in lines(folder / "dispatches.jsonl"):
        keys = ("id", "text", "title", "outlet", "url", "language", "published")
        document = Document(**{key: raw[key] for key in keys})
        claims = tuple(_claim(data, document, raw) for data in by[document.id])
        entries.append(Entry(document, claims, document.published or "", profile_of(Reading(document, claims))))
    return entries
