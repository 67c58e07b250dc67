"""How a page's text lies: in blocks of its own, or in blocks that lead elsewhere."""

from __future__ import annotations

from typing import Any

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5"})
_BLOCKS = ("p", "li", "td", "div", "dd", "blockquote", "span")
_INSIDE = ("p", "li", "td", "div", "dd", "blockquote", "table", "ul", "ol", "section", "article", "h1", "h2", "h3", "h4")
_SMALL = frozenset({"p", "li", "td", "dd", "blockquote", "a"})
_BESIDE = frozenset({"nav", "footer", "aside", "form", "dialog"})

#: A block of fewer characters says nothing of what a page is.
_LEAST = 40


def own_and_led(root: Any) -> tuple[int, int]:
    """How many characters stand in blocks of the page's own, and in blocks that lead elsewhere: links, and lines below a heading
    that is a link, as lists and teasers have them."""
    own = led = 0
    for element in root.iter(*_BLOCKS):
        if not _is_leaf(element) or _is_beside(element):
            continue
        text = " ".join("".join(element.itertext()).split())
        if len(text) < _LEAST:
            continue
        linked = sum(len("".join(a.itertext())) for a in element.iter("a"))
        if linked > len(text) / 2 or any(a.tag == "a" for a in element.iterancestors()) or _below_linked_heading(element):
            led += len(text)
        else:
            own += len(text)
    return own, led


def _is_leaf(element: Any) -> bool:
    """Whether an element holds words itself and no smaller block."""
    if element.tag == "span" and any(a.tag in _SMALL for a in element.iterancestors()):
        return False
    return next(element.iterdescendants(*_INSIDE), None) is None


def _is_beside(element: Any) -> bool:
    return any(a.tag in _BESIDE or a.get("role") in ("dialog", "navigation", "contentinfo") for a in (element, *element.iterancestors()))


def _below_linked_heading(element: Any) -> bool:
    """Whether the nearest box around a block has a heading that is a link, and no more paragraphs than a teaser has."""
    box = element.getparent()
    for _ in range(2):
        if box is None or box.tag in ("body", "html", "main"):
            return False
        headings = [h for child in box for h in _headings_of(child)]
        if headings:
            linked = any(h.find(".//a") is not None or h.getparent().tag == "a" for h in headings)
            return linked and sum(1 for child in box if child.tag == "p") <= 2 * len(headings)
        box = box.getparent()
    return False


def _headings_of(child: Any) -> list[Any]:
    if child.tag in _HEADINGS:
        return [child]
    return list(child.iter(*_HEADINGS)) if child.tag == "a" else []
