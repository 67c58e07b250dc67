"""Who says what, by which words."""

from __future__ import annotations

from detente.model import TimeExpression
from detente.reading.actors import Cast
from detente.reading.attribution.chain import Chains
from detente.reading.attribution.continuation import continue_speech
from detente.reading.attribution.model import Block, Find
from detente.reading.attribution.nominal import find_nominal
from detente.reading.attribution.phrases import find_phrases
from detente.reading.attribution.select import select
from detente.reading.attribution.split import split
from detente.reading.attribution.stance import stance
from detente.reading.attribution.verbs import find_verbs
from detente.reading.frames import Attribution, Quote
from detente.reading.parse import Parsed

__all__ = ["find_attributions"]


def find_attributions(parsed: Parsed, cast: Cast, times: tuple[TimeExpression, ...]) -> tuple[Attribution, ...]:
    """Every attributed statement of a dispatch, in order of the text."""
    titles = sum(p.field == "title" for p in parsed.paragraphs)
    blocks = [Block(p, n - titles if p.field == "text" else n) for n, p in enumerate(parsed.paragraphs)]
    for block in blocks:
        chosen = select([*find_verbs(block), *find_phrases(block), *find_nominal(block)])
        block.finds = sorted((part for find in chosen for part in split(find)), key=lambda f: f.first)
    continue_speech(blocks)
    chains = Chains(cast, parsed.document.outlet)
    found = [_attribution(find, chains, times) for block in blocks for find in block.finds if find.rule != "carried-on"]
    return tuple(sorted(found, key=lambda a: (a.field != "title", a.start, a.end)))


def _attribution(find: Find, chains: Chains, times: tuple[TimeExpression, ...]) -> Attribution:
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
        None,
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
