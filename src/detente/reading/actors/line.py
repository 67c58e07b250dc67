"""A paragraph as rows of words: what the codebook knows of them, and runs that may be names."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from detente.codebook.parties import kind_of
from detente.reading.actors.vocabulary import (
    DESCRIBED,
    EVERYDAY,
    HEADS,
    HONORIFICS,
    HOUSE_WORDS,
    HOUSES,
    MEDIA_WORDS,
    MEMBERS,
    MODIFIERS,
    NO_NAME,
    OFFICES,
    PARTICLES,
    PRIVATE,
    RANKS,
    SUFFIXES,
    TELLS,
    THINGS,
    TOLD,
    Entry,
    Index,
    token_key,
)
from detente.reading.lemmas import noun_lemma
from detente.reading.parse import Paragraph

if TYPE_CHECKING:
    from detente.reading.tree import Token

_HYPHENS = ("-", "‑")
_JOINED = (*_HYPHENS, "'", "’")

#: Months that are family names too, after another name.
_MONTHS = frozenset({"jan", "may", "april", "june", "august", "march", "mar"})

#: Particles that are everyday words too, so that only a hyphen makes them part of a name ("Rashid at-Tamimi").
_ASSIMILATED = frozenset({"at", "as", "an", "ad"})


@dataclass(frozen=True, slots=True)
class Known:
    """A name of the codebook in a paragraph: tokens from start, up to end (exclusive)."""

    start: int
    end: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Run:
    """Words that look like a name: tokens from start, up to end (exclusive)."""

    start: int
    end: int

    #: Whether the codebook knows it as an office-holder's name.
    known: bool = False


@dataclass
class Line:
    """One paragraph's tokens in plain lists, so that passes over them stay cheap."""

    paragraph: Paragraph

    #: The paragraph's text (spaCy puts it together anew at every call).
    whole: str
    tokens: list[Token]
    text: list[str]
    low: list[str]
    base: list[str]
    tag: list[str]
    known: list[Known] = field(default_factory=list)

    #: The known name that covers a token, or None.
    cover: list[Known | None] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)

    def at(self, i: int) -> str:
        """The word at a place, in small letters; "" beyond either end."""
        return self.low[i] if 0 <= i < len(self.low) else ""

    def tag_at(self, i: int) -> str:
        """The tag at a place; "" beyond either end."""
        return self.tag[i] if 0 <= i < len(self.tag) else ""

    def words(self, start: int, end: int) -> str:
        """The text from one token up to another (exclusive), as written."""
        if start >= end:
            return ""
        first, last = self.tokens[start], self.tokens[end - 1]
        return self.whole[first.idx : last.idx + len(last)]

    def offsets(self, start: int, end: int) -> tuple[int, int]:
        """Code points in the field from one token up to another (exclusive)."""
        return self.paragraph.offset(self.tokens[start]), self.paragraph.end(self.tokens[end - 1])

    def code_at(self, i: int) -> str | None:
        """The party that the known name over a token speaks for; None for media, people and where there is none."""
        found = self.cover[i] if 0 <= i < len(self.cover) else None
        if found is None or found.entry.sort in ("medium", "holder") or (found.entry.sort == "institution" and found.entry.flag):
            return None
        code = found.entry.code
        if found.end < len(self.base) and self.base[found.end] in MEMBERS and code is not None and kind_of(code) == "organization":
            return None  # "a diplomat from an ASEAN country"
        return code

    def run_at(self, i: int) -> Run | None:
        """The name run over a token, or None."""
        at = bisect_right(self.runs, i, key=lambda r: r.start) - 1
        return self.runs[at] if at >= 0 and self.runs[at].end > i else None

    def is_role_word(self, i: int) -> bool:
        """Whether a word may be part of a title."""
        word = self.at(i)
        return word in HEADS or word in MODIFIERS or self.base[i] in HEADS


def read_line(paragraph: Paragraph, index: Index) -> Line:
    """A paragraph with what the codebook knows of its words; see `find_runs` for the names in it."""
    tokens = list(paragraph.doc)
    text = [t.text for t in tokens]
    low = [t.lower().replace("’", "'") for t in text]
    tag = ["NNPS" if t.tag_ == "NNP" and _offices(w) else t.tag_ for t, w in zip(tokens, low, strict=True)]
    base = [noun_lemma(w) if g in ("NNS", "NNPS") else w for w, g in zip(low, tag, strict=True)]
    line = Line(paragraph, paragraph.text, tokens, text, low, base, tag)
    line.cover = [None] * len(tokens)
    _look_up(line, index)
    return line


def _offices(word: str) -> bool:
    """Whether a word is the plural of an office, which the tagger takes for a name ("Foreign Ministers X and Y")."""
    return word.endswith("s") and word not in OFFICES and noun_lemma(word) in OFFICES


def _look_up(line: Line, index: Index) -> None:
    """Find every known name, left to right, the longest first."""
    keys = [token_key(t) for t in line.text]
    i, total = 0, len(keys)
    while i < total:
        found = _longest(line, index, keys, i)
        if found is None:
            i += 1
            continue
        line.known.append(found)
        for j in range(found.start, found.end):
            line.cover[j] = found
        i = found.end


def _longest(line: Line, index: Index, keys: list[str], i: int) -> Known | None:
    rows = index.get(keys[i]) or index.get(keys[i].lower())
    if not rows:
        return None
    upper = line.text[i][:1].isupper()
    for row in rows:
        size = len(row.keys)
        if row.capital and not upper:
            continue
        if size == 1 or all(a == b or a.lower() == b for a, b in zip(keys[i : i + size], row.keys, strict=False)):
            if i + size > len(keys) or (size == 1 and not _plausible(line, i, row.entry)):
                continue
            return Known(i, i + size, row.entry)
    return None


def _plausible(line: Line, i: int, entry: Entry) -> bool:
    """Whether a name of one word means what the codebook says."""
    word, before, after = line.text[i], line.at(i - 1), line.at(i + 1)
    if entry.sort == "medium":
        if line.low[i] in EVERYDAY:
            if i and line.tokens[i - 1].dep_ == "compound" and line.tag[i - 1] == "NNP" and line.cover[i - 1] is None:
                return before in NO_NAME | MODIFIERS | HEADS | MEDIA_WORDS  # "Jamaat Ali Mehr"
            return (before in TOLD or after in TELLS) and line.tag[i].startswith("NNP") and before not in ("at",)
        return not (word.isupper() and len(word) <= 3 and after in _HYPHENS and before == "")
    if entry.sort in ("adjective", "people"):
        return not (entry.code == "USA" and before in ("south", "latin", "central", "north", "native", "african", "-"))
    # "Michael Jordan", "Jordan Smith": a first or family name, no country or capital.
    if entry.sort == "capital" and i > 0 and line.text[i - 1][:1].isupper() and line.tag[i - 1] == "NNP":
        return line.cover[i - 1] is not None or line.at(i - 1) in MODIFIERS | NO_NAME | HEADS
    return True


def _nameable(line: Line, i: int) -> bool:
    """Whether a word may be part of a person's name."""
    word, low = line.text[i], line.low[i]
    if not word[:1].isupper() or line.cover[i] is not None or not any(c.isalpha() for c in word):
        return False
    if low == "he":  # the family name "He"
        return i + 1 < len(line.text) and line.text[i + 1][:1].isupper() and line.tokens[i].dep_ in ("compound", "nmod")
    if low in NO_NAME or low in EVERYDAY or low in PRIVATE or any(c.isdigit() for c in word):
        return False
    if low in HONORIFICS or low in RANKS or low in OFFICES or low in MODIFIERS or low in HOUSES or low in HOUSE_WORDS:
        return False
    if line.base[i] in OFFICES or line.base[i] in DESCRIBED:
        return False
    tag = line.tag[i]
    if tag.startswith("NNP"):
        return not (len(word) > 5 and word.isupper() and line.at(i + 1) in (",", "—", "-", "("))  # a dateline
    if tag in ("PRP", "PRP$", "DT", "IN", "CC", "WRB", "WP", "MD", "TO", "EX", "CD", "RB", "POS"):
        return False
    first = i == 0 or line.tokens[i].is_sent_start or line.text[i - 1] in ('"', "“", ":", "—", "-", "‘")
    if first:
        return (
            i + 1 < len(line.text)
            and line.tag[i + 1].startswith("NNP")
            and line.text[i + 1][:1].isupper()
            and tag not in ("VBG", "VBN", "JJ", "NNS")
        )
    return True


def find_runs(line: Line) -> list[Run]:
    """Every stretch of words that may be a name, with particles, hyphens and office-holders' names, in order."""
    total = len(line.text)
    good = [_nameable(line, i) for i in range(total)]
    for i in range(1, total):  # "Yusuf Jan", "Theresa May"
        if line.low[i] in _MONTHS and good[i - 1] and line.text[i][0].isupper() and line.cover[i] is None:
            good[i] = not line.at(i + 1)[:1].isdigit() and not line.tokens[i].is_sent_start
    found: list[Run] = []
    i = 0
    while i < total:
        holder = line.cover[i]
        if holder is not None and holder.entry.sort == "holder":
            end = _grow(line, good, holder.end)
            found.append(Run(holder.start, end, known=True))
            i = end
            continue
        start = i
        if good[i] or (line.low[i] in PARTICLES and line.text[i][:1].isupper() and line.cover[i] is None):
            end = _grow(line, good, i + 1 if good[i] else i)
            if end > i and any(good[j] for j in range(i, end)):
                found.append(Run(start, end))
                i = end
                continue
        elif line.low[i] in PARTICLES and line.at(i + 1) in _HYPHENS and i + 2 < total and good[i + 2]:
            end = _grow(line, good, i + 3)  # al-Busaidi
            found.append(Run(start, end))
            i = end
            continue
        i += 1
    return found


def _grow(line: Line, good: list[bool], i: int) -> int:
    """How far a name goes on from a place."""
    total, first = len(good), i
    while i < total:
        if line.tokens[i].is_sent_start and not good[i] and i > first:
            return i
        if good[i]:
            if i and line.tokens[i].is_sent_start and line.text[i - 1] in (".", "!", "?"):
                return i
            i += 1
            continue
        step = _step(line, good, i)
        if step is None:
            return i
        i = step
    return i


def _step(line: Line, good: list[bool], i: int) -> int | None:
    """Where a name goes on after a particle, hyphen, initial or suffix; None where it ends."""
    total, low = len(good), line.low[i]
    if low in SUFFIXES and (line.text[i].isupper() or "." in low or low in ("jr", "sr")):
        return i + 1
    if line.text[i] in _JOINED and not line.tokens[i - 1].whitespace_ and not line.tokens[i].whitespace_:
        return i + 2 if i + 1 < total and (good[i + 1] or line.text[i + 1][:1].isalpha()) and line.cover[i + 1] is None else None
    if low in PARTICLES and line.cover[i] is None:
        j = i + 1
        if low in _ASSIMILATED and line.at(j) not in _HYPHENS:
            return None  # "X at the ministry"
        while j < total and (line.low[j] in PARTICLES or line.text[j] in _HYPHENS) and j < i + 4:
            j += 1
        return j + 1 if j < total and good[j] else None
    return None


def add_family_names(lines: list[Line]) -> None:
    """Let words be names that the tagger took for something else but that end a full name elsewhere ("Asif said …")."""
    last = {line.text[run.end - 1] for line in lines for run in line.runs if run.end - run.start > 1 and trim(line, run) is not None}
    last |= {
        line.text[run.start]
        for line in lines
        for run in line.runs
        if run.end - run.start == 1 and (line.at(run.start - 1) in OFFICES or line.at(run.start - 1) in HONORIFICS)
    }
    last = {word for word in last if len(word) > 2 and word.lower() not in NO_NAME and word[:1].isupper()}
    for line in lines:
        more = [
            Run(i, i + 1)
            for i, word in enumerate(line.text)
            if word in last and line.cover[i] is None and line.run_at(i) is None and not line.tag[i].startswith(("MD", "PRP"))
        ]
        if more:
            line.runs = sorted(line.runs + more, key=lambda r: r.start)


def trim(line: Line, run: Run) -> Run | None:
    """A run as a person's name, or None where it cannot be one (it ends in a word for things, or is too long)."""
    size = sum(1 for i in range(run.start, run.end) if line.text[i] not in _JOINED)
    if run.known:
        return run
    if size > 7 or line.low[run.end - 1] in THINGS or line.base[run.end - 1] in THINGS:
        return None
    return run
