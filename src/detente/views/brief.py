"""The one-page brief that a desk officer hands up: staccato facts and dates, every line with its notes.

`brief_of` makes it of a state; `brief_text` and `brief_markdown` print it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.errors import DateError
from detente.model import (
    AssessmentState,
    Claim,
    CommitmentState,
    Dispute,
    Document,
    IssueState,
    NoInformation,
    OutcomeState,
    RoundState,
    State,
    StatusChange,
)
from detente.model.edtf import bounds
from detente.views.claims_text import commitment_words, issue_words, outcome_words
from detente.views.disputes import dispute_line
from detente.views.footnotes import Footnotes, Marks, Note
from detente.views.lines import Line
from detente.views.naming import name_of
from detente.views.rounds import details, round_name, round_words
from detente.views.wording import capital, counted, date_words, day_words, label, parties_words, speaker_words, supported

_AHEAD = frozenset({"proposed", "announced", "confirmed", "postponed"})
_SETTLED = frozenset({"agreed", "agreed_in_principle", "implemented"})


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines."""

    heading: str
    lines: tuple[Line, ...]

    #: How many lines are left out.
    more: int = 0


@dataclass(frozen=True, slots=True)
class Brief:
    """A page: title, what it is of, sections, sources."""

    title: str
    about: tuple[str, ...]
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]

    #: How to ask further.
    footer: str = ""


@dataclass(frozen=True, slots=True)
class _Side:
    """The issues of a party (or of no side that is named) that are not settled."""

    party: str | None
    issues: tuple[IssueState, ...]


#: What a line is made of; a line stays as it is.
_Item = RoundState | OutcomeState | IssueState | CommitmentState | AssessmentState | Dispute | Claim | _Side | Line


def brief_of(
    state: State,
    documents: Mapping[str, Document],
    unknown: Sequence[Claim] = (),
    *,
    claims: Mapping[str, Claim] | None = None,
    without: Collection[str] = (),
    most: int | None = None,
) -> Brief:
    """The brief of a state. `documents` are those of its claims, `unknown` claims of sources that say they do not know.

    Where the state comes without its claims, `claims` has them (by id). For a page that tells a part in another way: sections
    that are left out, and how many lines a section has at most.
    """
    known = {c.id: c for c in state.claims} if claims is None else claims
    notes = Footnotes(_Both(known, {c.id: c for c in unknown}), documents)
    rounds = sorted(state.rounds, key=_when)
    named = {f"round:{r.key}": round_name(r) for r in rounds}
    made = []
    for heading, items in _sections(state, rounds, unknown):
        if items and heading not in without:
            shown = tuple(_line(item, notes, named, documents) for item in items[:most])
            made.append(Section(heading, shown, len(items) - len(shown)))
    track = state.track
    about = [f"State of play as of {day_words(state.as_of)}"]
    dispatches = sum(1 for d in documents.values() if d.id in set(track.documents)) or len(documents)
    latest = max((d.published for d in documents.values() if d.published), default=None)
    about.append(counted(dispatches, "dispatch", "dispatches") + (f", the latest of {day_words(latest)}" if latest else ""))
    people = [f"Parties: {parties_words(track.parties)}"] if track.parties else []
    people += [f"Mediators: {parties_words(track.mediators)}"] if track.mediators else []
    keys = ", ".join(r.key for r in rounds)
    footer = f"Ask `detente explain` for any source by its last word{', or for a round by its key: ' + keys if keys else ''}."
    return Brief(track.name, (", from ".join(about), *people), tuple(made), notes.notes(), footer)


def _sections(state: State, rounds: Sequence[RoundState], unknown: Sequence[Claim]) -> Iterator[tuple[str, Sequence[_Item]]]:
    """The headings, each with what stands below it; what is empty is not told."""
    held = [r for r in rounds if r.status == "held"]
    ahead, behind = _ahead(rounds)
    yield "Under way", [r for r in rounds if r.status == "under_way"]
    yield "Last round", held[-1:] or [Line("None is reported to have been held.")]
    yield "Next round", ahead or [Line("None is announced.")]
    yield "Earlier rounds", [*held[:-1], *behind][::-1]
    outcomes = sorted(state.outcomes, key=lambda o: (o.type == "no_result", o.date or "9999"))
    yield "Agreed", [*outcomes, *(i for i in state.issues if i.status in _SETTLED)]
    yield "Open, by side", _open(state.issues)
    yield "Promised", state.commitments
    yield "How it goes", state.assessments
    yield "Disputed", state.disputes
    since = answered(state)
    asked = (c for c in unknown if isinstance(c.value, NoInformation) and (c.said or "9999") >= since)
    yield "Not known", [*_missing(ahead), *sorted(asked, key=lambda c: c.said or "", reverse=True)]


def answered(state: State) -> str:
    """The day (ISO) of the last round that was held: what sources said before it that they do not know is answered; "" for none."""
    held = [r for r in sorted(state.rounds, key=_when) if r.status == "held"]
    last = _when(held[-1])[0] if held else ""
    return "" if last == "9999" else last


class _Both(Mapping[str, Claim]):
    """Claims by id in two collections, of which neither is gone through."""

    def __init__(self, first: Mapping[str, Claim], second: Mapping[str, Claim]) -> None:
        self._first, self._second = first, second

    def __getitem__(self, identity: str) -> Claim:
        return self._first[identity] if identity in self._first else self._second[identity]

    def __contains__(self, identity: object) -> bool:
        return identity in self._first or identity in self._second

    def __iter__(self) -> Iterator[str]:
        yield from {**dict.fromkeys(self._first), **dict.fromkeys(self._second)}

    def __len__(self) -> int:
        return len({*self._first, *self._second})


def last_and_next(state: State) -> tuple[RoundState | None, tuple[RoundState, ...]]:
    """The round that took place last (or goes on), and those that lie ahead, as the brief tells them."""
    rounds = sorted(state.rounds, key=_when)
    happened = [r for r in rounds if r.status in ("held", "under_way")]
    return (happened[-1] if happened else None), tuple(_ahead(rounds)[0])


def _when(item: RoundState) -> tuple[str, int]:
    """Where a round stands in time: its first day, else its last; those without a date come last."""
    try:
        days = bounds(item.date) if item.date else None
    except DateError:
        days = None
    day = (days.earliest or days.latest) if days else None
    return (day.isoformat() if day else "9999", item.ordinal or 0)


def _ahead(rounds: Sequence[RoundState]) -> tuple[list[RoundState], list[RoundState]]:
    """The rounds not held: those that lie ahead, and those that lie behind a later round that was held."""
    happened = [i for i, r in enumerate(rounds) if r.status in ("held", "under_way")]
    # A round without a date tells nothing of what lies behind it.
    last = max((i for i in happened if _when(rounds[i])[0] != "9999"), default=-1)
    highest = max((rounds[i].ordinal or 0 for i in happened), default=0)
    ahead: list[RoundState] = []
    behind: list[RoundState] = []
    for i, item in enumerate(rounds):
        if item.status in ("held", "under_way"):
            continue
        # A plan without an end ("from 10 June on") lies ahead of what was held since, unless its number says otherwise.
        past = (i < last and not _open_ended(item)) or (item.ordinal is not None and item.ordinal <= highest)
        (behind if past else ahead).append(item)
    return ahead, behind


def _open_ended(item: RoundState) -> bool:
    """Whether a round is dated from some day on, without a last one."""
    try:
        return item.date is not None and bounds(item.date).latest is None
    except DateError:
        return False


def _line(item: _Item, notes: Footnotes, named: Mapping[str, str], documents: Mapping[str, Document]) -> Line:
    """One thing as a line with its marks."""
    if isinstance(item, Line):
        return item
    if isinstance(item, RoundState):
        return _round(item, notes)
    if isinstance(item, Dispute):
        return dispute_line(item, named, notes)
    if isinstance(item, Claim):
        return _unknown(item, documents, notes)
    if isinstance(item, _Side):
        below = (supported(issue_words(i.issue, None, i.position, i.status), i.support.origins) for i in item.issues)
        marks = (notes.marks(i.support.claims) for i in item.issues)
        return Line(name_of(item.party) if item.party else "No side named", below=tuple(map(Line, below, marks)))
    return Line(supported(_words(item), item.support.origins), notes.marks(item.support.claims))


def _words(item: OutcomeState | IssueState | CommitmentState | AssessmentState) -> str:
    if isinstance(item, OutcomeState):
        return outcome_words(item.type, item.about, item.date, item.parties)
    if isinstance(item, IssueState):
        return issue_words(item.issue, item.party, item.position, item.status)
    if isinstance(item, CommitmentState):
        return commitment_words(item.what, item.by, item.to, item.deadline, item.status)
    whose = f" ({name_of(item.party)})" if item.party and name_of(item.party).casefold() not in item.by.casefold() else ""
    return f"{item.by or 'An outlet'}{whose}: {label(item.value)}" + (" (of a round)" if item.about == "round" else "")


def _round(item: RoundState, notes: Footnotes) -> Line:
    below = []
    more = details(item)
    if more:
        below.append(Line(more))
    turns = _turns(item)
    if len(turns) > 1:
        steps = [f"{day_words(step.said)} {label(step.status)}" + (f" ({step.by})" if step.by else "") for step in turns]
        below.append(Line("History: " + " → ".join(steps), notes.marks(step.claim for step in turns)))
    if item.note:
        below.append(Line(capital(item.note)))
    text = f"{round_name(item)}: {round_words(item)}"
    return Line(supported(text, item.support.origins), notes.marks(item.support.claims), tuple(below))


def _turns(item: RoundState) -> list[StatusChange]:
    """The steps of a round's history that changed its status; who repeats what stands is left out."""
    return [step for i, step in enumerate(item.history) if i == 0 or step.status != item.history[i - 1].status]


def _open(issues: Sequence[IssueState]) -> list[_Side]:
    """Issues not settled, side by side, with those that no side is named of at the end."""
    sides: dict[str | None, list[IssueState]] = {}
    for item in issues:
        if item.status not in _SETTLED:
            sides.setdefault(item.party, []).append(item)
    return [_Side(party, tuple(sides[party])) for party in sorted(sides, key=lambda p: (p is None, p or ""))]


def _missing(ahead: Sequence[RoundState]) -> Iterator[Line]:
    """What no source gives of the rounds that lie ahead."""
    for item in ahead:
        if item.status in _AHEAD:
            missing = ["date"] * (not item.date) + ["place"] * (item.venue is None)
            if missing:
                yield Line(f"{round_name(item)}: no source gives its {' or '.join(missing)}")


def _unknown(claim: Claim, documents: Mapping[str, Document], notes: Footnotes) -> Line:
    """What a source says that it does not know."""
    about = claim.value.about if isinstance(claim.value, NoInformation) else ""
    document = documents.get(claim.document)
    who = speaker_words(claim, document.outlet if document else "")
    when = f", {date_words(claim.said)}" if claim.said else ""
    return Line(f"{capital(about)}: {who}{when}", notes.marks([claim.id]))


__all__ = ["Brief", "Marks", "Section", "answered", "brief_of", "last_and_next"]
