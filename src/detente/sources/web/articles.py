"""Whether a page is an article or only leads to articles, and where it leads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from detente.errors import UsageError
from detente.sources.charsets import decode_page
from detente.sources.limits import LIMITS
from detente.sources.markup import tree_of
from detente.sources.pruning import prune
from detente.sources.web.blocks import own_and_led
from detente.sources.web.urls import canonical, joined, same_site

#: Types of schema.org, in small letters.
_ARTICLE = frozenset(
    "article newsarticle reportagenewsarticle analysisnewsarticle backgroundnewsarticle opinionnewsarticle askpublicnewsarticle "  # noqa: SIM905
    "reviewnewsarticle blogposting liveblogposting socialmediaposting report pressrelease specialannouncement satiricalarticle".split()
)
_NO_ARTICLE = frozenset(
    "collectionpage searchresultspage profilepage aboutpage contactpage checkoutpage faqpage itemlist imagegallery mediagallery "  # noqa: SIM905
    "videoobject videogallery podcastseries podcastepisode product qapage".split()
)

#: Steps of paths that lists, forms and accounts lie under.
_LISTS = frozenset(
    "tag tags category categories topic topics author authors search archive archives page login signin sign-in register account "  # noqa: SIM905
    "subscribe subscription newsletter newsletters about about-us contact contact-us privacy terms imprint impressum cookies sitemap "
    "rss feed feeds gallery galleries video videos podcast podcasts weather jobs advertise help faq wp-admin cart thema themen rubrique "
    "auteur recherche schlagwort autor suche".split()
)
_FILES = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|css|js|json|xml|rss|atom|mp[34]|m4a|webm|avi|mov|zip|gz|docx?|xlsx?|pptx?|epub|ics)$", re.IGNORECASE
)
_ERROR = re.compile(r"\b(?:40[34]|page (?:not found|introuvable)|not found|seite nicht gefunden|страница не найдена)\b", re.IGNORECASE)

#: An article has so many characters of text of its own at least; the first where the page says that it is one.
_ENOUGH_SAID, _ENOUGH = 60, 140


@dataclass(frozen=True, slots=True)
class Judged:
    """What a page is."""

    #: Why it is no article; None where it is one.
    why_not: str | None

    #: The address that the page says it is known by, where that is of the same site (or the page is its copy for telephones).
    canonical: str | None

    #: The page's links in standard form, in order, each once.
    links: tuple[str, ...]


def judge(data: bytes, url: str, content_type: str | None) -> Judged:
    """What the page at an address is, by what it says of itself, else by how its text lies among its links."""
    root = tree_of(decode_page(data, content_type))
    if root is None:
        return Judged("there is nothing in it", None, ())
    if sum(1 for _ in root.iter()) > LIMITS.tree_size:
        return Judged("the page is too large", None, ())
    base = _base(root, url)
    # Links first: judging takes out of the tree what stands beside an article, lists of other articles among it.
    links, own_address = _links(root, base, url), _canonical(root, base, url)
    return Judged(_why_not(root, url), own_address, links)


def may_be_article(url: str, site: str) -> bool:
    """Whether a link of a list page may lead to an article of the same site: by its path alone, so that menus are not walked."""
    parts = urlsplit(url)
    steps = _steps(url)
    if not same_site(url, site) or _FILES.search(parts.path) or any(step in _LISTS for step in steps):
        return False
    if not steps:
        return any(key in ("p", "id", "article", "story", "newsid") and value.isdigit() for key, value in parse_qsl(parts.query))
    last = _without_ending(steps[-1])
    # Articles have numbers or several words in their last step, or a date before it; sections have a word or two.
    return bool(re.search(r"\d{3}", last) or last.count("-") + last.count("_") >= 2 or re.search(r"/(?:19|20)\d\d/", parts.path))


def _steps(url: str) -> list[str]:
    return [step.lower() for step in urlsplit(url).path.split("/") if step]


def _without_ending(step: str) -> str:
    return re.sub(r"\.\w{2,5}$", "", step)


def _why_not(root: Any, url: str) -> str | None:
    kinds, steps = _kinds(root), _steps(url)
    og = next((m.get("content", "") for m in root.iter("meta") if m.get("property") == "og:type"), "").strip().lower()
    if not steps and not urlsplit(url).query:
        return "it is the front page of a site"
    said = bool(kinds & _ARTICLE) or og in ("article", "news.article", "newsarticle")
    if not said and kinds & _NO_ARTICLE:
        return f"the page says that it is a {min(kinds & _NO_ARTICLE)}"
    if not said and (og.startswith(("video", "music", "profile", "product")) or any(step in _LISTS for step in steps[:-1])):
        return f"it is a page of {og or 'lists'}"
    standing = not said and _standing(root, steps)
    prune(root)
    own, led = own_and_led(root)
    if led > own:
        return "it is a list of articles"
    if own < (_ENOUGH_SAID if said else _ENOUGH):
        return "there is too little text in it"
    if standing:
        return "it is a standing page of the site"
    return None


def _standing(root: Any, steps: list[str]) -> bool:
    """Whether a page that does not say what it is stands for good (about, contact, an error), rather than telling news."""
    if any(_without_ending(step) in _LISTS for step in steps):
        return True
    title = next(root.iter("title"), None)
    return title is not None and _ERROR.search(" ".join("".join(title.itertext()).split())[:200]) is not None


def _kinds(root: Any) -> frozenset[str]:
    """The types of schema.org that the page gives itself, in JSON-LD (what is listed in it left out) or microdata."""
    found: list[str] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            try:
                found += _types(json.loads((script.text or "")[:500_000], strict=False))
            except (ValueError, RecursionError):
                continue
    for element in root.iter():
        kind = element.get("itemtype") if isinstance(element.tag, str) else None
        # What is marked as a property belongs to something else.
        if kind and element.get("itemprop") is None:
            found.append(kind)
    names = [name.rpartition("/")[2].lower() for name in found]
    # The cards of a list are marked as articles too; a page's own article is marked once.
    return frozenset(name for name in names if name not in _ARTICLE or names.count(name) <= 3)


def _types(value: Any) -> Iterator[str]:
    things = [value]
    for thing in things:
        if len(things) > 200:
            return
        if isinstance(thing, list):
            things += thing
        elif isinstance(thing, dict):
            kind = thing.get("@type")
            yield from (k for k in (kind if isinstance(kind, list) else [kind]) if isinstance(k, str))
            things += [thing[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if isinstance(thing.get(key), (list, dict))]


def _base(root: Any, url: str) -> str:
    base = next((b.get("href") for b in root.iter("base") if b.get("href")), None)
    return (joined(url, base) or url) if base else url


def _canonical(root: Any, base: str, url: str) -> str | None:
    link = next((e for e in root.iter("link") if "canonical" in (e.get("rel") or "").lower().split()), None)
    try:
        found = canonical(urljoin(base, (link.get("href") or "").strip())) if link is not None else None
    except (UsageError, ValueError):
        return None
    if found is None:
        return None
    # A page of a cache of telephone pages names the site that it is from; no other page may speak for another site.
    cached = root.get("amp") is not None or root.get("⚡") is not None
    # Every page of some sites names the front page; that is a slip.
    astray = urlsplit(found).path in ("", "/") and not urlsplit(found).query
    return found if (same_site(found, url) or cached) and not astray else None


def _links(root: Any, base: str, url: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for link in root.iter("a", "area"):
        target = joined(base, link.get("href") or "") if link.get("href") else None
        if target is not None and target != url:
            found.setdefault(target)
    return tuple(found)
