"""Model objects as JSON texts of the log, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from detente.model import (
    KINDS,
    ActorMention,
    Claim,
    Commitment,
    Head,
    Issue,
    Kind,
    Link,
    Outcome,
    PlaceMention,
    Round,
    Span,
    Statement,
    TimeExpression,
    Timex3,
    Value,
    plain,
)


def dump(value: Any) -> str:
    """JSON without blanks, in the characters themselves."""
    return json.dumps(plain(value) if not isinstance(value, dict) else value, ensure_ascii=False, separators=(",", ":"))


def body_of(claim: Claim) -> str:
    """A claim's chain and value as JSON."""
    return dump({"chain": [plain(link) for link in claim.chain], "speaker_party": claim.speaker_party, "value": plain(claim.value)})


def claim_from(row: Any, document: str) -> Claim:
    """The claim of a row of the table `claims`."""
    body = json.loads(row.body)
    return Claim(
        id=row.id,
        document=document,
        kind=row.kind,
        evidence=Span(row.field, row.start, row.end, row.evidence),
        chain=tuple(Link(**link) for link in body["chain"]),
        speaker_party=body["speaker_party"],
        certainty=row.certainty,
        polarity=row.polarity,
        said=row.said,
        rule=row.rule,
        value=value_from(row.kind, body["value"]),
    )


def value_from(kind: Kind, data: Mapping[str, Any]) -> Value:
    """The value of a claim of that kind, from what `plain` made of it; keys of a later model are left out."""
    known = KINDS[kind].__dataclass_fields__
    fields = {key: item for key, item in data.items() if key in known}
    if kind == "statement":
        return _statement(fields)
    if kind == "round":
        fields["heads"] = tuple((party, Head(**head)) for party, head in fields.get("heads", {}).items())
        fields["parties"] = tuple(fields.get("parties", ()))
        return Round(**fields)
    if kind == "outcome":
        return Outcome(**fields | {"parties": tuple(fields.get("parties", ()))})
    if kind == "commitment":
        return Commitment(**fields | {"by": tuple(fields.get("by", ())), "to": tuple(fields.get("to", ()))})
    if kind == "issue":
        return Issue(**fields)
    value: Value = KINDS[kind](**fields)
    return value


def _statement(data: Mapping[str, Any]) -> Statement:
    return Statement(
        content=Span(**data["content"]),
        pieces=tuple((int(start), int(end)) for start, end in data["pieces"]),
        source=_pair(data["source"]),
        cue=_pair(data["cue"]),
        quote=data["quote"],
    )


def _pair(value: list[int] | None) -> tuple[int, int] | None:
    return None if value is None else (value[0], value[1])


def times_from(text: str) -> tuple[TimeExpression, ...]:
    """The expressions of time of a reading."""
    return tuple(TimeExpression(**_frozen(item) | {"timex3": Timex3(**item["timex3"])}) for item in json.loads(text))


def places_from(text: str) -> tuple[PlaceMention, ...]:
    """The places of a reading."""
    return tuple(PlaceMention(**_frozen(item)) for item in json.loads(text))


def actors_from(text: str) -> tuple[ActorMention, ...]:
    """The actors of a reading."""
    return tuple(ActorMention(**_frozen(item)) for item in json.loads(text))


def _frozen(item: Mapping[str, Any]) -> dict[str, Any]:
    """The same with tuples for lists, as the model has them."""
    return {key: _tuple(value) for key, value in item.items()}


def _tuple(value: Any) -> Any:
    return tuple(_tuple(v) for v in value) if isinstance(value, list) else value
