# ruff: noqa: E501 — pieces of pages, kept on one line each
"""The site: outlets with their articles, everything else that outlets have, and the truth about it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import format_datetime
from html import escape

from newsweb import furniture, layouts
from newsweb.listings import clutter, front, listing
from newsweb.prose import Article, write
from newsweb.resources import Fault, Resource, moved


@dataclass(frozen=True)
class Truth:
    """What is to be found of an article."""

    url: str
    title: str
    paragraphs: tuple[str, ...]
    published: str
    language: str
    layout: str

    #: Whether the page gives the time with its zone, or only the day.
    to_the_minute: bool


@dataclass(frozen=True)
class Outlet:
    """An outlet of the site: its layout, where its articles lie, how one hears of them."""

    name: str
    layout: layouts.Layout
    path: Callable[[Article], str]
    kind: str
    language: str = "en"
    to_the_minute: bool = True
    encoding: str = "utf-8"
    packed: str = ""


def _dated(pattern: str) -> Callable[[Article], str]:
    return lambda a: a.published.strftime(pattern).replace("SLUG", a.slug).replace("NUMBER", str(a.number)).lower()


OUTLETS: dict[str, Outlet] = {
    "courier": Outlet("The Harbour Courier", layouts.courier, _dated("/world/%Y/%m/%d/SLUG/"), "rss", packed="gzip"),
    "wire": Outlet("Northern Wire", layouts.wire, _dated("/news/%Y%mNUMBER.html"), "rss", to_the_minute=False),
    "ministry": Outlet("Ministry of Foreign Affairs", layouts.ministry, _dated("/press/%Y/%m%d-NUMBER.htm"), "sitemap", to_the_minute=False, encoding="windows-1252"),
    "gazette": Outlet("Gazette of the Straits", layouts.gazette, _dated("/%Y/%m/SLUG/"), "atom", packed="deflate"),
    "herald": Outlet("Lakeside Herald", layouts.herald, _dated("/article/NUMBER/SLUG"), "rss"),
    "tribune": Outlet("Tribune of the Hills", layouts.tribune, _dated("/%Y/%m/%d/world/SLUG.html"), "sitemap", packed="gzip"),
    "broadcaster": Outlet("Channel Nine News", layouts.broadcaster, _dated("/news/articles/c8NUMBERyx"), "json"),
    "plain": Outlet("Valley News", layouts.plain, _dated("/news/SLUG.html"), "page", to_the_minute=False),
    "quotidien": Outlet("Le Quotidien du Lac", layouts.quotidien, _dated("/international/article/%Y/%m/%d/SLUG_NUMBER_3210.html"), "rss", "fr"),
    "zeitung": Outlet("Seeblatt", layouts.zeitung, _dated("/politik/SLUG-NUMBER.html"), "sitemap", "de", packed="raw"),
    "vestnik": Outlet("Северный вестник", layouts.vestnik, _dated("/%Y%m%d/SLUG.html"), "rss", "ru", encoding="windows-1251"),
    "liveblog": Outlet("Harbour Live", layouts.liveblog, _dated("/live/%Y/%b/%d/SLUG"), "page"),
}  # fmt: skip

#: What is wrong with the first requests to some articles, by number.
_FLAKY: dict[int, tuple[Fault, ...]] = {3: ("429",), 5: ("500",), 7: ("503", "cut"), 8: ("slow",), 11: ("cut",)}

#: Addresses that outlets name in their feeds and that hold no article one may have.
TRAPS = ("error", "drip", "cut", "bomb", "bombs", "endless", "loop-a", "far-0", "cloud", "binary", "nothing", "soft", "hang")


@dataclass
class Site:
    """All outlets on their hosts, `per_outlet` articles each. `hosts` is for the server, `truth` for whoever checks."""

    port: int
    per_outlet: int = 34
    short: bool = False
    outlets: tuple[str, ...] = tuple(OUTLETS)
    traps: tuple[str, ...] = TRAPS
    hosts: dict[str, dict[str, Resource]] = field(default_factory=dict)
    truth: list[Truth] = field(default_factory=list)
    sources: list[dict[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for number, key in enumerate(self.outlets):
            host = f"127.0.{1 + number}.10"
            self.hosts[host] = {}
            self._outlet(key, OUTLETS[key], host, f"http://{host}:{self.port}", number)

    @property
    def pages(self) -> int:
        """How many HTML pages there are, redirects and faults left out."""
        return sum(r.status == 200 and not r.always and r.type.startswith("text/html") for h in self.hosts.values() for r in h.values())

    def _outlet(self, key: str, outlet: Outlet, host: str, base: str, place: int) -> None:
        articles = [write(place * 1000 + n, outlet.language, short=self.short) for n in range(1, self.per_outlet + 1)]
        urls = [base + outlet.path(a) for a in articles]
        paths = self.hosts[host]
        for n, (article, url) in enumerate(zip(articles, urls), start=1):
            others = [(articles[(n + k) % len(articles)], urls[(n + k) % len(articles)]) for k in (1, 3, 5)]
            page = layouts.Page(article, url, outlet.name, others)
            paths[url.removeprefix(base)] = self._encoded(outlet, outlet.layout(page), n)
            paths |= _twins(key, page, base)
            kept = (
                article.paragraphs[: layouts.teaser_length(article)]
                if key == "herald" and layouts.paywalled(article)
                else article.paragraphs
            )
            self.truth.append(Truth(url, article.title, kept, article.published.isoformat(), outlet.language, key, outlet.to_the_minute))
        paths |= clutter(outlet.name, base, list(zip(articles, urls)))
        paths |= self._traps(base, place)
        paths["/robots.txt"] = Resource(
            f"User-agent: *\nDisallow: /private/\nDisallow: /login\nCrawl-delay: 0.01\n\nSitemap: {base}/sitemap.xml\n".encode(),
            "text/plain",
        )
        self._announce(key, outlet, base, articles, urls, place)

    def _encoded(self, outlet: Outlet, html: str, number: int) -> Resource:
        faults = _FLAKY.get(number % 12, ())
        if outlet.encoding == "windows-1251":
            # As found: named by the server, named by the page, named by nobody, and named wrongly by the server in either way.
            way = number % 5
            meta = f'<meta charset="{"windows-1251" if way == 1 else "utf-8"}">' if way in (1, 4) else ""
            encoding, header = (
                ("cp1251", "; charset=windows-1251"),
                ("cp1251", ""),
                ("cp1251", ""),
                ("cp1251", "; charset=utf-8"),
                ("utf-8", "; charset=ISO-8859-1"),
            )[way]
            return Resource(
                html.replace("<head>", "<head>" + meta).encode(encoding, "xmlcharrefreplace"), "text/html" + header, faults=faults
            )
        if outlet.encoding == "windows-1252":
            return Resource(html.encode("cp1252", "xmlcharrefreplace"), "text/html", faults=faults)
        kind = "text/html" if number % 2 else "text/html; charset=utf-8"
        return Resource(html.encode("utf-8"), kind, packed=outlet.packed, faults=faults)  # type: ignore[arg-type]

    def _traps(self, base: str, place: int) -> dict[str, Resource]:
        """What never gives an article; every outlet has some of it, so that each is met somewhere."""
        memo = write(900 + place, "en", short=self.short)
        words = layouts.courier(layouts.Page(memo, f"{base}/private/memo", "x", [])).encode()
        made = {
            "error": {"error": Resource(words, always="500")},
            "drip": {"drip": Resource(words, always="drip")},
            "cut": {"cut": Resource(words, always="cut")},
            "bomb": {"bomb": Resource(words, always="bomb")},
            "bombs": {"bombs": Resource(words, always="bombs")},
            "endless": {"endless": Resource(words, always="endless")},
            "hang": {"hang": Resource(words, always="hang")},
            "loop-a": {"loop-a": moved("/trap/loop-b", 302), "loop-b": moved("/trap/loop-a", 301)},
            "far-0": {f"far-{n}": moved(f"/trap/far-{n + 1}", 302) for n in range(30)},
            "cloud": {"cloud": moved("http://169.254.169.254/latest/meta-data/", 302)},
            "binary": {"binary": Resource(bytes(range(256)) * 40, "text/html")},
            "nothing": {"nothing": Resource(b"", "text/html")},
            "soft": {"soft": Resource(b"<html><head><title>Page not found</title></head><body><h1>Page not found</h1><p>The page that you are looking for was moved, or never existed.</p></body></html>")},
        }  # fmt: skip
        found = {f"/trap/{name}": r for trap in self._own_traps(place) for name, r in made[trap].items()}
        return found | {"/private/memo": Resource(words)}

    def _own_traps(self, place: int) -> list[str]:
        return [trap for n, trap in enumerate(self.traps) if n % len(self.outlets) == place]

    def _announce(self, key: str, outlet: Outlet, base: str, articles: list[Article], urls: list[str], place: int) -> None:
        """Feeds, sitemaps and list pages, each with what is no article among the articles."""
        host = base.removeprefix("http://").split(":")[0]
        paths, pairs = self.hosts[host], list(zip(articles, urls))
        no_articles = [f"{base}{p}" for p in ("/gallery/7", "/video/7", "/tag/talks/", "/private/memo", "/gone")]
        no_articles += [f"{base}/trap/{trap}" for trap in self._own_traps(place)]
        make: dict[str, Callable[[], dict[str, Resource]]] = {
            "rss": lambda: _rss(outlet, base, _as_linked(key, pairs, paths, base), no_articles),
            "atom": lambda: _atom(outlet, base, _as_linked(key, pairs, paths, base), no_articles),
            "json": lambda: _json_feed(outlet, base, pairs, no_articles),
            "sitemap": lambda: _sitemap(base, pairs, [*no_articles, f"{base}/", f"{base}/world/", f"{base}/about"]),
            "page": lambda: _pages(outlet, base, pairs, no_articles),
        }
        made = make[outlet.kind]()
        paths |= made
        kind = outlet.kind if outlet.kind in ("sitemap", "page") else "feed"
        chosen = ["/sitemap.xml"] if kind == "sitemap" else list(made)
        self.sources += [{"url": base + path, "kind": kind, "outlet": outlet.name} for path in chosen]


def _as_linked(key: str, pairs: list[tuple[Article, str]], paths: dict[str, Resource], base: str) -> list[tuple[Article, str]]:
    """The addresses as feeds give them: with marks of where the reader comes from, by way of redirects, as the telephone's twin."""
    found = []
    for n, (article, url) in enumerate(pairs):
        shown = url
        if key == "courier":
            shown = f"{url}amp/" if n % 7 == 2 else f"{url}?utm_source=rss&utm_medium=feed#ref=top"
        elif key == "gazette" and n % 2:
            shown = f"{base}/?p={article.number}"
            paths[shown.removeprefix(base)] = moved(url.removeprefix(base))
        elif key == "wire" and n % 3 == 1:
            shown = f"{base}/go/{article.number}"
            paths[f"/go/{article.number}"] = moved(f"/go2/{article.number}", 302)
            paths[f"/go2/{article.number}"] = moved(url, 301)
        found.append((article, shown))
    return found


def _twins(key: str, page: layouts.Page, base: str) -> dict[str, Resource]:
    path = page.url.removeprefix(base)
    if key == "courier":
        return {f"{path}amp/": Resource(layouts.amp(page).encode()), f"{path}?utm_source=rss&utm_medium=feed": moved(path, 302)} | (
            {f"{path}?utm_source=rss&utm_medium=feed": Resource(layouts.courier(page).encode(), packed="gzip")}
        )
    if key == "gazette":
        return {f"{path}?print=1": Resource(layouts.printed(page).encode())}
    return {}


def _rss(outlet: Outlet, base: str, pairs: list[tuple[Article, str]], extra: list[str]) -> dict[str, Resource]:
    """Two feeds that overlap, as those of sections do."""
    half = len(pairs) // 2
    shares = {"/feed.xml": pairs[: half + 2], "/world/feed.xml": pairs[half:]}
    made = {}
    for path, share in shares.items():
        items = "".join(
            f"<item><title>{escape(a.title)}</title><link>{escape(u)}</link><guid isPermaLink='false'>{a.number}</guid><pubDate>{format_datetime(a.published)}</pubDate>"
            f"<description>{escape(a.summary)}</description></item>"
            for a, u in share
        )
        items += "".join(f"<item><title>Not a story</title><link>{escape(u)}</link></item>" for u in extra)
        xml = f'<?xml version="1.0" encoding="{outlet.encoding}"?><rss version="2.0"><channel><title>{outlet.name}</title><link>{base}/</link>{items}</channel></rss>'
        made[path] = Resource(xml.encode(outlet.encoding, "xmlcharrefreplace"), "application/rss+xml", packed="gzip")
    return made


def _atom(outlet: Outlet, base: str, pairs: list[tuple[Article, str]], extra: list[str]) -> dict[str, Resource]:
    entries = "".join(
        f"<entry><title>{escape(a.title)}</title><link href='{escape(u)}'/><id>tag:{a.number}</id><published>{a.published.isoformat()}</published><updated>{a.published.isoformat()}</updated></entry>"
        for a, u in pairs
    )
    entries += "".join(f"<entry><title>Not a story</title><link href='{u}'/><id>{u}</id></entry>" for u in extra)
    xml = (
        f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>{outlet.name}</title><link href="{base}/"/>{entries}</feed>'
    )
    return {"/atom.xml": Resource(xml.encode(), "application/atom+xml")}


def _json_feed(outlet: Outlet, base: str, pairs: list[tuple[Article, str]], extra: list[str]) -> dict[str, Resource]:
    """A feed in two pages."""
    items = [
        {"id": str(a.number), "url": u, "title": a.title, "summary": a.summary, "date_published": a.published.isoformat()} for a, u in pairs
    ]
    items += [{"id": u, "url": u, "title": "Not a story"} for u in extra]
    half = len(items) // 2
    made = {}
    for path, share, following in (("/feed.json", items[:half], "/feed-2.json"), ("/feed-2.json", items[half:], None)):
        feed: dict[str, object] = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": outlet.name,
            "home_page_url": base + "/",
            "items": share,
        }
        if following:
            feed["next_url"] = base + following
        made[path] = Resource(json.dumps(feed).encode(), "application/feed+json")
    return made


def _sitemap(base: str, pairs: list[tuple[Article, str]], extra: list[str]) -> dict[str, Resource]:
    """An index of two sitemaps, one of them a gzip file."""
    half = len(pairs) // 2
    made = {}
    for path, share in (("/sitemap-1.xml", pairs[:half]), ("/sitemap-2.xml.gz", pairs[half:])):
        urls = "".join(f"<url><loc>{escape(u)}</loc><lastmod>{a.published.isoformat()}</lastmod></url>" for a, u in share)
        urls += "".join(f"<url><loc>{escape(u)}</loc></url>" for u in extra)
        xml = f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()
        made[path] = Resource(gzip.compress(xml, mtime=0), "application/gzip") if path.endswith(".gz") else Resource(xml, "application/xml")
    listed = "".join(f"<sitemap><loc>{base}{path}</loc></sitemap>" for path in made)
    index = f'<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</sitemapindex>'
    return {"/sitemap.xml": Resource(index.encode(), "application/xml"), **made}


def _pages(outlet: Outlet, base: str, pairs: list[tuple[Article, str]], extra: list[str]) -> dict[str, Resource]:
    """Two list pages that overlap."""
    half = len(pairs) // 2
    links = [(write(990 + n), url) for n, url in enumerate(extra)]
    return {
        "/news/": Resource(listing(outlet.name, "News", pairs[: half + 2], links).encode()),
        "/news/page/2/": Resource(front(outlet.name, pairs[half:], links).encode()),
    }


def boilerplate(language: str) -> tuple[str, ...]:
    """Sentences that must not be in a document of a language."""
    return tuple(s for words in furniture.SENTENCES.values() for s in words) if language else ()
