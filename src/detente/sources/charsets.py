"""Which characters the bytes of pages and messages stand for, where what they declare may be wrong."""

from __future__ import annotations

import codecs
import re

from detente.sources.decoding import encoding_of

_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})["']""", re.IGNORECASE)
_TYPE = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)

#: Latin-1 is what people say and Windows-1252 what they write, as in every browser (WHATWG Encoding Standard).
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "tis-620": "cp874"}


def decode_page(data: bytes, content_type: str | None = None) -> str:
    """The text of a page. A byte order mark settles it; else what is UTF-8 throughout is UTF-8 whatever it declares; else
    what the transport, then the page declares, where the bytes can be that; else what the bytes look like. Never fails."""
    encoding, mark = encoding_of(data)
    if mark:
        return data[mark:].decode(encoding, "replace")
    declared = [name for name in (_of_type(content_type), _of_page(data)) if name]
    if any(name.startswith(("utf-16", "utf-32", "iso2022", "hz")) for name in declared[:1]) and b"\x00" in data[:64]:
        return data.decode(declared[0], "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # One bad byte in a page that is UTF-8 elsewhere: a cut-off answer, or an advertisement pasted in.
        if _mostly_utf8(data, error):
            return data.decode("utf-8", "replace")
    for name in declared:
        if name == "utf-8":
            continue
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode(_guess(data), "replace")


def _mostly_utf8(data: bytes, error: UnicodeDecodeError) -> bool:
    shown = data[:200_000].decode("utf-8", "replace")
    good = sum(1 for c in shown if c > "\x7f" and c != "\ufffd")
    return error.start >= len(data) - 4 or good > 20 * shown.count("\ufffd")


def _of_type(content_type: str | None) -> str | None:
    found = _TYPE.search(content_type or "")
    return _known(found.group(1)) if found else None


def _of_page(data: bytes) -> str | None:
    found = _META.search(data[:8192]) or _XML.search(data[:1024])
    return _known(found.group(1).decode("ascii", "replace")) if found else None


def _known(name: str) -> str | None:
    """Python's name of an encoding of text; None where it has none."""
    try:
        found = codecs.lookup(name)
        "".encode(found.name)
    except (LookupError, ValueError, UnicodeError):
        return None
    return _MEANT.get(found.name, found.name) if found._is_text_encoding else None


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:50_000]).best()
    return best.encoding if best is not None else "cp1252"
