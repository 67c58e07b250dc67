"""Quotations: where quotation marks open and close, whatever the style, balanced or not."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Marks that only open, each with those that may close it.
_PAIRS = {"“": '”"“', "„": "“”", "«": "»", "»": "«", "‹": "›", "「": "」", "『": "』", "``": "''”"}

#: Marks that look the same on both sides; what stands around them decides.
_STRAIGHT = ('"', "''")
_MARK = re.compile(r"''|``|[\"“”„«»‹›「」『』‘’']")

#: After an opening single mark a word, before a closing one punctuation or a word of more than a letter.
_SINGLE_OPEN = re.compile(r"(?:^|[\s(\[—–-])$")
_SINGLE_CLOSE = re.compile(r"^(?:$|[\s,.;:!?)\]—–])")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks; offsets count in the text that was searched."""

    start: int
    end: int

    #: Whether the closing mark is missing, so that the quotation runs to the end of its paragraph.
    unclosed: bool = False


def _opens(text: str, start: int, end: int) -> bool:
    """Whether a straight mark can open a quotation: nothing or a blank before it, a word after it."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return (not before or before.isspace() or before in "([—–-:,‘'") and bool(after) and not after.isspace()


def _closes(text: str, start: int, end: int) -> bool:
    """Whether a straight mark can close a quotation: something before it, no letter after it."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return bool(before) and not before.isspace() and not (after.isalnum())


def _single(text: str, start: int, mark: str) -> str | None:
    """What a single mark does: "open", "close" or None for an apostrophe."""
    before, after = text[:start][-1:], text[start + 1 : start + 2]
    can_open = mark in "‘'" and bool(_SINGLE_OPEN.search(before)) and after.isalpha()
    can_close = mark in "’'" and bool(_SINGLE_CLOSE.match(after)) and bool(before) and not before.isspace()
    if can_open:
        return "open"
    return "close" if can_close else None


def find_quotes(text: str) -> list[Quotation]:
    """The outermost quotations of one paragraph, in order. Never raises; a stray closing mark is passed over.

    An opening mark without its closing one runs to the end of the paragraph (the English convention for quotations of
    several paragraphs). Apostrophes are no marks; single marks count only where no double ones are open.
    """
    found: list[Quotation] = []
    start, closers = -1, ""
    single = -1
    for match in _MARK.finditer(text):
        mark, at, end = match.group(), match.start(), match.end()
        if mark in ("‘", "’", "'"):
            if start >= 0:
                continue
            does = _single(text, at, mark)
            if does == "open" and single < 0:
                single = at
            elif does == "close" and single >= 0 and at - single > 1:
                # A plural's apostrophe ("the parties' talks") also stands before a blank: a later mark may close better.
                found.append(Quotation(single, end))
                single = -1
            continue
        if start >= 0:
            if mark in closers or closers == mark:
                if mark in (*_STRAIGHT, "“") and not _closes(text, at, end) and _opens(text, at, end):
                    continue
                found.append(Quotation(start, end))
                start = -1
            continue
        if mark in _STRAIGHT:
            if _opens(text, at, end):
                # A straight mark that opens may be closed by a curly one where both styles are mixed.
                start, closers = at, mark + "”" if mark == '"' else mark
        elif mark in _PAIRS and not (mark == "»" and not _opens(text, at, end)):
            start, closers = at, _PAIRS[mark]
        if start >= 0 and single >= 0:
            single = -1
    if start >= 0 and text[start + 1 :].strip():
        found.append(Quotation(start, len(text.rstrip()), unclosed=True))
    found.sort(key=lambda q: q.start)
    return found
