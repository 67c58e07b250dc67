"""Who says what, by which words."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from detente.model import TimeExpression
from detente.reading.actors import Cast
from detente.reading.attribution.chain import Chains
from detente.reading.attribution.continuation import continue_speech
from detente.reading.attribution.learned import find_learned
from detente.reading.attribution.model import Block, Find
from detente.reading.attribution.rules import find_by_rules
from detente.reading.attribution.split import split
from detente.reading.attribution.stance import stance
from detente.reading.frames import Attribution, Quote
from detente.reading.parse import Parsed

__all__ = ["find_attributions"]


def find_attributions(parsed: Parsed, cast: Cast, times: tuple[TimeExpression, ...]) -> tuple[Attribution, ...]:
    """Every attribution of a dispatch, in order of the text: what is said, and the stances that verbs show (`attitude`)."""
    titles = sum(p.field == "title" for p in parsed.paragraphs)
    blocks = [Block(p, n - titles if p.field == "text" else n) for n, p in enumerate(parsed.paragraphs)]
    for block in blocks:
        block.finds = sorted((part for find in find_by_rules(block) for part in split(find)), key=lambda f: f.first)
    continue_speech(blocks)
    days = [t for t in times if t.edtf and t.timex3.type in ("DATE", "TIME")]
    starts = {name: [t for t in days if t.field == name] for name in ("title", "text")}
    chains = Chains(cast, parsed.document.outlet)
    said = [_attribution(f, chains, starts[f.block.paragraph.field]) for b in blocks for f in b.finds if f.rule != "carried-on"]
    # Stances are read last and with a memory of their own, so that they change nothing of what was said.
    chains = Chains(cast, parsed.document.outlet)
    for block in blocks:
        learned = list(find_learned(block, block.finds))
        for find in sorted([*block.finds, *learned], key=lambda f: f.first):
            found = _attribution(find, chains, starts[find.block.paragraph.field])
            if any(find is one for one in learned):
                said.append(replace(found, attitude=True))
    return tuple(sorted(said, key=lambda a: (a.field != "title", a.start, a.end)))


def _attribution(find: Find, chains: Chains, times: list[TimeExpression]) -> Attribution:
    paragraph, doc = find.block.paragraph, find.block.doc

    def span(pair: tuple[int, int]) -> tuple[int, int]:
        return paragraph.offset(doc[pair[0]]), paragraph.end(doc[pair[1]])

    pieces = tuple(sorted([*(span(p) for p in find.pieces), *find.beyond]))
    source = span(find.source) if find.source else None
    cue = span(find.cue) if find.cue else None
    certainty, polarity = stance(find)
    every = [*pieces, *(s for s in (source, cue) if s)]
    return Attribution(
        paragraph.field,
        pieces,
        source,
        cue,
        find.lemma,
        _quote(find),
        chains.of(find),
        certainty,
        polarity,
        _said(find, pieces, times),
        (min(s for s, _ in every), max(e for _, e in every)),
        find.rule,
    )


def _quote(find: Find) -> Quote:
    """Direct where all words stand in quotation marks, mixed where some do."""
    inside, doc = find.block.quote_of, find.block.doc
    words = [inside[i] >= 0 for a, b in find.pieces for i in range(a, b + 1) if doc[i].text[:1].isalnum()]
    if words and all(words):
        return "direct"
    return "mixed" if any(words) else "indirect"


def _said(find: Find, pieces: tuple[tuple[int, int], ...], times: list[TimeExpression]) -> str | None:
    """The day named in the attributing clause ("said on Tuesday"), as EDTF."""
    leader = find
    while leader.follows is not None and leader.group is None:
        leader = leader.follows
    if leader.group is None:
        return None
    paragraph, doc = leader.block.paragraph, leader.block.doc
    low, high = paragraph.offset(doc[leader.group[0]]), paragraph.end(doc[min(leader.group[1] + 6, leader.block.end_of(leader.group[1]))])
    cut = min((s for s, _ in pieces if s >= paragraph.end(doc[leader.group[1]])), default=high)
    for time in times[bisect_left(times, low, key=lambda t: t.start) :]:
        if time.start >= min(high, max(cut, paragraph.end(doc[leader.group[1]]))):
            break
        if not any(s <= time.start < e for s, e in pieces) and time.grain in ("day", "part_of_day", "hour", "minute", "week", "month"):
            return time.edtf
    return None
