"""Records of our own form, and bare text, as documents."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from detente.errors import DateError, SourceError, UsageError
from detente.model import Document
from detente.sources.dates import published_of
from detente.sources.identity import derived_id
from detente.sources.language import detect, language_tag

_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")

#: What to do about a line that is no record.
RECORD = 'Each line is an object such as {"text": "…", "outlet": "…", "published": "2025-06-10"}'


@dataclass(frozen=True, slots=True)
class Hints:
    """What the user says of text that does not say it itself; in JSON Lines it fills what a record leaves out."""

    published: str | None = None
    outlet: str | None = None
    language: str | None = None
    title: str | None = None
    url: str | None = None

    def checked(self) -> Hints:
        """The same with its date and language checked and in standard form. Raises DateError and UsageError."""
        return Hints(
            published_of(self.published) if self.published else None,
            self.outlet,
            language_tag(self.language) if self.language else None,
            self.title,
            self.url,
        )


def bare_document(text: str, hints: Hints, where: str) -> Document:
    """A document of bare text; its id is made of its address, else of outlet, URL and text. Raises SourceError where the text is blank."""
    return record_document({"text": text}, hints, where)


def record_document(record: Any, hints: Hints, where: str) -> Document:
    """A document of one JSON record; keys that it does not know are ignored.

    Raises SourceError that names `where` for anything that would make it a document that cannot be read or kept.
    """
    if not isinstance(record, dict):
        raise SourceError(f"this is {_named(record)}, not an object", where, RECORD)
    if "text" not in record:
        raise SourceError("the record has no `text`", where, "Give the dispatch's words under the key `text`")
    text = _string(record, "text", where) or ""
    if not text.strip():
        raise SourceError("there is no text", where, "Hand in the dispatch's words, or take the file out")
    title = _string(record, "title", where) or hints.title or ""
    outlet = _string(record, "outlet", where) or hints.outlet or ""
    url = _string(record, "url", where) or hints.url
    published = _string(record, "published", where) or hints.published
    language = _string(record, "language", where) or hints.language
    try:
        published = published_of(published) if published else None
        language = language_tag(language) if language else detect(f"{title}\n{text}")
    except DateError as error:
        raise SourceError(error.what, where, error.todo) from error
    except UsageError as error:
        raise SourceError(error.what, where, error.todo) from error
    given = record.get("id")
    identity = str(given) if isinstance(given, int) and not isinstance(given, bool) else _string(record, "id", where)
    return Document(identity or derived_id(outlet, url, text), text, title, outlet, url, language, published)


def _string(record: dict[str, Any], key: str, where: str) -> str | None:
    value = record.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise SourceError(f"`{key}` is {_named(value)}, not a string", where, f"Write `{key}` in quotes")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise SourceError(f"`{key}` holds half of a character ({value[error.start]!a})", where, "Write the file anew as UTF-8") from error
    # Offsets count in the text, which stays as it is; nobody needs control characters elsewhere.
    return value if key == "text" else _CONTROL.sub(" ", value)


def _named(value: Any) -> str:
    names: dict[type, str] = {dict: "an object", list: "a list", str: "a string", bool: "a truth value", type(None): "null"}
    return names.get(type(value), "a number")


def parse_json(text: str, where: str) -> Any:
    """The value of a JSON text. Raises SourceError that says where it stops being JSON."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise SourceError(f"this is not JSON ({error.msg}, column {error.colno})", where, RECORD) from error
    except (ValueError, RecursionError) as error:
        raise SourceError("this JSON is nested too deeply or holds a number that is too long", where, RECORD) from error
