"""Templates and what they need: filters, addresses, the token of forms."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, ParamSpec
from urllib.parse import quote, quote_plus

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from detente.model import Claim, Document
from detente.views.brief_html import marks, safe_address, stylesheet
from detente.views.claims_text import HEADINGS, gist
from detente.views.naming import name_of
from detente.views.reading_text import quoted, words_of
from detente.views.wording import (
    capital,
    chain_words,
    clip,
    counted,
    date_words,
    day_words,
    in_words,
    label,
    parties_words,
    speaker_words,
)
from detente.web.making import LATER, Make, Makers
from detente.web.site import Site, Visit

P = ParamSpec("P")

#: Whether a path or the value of a query may stand as it is; colons need no quoting in a query (RFC 3986, 3.4).
_PLAIN_PATH, _PLAIN_VALUE = re.compile(r"[A-Za-z0-9_.~/-]*").fullmatch, re.compile(r"[A-Za-z0-9_.~:-]*").fullmatch


def address(path: str, **query: object) -> str:
    """A path of the site with a query; what is None or empty is left out."""
    given = {key: str(value) for key, value in query.items() if value not in (None, "")}
    # A page has hundreds of addresses, most of them of letters and figures that nothing needs to be done to.
    shown = path if _PLAIN_PATH(path) else quote(path)
    if not given:
        return shown
    pairs = (f"{key}={value if _PLAIN_VALUE(value) else quote_plus(value, safe=':')}" for key, value in given.items())
    return f"{shown}?{'&'.join(pairs)}"


def claim_address(claim: str) -> str:
    """Where a claim is explained."""
    return address(f"/claim/{claim}")


def document_address(document: str, claim: str = "") -> str:
    """Where a document is shown; with a claim, at its words."""
    return address("/document", id=document) + (f"#w-{quote(claim)}" if claim else "")


def track_address(track: str, as_of: str | None = None) -> str:
    """Where a track is shown."""
    return address(f"/track/{track}", as_of=as_of)


def why_address(track: str, about: str, as_of: str | None = None) -> str:
    """Where a round or another item of a state is explained; `about` is `round:KEY`, `issue:WORDS` and so on."""
    return address("/why", track=track, about=about, as_of=as_of)


def words_of_claim(claim: Claim, document: Document, length: int = 300) -> str:
    """The words of a claim between quotation marks."""
    return quoted(clip(words_of(claim, document), length))


@cache
def environment() -> Environment:
    """The templates with their filters; everything that is put into them is escaped."""
    loader = PackageLoader("detente.web")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False)
    made.filters |= {
        "party": name_of,
        "parties": parties_words,
        "day": day_words,
        "edtf": date_words,
        "label": label,
        "capital": capital,
        "gist": gist,
        "in_words": in_words,
        "safe_address": safe_address,
        "clip": clip,
        "marks": lambda found: Markup(marks(found)),
    }
    made.globals |= {
        "address": address,
        "claim_address": claim_address,
        "document_address": document_address,
        "track_address": track_address,
        "why_address": why_address,
        "words_of_claim": words_of_claim,
        "speaker_words": speaker_words,
        "chain_words": chain_words,
        "counted": counted,
        "headings": HEADINGS,
        "version": fingerprint(),
    }
    return made


@cache
def fingerprint() -> str:
    """A name for this state of the styles and scripts, so that browsers may keep them."""
    folder = files("detente.web").joinpath("static")
    whole = b"".join(folder.joinpath(name).read_bytes() for name in ("desk.css", "desk.js")) + stylesheet().encode()
    return hashlib.sha256(whole).hexdigest()[:10]


def page(template: str, visit: Visit, values: Mapping[str, Any] | None = None) -> bytes:
    """A page as its bytes."""
    site = visit.site
    shared = {"csrf": site.token, "by": site.by, "today": site.browser.desk.today(), "path": visit.path}
    text = environment().get_template(template).render({**shared, **(values or {})})
    # Halves of characters, which a text may hold, are no UTF-8.
    return text.encode("utf-8", "replace")


def render(template: str, request: Request, values: Mapping[str, Any] | None = None, status: int = 200) -> HTMLResponse:
    """A page, made at once."""
    return HTMLResponse(page(template, Visit(request.app.state.site, request.url.path), values), status)


def made(request: Request, make: Make[P], *args: P.args, **kwargs: P.kwargs) -> HTMLResponse:
    """A page, made by whoever has time."""
    return HTMLResponse(request.app.state.makers.made(make, request.url.path, LATER, *args, **kwargs))


def kept(request: Request, make: Make[P], within: float, *args: P.args, **kwargs: P.kwargs) -> HTMLResponse:
    """A page that is the same for every reader of an address, made once for as long as the log stands where it stands.

    `within` says in how many seconds it should be there where many ask at once.
    """
    state, path = request.app.state, request.url.path
    return HTMLResponse(kept_body(state.site, state.makers, (path, request.url.query), make, within, *args, **kwargs))


def kept_body(site: Site, makers: Makers, asked: tuple[str, str], make: Make[P], within: float, *args: P.args, **kwargs: P.kwargs) -> bytes:
    """The bytes of a page of a path and a query (as they were asked for), made where they are not kept."""
    return site.browser.remembered(("html", *asked), lambda: makers.made(make, asked[0], within, *args, **kwargs))


def is_fragment(request: Request) -> bool:
    """Whether only a piece of a page is asked for."""
    return request.headers.get("hx-request") == "true"
