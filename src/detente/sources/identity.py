"""Which document an address stands for: the same article under another spelling of its address is the same document."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from courlan.clean import TRACKERS_RE

from detente.model import document_id

_SPACE = re.compile(r"[\s\x00-\x1f]+")

#: Parameters with which some sites name the article itself, though others count visitors with them.
_MAY_BE_AN_ID = re.compile(r"[ceu]id", re.IGNORECASE)

#: The last step of a path that says the same as the folder.
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)


def address_key(url: str | None) -> str | None:
    """What the address of an article has in common with every other spelling of it; None where it names no article.

    Scheme, `www.`, default port, fragment, a slash at the end, the order of parameters and what only counts visitors (the
    parameters that courlan knows as trackers) do not matter. A site's front page names no article.
    """
    if not url:
        return None
    try:
        parts = urlsplit(_SPACE.sub("", url))
        host = (parts.hostname or "").rstrip(".").encode("idna").decode() if parts.hostname else ""
        port = parts.port
    except (ValueError, UnicodeError):
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    host = host.removeprefix("www.") + (f":{port}" if port and port not in (80, 443) else "")
    path = _INDEX.sub("/", re.sub(r"/{2,}", "/", parts.path)).rstrip("/")
    query = sorted((k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not is_tracker(k, v))
    if not path and not query:
        return None
    path = quote(unquote(path, errors="surrogateescape"), safe="/!$&'()*+,;=:@~-._", errors="surrogateescape")
    return f"{host}{path}" + (f"?{urlencode(query, errors='surrogatepass')}" if query else "")


def is_tracker(name: str, value: str) -> bool:
    """Whether a parameter of an address only counts visitors."""
    if _MAY_BE_AN_ID.fullmatch(name) and value.isdigit():
        return False
    return TRACKERS_RE.search(name) is not None


def derived_id(outlet: str, url: str | None, text: str) -> str:
    """The id of a document that came without one: from its address where that names an article, else from outlet, URL and text.

    So an article that comes again with other words is a new version of the document, not another document.
    """
    key = address_key(url)
    if key is None:
        return document_id(outlet, url, text)
    return "d" + hashlib.sha256(("address\x00" + key).encode("utf-8", "surrogatepass")).hexdigest()[:16]
