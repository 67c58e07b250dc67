"""Who meets: the parties of one meeting, and those of the dispatch, so that other talks are told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from detente.reading.grammar import subject
from detente.reading.parse import Sentence
from detente.reading.talks.context import Context
from detente.reading.talks.lexicon import words
from detente.reading.talks.mentions import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

_COMPANY = ("between", "with", "among", "of", "by", "and")


def codes_of(ctx: Context, sentence: Sentence, tokens: Iterable[Token]) -> list[str]:
    """The parties that some words of a sentence name, in order, each once; a city where people meet is no party."""
    found: list[str] = []
    paragraph = sentence.paragraph
    actors = ctx.actors(sentence)
    cities = [(p.start, p.end) for p in ctx.places(sentence) if p.kind in ("city", "site", "feature") and p.sense != "metonymic"]
    for token in sorted(tokens, key=lambda t: t.i):
        at = paragraph.offset(token)
        if any(start <= at < end for start, end in cities):
            continue
        over = [a for a in actors if a.start <= at < a.end and a.party]
        code = min(over, key=lambda a: a.end - a.start).party if over else None
        if code is None and token.tag_ in _NAMES and token.text[:1].isupper():
            code = ctx.scene.cast.party_of(token.text)
        if code is not None and code not in found:
            found.append(code)
    return found


_NAMES = ("JJ", "NNP", "NNPS", "NNS")
_JOINING = frozenset({"and", "-", "–", "—", "/", "the", ",", "'s", "’s", "’", "'", "&", "with", "government", "rebels", "rebel", "group"})


def _together(ctx: Context, sentence: Sentence) -> Iterator[tuple[str, ...]]:
    """Parties named side by side: "Peru and Chile", "US-Russia", "Congo's government and the M23 rebels"."""
    row: list[str] = []
    last = -1
    for token in sentence.span:
        codes = codes_of(ctx, sentence, [token]) if token.text[:1].isupper() else []
        if not codes:
            continue
        gap = sentence.paragraph.doc[last + 1 : token.i]
        if row and len(gap) <= 5 and all(t.lower_ in _JOINING for t in gap):
            row += [c for c in codes if c not in row]
        else:
            if len(row) > 1:
                yield tuple(sorted(row))
            row = codes
        last = token.i
    if len(row) > 1:
        yield tuple(sorted(row))


def parties_of(ctx: Context, mention: Mention) -> tuple[str, ...]:
    """Those who meet, as far as the words around the mention tell."""
    tokens: list[Token] = []
    heads = [mention.token, *(t for t in mention.path if mention.sort == "verb")]
    for head in heads:
        if mention.sort != "verb" or head is not mention.token:
            for child in head.lefts:
                if child.dep_ in ("compound", "amod", "nmod", "poss", "npadvmod", "punct"):
                    tokens += child.subtree
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in _COMPANY:
                tokens += [t for t in child.subtree if t.i - head.i < 25]
    if mention.sort == "verb":
        who = subject(mention.token) if mention.predicates[0].form.words[0] not in words("nouns", "hosting") else None
        if who is not None:
            tokens += [t for t in who.subtree if t.i < mention.token.i]
        for child in mention.token.children:
            if child.dep_ in ("dobj", "dative"):
                tokens += child.subtree
    else:
        for predicate in mention.predicates:
            if predicate.role in ("object", "self") or predicate.form.sort == "run":
                who = subject(predicate.verb) if predicate.form.words[0] not in words("nouns", "hosting") else None
                if who is not None and who.i != mention.token.i and predicate.form.sort in ("conduct", "close", "open", "meet"):
                    tokens += [t for t in who.subtree if t.i < predicate.verb.i]
    return tuple(codes_of(ctx, mention.sentence, tokens))


def main_parties(ctx: Context, found: Sequence[tuple[Mention, tuple[str, ...]]]) -> tuple[str, ...]:
    """The parties of the talks that a dispatch is about: the company named most often, title and opening counting more."""
    weights: Counter[tuple[str, ...]] = Counter()
    for n, (mention, codes) in enumerate(found):
        if len(codes) >= 2:
            weights[tuple(sorted(codes))] += 3.0 if mention.sentence.field == "title" else 1.0 + 3.0 / (1 + n)  # type: ignore[assignment]
    for n, sentence in enumerate(ctx.sentences[:_OPENING]):
        for codes in _together(ctx, sentence):
            weights[codes] += 2.0 / (1 + n / 4)  # type: ignore[assignment]
    if not weights:
        return _most_named(ctx)
    for codes in list(weights):  # a pair counts for the three that it is part of, so that the fuller company wins
        weights[codes] += (
            sum(w for other, w in weights.items() if set(other) < set(codes) and len(codes) == 3 and 2 * weights[codes] >= w) / 2
        )  # type: ignore[assignment]
    best, _ = max(weights.items(), key=lambda kv: (kv[1], -len(kv[0])))
    return best


#: How many sentences from the beginning are searched for those who meet.
_OPENING = 40


def _most_named(ctx: Context) -> tuple[str, ...]:
    """The two parties named most in the opening."""
    counts: Counter[str] = Counter()
    for sentence in ctx.sentences[:_OPENING]:
        counts.update(a.party for a in ctx.actors(sentence) if a.party)
    return tuple(sorted(c for c, _ in counts.most_common(2))) if len(counts) > 1 else ()


def foreign(codes: tuple[str, ...], main: tuple[str, ...]) -> bool:
    """Whether a meeting of these parties belongs to other talks than those of the main ones."""
    if len(codes) < 2 or len(main) < 2:
        return False
    return len(set(codes) & set(main)) < 2
