"""Outcomes said of "the talks" or "the meeting", told by the round that is meant: "third round of talks", "Bern talks"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from detente.model import Claim, Outcome, Round, make_claim
from detente.reading.agenda.labels import plain_words
from detente.reading.lemmas import noun_lemma
from detente.reading.talks.lexicon import words
from detente.reading.talks.numbers import ORDINALS

#: So far before an outcome, in code points, the round is told that it is an outcome of.
_REACH = 1200
#: Numbers up to this are written in words.
_IN_WORDS = 12
#: Words beside the noun that tell no round from another.
_LOOSE = frozenset({"peace", "latest", "last", "previous", "two", "both", "these", "their", "direct", "indirect", "day", "trade"})


def told_by_round(outcomes: Iterable[Claim], rounds: Sequence[Claim]) -> list[Claim]:
    """The claims; those of a failure that name no more than "the talks" with the name of the round that was told nearest before."""
    held = [c for c in rounds if isinstance(c.value, Round) and c.value.status in ("held", "under_way") and c.evidence.field == "text"]
    return [_named(c, held) for c in outcomes]


def _named(claim: Claim, held: Sequence[Claim]) -> Claim:
    value = claim.value
    if not isinstance(value, Outcome) or value.type != "no_result" or not _bare(value.about):
        return claim
    start, end = claim.evidence.start, claim.evidence.end
    near = [r for r in held if r.evidence.start < end and start - r.evidence.end < _REACH]
    if not near:
        return claim
    label = _label(min(near, key=lambda r: (max(0, start - r.evidence.end), -r.evidence.start)).value)
    if label is None:
        return claim
    return make_claim(
        claim.document, claim.kind, claim.evidence, replace(value, about=label), rule=claim.rule, chain=claim.chain,
        certainty=claim.certainty, polarity=claim.polarity, said=claim.said, speaker_party=claim.speaker_party,
    )  # fmt: skip


def _bare(label: str) -> bool:
    """Whether a label says no more than that there were talks."""
    left = [w for w in plain_words(label) if w.lower() not in _LOOSE and w.lower() not in ("of", "the")]
    return bool(left) and all(noun_lemma(w.lower()) in words("nouns", "meeting") for w in left)


def _label(value: object) -> str | None:
    """How a round is called: by its number, else by its city."""
    if not isinstance(value, Round):
        return None
    if value.ordinal:
        return f"{_ordinal(value.ordinal)} round of talks"
    return f"{value.venue} talks" if value.venue else None


def _ordinal(number: int) -> str:
    if number <= _IN_WORDS:
        return next(word for word, n in ORDINALS.items() if n == number)
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
