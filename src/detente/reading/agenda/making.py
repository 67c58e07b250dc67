"""Claims out of matches: evidence, who answers for it, how surely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.model import Certainty, Claim, Kind, Polarity, Value, make_claim
from detente.model.edtf import day_of
from detente.reading.agenda.matching import Match, Passage
from detente.reading.agenda.moods import predicate
from detente.reading.grammar import is_verb, modals
from detente.reading.lemmas import lemma

if TYPE_CHECKING:
    from detente.reading.tree import Token

_POSSIBLE = frozenset({"may", "might", "could"})
_HOPING = frozenset({"hope", "wish"})
_EXPECTING = frozenset({"expect", "plan", "aim", "likely", "tentatively", "preliminary", "tentative", "probably"})


def certainty_of(trigger: Token) -> Certainty:
    """How sure a clause sounds, by its modal verbs and by words of hope and expectation over it."""
    verb = predicate(trigger)
    if is_verb(verb) and modals(verb) & _POSSIBLE:
        return "possible"
    near = (
        {lemma(t) for t in (verb, verb.head)}
        | {lemma(c) for c in trigger.children if c.dep_ == "amod"}
        | {lemma(c) for c in verb.children if c.dep_ in ("advmod", "acomp")}
    )
    if near & _HOPING:
        return "possible"
    return "probable" if near & _EXPECTING else "certain"


def build(
    match: Match, kind: Kind, value: Value, *, first: Token | None = None, last: Token | None = None,
    certainty: Certainty | None = None, polarity: Polarity = "affirmed",
) -> Claim:  # fmt: skip
    """The claim that a match shows, its evidence from `first` to `last` (by default the clause of the match)."""
    return claim_at(
        match.passage, kind, value, first or match.first, last or match.last,
        rule=f"{kind}.{match.rule.name}", certainty=certainty or certainty_of(match.trigger),
        polarity="denied" if match.disowned else polarity,
    )  # fmt: skip


def claim_at(
    passage: Passage, kind: Kind, value: Value, first: Token, last: Token, *,
    rule: str, certainty: Certainty = "certain", polarity: Polarity = "affirmed",
) -> Claim:  # fmt: skip
    """A claim shown by the words from one token to another."""
    scene, field = passage.roll.scene, passage.sentence.field
    start, end = passage.offset(first), passage.end(last)
    speech = passage.roll.speaker_of(field, start, end)
    document = scene.parsed.document
    published = day_of(document.published)
    return make_claim(
        document.id,
        kind,
        scene.span(field, start, end),
        value,
        rule=rule,
        chain=speech.chain if speech else (),
        certainty=certainty,
        polarity=polarity,
        said=(speech.said if speech else None) or (published.isoformat() if published else None),
    )


def renamed(claim: Claim, value: Value) -> Claim:
    """The same claim with another value, and the id that goes with it."""
    return make_claim(
        claim.document, claim.kind, claim.evidence, value, rule=claim.rule, chain=claim.chain, certainty=claim.certainty,
        polarity=claim.polarity, said=claim.said, speaker_party=claim.speaker_party,
    )  # fmt: skip
