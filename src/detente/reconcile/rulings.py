"""What people decided, applied: to claims, to tracks, to rounds and to what a state shows. Undo is leaving it out.

Subjects of a decision, by kind:

- `accept`, `reject`, `correct` a claim: its id (`correct` takes `{"field", "value"}`); where a newer reader gave the claim
  another id, the decision's anchor finds it again. Or an item of a state: track id, then `round:<key>`, `issue:<issue>`,
  `outcome:<about>` or `commitment:<what>`.
- `add` a claim: the document; the anchor marks the words, the payload has `kind`, `value`, `chain`, `certainty`, …
- `merge`: track ids, or a track id and `round:<key>` twice or more; the first one stays. Or a track id and issues, outcomes or
  commitments; the payload has `claims`, one of each, so that they are found again when their labels change.
- `split`: a track id and the documents that leave it, or a track id, an item and the claims that leave it.
- `pin`: a document and the track it belongs to, or a claim and the `round:<key>` it belongs to.
- `name`: a track id; the payload has `name`.
- `hint`: "tracks"; the payload has `hints`, a parsed TOML file with `[[track]]` tables. The newest one counts.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from detente.model import KINDS, Claim, Decision, Document, Head, Kind, Link, Round, Span, Statement, Value, make_claim
from detente.reconcile.entries import Entry
from detente.reconcile.tracks import track_id

_ITEMS = ("round:", "issue:", "outcome:", "commitment:")


@dataclass(frozen=True, slots=True)
class Rulings:
    """The decisions in force, sorted by what they bear on."""

    #: Document -> track, document -> its new track, track -> the track it is part of, track -> name.
    pinned: Mapping[str, str] = field(default_factory=dict)
    parted: Mapping[str, str] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    #: Names for tracks of just these parties.
    party_names: Mapping[frozenset[str], str] = field(default_factory=dict)

    #: Ids of claims that were accepted or corrected.
    accepted: frozenset[str] = frozenset()

    #: Of rounds: (track, keys that are one), (track, key, claims that leave it), claim -> key.
    joined_rounds: tuple[tuple[str, tuple[str, ...]], ...] = ()
    split_rounds: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    placed: Mapping[str, str] = field(default_factory=dict)

    #: Of issues, outcomes and commitments: (track, claims whose items are one), (track, claims that are an item of their own).
    joined_items: tuple[tuple[str, tuple[str, ...]], ...] = ()
    split_items: tuple[tuple[str, tuple[str, ...]], ...] = ()

    #: Items that were rejected, and fields that were corrected: (track, about) and (track, about, field) -> value.
    rejected: frozenset[tuple[str, str]] = frozenset()
    corrected: Mapping[tuple[str, str, str], Any] = field(default_factory=dict)


def in_force(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that were not taken back, in the order in which they were made."""
    return sorted((d for d in decisions if d.undone is None), key=lambda d: (d.made, d.id))


def payload(decision: Decision) -> dict[str, Any]:
    """The payload of a decision; empty where it is no JSON object."""
    try:
        data = json.loads(decision.payload or "{}")
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def rulings(decisions: Iterable[Decision], hints: Mapping[str, Any] | None = None) -> Rulings:
    """Decisions (and hints) about tracks, rounds and items. Those about claims are applied by `ruled_entries`."""
    pinned: dict[str, str] = {}
    parted: dict[str, str] = {}
    merged: dict[str, str] = {}
    names: dict[str, str] = {}
    placed: dict[str, str] = {}
    joined: list[tuple[str, tuple[str, ...]]] = []
    split: list[tuple[str, str, tuple[str, ...]]] = []
    joined_items: list[tuple[str, tuple[str, ...]]] = []
    split_items: list[tuple[str, tuple[str, ...]]] = []
    rejected: set[tuple[str, str]] = set()
    corrected: dict[tuple[str, str, str], Any] = {}
    standing = in_force(decisions)
    told = [payload(d).get("hints") for d in standing if d.kind == "hint"]
    party_names = _hinted(hints or (told[-1] if told and isinstance(told[-1], Mapping) else {}), pinned, names)
    for decision in standing:
        subjects, data = decision.subjects, payload(decision)
        items = [s for s in subjects if s.startswith(_ITEMS)]
        if decision.kind == "name" and subjects:
            names[subjects[0]] = str(data.get("name", ""))
        elif decision.kind == "pin" and len(subjects) == 2:
            (placed if items else pinned)[subjects[0]] = items[0].partition(":")[2] if items else subjects[1]
        elif decision.kind == "merge" and items and not items[0].startswith("round:"):
            joined_items.append((subjects[0], tuple(map(str, data.get("claims", ())))))
        elif decision.kind == "split" and items and not items[0].startswith("round:"):
            split_items.append((subjects[0], tuple(s for s in subjects[1:] if s not in items)))
        elif decision.kind == "merge" and items:
            joined.append((subjects[0], tuple(i.partition(":")[2] for i in items)))
        elif decision.kind == "merge":
            merged.update(dict.fromkeys(subjects[1:], subjects[0]))
        elif decision.kind == "split" and items:
            split.append((subjects[0], items[0].partition(":")[2], tuple(s for s in subjects[1:] if s not in items)))
        elif decision.kind == "split":
            parted.update(dict.fromkeys(subjects[1:], track_id("\0".join(("split", *subjects)))))
        elif decision.kind == "reject" and items:
            rejected.update((subjects[0], item) for item in items)
        elif decision.kind == "correct" and items:
            corrected[subjects[0], items[0], str(data.get("field", ""))] = data.get("value")
    return Rulings(
        pinned,
        parted,
        merged,
        {k: v for k, v in names.items() if v},
        party_names,
        joined_rounds=tuple(joined),
        split_rounds=tuple(split),
        placed=placed,
        joined_items=tuple(joined_items),
        split_items=tuple(split_items),
        rejected=frozenset(rejected),
        corrected=corrected,
    )


def _hinted(hints: Mapping[str, Any], pinned: dict[str, str], names: dict[str, str]) -> dict[frozenset[str], str]:
    """Hints of the user: `[[track]]` tables with `name`, and `documents` that belong together or the `parties` that talk."""
    by_parties: dict[frozenset[str], str] = {}
    tables = hints.get("track", ())
    for row in tables if isinstance(tables, Sequence) and not isinstance(tables, str) else ():
        documents, parties, name = row.get("documents", ()), row.get("parties", ()), str(row.get("name", ""))
        if documents:
            home = track_id(documents[0])
            pinned.update(dict.fromkeys(documents, home))
            names[home] = name
        elif parties and name:
            by_parties[frozenset(parties)] = name
    return by_parties


# --- claims ---------------------------------------------------------------------------------------------------------


def ruled_entries(entries: Sequence[Entry], decisions: Iterable[Decision]) -> tuple[list[Entry], frozenset[str]]:
    """The documents with their claims as people decided, and the ids of claims that were accepted or corrected."""
    by_document: dict[str, list[Decision]] = defaultdict(list)
    by_claim: dict[str, list[Decision]] = defaultdict(list)
    for decision in in_force(decisions):
        if decision.kind == "add" and decision.subjects:
            by_document[decision.subjects[0]].append(decision)
        elif decision.kind in ("accept", "reject", "correct") and not any(s.startswith(_ITEMS) for s in decision.subjects):
            for subject in decision.subjects:
                by_claim[subject].append(decision)
            if decision.anchor is not None:
                by_document[decision.anchor[0]].append(decision)
    if not by_claim and not by_document:
        return list(entries), frozenset()
    accepted: set[str] = set()
    ruled = []
    for entry in entries:
        claims = _ruled(entry, by_claim, by_document, accepted)
        ruled.append(entry if claims == entry.claims else replace(entry, claims=claims))
    return ruled, frozenset(accepted)


def _ruled(
    entry: Entry, by_claim: Mapping[str, list[Decision]], by_document: Mapping[str, list[Decision]], accepted: set[str]
) -> tuple[Claim, ...]:
    """The claims of one document as people decided."""
    known = {claim.id for claim in entry.claims}
    anchored = [d for d in by_document.get(entry.document.id, ()) if d.kind != "add" and not known & set(d.subjects)]
    claims: list[Claim] = []
    for claim in entry.claims:
        kept: Claim | None = claim
        for decision in [*by_claim.get(claim.id, ()), *(d for d in anchored if _stands_on(d, claim))]:
            if decision.kind == "reject":
                kept = None
                break
            accepted.add(claim.id)
            if decision.kind == "correct" and kept is not None:
                kept = _corrected(kept, payload(decision), decision.id)
        if kept is not None:
            claims.append(kept)
    for decision in by_document.get(entry.document.id, ()):
        made = added_claim(entry.document, decision) if decision.kind == "add" else None
        if made is not None:
            accepted.add(made.id)
            claims.append(made)
    return tuple(claims)


def _stands_on(decision: Decision, claim: Claim) -> bool:
    """Whether a claim is the one that a decision was made on, though another reader made it."""
    if decision.anchor is None or payload(decision).get("kind", claim.kind) != claim.kind:
        return False
    _, name, start, end = decision.anchor
    span = claim.evidence
    common = min(end, span.end) - max(start, span.start)
    return name == span.field and common > 0 and 2 * common >= max(end, span.end) - min(start, span.start)


def _value(value: Value, changes: Mapping[str, Any]) -> Value:
    """A value with some fields changed; names that it does not have are passed over."""
    known = {f.name for f in fields(value)}
    fresh: dict[str, Any] = {}
    for name, new in changes.items():
        if name == "heads" and isinstance(value, Round) and isinstance(new, Mapping):
            fresh[name] = tuple((party, head_of(head)) for party, head in new.items())
        elif name in known:
            fresh[name] = tuple(new) if isinstance(new, list) else new
    return replace(value, **fresh)


def head_of(data: Any) -> Head:
    """A head of delegation from a name, or from a mapping with `name` and `role`."""
    return Head(str(data.get("name", "")), data.get("role")) if isinstance(data, Mapping) else Head(str(data))


def _corrected(claim: Claim, data: Mapping[str, Any], decision: str) -> Claim:
    """A claim with one field corrected; it keeps its id."""
    name, new = str(data.get("field", "")), data.get("value")
    if name in ("certainty", "polarity", "speaker_party", "said"):
        whole: dict[str, Any] = {name: new}
        return replace(claim, rule=f"decision:{decision}", **whole)
    return replace(claim, rule=f"decision:{decision}", value=_value(claim.value, {name: new}))


def added_claim(document: Document, decision: Decision) -> Claim | None:
    """The claim that a person read in a document; None where the payload says no kind, or no value of it."""
    data = payload(decision)
    kind = data.get("kind")
    if kind not in KINDS or not isinstance(data.get("value"), dict):
        return None
    where, start, end = decision.anchor[1:] if decision.anchor else ("text", 0, 0)
    text = document.field("title" if where == "title" else "text")
    words = Span("title" if where == "title" else "text", start, end, text[start:end])
    try:
        value = _added_value(kind, data["value"], words)
    except TypeError:
        return None
    chain = tuple(Link(str(name), "person") for name in data.get("chain", ()))
    return make_claim(
        document.id,
        kind,
        words,
        value,
        rule=f"decision:{decision.id}",
        chain=chain,
        certainty=data.get("certainty", "certain"),
        polarity=data.get("polarity", "affirmed"),
        said=data.get("said"),
        speaker_party=data.get("speaker_party"),
    )


def _added_value(kind: Kind, data: Mapping[str, Any], words: Span) -> Value:
    """The value of an added claim; a statement's is the words marked. Raises TypeError where a field is missing."""
    if kind == "statement":
        return Statement(words, ((words.start, words.end),), None, None, "indirect")
    return _value(KINDS[kind](**{k: v for k, v in data.items() if k != "heads"}), data)
