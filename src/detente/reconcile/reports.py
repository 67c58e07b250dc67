"""Claims made ready for weighing: which day they count from, who answers for them, which utterance they are.

A *report* is a claim that counts for itself. A claim of a near-copy whose words stand in the document that it was copied
from is no report: it *echoes* the claim of the original, shares its origin and changes no value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from detente.model import Claim, Document, Round
from detente.model.claims import Assessment, Commitment, Issue, NoInformation, Outcome, Statement
from detente.reconcile.copies import plain_words, roots, sketch
from detente.reconcile.days import document_day, first_day, meets, said_day, same_span
from detente.reconcile.entries import Entry
from detente.reconcile.labels import likeness, stems
from detente.reconcile.names import body_key, person_key

#: Days within which a speaker who says the same again is taken to be retold, not to have spoken twice.
RETOLD = 31

#: Words from which two documents with the very same sentence are taken to carry one report.
_SENTENCE = 10

#: How many of a speaker's utterances of one kind are compared.
_LOOK_BACK = 24

#: Statuses of a round that took place, or is going on.
OCCURRED = ("held", "under_way")

_RANK = {"certain": 3, "probable": 2, "possible": 1, "unknown": 0}


@dataclass(frozen=True, slots=True)
class Report:
    """A claim with what is needed to weigh it against others."""

    claim: Claim

    #: Day of publication, and the day on which it was said where that is known (never later).
    day: date
    said: date

    #: Place in the order of publication, of the document and of the claim in it.
    order: tuple[int, int]

    #: Who answers for it: a key for the first speaker, or for the outlet that speaks itself.
    speaker: str
    outlet: str

    #: Id of the utterance.
    origin: str

    #: Whether the outlet itself speaks, or somebody without a name.
    own: bool
    unnamed: bool

    #: Whether it says that a meeting took place or is going on: affirmed, and not of a day yet to come.
    took_place: bool = False

    #: Whether a person accepted it: then it stands above all others.
    accepted: bool = False

    #: The names of the chain.
    chain: tuple[str, ...] = ()

    @property
    def sure(self) -> int:
        """How sure the speaker is: 3 certain, 2 probable, 1 possible, 0 unknown."""
        return _RANK[self.claim.certainty]

    @property
    def affirmed(self) -> bool:
        """Whether the claim says that something is so, not that it is not."""
        return self.claim.polarity == "affirmed"

    @property
    def document(self) -> str:
        """Id of the document."""
        return self.claim.document


@dataclass(frozen=True, slots=True)
class Gathered:
    """The reports of a set of documents in order of publication, and what echoes them."""

    reports: tuple[Report, ...]

    #: Claim id -> the claims of near-copies that repeat it.
    echoes: Mapping[str, tuple[Claim, ...]]

    #: Claim id -> origin id, echoes included.
    origins: Mapping[str, str]


def in_order(entries: Iterable[Entry]) -> list[tuple[date, Entry]]:
    """Documents with their day, in order of publication: day, then time of day, then id."""
    dated = [(document_day(e.document, e.recorded), e) for e in entries]
    return sorted(dated, key=lambda pair: (pair[0], _moment(pair[1]), pair[1].document.id))


def _moment(entry: Entry) -> str:
    """The time of day of a publication, to order documents of one day; those without one come last."""
    return (entry.document.published or "")[11:16] or "24:00"


def near_copies(ordered: Iterable[tuple[date, Entry]]) -> Mapping[str, str]:
    """Document id -> the earliest document it is a near-copy of, for copies only."""
    return roots((e.document.id, e.profile.sketch or sketch(e.document.text)) for _, e in ordered)


def words_in(document: Document) -> str:
    """The words of a title and text, with a space at either end, to look for the words of copied claims in."""
    return f" {plain_words(document.title)} {plain_words(document.text)} "


def only_repeats(copy: Entry, original: Entry) -> bool:
    """Whether all claims of a near-copy rest on words that stand in the original."""
    words = words_in(original.document)
    return all(f" {plain_words(claim.evidence.text)} " in words for claim in copy.claims)


def gist(claim: Claim) -> frozenset[str]:
    """What a claim says, as words to compare: two claims of one speaker with a like gist are one utterance."""
    value = claim.value
    if isinstance(value, Round):
        return frozenset({value.status})
    if isinstance(value, Issue):
        return stems(value.issue)
    if isinstance(value, Outcome):
        return stems(value.about) | {value.type}
    if isinstance(value, Commitment):
        return stems(value.what)
    if isinstance(value, Assessment):
        return frozenset({value.value})
    if isinstance(value, NoInformation):
        return stems(value.about)
    return stems(claim.evidence.text)


def _agrees(a: Claim, b: Claim, words: frozenset[str], known: frozenset[str]) -> bool:
    """Whether two claims of one kind and speaker, of these gists, say the same."""
    x, y = a.value, b.value
    if a.polarity != b.polarity:
        return False
    if isinstance(x, Round) and isinstance(y, Round):
        numbered = x.ordinal is None or y.ordinal is None or x.ordinal == y.ordinal
        alike = same_span(x.date, y.date) if a.document == b.document else meets(x.date, y.date, 1)
        dated = not (x.date and y.date) or alike
        lasting = not (x.duration_minutes and y.duration_minutes) or x.duration_minutes == y.duration_minutes
        return x.status == y.status and numbered and dated and lasting and (not x.venue or not y.venue or x.venue == y.venue)
    if isinstance(x, Issue) and isinstance(y, Issue) and (x.party, x.position) != (y.party, y.position):
        return False
    if isinstance(x, Commitment) and isinstance(y, Commitment) and x.status != y.status:
        return False
    if isinstance(x, Statement):
        return likeness(words, known) >= 0.6
    return likeness(words, known) >= 0.5


def _took_place(claim: Claim, day: date) -> bool:
    value = claim.value
    if not isinstance(value, Round) or value.status not in OCCURRED or claim.polarity != "affirmed" or _RANK[claim.certainty] < 2:
        return False
    begins = first_day(value.date)
    return begins is None or begins <= day


def speaker_of(claim: Claim, outlet: str) -> tuple[str, bool, bool]:
    """The key of who answers for a claim, whether that is the outlet itself, and whether the speaker has no name.

    An unnamed speaker counts through the agency or outlet that heard him.
    """
    if not claim.chain:
        return f"outlet:{body_key(outlet)}", True, False
    first = claim.chain[0]
    if first.kind in ("unnamed", "collective"):
        heard = claim.chain[-1].name if len(claim.chain) > 1 else outlet
        return f"unnamed:{claim.speaker_party or ''}:{body_key(heard)}", False, True
    if first.kind == "person":
        return f"person:{person_key(first.name)}", False, False
    return f"body:{body_key(first.name)}", False, False


def _origin_id(speaker: str, said: date, claim: Claim) -> str:
    """The id of the utterance that a claim is the first to carry."""
    return "o" + sha256(f"{speaker}\0{said.isoformat()}\0{claim.id}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


class _Utterances:
    """Utterances met so far, by speaker and kind: gives a claim the id of the one that it repeats, or a new one."""

    def __init__(self) -> None:
        self._met: dict[tuple[str, str, str], list[tuple[Claim, frozenset[str], date, str]]] = defaultdict(list)

    def of(self, claim: Claim, speaker: str, said: date, own: bool) -> str:
        """The origin id of a claim."""
        words = gist(claim)
        met = self._met[speaker, claim.kind, _block(claim)]
        for place in range(len(met) - 1, max(len(met) - _LOOK_BACK, 0) - 1, -1):
            other, known, last, origin = met[place]
            if (own or (said - last).days <= RETOLD) and not words.isdisjoint(known) and _agrees(claim, other, words, known):
                met[place] = (other, known, max(said, last), origin)
                return origin
        origin = _origin_id(speaker, said, claim)
        met.append((claim, words, said, origin))
        return origin


def _block(claim: Claim) -> str:
    """What claims must share to be compared at all, so that long lists are never gone through in pairs."""
    value = claim.value
    if isinstance(value, Round):
        return value.status
    return max(gist(claim), key=lambda word: (len(word), word), default="") if isinstance(value, Statement) else ""


class _Originals:
    """Words of earlier documents, to know a copied claim by."""

    def __init__(self) -> None:
        self._sentences: dict[tuple[str, str], Claim] = {}
        self._by_document: dict[str, dict[tuple[str, str, tuple[str, ...]], Claim]] = defaultdict(dict)
        self._texts: dict[str, str] = {}

    def keep(self, claim: Claim, words: str) -> None:
        """Remember a claim that counts for itself."""
        self._by_document[claim.document].setdefault((claim.kind, words, tuple(link.name for link in claim.chain)), claim)
        if words.count(" ") >= _SENTENCE:
            self._sentences.setdefault((claim.kind, words), claim)

    def original(self, claim: Claim, words: str, root: Entry | None) -> tuple[bool, Claim | None]:
        """Whether a claim only repeats copied words, and the claim that was first made of them, if one was."""
        if root is not None:
            text = self._texts.get(root.document.id)
            if text is None:
                text = self._texts[root.document.id] = words_in(root.document)
            if f" {words} " in text:
                key = (claim.kind, words, tuple(link.name for link in claim.chain))
                return True, self._by_document[root.document.id].get(key)
        return False, None

    def sentence(self, claim: Claim, words: str) -> Claim | None:
        """The claim of another document that was made of the very same long sentence, or None."""
        found = self._sentences.get((claim.kind, words)) if words.count(" ") >= _SENTENCE else None
        return found if found is not None and found.document != claim.document else None


def gather(
    entries: Sequence[Entry],
    *,
    kinds: frozenset[str] | None = None,
    accepted: frozenset[str] = frozenset(),
    ordered: Sequence[tuple[date, Entry]] | None = None,
    copies: Mapping[str, str] | None = None,
) -> Gathered:
    """The reports of documents, in order of publication; `kinds` leaves out claims of other kinds."""
    ordered = in_order(entries) if ordered is None else ordered
    copies = near_copies(ordered) if copies is None else copies
    by_id = {e.document.id: e for _, e in ordered}
    gathering = _Gathering(kinds, accepted)
    for day, entry in ordered:
        gathering.document(day, entry, by_id.get(copies.get(entry.document.id, "")))
    return Gathered(tuple(gathering.reports), {k: tuple(v) for k, v in gathering.echoes.items()}, gathering.origins)


class _Gathering:
    """Reports so far, while documents are gone through in order of publication."""

    def __init__(self, kinds: frozenset[str] | None, accepted: frozenset[str]) -> None:
        self.reports: list[Report] = []
        self.echoes: dict[str, list[Claim]] = defaultdict(list)
        self.origins: dict[str, str] = {}
        self._kinds, self._accepted = kinds, accepted
        self._utterances, self._originals = _Utterances(), _Originals()
        self._place, self._taken = -1, 0

    def _order(self, entry: Entry, root: Entry | None) -> tuple[int, int]:
        """Place of a document and of its first claim. A near-copy takes no place of its own: it must not move what comes after."""
        if root is None or self._place < 0:
            self._place, self._taken = self._place + 1, 0
        first = self._taken
        self._taken += len(entry.claims)
        return self._place, first

    def document(self, day: date, entry: Entry, root: Entry | None) -> None:
        """Take in one document. What it says itself after quoting somebody with the same is no second utterance."""
        outlet = entry.document.outlet
        quoted: dict[tuple[str, str], list[Claim]] = defaultdict(list)
        made: list[Report] = []
        place, before = self._order(entry, root)
        for number, claim in sorted(enumerate(entry.claims), key=lambda pair: not pair[1].chain):
            if self._kinds is not None and claim.kind not in self._kinds:
                continue
            words = plain_words(claim.evidence.text)
            accepted = claim.id in self._accepted
            copied, first = self._originals.original(claim, words, None if accepted else root)
            speaker, own, unnamed = speaker_of(claim, outlet)
            said = said_day(claim.said, day)
            if copied:
                self.origins[claim.id] = self.origins[first.id] if first is not None else _origin_id(speaker, said, claim)
                if first is not None:
                    self.echoes[first.id].append(claim)
                continue
            same = self._originals.sentence(claim, words) if own or unnamed else None
            if same is None and own:
                same = next((other for other in quoted[claim.kind, _block(claim)] if _agrees(claim, other, gist(claim), gist(other))), None)
            origin = self.origins[same.id] if same is not None else self._utterances.of(claim, speaker, said, own)
            self.origins[claim.id] = origin
            self._originals.keep(claim, words)
            if not own:
                quoted[claim.kind, _block(claim)].append(claim)
            order = (place, before + number)
            chain, held = tuple(link.name for link in claim.chain), _took_place(claim, day)
            made.append(Report(claim, day, said, order, speaker, outlet, origin, own, unnamed, held, accepted, chain))
        self.reports += sorted(made, key=lambda r: r.order)
