"""Who meets: the parties of one meeting, and those of the dispatch, so that other talks are told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from detente.codebook.parties import kind_of
from detente.reading.grammar import subject
from detente.reading.parse import Sentence
from detente.reading.talks.context import Context
from detente.reading.talks.lexicon import words
from detente.reading.talks.mentions import Mention

if TYPE_CHECKING:
    from detente.reading.tree import Token

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
    """The parties of the talks that a dispatch is about; where its opening names no two of them, those whose meetings it tells of."""
    met = Counter(tuple(sorted(codes)) for _, codes in found if len(codes) > 1)
    first = next((codes for m, codes in found[:1] if len(codes) > 1 and m.sentence.field == "text"), ())
    opening = bool(found) and found[0][0].sentence.index <= _OPENING and bool(set(first) & set(ctx.scene.main))
    if opening and foreign(first, ctx.scene.main):  # "Britain and the EU take up their talks", and more is told of Spain later on
        return tuple(dict.fromkeys((*first, *ctx.scene.main)))
    if ctx.scene.main and not (first and all(foreign(codes, ctx.scene.main) for codes in met)):
        return ctx.scene.main
    return first or (met.most_common(1)[0][0] if met else ())  # those who meet first where the ones named most never do: a host is no party


#: The last of the sentences, that of the title included, which tell what a dispatch is about.
_OPENING = 2


def foreign(codes: tuple[str, ...], main: tuple[str, ...]) -> bool:
    """Whether a meeting of these parties belongs to other talks than those of the main ones."""
    if len(codes) < 2 or len(main) < 2:
        return False
    return len(set(codes) & set(main)) < 2


def among_themselves(mention: Mention, codes: tuple[str, ...], main: tuple[str, ...]) -> bool:
    """Whether those who meet are all of one union of states that is no party of the talks ("NATO leaders meet in July")."""
    if mention.sort != "verb" or len(codes) != 1 or codes[0] in main or kind_of(codes[0]) != "organization":
        return False
    who = subject(mention.token)
    if who is None or who.tag_ != "NNS" or who.conjuncts or any(t.lower_ in ("both", "two") for t in who.subtree):
        return False
    return any(c.dep_ in ("compound", "nmod", "amod", "poss") for c in who.lefts) or any(c.lower_ == "of" for c in who.children)


_PRONOUNS = ("PRP", "PRP$", "WP$")


def with_others(ctx: Context, mention: Mention, codes: tuple[str, ...], main: tuple[str, ...]) -> bool:
    """Whether a party's talks with somebody else are told in passing ("its talks with Egypt", "whose talks with it ran aground"), or
    somebody else's journey ("heads of state leave for Kingston for consultations")."""
    if len(main) < 2:
        return False
    if any(p.form.sort == "travel" for p in mention.predicates):
        who = subject(mention.predicates[0].verb)
        gone = codes_of(ctx, mention.sentence, who.subtree) if who is not None else []
        return bool(gone) and not set(gone) & set(main) and kind_of(gone[0]) == "organization"
    owner = next((t for t in mention.token.lefts if t.dep_ == "poss" and t.tag_ in _PRONOUNS), None)
    met = [t for c in mention.token.children if c.dep_ == "prep" and c.lower_ == "with" for t in c.subtree if t.i != c.i]
    if owner is None or mention.sort != "noun":
        return False
    named = codes_of(ctx, mention.sentence, met)
    if owner.lower_ != "whose":
        return bool(named) and not set(named) & set(main)
    before = [t for t in mention.sentence.span if t.i < owner.i][-_ANTECEDENT:]
    whose = codes_of(ctx, mention.sentence, before)[-1:]
    return bool(whose) and whose[0] not in main and any(t.lower_ in ("it", "them", "him", "her") for t in met)


#: How far before "whose" the party stands whose talks are told.
_ANTECEDENT = 6

#: Words with which a text turns to something else.
_ASIDE = frozenset({"separately", "elsewhere"})


def aside(mention: Mention, codes: tuple[str, ...], main: tuple[str, ...]) -> bool:
    """Whether a sentence turns to other matters ("Separately, …") and names no two of those whom the dispatch is about."""
    first = next((t for t in mention.sentence.span if t.tag_[:1].isalpha()), None)
    return first is not None and first.lower_ in _ASIDE and len(set(codes) & set(main)) < 2 and not mention.ordinals
