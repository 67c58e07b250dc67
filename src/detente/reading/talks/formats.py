"""How a meeting is held (directly, behind closed doors, …) and of what rank those are who meet."""

from __future__ import annotations

import re
from functools import cache

from detente.codebook import table
from detente.reading.grammar import is_verb, subject
from detente.reading.talks.lexicon import FILE
from detente.reading.talks.mentions import Mention

#: Longer phrases after a meeting tell of other things.
_REACH = 14


@cache
def _patterns(section: str) -> dict[str, re.Pattern[str]]:
    rows = {name: sorted(words, key=len, reverse=True) for name, words in table(FILE)[section].items()}
    return {name: re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, words)) + r")(?![\w-])", re.I) for name, words in rows.items()}


def _one(section: str, text: str) -> str | None:
    found = [name for name, pattern in _patterns(section).items() if pattern.search(text)]
    return found[0] if len(found) == 1 else None


def _around(mention: Mention, *, people: bool) -> str:
    """The words that hang on a meeting, and on its verb beside it; the subject of the verb where people are asked for."""
    tokens = {t.i: t for t in mention.token.subtree if mention.sort != "verb" and abs(t.i - mention.token.i) <= _REACH}
    for predicate in mention.predicates[:1] if not people else ():
        for token in predicate.verb.doc[predicate.verb.i + 1 : predicate.verb.i + 1 + _REACH]:
            if (is_verb(token) and token.dep_ != "amod") or token.text in (";", ":") or token.dep_ == "mark":
                break
            tokens[token.i] = token
    if people and mention.sort == "verb":
        who = subject(mention.token)
        if who is not None:
            tokens |= {t.i: t for t in who.subtree if abs(t.i - who.i) <= 4}
    return "".join(tokens[i].text_with_ws for i in sorted(tokens))


def format_of(mention: Mention) -> str | None:
    """ "direct", "indirect", "closed" or "online", where the words at the meeting say so."""
    return _one("formats", _around(mention, people=False))


def level_of(mention: Mention) -> str | None:
    """ "leaders", "ministers" or "experts", where the words at the meeting say so."""
    return _one("levels", _around(mention, people=True))
