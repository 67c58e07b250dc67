"""Finding expressions: at each word that may start one, the longest rule that resolves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.reading.times import calendar_days, calendar_spans, clocks, lengths, relative, vocabulary
from detente.reading.times.calendar_days import Resolver
from detente.reading.times.meanings import Found, Meaning, Setting

RESOLVERS: dict[str, Resolver] = {
    **{name: getattr(calendar_days, name) for name in ("iso", "numeric", "day_list", "month_day", "week_of_day", "feast")},
    **{name: getattr(calendar_spans, name) for name in (
        "week_of_month", "month", "season", "quarter", "year", "year_range", "year_in_words", "decade", "century")},
    **{name: getattr(relative, name) for name in (
        "weekday", "weekday_set", "deictic", "step", "period_end", "count_step", "distance", "compared", "ordinal_day", "neighbour_day")},
    **{name: getattr(lengths, name) for name in (
        "within", "duration", "bare_duration", "recurrence", "rate", "vague_future", "vague_past", "vague_present")},
    "clock": clocks.clock,
}  # fmt: skip


def _starts(text: str) -> Iterator[tuple[int, tuple[vocabulary.TimeRule, ...]]]:
    """Where an expression may start, and the rules that may start there."""
    index = vocabulary.index()
    figures = index["#"]
    for word in vocabulary.word_tokens(text):
        said = word[0]
        if said[0].isdigit():
            yield word.start(), figures
        elif candidates := index.get(said.lower()):
            yield word.start(), candidates


def _resolve(at: int, candidates: tuple[vocabulary.TimeRule, ...], s: Setting) -> tuple[Found, ...]:
    """The longest candidate at a place that resolves."""
    matches: list[tuple[int, int, vocabulary.TimeRule, re.Match[str]]] = []
    for order, rule in enumerate(candidates):
        if (found := rule.pattern.match(s.text, at)) and found.end() > at:
            matches.append((-found.end(), order, rule, found))
    matches.sort(key=lambda m: m[:2])
    for _, _, rule, found in matches:
        meaning = RESOLVERS[rule.means](found, s)
        if isinstance(meaning, Meaning):
            return (Found(found.start(), _trimmed(found), meaning),)
        if meaning:
            return meaning
    return ()


def _trimmed(found: re.Match[str]) -> int:
    """The end of an expression, without white space behind it."""
    return found.start() + len(found[0].rstrip())


def scan(s: Setting) -> None:
    """Find every expression of the text, in order, and note it in the setting."""
    text, done = s.text, 0
    for at, candidates in _starts(text):
        if at < done or (at and text[at - 1] in "_@#") or (at > 1 and text[at - 1] in "-‐‑" and text[at - 2].isalpha() and not text[at].isdigit()):
            continue
        for found in _resolve(at, candidates, s):
            s.note(found)
            done = max(done, found.end)
