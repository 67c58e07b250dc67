"""Who answers for it: the speaker by his fullest name, then the agency or outlet that heard him."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from detente.model import Link
from detente.reading.actors import Cast
from detente.reading.attribution.dateline import dateline
from detente.reading.attribution.hearers import hearers_of
from detente.reading.attribution.model import Block, Find
from detente.reading.lemmas import noun_lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

_PERSONS = frozenset({"he", "she", "him", "her", "his", "i"})
_THINGS = frozenset({"it", "its"})
_MANY = frozenset({"they", "them", "their", "both", "we"})

#: Words that point back at an unnamed source already described.
_BACK = frozenset({"the", "this", "that", "these", "those", "same", "one"})


@dataclass
class Chains:
    """Works out chains find by find, in order of the text, remembering who spoke."""

    cast: Cast
    outlet: str

    #: Speakers so far, the latest last.
    spoken: list[tuple[Find, Link, tuple[Link, ...]]] = field(default_factory=list)

    def of(self, find: Find) -> tuple[Link, ...]:
        """The chain of a find; empty where nobody is named."""
        if find.follows is not None and find.source is None:
            earlier = next((s for s in reversed(self.spoken) if s[0] is find.follows), None)
            return (earlier[1], *earlier[2]) if earlier else ()
        speaker = self._speaker(find)
        if speaker is None:
            return ()
        heard = self._heard(find, speaker)
        quoted = self._quoted(find)
        if quoted is not None:
            heard = (speaker, *heard) if speaker.name != quoted.name else heard
            speaker = quoted
        self.spoken.append((find, speaker, heard))
        return (speaker, *heard)

    def _quoted(self, find: Find) -> Link | None:
        """Whom a medium cites: "TASS reported, citing a source"."""
        if find.cited is None:
            return None
        return self._link(find.block, *find.cited)

    def _link(self, block: Block, first: int, last: int) -> Link:
        start, end = block.paragraph.offset(block.doc[first]), block.paragraph.end(block.doc[last])
        found = self.cast.link(block.paragraph.field, start, end)
        if found.kind == "unnamed" and not found.name:
            return replace(found, name=block.doc.text[start - block.paragraph.start : end - block.paragraph.start])
        return found

    def _speaker(self, find: Find) -> Link | None:
        if find.source is None:
            return None
        first, last = find.source
        token = find.speaker or find.block.doc[first]
        low = token.lower_
        start = find.block.paragraph.offset(find.block.doc[first])
        if token.tag_ in ("PRP", "PRP$") or low in ("both",):
            found = self._pronoun(find, low, start)
            end = find.block.paragraph.end(find.block.doc[last])
            return replace(found, start=start, end=end) if found else None
        if first == last and find.block.doc[first].lower_ in ("who", "which", "that") and token.i < first:
            first, last = _antecedent(token, first)
        found = self._link(find.block, first, last)
        if found.kind in ("unnamed", "institution") and token.tag_.startswith("NN"):
            earlier = self._again(find, first, token)
            if earlier is not None:
                return replace(earlier, start=found.start, end=found.end)
        return found

    def _again(self, find: Find, first: int, token: Token) -> Link | None:
        """The unnamed source meant by "the official", "one of the sources": the last one described by that noun."""
        if find.block.doc[first].lower_ not in _BACK:
            return None
        base = noun_lemma(token.lower_)
        for _, speaker, _ in reversed(self.spoken):
            if speaker.kind == "unnamed":
                words = {noun_lemma(w) for w in speaker.name.casefold().replace("-", " ").split()}
                if base in words or base in ("source", "person", "man", "woman"):
                    return speaker
        return None

    def _pronoun(self, find: Find, low: str, start: int) -> Link | None:
        """Whom a pronoun means: the last one who spoke, or who was subject, of the fitting kind."""
        kinds: tuple[str, ...] = ("person", "unnamed")
        if low in _THINGS:
            kinds = ("institution", "agency", "outlet", "collective")
        elif low in _MANY:
            kinds = ("collective", "unnamed", "institution", "person")
        elif low not in _PERSONS:
            return None
        nearest = self._subject_before(find, start, kinds)
        if nearest is not None:
            return nearest
        for _, speaker, _ in reversed(self.spoken):
            if speaker.kind in kinds:
                return speaker
        field_name = find.block.paragraph.field
        before = [m for m in self.cast.mentions if m.field == field_name and m.end <= start and m.kind in kinds]
        return Link(before[-1].name, before[-1].kind, before[-1].role, before[-1].party) if before else None

    def _subject_before(self, find: Find, start: int, kinds: tuple[str, ...]) -> Link | None:
        """The last subject of fitting kind in the paragraph before a pronoun: a speaker's, or that of a main clause."""
        block = find.block
        here = [s for s in self.spoken if s[0].block is block and s[1].kind in kinds]
        many = "collective" in kinds
        spoke_at = here[-1][0].cue[0] if here and here[-1][0].cue else -1
        index = next((t.i for t in block.doc if block.paragraph.offset(t) >= start), len(block.doc))
        inside = block.quote_of
        for i in range(index - 1, spoke_at, -1):
            token = block.doc[i]
            if token.dep_ not in ("nsubj", "nsubjpass") or token.head.dep_ not in ("ROOT", "conj", "ccomp", "parataxis") or inside[i] >= 0:
                continue
            if any(f.holds(i) for f in block.finds):
                continue
            mention = self.cast.at(block.paragraph.field, block.paragraph.offset(token), block.paragraph.end(token))
            if mention is not None and mention.kind in kinds and (mention.kind != "unnamed" or many or token.tag_ in ("NN", "NNP")):
                return Link(mention.name, mention.kind, mention.role, mention.party)
        return here[-1][1] if here else None

    def _heard(self, find: Find, speaker: Link) -> tuple[Link, ...]:
        """The agencies and outlets that heard it, the nearest to the speaker first."""
        found = [self._link(find.block, *r) for r in hearers_of(find)]
        found = [x for x in found if x.kind in ("agency", "outlet") and x.name != speaker.name and not self._own(x.name)]
        if not found:
            found = list(self._inherited(find, speaker))
        for via in find.via:
            link = self._link(find.block, *via)
            if link.name not in [x.name for x in found] and link.name != speaker.name and not self._own(link.name):
                found.append(link)
        credit = dateline(find.block.doc.text) if find.block.index_in_field == 0 else None
        if credit and credit.credit and not self._own(credit.credit):
            self.credit = credit.credit
        name = getattr(self, "credit", None)
        if name and name not in [x.name for x in (speaker, *found)] and not found:
            found.append(Link(str(name), "agency"))
        return tuple(found)

    def _own(self, name: str) -> bool:
        a, b = name.casefold().removeprefix("the "), self.outlet.casefold().removeprefix("the ")
        return bool(a and b) and (a == b or a in b or b in a)

    def _inherited(self, find: Find, speaker: Link) -> Iterable[Link]:
        """What was heard by an agency a moment ago goes on to be: same speaker, same paragraph, or taken up without a name."""
        for earlier, other, heard in reversed(self.spoken):
            if other.name != speaker.name:
                if earlier.block is find.block:
                    continue
                continue
            near = earlier.block is find.block
            unnamed = find.source is not None and not any(
                t.tag_ == "NNP" and t.ent_type_ != "x" for t in find.block.doc[find.source[0] : find.source[1] + 1]
            )
            if near or unnamed:
                return heard
            return ()
        return ()


def _antecedent(token: Token, pronoun: int) -> tuple[int, int]:
    """The phrase that a relative pronoun stands for, without the relative clause."""
    last = pronoun - 1
    while last > token.i and token.doc[last].text in (",", "(", "-", "—"):
        last -= 1
    return token.left_edge.i, max(last, token.i)
