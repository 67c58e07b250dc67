"""The day that stands beside a page's heading, for pages that say it nowhere else: "By Ann Doe | June 14, 2025"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

#: Names of the months, in small letters and by their beginnings (three letters where that is enough), in the languages of many outlets.
_MONTHS = (
    "january jan januar janvier enero gennaio janeiro januari stycznia января январь січня ocak",
    "february feb februar février febrero febbraio fevereiro februari lutego февраля февраль лютого şubat",
    "march mar märz mars marzo março maart marca марта март березня mart",
    "april apr avril abril aprile kwietnia апреля апрель квітня nisan",
    "may mai mayo maggio maio mei maja maj мая май травня mayıs",
    "june jun juni juin junio giugno junho czerwca июня июнь червня haziran",
    "july jul juli juillet julio luglio julho lipca июля июль липня temmuz",
    "august aug août agosto augustus sierpnia augusti августа август серпня ağustos",
    "september sep sept septembre septiembre settembre setembro września сентября сентябрь вересня eylül",
    "october oct oktober octobre octubre ottobre outubro października октября октябрь жовтня ekim",
    "november nov novembre noviembre novembro listopada ноября ноябрь листопада kasım",
    "december dec dezember décembre diciembre dicembre dezembro desember grudnia декабря декабрь грудня aralık",
)
_NUMBER = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
_NAME = "|".join(sorted(map(re.escape, _NUMBER), key=len, reverse=True))
_YEAR = r"((?:19|20)\d\d)"
_FORMS = (
    (re.compile(rf"\b{_YEAR}-(\d\d)-(\d\d)\b"), "ymd"),
    (re.compile(rf"{_YEAR}\s?年\s?(\d\d?)\s?月\s?(\d\d?)\s?日"), "ymd"),
    (re.compile(rf"\b(\d\d?)(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+|di\s+)?({_NAME})\.?,?\s+(?:de\s+)?{_YEAR}\b", re.IGNORECASE), "dmy"),
    (re.compile(rf"\b({_NAME})\.?\s+(\d\d?)(?:st|nd|rd|th)?,?\s+{_YEAR}\b", re.IGNORECASE), "mdy"),
    (re.compile(rf"\b(\d\d?)\.(\d\d?)\.{_YEAR}\b"), "dmy"),
    (re.compile(rf"\b(\d\d?)/(\d\d?)/{_YEAR}\b"), "?"),
)

#: How long a line beside a heading is at most, how long the article's first paragraph at least, and how many lines are looked at.
_LINE, _PARAGRAPH, _BEFORE, _AFTER = 160, 200, 4, 8
_BLOCKS = ("p", "div", "span", "li", "td", "h1", "h2", "h3", "h4", "time", "small", "em", "b", "dd")


def dateline(root: Any) -> str | None:
    """The day (ISO) in a short line right before or after the page's only main heading; None where there is none, or two differ."""
    headings = list(root.iter("h1"))
    if len(headings) != 1:
        return None
    for lines in _beside(root, headings[0]):
        days = {day for line in lines if (day := day_in(line)) is not None}
        if days:
            return days.pop() if len(days) == 1 else None
    return None


def day_in(line: str) -> str | None:
    """The first day that a line names, year included (ISO). A day and month in figures with strokes are only told apart by size."""
    for form, order in _FORMS:
        found = form.search(line)
        if found is None:
            continue
        parts = [_value(part) for part in found.groups()]
        if order == "?":
            if parts[0] <= 12 and parts[1] <= 12 and parts[0] != parts[1]:
                return None
            order = "dmy" if parts[0] > 12 else "mdy"
        year, month, day = (parts[order.index(which)] for which in "ymd")
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            return None
    return None


def _value(part: str) -> int:
    return int(part) if part.isdigit() else _NUMBER[part.lower()]


def _beside(root: Any, heading: Any) -> Iterator[list[str]]:
    """The lines after the heading as far as the first paragraph, then those before it."""
    blocks = [e for e in root.iter(*_BLOCKS) if e is heading or next(e.iterdescendants(*_BLOCKS), None) is None]
    place = blocks.index(heading)
    texts = [" ".join("".join(e.itertext()).split()) for e in blocks[max(0, place - _BEFORE) : place + 3 * _AFTER]]
    at = min(place, _BEFORE)
    after: list[str] = []
    for text in texts[at + 1 :]:
        if len(text) >= _PARAGRAPH or len(after) == _AFTER:
            break
        if text:
            after.append(text)
    yield [text for text in after if len(text) <= _LINE]
    yield [text for text in texts[:at] if len(text) <= _LINE]
