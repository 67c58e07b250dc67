"""Who faces whom in a dispatch: which armed group "the rebels" are, and whose "the government" and "the army" are."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from detente.codebook import table
from detente.codebook.institutions import Medium, medium
from detente.codebook.parties import homes, in_capital, key, kind_of
from detente.reading.actors.line import Line
from detente.reading.actors.phrases import Phrase
from detente.reading.lemmas import noun_lemma

_TABLE = table("en/roles.toml")["opponents"]
REBELS = frozenset(_TABLE["rebels"])
STATE = frozenset(_TABLE["state"])
_ARMED = frozenset(_TABLE["armed"]) | REBELS
GROUPS = frozenset(_TABLE["groups"])
_HOME = homes()
_DESCRIBED: dict[str, str] = _TABLE["described"]
ABROAD = frozenset(_TABLE["abroad"])
WORLDWIDE = frozenset(key(name).lower() for name in table("en/roles.toml")["grammar"]["worldwide"])

#: How many tokens after a source its hearer may stand.
_REACH = 12


def is_group(code: str) -> bool:
    """Whether a party is an armed group, or a government that fights another over one country."""
    return code in _HOME or kind_of(code) == "armed_group"


class Sides:
    """The armed groups and the governments of one dispatch."""

    def __init__(self, lines: list[Line], outlet: str) -> None:
        self._counts: Counter[str] = Counter()
        self._before = {line.paragraph.index: before for before, line in pairwise(lines)}
        self._groups: list[tuple[int, int, str]] = []
        self._capitals: Counter[str] = Counter()
        self._names: Counter[str] = Counter()
        for line in lines:
            for known in line.known:
                code = known.entry.code
                if code is None or known.entry.sort in ("medium", "holder"):
                    continue
                self._counts[code] += known.entry.sort != "capital"
                self._capitals[code] += known.entry.sort == "capital"
                self._names[code] += known.entry.sort == "name"
                if is_group(code):
                    self._groups.append((line.paragraph.index, known.start, code))
        for line in lines:
            self._described(line)
        self._groups.sort()
        self.named = frozenset(code for code, n in self._counts.items() if n)
        self.state = self._state()
        self.home = self._dateline(lines) or self._at_home(medium(outlet) if outlet else None)

    def _described(self, line: Line) -> None:
        """ "Communist rebels" in a dispatch that names the Philippines."""
        for i, word in enumerate(line.base[:-1]):
            if line.base[i + 1] in REBELS or line.base[i + 1] in GROUPS:
                code = next((c for country in self._counts if (c := _DESCRIBED.get(f"{word} {country}"))), None)
                if code is not None:
                    self._groups.append((line.paragraph.index, i, code))
                    self._counts[code] += 1

    def _state(self) -> str | None:
        """The government that faces the armed group of a dispatch; None where none is named or countries face each other."""
        groups = Counter(code for _, _, code in self._groups if code in _HOME)
        if not groups:
            return None
        code, times = groups.most_common(1)[0]
        others = max((n for c, n in self._names.items() if c != _HOME[code] and kind_of(c) == "country"), default=0)
        if times < others or (times == others and self._counts[_HOME[code]] < others):
            return None
        seated = next((c for c in groups if _HOME[c] == _HOME[code] and in_capital(c)), None)
        return seated or _HOME[code]

    def main(self) -> frozenset[str]:
        """The countries that a dispatch is about: named at least half as often as that named most."""
        own = {code: n for code, n in self._counts.items() if kind_of(code) != "organization"}
        return frozenset(code for code, n in own.items() if n > 1 and 2 * n >= max(own.values()))

    def pair(self) -> frozenset[str]:
        """The two parties, organisations among them, that are named more than any other; none where there are no two such."""
        most = self._counts.most_common(3)
        group = next((c for c, n in most if n and c in _HOME and _HOME[c] in self.named), None)
        if group is not None:
            rival = next((c for c in self.named if c != group and _HOME.get(c) == _HOME[group]), None)
            foreign = max((n for c, n in most if kind_of(c) == "country" and c != _HOME[group]), default=0)
            if rival is not None or self._counts[_HOME[group]] >= foreign:
                return frozenset((group, rival or _HOME[group]))
        return frozenset(c for c, _ in most[:2]) if len(most) > 1 and (len(most) < 3 or most[1][1] > most[2][1]) else frozenset()

    def countries(self) -> frozenset[str]:
        """The countries named otherwise than by their capital."""
        return frozenset(code for code, n in self._counts.items() if n and kind_of(code) == "country")

    def _at_home(self, found: Medium | None) -> str | None:
        """The country of the outlet, where the text speaks of that country."""
        if found is None or key(found.name).lower() in WORLDWIDE or not self._counts[found.country]:
            return None
        return found.country

    def _dateline(self, lines: list[Line]) -> str | None:
        """The country whose capital the dateline names, where the text speaks of that country."""
        first = next((line for line in lines if line.paragraph.field == "text"), None)
        for known in first.known[:1] if first is not None else ():
            code = known.entry.code
            again = code is not None and (self._counts[code] or self._capitals[code] > 2)
            if known.start == 0 and known.entry.sort == "capital" and again:
                return code
        return None

    def group(self, line: Line, i: int) -> str | None:
        """The armed group meant at a token: the one that the dispatch is about, else that named last before, or first after."""
        if not self._groups:
            return None
        (first, times), *others = Counter(code for _, _, code in self._groups).most_common(2)
        if not others or times > 2 * others[0][1]:
            return first
        at = bisect_left(self._groups, (line.paragraph.index, i, ""))
        return self._groups[at - 1][2] if at else self._groups[0][2]

    def of_words(self, line: Line, start: int, end: int, code: str | None) -> str | None:
        """The armed group that words mean ("the Yemeni rebels", "rebel spokesman"); "" for one unknown, None where they mean none.

        `code` is the party that the words themselves give: an armed group stays what it is, and a country only tells where
        the rebels are at home.
        """
        for k in range(start, min(end, len(line.low))):
            word = noun_lemma(line.low[k])
            armed = word in REBELS or (
                word in GROUPS
                and (line.at(k - 1) in _ARMED or (k > start and line.at(k - 1) == "the" and kind_of(code or "") != "country"))
            )
            if (word == "opposition" and not armed and kind_of(code or "") != "country") or (word == "opposition" and is_group(code or "")):
                found = self.group(line, k)
                return found if found is not None and kind_of(found) == "government" and len({c for _, _, c in self._groups}) == 1 else None
            if armed and (k == start or line.at(k - 1) not in ("anti", "ex")):
                found = code if code is not None and is_group(code) else self.group(line, k)
                if found is None or (code is not None and _HOME.get(found) not in (code, None) and found != code):
                    return ""
                return found
        return None

    def heard(self, line: Line, i: int) -> str | None:
        """The country of the national agency or paper that a source at a token tells ("an official told PTI")."""
        for known in line.known[bisect_left(line.known, i, key=lambda k: k.start) :]:
            if known.start - i > _REACH:
                break
            if known.entry.sort == "medium":
                told = line.at(known.start - 1) in ("told", "tells", "by", "to") or line.at(known.start - 2) in (
                    "told",
                    "tells",
                    "by",
                    "to",
                )
                code = known.entry.code
                if told and code and self._counts[code] and key(known.entry.name).lower() not in WORLDWIDE:
                    return code if not any(line.tokens[k].is_sent_start for k in range(i + 1, known.start)) else None
        return None

    def paragraph_before(self, line: Line) -> str | None:
        """The country that the paragraph before a line speaks of last, capitals left out."""
        before = self._before.get(line.paragraph.index)
        if before is None or before.paragraph.field != line.paragraph.field:
            return None
        for k in range(len(before.low) - 1, -1, -1):
            code, known = before.code_at(k), before.cover[k]
            if code and known and known.entry.sort != "capital" and kind_of(code) in ("country", "territory", "government"):
                return code
        return None

    def speaks_for_state(self, line: Line, start: int, end: int) -> bool:
        """Whether words are of a government's offices or forces: "army sources", "a defence official"."""
        words = set(line.low[start:end])
        return bool(words & STATE) and not words & ABROAD


def sided(line: Line, phrase: Phrase, sides: Sides) -> Phrase:
    """A phrase with the party of the armed group that its words mean, where they mean one ("the rebels' chief negotiator")."""
    if phrase.private or phrase.sort not in ("role", "house"):
        return phrase
    code = sides.of_words(line, phrase.start, phrase.head + 1, phrase.party)
    if code is None and phrase.party is None and line.at(phrase.head + 1) in ("of", "for", "from"):
        code = sides.of_words(line, phrase.head + 2, phrase.end, None)  # "a spokesman for the guerrillas"
    return phrase if code is None else replace(phrase, party=code or None)
