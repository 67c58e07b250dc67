"""Which negotiation a document belongs to: folded document by document, in order of publication.

What a document is compared with is only what was published before it, so that a later document never moves an earlier
one. Compared are the parties (who is named how prominently, who meets in the rounds), the meetings that both speak of,
the persons and the words of the subject. A document in which no talks are spoken of belongs to no track.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from math import fsum

from detente.codebook.parties import kind_of, name_of
from detente.codebook.townfile import town_key
from detente.model import Track
from detente.model.claims import Commitment, Issue, NoInformation, Outcome, Round
from detente.reconcile.days import bounded, span
from detente.reconcile.entries import Entry, has_talks
from detente.reconcile.labels import idle, words_of
from detente.reconcile.names import person_key

#: From which score a document joins a track.
JOIN = 0.5

#: Weight below which a party is absent from a document, and from which it is one of the main ones.
ABSENT, _MAIN = 0.16, 0.75


@dataclass(frozen=True, slots=True)
class Mark:
    """What a document shows of the talks that it is about."""

    #: Party -> how prominent it is, 0 to 1; and those who meet, as the claims say.
    weights: Mapping[str, float]
    meeting: frozenset[str]

    #: Days and cities of the meetings spoken of, people, and words of the subject.
    meetings: frozenset[tuple[date, str]]
    people: frozenset[str]
    words: frozenset[str]

    #: How often each party takes part in what the claims speak of, and the parties that somebody speaks for.
    part: Mapping[str, int]
    speaking: frozenset[str]

    #: Whether talks are spoken of at all, and of a meeting, outcome or commitment: only those open a track.
    talks: bool
    opens: bool


def _taking_part(entry: Entry) -> Counter[str]:
    """How often each party takes part in what the claims speak of: meets, agrees, undertakes."""
    found: Counter[str] = Counter()
    for claim in entry.claims:
        value = claim.value
        if isinstance(value, Round):
            found.update({party for party, _ in value.heads} | set(value.parties))
        elif isinstance(value, Outcome):
            found.update(set(value.parties))
        elif isinstance(value, Commitment):
            found.update({*value.by, *value.to})
        elif isinstance(value, Issue) and value.party:
            found[value.party] += 1
    return found


def mark(entry: Entry) -> Mark:
    """The mark of a document, from its profile and claims."""
    profile, part = entry.profile, _taking_part(entry)
    named = dict(profile.parties)
    for claim in entry.claims if not named else ():
        if claim.speaker_party:
            named[claim.speaker_party] = named.get(claim.speaker_party, 0) + 1
    most, busiest = max(named.values(), default=1), max(part.values(), default=1)
    weights: dict[str, float] = {}
    for party in {*named, *part}:
        prominence = named.get(party, 0) / most
        lead = 1.0 if party in profile.lead else 0.0
        share = part[party] / busiest if part else prominence
        weights[party] = min(1.0, 0.4 * prominence + 0.3 * lead + 0.4 * share)
    rounds = [claim.value for claim in entry.claims if isinstance(claim.value, Round)]
    met = Counter(party for value in rounds for party in {p for p, _ in value.heads} | set(value.parties))
    places: set[tuple[date, str]] = set()
    for value in rounds:
        when = span(value.date)
        if value.venue and bounded(value.date, 10) and when and when.earliest and when.latest:
            days = (when.latest - when.earliest).days + 1
            places.update((when.earliest + timedelta(days=n), town_key(value.venue)) for n in range(days))
    people = {person_key(head.name) for value in rounds for _, head in value.heads} | {person_key(name) for name in profile.people}
    return Mark(
        weights,
        frozenset(met),
        frozenset(places),
        frozenset(people - {""}),
        _subject_words(entry),
        part,
        frozenset(claim.speaker_party for claim in entry.claims if claim.speaker_party),
        has_talks(entry.claims),
        len(weights) >= 2 and any(isinstance(claim.value, (Round, Outcome, Commitment)) for claim in entry.claims),
    )


def _subject_words(entry: Entry) -> frozenset[str]:
    """Words of the labels of issues, outcomes and commitments, without names of parties."""
    labels = [
        value.issue if isinstance(value, Issue) else value.what if isinstance(value, Commitment) else value.about
        for value in (claim.value for claim in entry.claims)
        if isinstance(value, (Issue, Outcome, Commitment, NoInformation))
    ]
    return (words_of(labels) | frozenset(entry.profile.words)) - idle()


@dataclass(slots=True)
class Fold:
    """A track while documents are added to it."""

    id: str
    documents: list[str] = field(default_factory=list)
    sums: Counter[str] = field(default_factory=Counter)
    part: Counter[str] = field(default_factory=Counter)
    speaking: Counter[str] = field(default_factory=Counter)
    meeting: Counter[str] = field(default_factory=Counter)
    meetings: set[tuple[date, str]] = field(default_factory=set)
    people: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    latest: date = date.min
    marked: int = 0

    def add(self, document: str, found: Mark, day: date) -> None:
        """Take a document in."""
        self.documents.append(document)
        self.latest = max(self.latest, day)
        if not found.weights:
            return
        self.marked += 1
        for party, weight in found.weights.items():
            self.sums[party] += weight  # type: ignore[assignment]
        self.part.update(found.part)
        self.speaking.update(found.speaking)
        self.meeting.update(found.meeting)
        self.meetings |= found.meetings
        self.people.update(found.people)
        self.words.update(found.words)

    def add_copy(self, document: str, day: date) -> None:
        """Take in a near-copy of a document: it tells nothing more of the talks."""
        self.documents.append(document)
        self.latest = max(self.latest, day)

    def weights(self) -> dict[str, float]:
        """How prominent each party is in the track's documents, 0 to 1."""
        return {party: total / max(self.marked, 1) for party, total in self.sums.items()}

    def parties(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The parties and the mediators: who takes part in what is agreed, and who else speaks or hosts."""
        weights = self.weights()
        score = {p: self.part[p] * weights[p] for p in weights}
        ranked = (
            sorted((p for p in score if score[p] > 0), key=lambda p: (-score[p], p)) or sorted(weights, key=lambda p: (-weights[p], p))[:2]
        )
        top = score.get(ranked[0], 0.0) if ranked else 0.0
        main = [p for i, p in enumerate(ranked) if i < 2 or score.get(p, 0.0) >= 0.2 * top]
        bodies = [p for p in main if kind_of(p) == "organization"]
        sides = [p for p in main if p not in bodies]
        if len(sides) < 2:
            sides, bodies = main, []
        others = [p for p in weights if p not in sides and weights[p] >= 0.3 and self.speaking[p] >= max(2, self.marked // 3)]
        return tuple(sides), tuple(sorted({*bodies, *others}, key=lambda p: (-weights[p], p)))


def affinity(track: Fold, found: Mark) -> float:
    """How well a document fits a track, 0 to somewhat more than 1."""
    weights = track.weights()
    # Summed exactly: in whatever order, in whatever process, the same documents give the same tracks.
    union = fsum(max(weights.get(p, 0.0), found.weights.get(p, 0.0)) for p in {*weights, *found.weights})
    common = fsum(min(weights[p], found.weights.get(p, 0.0)) for p in weights)
    score = common / union if union else 0.0
    shared = len(found.meetings & track.meetings)
    score += 0.25 if shared else 0.0
    heads = sum(1 for name in found.people if track.people[name])
    score += min(0.2, 0.1 * heads)
    alike = sum(1 for word in found.words if track.words[word])
    score += 0.2 * min(1.0, 2 * alike / len(found.words)) if found.words else 0.0
    pair = sorted(weights, key=lambda p: (-weights[p] * (1 + (track.part[p] > 0)), p))[:2]
    missing = [p for p in pair if found.weights.get(p, 0.0) < ABSENT]
    others = [p for p in weights if weights[p] >= _MAIN and track.meeting[p] and p not in pair and found.weights.get(p, 0.0) < ABSENT]
    score -= (0.35 if shared else 0.6) * len(missing) + (0.15 if shared else 0.4) * len(others)
    meets = Counter(track.meeting)
    strangers = [p for p in found.meeting if found.weights.get(p, 0.0) >= _MAIN and weights.get(p, 0.0) < 0.3 and not meets[p]]
    return score - (0.1 if shared else 0.3) * len(strangers)


def track_id(document: str) -> str:
    """The id of the track that a document opens."""
    return "t" + sha256(document.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def as_track(found: Fold, name: str | None = None, party_names: Mapping[frozenset[str], str] | None = None) -> Track:
    """The track as the model has it; its name is that of its parties unless one is given, for it or for them."""
    parties, mediators = found.parties()
    title = name or (party_names or {}).get(frozenset(parties)) or "–".join(name_of(p) for p in parties[:3]) + " talks"
    latest = found.latest.isoformat() if found.documents else None
    return Track(found.id, title, parties, tuple(found.documents), mediators, 0, latest)


def refold(track: Track, ordered: Sequence[tuple[date, Entry]], marks: Mapping[str, Mark]) -> Fold:
    """A track with no more than these of its documents, which come in order of publication; near-copies have no mark."""
    found = Fold(track.id)
    for day, entry in ordered:
        shown = marks.get(entry.document.id)
        if shown is None:
            found.add_copy(entry.document.id, day)
        else:
            found.add(entry.document.id, shown, day)
    return found
