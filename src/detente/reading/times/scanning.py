"""Finding expressions: at each word that may start one, the longest rule that resolves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from detente.reading.times import calendar_days, calendar_spans, clocks, distances, lengths, relative, vocabulary, weekdays
from detente.reading.times.meanings import Found, Meaning, Setting

Resolver = Callable[[re.Match[str], Setting], Meaning | tuple[Found, ...] | None]

#: What a rule `means` in the data file → the function that resolves it.
RESOLVERS: dict[str, Resolver] = {
    "iso": calendar_days.iso,
    "numeric": calendar_days.numeric,
    "day_list": calendar_days.day_list,
    "month_day": calendar_days.month_day,
    "week_of_day": calendar_days.week_of_day,
    "feast": calendar_days.feast,
    "week_of_month": calendar_spans.week_of_month,
    "month": calendar_spans.month,
    "season": calendar_spans.season,
    "quarter": calendar_spans.quarter,
    "year": calendar_spans.year,
    "year_range": calendar_spans.year_range,
    "year_in_words": calendar_spans.year_in_words,
    "decade": calendar_spans.decade,
    "century": calendar_spans.century,
    "weekday": weekdays.weekday,
    "weekday_set": weekdays.weekday_set,
    "deictic": weekdays.deictic,
    "step": relative.step,
    "period_end": relative.period_end,
    "count_step": relative.count_step,
    "distance": distances.distance,
    "compared": distances.compared,
    "ordinal_day": distances.ordinal_day,
    "neighbour_day": distances.neighbour_day,
    "within": lengths.within,
    "duration": lengths.duration,
    "elided": lengths.elided,
    "bare_duration": lengths.bare_duration,
    "recurrence": lengths.recurrence,
    "rate": lengths.rate,
    "vague_future": lengths.vague_future,
    "vague_past": lengths.vague_past,
    "vague_present": lengths.vague_present,
    "clock": clocks.clock,
}


def _starts(text: str) -> Iterator[tuple[int, tuple[vocabulary.TimeRule, ...]]]:
    """Where an expression may start, and the rules that may start there."""
    index = vocabulary.index()
    figures, follow = index["#"], vocabulary.second_words()
    waiting: tuple[int, tuple[vocabulary.TimeRule, ...]] | None = None
    for word in vocabulary.word_tokens(text):
        said = word[0].lower()
        figure = said[0].isdigit()
        if waiting and (figure or said in follow):
            yield waiting
        waiting = None
        if figure:
            yield word.start(), figures
        elif candidates := index.get(said):
            if said in vocabulary.COMMON:
                waiting = word.start(), candidates
            else:
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
        if (
            at < done
            or (at and text[at - 1] in "_@#")
            or (at > 1 and text[at - 1] in "-‐‑" and text[at - 2].isalpha() and not text[at].isdigit())
        ):
            continue
        for found in _resolve(at, candidates, s):
            s.note(found)
            done = max(done, found.end)
