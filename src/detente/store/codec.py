"""Model objects as JSON texts of the log, and back by the types of their fields."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from detente.model import KINDS, ActorMention, Claim, Link, PlaceMention, Round, Span, TimeExpression, plain

T = TypeVar("T")
Build = Callable[[Any], Any]


def dump(value: Any) -> str:
    """JSON without blanks, in the characters themselves."""
    return json.dumps(plain(value) if not isinstance(value, dict) else value, ensure_ascii=False, separators=(",", ":"))


def body_of(claim: Claim) -> str:
    """A claim's chain and value as JSON."""
    return dump(
        {
            "chain": [plain(link) for link in claim.chain],
            "speaker_party": claim.speaker_party,
            "value": plain(claim.value),
            "flags": claim.flags,
        }
    )


def claim_from(row: Any, document: str) -> Claim:
    """The claim of a row of the table `claims`."""
    body = json.loads(row.body)
    return Claim(
        id=row.id,
        document=document,
        kind=row.kind,
        evidence=Span(row.field, row.start, row.end, row.evidence),
        chain=tuple(map(_builder(Link), body["chain"])),
        speaker_party=body["speaker_party"],
        certainty=row.certainty,
        polarity=row.polarity,
        said=row.said,
        rule=row.rule,
        value=_builder(KINDS[row.kind])(body["value"]),
        flags=tuple(body.get("flags", ())),
    )


def times_from(text: str) -> tuple[TimeExpression, ...]:
    """The expressions of time of a reading."""
    return _all(TimeExpression, text)


def places_from(text: str) -> tuple[PlaceMention, ...]:
    """The places of a reading."""
    return _all(PlaceMention, text)


def actors_from(text: str) -> tuple[ActorMention, ...]:
    """The actors of a reading."""
    return _all(ActorMention, text)


def _all(cls: type[T], text: str) -> tuple[T, ...]:
    return tuple(map(_builder(cls), json.loads(text)))


_builders: dict[Any, Build] = {}


def _builder(cls: Any) -> Build:
    """The same for the same class, made once; see `_make_builder`."""
    if cls not in _builders:
        _builders[cls] = _make_builder(cls)
    return _builders[cls]


def _make_builder(cls: Any) -> Build:
    """What makes an object of a dataclass of what `plain` made of it; fields that the class does not have (any more) are left out."""
    hints = get_type_hints(cls)
    makers = {field.name: _maker(hints[field.name]) for field in dataclasses.fields(cls)}
    if cls is Round:
        pairs = makers["heads"] or tuple
        # `plain` shows heads as a mapping by party.
        makers["heads"] = lambda heads: pairs(list(heads.items()))

    def build(data: dict[str, Any]) -> Any:
        return cls(**{name: maker(data[name]) if maker else data[name] for name, maker in makers.items() if name in data})

    return build


def _maker(hint: Any) -> Build | None:
    """What makes a field's value of JSON; None where it is itself already."""
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _builder(hint)
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _optional([maker for arm in inner if arm is not NoneType and (maker := _maker(arm)) is not None])
    if origin is not tuple:
        return None
    if len(inner) == 2 and inner[1] is Ellipsis:
        each = _maker(inner[0])
        return tuple if each is None else lambda value: tuple(map(each, value))
    makers = [_maker(part) for part in inner]
    return lambda value: tuple(maker(part) if maker else part for maker, part in zip(makers, value, strict=True))


def _optional(makers: list[Build]) -> Build | None:
    if not makers:
        return None
    return lambda value: None if value is None else makers[0](value)
