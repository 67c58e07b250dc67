"""Answers that were worked out, as few bytes and quick to read again: the values of fields in the order of the classes.

What is packed is only read by the very program that packed it (see `desk.program`); everybody else works it out anew.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from detente.model import KINDS, Claim, Head, Link, Span, State, Version
from detente.store.codec import in_bulk

T = TypeVar("T")
Make = Callable[[Any], Any]

#: How hard to press: 1 is quick, and four fifths of the bytes go.
_LEVEL = 1


def packed(value: Any) -> bytes:
    """The bytes of a model object, or of tuples and lists of them."""
    return _pressed(_written(value))


def unpacked(hint: Any, body: bytes) -> Any:
    """What was packed, by its type (a class, or as in `tuple[Claim, ...]`)."""
    with in_bulk():
        return _made_of(hint, json.loads(_text(body)))


class Claims(Mapping[str, Claim]):
    """Claims by id, each made when it is asked for; their documents, days and speakers are known without that."""

    def __init__(self, columns: Sequence[Any], lines: Sequence[str]) -> None:
        ids, self.documents, self._days, self._speakers = columns
        self._places = {identity: place for place, identity in enumerate(ids)}
        self._lines = lines
        self._made: dict[str, Claim] = {}

    def __getitem__(self, identity: str) -> Claim:
        found = self._made.get(identity)
        if found is None:
            found = self._made[identity] = _claim(json.loads(self._lines[self._places[identity]]))
        return found

    def __contains__(self, identity: object) -> bool:
        return identity in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def said(self, identity: str) -> str | None:
        """When a claim was said (EDTF)."""
        names, which = self._days
        day: str | None = names[which[self._places[identity]]]
        return day

    def days(self) -> Counter[str | None]:
        """When claims were said (EDTF) -> how many of them."""
        return _counted(self._days)

    def speakers(self) -> Counter[str | None]:
        """Who spoke first in the chains of claims -> in how many of them; None where an outlet speaks itself."""
        return _counted(self._speakers)


@dataclass(frozen=True, slots=True)
class Outline:
    """A state of which the claims are made only as they are asked for."""

    #: Without its claims.
    state: State

    #: Those of the state.
    claims: Claims

    #: Those of sources that say they do not know.
    unknown: Claims


def packed_state(state: State, unknown: Sequence[Claim]) -> bytes:
    """The bytes of a state and of the claims of sources that say they do not know: what is asked first, then a line a claim."""
    head = [replace(state, claims=()), _columns(state.claims), _columns(unknown)]
    return _pressed("\n".join((_written(head), *map(_written, state.claims), *map(_written, unknown))))


def unpacked_state(body: bytes) -> tuple[State, tuple[Claim, ...]]:
    """A state that was packed, whole, and the claims of sources that say they do not know."""
    lines = _text(body).split("\n")
    with in_bulk():
        state, columns, _ = json.loads(lines[0])
        made = tuple(map(_claim, json.loads(f"[{','.join(lines[1:])}]")))
        found: State = _made_of(State, state)
    count = len(columns[0])
    return replace(found, claims=made[:count]), made[count:]


def outline_of(body: bytes) -> Outline:
    """A state that was packed, its claims as they are asked for."""
    lines = _text(body).split("\n")
    with in_bulk():
        state, columns, others = json.loads(lines[0])
        found: State = _made_of(State, state)
    count = 1 + len(columns[0])
    return Outline(found, Claims(columns, lines[1:count]), Claims(others, lines[count:]))


def _made_of(hint: Any, value: Any) -> Any:
    """An object of a type, of its JSON."""
    maker = _maker(hint)
    return value if maker is None else maker(value)


def _columns(claims: Sequence[Claim]) -> list[Any]:
    """What is asked of all claims: ids, documents, days and first speakers."""
    speakers = (c.chain[0].name if c.chain else None for c in claims)
    return [[c.id for c in claims], sorted({c.document for c in claims}), _indexed(c.said for c in claims), _indexed(speakers)]


def _indexed(values: Iterable[str | None]) -> list[Any]:
    """Values as the different ones and, for each, which of them it is."""
    places: dict[str | None, int] = {}
    which = [places.setdefault(value, len(places)) for value in values]
    return [list(places), which]


def _counted(column: Any) -> Counter[str | None]:
    names, which = column
    return Counter({names[place]: count for place, count in Counter(which).items()})


def _written(value: Any) -> str:
    return json.dumps(_bare(value), ensure_ascii=False, separators=(",", ":"))


def _pressed(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)


def _text(body: bytes) -> str:
    return zlib.decompress(body).decode("utf-8", "surrogatepass")


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
