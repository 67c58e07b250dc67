"""Records of other programs (news-please, Common Crawl sets, NewsAPI and the like) in our own words."""

from __future__ import annotations

from typing import Any

from detente.sources.stamps import stamp_of

#: Our key, and what others call the same, the surer first.
_CALLED: dict[str, tuple[str, ...]] = {
    "text": ("maintext", "article_text", "full_text", "plain_text", "articleBody", "body", "content", "article"),
    "title": ("headline", "title_page"),
    "outlet": ("source_domain", "sitename", "site_name", "publisher", "source", "domain", "provider"),
    "url": ("link", "canonical_link", "canonical_url", "source_url"),
    "language": ("lang", "language_code"),
    "published": (
        "date_publish",
        "published_at",
        "publish_date",
        "published_date",
        "publishedAt",
        "datePublished",
        "date_published",
        "pubDate",
        "pub_date",
        "published_time",
        "timestamp",
        "date",
    ),
}


def in_our_words(record: Any) -> Any:
    """The record with what others call by other names under our own; our own keys go before, whatever else is there stays.

    Dates of others that cannot be told are left out. A record of another program that has an address is known by it: the
    numbers in such sets count lines, not documents.
    """
    if not isinstance(record, dict):
        return record
    mapped = dict(record)
    for key, names in _CALLED.items():
        if record.get(key) is not None:
            continue
        for name in names:
            value = _said(key, record.get(name))
            if value:
                mapped[key] = value
                break
    if "text" not in record and mapped.get("url") and "id" in mapped:
        del mapped["id"]
    return mapped


def _said(key: str, value: Any) -> str | None:
    if key == "published":
        return stamp_of(value)
    if isinstance(value, dict):
        value = value.get("name") or value.get("title") or value.get("domain")
    return value if isinstance(value, str) and value.strip() else None
