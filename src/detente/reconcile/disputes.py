"""Where sources disagree: the versions side by side, each with those who stand by it.

Silence is no dispute, and nobody is in dispute with his own earlier word; "not fixed yet" against a date is one, and so are
differing lengths of one meeting. This module has the disputes about rounds; `contradictions` has those about the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import Any

from detente.codebook.townfile import town_key
from detente.model import Assessment, Dispute, NoInformation
from detente.reconcile.contradictions import item_disputes
from detente.reconcile.days import bounded, first_day, last_day, meets, near, same_span, span, width
from detente.reconcile.labels import field_words, stems
from detente.reconcile.names import same_person
from detente.reconcile.play import Play
from detente.reconcile.reports import OCCURRED, Report
from detente.reconcile.rounds import HeldRounds, Standings
from detente.reconcile.slots import happened, value_of
from detente.reconcile.support import latest_of_each, version

#: Judgements from worst to best; those far enough apart contradict each other.
_MOODS = {
    "deadlock": -2,
    "no_progress": -2,
    "stalled": -2,
    "minimal_progress": -1,
    "reversible": -1,
    "constructive": 0,
    "progress": 1,
    "breakthrough": 2,
}

_ON, _OFF = frozenset({"announced", "confirmed", "under_way"}), frozenset({"denied", "cancelled", "postponed"})

#: How far apart judgements are that contradict each other whoever makes them; of those who meet less is enough.
_FAR_APART = 3

#: Days within which two judgements are about the same state of affairs.
_SAME_TIME = timedelta(days=14)


def disputes_of(play: Play) -> tuple[Dispute, ...]:
    """All disputes of a state, the rounds' first."""
    found: list[Dispute] = []
    for row in play.rounds:
        about = f"round:{row.slot.key}"
        checks = (_ordinal, _date, _venue, _heads, _duration, _status)
        for check in checks:
            dispute = check(about, row, play)
            if dispute is not None:
                found.append(dispute)
    found += _assessments(play)
    found += item_disputes(play.issues, play.outcomes, play.commitments)
    return tuple(found)


def side_by_side(
    about: str, field: str, reports: Sequence[Report], value: Callable[[Report], Any], same: Callable[[Any, Any], bool], first: Any = None
) -> Dispute | None:
    """The dispute of reports whose values differ, the value that stands first; None where all are the same."""
    groups: list[tuple[Any, list[Report]]] = []
    for report in reports:
        said = value(report)
        for known, told in groups:
            if same(known, said):
                told.append(report)
                break
        else:
            groups.append((said, [report]))
    if len(groups) < 2:
        return None
    groups.sort(key=lambda pair: (not same(pair[0], first), -len({r.origin for r in pair[1]}), pair[1][0].order))
    return Dispute(about, field, tuple(version(said, told) for said, told in groups))


def _equal(a: Any, b: Any) -> bool:
    return bool(a == b)


def _ordinal(about: str, row: Standings, play: Play) -> Dispute | None:
    held = row.status.value in OCCURRED
    told = latest_of_each(r for r in row.slot.reports if value_of(r).ordinal is not None and r.affirmed and (happened(r) or not held))
    return side_by_side(about, "ordinal", told, lambda r: value_of(r).ordinal, _equal, row.number)


def _duration(about: str, row: Standings, play: Play) -> Dispute | None:
    told = latest_of_each(r for r in row.slot.reports if value_of(r).duration_minutes and r.affirmed)
    return side_by_side(about, "duration_minutes", told, lambda r: value_of(r).duration_minutes, _equal, row.duration.value)


def _date(about: str, row: Standings, play: Play) -> Dispute | None:
    if row.status.value in OCCURRED:
        told = [r for r in row.slot.reports if r.affirmed and span(value_of(r).date) and (happened(r) or r.sure >= 2)]
        told = [r for r in latest_of_each(told) if happened(r)]
        rivals = [r for r in told if _contradicts(value_of(r).date, row.date.value)]
        if not rivals:
            return None
        agreed = [r for r in told if same_span(value_of(r).date, row.date.value)]
        return side_by_side(about, "date", [*agreed, *rivals], lambda r: value_of(r).date, same_span, row.date.value)
    if row.status.value in ("cancelled", "denied"):
        return None
    planned = [r for r in _current(row) if span(value_of(r).date)]
    unfixed = _still_open(_not_fixed(row, play, "date"), planned)
    clash = any(_differ(value_of(a).date, value_of(b).date) for i, a in enumerate(planned) for b in planned[:i])
    if not clash and not (unfixed and planned):
        return None
    return side_by_side(about, "date", [*planned, *unfixed], lambda r: value_of(r).date, same_span, row.date.value)


def _differ(a: str | None, b: str | None) -> bool:
    """Whether two plans are not the same: no day in common, or each its own span of days."""
    return not meets(a, b) or (bounded(a) and bounded(b) and width(a) != 1 and width(b) != 1 and not same_span(a, b))


def _contradicts(value: str | None, stands: str | None) -> bool:
    """Whether a date of a meeting excludes the one that stands, or has it begin on another day."""
    if not meets(value, stands):
        return True
    starts = first_day(value)
    half_open = width(value) is None and starts is not None and last_day(value) is None
    return half_open and bounded(stands, 10) and width(stands) != 1 and starts != first_day(stands)


def _current(row: Standings) -> list[Report]:
    """What each speaker last said of a round that is to come, since its status was last changed."""
    since = row.status.report.said if row.status.report else None
    planned = [r for r in row.slot.reports if r.affirmed and not happened(r) and r.sure >= 1]
    seen: set[str] = set()
    first = [r for r in planned if not (r.origin in seen or seen.add(r.origin))]  # type: ignore[func-returns-value]
    last = latest_of_each(first)
    last = [r for r in last if value_of(r).status in (*_ON, "proposed", row.status.value) and not _outdated(r, row)]
    return [r for r in last if since is None or r.day >= since - _SAME_TIME]


def _outdated(report: Report, row: Standings) -> bool:
    """Whether a report tells of a plan for days before those that are planned now."""
    then, now = last_day(value_of(report).date) or first_day(value_of(report).date), first_day(row.date.value)
    retold = row.status.report is not None and report.day > row.status.report.day
    return retold and then is not None and now is not None and then < now and not near(value_of(report).date, row.date.value)


def _not_fixed(row: Standings, play: Play, field: str) -> list[Report]:
    """Reports by speakers who, in the same document, say that the date (or venue) of a round to come is not fixed."""
    words = field_words(field)
    silent = {
        (r.document, r.speaker)
        for r in play.of("no_information")
        if isinstance(r.claim.value, NoInformation) and stems(r.claim.value.about) & words
    }
    return [r for r in _current(row) if not getattr(value_of(r), field) and (r.document, r.speaker) in silent and r.sure == 3]


def _still_open(unfixed: Sequence[Report], fixed: Sequence[Report]) -> list[Report]:
    """Those who say "not fixed" after somebody said otherwise: before it, they contradict nobody."""
    first = min((r.said for r in fixed), default=None)
    return [r for r in unfixed if first is not None and r.said >= first - timedelta(days=1)]


def _venue(about: str, row: Standings, play: Play) -> Dispute | None:
    named = [r for r in row.slot.reports if r.affirmed and value_of(r).venue]
    if row.status.value in OCCURRED:
        told = latest_of_each(r for r in named if happened(r))
    else:
        told = [r for r in _current(row) if value_of(r).venue]
        told += _still_open(_not_fixed(row, play, "venue"), told)
    return side_by_side(about, "venue", told, lambda r: value_of(r).venue, _same_text, row.venue.value)


def _same_text(a: str | None, b: str | None) -> bool:
    return town_key(a or "") == town_key(b or "")


def _heads(about: str, row: Standings, play: Play) -> Dispute | None:
    told = [r for r in row.slot.reports if r.affirmed and value_of(r).heads]
    told = latest_of_each([r for r in told if happened(r)] or told)

    def names(report: Report) -> dict[str, str]:
        return {party: head.name for party, head in value_of(report).heads}

    def same(a: dict[str, str] | None, b: dict[str, str] | None) -> bool:
        return all(same_person(a[p], b[p]) for p in a if p in b) if a and b else a == b

    stands = {party: head.name for party, head in row.heads.value or ()}
    return side_by_side(about, "heads", told, names, same, stands)


def _status(about: str, row: Standings, play: Play) -> Dispute | None:
    chosen = row.status.report
    if chosen is None or row.status.value in OCCURRED:
        return None
    told: list[Report] = []
    for report in _first_told(row.slot.reports):
        if report.day < chosen.said or happened(report) or report.speaker == chosen.speaker:
            continue
        if _opposed(value_of(report).status, row.status.value) and report.affirmed and report.sure >= 2:
            other_side = report.claim.speaker_party != chosen.claim.speaker_party or report.claim.speaker_party is None
            if other_side and not report.own:
                told.append(report)
    if not told:
        return None
    standing = [r for r in row.slot.reports if value_of(r).status == row.status.value and r.affirmed and r.day >= chosen.day]
    return side_by_side(about, "status", [*standing, *latest_of_each(told)], lambda r: value_of(r).status, _equal, row.status.value)


def _first_told(reports: Iterable[Report]) -> list[Report]:
    """Of each utterance the first report only."""
    first: dict[str, Report] = {}
    for report in reports:
        first.setdefault(report.origin, report)
    return list(first.values())


def _opposed(a: str, b: str) -> bool:
    return (a in _ON and b in _OFF) or (a in _OFF and b in _ON) or {a, b} == {"cancelled", "postponed"}


def _verdict(report: Report) -> str:
    value = report.claim.value
    assert isinstance(value, Assessment)
    return value.value if report.affirmed else f"no {value.value}"


def _mood(verdict: str) -> int:
    """How good a judgement is, from -2 to 2; one that is denied is its opposite."""
    bare = verdict.removeprefix("no ")
    return -_MOODS.get(bare, 0) if bare != verdict else _MOODS.get(bare, 0)


def _spread(reports: Sequence[Report]) -> int:
    """How far apart the best and the worst of some judgements are; 0 where all are good, or all bad."""
    moods = [_mood(_verdict(r)) for r in reports]
    return max(moods) - min(moods) if moods and min(moods) < 0 <= max(moods) else 0


def _assessments(play: Play) -> list[Dispute]:
    """Judgements of one round, or of the track within two weeks, of which some are good and some are not.

    What outlets say of their own counts against what somebody says, not against each other.
    """
    told: dict[str, list[Report]] = {}
    held = HeldRounds(play.rounds)
    for report in play.of("assessment"):
        value = report.claim.value
        if not isinstance(value, Assessment):
            continue
        row = held.of(report) if value.about == "round" else None
        if value.about == "track" or row is not None:
            told.setdefault(f"round:{row.slot.key}" if row else "track", []).append(report)
    found = []
    for about, reports in told.items():
        newest = max(r.said for r in reports)
        latest = latest_of_each(r for r in reports if about != "track" or newest - r.said <= _SAME_TIME)
        ours = [r for r in latest if r.own or r.claim.speaker_party in play.parties]
        plain = about != "track" and _spread(ours) >= 2
        if any(not r.own for r in latest) and (plain or _spread(latest) >= _FAR_APART):
            dispute = side_by_side(about, "assessment", latest, _verdict, _equal)
            found += [dispute] if dispute else []
    return found
