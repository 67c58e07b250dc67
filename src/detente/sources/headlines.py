"""What extractors leave above an article's first sentence: its own title again, and who wrote it when."""

from __future__ import annotations

import re

from detente.sources.datelines import day_in

#: A line of fewer characters than this may be a byline.
_SHORT = 120
_BYLINE = re.compile(r"(?i:by|von|par|por|di|door|av|af|автор:?|текст:?|words:?|text:?)\s+\w")
_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = frozenset("and und et y e en och og и in de da di van von der den del la le for".split())  # noqa: SIM905
_END = re.compile(r"[.!?…:;»”\"]\s*$")


def without_head(text: str, title: str) -> str:
    """The text without its title and byline, where they stand at its beginning as paragraphs of their own."""
    paragraphs = text.split("\n\n")
    wanted = _plain(title)
    first = 0
    while first < min(4, len(paragraphs) - 1):
        line = paragraphs[first]
        if not ((wanted and _plain(line) == wanted) or _is_byline(line)):
            break
        first += 1
    return "\n\n".join(paragraphs[first:])


def _is_byline(line: str) -> bool:
    """Whether a line only says who wrote it or when: short, no sentence, with a day or after "by"."""
    if len(line) > _SHORT or _END.search(line):
        return False
    words = _WORD.findall(line)
    if _BYLINE.match(line) is not None and len(words) <= 12 and all(w[0].isupper() or w in _BETWEEN for w in words[1:]):
        return True
    # "Ann Doe · May 18, 2025", "10 June 2025, 14:30 GMT": a day, and too few other words to say anything.
    return day_in(line) is not None and len([w for w in words if len(w) > 2]) <= 6


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
