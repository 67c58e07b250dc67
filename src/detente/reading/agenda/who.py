"""Who takes a position or a duty: parties behind names, pronouns and descriptions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Generic, TypeVar

from detente.codebook.parties import lookup
from detente.model import FieldName, TimeExpression
from detente.reading.frames import Attribution, Scene
from detente.reading.lemmas import lemma
from detente.reading.parse import Sentence
from detente.reading.wording import word_class

if TYPE_CHECKING:
    from detente.reading.tree import Token

_FIRST = frozenset({"i", "we", "us", "our", "my"})
_SINGLE = frozenset({"he", "she", "it", "his", "her", "its", "him"})
_PLURAL = frozenset({"they", "both", "their", "them", "neither", "each", "nobody", "none"})
_TOGETHER = frozenset({"both", "two", "the", "all", "neither", "either", "each", "three"})
_OTHER = frozenset({"other", "counterpart", "opposite"})


def named_party(tokens: list[Token], seats: bool = True) -> str | None:
    """The party that a row of tokens names by its longest form, or None; capitals count where `seats` is true."""
    for width in range(min(5, len(tokens)), 0, -1):
        for start in range(len(tokens) - width + 1):
            piece = tokens[start : start + width]
            if not any(t.text[:1].isupper() for t in piece):
                continue
            found = lookup(piece[0].text if width == 1 else piece[0].doc[piece[0].i : piece[-1].i + 1].text)
            if found is not None and (seats or found.way in ("name", "adjective", "people")):
                return found.code
    return None


T = TypeVar("T")


class Blocks(Generic[T]):
    """Things with a place in the text, found by place without going through all of them."""

    _SIZE = 512

    def __init__(self, items: Iterable[T], place: Callable[[T], tuple[str, int, int]]) -> None:
        self._blocks: dict[tuple[str, int], list[T]] = {}
        for item in items:
            field, start, end = place(item)
            for block in range(start // self._SIZE, end // self._SIZE + 1):
                self._blocks.setdefault((field, block), []).append(item)

    def near(self, field: str, start: int, end: int) -> list[T]:
        """The things that may touch a stretch, each once."""
        found = {id(i): i for b in range(start // self._SIZE, end // self._SIZE + 1) for i in self._blocks.get((field, b), ())}
        return list(found.values())


class Roll:
    """Which parties a dispatch is about, and whom its words mean."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.main = scene.main
        self._speeches = Blocks(scene.attributions, lambda a: (a.field, a.start, a.end))
        self._times = Blocks(scene.times, lambda t: (t.field, t.start, t.end))

    def speaker_of(self, field: FieldName, start: int, end: int) -> Attribution | None:
        """The closest attribution whose content covers a stretch; None where the outlet itself speaks."""
        over = [a for a in self._speeches.near(field, start, end) if a.covers(start, end)]
        return min(over, key=lambda a: a.end - a.start) if over else None

    def times_within(self, field: FieldName, start: int, end: int) -> list[TimeExpression]:
        """The expressions of time within a stretch, in order."""
        return sorted((t for t in self._times.near(field, start, end) if start <= t.start and t.end <= end), key=lambda t: t.start)

    def speakers_within(self, field: FieldName, start: int, end: int) -> set[str | None]:
        """The parties of those whose words lie in a stretch."""
        near = self._speeches.near(field, start, end)
        return {a.chain[0].party for a in near if a.chain and a.start < end and a.end > start}

    def parties(self, token: Token, sentence: Sentence) -> tuple[str, ...]:
        """The codes of those whom a noun or pronoun means; empty where that cannot be known."""
        word = token.lower_
        at = sentence.paragraph.offset(token)
        speaker = self.speaker_of(sentence.field, at, at + len(token))
        if word in _FIRST:
            return self._of_speaker(speaker)
        words = {t.lower_ for t in token.subtree if abs(t.i - token.i) <= 3}
        together = word in word_class("sides") and words & _TOGETHER
        if (word in _PLURAL or together) and not words & _OTHER:
            own = self._named(token, sentence)
            return own if len(own) > 1 else self.main
        if words & _OTHER and (word in word_class("sides") or word == "counterpart"):
            mine = self._of_speaker(speaker)
            others = tuple(p for p in self.main if p not in mine)
            return others if mine and len(others) == 1 else ()
        if word in word_class("institutions") and word not in words & _OTHER:
            return self._named(token, sentence) or self._of_speaker(speaker)
        if word in _SINGLE:
            found = self._antecedent(token, sentence)
            return found or self._of_speaker(speaker)
        return self._named(token, sentence)

    def acts(self, token: Token, sentence: Sentence) -> bool:
        """Whether a noun or pronoun may stand for somebody who takes a position: a party, or one that no table knows."""
        if self.parties(token, sentence) or token.lower_ in ("we", "i"):
            return True
        word = lemma(token)
        if token.tag_.startswith("NNP"):
            return lookup(token.text) is None
        return word in word_class("sides") or word in word_class("institutions") or word in word_class("actors")

    def together(self, token: Token, sentence: Sentence) -> bool:
        """Whether a noun or pronoun means those who negotiate with each other: two parties, or both of them by a common name."""
        if len(self._named(token, sentence)) > 1 or token.lower_ in _PLURAL:
            return True
        found = self.parties(token, sentence)
        if token.tag_ not in ("NNS", "NNPS", "CD") or found:
            return len(found) > 1 and token.tag_ in ("NNS", "NNPS", "CD", "PRP", "DT")
        if {t.lower_ for t in token.subtree if abs(t.i - token.i) <= 3} & _OTHER:
            return False
        return any(lemma(token) in word_class(name) for name in ("sides", "institutions", "actors"))

    def _named(self, token: Token, sentence: Sentence) -> tuple[str, ...]:
        codes: list[str] = []
        for item in [token, *(c for c in token.conjuncts if c.i > token.i and c.dep_ == "conj")]:
            code = self.party_of(item, sentence)
            if code and code not in codes:
                codes.append(code)
        return tuple(codes)

    def party_of(self, token: Token, sentence: Sentence) -> str | None:
        """The code of the party that one noun phrase speaks for, or None."""
        start = sentence.paragraph.offset(token)
        mention = self.scene.cast.at(sentence.field, start, start + len(token))
        if mention is not None and mention.party:
            return mention.party
        if token.tag_ in ("NN", "NNS") and not _may_be_somebody(token):
            return None
        near = [t for t in token.subtree if t.i <= token.i + 3 and t.dep_ not in ("conj", "cc", "relcl", "acl", "appos")]
        own = [t for t in near if token.left_edge.i <= t.i <= token.i]
        found = named_party(own)
        if found is None:
            of = [
                t for t in token.subtree if token.i < t.i <= token.i + 5 and t.dep_ in ("pobj", "compound", "amod", "prep", "det", "appos")
            ]
            found = named_party(of) if token.tag_ in ("NN", "NNS") else None
        if found is None and token.tag_.startswith("NNP"):
            found = self.scene.cast.party_of(token.text)
        return found

    def _of_speaker(self, speaker: Attribution | None) -> tuple[str, ...]:
        party = speaker.chain[0].party if speaker is not None and speaker.chain else None
        return (party,) if party else ()

    def _antecedent(self, token: Token, sentence: Sentence) -> tuple[str, ...]:
        """The party named nearest before a pronoun, in its own sentence or as the subject of the one before."""
        before = [t for t in sentence.span if t.i < token.i and t.dep_ in ("nsubj", "nsubjpass")]
        for candidate in reversed(before):
            if candidate.lower_ not in _SINGLE | _PLURAL | _FIRST:
                code = self.party_of(candidate, sentence)
                if code:
                    return (code,)
        if before or sentence.span.start == 0:
            return ()
        previous = sentence.span.doc[sentence.span.start - 1].sent
        for candidate in previous:
            if candidate.dep_ in ("nsubj", "nsubjpass") and candidate.lower_ not in _SINGLE | _PLURAL | _FIRST:
                code = self.party_of(candidate, sentence)
                return (code,) if code else ()
        return ()

    def speaker_party(self, field: FieldName, start: int, end: int) -> str | None:
        """The party of the one who says a stretch, or None."""
        found = self._of_speaker(self.speaker_of(field, start, end))
        return found[0] if found else None


def _may_be_somebody(noun: Token) -> bool:
    """Whether a common noun may stand for people or an institution ("side", "minister"), not for a thing."""
    word = lemma(noun)
    return any(word in word_class(name) for name in ("sides", "institutions", "actors", "sources"))
