"""Model objects as JSON texts of the log, and back by the types of their fields."""

from __future__ import annotations

import dataclasses
import gc
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from detente.model import KINDS, ActorMention, Claim, Decision, Document, Link, PlaceMention, Round, Span, TimeExpression, plain

T = TypeVar("T")
Build = Callable[[Any], Any]


@contextmanager
def in_bulk() -> Iterator[None]:
    """Hold the collector of cycles back while many objects are made, none of which is in a cycle: it takes a third of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def dump(value: Any) -> str:
    """JSON without blanks, in the characters themselves."""
    return json.dumps(plain(value) if not isinstance(value, dict) else value, ensure_ascii=False, separators=(",", ":"))


def body_of(claim: Claim) -> str:
    """A claim's chain and value as JSON; fields that have their defaults are left out."""
    body = {"chain": [compact(link) for link in claim.chain], "value": compact(claim.value)}
    if claim.speaker_party is not None:
        body["speaker_party"] = claim.speaker_party
    if claim.flags:
        body["flags"] = list(claim.flags)
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def compact(value: Any) -> Any:
    """A model object as JSON-ready dicts and lists, as `plain` gives it, without the fields that have their defaults."""
    if isinstance(value, (tuple, list)):
        return [compact(v) for v in value]
    if not hasattr(value, "__dataclass_fields__"):
        return value
    found = ((name, getattr(value, name), default) for name, default in _defaults(type(value)))
    out = {name: compact(held) for name, held, default in found if held != default}
    if isinstance(value, Round) and value.heads:
        out["heads"] = {party: compact(head) for party, head in value.heads}
    return out


_known_defaults: dict[Any, tuple[tuple[str, Any], ...]] = {}


def _defaults(cls: Any) -> tuple[tuple[str, Any], ...]:
    """The fields of a dataclass, each with its default; those without one have one that nothing equals."""
    if cls not in _known_defaults:
        _known_defaults[cls] = tuple((f.name, f.default) for f in dataclasses.fields(cls))
    return _known_defaults[cls]


def claim_from(row: Any, document: str) -> Claim:
    """The claim of a row of the table `claims`."""
    body = json.loads(row.body)
    return Claim(
        row.id,
        document,
        row.kind,
        Span(row.field, row.start, row.end, row.evidence),
        tuple(map(_link, body["chain"])),
        body.get("speaker_party"),
        row.certainty,
        row.polarity,
        row.said,
        row.rule,
        builder(KINDS[row.kind])(body["value"]),
        tuple(body["flags"]) if "flags" in body else (),
    )


def document_from(row: Any) -> Document:
    """The document of a row of the table `versions`."""
    return Document(row.document, row.text, row.title, row.outlet, row.url, row.language, row.published)


def decisions_from(rows: Sequence[Any]) -> tuple[Decision, ...]:
    """The decisions of the rows of the table `decisions`; one that was taken back says when."""
    undone = {json.loads(row.subjects)[0]: row.made for row in rows if row.kind == "undo"}
    return tuple(
        Decision(
            id=row.id,
            kind=row.kind,
            subjects=tuple(json.loads(row.subjects)),
            by=row.by,
            made=row.made,
            reason=row.reason,
            payload=row.payload,
            undone=undone.get(row.id),
            anchor=tuple(json.loads(row.anchor)) if row.anchor else None,
        )
        for row in rows
        if row.kind != "undo"
    )


def _link(data: dict[str, Any]) -> Link:
    link: Link = builder(Link)(data)
    return link


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
    return tuple(map(builder(cls), json.loads(text)))


_builders: dict[Any, Build] = {}


def builder(cls: Any) -> Build:
    """What makes an object of a dataclass of what `plain` or `compact` made of it, which it takes over.

    Fields that the class does not have (any more) are left out, those that are missing take their defaults.
    """
    if cls not in _builders:
        _builders[cls] = _make_builder(cls)
    return _builders[cls]


def _make_builder(cls: Any) -> Build:
    hints = get_type_hints(cls)
    names = frozenset(field.name for field in dataclasses.fields(cls))
    makers = {name: maker for name in names if (maker := _maker(hints[name])) is not None}
    if cls is Round:
        pairs = makers["heads"]
        # `plain` shows heads as a mapping by party.
        makers["heads"] = lambda heads: pairs(list(heads.items())) if isinstance(heads, dict) else pairs(heads)

    def build(data: dict[str, Any]) -> Any:
        for name, value in data.items():
            maker = makers.get(name)
            if maker is not None:
                data[name] = maker(value)
        try:
            return cls(**data)
        except TypeError:
            return cls(**{name: value for name, value in data.items() if name in names})

    return build


def _maker(hint: Any) -> Build | None:
    """What makes a field's value of JSON; None where it is itself already."""
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return builder(hint)
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
