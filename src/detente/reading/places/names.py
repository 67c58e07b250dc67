"""Spelling of place names: one key for all the ways in which a name is written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans(
    {
        "ı": "i",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "ħ": "h",
        "ŧ": "t",
        "ə": "a",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ё": "е",
        "й": "и",
    }
)

_APOSTROPHES = re.compile(r"['’‘ʼʻʹʿʾ`´\"“”.]")
_BREAKS = re.compile(r"[\s\-\u2010-\u2015/_]+")


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """The key of a name: no accents, no case, no apostrophes or dots, one blank between words.

    "Sana'a" → "sanaa", "Sharm el-Sheikh" → "sharm el sheikh", "Türkiye" → "turkiye", "St. Gallen" → "saint gallen".
    """
    letters = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(c for c in letters if not unicodedata.combining(c)).translate(_LETTERS)
    key = _BREAKS.sub(" ", _APOSTROPHES.sub("", bare)).strip()
    if key.startswith(("st ", "ste ")):
        key = "saint" + key[key.index(" ") :]
    return key
