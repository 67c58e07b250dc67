"""Names of people: spellings folded to one form, and whether two names may be one person's."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from detente.reading.actors.vocabulary import PARTICLES, SUFFIXES

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў",
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch _ i _ e yu ya i i e g u".replace("_", "").split(" "),
        strict=True,
    )
)
_LETTERS = str.maketrans(
    {
        "ı": "i",
        "ł": "l",
        "ø": "o",
        "đ": "dj",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ß": "ss",
        "ə": "a",
        "’": "",
        "'": "",
        "ʻ": "",
        "`": "",
        ".": "",
    }
    | _CYRILLIC
)

#: Ways of writing one sound in Latin letters, first to last.
_SOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^ui(?=t)", "vi"),
        (r"^ye", "e"),
        (r"dzh|dj", "j"),
        (r"kh", "h"),
        (r"gh|q", "g"),
        (r"ks", "x"),
        (r"ph|ff", "f"),
        (r"w", "v"),
        (r"ck", "k"),
        (r"th", "t"),
        (r"ou|oo", "u"),
        (r"iye|ye|ie", "e"),
        (r"(?:ei|ey|ai|ay)(?=$)", "ei"),
        (r"[yj](?=$|[^aeiou])|iy|yi|ii|yy|ij", "i"),
        (r"ee", "i"),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """A word of a name in one spelling for its transliterations (Darchiev, Darchiyev, Дарчиев)."""
    plain = word.lower().translate(_LETTERS)
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    for pattern, sound in _SOUNDS:
        plain = pattern.sub(sound, plain)
    return plain


@lru_cache(maxsize=20_000)
def skeleton(word: str) -> str:
    """The consonants of a folded word (Mohammed and Muhammad: "mhmd"), with its first letter."""
    plain = fold(word)
    return plain[:1] + re.sub(r"[aeiouy]", "", plain[1:])


@lru_cache(maxsize=20_000)
def parts(name: str) -> tuple[str, ...]:
    """The words of a name, folded, without particles and suffixes ("Badr al-Busaidi" → badr, busaidi)."""
    words = [w for w in re.split(r"[\s\-‑–]+", name) if w]
    kept = [w for w in words if w.lower() not in PARTICLES and w.lower() not in SUFFIXES]
    return tuple(fold(w) for w in (kept or words))


@lru_cache(maxsize=20_000)
def same_person(one: str, other: str) -> bool:
    """Whether two full names may be one person's: the words of one among those of the other, or spellings of them.

    "Mohammed Al-Khulaifi" and "Mohammed bin Abdulaziz Al-Khulaifi" may; "Ali Khan" and "Imran Khan" may not. Likeness
    alone is never enough: family names must be the same in folded spelling, and given names the same in consonants.
    """
    short, long = sorted((parts(one), parts(other)), key=len)
    if not short or len(short) < 2:
        return short == long
    if set(short) <= set(long):
        return True
    if short[-1] != long[-1]:
        return False
    shapes = {skeleton(w) for w in long[:-1]}
    return all(skeleton(w) in shapes or (len(w) == 1 and any(s.startswith(w) for s in shapes)) for w in short[:-1])


def answers_to(bare: str, full: str) -> int:
    """How well one word (or several) fits a full name: 3 family name, 2 first name, 1 another word, 0 not at all."""
    wanted, whole = parts(bare), parts(full)
    if not wanted or not whole:
        return 0
    if wanted == whole[-len(wanted) :]:
        return 3
    if wanted == whole[: len(wanted)]:
        return 2
    return 1 if len(wanted) == 1 and len(wanted[0]) > 2 and wanted[0] in whole else 0
