"""What a page says beside its article: cookie banners, lists of other stories, subscription boxes. Taken out of the tree."""

from __future__ import annotations

import re
from typing import Any

_ASIDE = (
    r"cookie|consent|gdpr|onetrust|didomi|qc-cmp|usercentrics|"
    r"related|recommend|(?:read|see|more)-?also|also-?(?:read|see|like)|more-?(?:stories|news|articles|from|on|like)|read-?(?:more|next)|"
    r"next-?(?:up|story|article)|most-?(?:read|popular|viewed|shared|commented)|popular|trending|top-?stories|latest-?(?:news|stories)|"
    r"teasers?|news-?letter|sign-?up|subscri(?:be|ption)|paywall|promo(?:tion|s)?|advert(?:isement|orial)?|ads?|ad-?slot|sponsor(?:ed)?|outbrain|"
    r"taboola|share|sharing|social|follow-?us|bread-?crumbs?|comments?|disqus|tags?|tag-?list|author-?(?:bio|box|card|name)?|by-?line|(?:video|media)-?(?:player|placeholder)|about-?author|site-?(?:footer|nav)|"
    r"skip-?links?|print-?only|screen-?reader(?:-text)?|sr-only|visually-hidden|copyright|donate|donation|poll|quiz|widget"
)
#: The words above as whole names, or as whole parts of names joined by - or _, of classes and ids.
_NAMED = re.compile(rf"(?:^|[\s_-])(?:{_ASIDE})(?=$|[\s_-])|(?:^|\s)(?:{_ASIDE})(?=[A-Z])", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ROLES = frozenset({"navigation", "complementary", "contentinfo", "search", "dialog", "alertdialog", "banner", "alert"})
_TAGS = frozenset({"nav", "footer", "form", "dialog", "aside", "button", "menu"})
_PLACES = frozenset(
    {"div", "section", "aside", "ul", "ol", "p", "nav", "form", "dialog", "span", "footer", "header", "table", "figure", "dl", "a"}
)
_LEAD = re.compile(
    r"(?:read|see|more|watch|listen|related|recommended|don.t miss|you (?:may|might) (?:also )?like|also (?:read|in the news)|"
    r"sign up|subscribe|follow (?:us|our)|most read|latest news|top stories|editor.s picks|trending|advertisement|continue reading)\b",
    re.IGNORECASE,
)
_HEADINGS = ("h2", "h3", "h4", "h5", "h6", "p", "div", "strong", "span")

_UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

#: A part with more than this share of the page's words is the article, whatever it is called.
_MOST = 0.4


def prune(root: Any) -> None:
    """Take out of a page's tree what is not its article, in place."""
    total = len(_words(root)) or 1
    for element in list(root.iter()):
        if element.getparent() is None or not isinstance(element.tag, str):
            continue
        if _is_aside(element) and len(_words(element)) <= _MOST * total:
            _drop(element)
    for element in list(root.iter(*_HEADINGS)):
        if element.getparent() is not None and _LEAD.match(_words(element)[:60]):
            _drop_list_after(element)


def _is_aside(element: Any) -> bool:
    if element.tag in _TAGS or element.get("role") in _ROLES or element.get("aria-hidden") == "true" or element.get("hidden") is not None:
        return True
    if element.tag not in _PLACES:
        return False
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return named != " " and _NAMED.search(_CAMEL.sub("-", named)) is not None


def _drop_list_after(heading: Any) -> None:
    """Drop a heading such as "Read also" with the links in it or right after it; a sentence that only begins so stays."""
    words, linked = _words(heading), _linked(heading)
    if linked > 0.5 * len(words) or (linked and words.partition(":")[1] and linked > 0.5 * len(words.partition(":")[2])):
        _drop(heading)
        return
    if len(words) > 60 or words.rstrip(":").count(".") > 0:
        return
    after = heading.getnext()
    if after is None and heading.getparent() is not None and len(_words(heading.getparent())) == len(words):
        after = heading.getparent().getnext()
    dropped = False
    while after is not None and isinstance(after.tag, str) and _words(after) and _linked(after) > 0.6 * len(_words(after)):
        following = after.getnext()
        _drop(after)
        after, dropped = following, True
    if dropped:
        _drop(heading)


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _linked(element: Any) -> int:
    return len(_words(element)) if element.tag == "a" else sum(len(_words(link)) for link in element.iter("a"))


def _drop(element: Any) -> None:
    """Take an element out; what follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = _sayable((before.tail or "") + element.tail)
        else:
            parent.text = _sayable((parent.text or "") + element.tail)
    parent.remove(element)


def _sayable(text: str) -> str:
    """The text without characters that XML does not have: the parser lets them in, and nobody may write them."""
    return _UNSAYABLE.sub("", text)
