"""Lines of a printed page put back into paragraphs."""

from __future__ import annotations

import re
import statistics
from collections import Counter

_NUMBER = re.compile(r"^\W*(?:page|p\.|seite|стр\.?)?\s*\d{1,4}(?:\s*(?:/|of|von|из)\s*\d{1,4})?\W*$", re.IGNORECASE)
_BROKEN = re.compile(r"[^\W\d_]{2,}-$")
_LAST, _FIRST = re.compile(r"[\w-]+$"), re.compile(r"\w+")
_ENDS = re.compile(r"[.!?…:;][\"'”’»)\]]*$")

#: Lines at the top and bottom of a page that may be a header or footer, and the share of pages that makes them one.
_EDGE, _SHARE = 3, 0.5


def paragraphs(pages: list[list[str]]) -> str:
    """The lines of pages as one text, a blank line between paragraphs; what repeats at the edges of pages is left out."""
    repeated = _repeated(pages)
    lines: list[str] = []
    for page in pages:
        kept = [" ".join(line.split()) for line in page]
        edge = set(_edges(kept))
        lines += [line for at, line in enumerate(kept) if not (at in edge and (_NUMBER.match(line) or _shape(line) in repeated))]
    known = Counter(re.findall(r"[\w-]+", " ".join(lines)))
    return "\n\n".join(_joined(group, known) for group in _groups(lines))


def _groups(lines: list[str]) -> list[list[str]]:
    """The lines of each paragraph."""
    filled = [len(line) for line in lines if line]
    usual = statistics.quantiles(filled, n=10)[7] if len(filled) > 2 else 80.0
    groups: list[list[str]] = []
    gap = False
    for line in lines:
        if not line:
            gap = True
            continue
        if not groups or _begins(groups[-1][-1], line, usual, gap):
            groups.append([])
        groups[-1].append(line)
        gap = False
    return groups


def _begins(before: str, line: str, usual: float, gap: bool) -> bool:
    """Whether a line begins a paragraph: after a sentence's end in a short line or before a gap, or after a heading."""
    if line[0].islower():
        return False
    ended = _ENDS.search(before) is not None
    if gap:
        return ended or len(before) < 0.75 * usual
    return (ended and len(before) < 0.85 * usual) or (not ended and not _BROKEN.search(before) and len(before) < 0.6 * usual)


def _joined(lines: list[str], known: Counter[str]) -> str:
    pieces = [lines[0]]
    for line in lines[1:]:
        before = pieces[-1]
        if not before.endswith("-"):
            pieces.append(" " + line)
        elif _BROKEN.search(before) and line[0].islower():
            pieces[-1] = _mended(before, line, known)
            pieces.append(line)
        else:
            pieces.append(line if line[0].isalnum() else " " + line)
    return "".join(pieces)


def _mended(before: str, line: str, known: Counter[str]) -> str:
    """The end of a line without its hyphen, unless the word is written with it elsewhere."""
    first, rest = _LAST.search(before), _FIRST.match(line)
    start, end = (first.group() if first else ""), (rest.group() if rest else "")
    return before if known[start + end] > known[start[:-1] + end] else before[:-1]


def _edges(lines: list[str]) -> list[int]:
    filled = [at for at, line in enumerate(lines) if line]
    return [*filled[:_EDGE], *filled[-_EDGE:]]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split())).casefold()


def _repeated(pages: list[list[str]]) -> set[str]:
    if len(pages) < 2:
        return set()
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_shape(page[at]) for at in _edges(page)})
    return {shape for shape, times in seen.items() if times >= max(2, _SHARE * len(pages)) and shape}
