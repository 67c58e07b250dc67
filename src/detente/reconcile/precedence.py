"""Which value stands: the rules of `codebook/rules.toml`, applied to the reports on one round.

Every choice comes with the name of the rule that made it. Nothing is dropped: what loses stays among the reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from detente.codebook import table
from detente.model import Head
from detente.reconcile.days import bounded, first_day, last_day, meets, middle, near, span, width
from detente.reconcile.names import same_person
from detente.reconcile.reports import OCCURRED, Report
from detente.reconcile.slots import happened, value_of


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of precedence."""

    name: str
    says: str
    why: str


@cache
def rules() -> dict[str, Rule]:
    """The rules of precedence by name, strongest first."""
    return {row["name"]: Rule(row["name"], row["says"], row["why"]) for row in table("rules.toml")["rule"]}


@dataclass(frozen=True, slots=True)
class Standing:
    """A value that stands, the rule that let it, and the report it is taken from."""

    value: Any
    rule: str
    report: Report | None = None


NOTHING = Standing(None, "only_value")


def say(report: Report, parties: frozenset[str]) -> float:
    """How much say a speaker has in plans: 3 host or mediator, 2 a party, 1 a medium or somebody else, 0 unnamed."""
    if report.accepted:
        return 9.0
    party = report.claim.speaker_party
    if report.unnamed:
        return 1.5 if party in parties else 0.5
    if report.own or party is None:
        return 1.0
    return 2.0 if party in parties else 3.0


#: Days after which a meeting that was reported as going on is over.
_OVER = timedelta(days=14)


def status_of(reports: Sequence[Report], parties: frozenset[str], as_of: date) -> Standing:
    """The status of a round from all reports on it, in order of publication, as it stands on a day."""
    took_place = [r for r in reports if happened(r) and r.sure == 3]
    decided = [r for r in reports if r.accepted]
    if decided:
        return Standing(value_of(decided[-1]).status, "decided", decided[-1])
    if took_place and not _hearsay(took_place, reports, parties):
        over = [r for r in took_place if value_of(r).status == "held"]
        going_on = [r for r in took_place if value_of(r).status == "under_way"]
        if over and going_on:
            later = going_on[-1].day > over[-1].day
            chosen = going_on[-1] if later else over[0]
            return Standing(value_of(chosen).status, "later_report_of_occurrence", chosen)
        ended = going_on and max(last_day(value_of(going_on[-1]).date) or date.min, going_on[-1].day) + _OVER < as_of
        return Standing("held" if over or ended else "under_way", "report_of_occurrence", took_place[0])
    return _planned(reports, parties)


def _hearsay(took_place: Sequence[Report], reports: Sequence[Report], parties: frozenset[str]) -> bool:
    """Whether only unnamed voices say that a meeting goes on, while as good a source still speaks of it as planned that day."""
    if not all(r.unnamed for r in took_place):
        return False
    most, last = max(say(r, parties) for r in took_place), took_place[-1].day
    plans = [r for r in reports if r.affirmed and not happened(r) and r.day >= last and r.sure == 3]
    return any(say(r, parties) >= most and value_of(r).status in ("announced", "confirmed") for r in plans)


def trail(reports: Sequence[Report], parties: frozenset[str]) -> list[tuple[Report, str]]:
    """The reports that changed what stands of a planned round, one after the other, each with the rule that let it."""
    known: dict[tuple[str, str], list[str | None]] = defaultdict(list)
    current: Report | None = None
    steps: list[tuple[Report, str]] = []
    for batch in _by_document(r for r in reports if r.affirmed):
        timely = [r for r in batch if not _of_old(r, current)]
        fresh = [r for r in timely if _news(r, known)] or timely
        for report in sorted(fresh, key=lambda r: (r.said, _gravity(r), r.sure, say(r, parties))):
            reason = _replaces(report, current, parties)
            if reason:
                current = report
                steps.append((report, reason))
        for report in batch:
            known[value_of(report).status, report.claim.speaker_party or report.speaker].append(value_of(report).date)
    return steps


def _planned(reports: Sequence[Report], parties: frozenset[str]) -> Standing:
    """The status of a round that nobody reported as held."""
    steps = trail(reports, parties)
    if not steps:
        return Standing("proposed" if not any(r.affirmed for r in reports) else value_of(reports[-1]).status, "only_value", None)
    current, rule = steps[-1]
    status = value_of(current).status
    if status in OCCURRED:
        status = "announced"
    if status == "announced" and _both(reports, current, parties):
        return Standing("confirmed", "fixed_by_host_or_both", current)
    return Standing(status, rule, current)


def _by_document(reports: Iterable[Report]) -> list[list[Report]]:
    batches: list[list[Report]] = []
    for report in reports:
        if not batches or batches[-1][0].document != report.document:
            batches.append([])
        batches[-1].append(report)
    return batches


def _news(report: Report, known: Mapping[tuple[str, str], Sequence[str | None]]) -> bool:
    """Whether a side has not said as much before: another status, or another date."""
    value, said = value_of(report), known.get((value_of(report).status, report.claim.speaker_party or report.speaker))
    return not said or (bounded(value.date) and not any(near(value.date, other) for other in said))


def _of_old(report: Report, current: Report | None) -> bool:
    """Whether a report tells how an earlier plan was called off, of which a later one has taken the place."""
    value = value_of(report)
    if current is None or value.status not in ("cancelled", "postponed"):
        return False
    then, now = middle(value.date), middle(value_of(current).date)
    return then is not None and now is not None and then < now and not near(value.date, value_of(current).date)


_GRAVITY = {"proposed": 0, "denied": 1, "announced": 2, "confirmed": 3, "postponed": 4, "cancelled": 5}


def _gravity(report: Report) -> int:
    return _GRAVITY.get(value_of(report).status, 2)


def _replaces(report: Report, current: Report | None, parties: frozenset[str]) -> str:
    """The rule by which a report takes the place of the one that stands, or ""."""
    if current is None:
        return "one_side_announced" if value_of(report).status == "announced" else "only_value"
    new, old = value_of(report), value_of(current)
    weight, held = say(report, parties), say(current, parties)
    called_off = old.status in ("cancelled", "postponed", "denied")
    if new.status == "denied":
        same_author = report.claim.speaker_party is not None and report.claim.speaker_party == current.claim.speaker_party
        mine = same_author or report.speaker == current.speaker or weight >= 3 or old.status in ("proposed", "denied", "cancelled")
        return "denied_by_its_author" if mine and report.sure == 3 else ""
    if new.status in ("cancelled", "postponed"):
        if old.status == "cancelled" and not (new.date and report.day > current.day and not meets(new.date, old.date)):
            return ""
        known_to_both = report.document == current.document
        strong = weight >= 2 or (weight >= 1 and (report.day > current.day or known_to_both or held <= 1))
        return "called_off_by_those_who_meet" if strong and report.sure >= 2 else ""
    if called_off:
        heard = report.day > current.day and weight >= min(held, 2.0)
        again = (heard or weight > max(held, 1.5)) and report.sure >= 2 and new.status != "proposed"
        return "promised_again" if again else ""
    if new.status == "proposed":
        dated = bounded(new.date) and not span(old.date) and weight >= 2 and report.day > current.day
        return "later_word_of_same_speaker" if dated or (old.status == "proposed" and weight >= held) else ""
    if old.status == "confirmed" and new.status == "announced":
        moved = bounded(new.date) and not meets(new.date, old.date) and weight >= 2 and report.sure == 3 and report.day > current.day
        return "later_word_of_same_speaker" if moved else ""
    if new.status == "confirmed":
        return "fixed_by_host_or_both" if report.sure >= 2 else ""
    if old.status == "proposed":
        return "one_side_announced" if report.sure >= 2 or weight > held else ""
    if report.sure < current.sure:
        return ""
    return "one_side_announced" if weight >= held else ""


def _both(reports: Sequence[Report], current: Report, parties: frozenset[str]) -> bool:
    """Whether two parties announced a round alike, for the same close date."""
    date = value_of(current).date
    if not bounded(date):
        return False
    alike = {
        r.claim.speaker_party
        for r in reports
        if r.affirmed and r.sure == 3 and value_of(r).status == "announced" and meets(value_of(r).date, date)
    }
    return len(alike & parties) >= 2


# --- dates, places, people ------------------------------------------------------------------------------------------


def date_of(reports: Sequence[Report], status: Standing, parties: frozenset[str]) -> Standing:
    """The date of a round: of its reports where it took place, else of the plan that stands."""
    decided = [r for r in reports if r.accepted and value_of(r).date]
    if decided:
        return Standing(value_of(decided[-1]).date, "decided", decided[-1])
    if status.value in OCCURRED:
        found = _held_date(reports, status.value)
        planned = _planned_range(reports, found)
        return planned or found
    seen: set[str] = set()
    dated: list[Report] = []
    for report in reports:
        if report.affirmed and span(value_of(report).date) and not happened(report) and report.origin not in seen:
            seen.add(report.origin)
            dated.append(report)
    return _planned_date(dated, status, parties)


def _held_date(reports: Sequence[Report], status: str) -> Standing:
    """The date that reports of a meeting give: most independent origins, then the more exact, then the first after the event."""
    told: dict[str, str | None] = {}
    dated: list[Report] = []
    for report in reports:
        if (
            happened(report)
            and span(value_of(report).date)
            and meets(value_of(report).date, told.setdefault(report.origin, value_of(report).date))
        ):
            dated.append(report)
    planned = {value_of(r).date for r in reports if r.affirmed and not happened(r)}
    votes: dict[str, set[str]] = defaultdict(set)
    fresh: set[str] = set()
    first: dict[str, Report] = {}
    going_on = {r.claim.id for r in dated if value_of(r).status == "under_way"}
    for report in dated:
        value = value_of(report).date or ""
        first.setdefault(value, report)
        votes[value].add(report.origin)
        ends = last_day(value)
        if ends is not None and (report.day - ends).days <= 1:
            fresh.add(value)
    if not votes:
        return NOTHING
    support = {
        v: len(set().union(*(votes[o] for o in votes if o == v or _tells_less(o, v)))) + (v in fresh) + 0.5 * (v in planned) for v in votes
    }

    def rank(value: str) -> tuple[float, ...]:
        days = width(value)
        session = first[value].claim.id in going_on and days is not None
        open_start = first_day(value) is None
        size = days if days is not None else 31  # an open end tells no more than a month does
        return (open_start, size > 20, session, -support[value], size, first[value].order[0], first[value].order[1])

    chosen = min(votes, key=rank)
    if status == "held" and len(votes) == 1:
        return Standing(chosen, "only_value", first[chosen])
    rival = [v for v in votes if not meets(v, chosen)]
    rule = "more_exact" if not rival else "independent_origins"
    if rival and max(support[v] for v in rival) >= support[chosen]:
        rule = "nearest_to_the_event"
    return Standing(chosen, rule, first[chosen])


def _tells_less(value: str, exact: str) -> bool:
    """Whether a value agrees with a more exact one."""
    days, other = width(value), width(exact)
    return meets(value, exact) and (days is None or (other is not None and days > other))


def _planned_range(reports: Sequence[Report], found: Standing) -> Standing | None:
    """The planned days of a meeting that ended on the last of them: "ended on Thursday" does not shorten it."""
    if width(found.value) != 1 or found.report is None:
        return None
    for report in reversed(reports):
        value = value_of(report)
        days = width(value.date)
        exact = not happened(report) and report.affirmed and days is not None and 2 <= days <= 5 and report.sure >= 2
        if exact and last_day(value.date) == last_day(found.value) and value.status in ("confirmed", "announced"):
            return Standing(value.date, "more_exact", report)
    return None


def _planned_date(dated: Sequence[Report], status: Standing, parties: frozenset[str]) -> Standing:
    """The date that is planned: of the status that stands, by whoever has most say, made as exact as others agree."""
    if not dated:
        return NOTHING
    alike = [r for r in dated if value_of(r).status == status.value and r.sure >= 2]
    since = status.report.day if status.report else None
    planned = [r for r in dated if value_of(r).status not in ("cancelled", "denied", "postponed") and r.sure >= 2]
    pool: Sequence[Report] = alike
    if status.value in ("cancelled", "denied"):
        named = [r for r in alike if first_day(value_of(r).date) != r.day]
        pool = [r for r in planned if bounded(value_of(r).date)] or named or planned or dated
    elif status.value == "postponed":
        pool = alike or dated
    if not pool:
        pool = [r for r in dated if since is None or r.day >= since or (last_day(value_of(r).date) or since) >= since]
    if status.value not in ("cancelled", "postponed") and status.report is not None:
        said = status.report.said
        pool = [r for r in pool if r is status.report or (last_day(value_of(r).date) or said) >= said]
    if not pool:
        return NOTHING

    def rank(report: Report) -> tuple[float, ...]:
        weight = say(report, parties)
        size = width(value_of(report).date)
        exact = -(size if size is not None else 400)
        fresh = report.said.toordinal()
        return (weight >= 2, weight >= 0.5 and report.sure == 3, fresh, exact, weight)

    chosen = max(pool, key=rank)
    best = chosen
    for report in dated:
        value = value_of(report)
        finer = (width(value.date) or 400) < (width(value_of(best).date) or 400) and meets(value.date, value_of(chosen).date)
        sure = report.sure >= chosen.sure or (report.sure == 2 and report.day > chosen.day)
        if finer and say(report, parties) >= min(2.0, say(chosen, parties)) and sure and bounded(value.date):
            best = report
    alone = len({value_of(r).date for r in dated}) == 1
    rule = "more_exact" if best is not chosen else "only_value" if alone else "later_word_of_same_speaker"
    return Standing(value_of(best).date, rule, best)


def venue_of(reports: Sequence[Report], status: Standing, parties: frozenset[str], field: str = "venue") -> Standing:
    """The city (or the building) of a round."""
    named = [r for r in reports if r.affirmed and getattr(value_of(r), field)]
    decided = [r for r in named if r.accepted]
    if decided:
        return Standing(getattr(value_of(decided[-1]), field), "decided", decided[-1])
    if status.value in OCCURRED:
        named = [r for r in named if happened(r)] or [r for r in named if field == "venue"]
        return _most_origins(named, field)
    if status.rule == "promised_again" and status.report is not None:
        named = [r for r in named if r.said >= status.report.said and value_of(r).status not in ("cancelled", "postponed")]
    sure = [r for r in named if r.sure == 3 and (say(r, parties) >= 1 or r is status.report)] or [
        r for r in named if r.sure >= 2 and say(r, parties) >= 1
    ]
    if not sure:
        return NOTHING
    chosen = max(sure, key=lambda r: (say(r, parties) >= 2, r.said.toordinal(), say(r, parties), -r.order[0]))
    rule = "only_value" if len({getattr(value_of(r), field).casefold() for r in named}) == 1 else "later_word_of_same_speaker"
    return Standing(getattr(value_of(chosen), field), rule, chosen)


def _most_origins(named: Sequence[Report], field: str) -> Standing:
    votes: dict[str, set[str]] = defaultdict(set)
    first: dict[str, Report] = {}
    for report in named:
        value = getattr(value_of(report), field)
        votes[str(value).casefold()].add(report.origin)
        first.setdefault(str(value).casefold(), report)
    if not votes:
        return NOTHING
    chosen = min(votes, key=lambda v: (-len(votes[v]), first[v].order))
    rule = "only_value" if len(votes) == 1 else "independent_origins"
    return Standing(getattr(value_of(first[chosen]), field), rule, first[chosen])


def heads_of(reports: Sequence[Report], status: Standing) -> Standing:
    """Who led each delegation: the name that most independent origins give, of reports of the meeting where it took place."""
    told = [r for r in reports if r.affirmed and value_of(r).heads]
    if status.value in OCCURRED:
        told = [r for r in told if happened(r)] or told
    votes: dict[str, list[tuple[Head, set[str]]]] = defaultdict(list)
    for report in told:
        for party, head in value_of(report).heads:
            for place, (known, origins) in enumerate(votes[party]):
                if same_person(known.name, head.name):
                    origins.add(report.origin)
                    if len(head.name) > len(known.name) or (known.role is None and head.role):
                        longer = head if len(head.name) > len(known.name) else Head(known.name, head.role)
                        votes[party][place] = (longer, origins)
                    break
            else:
                votes[party].append((head, {report.origin}))
    chosen = tuple((party, max(rows, key=lambda row: len(row[1]))[0]) for party, rows in votes.items())
    differs = any(len(rows) > 1 for rows in votes.values())
    return Standing(chosen, "independent_origins" if differs else "only_value", told[0] if told else None)


def duration_of(reports: Sequence[Report]) -> Standing:
    """How long a meeting lasted, in minutes."""
    return _most_origins([r for r in reports if r.affirmed and value_of(r).duration_minutes], "duration_minutes")
