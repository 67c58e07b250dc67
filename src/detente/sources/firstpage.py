"""What the first lines of a paper say of it: its title and its date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.sources.stamps import stamp_of

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sept sep",
            "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({_NAME})\.?,?\s+(\d{{4}})\b", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"\b({_NAME})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", re.IGNORECASE)
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_DOTTED = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")

#: How many lines are looked at, and how many words may stand in one beside its date.
_LINES, _BESIDE = 15, 6

#: Titles that programs write of themselves.
_NO_TITLE = re.compile(
    r"^(?:untitled|document\d*|microsoft (?:word|powerpoint)|slide \d+|title|none|null|press release|"
    r"[\w.-]+\.(?:docx?|pdf|rtf|odt|indd|html?|pages|tmp))\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:press (?:release|statement|communiqu.)|media (?:release|statement)|"
    r"for immediate release|statement|news release|embargo)\b.{0,30}$",
    re.IGNORECASE,
)


def date_in(lines: Sequence[str]) -> str | None:
    """The day (ISO) that one of the first lines is given to: a line of its own, or one with a place or label beside it.

    A date in the middle of a sentence is the text's, not the paper's. Numbers with dots are read day first, as they are written
    wherever dots are; slashes are not read, because nobody can tell.
    """
    for line in [" ".join(line.split()) for line in lines if line.strip()][:_LINES]:
        for found in (_DAY_FIRST.search(line), _MONTH_FIRST.search(line), _ISO.search(line), _DOTTED.search(line)):
            if found is None:
                continue
            beside = len((line[: found.start()] + " " + line[found.end() :]).split())
            day = _iso(found)
            # "Bern, 10 June 2025 – The talks …" begins a text with its dateline.
            leads = found.start() <= 40 and re.match(r"\)?\s*(?:[–—-]{1,2}|/)\s", line[found.end() :]) is not None
            if day and (beside <= _BESIDE or leads):
                return day
    return None


def _iso(found: re.Match[str]) -> str | None:
    a, b, c = found.groups()
    if found.re is _DAY_FIRST:
        day, month, year = a, _MONTHS[b.lower()], c
    elif found.re is _MONTH_FIRST:
        day, month, year = b, _MONTHS[a.lower()], c
    elif found.re is _ISO:
        day, month, year = c, int(b), a
    else:
        day, month, year = a, int(b), c
    return stamp_of(f"{year}-{int(month):02}-{int(day):02}")


def title_of(said: str | None, lines: Sequence[str]) -> str:
    """The title that a file carries, unless that is only its program's or file's name; else its first line that can be one."""
    given = " ".join((said or "").split())
    if given and not _NO_TITLE.match(given) and len(given) > 3:
        return given[:300]
    for line in [" ".join(line.split()) for line in lines if line.strip()][:6]:
        words = line.split()
        if _LABEL.match(line) or date_in([line]) or not re.search(r"[^\W\d]{3}", line):
            continue
        return line if 2 < len(words) <= 30 and not line.endswith((".", ";")) else ""
    return ""
