"""A dispatch: its words with every claim's marked, its versions, copies and origin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any

from fastapi import APIRouter, Request, Response
from markupsafe import Markup

from detente.desk.browsing import Browser, Sheet
from detente.model import Claim, Statement
from detente.web import values
from detente.web.forms import browser_of
from detente.web.making import LATER, SOON
from detente.web.rendering import kept, page, render
from detente.web.site import Visit

router = APIRouter()

#: Claims listed beside the text, and code points of a text shown at once.
CLAIMS, LENGTH = 150, 60_000

#: Tracks that a document may be placed in: those with the latest news.
LISTED = 200


@router.get("/document")
def document(request: Request, id: str, version: int = 0, all: bool = False, kind: str = "") -> Response:
    """A document in its newest version, or in another one; `kind` is that of a claim that is to be added."""
    return kept(request, document_page, SOON, id, version, all, kind)


def document_page(visit: Visit, id: str, version: int, all: bool, kind: str) -> bytes:
    """The page of a document in a version (0 for the newest)."""
    sheet = visit.browser.sheet(id, version or None)
    whole = all or len(sheet.document.text) <= LENGTH
    shown = sheet.claims if whole else tuple(c for c in sheet.claims if c.evidence.field == "title" or c.evidence.start < LENGTH)
    listed = shown if all else shown[:CLAIMS]
    newest = sheet.versions[-1][0]
    context = {
        "sheet": sheet,
        "document": sheet.document,
        "number": version or newest,
        "newest": newest,
        "title": marked(sheet.document.title, [c for c in listed if c.evidence.field == "title"]),
        "text": marked(sheet.document.text if whole else sheet.document.text[:LENGTH], [c for c in listed if c.evidence.field == "text"]),
        "listed": listed,
        "left": len(sheet.claims) - len(listed),
        "cut": not whole,
        "kinds": [k for k in values.FIELDS if k != "statement"],
        "decisions": [d for d in sheet.decisions if id in d.subjects and d.kind in ("pin", "split")],
        "elsewhere": any(t.track.id != (sheet.track.id if sheet.track else "") for t in visit.browser.tracks()[:2]),
        "opened": bool(kind),
        **_fields(kind),
        "decided": {d.id: d for d in sheet.decisions},
    }
    return page("document.html", visit, context)


@router.get("/document/kin")
def kin(request: Request, id: str) -> Response:
    """The copies and the origins of a document."""
    return kept(request, _beside, LATER, id)


def _beside(visit: Visit, id: str) -> bytes:
    sheet = visit.browser.sheet(id)
    return page("kin.html", visit, {"document": sheet.document, "track": sheet.track, "kin": _kin(visit.browser, sheet)})


@router.get("/document/fields")
def fields(request: Request, kind: str = "round") -> Response:
    """The part of the form for a missed claim that its kind needs."""
    return render("fields.html", request, _fields(kind))


def _fields(kind: str) -> dict[str, Any]:
    kind = kind if kind in values.FIELDS else "round"
    rows = [(f, values.field_name(f), values.choices(kind, f), values.hint(f), f"{kind}.{f}" in values.NEEDED) for f in values.FIELDS[kind]]
    return {"kind": kind, "rows": rows}


@router.get("/document/track")
def track(request: Request, id: str) -> Response:
    """The form that says which track a document belongs to."""
    browser = browser_of(request)
    sheet = browser.sheet(id)
    others = [t for t in browser.tracks()[:LISTED] if sheet.track is None or t.track.id != sheet.track.id]
    return render("home_of.html", request, {"document": sheet.document, "others": others})


@dataclass(frozen=True, slots=True)
class Kin:
    """Documents that tell the same."""

    #: Whether it is in a track at all; and the document that it copies, as (id, words).
    in_track: bool
    original: tuple[str, str] | None
    copies: tuple[tuple[str, str], ...]

    #: How many utterances it carries, and how many of them others carry too; and those others, the most first: (id, words, shared).
    origins: int
    shared: int
    others: tuple[tuple[str, str, int], ...]


def _kin(browser: Browser, sheet: Sheet) -> Kin:
    if sheet.track is None:
        return Kin(False, None, (), 0, 0, ())
    identity = sheet.document.id
    origins = browser.origins(sheet.track)
    beside = browser.kin(sheet.track)
    names = {document: _words(*said) for document, said in beside.names.items()}
    original = beside.copies.get(identity)
    copies = tuple((d, names[d]) for d, root in beside.copies.items() if root == identity and d in names)
    mine = {origins.of[c.id] for c in sheet.claims if c.id in origins.of}
    own = {c.id for c in sheet.claims}
    homes = browser.documents_of({c for origin in mine for c in origins.members[origin] if c not in own})
    counts: dict[str, int] = {}
    shared = 0
    for origin in mine:
        elsewhere = {homes[c] for c in origins.members[origin] if homes.get(c, identity) != identity}
        shared += bool(elsewhere)
        for other in elsewhere:
            counts[other] = counts.get(other, 0) + 1
    others = sorted(((d, names.get(d, d), n) for d, n in counts.items()), key=lambda row: (-row[2], row[1]))
    return Kin(True, (original, names.get(original, original)) if original else None, copies, len(mine), shared, tuple(others[:12]))


def _words(outlet: str, published: str | None) -> str:
    return ", ".join(part for part in (outlet or "an outlet without a name", (published or "")[:10]) if part)


def marked(text: str, claims: Sequence[Claim]) -> Markup:
    """The text with the words of each claim in a link to it; where claims overlap, to the one with the fewest words.

    What a browser shows is the text to the code point: offsets counted on the page are offsets of the field.
    """
    pieces = sorted({(start, end, c.id) for c in claims for start, end in _pieces(c) if 0 <= start < end <= len(text)})
    cuts = sorted({0, len(text), *(p[0] for p in pieces), *(p[1] for p in pieces)})
    kinds = {c.id: c.kind for c in claims}
    lengths = {c.id: c.evidence.end - c.evidence.start for c in claims}
    begun: set[str] = set()
    out: list[str] = []
    open_pieces: list[tuple[int, int, str]] = []
    following = 0
    for start, end in pairwise(cuts):
        open_pieces = [p for p in open_pieces if p[1] > start]
        while following < len(pieces) and pieces[following][0] <= start:
            open_pieces.append(pieces[following])
            following += 1
        over = sorted({p[2] for p in open_pieces}, key=lambda c: (lengths[c], c))
        words = _escaped(text[start:end])
        if not over or not text[start:end].strip():
            # A link of blanks alone has no name.
            out.append(words)
            continue
        anchors = "".join(f'<span id="w-{escape(c)}"></span>' for c in over if c not in begun)
        begun.update(over)
        kind = next((kinds[c] for c in over if kinds[c] != "statement"), "statement")
        to, ids = escape(over[0]), escape(" ".join(over))
        out.append(f'{anchors}<a class="w w-{kind}" draggable="false" href="#claim-{to}" data-claims="{ids}">{words}</a>')
    return Markup("".join(out))


def _pieces(claim: Claim) -> Sequence[tuple[int, int]]:
    """Where the words of a claim are: of a statement what is said, without what is put in between."""
    if isinstance(claim.value, Statement) and claim.value.pieces and claim.value.content.field == claim.evidence.field:
        return claim.value.pieces
    return ((claim.evidence.start, claim.evidence.end),)


def _escaped(text: str) -> str:
    """Text as HTML that a browser reads back to the code point: it would swallow a carriage return and a zero byte."""
    return escape(text).replace("\r", "&#13;").replace("\x00", "\ufffd")
