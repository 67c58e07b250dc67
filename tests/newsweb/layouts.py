# ruff: noqa: E501 — pieces of pages, kept on one line each
"""A dozen ways to lay an article out, as newspapers, agencies and ministries do."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from newsweb import furniture as f
from newsweb.prose import Article, crosshead

_MONTHS = {
    "en": ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    "fr": ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
    "de": ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"],
    "ru": ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"],
}
SECTIONS = ("world", "politics", "business")


@dataclass(frozen=True)
class Page:
    """What a layout is given: the article, its address, the outlet, and others to link to."""

    article: Article
    url: str
    outlet: str
    others: list[tuple[Article, str]]

    @property
    def iso(self) -> str:
        return self.article.published.isoformat()

    def day(self) -> str:
        when = self.article.published
        name = _MONTHS[self.article.language][when.month - 1]
        if self.article.language == "en":
            return f"{name} {when.day}, {when.year}"
        return f"{when.day}{'.' if self.article.language == 'de' else ''} {name} {when.year}"

    def body(self, tag: str = "p", css: str = "") -> list[str]:
        """The paragraphs as elements."""
        attribute = f' class="{css}"' if css else ""
        return [f"<{tag}{attribute}>{escape(p, quote=False)}</{tag}>" for p in self.article.paragraphs]


Layout = Callable[[Page], str]


def _page(head: str, body: str, language: str = "en") -> str:
    return f'<!DOCTYPE html>\n<html lang="{language}">\n<head><meta charset="utf-8">{head}</head>\n<body>{body}</body></html>'


def courier(page: Page) -> str:
    """JSON-LD in a graph, OpenGraph, a related list inside the text, comments; has an AMP twin."""
    a = page.article
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": page.outlet, "url": "/"},
            {"@type": "BreadcrumbList", "itemListElement": []},
            {
                "@type": "NewsArticle", "headline": a.title, "datePublished": page.iso, "dateModified": "2025-09-30T10:00:00+00:00",
                "author": [{"@type": "Person", "name": a.author}], "publisher": {"@type": "Organization", "name": page.outlet},
                "mainEntityOfPage": page.url,
            },
        ],
    }  # fmt: skip
    text = page.body()
    text.insert(2, f.related(page.others[:2], "Read more"))
    text.insert(4, f"<h2>{escape(crosshead(a))}</h2>")
    head = (
        f'<title>{escape(a.title)} | {escape(page.outlet)}</title><link rel="canonical" href="{page.url}"><link rel="amphtml" href="{page.url}amp/">'
        f'<meta property="og:type" content="article"><meta property="og:title" content="{escape(a.title)}"><meta property="og:site_name" content="{escape(page.outlet)}">'
        f'<meta property="article:published_time" content="{page.iso}"><script type="application/ld+json">{json.dumps(data)}</script>'
    )
    body = (
        f.banner()
        + f.menu(SECTIONS)
        + f'<main><article class="story"><h1>{escape(a.title)}</h1><div class="byline">By <a href="/author/x">{escape(a.author)}</a> '
        f'<time datetime="{page.iso}">{page.day()}</time></div>{f.share()}<div class="story-body">{"".join(text)}</div></article>'
        f"{f.related(page.others)}{f.comments()}</main>{f.footer(page.outlet)}"
    )
    return _page(head, body)


def amp(page: Page) -> str:
    """The twin of an article for telephones."""
    a = page.article
    head = f'<title>{escape(a.title)}</title><link rel="canonical" href="{page.url}"><script async src="https://cdn.amp.example/v0.js"></script>'
    body = (
        f"<article><h1>{escape(a.title)}</h1>{''.join(page.body())}</article><amp-ad width=300 height=250></amp-ad>{f.footer(page.outlet)}"
    )
    return f'<!doctype html><html amp lang="en"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


def printed(page: Page) -> str:
    """The twin of an article for paper."""
    a = page.article
    head = f'<title>Print: {escape(a.title)}</title><link rel="canonical" href="{page.url}"><meta name="robots" content="noindex">'
    return _page(head, f"<h1>{escape(a.title)}</h1><p>{page.day()}</p>{''.join(page.body())}<p>Printed from {page.url}</p>")


def wire(page: Page) -> str:
    """An agency: no metadata but a title; the time stands above the text."""
    a = page.article
    stamp = f"{a.published.day} {_MONTHS['en'][a.published.month - 1]} {a.published.year}, {a.published:%H:%M} GMT"
    text = "\n".join(page.body())
    body = (
        f'<table width="100%"><tr><td class="left"><a href="/">Home</a><br><a href="/world/">World</a><br><a href="/archive/">Archive</a></td><td class="main">'
        f'<div class="news"><h1 class="news-title">{escape(a.title)}</h1><div class="news-date">{stamp}</div><div class="news-text">{text}</div></div>'
        f'</td><td class="right">{f.related(page.others, "Latest")}</td></tr></table>{f.footer(page.outlet)}'
    )
    return f"<html><head><meta charset='utf-8'><title>{escape(a.title)} - {escape(page.outlet)}</title></head><body>{body}</body></html>"


def ministry(page: Page) -> str:
    """A press release of a government, in an old charset that only a meta element names; the day stands in the text."""
    a = page.article
    text = "".join(f"<p align='justify'>{escape(p, quote=False)}</p>" for p in a.paragraphs)
    body = (
        '<div id="skip"><a href="#content">Skip to content</a></div><div id="gov-header"><img src="/arms.png" alt="Coat of arms"><a href="/">Ministry of Foreign Affairs</a></div>'
        '<div id="menu"><ul><li><a href="/minister/">The Minister</a></li><li><a href="/press/">Press releases</a></li><li><a href="/visas/">Visas</a></li></ul></div>'
        f'<div id="content"><h1>{escape(a.title)}</h1><p class="meta">Press release No. {a.number}, published {a.published.day} {_MONTHS["en"][a.published.month - 1]} {a.published.year}</p>{text}'
        f'<p class="tags">Topics: <a href="/tag/talks">Talks</a>, <a href="/tag/treaties">Treaties</a></p></div>{f.footer(page.outlet)}'
    )
    head = f'<meta http-equiv="Content-Type" content="text/html; charset=windows-1252"><title>{escape(a.title)} :: Ministry of Foreign Affairs</title>'
    return f"<html><head>{head}</head><body>{body}</body></html>"


def gazette(page: Page) -> str:
    """A blog system's: hentry and entry-content, an author box, tags, comments; has a print twin."""
    a = page.article
    text = page.body()
    text.insert(
        1, '<div class="wp-caption"><img src="/i.jpg" alt=""><p class="wp-caption-text">File photo: the meeting hall. (Archive)</p></div>'
    )
    text.append(f"<h3>{escape(crosshead(a))}</h3>" + text.pop())
    head = (
        f'<title>{escape(a.title)} – {escape(page.outlet)}</title><link rel="canonical" href="{page.url}"><link rel="shortlink" href="/?p={a.number}">'
        f'<meta property="og:type" content="article"><meta property="og:title" content="{escape(a.title)}"><meta property="og:site_name" content="{escape(page.outlet)}">'
        f'<meta property="article:published_time" content="{page.iso}"><meta property="article:modified_time" content="2025-10-01T00:00:00+00:00">'
    )
    body = (
        f'{f.menu(SECTIONS)}<div id="primary"><article id="post-{a.number}" class="post hentry"><header class="entry-header"><h1 class="entry-title">{escape(a.title)}</h1>'
        f'<span class="posted-on"><time class="entry-date published" datetime="{page.iso}">{page.day()}</time></span> <span class="author vcard">{escape(a.author)}</span></header>'
        f'<div class="entry-content">{"".join(text)}<div class="sharedaddy">{f.share()}</div></div><footer class="entry-footer">Posted in <a href="/category/world/">World</a> '
        f'Tagged <a href="/tag/talks/">talks</a></footer></article><div class="author-box"><p>{escape(a.author)} writes about treaties and lives by the sea.</p></div>'
        f'{f.comments()}</div><aside id="secondary" class="widget-area">{f.related(page.others, "Recent Posts")}{f.newsletter()}</aside>{f.footer(page.outlet)}{f.banner(number=1)}'
    )
    return _page(head, body)


def herald(page: Page) -> str:
    """Microdata, and for every fifth article only the beginning, before a paywall."""
    a = page.article
    text = page.body()
    wall = ""
    if paywalled(a):
        text = text[: teaser_length(a)]
        wall = f'<div class="paywall-overlay" data-paywall="true"><h2>Subscribe to read on</h2><p>{f.SENTENCES["en"][4]}</p><a href="/subscribe">Subscribe</a></div>'
    body = (
        f'{f.banner()}{f.menu(SECTIONS)}<div itemscope itemtype="https://schema.org/NewsArticle"><meta itemprop="isAccessibleForFree" content="{not paywalled(a)}">'
        f'<h1 itemprop="headline">{escape(a.title)}</h1><span itemprop="author">{escape(a.author)}</span><meta itemprop="datePublished" content="{page.iso}">'
        f'<meta itemprop="dateModified" content="2025-11-01T08:00:00+00:00"><div itemprop="articleBody" class="article-body">{"".join(text)}</div>{wall}</div>'
        f"{f.related(page.others)}{f.footer(page.outlet)}"
    )
    return _page(f'<title>{escape(a.title)} | {escape(page.outlet)}</title><link rel="canonical" href="{page.url}">', body)


def paywalled(article: Article) -> bool:
    return article.number % 5 == 0


def teaser_length(article: Article) -> int:
    return min(3, len(article.paragraphs))


def tribune(page: Page) -> str:
    """Machine-made: class names that say nothing, an advertisement after every other paragraph, JSON-LD with the text."""
    a = page.article
    parts = []
    for n, paragraph in enumerate(page.body("p", "css-at9mc1 evys1bk0")):
        parts.append(f'<div class="css-1fanzo5 StoryBodyCompanionColumn"><div class="css-53u6y8">{paragraph}</div></div>')
        if n % 2:
            parts.append(
                '<div class="css-o8x1z ad" data-testid="ad"><span>Advertisement</span><a href="#after-ad">Skip advertisement</a></div>'
            )
    data = {
        "@context": "http://schema.org", "@type": ["ReportageNewsArticle"], "headline": a.title, "articleBody": "\n\n".join(a.paragraphs),
        "datePublished": page.iso, "isAccessibleForFree": True, "inLanguage": "en",
    }  # fmt: skip
    head = (
        f'<title data-rh="true">{escape(a.title)} - {escape(page.outlet)}</title><meta data-rh="true" property="og:title" content="{escape(a.title)}">'
        f'<link rel="canonical" href="{page.url}"><script type="application/ld+json">{json.dumps(data)}</script>'
    )
    body = (
        f'<div id="app"><div class="css-1dv1kvn"><div class="css-9xmg1">{f.menu(SECTIONS)}</div><main id="site-content"><div class="css-e2hq"><h1 class="css-8z1">{escape(a.title)}</h1>'
        f'<div class="css-7ab">{escape(a.author)} · {page.day()}</div><section name="articleBody" class="meteredContent css-1r7ky0e">{"".join(parts)}</section></div></main>'
        f'<div class="css-rec">{f.related(page.others, "More in World")}</div></div></div>{f.footer(page.outlet)}{f.banner()}'
    )
    return _page(head, body)


def broadcaster(page: Page) -> str:
    """A broadcaster: blocks of text between pictures and players, a link list in the middle, the time in an attribute only."""
    a = page.article
    blocks = [f'<div data-component="text-block"><p class="ssrcss-1q0x1qg"><b>{page.body()[0][3:-4]}</b></p></div>']
    blocks += [f'<div data-component="text-block"><p>{escape(p, quote=False)}</p></div>' for p in a.paragraphs[1:]]
    picture = '<figure data-component="image-block"><img src="/p.jpg" alt="A table with flags"><span class="credit">Getting There Images</span><figcaption>The two flags before the talks</figcaption></figure>'
    player = '<div data-component="media-block" class="player"><p>This video can not be played</p><button>Play</button></div>'
    links = f'<div data-component="links-block"><p class="title">More on this story</p><ul>{"".join(f"<li><a href={u!r}>{escape(o.title)}</a></li>" for o, u in page.others[:3])}</ul></div>'
    blocks[1:1] = [picture]
    blocks[3:3] = [links]
    blocks.append(player)
    head = (
        f'<title>{escape(a.title)} - {escape(page.outlet)}</title><link rel="canonical" href="{page.url}"><meta property="og:type" content="article">'
        f'<meta property="og:title" content="{escape(a.title)}"><meta property="og:site_name" content="{escape(page.outlet)}">'
    )
    body = (
        f'{f.menu(SECTIONS)}<main id="main-content"><article><header><h1 id="main-heading">{escape(a.title)}</h1><time datetime="{page.iso}" data-testid="timestamp">3 hours ago</time>'
        f'<div>{escape(a.author)}</div></header>{"".join(blocks)}<section data-component="topic-list"><h2>Related Topics</h2><ul><li><a href="/topics/talks">Talks</a></li></ul></section></article></main>'
        f"{f.related(page.others, 'Top stories')}{f.footer(page.outlet)}"
    )
    return _page(head, body)


def plain(page: Page) -> str:
    """No metadata at all: a heading, a line with name and day, paragraphs in a box."""
    a = page.article
    body = (
        f'<div class="top"><a href="/">{escape(page.outlet)}</a> | <a href="/news/">News</a> | <a href="/contact">Contact</a></div><div class="box"><h1>{escape(a.title)}</h1>'
        f'<p class="line">By {escape(a.author)} | {page.day()}</p>{"".join(page.body())}</div><div class="more"><h3>More news</h3>'
        f'{"".join(f"<p><a href={u!r}>{escape(o.title)}</a></p>" for o, u in page.others)}</div><div class="bottom">{f.SENTENCES["en"][7]}</div>'
    )
    return f"<html><head><title>{escape(a.title)}</title></head><body>{body}</body></html>"


def quotidien(page: Page) -> str:
    """French: a lead in an element of its own, a box for the newsletter in the text, a French date."""
    a = page.article
    text = page.body("p", "article__paragraph")
    text.insert(3, f.newsletter("fr"))
    text.insert(5, f'<h2 class="article__sub-title">{escape(crosshead(a))}</h2>')
    head = (
        f'<title>{escape(a.title)}</title><link rel="canonical" href="{page.url}"><meta property="og:title" content="{escape(a.title)}"><meta property="og:type" content="article">'
        f'<meta property="og:site_name" content="{escape(page.outlet)}"><meta property="og:article:published_time" content="{page.iso}">'
    )
    body = (
        f'{f.banner("fr")}{f.menu(("international", "economie"))}<section class="article"><header><h1 class="article__title">{escape(a.title)}</h1>'
        f'<span class="meta__date">Publié le {page.day()} à {a.published:%Hh%M}</span></header><section class="article__content">{"".join(text)}</section></section>'
        f"{f.related(page.others, 'Lire aussi')}{f.footer(page.outlet)}"
    )
    return _page(head, body, "fr")


def zeitung(page: Page) -> str:
    """German: Dublin Core and `date`, an aside box, paragraphs with a lead that is bold."""
    a = page.article
    text = page.body()
    text.insert(2, f'<aside class="infobox">{f.newsletter("de")}</aside>')
    head = (
        f'<title>{escape(a.title)} | {escape(page.outlet)}</title><meta name="date" content="{page.iso}"><meta name="DC.title" content="{escape(a.title)}">'
        f'<meta name="author" content="{escape(a.author)}"><link rel="canonical" href="{page.url}"><meta property="og:type" content="article">'
    )
    body = (
        f'{f.menu(("politik", "wirtschaft"))}<article class="beitrag"><h1><span class="headline">{escape(a.title)}</span></h1><div class="autor">Von {escape(a.author)}</div>'
        f'<time datetime="{page.iso}">{page.day()}, {a.published:%H:%M} Uhr</time><div class="text">{"".join(text)}</div></article>'
        f"{f.related(page.others, 'Mehr zum Thema')}{f.banner('de')}{f.footer(page.outlet)}"
    )
    return _page(head, body, "de")


def vestnik(page: Page) -> str:
    """Russian, in a Cyrillic charset of old."""
    a = page.article
    head = f'<title>{escape(a.title)} - {escape(page.outlet)}</title><meta property="og:title" content="{escape(a.title)}"><meta property="article:published_time" content="{page.iso}"><meta property="og:type" content="article">'
    body = (
        f'{f.banner("ru")}<div class="header"><a href="/">{escape(page.outlet)}</a></div><div class="article"><h1 class="article__title">{escape(a.title)}</h1>'
        f'<div class="article__date">{a.published:%H:%M} {a.published.day} {_MONTHS["ru"][a.published.month - 1]} {a.published.year}</div><div class="article__text">{"".join(page.body())}</div>'
        f'<div class="article__telegram">{f.SENTENCES["ru"][1]}</div></div>{f.related(page.others, "Читайте также")}{f.footer(page.outlet)}'
    )
    return f'<html lang="ru"><head>{head}</head><body>{body}</body></html>'


def liveblog(page: Page) -> str:
    """A page that grows: each paragraph an entry with its own time, the newest first."""
    a = page.article
    posts = [
        f'<div class="liveblog-post" id="post-{n}"><time datetime="{a.published.replace(minute=59 - n).isoformat()}">{a.published:%H}:{59 - n:02}</time><p>{escape(p, quote=False)}</p></div>'
        for n, p in enumerate(a.paragraphs)
    ]
    data = {
        "@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": a.title, "datePublished": page.iso, "coverageStartTime": page.iso,
        "liveBlogUpdate": [{"@type": "BlogPosting", "headline": "Update", "articleBody": p, "datePublished": page.iso} for p in a.paragraphs],
    }  # fmt: skip
    head = (
        f'<title>{escape(a.title)} – live</title><link rel="canonical" href="{page.url}"><meta property="og:title" content="{escape(a.title)}"><meta property="og:type" content="article">'
        f'<script type="application/ld+json">{json.dumps(data)}</script>'
    )
    body = (
        f'{f.menu(SECTIONS)}<main><article class="live"><h1>{escape(a.title)}</h1><div class="liveblog">{"".join(posts)}</div></article></main>'
        f"{f.related(page.others)}{f.footer(page.outlet)}{f.banner()}"
    )
    return _page(head, body)
