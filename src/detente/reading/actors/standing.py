"""Who stands for which side: "X led for Peru and Y for Chile", "Peru was represented by X", "heading the rebel team was Y".

The words of a sentence are written as a row of signs (a name, a side, a verb of leading, "for", …), titles left out, and read
by patterns over it: names of people often lead the parser astray, their order hardly ever.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from detente.codebook.parties import homes
from detente.reading.actors.line import Line
from detente.reading.actors.named import MARKS, Named
from detente.reading.actors.patterns import GAPPED, LISTED, PATTERNS, RESPECTIVE, SERVING, SIGNED, TOGETHER
from detente.reading.actors.sides import GROUPS, REBELS, STATE, Sides
from detente.reading.actors.vocabulary import HONORIFICS, LEAD_VERBS, PARLEY, RANKS, SENDING, SIDE_WORDS
from detente.reading.lemmas import verb_lemma

Sort = Literal["lead", "speak", "sign"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a sentence says of a name: it stands for a party."""

    name: Named

    #: The party; None where the words name none, so that it is the person's own.
    code: str | None
    sort: Sort
    planned: bool

    #: The person for whom it stands ("X, who negotiates for President Y").
    served: Named | None = None


@dataclass(frozen=True, slots=True)
class _Sign:
    """One sign of the row: its letter, and the name, party or verb that it stands for."""

    letter: str
    name: Named | None = None
    code: str | None = None
    sort: Sort = "lead"
    planned: bool = False


_BE = frozenset({"is", "was", "are", "were", "be", "been"})
_HELP = frozenset({"has", "have", "had", "'s", "again", "also", "both", "once", "now", "then", "himself", "herself", "itself", "the"})
_MODAL = frozenset({"will", "would", "shall", "may", "might", "could", "should", "to", "'ll"})
_BEHALF = ("on", "behalf", "of")
_AT = (("at", "the", "head", "of"), ("at", "the", "helm", "of"), ("in", "charge", "of"))
_PLAIN = {
    ",": ",",
    ";": ";",
    "and": "a",
    "while": "a",
    "whereas": "a",
    "&": "a",
    "but": "a",
    "for": "f",
    "by": "b",
    "under": "u",
    "on": "o",
    "at": "@",
    "who": "w",
    "with": "W",
    "chairmanship": "C",
    "leadership": "C",
    "co-chairmanship": "C",
    "presidency": "C",
    "team": "e",
    "delegation": "e",
    "teams": "E",
    "delegations": "E",
    "negotiators": "E",
}

_SORTS: dict[str, Sort] = {
    "sign": "sign",
    "put": "sign",
    "initial": "sign",
    "speak": "speak",
    "talk": "speak",
    "answer": "speak",
    "act": "speak",
}


#: Signs of a sentence that are read at most: a list of thousands of names is nobody's delegation.
_LONGEST = 300


def stand(line: Line, named: Sequence[Named], sides: Sides) -> list[Standing]:
    """Who of a paragraph's names stands for which side by its own words."""
    if not named or not _parley(line.low):
        return []
    found: list[Standing] = []
    for first, last in _sentences(line, named):
        own = [n for n in named if first <= n.run.start < last]
        row = [*islice(_signs(line, first, last, own, sides), _LONGEST)]
        found += _read(row, sides.pair())
    return found


def _sentences(line: Line, named: Sequence[Named]) -> Iterator[tuple[int, int]]:
    """First and last token (exclusive) of each sentence with a name and a word of standing for somebody."""
    starts = [i for i, token in enumerate(line.tokens) if i == 0 or token.is_sent_start]
    for first, last in zip(starts, [*starts[1:], len(line.tokens)], strict=True):
        if any(first <= n.run.start < last for n in named) and _parley(line.low[first:last]):
            yield first, last


def _parley(words: Sequence[str]) -> bool:
    return not PARLEY.isdisjoint(words) or words.count("for") > 1


def _signs(line: Line, first: int, last: int, named: Sequence[Named], sides: Sides) -> Iterator[_Sign]:
    """A sentence as a row of signs."""
    starts = {n.run.start: n for n in named}
    titles = {_own_start(line, t.start, t.end): t.end for n in named for t in n.titles}
    before = ""
    i = first
    while i < last:
        name, title = starts.get(i), titles.get(i)
        if name is None and i + 1 in starts and line.low[i] in HONORIFICS | RANKS:
            i += 1
        elif name is not None:
            yield _Sign("N", name)
            before, i = "N", name.run.end
        elif title is not None:
            i = min(title, next((s for s in starts if i < s), title))
            if before == "," and line.at(i) == ",":  # an apposition goes with its commas
                i += 1
        else:
            if line.low[i] == "," and titles.get(i + 1) is not None and before == "N":
                before, i = ",", i + 1
                continue
            sign, i = _sign(line, i, last, sides)
            if sign is not None:
                yield sign
                before = sign.letter


def _own_start(line: Line, start: int, end: int) -> int:
    """Where a title begins, less another's team before it ("led the hosts' delegation and Ambassador X that of Peru")."""
    ands = [k for k in range(start, end) if line.low[k] == "and" and line.base[k - 1] in SIDE_WORDS["teams"]]
    return ands[-1] + 1 if ands else start


def _sign(line: Line, i: int, last: int, sides: Sides) -> tuple[_Sign | None, int]:
    """The sign of the words at a token, or None, and where the next begins."""
    if tuple(line.low[i : i + 3]) == _BEHALF:
        return _Sign("f"), i + 3
    for words in _AT:
        if tuple(line.low[i : i + len(words)]) == words:
            return _Sign("h"), i + len(words)
    if line.tag[i] == "POS" and i > 0 and line.run_at(i - 1) is not None:
        return _Sign("p"), i + 1
    side = _side(line, i, last, sides)
    if side is not None:
        code, end, team = side
        return _Sign("O" if code == _OWN else "T" if team else "S", code=code), end
    low, tag = line.low[i], line.tag[i]
    if tag.startswith("V") and low not in _BE:
        return _verb(line, i), i + 1
    if low in _BE:
        return _Sign("B"), i + 1
    if low in _HELP or low in _MODAL or tag == "RB":
        return None, i + 1
    return _Sign(_PLAIN.get(low, "x")), i + 1


def _verb(line: Line, i: int) -> _Sign | None:
    """A verb of leading, representing, sending or doing something for a side; any other is just a word."""
    word, tag = verb_lemma(line.low[i]), line.tag[i]
    if word in ("have", "do") and i + 1 < len(line.tag) and line.tag[i + 1].startswith(("V", "RB")):
        return None
    planned = bool(_MODAL.intersection(line.low[max(0, i - 3) : i]))
    passive = line.at(i + 1) == "by" or (tag == "VBN" and line.at(i + 2) == "by")
    if word in LEAD_VERBS or (passive and word in SIDE_WORDS["handling"]):
        return _Sign("l" if passive else "L", planned=planned)
    if word == "represent":
        return _Sign("r" if passive else "R", planned=planned)
    if word in SENDING:
        return _Sign("x" if passive else "D", planned=planned)
    if word in SIDE_WORDS["verbs"]:
        return _Sign("F", sort=_SORTS.get(word, "lead"), planned=planned)
    return _Sign("x")


#: How deep sides may stand within each other ("that of the government of Peru").
_DEEP = 3

#: How many words the name of a side may have before its noun.
_LONG = 6


def _side(line: Line, i: int, last: int, sides: Sides, depth: int = 0) -> tuple[str, int, bool] | None:
    """A side that begins at a token: its party, where it ends, and whether it is one's team ("the Ukrainian one", "Peru's").

    The party is _OWN for "their delegations", "?" for the side that is left where two face each other ("and Y the other
    one"), and "!" for the government that faces the group of the same sentence.
    """
    if depth > _DEEP or i >= last:
        return None
    if line.low[i] in ("that", "those") and line.at(i + 1) == "of":
        inner = _side(line, i + 2, last, sides, depth + 1)
        return ("?", min(i + 5, last), True) if inner is None else (inner[0], inner[1], True)
    if line.low[i] == "the" and line.at(i + 1) in ("former", "latter") and not line.tag_at(i + 2).startswith("NN"):
        two = _last_two(line, i)
        return (two[line.low[i + 1] == "latter"], i + 2, True) if two is not None else None
    j = i + (line.low[i] in ("the", "its", "their"))
    code, over, k = None, False, j
    led = i > 0 and verb_lemma(line.low[i - 1]) in LEAD_VERBS
    while k < min(j + _LONG, last):
        low, tag = line.low[k], line.tag[k]
        known = line.cover[k]
        if line.run_at(k) is not None and known is None:
            break
        own = line.code_at(k) or (None if k == i and low not in SIDE_WORDS["bare"] else _meant(line, k, sides))
        if own is None and low == "european" and "EU" in sides.named:
            own = "EU"
        if low in MARKS:
            if code is not None and not line.tag_at(k + 1).startswith(("NN", "JJ", "CD", "VBN", "VBG")):
                return code, k + 1, True
        elif line.base[k] in SIDE_WORDS["teams"] or low in SIDE_WORDS["teams"] or (led and low in SIDE_WORDS["members"]):
            if code or (low in ("side", "one") and line.at(k - 1) == "other") or _HOSTS.intersection(line.low[j:k]):
                return code or "?", k + 1, True
            if line.low[i] == "their" and k == j:
                return _OWN, k + 1, True
            inner = _side(line, k + 2, last, sides, depth + 1) if line.at(k + 1) in ("of", "from") else None
            return None if inner is None else (inner[0], inner[1], True)
        elif own == "!" and line.at(k + 1) == "of" and (inner := _side(line, k + 2, last, sides, depth + 1)) is not None:
            return inner[0], inner[1], False  # "the government of Peru"
        elif own is not None and tag != "CD":
            code, over = code or own, True
            k = known.end - 1 if known is not None else k
        elif low == "other" and line.at(k - 1) == "the" and not line.tag_at(k + 1).startswith(("NN", "JJ")):
            return "?", k + 1, True
        elif tag.startswith(("NN", "JJ", "VBG", "VBN", "CD", "HYPH")):
            over = over and tag.startswith("JJ")
        else:
            break
        k += 1
    return (code, k, False) if code is not None and over else None


#: Words for one of two sides by where they meet ("the hosts' delegation", "the visiting team").
_HOSTS = frozenset({"host", "hosts", "home", "guest", "guests", "visitor", "visitors", "visiting"})

#: The code of "their delegations".
_OWN = "own"


def _last_two(line: Line, i: int) -> tuple[str, str] | None:
    """The two parties of the sentence before a token's that "the former" and "the latter" mean."""
    codes: list[str] = []
    for k in range(i - 1, -1, -1):
        code = line.code_at(k)
        if code is not None and code not in codes and line.tokens[k].sent.start != line.tokens[i].sent.start:
            codes.append(code)
        if len(codes) == 2:
            return codes[1], codes[0]
    return None


def _meant(line: Line, k: int, sides: Sides) -> str | None:
    """The party of "the rebels", "the group", "the government", "the armed forces" at a token."""
    low, base = line.low[k], line.base[k]
    if base in REBELS or base in GROUPS or base in SIDE_WORDS["groups"]:
        return sides.group(line, k)
    if low in STATE or low in SIDE_WORDS["states"]:
        return sides.state or "!"
    return None


class _Reader:
    """One row of signs, and who stands for whom by it so far."""

    def __init__(self, row: Sequence[_Sign], main: frozenset[str]) -> None:
        self.row, self.main = row, main
        self.letters = "".join(s.letter for s in row)
        self.found: dict[int, Standing] = {}

        #: Names whose side can be told only when that of the others is.
        self.later: list[tuple[int, int, _Sign]] = []

    def add(self, at: int, side: int | None, verb: _Sign) -> None:
        """Keep that the name at a place stands for the side at another, or for its own where there is none."""
        name, code = self.row[at].name, self.row[side].code if side is not None else None
        if code == "!":
            groups = [homes()[c] for c in (*(s.code for s in self.row), *self.main) if c in homes()]
            code = groups[0] if groups else None
        if code == "?":
            rest = self.main - {s.code for s in self.found.values()}
            code = next(iter(rest)) if len(self.main) == 2 and len(rest) == 1 else None
            if code is None and side is not None:
                self.later.append((at, side, verb))
        if name is not None and at not in self.found and (code is not None or side is None):
            self.found[at] = Standing(name, code, verb.sort, verb.planned)

    def sides(self) -> None:
        """What patterns with a name, a side and a verb say, and those that go on with one of them."""
        for match in RESPECTIVE.finditer(self.letters):
            for name, side in (("n", "s"), ("m", "t")):
                self.add(match.start(name), match.start(side), self.row[match.start("v")])
        first: _Sign | None = None
        begin = len(self.letters)
        for pattern in PATTERNS:
            for match in pattern.finditer(self.letters):
                verb = self.row[match.start("v")]
                if match.start() < begin:
                    first, begin = verb, match.start()
                self.add(match.start("n"), match.start("s"), verb)
        for pattern in GAPPED if first is not None else ():
            for match in pattern.finditer(self.letters, begin):
                self.add(match.start("n"), match.start("s"), first or _Sign("F"))
        signing = next((s for s in self.row if s.letter == "F" and s.sort == "sign"), None)
        listed = [m for m in LISTED.finditer(self.letters) if m.start("n") not in self.found]
        if first is None and len({self.row[m.start("s")].code for m in listed}) > 1:
            for match in listed:
                self.add(match.start("n"), match.start("s"), signing or _Sign("F"))

    def own(self) -> None:
        """What patterns without a side say: those who lead together or sign, each for his own, and who serves somebody."""
        for patterns, sort in ((TOGETHER, "lead"), (SIGNED, "sign")):
            for match in (m for pattern in patterns for m in pattern.finditer(self.letters)):
                verb = self.row[match.start("v")]
                for at in sorted({match.start("n"), match.start("m")} - {-1}):
                    if verb.sort == sort and self.letters[at : at + 1] == "N":
                        self.add(at, None, verb)
        for match in SERVING.finditer(self.letters):
            at, verb = match.start("n"), self.row[match.start("v")]
            name = self.row[at].name
            if name is not None and at not in self.found:
                self.found[at] = Standing(name, None, "lead", verb.planned, self.row[match.start("m")].name)


def _read(row: Sequence[_Sign], main: frozenset[str]) -> list[Standing]:
    """Who stands for whom by a row of signs; `main` are the two parties that face each other, where there are two."""
    reader = _Reader(row, main)
    reader.sides()
    for at, side, verb in [*reader.later]:
        reader.add(at, side, verb)
    reader.own()
    several = len({s.code for s in reader.found.values() if s.code}) > 1
    return [replace(s, sort="lead") if s.sort == "speak" and several else s for s in reader.found.values()]
