"""What a page says about itself: title, outlet, time of publication, language, its own address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from detente.sources.stamps import stamp_of

#: Names of <meta> elements, the surer first.
_TIMES = [
    "article:published_time",
    "datepublished",
    "og:article:published_time",
    "og:published_time",
    "published_time",
    "article.published",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "dcterms.created",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.date",
    "dc.date",
    "publication_date",
    "publish-date",
    "publish_date",
    "publishdate",
    "pubdate",
    "date.release",
    "date_published",
    "displaydate",
    "date",
]
_ARTICLES = frozenset(
    [
        "newsarticle",
        "article",
        "reportagenewsarticle",
        "analysisnewsarticle",
        "backgroundnewsarticle",
        "opinionnewsarticle",
        "blogposting",
        "liveblogposting",
        "report",
        "pressrelease",
        "specialannouncement",
    ]
)
_SUFFIX = re.compile(r"\s+[|–—·»:/-]\s+|\s*\|\s*")


@dataclass(frozen=True, slots=True)
class PageMeta:
    """What was found; "" or None where the page does not say."""

    title: str = ""
    outlet: str = ""
    published: str | None = None
    language: str | None = None

    #: The page's own address: its canonical link where that is of the same site as the address it came from.
    url: str | None = None


def page_meta(root: Any, url: str | None) -> PageMeta:
    """What a page's tree says about itself; `url` is where it came from."""
    metas = _metas(root)
    article = _json_article(root)
    outlet = metas.get("og:site_name") or _name(article.get("publisher")) or metas.get("application-name") or metas.get("publisher") or ""
    return PageMeta(
        title=_title(root, metas, article, outlet),
        outlet=_plain(outlet),
        published=_published(root, metas, article),
        language=_language(root, metas, article),
        url=_own_address(root, metas, url),
    )


def _metas(root: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        content = (meta.get("content") or "").strip()
        for key in ("property", "name", "itemprop"):
            name = (meta.get(key) or "").strip().lower()
            if name and content:
                found.setdefault(name, content[:2000])
    return found


def _json_article(root: Any) -> dict[str, Any]:
    """The first article that the page's JSON-LD (schema.org) describes."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            value = json.loads((script.text or "").strip()[:500_000], strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in _things(value):
            types = thing.get("@type")
            names = types if isinstance(types, list) else [types]
            if any(isinstance(name, str) and name.rpartition("/")[2].lower() in _ARTICLES for name in names):
                return thing
    return {}


def _things(value: Any) -> Iterator[dict[str, Any]]:
    stack, seen = [value], 0
    while stack and seen < 1000:
        seen += 1
        thing = stack.pop(0)
        if isinstance(thing, list):
            stack.extend(thing)
        elif isinstance(thing, dict):
            yield thing
            stack.extend(thing[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if isinstance(thing.get(key), (list, dict)))


def _name(thing: Any) -> str:
    first = thing[0] if isinstance(thing, list) and thing else thing
    name = first.get("name") if isinstance(first, dict) else first
    return name if isinstance(name, str) and not name.startswith("http") else ""


def _title(root: Any, metas: dict[str, str], article: dict[str, Any], outlet: str) -> str:
    heads = [text for h in root.iter("h1") if (text := " ".join("".join(h.itertext()).split()))]
    tab = next((" ".join("".join(t.itertext()).split()) for t in root.iter("title")), "")
    headline = article.get("headline")
    said = _plain(headline if isinstance(headline, str) else "") or _plain(metas.get("og:title") or metas.get("twitter:title") or "")
    shown = next((h for h in heads if h.casefold() in (said or tab).casefold() or (said and said.casefold() in h.casefold())), "")
    if shown and shown.casefold() != outlet.casefold():
        return shown
    if said:
        return _without_site(said, outlet)
    if len(heads) == 1 and heads[0].casefold() != outlet.casefold():
        return heads[0]
    return _without_site(_plain(tab), outlet)


def _without_site(title: str, outlet: str) -> str:
    """A title without the site's name that follows it (or, rarely, goes before it)."""
    parts = [(m.start(), m.end()) for m in _SUFFIX.finditer(title)]
    for start, end in parts:
        if outlet and title[end:].strip().casefold() == outlet.casefold():
            return title[:start].strip()
        if outlet and title[:start].strip().casefold() == outlet.casefold():
            return title[end:].strip()
    if parts and not outlet:
        start, end = parts[-1]
        # Without the site's name one cannot know; a short end after a bar or dash is one as a rule.
        if 0 < len(title[end:].split()) <= 4 and len(title[:start].split()) >= 4:
            return title[:start].strip()
    return title


def _published(root: Any, metas: dict[str, str], article: dict[str, Any]) -> str | None:
    found = [stamp_of(article.get("datePublished"))]
    found += [stamp_of(metas.get(name)) for name in _TIMES]
    found += _marked_times(root)
    stamps = [stamp for stamp in found if stamp]
    if not stamps:
        return None
    best = stamps[0]
    # The same day with its hour and zone says more than the day alone.
    return max((s for s in stamps if s[:10] == best[:10]), key=_precision) if _precision(best) < 2 else best


def _precision(stamp: str) -> int:
    if "T" not in stamp:
        return 0
    return 2 if stamp.endswith("Z") or re.search(r"[+-]\d\d:\d\d$", stamp) else 1


def _marked_times(root: Any) -> list[str | None]:
    """The times of elements that are marked as the time of publication."""
    found = []
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag == "meta":
            continue
        marked = (element.get("itemprop") or "").lower() == "datepublished" or element.get("pubdate") is not None
        if marked:
            found.append(stamp_of(element.get("datetime") or element.get("content") or "".join(element.itertext()).strip()))
    return found


def first_time(root: Any) -> str | None:
    """The first <time datetime> of a page, which is its article's own as a rule where there is only one day among them."""
    stamps = [stamp for t in root.iter("time") if (stamp := stamp_of(t.get("datetime")))]
    return stamps[0] if stamps else None


def _language(root: Any, metas: dict[str, str], article: dict[str, Any]) -> str | None:
    said = article.get("inLanguage")
    html = root if root.tag == "html" else None
    declared = (
        (html.get("lang") or html.get("{http://www.w3.org/XML/1998/namespace}lang") or html.get("xml:lang")) if html is not None else None
    )
    for tag in (declared, said if isinstance(said, str) else None, metas.get("language"), metas.get("og:locale")):
        name = (tag or "").strip().replace("_", "-")
        if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*", name):
            return name
    return None


def _own_address(root: Any, metas: dict[str, str], url: str | None) -> str | None:
    """The canonical link, else og:url; a page cannot speak for another site than the one it came from."""
    links = [link.get("href") for link in root.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
    for candidate in (*links, metas.get("og:url")):
        try:
            joined = urljoin(url or "", (candidate or "").strip())
            parts = urlsplit(joined)
            host, came_from = parts.hostname or "", urlsplit(url or "").hostname or ""
        except ValueError:
            continue
        if parts.scheme not in ("http", "https") or not host or parts.path in ("", "/"):
            continue
        if not came_from or _site(host) == _site(came_from):
            return str(joined)
    return url


def _site(host: str) -> str:
    from courlan import extract_domain

    return str(extract_domain(f"http://{host}/") or host)


def _plain(text: str) -> str:
    return " ".join(unescape(text).split())
