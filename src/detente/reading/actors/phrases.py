"""Noun phrases that name an office or describe a speaker, institutions and sides, and the party that their words give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from detente.reading.actors.line import Line, Run
from detente.reading.actors.vocabulary import (
    ALL_OF_THEM,
    COLLECTIVES,
    DESCRIBED,
    HEADS,
    HONORIFICS,
    HOUSE_WORDS,
    HOUSES,
    LINKS,
    MEDIA_WORDS,
    MODIFIERS,
    NO_NAME,
    OFFICES,
    PAST,
    PRIVATE,
    RANKS,
    SERVES,
    SPEAKS_FOR,
)

Sort = Literal["role", "house", "medium", "collective"]

_HYPHENS = ("-", "‑", "–")
_MARKS = ("'s", "’s", "'", "’")
_NOUNS = ("NN", "NNS", "NNP", "NNPS")

#: Of these each party has its own, so that a bare plural is nobody in particular ("their embassies").
_ONE_EACH = frozenset(
    {"embassy", "mission", "consulate", "office", "government", "ministry", "department", "team", "delegation", "army", "side", "camp"}
)

#: Nouns that describe a speaker only with words about what he knows ("people familiar with the matter").
PLAIN = frozenset({"people", "person", "man", "woman", "figure", "member", "individual", "veteran"})

#: Nouns that stand for a medium without a word before them ("the agency").
_PAPERS = frozenset({"agency", "newspaper", "broadcaster", "daily", "portal", "channel", "media", "paper", "outlet", "website"})

_TEAMS = ("administration", "government", "team", "cabinet", "campaign", "regime", "camp")
_STOPS = ("VBD", "VBZ", "VBP", "MD", "WP", "WDT", "WRB", ",", ".", ":", "``", "''", "-LRB-", "-RRB-", "EX", "WP$")

#: Modifiers that make "in <capital>" tell whose officials they are ("government sources in Athens").
_OFFICIAL = frozenset({"government", "governmental", "official", "diplomatic", "presidential", "security", "military"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase with its head; tokens from start up to end (exclusive)."""

    sort: Sort
    start: int
    head: int
    end: int

    #: The head's dictionary form, with a joined word before it ("secretary-general").
    noun: str

    #: "the", "a", "own" (his, their), "of" (a possessor before it) or "" for none.
    determiner: str

    #: The party that its own words give, or None.
    party: str | None

    #: A person whose aide, spokesman, team or office it is.
    owner: Run | None = None
    plural: bool = False
    past: bool = False
    private: bool = False

    #: First token after determiner and possessor.
    core: int = 0


def find_phrases(line: Line) -> list[Phrase]:
    """Every phrase of a paragraph, in order; they do not overlap except where one holds another within it."""
    found: list[Phrase] = []
    done = -1
    for i, base in enumerate(line.base):
        if i <= done or not line.tag[i].startswith("NN"):
            continue
        phrase = _phrase(line, i, base)
        if phrase is not None:
            found.append(phrase)
            done = phrase.head
    return found


def _phrase(line: Line, i: int, base: str) -> Phrase | None:
    if line.cover[i] is not None or line.run_at(i) is not None:
        return None
    if base in COLLECTIVES and line.tag[i] in ("NNS", "NNPS") and (both := _all_of_them(line, i)) is not None:
        return Phrase("collective", both, i, i + 1, base, "the", None, plural=True, core=both)
    if base in HEADS or line.low[i] in DESCRIBED or line.low[i] in RANKS or (base == "number" and line.at(i - 1) == "opposite"):
        return _role(line, i)
    if base == "agency" and (line.tag[i] == "NNS" or line.at(i - 1) in ("news", "press", "wire", "state", "the", "telegraph")):
        return _press(line, i, base)
    if base in HOUSES or line.low[i] in HOUSES:
        return _house(line, i)
    return _press(line, i, base) if line.low[i] in MEDIA_WORDS or base in MEDIA_WORDS else None


def _press(line: Line, i: int, base: str) -> Phrase | None:
    """A medium that is described: "Greek state television", "some Turkish media", "the agency"."""
    if line.at(i + 1) in MEDIA_WORDS and line.tag_at(i + 1).startswith("NN"):
        return None
    start, determiner, owner = _left(line, i, media=True)
    core = _core(line, start, i)
    if core == i and (base not in _PAPERS or not determiner):
        return None
    return Phrase("medium", start, i, i + 1, base, determiner, None, owner, line.tag[i].endswith("S"), core=core)


def _all_of_them(line: Line, i: int) -> int | None:
    """Where "both", "the two", … begins before a plural; None where the noun stands alone or one party is named."""
    j = i
    while j > 0 and i - j < 4:
        j -= 1
        word = line.low[j]
        if word in ALL_OF_THEM:
            return j - 1 if line.at(j - 1) == "the" else j
        if word == "the" and j == i - 1 and line.base[i] in ("side", "party", "delegation"):
            return j
        if not line.tag[j].startswith(("JJ", "NN")) or line.code_at(j):
            return None
    return None


def _last_head(line: Line, i: int) -> int:
    """The last of a row of title words: "deputy foreign minister", "secretary-general"."""
    while True:
        following, after = line.at(i + 1), line.at(i + 2)
        if following in HEADS and line.tag_at(i + 1) in _NOUNS and line.cover[i + 1] is None and not line.run_at(i + 1):
            i += 1
        elif (following in _HYPHENS and after in HEADS | MODIFIERS and not line.tokens[i + 1].whitespace_) or (
            following in MODIFIERS and after in HEADS and line.tag_at(i + 2) in _NOUNS
        ):
            i += 2
        else:
            return i


def _role(line: Line, i: int) -> Phrase | None:
    head = _last_head(line, i)
    start, determiner, owner = _left(line, head)
    noun = line.base[head]
    if noun == "number":
        noun = "counterpart"
    if head >= 2 and line.text[head - 1] in _HYPHENS and not line.tokens[head - 1].whitespace_:
        noun = f"{line.low[head - 2]}-{noun}"
    core = _core(line, start, head)
    if (
        noun in PLAIN
        and core == head
        and line.at(head + 1) not in (("of",) if noun == "member" else ("familiar", "close", "briefed", "with", "involved"))
    ):
        return None
    if noun in DESCRIBED and not line.tag[head].startswith("NN"):
        return None
    end = _right(line, head)
    owner = owner or _served(line, noun, head, end)
    described = noun in DESCRIBED
    party = _left_party(line, start, head) or _right_party(line, noun, head, end, described, set(line.low[start:head]))
    before = [known for k in range(start, head) if (known := line.cover[k]) is not None]
    private = noun in PRIVATE and noun not in OFFICES
    private = private or (described and any(known.entry.sort == "medium" for known in before))
    past = bool(PAST.intersection(line.low[start:head]))
    return Phrase("role", start, head, end, noun, determiner, party, owner, line.tag[head].endswith("S"), past, private, core)


def _house(line: Line, i: int) -> Phrase | None:
    head = i
    if line.at(i + 1) in ("general", "headquarters", "staff") and line.tag_at(i + 1) in (*_NOUNS, "JJ"):
        head = i + 1
    start, determiner, owner = _left(line, i)
    core = _core(line, start, i)
    party = _left_party(line, start, i)
    plain = core == i and not owner and not party
    if plain and determiner not in ("the", "own", "of") and line.at(head + 1) not in ("of", "in") and not line.text[i][:1].isupper():
        return None
    if line.tag[i] == "NNS" and line.base[i] in _ONE_EACH and not party:
        return None
    end = _right(line, head, short=True)
    owner = owner or _served(line, line.base[i], head, end)
    party = party or _right_party(line, line.base[i], head, end, True, _OFFICIAL)
    return Phrase("house", start, i, end, line.base[i], determiner, party, owner, line.tag[i].endswith("S"), core=core)


def _left(line: Line, head: int, media: bool = False) -> tuple[int, str, Run | None]:
    """Where the phrase begins, what determines it, and the person who possesses it."""
    j, determiner = head, ""
    owner: Run | None = None
    while j > 0:
        k = j - 1
        word, tag = line.low[k], line.tag[k]
        known, run = line.cover[k], line.run_at(k)
        if line.tokens[j].is_sent_start:
            break
        if known is not None and known.entry.sort != "holder":
            j = known.start
        elif tag == "POS" or (word in _MARKS and k > 0):
            run = line.run_at(k - 1)
            if run is not None:
                return run.start, "of", run
            if k and (line.cover[k - 1] is not None or line.tag[k - 1].startswith("NN")):
                determiner, j = "of", k
            else:
                break
        elif run is not None:
            if line.low[j] in _TEAMS and (run.known or run.end - run.start == 1):
                owner = run  # "a Trump administration official"
            elif run.end - run.start == 1 and j == run.end and line.low[head] in OFFICES and line.tag[k] != "POS":
                owner = run  # "a Trump envoy"; "Brexit Secretary", where it is nobody
            elif not _inside(line, run, head):
                break
            j = run.start
        elif tag in ("DT", "PRP$") or word in ("one", "another"):
            determiner = determiner or ("own" if tag == "PRP$" else "the" if word in ("the", "this", "that", "these", "those") else "a")
            j = k
            if word != "another":
                break
        elif _modifies(line, k, j, media):
            j = k
        else:
            break
    if j and line.text[j] in _HYPHENS and not line.tokens[j - 1].whitespace_ and j < head:
        j -= 1  # "well-informed sources"
    return j, determiner, owner


def _inside(line: Line, run: Run, head: int) -> bool:
    """Whether words that look like a name only modify the head ("North Atlantic department")."""
    last = line.tokens[run.end - 1]
    return last.dep_ in ("compound", "nmod", "amod") and run.end <= last.head.i <= head and line.base[head] in HOUSES and not run.known


def _modifies(line: Line, k: int, j: int, media: bool) -> bool:
    word, tag = line.low[k], line.tag[k]
    if tag in ("VBD", "VBZ", "VBP", "VB", "MD", "IN", "RB", "TO") and line.tokens[k].dep_ not in ("compound", "amod"):
        return word in ("deputy", "vice", "then", "ex", "newly") and tag in ("RB", "IN", "VB")
    if line.tag[j] == "POS" and (line.base[k] in HEADS or line.base[k] in HOUSES):
        return True  # "the guerrillas' negotiator"
    if word in MODIFIERS or word in HEADS or word in HOUSE_WORDS or word in HOUSES or word in HONORIFICS:
        return True
    if line.text[k] in _HYPHENS:
        return k > 0 and not line.tokens[k].whitespace_
    if tag in ("CC",) or word == "&":
        return line.at(k - 1) in HOUSE_WORDS | MODIFIERS and line.at(k - 1) not in HEADS and line.at(j) in HOUSE_WORDS | MODIFIERS
    if tag in ("JJ", "JJR", "JJS", "NN", "VBZ", "VBP", "VBN", "VBG", "CD", "NNP", "NNS") and line.text[k].isalpha():
        return media or line.tokens[k].dep_ in ("compound", "amod", "nmod", "nummod") or tag in ("JJ", "CD")
    return False


def _right(line: Line, head: int, short: bool = False) -> int:
    """Where the phrase ends: "of", "for", "in", … and what hangs on them, up to a verb, comma or a name of its own."""
    end, j, total = head + 1, head + 1, len(line.text)
    first = line.at(j)
    if (
        first not in LINKS
        or first in ("and", "&", "the", "a", "an", "'s", "’s", "by", "-", "on", "its", "their", "his", "her")
        or (short and first not in ("of", "in", "for", "to"))
    ):
        return end
    while j < total and j - head < (9 if short else 14):
        tag, word = line.tag[j], line.low[j]
        if (
            line.tokens[j].is_sent_start
            or (tag in _STOPS and not (tag == "VBD" and j == head + 1))
            or (tag == "RB" and word not in ("not",))
        ):
            break
        if word == "that" or (tag == "CC" and not _joins(line, j)):
            break
        if word in ("told", "said", "on", "by", "during", "after", "before") and word not in ("on",):
            break
        if word in ("on", "to", "at", "in") and j > head + 3 and short:
            break
        run = line.run_at(j)
        if run is not None and j == run.start:
            previous = line.at(j - 1)
            inner = j - 1 > head and previous in HEADS | HONORIFICS
            if previous not in LINKS and not inner and not (previous in NO_NAME and run.end - run.start == 1):
                break
            end = j = run.end
            continue
        known = line.cover[j]
        j = known.end if known is not None else j + 1
        if word not in LINKS or word in ("familiar", "involved", "briefed"):
            end = j
    return end


def _joins(line: Line, j: int) -> bool:
    """Whether "and" goes on with the same phrase ("water resources and irrigation", "Qatar and the United States")."""
    after = j + 2 if line.at(j + 1) == "the" else j + 1
    if line.code_at(j - 1) and line.code_at(after):
        known, first = line.cover[after], line.cover[j - 1]
        beyond = known.end if known is not None else after + 1
        alike = known is not None and first is not None and known.entry.sort == first.entry.sort == "adjective"
        return line.at(beyond) not in _MARKS and (alike or line.tag_at(beyond) not in _NOUNS)
    run = line.run_at(after)
    if run is not None and run.end - run.start == 1 and line.at(run.end) in HOUSE_WORDS | MODIFIERS:
        return True  # "Oceans and Polar Affairs"
    if run is not None or line.code_at(after):
        return False
    return (
        line.at(after) in HOUSE_WORDS | MODIFIERS or (line.at(j + 1)[:1].isalpha() and line.text[after][:1].isupper())
        if after < len(line.text)
        else False
    )


def _core(line: Line, start: int, head: int) -> int:
    """The first token after determiner and possessor."""
    j = start
    for k in range(start, head):
        if ((line.tag[k] in ("DT", "PRP$") or line.low[k] == "own") and k == j) or line.tag[k] == "POS":
            j = k + 1
    return j


def _left_party(line: Line, start: int, head: int) -> str | None:
    """The first party named before the head."""
    for k in range(start, head):
        code = line.code_at(k)
        if code is not None:
            return code
    return None


def _served(line: Line, noun: str, head: int, end: int) -> Run | None:
    """The person in "an aide to X", "the office of X"."""
    wanted: tuple[str, ...] = ("to",) if noun in SERVES else ("of", "for") if noun in HOUSES or noun in SPEAKS_FOR else ()
    if noun in DESCRIBED:
        wanted = ("close", "in", "from", "of", "within", "inside")
    if line.at(head + 1) not in wanted:
        return None
    for k in range(head + 2, end):
        run = line.run_at(k)
        if run is not None:
            return run
    return None


def _right_party(line: Line, noun: str, head: int, end: int, described: bool, words: set[str] | frozenset[str]) -> str | None:
    """The party in what follows the head: of X, from X, for X with those who speak for somebody, in the ministry of X."""
    codes: list[str] = []
    preposition = ""
    for k in range(head + 1, end):
        word = line.low[k]
        if line.tag[k] == "IN" or word in ("to", "of", "for", "in", "close"):
            preposition = "close" if word == "to" and preposition == "close" else word
            continue
        code = line.code_at(k)
        known = line.cover[k]
        if code is None or known is None or known.start != k:
            continue
        if (
            preposition in ("of", "from")
            or (preposition == "to" and noun in SERVES and any(line.base[m] in HOUSES | HEADS for m in range(known.end, end)))
            or (preposition == "for" and noun in SPEAKS_FOR)
            or (
                preposition in ("in", "at", "inside", "within", "close", "near")
                and described
                and _tells(line, head, known.entry.sort, known.end, end, noun, words | set(line.low[head + 1 : k]))
            )
        ):
            codes.append(code)
    return codes[0] if codes and len(set(codes)) == 1 else None


def _tells(line: Line, head: int, sort: str, after: int, end: int, noun: str, words: set[str] | frozenset[str]) -> bool:
    """Whether "in X" says whose people they are: a ministry or side of X, or X's capital for officials."""
    if sort in ("institution", "seat") or line.at(head + 1) == "close":
        return True
    if any(line.base[k] in HOUSES or line.low[k] in HOUSES for k in range(after, end)):
        return True
    if sort == "capital":
        return (
            noun in ("official", "authority", "government", "regime")
            or bool(words & _OFFICIAL)
            or noun in HOUSES - {"embassy", "consulate", "mission", "office"}
        )
    return False
