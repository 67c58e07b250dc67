"""XML and HTML of others as trees and as text; no entity is expanded and nothing is fetched."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from detente.errors import SourceError
from detente.sources.limits import LIMITS

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_SILENT = frozenset(
    ["script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "button", "select", "textarea", "head", "title"]
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\x0b\x0c\u00a0\u200b]+")


def parse_xml(data: bytes, where: str) -> Element | None:
    """The root of an XML document; None where it is not well-formed. Raises SourceError where it declares entities."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(data)
    except DefusedXmlException as error:
        raise SourceError(
            "this XML declares entities, which are not expanded", where, "Hand it in without its <!ENTITY …> lines"
        ) from error
    except (ParseError, ValueError, LookupError, RecursionError):
        return None
    return root


def fragment_text(html: str) -> str:
    """The words of a piece of HTML, a blank line between paragraphs; scripts, forms and what is hidden are left out."""
    if "<" not in html and "&" not in html:
        return _tidy([html])
    root = tree_of(html)
    return "" if root is None else element_text(root)


def tree_of(html: str) -> Any:
    """The tree of an HTML text; None where there is nothing in it."""
    from lxml import etree  # type: ignore[import-untyped]
    from lxml.html import HTMLParser, fromstring  # type: ignore[import-untyped]

    cleaned = html.replace("\x00", "")
    if not cleaned.strip() or len(cleaned) > LIMITS.page:
        return None
    parser = HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        return fromstring(cleaned.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None


def element_text(root: Any) -> str:
    """The words below an element, a blank line between paragraphs."""
    pieces: list[str] = [""]
    # A stack instead of recursion: pages are nested as deep as they like.
    stack: list[tuple[Any, bool]] = [(root, True)]
    while stack:
        node, entering = stack.pop()
        tag = node.tag if isinstance(node.tag, str) else ""
        block = tag in _BLOCKS
        if block or (tag == "br" and entering):
            pieces.append("")
        if not entering:
            pieces[-1] += node.tail or ""
            continue
        stack.append((node, False))
        if not tag or tag in _SILENT or node.get("hidden") is not None or _HIDDEN.search(node.get("style") or ""):
            continue
        pieces[-1] += node.text or ""
        stack.extend((child, True) for child in reversed(node))
    return _tidy(pieces)


def _tidy(pieces: list[str]) -> str:
    paragraphs = (_BLANKS.sub(" ", piece).strip() for piece in pieces)
    return "\n\n".join(p for p in paragraphs if p)
