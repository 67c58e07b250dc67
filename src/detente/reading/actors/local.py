"""Names that mean a party only in some dispatches: "the South", "MLC" in one on Congo, "the Taliban" before it governed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from detente.codebook.parties import homes, key, parties
from detente.reading.actors.line import Known, Line
from detente.reading.actors.vocabulary import Entry, Local, token_key


def name_locally(lines: list[Line], day: str | None, by_home: Mapping[str, tuple[Local, ...]]) -> dict[str, str]:
    """Let local names of groups speak for them where the dispatch names their home, and tell which did, by `key`.

    A name that several groups share means the one that is named otherwise too; that of a capital means the government
    there only where it faces another one of the same country, and "Brussels" the EU where Belgium is not spoken of. `day`
    is the day of publication (ISO date) or None.
    """
    named = {c for line in lines for k in line.known if (c := k.entry.code) and k.entry.sort not in ("medium", "holder", "institution")}
    if not named:
        return {}
    told = {c for line in lines for k in line.known if (c := k.entry.code) and k.entry.sort in ("name", "adjective", "people", "seat")}
    rivals = {homes()[c] for c in named if c in homes()}
    rows: dict[str, list[Local]] = defaultdict(list)
    for home in named | rivals:
        for row in by_home.get(home, ()):
            code, capital = row.entry.code or "", row.capital_of
            apart = home in rivals if home != code else capital not in told
            if parties()[code].stands(day) and (capital is None or apart):
                rows[row.keys[0]].append(row)
    if not rows:
        return {}
    found: dict[str, str] = {}
    for line in lines:
        for known in _found(line, rows, named):
            found[key(line.words(known.start, known.end))] = known.entry.code or ""
            for i in range(known.start, known.end):
                line.cover[i] = known
            kept = [k for k in line.known if k.end <= known.start or k.start >= known.end]
            line.known = sorted([*kept, known], key=lambda k: k.start)
    return found


def _found(line: Line, rows: dict[str, list[Local]], named: Collection[str]) -> Iterator[Known]:
    keys = [token_key(t) for t in line.text]
    end = 0
    for i, first in enumerate(keys):
        if i < end or not (some := rows.get(first) or rows.get(first.lower())):
            continue
        fits = [r for r in some if _fits(line, keys, i, r, named)]
        longest = [r for r in fits if len(r.keys) == max(len(x.keys) for x in fits)]
        sure = [r for r in longest if r.entry.code in named]
        chosen = longest if len({r.entry.code for r in longest}) == 1 else sure
        if len({r.entry.code for r in chosen}) == 1:
            end = i + len(chosen[0].keys)
            yield Known(i, end, chosen[0].entry)


def _fits(line: Line, keys: list[str], i: int, row: Local, named: Collection[str]) -> bool:
    """Whether a local name stands at a token, free, in place of its own country's, or of a medium's where the group is named in full."""
    end = i + len(row.keys)
    if end > len(keys) or (row.upper and not line.text[i][:1].isupper()):
        return False
    if any(a not in (b, b.upper()) and a.lower() != b for a, b in zip(keys[i:end], row.keys, strict=True)):
        return False
    over = line.cover[i]
    home = (*parties()[row.entry.code or ""].home, row.capital_of)
    if over is not None and (over.start != i or over.end > end or not (over.entry.code in home or _initials(over, row, named))):
        return False
    if len(row.keys) > 1 or line.text[i].isupper() or row.capital_of or not row.upper:
        return True
    before = i > 0 and line.text[i - 1][:1].isupper() and line.tag[i - 1].startswith("NNP") and line.cover[i - 1] is None
    after = end < len(keys) and line.text[end][:1].isupper() and line.tag[end] == "NNP" and line.cover[end] is None
    return not (before or after or line.at(end) in ("on", "for", "of"))  # "Karen Smith", "Electoral Commission", "Commission on …"


def _initials(over: Known, row: Local, named: Collection[str]) -> bool:
    """Whether a name is the group's rather than that of a medium with the same initials or of a house that many countries have."""
    house = over.entry.sort == "institution" and over.entry.flag
    return house or (over.entry.sort == "medium" and row.entry.code in named and row.entry.name.isupper())


#: Codes of the halves of a country that is parted in two, by the word for each.
_HALVES = {"north": ("PRK", "North Korea"), "south": ("KOR", "South Korea")}


def name_halves(lines: list[Line]) -> None:
    """Let "the North" and "the South" be the Koreas in a dispatch that names either."""
    if not any(known.entry.code in ("PRK", "KOR") for line in lines for known in line.known):
        return
    for line in lines:
        more = [
            Known(i, i + 1, Entry("name", *_HALVES[low]))
            for i, low in enumerate(line.low)
            if low in _HALVES and line.text[i][0].isupper() and line.cover[i] is None and _is_half(line, i)
        ]
        for known in more:
            line.cover[known.start] = known
        if more:
            line.known = sorted(line.known + more, key=lambda k: k.start)


def _is_half(line: Line, i: int) -> bool:
    if line.at(i + 1) == "and" and line.at(i + 2) in ("south", "north"):
        return True
    following = line.text[i + 1] if i + 1 < len(line.text) else ""
    return line.at(i - 1) in ("the", "and") and not (following[:1].isupper() and line.cover[i + 1] is None)


def name_owned(line: Line) -> None:
    """Let "Yemen's" in "Yemen's Houthi movement" and "Colombian" in "Colombian ELN rebels" speak for the armed group."""
    for at, (first, second) in enumerate(pairwise(list(line.known))):
        gap = line.low[first.end : second.start]
        code = second.entry.code
        if (
            code is not None
            and homes().get(code) == first.entry.code
            and gap in ([], ["'s"])
            and second.entry.sort in ("name", "adjective")
        ):
            owned = Known(first.start, first.end, Entry("adjective", code, first.entry.name))
            line.known[at] = owned
            for k in range(first.start, first.end):
                line.cover[k] = owned
