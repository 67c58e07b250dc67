"""Which finds stand where several claim the same words."""

from __future__ import annotations

from collections.abc import Iterable

from detente.codebook.institutions import medium
from detente.reading.actors.vocabulary import MEDIA_WORDS
from detente.reading.attribution.lexicon import words
from detente.reading.attribution.model import Find
from detente.reading.lemmas import noun_lemma

#: Rules that yield to a verb where each would swallow the other ("X, he said, according to Y").
_WEAK = ("according-to", "view", "colon")


def _size(find: Find) -> int:
    return sum(b - a + 1 for a, b in find.pieces)


def _anchor(find: Find) -> int:
    if find.head is not None:
        return find.head.i
    return find.cue[0] if find.cue else find.first


def _whole(outer: Find, inner: Find) -> bool:
    """Whether all that the outer one attributes is the inner one's statement with its attributing clause."""
    parts = [*inner.pieces, *(r for r in (inner.group, inner.cue, inner.source) if r)]
    covered = {i for a, b in parts for i in range(a, b + 1)}
    outside = [i for a, b in outer.pieces for i in range(a, b + 1) if i not in covered and outer.block.doc[i].is_alpha]
    return len(outside) <= 3 and _size(inner) >= 3


def _carries(outer: Find, inner: Find) -> bool:
    """Whether the outer one only carries the inner statement: "…, he said, ANSA reported", "ANSA reported that he said …"."""
    if outer.source is None or inner.source is None or not outer.holds(_anchor(inner)) or inner.holds(outer.source[0]):
        return False
    announced = outer.rule.endswith("quote") and outer.first > 0 and outer.block.doc[outer.first - 1].text == ":"
    if outer.rule.endswith("colon") or (announced and inner.first == outer.first):
        return inner.rule.endswith("inverted") and _whole(outer, inner)
    medial = _is_medium(outer)
    if outer.rule.endswith("clause") and outer.source[1] < inner.first:
        return medial and _speaks(inner) and _whole(outer, inner)
    if not (outer.rule.endswith("inverted") or outer.rule in _WEAK) or outer.source[0] < inner.first:
        return False
    speaker = outer.speaker
    if speaker is None or speaker.tag_ in ("PRP", "PRP$"):
        return False
    return (medial or _speaks(inner)) and _whole(outer, inner)


def _speaks(find: Find) -> bool:
    """Whether a find reports words ("said that"), not an attitude ("hoped that", "agreed that") that another one ascribes."""
    return find.lemma in words("plain_saying") or find.rule in _WEAK


def _is_medium(find: Find) -> bool:
    """Whether the source of a find is an agency, a paper or a broadcaster."""
    if find.source is None or find.speaker is None:
        return False
    first, last = find.source
    doc = find.block.doc
    if noun_lemma(find.speaker.lower_) in MEDIA_WORDS and find.speaker.lower_ != "press":
        return True
    while first < last and doc[first].tag_ in ("DT", "JJ"):
        first += 1
    return medium(doc[first : last + 1].text) is not None or medium(find.speaker.text) is not None


def select(finds: Iterable[Find]) -> list[Find]:
    """Finds of a paragraph without those inside what another one attributes: the outermost speaker answers for it.

    A medium that only carries a statement does not answer for it: it becomes a link of that statement's chain.
    """
    every = list(finds)
    every = [f for f in every if not _of_speaker(f, every)]
    carried: set[int] = set()
    for outer in every:
        for inner in every:
            if (
                outer is not inner
                and id(inner) not in carried
                and _carries(outer, inner)
                and not inner.rule.startswith(("name", "judge", "blame"))
            ):
                if outer.source is not None and not outer.rule.endswith(("colon", "quote")):
                    inner.via.append(outer.source)
                carried.add(id(outer))
                break
    ranked = sorted((f for f in every if id(f) not in carried), key=lambda f: (-_size(f), f.first))
    kept: list[Find] = []
    for find in ranked:
        rival = next((o for o in kept if o.holds(_anchor(find)) or _mostly(find, o)), None)
        if rival is None:
            kept.append(find)
        elif find.holds(_anchor(rival)) and rival.rule in _WEAK and find.rule not in _WEAK:
            kept[kept.index(rival)] = find
    return sorted(kept, key=lambda f: f.first)


def _of_speaker(find: Find, every: list[Find]) -> bool:
    """Whether "in his opening words" only says how the speaker of its own sentence said it."""
    if find.rule != "view" or find.speaker is None or find.speaker.tag_ != "PRP$":
        return False
    return any(o.rule.endswith("clause") and o.source is not None and find.holds(o.source[0]) and find.holds(_anchor(o)) for o in every)


def _mostly(find: Find, other: Find) -> bool:
    """Whether more than half of a find's words are another's."""
    covered = sum(max(0, min(b, d) - max(a, c) + 1) for a, b in find.pieces for c, d in other.pieces)
    return covered * 2 > _size(find)
