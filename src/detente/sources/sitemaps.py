"""Sitemaps (sitemaps.org, with Google's news extension): the addresses that a site names. Nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from detente.errors import SourceError
from detente.sources.limits import LIMITS
from detente.sources.markup import parse_xml
from detente.sources.stamps import stamp_of


@dataclass(frozen=True, slots=True)
class Listed:
    """One address of a sitemap."""

    url: str

    #: When the page was last changed, and, from the news extension, when it was published; its title, outlet and language.
    modified: str | None = None
    published: str | None = None
    title: str = ""
    outlet: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap names: pages, or for an index other sitemaps."""

    pages: tuple[Listed, ...] = ()
    sitemaps: tuple[Listed, ...] = ()


def parse_sitemap(data: bytes, *, where: str = "") -> Sitemap:
    """The sitemap in the bytes (XML, or plain text with an address a line). Raises SourceError where it is none."""
    root = parse_xml(data, where or "sitemap")
    if root is None:
        return _plain(data, where)
    kind = _local(root)
    if kind not in ("urlset", "sitemapindex"):
        raise _no_sitemap(where)
    found = tuple(_listed(root))
    return Sitemap(pages=found) if kind == "urlset" else Sitemap(sitemaps=found)


def _listed(root: Element) -> Iterator[Listed]:
    for number, element in enumerate(root):
        if number >= LIMITS.addresses:
            return
        said = {_local(child): (child.text or "").strip() for child in element}
        news = {_local(child): (child.text or "").strip() for part in element if _local(part) == "news" for child in part.iter()}
        url = said.get("loc", "")
        if url.startswith(("http://", "https://")):
            yield Listed(
                url=url,
                modified=stamp_of(said.get("lastmod")),
                published=stamp_of(news.get("publication_date")),
                title=news.get("title", ""),
                outlet=news.get("name", ""),
                language=news.get("language") or None,
            )


def _plain(data: bytes, where: str) -> Sitemap:
    lines = data.decode("utf-8-sig", "replace").split()
    if not lines or not all(line.startswith(("http://", "https://")) for line in lines):
        raise _no_sitemap(where)
    return Sitemap(pages=tuple(map(Listed, lines[: LIMITS.addresses])))


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _no_sitemap(where: str) -> SourceError:
    return SourceError("this is no sitemap", where, "A sitemap is XML with <urlset> or <sitemapindex> (see the site's robots.txt)")
