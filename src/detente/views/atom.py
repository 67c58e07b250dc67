"""Changes as an Atom feed (RFC 4287)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

_ATOM = "http://www.w3.org/2005/Atom"
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class AtomEntry:
    """One entry of a feed."""

    #: Unique for ever, in letters and digits.
    id: str
    title: str

    #: RFC 3339.
    updated: str

    #: Lines of plain text.
    lines: tuple[str, ...] = ()

    #: Titles and addresses of what it rests on.
    links: tuple[tuple[str, str], ...] = ()


def atom(title: str, entries: Sequence[AtomEntry], *, updated: str, url: str | None = None) -> bytes:
    """The feed as XML in UTF-8, the entries in the order given. `url` is where it will be found."""
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed")
    _text(feed, "id", url or "urn:detente:changes")
    _text(feed, "title", title)
    _text(feed, "updated", max((entry.updated for entry in entries), default=updated))
    _text(ET.SubElement(feed, f"{{{_ATOM}}}author"), "name", "Détente")
    if url:
        ET.SubElement(feed, f"{{{_ATOM}}}link", rel="self", href=_clean(url))
    for entry in entries:
        item = ET.SubElement(feed, f"{{{_ATOM}}}entry")
        _text(item, "id", f"urn:detente:change:{entry.id}")
        _text(item, "title", entry.title)
        _text(item, "updated", entry.updated)
        _text(item, "content", "\n".join(entry.lines) or entry.title).set("type", "text")
        for name, address in entry.links:
            ET.SubElement(item, f"{{{_ATOM}}}link", rel="via", href=_clean(address), title=_clean(name))
    made: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return made


def _text(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_ATOM}}}{name}")
    element.text = _clean(text)
    return element


def _clean(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return _NO_XML.sub("", text)
