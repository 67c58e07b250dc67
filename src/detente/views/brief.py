"""The one-page brief that a desk officer hands up: staccato facts and dates, every line with its notes.

`brief_of` makes it of a state; `brief_text` and `brief_markdown` print it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente.errors import DateError
from detente.model import Claim, Document, IssueState, NoInformation, OutcomeState, RoundState, State, StatusChange
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


@dataclass(frozen=True, slots=True)
class Brief:
    """A page: title, what it is of, sections, sources."""

    title: str
    about: tuple[str, ...]
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]

    #: How to ask further.
    footer: str = ""


def brief_of(state: State, documents: Mapping[str, Document], unknown: Sequence[Claim] = ()) -> Brief:
    """The brief of a state. `documents` are those of its claims, `unknown` claims of sources that say they do not know."""
    notes = Footnotes([*state.claims, *unknown], documents)
    rounds = sorted(state.rounds, key=_when)
    held = [r for r in rounds if r.status == "held"]
    ahead, behind = _ahead(rounds)
    named = {f"round:{r.key}": round_name(r) for r in rounds}
    sections = [
        Section("Under way", _rounds([r for r in rounds if r.status == "under_way"], notes)),
        Section("Last round", _rounds(held[-1:], notes) or (Line("None is reported to have been held."),)),
        Section("Next round", _rounds(ahead, notes) or (Line("None is announced."),)),
        Section("Earlier rounds", _rounds([*held[:-1], *behind], notes, newest_first=True)),
        Section("Agreed", (*_outcomes(state.outcomes, notes), *_settled(state.issues, notes))),
        Section("Open, by side", _open(state.issues, notes)),
        Section("Promised", tuple(_item(commitment_words(c.what, c.by, c.to, c.deadline, c.status), c, notes) for c in state.commitments)),
        Section("How it goes", tuple(_assessment(a, notes) for a in state.assessments)),
        Section("Disputed", tuple(dispute_line(d, named, notes) for d in state.disputes)),
        Section("Not known", _not_known(ahead, _since(unknown, held), documents, notes)),
    ]
    track = state.track
    about = [f"State of play as of {day_words(state.as_of)}"]
    dispatches = sum(1 for d in documents.values() if d.id in set(track.documents)) or len(documents)
    latest = max((d.published for d in documents.values() if d.published), default=None)
    about.append(counted(dispatches, "dispatch", "dispatches") + (f", the latest of {day_words(latest)}" if latest else ""))
    people = [f"Parties: {parties_words(track.parties)}"] if track.parties else []
    people += [f"Mediators: {parties_words(track.mediators)}"] if track.mediators else []
    keys = ", ".join(r.key for r in rounds)
    footer = f"Ask `detente explain` for any source by its last word{', or for a round by its key: ' + keys if keys else ''}."
    return Brief(track.name, (", from ".join(about), *people), tuple(s for s in sections if s.lines), notes.notes(), footer)


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


def _rounds(rounds: Iterable[RoundState], notes: Footnotes, *, newest_first: bool = False) -> tuple[Line, ...]:
    lines = []
    for item in reversed(list(rounds)) if newest_first else rounds:
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
        lines.append(Line(supported(text, item.support.origins), notes.marks(item.support.claims), tuple(below)))
    return tuple(lines)


def _turns(item: RoundState) -> list[StatusChange]:
    """The steps of a round's history that changed its status; who repeats what stands is left out."""
    return [step for i, step in enumerate(item.history) if i == 0 or step.status != item.history[i - 1].status]


def _item(text: str, item: object, notes: Footnotes) -> Line:
    support = getattr(item, "support")  # noqa: B009
    return Line(supported(text, support.origins), notes.marks(support.claims))


def _outcomes(outcomes: Sequence[OutcomeState], notes: Footnotes) -> tuple[Line, ...]:
    ordered = sorted(outcomes, key=lambda o: (o.type == "no_result", o.date or "9999"))
    return tuple(_item(outcome_words(o.type, o.about, o.date, o.parties), o, notes) for o in ordered)


def _settled(issues: Sequence[IssueState], notes: Footnotes) -> tuple[Line, ...]:
    return tuple(_item(issue_words(i.issue, i.party, i.position, i.status), i, notes) for i in issues if i.status in _SETTLED)


def _open(issues: Sequence[IssueState], notes: Footnotes) -> tuple[Line, ...]:
    """Issues not settled, side by side: a line a party, its issues below it."""
    sides: dict[str | None, list[IssueState]] = {}
    for item in issues:
        if item.status not in _SETTLED:
            sides.setdefault(item.party, []).append(item)
    lines = []
    for party in sorted(sides, key=lambda p: (p is None, p or "")):
        below = tuple(_item(issue_words(i.issue, None, i.position, i.status), i, notes) for i in sides[party])
        lines.append(Line(name_of(party) if party else "No side named", below=below))
    return tuple(lines)


def _assessment(item: object, notes: Footnotes) -> Line:
    about, value, by, party = (getattr(item, name) for name in ("about", "value", "by", "party"))
    whose = f" ({name_of(party)})" if party and name_of(party).casefold() not in by.casefold() else ""
    return _item(f"{by or 'An outlet'}{whose}: {label(value)}" + (" (of a round)" if about == "round" else ""), item, notes)


def _since(unknown: Sequence[Claim], held: Sequence[RoundState]) -> list[Claim]:
    """What sources said since the last round that they do not know, the latest first; what they said before is answered."""
    last = _when(held[-1])[0] if held else ""
    return sorted((c for c in unknown if (c.said or "9999") >= last or last == "9999"), key=lambda c: c.said or "", reverse=True)


def _not_known(
    ahead: Sequence[RoundState], unknown: Sequence[Claim], documents: Mapping[str, Document], notes: Footnotes
) -> tuple[Line, ...]:
    lines = []
    for item in ahead:
        if item.status in _AHEAD:
            missing = ["date"] * (not item.date) + ["place"] * (item.venue is None)
            if missing:
                lines.append(Line(f"{round_name(item)}: no source gives its {' or '.join(missing)}"))
    for claim in unknown:
        if isinstance(claim.value, NoInformation):
            document = documents.get(claim.document)
            who = speaker_words(claim, document.outlet if document else "")
            when = f", {date_words(claim.said)}" if claim.said else ""
            lines.append(Line(f"{capital(claim.value.about)}: {who}{when}", notes.marks([claim.id])))
    return tuple(lines)


__all__ = ["Brief", "Marks", "Section", "brief_of", "last_and_next"]
