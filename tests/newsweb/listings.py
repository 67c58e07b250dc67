# ruff: noqa: E501 — pieces of pages, kept on one line each
"""Pages that outlets have besides articles: front pages, sections, tags, authors, galleries, videos, forms."""

from __future__ import annotations

from html import escape

from newsweb import furniture as f
from newsweb.prose import Article
from newsweb.resources import Resource

Pairs = list[tuple[Article, str]]
_SECTIONS = ("world", "politics", "business")


def listing(outlet: str, heading: str, pairs: Pairs, extra: Pairs) -> str:
    """A section's list: headings that are links, each with the first sentence."""
    items = "".join(
        f'<div class="archive-item"><h2><a href="{escape(u)}">{escape(a.title)}</a></h2><span class="date">{a.published:%d %B %Y}</span><p>{escape(a.summary)}</p></div>'
        for a, u in pairs + extra
    )
    return _page(outlet, heading, f"<main><h1>{heading}</h1>{items}<div class='pager'><a href='/news/page/2/'>Older</a></div></main>")


def front(outlet: str, pairs: Pairs, extra: Pairs) -> str:
    """A front page: cards as <article> elements, whole cards being links."""
    cards = "".join(
        f'<article class="card"><a href="{escape(u)}"><h3>{escape(a.title)}</h3></a><p class="card-text">{escape(a.summary)}</p></article>'
        for a, u in pairs + extra
    )
    return _page(outlet, outlet, f'<main class="grid">{cards}</main>{f.newsletter()}')


def clutter(outlet: str, base: str, pairs: Pairs) -> dict[str, Resource]:
    """Everything that is no article, by path."""
    some = pairs[:12]
    about = (
        "<main><h1>About us</h1><p>We are a small newsroom with correspondents in four cities. Founded in 1952 as a weekly, the paper has "
        "been published daily since 1971 and belongs to its staff.</p><p>Write to the editors with corrections; we answer every letter.</p></main>"
    )
    gallery = "<main><h1>In pictures: the harbour at dawn</h1>" + "".join(
        f"<figure><img src='/{n}.jpg'><figcaption>Picture {n} of 8: boats.</figcaption></figure>" for n in range(1, 9)
    )
    video = '<main><h1>Watch: envoys arrive</h1><video src="/v.mp4"></video><p>Envoys arrive at the hotel.</p></main>'
    pages = {
        "/": front(outlet, some, []),
        "/world/": listing(outlet, "World", some, []),
        "/politics/": listing(outlet, "Politics", some[::-1], []),
        "/tag/talks/": listing(outlet, "Tag: talks", some, []),
        "/author/x": listing(outlet, "All articles by this author", some[:6], []),
        "/about": _page(outlet, "About us", about),
        "/contact": _page(outlet, "Contact", "<main><h1>Contact</h1><form><input name='mail'><textarea></textarea></form></main>"),
        "/login": _page(outlet, "Sign in", "<form><input type='password'></form>"),
        "/gallery/7": _page(outlet, "In pictures", gallery + "</main>", '<meta property="og:type" content="website">'),
        "/video/7": _page(outlet, "Watch", video, '<meta property="og:type" content="video.other">'),
    }
    return {path: Resource(html.encode()) for path, html in pages.items()}


def _page(outlet: str, heading: str, body: str, head: str = "") -> str:
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(heading)} | {escape(outlet)}</title>{head}</head><body>'
        f"{f.banner()}{f.menu(_SECTIONS)}{body}{f.footer(outlet)}</body></html>"
    )
