"""ninjs, the IPTC's news in JSON (versions 1 to 3): one item, one document; corrections are its versions.

Source: IPTC, ninjs 1.4, 2.1 and 3.0 (https://iptc.org/standards/ninjs/). Version 3 writes names in camel case, version 2 and 3 have
`headlines` and `bodies` with roles where version 1 has `headline`, `body_text` and `body_xhtml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from detente.errors import SourceError
from detente.model import Document
from detente.sources.items import Skipped
from detente.sources.markup import fragment_text
from detente.sources.records import Hints, record_document
from detente.sources.stamps import stamp_of

_SIGNS = frozenset(
    [
        "headlines",
        "bodies",
        "bodytext",
        "bodyxhtml",
        "versioncreated",
        "pubstatus",
        "firstcreated",
        "standard",
        "urgency",
        "representationtype",
        "profile",
        "altids",
    ]
)


def is_ninjs(value: Any) -> bool:
    """Whether a JSON value is an item of ninjs: it has a `uri` and at least one property that only ninjs has."""
    return isinstance(value, dict) and isinstance(value.get("uri"), str) and bool(_SIGNS & {_folded(k) for k in value})


def newest_last(values: list[Any]) -> Iterator[tuple[int, Any]]:
    """The values with their numbers from 1; the versions of one ninjs item come in order of version, in the places that they have."""
    places: dict[str, list[int]] = {}
    for at, value in enumerate(values):
        if is_ninjs(value):
            places.setdefault(value["uri"], []).append(at)
    order = list(range(len(values)))
    for indices in places.values():
        for at, chosen in zip(indices, sorted(indices, key=lambda i: _age(values[i]))):
            order[at] = chosen
    return ((at + 1, values[at]) for at in order)


def _age(item: dict[str, Any]) -> tuple[int, str]:
    said = {_folded(k): v for k, v in item.items()}
    version = str(said.get("version") or "0")
    return int(version) if version.isdecimal() and len(version) < 10 else 0, str(said.get("versioncreated") or "")


def ninjs_document(item: dict[str, Any], hints: Hints, where: str) -> Document | Skipped:
    """The document of an item; its id is the item's `uri`, its time that of this version.

    An item that is withheld or canceled comes as Skipped. Raises SourceError where it has no words.
    """
    said = {_folded(k): v for k, v in item.items()}
    status = str(said.get("pubstatus") or "usable").lower().rpartition(":")[2]
    if status != "usable":
        return Skipped(where, f"its provider marks it as {status}; `detente forget {item['uri']}` takes out a version that was kept")
    text = _body(said)
    if not text:
        raise SourceError("this ninjs item has no words", where, "Pictures, video and empty items are no dispatches: leave it out")
    outlet = said.get("provider") or said.get("infosources") or said.get("source") or ""
    address = said.get("url") or said.get("link") or (item["uri"] if item["uri"].startswith(("http://", "https://")) else None)
    record = {
        "id": item["uri"],
        "text": text,
        "title": _headline(said) or hints.title,
        "outlet": hints.outlet or _name(outlet),
        "url": hints.url or (address if isinstance(address, str) else None),
        "published": hints.published
        or next(filter(None, (stamp_of(said.get(k)) for k in ("versioncreated", "contentcreated", "firstcreated"))), None),
        "language": hints.language or (said.get("language") if isinstance(said.get("language"), str) else None),
    }
    return record_document(record, Hints(), where)


def _folded(key: Any) -> str:
    return str(key).replace("_", "").lower()


def _body(said: dict[str, Any]) -> str:
    texts = [("text/plain", said.get("bodytext")), ("text/html", said.get("bodyxhtml"))]
    for part in _list(said.get("bodies")):
        texts.append((str(part.get("contentType") or part.get("contenttype") or "text/html"), part.get("value")))
    texts += [("text/html", v) for k, v in said.items() if k.startswith("body") and k not in ("bodytext", "bodyxhtml", "bodies")]
    found = [
        value.strip() if kind.startswith("text/plain") else fragment_text(value)
        for kind, value in texts
        if isinstance(value, str) and value.strip()
    ]
    return max(found, key=len, default="")


def _headline(said: dict[str, Any]) -> str:
    given = _list(said.get("headlines"))
    main = next((p for p in given if str(p.get("role") or "main").lower().endswith("main")), given[0] if given else {})
    value = main.get("value") or said.get("headline")
    return fragment_text(value).replace("\n\n", " ") if isinstance(value, str) else ""


def _list(value: Any) -> list[dict[str, Any]]:
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def _name(value: Any) -> str:
    if isinstance(value, list):
        named = _list(value)
        value = next((p for p in named if str(p.get("role", "")).endswith("provider")), named[0] if named else "")
    if isinstance(value, dict):
        value = value.get("name") or value.get("literal") or ""
    return value if isinstance(value, str) else ""
