"""What may attribute without being in the cue list: verbs, nouns and adjectives with somebody on one side and something on the other.

Each candidate comes with the clues by which `learned` weighs it; a head may have several, which differ in what is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from detente.reading.attribution import contents, nominal, verbs
from detente.reading.attribution.contents import Content
from detente.reading.attribution.lexicon import Cue, words
from detente.reading.attribution.model import Block, Find
from detente.reading.attribution.nounphrase import subject_of
from detente.reading.grammar import is_negated, is_passive, is_verb
from detente.reading.lemmas import noun_lemma, verb_lemma
from detente.reading.wordnet import class_of, noun_class

if TYPE_CHECKING:
    from detente.reading.tree import Token

Candidate = tuple[Find, frozenset[str]]

#: Participles that name where a medium has it from, and what it was asked: links of a chain, no statements.
_LINKS = frozenset({"cite", "cites", "citing", "cited", "quote", "quotes", "quoting", "quoted", "asked", "named"})

_PREPOSITIONS = ("for", "of", "about", "on", "against", "to", "with", "at", "in", "into", "over", "from", "toward", "towards", "as")
_TAKES = frozenset({"clause", "question", *(f"prep:{p}" for p in _PREPOSITIONS)})
_JOINS = frozenset({"as", "for", "of", "on", "with"})
_SIDE = ("aux", "neg", "auxpass", "prt", "mark")

#: Classes of nouns for acts, attributes, thoughts, words, feelings, motives, states: somebody's stance may be one of these.
_STANCES = frozenset({"n04", "n07", "n09", "n10", "n12", "n16", "n26"})
_AFTER = frozenset({"for", "of", "about", "on", "against", "to", "with", "over", "toward", "towards", "regarding", "at", "in"})


def candidates(block: Block, kept: Iterable[Find]) -> Iterator[Candidate]:
    """Words with somebody beside them and something that follows, outside of what was read, each with its clues."""
    taken = {i for find in kept for a, b in [*find.pieces, *([find.cue] if find.cue else [])] for i in range(a, b + 1)}
    for token in block.doc:
        if token.i in taken or block.quote_of[token.i] >= 0:
            continue
        if token.tag_.startswith("VB"):
            found = _of_verb(block, token)
        elif token.tag_ in ("NN", "NNS"):
            found = _of_noun(block, token)
        elif token.tag_ == "JJ":
            found = _of_adjective(block, token)
        else:
            continue
        seen: set[tuple[tuple[int, int], ...]] = set()
        for find, clues in found:
            said = [i for a, b in find.pieces for i in range(a, b + 1)]
            key = tuple(find.pieces)
            if key not in seen and sum(i in taken for i in said) * 2 <= len(said):
                seen.add(key)
                yield find, clues


def _of_verb(block: Block, verb: Token) -> Iterator[Candidate]:
    if verb.dep_ in ("aux", "auxpass") or verb.lower_ in _LINKS or (is_negated(verb) and verbs.cue_of(verb) is not None):
        return
    named = verbs.source_of(block, verb)
    if named is None or verb_lemma(verb.lower_) in words("deeds") or named[1].lower_ in words("nobody"):
        return
    cue = Cue(verb_lemma(verb.lower_), "learned", _TAKES, None, None, "")
    for content in _contents(block, verb, cue):
        content.pieces = contents.over_quotes(block, content.pieces, verb)
        find = verbs.make_find(block, verb, cue, content, named)
        if find is not None:
            yield find, _clues(find, verb, verb_lemma(verb.lower_), class_of(verb), content)


def _contents(block: Block, verb: Token, cue: Cue) -> Iterator[Content]:
    """What would be said, by each form of complement that the verb has."""
    if is_passive(verb):
        found = _subject_of_passive(verb)
        if found is not None:
            yield found
    first = (
        contents.clause(block, verb, cue)
        or contents.quoting_object(block, verb, cue)
        or contents.infinitive(verb)
        or contents.gerund(verb)
        or contents.nominal(verb)
    )
    for found in (
        first,
        contents.small(verb),
        contents.joined(verb, _JOINS),
        contents.plain_object(verb) or _pronoun(verb),
        contents.prepositional(verb, cue),
    ):
        if found is not None:
            yield found


def _subject_of_passive(verb: Token) -> Content | None:
    """ "The bill was opposed by the senators", "a bill opposed by the senators": the bill."""
    item = next((c for c in verb.children if c.dep_ == "nsubjpass" and c.i < verb.i), None)
    if item is not None:
        return Content([(item.left_edge.i, min(item.right_edge.i, verb.i - 1))], "passive", item)
    if verb.dep_ == "acl" and verb.head.i < verb.i:
        return Content([(verb.head.left_edge.i, verb.i - 1)], "passive", verb.head)
    return None


def _pronoun(verb: Token) -> Content | None:
    """ "Denounced him": a pronoun as object."""
    item = next((c for c in verb.children if c.i > verb.i and c.dep_ == "dobj" and c.tag_ == "PRP"), None)
    return Content([(item.i, item.i)], "pronoun", item) if item is not None else None


def _of_noun(block: Block, noun: Token) -> Iterator[Candidate]:
    """ "His attacks on the judge", "the delegation's offer to stay"."""
    kind = noun_class(noun)
    if kind not in _STANCES or noun.i + 2 >= len(noun.doc):
        return
    owner = nominal.owner_of(noun)
    if owner is None:
        return
    place = owner[0]
    for content in _of_complement(noun, place):
        first = place.i + 2 if place.i < noun.i and noun.doc[place.i + 1].tag_ == "POS" else place.i + 1 if place.i < noun.i else noun.i
        find = nominal.make(
            block,
            noun,
            (first, content.cue_end or noun.i),
            owner,
            content.pieces[0],
            noun_lemma(noun.lower_),
            f"learned-noun-{content.way}",
        )
        if find is not None:
            yield find, _clues(find, noun, noun_lemma(noun.lower_), kind, content)


def _of_adjective(block: Block, adjective: Token) -> Iterator[Candidate]:
    """ "Is open to a truce", "are eager to sign"."""
    verb = adjective.head
    if adjective.dep_ != "acomp" or not is_verb(verb) or is_negated(verb):
        return
    owner = subject_of(verb)
    if owner is None or owner[0].dep_ == "expl" or owner[0].lower_ in ("it", "there", "that", "this", "what", "which"):
        return
    for content in _of_complement(adjective, None):
        cue = (verbs.cue_range(verb)[0], content.cue_end or adjective.i)
        find = nominal.make(block, adjective, cue, owner, content.pieces[0], adjective.lower_, f"learned-adjective-{content.way}")
        if find is not None:
            yield find, _clues(find, adjective, adjective.lower_, "JJ", content)


def _of_complement(head: Token, owner: Token | None) -> Iterator[Content]:
    """A clause, an infinitive or a prepositional phrase that hangs on a noun or adjective."""
    for child in head.children:
        if child.i <= head.i or (owner is not None and child.left_edge.i <= owner.i <= child.right_edge.i):
            continue
        left = child.left_edge.i
        if child.dep_ in ("acl", "xcomp", "ccomp", "advcl") and left <= head.i + 2:
            opens = head.doc[left]
            if opens.tag_ == "TO" or child.tag_ == "VB":
                yield Content([(left, child.right_edge.i)], "to", child)
            elif opens.lower_ == "that" and child.dep_ != "advcl":
                yield Content([(left, child.right_edge.i)], "that", child)
            elif child.dep_ == "ccomp":
                yield Content([(left, child.right_edge.i)], "ccomp", child)
        elif child.dep_ == "prep" and child.lower_ in _AFTER and child.right_edge.i > child.i:
            noun = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
            if noun is not None:
                yield Content([(child.i + 1, child.right_edge.i)], "prep", noun, cue_end=child.i)


def _clues(find: Find, head: Token, base: str, kind: str, content: Content) -> frozenset[str]:
    """What the model looks at: the head and its class, its complement, its subject, its helpers."""
    preposition = head.doc[content.cue_end].lower_ if content.cue_end is not None else "-"
    sort = head.tag_[:1].lower()
    way = f"{sort}-{content.way}"
    found = {
        f"{sort}={base}", f"{sort}={base} way={content.way}", f"{sort}={base} prep={preposition}", f"way={way}",
        f"class={kind}", f"class={kind} way={way}", f"tag={head.tag_}", f"{sort} dep={head.dep_}", f"{sort} prep={preposition}",
        f"{sort} length={min(6, sum(b - a + 1 for a, b in find.pieces) // 3)}",
    }  # fmt: skip
    if head.head.i != head.i:
        found.add(f"under={verb_lemma(head.head.lower_)}")
    found |= {f"{c.dep_}={c.lower_}" for c in head.children if c.dep_ in _SIDE and c.i < head.i + 3}
    if find.speaker is not None:
        found |= {f"speaker={find.speaker.tag_}", f"speaker class={noun_class(find.speaker)}", f"{sort} speaker dep={find.speaker.dep_}"}
        if find.speaker.tag_.startswith(("PR", "W")):
            found.add(f"speaker word={find.speaker.lower_}")
    if content.body is not None:
        thing = noun_class(content.body)
        found |= {
            f"body={content.body.tag_}",
            f"{sort} body={content.body.tag_} {content.way}",
            f"body class={thing}",
            f"body class={thing} class={kind}",
            f"body word={noun_lemma(content.body.lower_)}",
        }
    if any(find.block.quote_of[i] >= 0 for a, b in find.pieces for i in range(a, b + 1)):
        found.add("quoted")
    return frozenset(found)
