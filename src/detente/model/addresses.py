"""Which document an address stands for: the same article under another spelling of its address is the same document.

What is made here is kept in stores, so it must not change with a library's list of trackers: the list is our own, after those of
courlan 1.4, AdGuard and ClearURLs.
"""

from __future__ import annotations

import hashlib
import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

_SPACE = re.compile(r"[\s\x00-\x1f]+")

#: Parameters that count visitors and campaigns and name no article.
_TRACKER = re.compile(
    r"(?:ads?|at|ga|gs|hsa|itm|mc|mkt|ml|mtm|oly|piwik|pk|sb|spm|utm|vero|wt)_.*|(?:dc|fb|g|gc|tw|tt|y|yc|ysc)clid|fbclid|"
    r"(?:click|gbra|msclk|igsh|partner|wbra|sess|session)id|igshid|aff(?:i|iliate)?|campaign|cmpi?d?|smid|smtyp|ns_.*|mod|feature|"
    r"keyword|kwd|medium|ref|ref_?(?:src|url)|referr?er|source|soc_.*|share(?:d|_.*)?|xtor|rss|partner|amp|outputtype|guccounter|guce_.*|"
    r"ocid|cvid|sh|taid|tblci|_ga|_gl|mibextid|smclient|sref",
    re.IGNORECASE,
)

#: Parameters with which some sites name the article itself, though others count visitors with them.
_MAY_BE_AN_ID = re.compile(r"[ceu]id", re.IGNORECASE)

#: The last step of a path that says the same as the folder.
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)


def address_key(url: str | None) -> str | None:
    """What the address of an article has in common with every other spelling of it; None where it names no article.

    Scheme, `www.`, default port, fragment, a slash at the end, the order of parameters and parameters that only count visitors
    do not matter. A site's front page names no article.
    """
    if not url:
        return None
    try:
        parts = urlsplit(_SPACE.sub("", url))
        host = (parts.hostname or "").rstrip(".").encode("idna").decode()
        port = parts.port
    except (ValueError, UnicodeError):
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    host = host.removeprefix("www.") + (f":{port}" if port and port not in (80, 443) else "")
    path = _INDEX.sub("/", re.sub(r"/{2,}", "/", parts.path)).rstrip("/")
    query = sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True, max_num_fields=None) if not is_tracker(*pair))
    if not path and not query:
        return None
    path = quote(unquote(path, errors="surrogateescape"), safe="/!$&'()*+,;=:@~-._", errors="surrogateescape")
    return f"{host}{path}" + (f"?{urlencode(query, errors='surrogatepass')}" if query else "")


def address_hash(url: str | None) -> str | None:
    """A hash of the key (SHA-256, hexadecimal): what a store keeps, so that a tombstone can refuse an address without naming it."""
    key = address_key(url)
    return None if key is None else hashlib.sha256(("address\x00" + key).encode("utf-8", "surrogatepass")).hexdigest()


def is_tracker(name: str, value: str) -> bool:
    """Whether a parameter of an address only counts visitors or names a campaign."""
    if _MAY_BE_AN_ID.fullmatch(name):
        return not value.isdigit()
    return _TRACKER.fullmatch(name) is not None
