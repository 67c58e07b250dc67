"""How values are said in words: dates, lengths of time, ordinals, statuses, parties."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from detente.model import Claim, Link, Venue
from detente.views.naming import name_of, place_name

_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
_ORDINALS = ["zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"]
_POINT = re.compile(r"(?P<year>\d{4}|XXXX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<mark>[~?%])?")
_EDTF = re.compile(r"(?<![\w-])(?:\d{4}|XXXX)-(?:\d\d|XX)(?:-(?:\d\d|XX))?[~?%]?(?:/(?:\.\.|\d{4}-\d\d(?:-\d\d)?))?(?![\w-])")
_VALUE = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
_OF = re.compile(r"\bof (?=(?:from|by) \d)")
_CODE = re.compile(r"\(([A-Z]{3})\)")
_MARKS = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}


def date_words(edtf: str | None, unknown: str = "no date given") -> str:
    """An EDTF date in words: "10 April 2025", "from 10 June 2025 on", "27 February (year not given)"."""
    if not edtf:
        return unknown
    text = edtf.strip()
    if text[:1] in "[{" and text[-1:] in "]}":
        return " or ".join(date_words(part.strip()) for part in text[1:-1].replace("..", ",").split(",") if part.strip())
    if "/" in text:
        first, _, last = text.partition("/")
        return _interval("" if first == ".." else first, "" if last == ".." else last)
    return _point(text)


def _interval(first: str, last: str) -> str:
    if not last:
        return f"from {_point(first)} on" if first else "at no known time"
    if not first:
        return f"by {_point(last)}"
    if first[:8] == last[:8] and re.fullmatch(r"\d{4}-\d\d-\d\d", first) and re.fullmatch(r"\d{4}-\d\d-\d\d", last):
        return f"{int(first[8:])}–{_point(last)}"
    if first[:5] == last[:5] and re.fullmatch(r"\d{4}-\d\d-\d\d", first) and re.fullmatch(r"\d{4}-\d\d-\d\d", last):
        return f"{_point(first).rsplit(' ', 1)[0]} to {_point(last)}"
    return f"{_point(first)} to {_point(last)}"


@lru_cache(maxsize=8192)
def _point(text: str) -> str:
    found = _POINT.fullmatch(text)
    if not found:
        return text
    year, month, day = found["year"], found["month"], found["day"]
    words = []
    if day not in (None, "XX"):
        words.append(str(int(day)))
    if month not in (None, "XX"):
        words.append(_MONTHS[int(month) - 1])
    shown = " ".join(words)
    without_year = f"{shown} (year not given)" if shown else "some year"
    shown = without_year if year == "XXXX" else f"{shown} {year}".strip()
    return _MARKS.get(found["mark"] or "", "") + shown


def day_words(published: str | None) -> str:
    """The day of an ISO date or date-time in words; "no date" where there is none."""
    return _point(published[:10]) if published else "no date"


def minutes_words(minutes: int) -> str:
    """A length of time: "40 min", "5 h", "5 h 30 min", "2 days"."""
    if minutes >= 1440 and minutes % 1440 == 0:
        days = minutes // 1440
        return f"{days} day{'' if days == 1 else 's'}"
    hours, rest = divmod(minutes, 60)
    return " ".join([f"{hours} h"] * bool(hours) + [f"{rest} min"] * bool(rest or not hours))


def ordinal_words(number: int) -> str:
    """ "third", "13th"."""
    if 0 < number < len(_ORDINALS):
        return _ORDINALS[number]
    tail = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{tail}"


def label(value: str) -> str:
    """A value of a vocabulary as words: "under way", "agreed in principle"."""
    return value.replace("_", " ")


def parties_words(codes: Iterable[str], joint: str = " and ") -> str:
    """The display names of parties, joined."""
    return listed([name_of(code) for code in codes], joint)


def listed(items: Sequence[str], joint: str = " and ") -> str:
    """ "a", "a and b", "a, b and c"."""
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + joint + items[-1] if items else ""


def chain_words(chain: Sequence[Link], outlet: str = "") -> str:
    """ "Alexander Darchiev → TASS"; the outlet's own voice where the chain is empty."""
    return " → ".join(link.name for link in chain) or (f"{outlet} itself" if outlet else "the outlet itself")


def speaker_words(claim: Claim, outlet: str = "") -> str:
    """A claim's chain, with whom its speaker speaks for where that is known and not said by the name already."""
    party = name_of(claim.speaker_party) if claim.speaker_party else ""
    words = chain_words(claim.chain, outlet)
    if not party or not claim.chain or party.casefold() in claim.chain[0].name.casefold():
        return words
    first, arrow, rest = words.partition(" → ")
    return f"{first} ({party}){arrow}{rest}"


def venue_words(venue: Venue | str | None, site: str | None = None) -> str:
    """ "Istanbul", "Istanbul (Çırağan Palace)"; "" where neither is known."""
    city = place_name(venue.city if isinstance(venue, Venue) else venue or "")
    if city and site:
        return f"{city} ({site})"
    return city or site or ""


def counted(number: int, one: str, many: str | None = None) -> str:
    """ "1 origin", "3 origins"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def supported(text: str, origins: int) -> str:
    """A line with the number of origins that it rests on, which stay together with its last word."""
    return f"{text}\u00a0({counted(origins, 'origin')})".replace("(" + str(origins) + " ", f"({origins}\u00a0")


def in_words(text: str) -> str:
    """A sentence with its EDTF dates, values of vocabularies and codes of parties said in words."""
    text = _OF.sub("", _EDTF.sub(lambda found: date_words(found.group()), text))
    text = _VALUE.sub(lambda found: label(found.group()), text)
    return _CODE.sub(lambda found: f"({name_of(found.group(1))})", text)


def capital(text: str) -> str:
    """The text with its first letter large, the rest left alone."""
    return text[:1].upper() + text[1:]


def clip(text: str, length: int) -> str:
    """The text in one line, cut at a word where it is longer."""
    one = " ".join(text.split())
    return one if len(one) <= length else one[: length - 1].rsplit(" ", 1)[0].rstrip(",;:–—- ") + " …"
