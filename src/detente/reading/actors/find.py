"""Put the cast of a dispatch together."""

from __future__ import annotations

from detente.model import ActorMention
from detente.reading.actors.attach import attach
from detente.reading.actors.cast import Cast, Person, Stand
from detente.reading.actors.describe import Describer
from detente.reading.actors.introduced import introduce
from detente.reading.actors.line import Line, add_family_names, find_runs, read_line
from detente.reading.actors.local import name_halves, name_locally, name_owned
from detente.reading.actors.named import Named
from detente.reading.actors.people import Figure, gather
from detente.reading.actors.phrases import find_phrases
from detente.reading.actors.sides import Sides, sided
from detente.reading.actors.standing import Standing, stand
from detente.reading.actors.vocabulary import index, local_names
from detente.reading.parse import Parsed, load_model


def find_actors(parsed: Parsed) -> Cast:
    """Everybody named or described in a dispatch.

    Roles and parties come from the text's own grammar first, then from the table of office-holders on the day of
    publication. Never raises on odd text.
    """
    published = parsed.document.published
    day = published[:10] if published else None
    nlp = load_model()
    names = index(nlp)
    lines = [read_line(p, names) for p in parsed.paragraphs]
    local = name_locally(lines, day, local_names(nlp))
    name_halves(lines)
    for line in lines:
        line.runs = find_runs(line)
    add_family_names(lines)
    sides = Sides(lines, parsed.document.outlet or "")
    for line in lines:
        name_owned(line)
    phrases = [[sided(line, phrase, sides) for phrase in find_phrases(line)] for line in lines]
    named: list[Named] = []
    standings: list[Standing] = []
    titles: list[set[int]] = []
    for line, some in zip(lines, phrases, strict=True):
        people, used = attach(line, some, sides.state)
        told = stand(line, people, sides)
        standings += told
        for one in told:
            one.name.stand(one.code, one.sort == "lead")
        named += people
        titles.append(used)
    codes = frozenset(code for line in lines for k in line.known if (code := k.entry.code) and k.entry.sort != "medium")
    figures = gather(named, day, codes)
    introduce(lines, phrases, titles, figures)
    stands = _stands(standings, figures, sides.pair())
    describer = Describer(lines, figures, sides)
    found: list[ActorMention] = []
    for line, some, used in zip(lines, phrases, titles, strict=True):
        found += describer.describe(line, some, used)
    by_figure = [_mentions(f) for f in figures]
    everything = [m for some in by_figure for m in some] + found
    everything.sort(key=lambda m: (m.field != "title", m.start, -m.end))
    persons = tuple(_person(f, own, found) for f, own in zip(figures, by_figure, strict=True))
    return Cast(tuple(everything), persons, _owners(lines, everything), parsed.document.field, local, stands)


def _stands(standings: list[Standing], figures: list[Figure], pair: frozenset[str]) -> dict[tuple[str, int], Stand]:
    """Who stands for which party, by field and start of the name.

    Of two who lead together, the one of whom nothing is told is given the other of the `pair` that the dispatch is about.
    """
    of = {id(n): f for f in figures for n in f.found}
    found: dict[tuple[str, int], Stand] = {}
    for one in standings:
        name, figure = one.name, of.get(id(one.name))
        if figure is None:
            continue
        served = of.get(id(one.served)) if one.served is not None else figure
        code = one.code or (served.party if served is not None else None)
        if code is None and figure.party is None and one.sort != "speak":
            rest = pair - {f.party for s in standings if s.name.line is name.line and (f := of.get(id(s.name))) is not None}
            code = next(iter(rest)) if len(rest) == 1 else None
            figure.party, figure.why = code, "facing" if code else ""
        if code is not None:
            start, _ = name.line.offsets(name.run.start, name.run.end)
            found[name.line.paragraph.field, start] = Stand(code, one.sort, one.planned)
    return found


def _mentions(figure: Figure) -> list[ActorMention]:
    """A person's mentions by name."""
    found = []
    for one in figure.found:
        start, end = one.line.offsets(one.run.start, one.run.end)
        text = one.line.words(one.run.start, one.run.end)
        found.append(ActorMention(one.line.paragraph.field, start, end, text, figure.name, figure.role, figure.party, "person"))
    return found


def _person(figure: Figure, own: list[ActorMention], others: list[ActorMention]) -> Person:
    described = [m for m in others if m.kind == "person" and m.name == figure.name]
    mentions = sorted(own + described, key=lambda m: (m.field != "title", m.start))
    return Person(figure.name, figure.role, figure.party, figure.why, tuple(mentions), figure.leads)


def _owners(lines: list[Line], mentions: list[ActorMention]) -> frozenset[tuple[str, int]]:
    """The mentions that a possessive mark follows."""
    marked = {(line.paragraph.field, line.offsets(i, i + 1)[0]) for line in lines for i, tag in enumerate(line.tag) if tag == "POS"}
    return frozenset((m.field, m.start) for m in mentions if (m.field, m.end) in marked)
