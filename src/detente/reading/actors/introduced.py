"""People whose office the text tells before it names them: "the chief negotiators of Peru and Chile … Ana Ruiz and Luis Soto"."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from detente.reading.actors.line import Line
from detente.reading.actors.people import Figure
from detente.reading.actors.phrases import Phrase
from detente.reading.actors.vocabulary import OFFICES, RANKS

#: How many sentences after an office its holders may be named.
_REACH = 2

#: What stands between the names of a row.
_BETWEEN = frozenset({",", "and", "&"})


def introduce(
    lines: Sequence[Line], phrases: Sequence[Sequence[Phrase]], titles: Sequence[Collection[int]], figures: Sequence[Figure]
) -> None:
    """Give those who are named without office or party the office that was told just before, of one party or of each in order.

    `titles` holds, line by line, where the phrases begin that are somebody's title already.
    """
    at = {(n.line.paragraph.index, n.run.start): f for f in figures for n in f.found}
    rows = _rows(lines, {place: f for place, f in at.items() if _unknown(f)})
    if not rows:
        return
    waiting: tuple[Line, Phrase, int] | None = None
    for n, line in enumerate(lines):
        starts = [i for i, token in enumerate(line.tokens) if token.is_sent_start]
        for phrase in phrases[n]:
            if phrase.sort == "role" and phrase.plural and phrase.noun in OFFICES - RANKS and not (phrase.past or phrase.private):
                _in_order(line, phrase, rows.get(line.paragraph.index, []), starts)
        waiting = _one(line, [p for p in phrases[n] if p.start not in titles[n]], at, waiting)


def _unknown(figure: Figure) -> bool:
    return figure.party is None and all(not t.party and t.plural for t in figure.titles)


def _rows(lines: Sequence[Line], at: Mapping[tuple[int, int], Figure]) -> dict[int, list[tuple[int, list[Figure]]]]:
    """Names in a row of people of whom nothing is known ("Ana Ruiz and Luis Soto"), by paragraph, with where they begin."""
    found: dict[int, list[tuple[int, list[Figure]]]] = {}
    for line in lines:
        row: list[Figure] = []
        index, end = line.paragraph.index, 0
        for run in line.runs:
            figure = at.get((index, run.start))
            joined = row and set(line.low[end : run.start]) <= _BETWEEN and end < run.start
            if figure is None or not joined:
                row = []
            if figure is not None:
                if not row:
                    found.setdefault(index, []).append((run.start, row))
                row.append(figure)
            end = run.end
    return found


def _in_order(line: Line, phrase: Phrase, rows: list[tuple[int, list[Figure]]], starts: Sequence[int]) -> None:
    """The holders of an office that several parties have, named after it in as long a row."""
    codes: list[str] = []
    for i in range(phrase.start, phrase.end):
        code = line.code_at(i)
        if code is not None and code not in codes:
            codes.append(code)
    if len(codes) < 2:
        return
    for start, row in rows:
        between = sum(phrase.end < s <= start for s in starts)
        if start >= phrase.end and between <= _REACH:
            if len(row) == len(codes):
                for figure, code in zip(row, codes, strict=True):
                    figure.party, figure.why = code, "in order"
                    figure.role = figure.role or _office(line, phrase)
                    figure.words |= {*line.low[phrase.core : phrase.head], phrase.noun}
            return


def _office(line: Line, phrase: Phrase) -> str:
    """A plural office as one person's ("the Swiss and EU chief negotiators" → "chief negotiator")."""
    own = [line.text[k] for k in range(phrase.core, phrase.head) if line.cover[k] is None and line.low[k] not in _BETWEEN]
    return " ".join([*own, phrase.noun])


def _one(
    line: Line,
    phrases: Sequence[Phrase],
    at: Mapping[tuple[int, int], Figure],
    waiting: tuple[Line, Phrase, int] | None,
) -> tuple[Line, Phrase, int] | None:
    """Who is "the U.N. envoy for Cyprus" of the sentence before, where the next person named has neither office nor party.

    Gives the description that still waits for its name, with the number of paragraphs that have passed.
    """
    marks: list[tuple[int, Phrase | Figure]] = [
        (p.start, p)
        for p in phrases
        if p.sort == "role" and p.noun in OFFICES - RANKS and not p.plural and p.party and p.determiner == "the" and p.head > p.core
    ]
    marks += [(run.start, f) for run in line.runs if (f := at.get((line.paragraph.index, run.start))) is not None]
    for _, mark in sorted(marks, key=lambda m: m[0]):
        if isinstance(mark, Phrase):
            waiting = (line, mark, 0)
        elif waiting is not None and _unknown(mark) and not mark.titles and any(n.acts for n in mark.found[:1]):
            told, phrase, _ = waiting
            mark.party, mark.why, mark.role = phrase.party, "described", told.words(phrase.core, phrase.end)
            mark.words |= {*told.low[phrase.core : phrase.head + 1], phrase.noun}
            waiting = None
        else:
            waiting = None
    if waiting is None or waiting[2] > 0 or line.paragraph.field == "title":
        return None
    return (waiting[0], waiting[1], waiting[2] + 1)
