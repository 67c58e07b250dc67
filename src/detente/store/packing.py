"""Answers that were worked out, as few bytes and quick to read again: the values of fields in the order of the classes.

What is packed is only read by the very program that packed it (see `desk.program`); everybody else works it out anew.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from detente.model import KINDS, Claim, Head, Link, Span, Version
from detente.store.codec import in_bulk

T = TypeVar("T")
Make = Callable[[Any], Any]

#: How hard to press: 1 is quick, and four fifths of the bytes go.
_LEVEL = 1


def packed(value: Any) -> bytes:
    """The bytes of a model object, or of tuples and lists of them."""
    return zlib.compress(json.dumps(_bare(value), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"), _LEVEL)


def unpacked(hint: Any, body: bytes) -> Any:
    """What was packed, by its type (a class, or as in `tuple[Claim, ...]`)."""
    maker = _maker(hint)
    with in_bulk():
        found = json.loads(zlib.decompress(body).decode("utf-8", "surrogatepass"))
        return found if maker is None else maker(found)


#: Fields of any type: what they hold is packed with a word that says what it is.
_ANY = {(Version, "value")}

_names: dict[Any, tuple[str, ...]] = {}


def _bare(value: Any) -> Any:
    """A value as JSON-ready lists and scalars."""
    if value is None or type(value) in (str, int, float, bool):
        return value
    if isinstance(value, (tuple, list)):
        return [_bare(v) for v in value]
    cls = type(value)
    names = _names.get(cls)
    if names is None:
        names = _names[cls] = tuple(f.name for f in fields(cls))
    return [_free(getattr(value, name)) if (cls, name) in _ANY else _bare(getattr(value, name)) for name in names]


def _free(value: Any) -> Any:
    """A value of any type with what is needed to know it again."""
    if isinstance(value, tuple):
        return ["tuple", [_free(v) for v in value]]
    if isinstance(value, list):
        return ["list", [_free(v) for v in value]]
    if isinstance(value, dict):
        return ["dict", [[_free(k), _free(v)] for k, v in value.items()]]
    if isinstance(value, Head):
        return ["head", _bare(value)]
    return value


def _freed(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    what, inner = value
    if what == "head":
        return Head(*inner)
    if what == "dict":
        return {_freed(k): _freed(v) for k, v in inner}
    found = [_freed(v) for v in inner]
    return tuple(found) if what == "tuple" else found


_makers: dict[Any, Make | None] = {}


def _maker(hint: Any) -> Make | None:
    """What makes a value of JSON; None where it is itself already."""
    if hint not in _makers:
        _makers[hint] = _made(hint)
    return _makers[hint]


def _made(hint: Any) -> Make | None:
    if hint is Claim:
        return _claim
    if hint is Any:
        return _freed
    if is_dataclass(hint) and isinstance(hint, type):
        return _of_class(hint)
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        makers = [maker for arm in inner if arm is not NoneType and (maker := _maker(arm)) is not None]
        if not makers:
            return None
        only = makers[0]
        return lambda value: None if value is None else only(value)
    if origin is not tuple:
        return None
    if len(inner) == 2 and inner[1] is Ellipsis:
        each = _maker(inner[0])
        return tuple if each is None else lambda value: tuple(map(each, value))
    parts = [_maker(part) for part in inner]
    return lambda value: tuple(make(part) if make else part for make, part in zip(parts, value, strict=True))


def _of_class(cls: Any) -> Make:
    hints = get_type_hints(cls)
    found = [(place, maker) for place, f in enumerate(fields(cls)) if (maker := _maker(hints[f.name])) is not None]

    def make(values: list[Any]) -> Any:
        for place, maker in found:
            values[place] = maker(values[place])
        return cls(*values)

    return make


def _claim(values: list[Any]) -> Claim:
    """A claim: its value is of the class of its kind."""
    number, document, kind, span, chain, party, certainty, polarity, said, rule, value, flags = values
    of_kind = _maker(KINDS[kind])
    return Claim(
        number,
        document,
        kind,
        Span(*span),
        tuple([Link(*link) for link in chain]),
        party,
        certainty,
        polarity,
        said,
        rule,
        value if of_kind is None else of_kind(value),
        tuple(flags),
    )
