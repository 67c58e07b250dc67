"""Datelines, agency credits and the clock of a live blog: what opens a paragraph before the text proper begins."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.codebook.parties import lookup

#: "GENEVA, March 18 —", "MUSCAT (Gulf Lantern) —", "MOSCOW, June 16. /TASS/.", "(Globe Digest 24)", "06:12 PKT —", "• ".
#: A place is written in capitals or stands before a date or credit; up to six words.
_PLACE = r"[A-ZÀ-Þ][\w'’.\-]*(?:[ /,]+[A-ZÀ-Þ0-9][\w'’.\-]*){0,5}"
_DATE = r"(?:,?\s*(?:\d{1,2}\s+)?[A-Z][a-z]{2,8}\.?(?:\s+\d{1,2})?(?:,?\s+\d{4})?|,?\s*\d{1,2}[/.]\d{1,2}[/.]\d{4})?"
_CREDIT = r"(?:\s*\((?P<round>[^()\n]{2,40})\)|\.?\s*/(?P<slash>[A-Z][^/\n]{1,40})/\.?)"
_DATELINE = re.compile(
    rf"^\s*(?:[•*·]\s*)?(?:{_PLACE}{_DATE}\.?(?:{_CREDIT}\s*(?P<dash>[—–―-]{{1,2}}\s+)?|\s*[—–―-]{{1,2}}\s+)|\((?P<lone>[A-Z][^()\n]{{1,40}})\)\s*[—–-]{{0,2}}\s*)"
)
_CLOCK = re.compile(
    r"^\s*(?:[•*·]\s*)?(?:\d{1,2}[:.]\d{2}(?:\s*(?:[AaPp]\.?m\.?|[A-Z]{2,4}))?\s*(?:[—–:-]\s*)?"
    r"|[A-Z][a-z]+ \d{1,2}(?:, [a-z]+)?\s+[—–-]\s+|[•*·]\s*)"
)


#: "LIMA, Peru: …", "LIMA: …": a place in capitals before a colon.
_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ'’.\-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ'’.\-]+){0,2}"
_COUNTRY = r"(?:, [A-ZÀ-Þ][a-zà-þ.]+(?: [A-ZÀ-Þ][a-zà-þ.]+)?)?"
_COLON = re.compile(rf"^\s*(?P<place>{_CAPITALS})(?P<more>{_COUNTRY}{_DATE})\s*:\s+")


#: "New Delhi: …": a capital as it is written elsewhere.
_PLAIN = re.compile(r"^\s*(?P<place>[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)?):\s+(?=[A-ZÀ-Þ])")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What opens a paragraph: how long it is, and the agency that it credits."""

    length: int
    credit: str | None = None
    credit_start: int | None = None


def dateline(text: str) -> Dateline:
    """The dateline or clock at the start of a paragraph; of length 0 where there is none."""
    head = text[:120]
    clock = _CLOCK.match(head)
    if clock and clock.end() < len(text):
        return Dateline(clock.end())
    colon = _COLON.match(head)
    if colon and colon.end() < len(text) and (colon["more"] or lookup(colon["place"].title(), "capital") is not None):
        return Dateline(colon.end())
    plain = _PLAIN.match(head)
    if plain and plain.end() < len(text) and lookup(plain["place"], "capital") is not None:
        return Dateline(plain.end())
    found = _DATELINE.match(head)
    if not found or found.end() >= len(text):
        return Dateline(0)
    if found["round"] and not found["dash"]:
        return Dateline(0)
    for name in ("round", "slash", "lone"):
        if found[name]:
            return Dateline(found.end(), found[name].strip(), found.start(name))
    return Dateline(found.end())
