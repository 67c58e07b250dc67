"""What a report takes from the one told right before it: number, day, city, speaker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.reading.talks.looking import Found
from detente.reading.talks.otherdays import CONFIRMS_DAY, OTHER_DAY
from detente.reading.talks.records import REAL, Report
from detente.reading.talks.statuses import PLANNED

#: How many sentences after a round was asked about "it" may stand for it.
_ASKED = 2


def as_it_came(reports: list[Report]) -> list[Report]:
    """Plans for a weekday ("said on Sunday that they would start on Tuesday"), read as the day on which the round was really held."""
    held = {r.date for r in reports if r.status in REAL and r.date}
    return [replace(r, date=r.earlier) if r.status in PLANNED and r.earlier in held else r for r in reports]


def with_series(found: Sequence[Found], reports: list[Report]) -> list[Report]:
    """Rounds that took place where the text says that all of the series did ("three meetings in Delhi … the last meeting took place …")."""
    told = [(f.mention.count, p.name) for f in found for p in f.slots.places if p.kind == "city" and (f.mention.count or 0) > 1]
    if len({name for _, name in told}) != 1:
        return reports
    count, city = told[0]
    return [replace(r, venue=city) if _one_of(r, count or 0) else r for r in reports]


def _one_of(report: Report, count: int) -> bool:
    """Whether a report is of one of so many rounds, and has no place of its own."""
    if report.status not in REAL or report.venue or report.elsewhere or report.format == "online":
        return False
    return report.reach == "past" or (report.ordinal is not None and report.ordinal <= count)


def for_plan(report: Report, before: list[Report]) -> list[Report]:
    """A report of another day for the plan that was told right before, as one on that plan; none where no plan was."""
    plan = before[-1] if before else None
    if plan is None or not plan.date or plan.date == report.date or report.sentence - plan.sentence > 1 or plan.names == report.names:
        return []
    if plan.status not in PLANNED and plan.status != "postponed":
        return []
    if report.rule == CONFIRMS_DAY:
        return [replace(report, date=plan.date, ordinal=plan.ordinal, venue=plan.venue)]
    status = plan.status or "announced"
    rule = OTHER_DAY.replace("announced", status)
    return [replace(report, status=status, rule=rule, ordinal=plan.ordinal, venue=plan.venue, bygone=False)]


def gone_on(report: Report, before: list[Report]) -> Report:
    """A plan that only goes on from the one somebody told right before, under his chain ("… said the envoy. It will be held in Lima")."""
    plan = before[0] if before else None
    if plan is None or report.chain or not plan.chain or report.status not in PLANNED or plan.status not in PLANNED:
        return report
    goes_on = report.pronoun and report.sentence - plan.sentence == 1 and report.paragraph == plan.paragraph
    return replace(report, chain=plan.chain, said=plan.said, cue=plan.cue) if goes_on else report


def following(report: Report, before: list[Report]) -> Report:
    """ "The first round was held in Bogota; Vienna came next": one more than the round that was told just before."""
    rows, before = before, before[-1:]
    asked = before[0] if before else None  # "Asked about a third round, he said that it could be held in Lima"
    if asked is not None and report.pronoun and report.ordinal is None and asked.status is None and asked.ordinal is not None:
        return replace(report, ordinal=asked.ordinal) if report.sentence - asked.sentence <= _ASKED else report
    if report.further and report.ordinal is None:
        told = next((r.ordinal for r in reversed(rows) if r.ordinal is not None), None)
        return replace(report, ordinal=told + report.further) if told else report
    after = report.ordinal is None and report.rule.endswith((".next", ".follow")) and report.status == "held"
    if not after or not before or before[0].ordinal is None or before[0].status != "held" or report.sentence - before[0].sentence > 1:
        return report
    return replace(report, ordinal=before[0].ordinal + 1)
