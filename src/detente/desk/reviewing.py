"""The review queue: the claims that matter most for a person to look at, first those that were read with doubt.

Asked for are, in this order: readings that the reader or their own words make doubtful, claims on the weaker side of a dispute,
and claims that brought in a new round. What a person has decided already is not asked again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from detente.desk.browsing import Browser
from detente.desk.explaining import sentence_around
from detente.model import Claim, Decision, Document, Round, RoundState, State, Track

#: How many tracks are looked through, those with the latest news first, and how many claims are asked about.
TRACKS, MOST = 40, 200

#: What each ground weighs. A round that stands on the claim makes it matter more.
_UNSURE, _DISPUTE, _NEW_ROUND, _ROUND = 8, 4, 2, 1

#: A round is new for so long after the track's latest news.
_NEW = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Asked:
    """A claim that a person should look at, and why."""

    claim: Claim
    document: Document
    track: Track
    why: tuple[str, ...]
    weight: int

    #: The sentence that it was read from: what stands before its words, they themselves, and what comes after.
    before: str
    words: str
    after: str

    #: Key of the round that the claim is a report of, and the other rounds of the track (key, day it was first heard of).
    round: str = ""
    others: tuple[RoundState, ...] = ()


def queue(browser: Browser, track: str | None = None) -> tuple[Asked, ...]:
    """The claims to look at, of one track or of those with the latest news, the most pressing first. Raises NotFoundError."""

    def make() -> tuple[Asked, ...]:
        tracks = (browser.track(track),) if track else tuple(each.track for each in browser.tracks()[:TRACKS])
        decided = _Decided(browser.desk.decisions())
        found = [asked for each in tracks for asked in _of_track(browser, each, decided)]
        found.sort(key=lambda a: (-a.weight, _backwards(a.document.published), a.claim.document, a.claim.evidence.start))
        return tuple(found[:MOST])

    return browser.remembered(("queue", track), make)


def _backwards(published: str | None) -> int:
    """Sorts the latest day first."""
    return -date.fromisoformat(published[:10]).toordinal() if published else 0


class _Decided:
    """Which claims people have decided on, by id and by the words they stand on."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        force = [d for d in decisions if d.undone is None and d.kind in ("accept", "reject", "correct", "add", "pin", "split")]
        self._ids = {s for d in force for s in d.subjects}
        self._anchors = {d.anchor for d in force if d.anchor is not None}

    def has(self, claim: Claim) -> bool:
        """Whether a claim has been decided on, or was added by a person."""
        span = claim.evidence
        there = (claim.document, span.field, span.start, span.end) in self._anchors
        return there or claim.id in self._ids or claim.rule.startswith("decision:")


def _of_track(browser: Browser, track: Track, decided: _Decided) -> list[Asked]:
    picture = browser.picture(track.id, browser.desk.today())
    state = picture.state
    why: dict[str, list[tuple[int, str]]] = {}
    for claim in state.claims:
        for words in _doubts(claim):
            why.setdefault(claim.id, []).append((_UNSURE, words))
    _disputed(state, why)
    _new_rounds(state, track, why)
    homes = {claim: r for r in state.rounds for claim in r.support.claims}
    found = []
    for claim in state.claims:
        document = picture.documents.get(claim.document)
        if claim.id not in why or document is None or decided.has(claim):
            continue
        home = homes.get(claim.id)
        weight = sum({weight for weight, _ in why[claim.id]}) + (_ROUND if home else 0)
        others = tuple(r for r in state.rounds if home is not None and r.key != home.key)
        asked = tuple(dict.fromkeys(text for _, text in why[claim.id]))
        found.append(Asked(claim, document, track, asked, weight, *_in_sentence(document, claim), home.key if home else "", others))
    return found


def _in_sentence(document: Document, claim: Claim) -> tuple[str, str, str]:
    span = claim.evidence
    sentence = sentence_around(document, span)
    start, end = max(0, span.start - sentence.start), min(len(sentence.text), span.end - sentence.start)
    return sentence.text[:start], sentence.text[start:end], sentence.text[end:]


def _doubts(claim: Claim) -> list[str]:
    """What is doubtful about how a claim was read."""
    found = list(claim.flags)
    if claim.rule.startswith(("learned", "model")):
        found.append("read by a learned model, not by a rule")
    value = claim.value
    if isinstance(value, Round):
        if value.date is None and value.ordinal is None and value.venue is None:
            found.append("a round without number, date or place")
        elif claim.certainty == "unknown":
            found.append("how sure the speaker is could not be told")
    return found


def _disputed(state: State, why: dict[str, list[tuple[int, str]]]) -> None:
    for dispute in state.disputes:
        strongest = max((v.origins for v in dispute.values), default=0)
        weak = [v for v in dispute.values if v.origins < strongest] or list(dispute.values)
        for version in weak:
            for claim in version.claims:
                why.setdefault(claim, []).append((_DISPUTE, f"in dispute: {dispute.field.replace('_', ' ')}"))


def _new_rounds(state: State, track: Track, why: dict[str, list[tuple[int, str]]]) -> None:
    if track.latest is None:
        return
    since = (date.fromisoformat(track.latest) - _NEW).isoformat()
    for item in state.rounds:
        first = item.history[0] if item.history else None
        if first is not None and (first.said or "") >= since:
            why.setdefault(first.claim, []).append((_NEW_ROUND, "a new round rests on it"))
