"""Where somebody stands: the capital he speaks in, the agency that hears him, the subject whose "its" something is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator

from detente.codebook.parties import key, kind_of
from detente.reading.actors.line import Known, Line
from detente.reading.actors.phrases import Phrase
from detente.reading.actors.sides import WORLDWIDE
from detente.reading.actors.vocabulary import HOUSE_WORDS, HUMAN_VERBS, MIRRORS
from detente.reading.lemmas import lemma

#: Words before the medium that hears somebody, at most `_GAP` words further back ("carried by the official …").
_HEARD = frozenset({"told", "tells", "tell", "by", "to", "with", "gave", "on"})
_GAP = 3

#: How many sentences after a name its hearer may stand.
_SENTENCES = 2

#: Clauses whose subject is not what the sentence is about.
_SUBORDINATE = frozenset({"advcl", "relcl", "acl", "pcomp"})


def is_place(line: Line, known: Known) -> bool:
    """Whether a capital's name only says where something is: a dateline, or after "in", "from", "to" and the like."""
    if line.text[known.start].isupper() and len(line.text[known.start]) > 3:
        return True
    return line.at(known.start - 1) in (
        "in",
        "at",
        "from",
        "near",
        "to",
        "via",
        "outside",
        "into",
        "around",
        "of",
        "for",
        "through",
        "towards",
        "toward",
        "/",
    )


def spoken_at(line: Line, i: int, parties: Collection[str]) -> str | None:
    """The country in whose capital the holder of a title says something ("X said in Jerusalem"), where the text names it."""
    for k in range(i, min(i + 16, len(line.text))):
        if k > i and line.tokens[k].is_sent_start:
            return None
        known = line.cover[k]
        if known is None or known.entry.sort != "capital" or line.at(k - 1) != "in":
            continue
        verb = line.tokens[k - 1].head
        if known.entry.code in parties and lemma(verb) in HUMAN_VERBS and verb.tag_.startswith("V"):
            return known.entry.code
    return None


def heard_nearby(line: Line, i: int, parties: Collection[str]) -> str | None:
    """The country of the national agency or station that the holder of a title speaks to, where the text names that country.

    A medium that is introduced by its country ("Turkey's Anadolu Agency") is one from abroad.
    """
    sentences, at = 0, i + 1
    for known in line.known[bisect_left(line.known, i + 1, key=lambda k: k.start) :]:
        sentences += sum(1 for k in range(at, known.start) if line.tokens[k].is_sent_start)
        at = known.start
        if sentences > _SENTENCES:
            return None
        if known.entry.sort != "medium":
            continue
        before = range(max(0, known.start - _GAP), known.start)
        told = any(line.low[k] in _HEARD for k in before)
        abroad = any(line.code_at(k) for k in before)
        code = known.entry.code
        if told and not abroad and code in parties and key(known.entry.name).lower() not in WORLDWIDE:
            return code
    return None


def subjects_before(line: Line, i: int) -> Iterator[int]:
    """The subjects of main clauses before a token, in its sentence and in the one before that, the nearest first."""
    sentences = 0
    for k in range(i - 1, -1, -1):
        sentences += bool(line.tokens[k + 1].is_sent_start)
        if sentences > 1:
            return
        token = line.tokens[k]
        if token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ not in _SUBORDINATE:
            yield k


def subject_party(line: Line, i: int) -> str | None:
    """The party that is subject of the sentence of a token or of that before it: the one that "its" means."""
    if line.low[i] != "its":
        return None
    codes = (line.code_at(k) for k in subjects_before(line, i))
    return next((code for code in codes if code is not None and kind_of(code) != "organization"), None)


def apart(line: Line, phrase: Phrase) -> bool:
    """Whether a house is none of a government's: a joint one, the opposition's, the rebels', or one of a people of its own name."""
    words = set(line.low[phrase.start : phrase.head + 1])
    own = any(
        line.text[k][:1].isupper() and line.tag[k].startswith("JJ") and line.low[k] not in HOUSE_WORDS
        for k in range(phrase.core, phrase.head)
    )
    return own or bool(words & {"joint", "opposition", "rebel", "rebels", "insurgent", "separatist", "militia", "trilateral", "bilateral"})


def counterpart_party(line: Line, end: int) -> str | None:
    """The party of the counterpart of whoever is named up to a token ("X met his Greek counterpart"): he is of another one."""
    for k in range(end, min(end + 9, len(line.text))):
        if line.tokens[k].is_sent_start:
            return None
        if line.low[k] in ("his", "her"):
            return next(
                (code for m in range(k + 1, min(k + 5, len(line.text) - 1)) if (code := line.code_at(m)) and _mirror(line, m + 1)), None
            )
    return None


def _mirror(line: Line, i: int) -> bool:
    return any(line.base[k] in MIRRORS for k in range(i, min(i + 3, len(line.text))))
