"""Text and speed of article extraction: Détente's beside trafilatura's own, newspaper4k's and readability's, on the same pages.

    .venv/bin/python benchmarks/extraction.py [--pages N] [--with FOLDER] [--misses]

The pages are those of the tests' own site (tests/newsweb: a dozen layouts in four languages, written for it), so that what is right is
known to the letter. They are no stand-in for the web: what is compared is how the tools fare on the same furniture.
newspaper4k and readability are no dependencies; install them elsewhere and name the folder:

    python3 -m venv .bootstrap/rivals && .bootstrap/rivals/bin/pip install newspaper4k readability-lxml lxml_html_clean
    .venv/bin/python benchmarks/extraction.py --with .bootstrap/rivals/lib/python3.11/site-packages

Words are compared as multisets: precision, recall, F1 per page, then averaged. Seconds are those of this process (CPU).
"""

from __future__ import annotations

import argparse
import logging
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from newsweb.site import Site, Truth, boilerplate

#: Text, title and time of publication; "" where a tool gives none.
Found = tuple[str, str, str]
Tool = Callable[[bytes, str, str], Found]


@dataclass
class Page:
    """A page as it is served, and what is right about it."""

    data: bytes
    content_type: str
    truth: Truth


def pages(per_outlet: int) -> list[Page]:
    """Every article of the site."""
    site = Site(8000, per_outlet=per_outlet)
    found = []
    for truth in site.truth:
        host, _, path = truth.url.removeprefix("http://").partition(":8000")
        resource = site.hosts[host][path]
        found.append(Page(resource.body, resource.type, truth))
    return found


def detente(data: bytes, content_type: str, url: str) -> Found:
    """What `detente add` takes."""
    from detente.model import Document
    from detente.sources import parse_bytes

    for item in parse_bytes(data, url=url, content_type=content_type):
        if isinstance(item, Document):
            return item.text, item.title, item.published or ""
    return "", "", ""


def trafilatura(data: bytes, content_type: str, url: str) -> Found:
    """trafilatura with what it comes with."""
    from trafilatura import bare_extraction

    found = bare_extraction(data, url=url, with_metadata=True, include_comments=False)
    return ("", "", "") if found is None or isinstance(found, dict) else (found.text or "", found.title or "", found.date or "")


def newspaper(data: bytes, content_type: str, url: str) -> Found:
    """newspaper4k, handed the page's own characters."""
    from newspaper import Article

    article = Article(url, fetch_images=False)
    article.download(input_html=_decoded(data, content_type))
    article.parse()
    when = article.publish_date
    return article.text, article.title or "", when.isoformat() if when else ""


def readability(data: bytes, content_type: str, url: str) -> Found:
    """readability-lxml; it knows no dates."""
    from lxml.html import fromstring
    from readability import Document

    document = Document(_decoded(data, content_type))
    return " ".join(fromstring(document.summary()).itertext()), document.short_title() or "", ""


def _decoded(data: bytes, content_type: str) -> str:
    from detente.sources.charsets import decode_page

    return decode_page(data, content_type)


def words(text: str) -> Counter[str]:
    """The words of a text."""
    return Counter(re.findall(r"\w+", text.casefold()))


def score(found: str, right: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of words."""
    a, b = words(found), words(right)
    common = sum((a & b).values())
    if not common:
        return 0.0, 0.0, 0.0
    precision, recall = common / sum(a.values()), common / sum(b.values())
    return precision, recall, 2 * precision * recall / (precision + recall)


def measure(tool: Tool, given: list[Page], misses: bool) -> dict[str, float]:
    """The figures of one tool."""
    sums: dict[str, float] = defaultdict(float)
    furniture = boilerplate("en")
    began = time.process_time()
    results = [tool(page.data, page.content_type, page.truth.url) for page in given]
    seconds = time.process_time() - began
    for page, (text, title, published) in zip(given, results, strict=True):
        truth = page.truth
        # A headline above the text is no fault: some tools repeat it, some do not.
        body = text.removeprefix(truth.title)
        precision, recall, f1 = score(body, "\n".join(truth.paragraphs))
        right = published == truth.published if truth.to_the_minute else published[:10] == truth.published[:10]
        clean = not any(sentence in text for sentence in furniture)
        exact = " ".join(body.split()) == " ".join("\n".join(truth.paragraphs).split())
        for name, value in (
            ("precision", precision), ("recall", recall), ("F1", f1), ("title", title.strip() == truth.title),
            ("day", published[:10] == truth.published[:10]),
            ("time", right), ("clean", clean), ("exact", exact),
        ):  # fmt: skip
            sums[name] += value
        if misses and (f1 < 0.98 or title.strip() != truth.title or not right or not clean):
            print(f"  {truth.url}: F1 {f1:.3f}, title {title!r}, published {published} ({truth.published}), clean {clean}")
            extra, missing = words(body) - words("\n".join(truth.paragraphs)), words("\n".join(truth.paragraphs)) - words(body)
            print(f"    too much: {' '.join(list(extra)[:12])} | too little: {' '.join(list(missing)[:12])}")
    return {name: value / len(given) for name, value in sums.items()} | {"pages/s": len(given) / seconds}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10, help="articles of each of the twelve layouts")
    parser.add_argument("--with", dest="folder", help="site-packages with newspaper4k and readability-lxml")
    parser.add_argument("--misses", action="store_true", help="say where Détente is wrong")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    if options.folder:
        sys.path.append(options.folder)
    given = pages(options.pages)
    names = ("precision", "recall", "F1", "exact", "clean", "title", "day", "time", "pages/s")
    print(f"{len(given)} pages")
    print(f"| {'tool':<14} | " + " | ".join(f"{name:>9}" for name in names) + " |")
    for label, tool in (("Détente", detente), ("trafilatura", trafilatura), ("newspaper4k", newspaper), ("readability", readability)):
        try:
            tool(given[0].data, given[0].content_type, given[0].truth.url)
        except ImportError as error:
            print(f"| {label:<14} | not installed ({error.name})")
            continue
        figures = measure(tool, given, options.misses and label == "Détente")
        print(f"| {label:<14} | " + " | ".join(f"{figures[n]:9.1f}" if n == "pages/s" else f"{figures[n]:9.3f}" for n in names) + " |")


if __name__ == "__main__":
    main()
