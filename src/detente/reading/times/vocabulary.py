"""The words and patterns of `codebook/en/times.toml`, compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from detente.codebook import table
from detente.errors import CodebookError

FILE = "en/times.toml"

#: A blank of a pattern: white space, at most one line break in it; possessive, or long runs of blanks would take square time.
_BLANK = r"(?>[^\S\n]++\n?|\n)[^\S\n]*+"
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_NAME = re.compile(r"\{([a-z_]+)\}")
_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,:/]\d+)*")


@dataclass(frozen=True, slots=True)
class TimeRule:
    """A kind of expression: where it may start, what it looks like, and which function resolves it."""

    name: str
    means: str
    starts: tuple[str, ...]
    pattern: re.Pattern[str]
    example: str
    found: str


def words(name: str) -> dict[str, Any]:
    """A word list of the file, word → value."""
    found: dict[str, Any] = table(FILE)[name]
    return found


def _either(choices: list[str]) -> str:
    ordered = sorted(set(choices), key=lambda c: (-len(c), c))
    return "(?:" + "|".join(re.escape(c).replace(r"\ ", " ") for c in ordered) + ")"


def _cased(full: list[str], short: list[str]) -> str:
    """Names spelled Title or UPPER CASE, short ones with or without their dot."""
    names = [w.title() for w in full] + [w.upper() for w in full]
    brief = [w.title() for w in short] + [w.upper() for w in short]
    return rf"(?-i:(?:{_either(names)}|{_either(brief)}\b\.?))" if brief else rf"(?-i:{_either(names)})"


def _named() -> dict[str, str]:
    """The fragments that patterns refer to by name."""
    units = list(words("units"))
    singles, tens = list(words("numbers")), list(words("tens"))
    ones = _either(singles[:9])
    ordinals, later = list(words("ordinals")), list(words("ordinals_of_day"))
    vague = _either(list(table(FILE)["vague_amounts"]["words"]))
    named = {
        "month": _cased(list(words("months")), list(words("months_short"))) + r"(?!\w)",
        "weekday": _cased(list(words("weekdays")), []) + r"(?!\w)",
        "weekday_stem": _cased(list(words("weekdays")), []),
        "weekday_any": _cased(list(words("weekdays")), list(words("weekdays_short"))),
        "number_word": rf"(?:{_either(tens)}(?:[ -]{ones})?|(?:(?:a|{ones}) )?hundred|(?:a |{ones} )?dozen|{_either(singles)})\b",
        "ten_word": _either(tens),
        "ordinal_day": rf"(?:(?:twenty|thirty)[ -]{_either(ordinals[:9])}|{_either(ordinals + later)})\b",
        "unit": "(?:" + "|".join(sorted((f"{u}s?" for u in units), key=len, reverse=True)) + r")(?!\w)",
        "vague_amount": vague,
        "season": _either(list(words("seasons"))) + r"\b",
        "part": _either(list(words("parts"))),
        "approximation": _either(list(words("approximations"))),
        "portion": _either(list(words("portions"))),
        "step": _either(list(words("steps"))),
        "zone": _either(list(words("zones"))),
        "feast": _either(list(words("feasts"))),
        "year_bare": r"(?:1[4-9]|20)\d\d",
    }
    return named | words("fragments")


def _expand(pattern: str, named: dict[str, str], where: str) -> str:
    for _ in range(6):
        if not _NAME.search(pattern):
            break
        try:
            pattern = _NAME.sub(lambda m: named[m[1]], pattern)
        except KeyError as error:
            raise CodebookError(f"no fragment named {error}", where=f"{FILE}: {where}") from error
    inside = False
    out = []
    for at, char in enumerate(pattern):
        if char in "[]" and (at == 0 or pattern[at - 1] != "\\"):
            inside = char == "["
        out.append(_BLANK if char == " " and not inside else char)
    return "".join(out).replace(_BLANK + "?", f"(?:{_BLANK})?").replace(_BLANK + "*", r"\s*")


def compiled(pattern: str, where: str = "") -> re.Pattern[str]:
    """A pattern of the file (blanks and {names} as its head explains) as a regular expression. Raises CodebookError."""
    try:
        return re.compile(_expand(pattern, _named(), where), re.IGNORECASE)
    except re.error as error:
        raise CodebookError(f"bad pattern: {error}", where=f"{FILE}: {where}") from error


@cache
def numbered() -> frozenset[str]:
    """Words that a figure follows without being a year ("Resolution 1701", "some 2000")."""
    return frozenset(table(FILE)["numbered"]["words"])


@cache
def counted_things() -> re.Pattern[str]:
    """What follows a figure that counts and is no year: "2000 prisoners", "1500-for-1500"."""
    return re.compile(rf"[-‐]?\s?(?:{'|'.join(table(FILE)['counted']['words'])}|[a-z]+-for|%)", re.IGNORECASE)


@cache
def same_year() -> re.Pattern[str]:
    """What follows a day that shares the year said with the next one."""
    return compiled(table(FILE)["shared"]["year"], "shared")


def _class_words(name: str) -> list[str]:
    """The first words of a class that `starts` may name; a word that is no class stands for itself."""
    lists = {
        "month": [*words("months"), *words("months_short")],
        "weekday": [*words("weekdays"), *words("weekdays_short"), *(d + "s" for d in words("weekdays"))],
        "season": list(words("seasons")),
        "ordinal": list(words("ordinals")),
        "portion": [*words("portions"), "end"],
        "number": [*words("numbers"), *words("tens")],
        "unit": [w for u in words("units") for w in (u, u + "s")],
        "approximation": list(words("approximations")),
    }
    lists["amount"] = [*lists["number"], "a", "an", "half", "hundred", "dozen", "#", *table(FILE)["vague_amounts"]["words"]]
    lists["digits"] = ["#"]
    return [w.split(" ")[0] for w in lists.get(name, [name])]


@cache
def rules() -> tuple[TimeRule, ...]:
    """Every rule of the file, in its order."""
    named = _named()
    out = []
    for row in table(FILE)["rule"]:
        try:
            pattern = re.compile(_expand(row["pattern"], named, row["name"]), re.IGNORECASE)
        except re.error as error:
            raise CodebookError(f"bad pattern: {error}", where=f"{FILE}: {row['name']}") from error
        out.append(TimeRule(row["name"], row["means"], tuple(row["starts"]), pattern, *row["example"]))
    for direction, phrases in table(FILE)["vague"].items():
        for phrase in sorted(phrases, key=len, reverse=True):
            pattern = re.compile(
                rf"(?:{_expand(phrase, named, direction)})\b" if phrase[-1] != ")" else _expand(phrase, named, direction), re.I
            )
            out.append(TimeRule(f"vague {direction}", f"vague_{direction}", ("vague",), pattern, "", ""))
    return tuple(out)


@cache
def index() -> dict[str, tuple[TimeRule, ...]]:
    """First word (lower case; "#" for digits) → the rules that may start there."""
    out: dict[str, list[TimeRule]] = {}
    for rule in rules():
        firsts = table(FILE)["vague_starts"]["words"] if rule.starts == ("vague",) else [w for s in rule.starts for w in _class_words(s)]
        for word in dict.fromkeys(firsts):
            out.setdefault(word, []).append(rule)
    return {word: tuple(found) for word, found in out.items()}


#: Words that are everywhere: an expression starts with one only where its next word is of the vocabulary too.
COMMON = frozenset(
    ("the", "from", "between", "in", "a", "an", "this", "that", "its", "their", "some", "over", "about", "as", "at", "for", "by", "to")
)


@cache
def second_words() -> frozenset[str]:
    """Every word that occurs in a pattern, and its plural: what may follow the first word of an expression."""
    named = _named()
    spelled = {w for source in [*(r.pattern.pattern for r in rules()), *named.values()] for w in re.findall(r"[a-z]+", source.lower())}
    units = {w for u in words("units") for w in (u, u + "s")}
    return frozenset(spelled | {w + "s" for w in spelled} | units)


def number(text: str) -> float | None:
    """The value of an amount in figures or words; None where it names none ("several")."""
    said = " ".join(text.lower().replace("-", " ").replace("–", " ").split())
    said, _, tail = said.partition(" and a ")
    extra = {"half": 0.5, "quarter": 0.25}.get(tail, 0.0)
    if said in ("a couple of", "couple of"):
        return 2.0
    said = re.split(r" (?:to|or) ", said)[-1] if re.search(r" (?:to|or) ", said) else said
    if said.startswith("half"):
        return 0.5
    if said in ("a", "an", "a full", "a whole", "an full", "an whole"):
        return 1.0 + extra
    total, seen = 0.0, False
    for word in said.split():
        value = _one(word)
        if value is None:
            return None
        if word in ("hundred", "dozen") and seen:
            total *= value
        elif word not in ("a", "an"):
            total += value
        seen = seen or word not in ("a", "an")
    return total + extra if seen else None


def _one(word: str) -> float | None:
    known: dict[str, float] = {**words("numbers"), **words("tens"), "hundred": 100, "dozen": 12, "a": 0, "an": 0}
    if word in known:
        return float(known[word])
    if found := re.fullmatch(r"([\d,]*\.?\d*)([½¼¾])?", word):
        figure = found[1].replace(",", "")
        if figure or found[2]:
            return (float(figure) if figure and figure != "." else 0.0) + _FRACTIONS.get(found[2] or "", 0.0)
    if found := re.fullmatch(r"(\d)/(\d)", word):
        return int(found[1]) / int(found[2]) if int(found[2]) else None
    return None


def unit_of(word: str) -> str:
    """The unit that a word names, in the singular ("hrs" → "hour")."""
    units = words("units")
    lowered = word.lower()
    return str(units.get(lowered) or units.get(lowered.removesuffix("s")) or lowered)


def month_number(name: str) -> int:
    """1–12 of a month's name, short or long."""
    key = name.lower().rstrip(".")
    return int(words("months").get(key) or words("months_short")[key])


def weekday_number(name: str) -> int:
    """0 (Monday) – 6 of a weekday's name, short or long."""
    key = name.lower().rstrip(".")
    found = words("weekdays").get(key)
    return int(found if found is not None else words("weekdays_short")[key])


def year_number(text: str) -> int:
    """A year in figures or words ("nineteen ninety-four")."""
    if text.isdigit():
        return int(text)
    return 1900 + int(number(text.split(None, 1)[1]) or 0)


def day_number(text: str) -> int:
    """A day of the month in figures or as an ordinal in words."""
    if figures := re.match(r"\d+", text):
        return int(figures[0])
    said = text.lower().replace("-", " ").split()
    ordinals = {**words("ordinals"), **words("ordinals_of_day")}
    return int(ordinals[said[-1]]) + (words("tens")[said[0]] if len(said) > 1 else 0)


def word_tokens(text: str) -> re.Scanner:  # type: ignore[name-defined]
    """The words and figures of a text, lazily."""
    return _WORD.finditer(text)
