"""What an item rests on, and who said it, in the form that states show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from detente.model import Claim, Support, Version
from detente.reconcile.reports import Report


def supported(reports: Iterable[Report], echoes: Mapping[str, tuple[Claim, ...]]) -> Support:
    """The claims that an item rests on, copies among them, and how many independent utterances they are."""
    told = list(reports)
    ids = [claim for r in told for claim in (r.claim.id, *(echo.id for echo in echoes.get(r.claim.id, ())))]
    return Support(tuple(dict.fromkeys(ids)), len({r.origin for r in told}))


def version(value: object, reports: Sequence[Report]) -> Version:
    """One value of a dispute with those who stand by it."""
    chains = tuple(dict.fromkeys(r.chain for r in reports))
    return Version(value, chains, tuple(dict.fromkeys(r.claim.id for r in reports)), len({r.origin for r in reports}))


def by_line(report: Report) -> str:
    """Who said it, as a name to print: the first speaker, or the outlet that speaks itself."""
    return report.claim.chain[0].name if report.claim.chain else report.outlet or "the dispatch"


def latest_of_each(reports: Iterable[Report]) -> list[Report]:
    """Of each speaker his last word only: nobody is in dispute with himself. Reports come in order of publication.

    Two outlets that quote one speaker differently on one day are kept apart: that is a dispute of the outlets.
    """
    last: dict[str, dict[str, Report]] = {}
    for report in reports:
        heard = report.chain[-1] if len(report.chain) > 1 else ""
        earlier = last.get(report.speaker, {})
        last[report.speaker] = {other: old for other, old in earlier.items() if old.said >= report.said} | {heard: report}
    return sorted((r for told in last.values() for r in told.values()), key=lambda r: r.order)
