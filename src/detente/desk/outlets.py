"""Outlets and agencies as pages show them: how much they brought, how often they are an origin, how reliable people hold them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.desk.browsing import Browser
from detente.desk.clock import stamp
from detente.errors import UsageError
from detente.reconcile.reports import gather
from detente.store import Follow
from detente.store.outlets import RELIABILITY, Grade, OutletCounts, grading, outlet_counts, standing_grades

#: Origins are counted where the store has no more claims than this: counting goes through all of them.
COUNTED = 60_000


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet, or an agency that outlets quote."""

    counts: OutletCounts

    #: Utterances that it carried, and of these those that nobody else carried; None where they were not counted.
    origins: int | None
    alone: int | None
    grade: Grade | None


@dataclass(frozen=True, slots=True)
class Sources:
    """Everybody who is read or quoted."""

    outlets: tuple[Source, ...]

    #: Agencies that others heard it from: name, utterances, how many outlets carry them; the most first.
    agencies: tuple[tuple[str, int, int], ...]
    counted: bool


def sources(browser: Browser) -> Sources:
    """The outlets and agencies of the store."""
    grades = browser.desk.log.ask(standing_grades)
    counts, carried, agencies = browser.remembered(("outlets",), lambda: _counted(browser))
    outlets = []
    for each in counts:
        origins, alone = carried.get(each.outlet, (0, 0)) if carried is not None else (None, None)
        outlets.append(Source(each, origins, alone, grades.get(each.outlet)))
    return Sources(tuple(outlets), agencies, carried is not None)


def _counted(
    browser: Browser,
) -> tuple[Sequence[OutletCounts], dict[str, tuple[int, int]] | None, tuple[tuple[str, int, int], ...]]:
    counts = browser.desk.log.ask(outlet_counts)
    if sum(c.claims for c in counts) > COUNTED:
        return counts, None, ()
    entries = browser.desk.entries()
    of = gather(entries).origins
    carriers: dict[str, set[str]] = {}
    heard: dict[str, tuple[set[str], set[str]]] = {}
    for entry in entries:
        outlet = entry.document.outlet
        for claim in entry.claims:
            origin = of.get(claim.id)
            if origin is None:
                continue
            carriers.setdefault(origin, set()).add(outlet)
            for link in claim.chain:
                if link.kind == "agency":
                    origins, outlets = heard.setdefault(link.name, (set(), set()))
                    origins.add(origin)
                    outlets.add(outlet)
    carried: dict[str, tuple[int, int]] = {}
    for outlets in carriers.values():
        for outlet in outlets:
            total, alone = carried.get(outlet, (0, 0))
            carried[outlet] = (total + 1, alone + (len(outlets) == 1))
    agencies = sorted(((name, len(o), len(c)) for name, (o, c) in heard.items()), key=lambda row: (-row[1], row[0]))
    return counts, carried, tuple(agencies)


def grade(browser: Browser, outlet: str, chosen: str, *, by: str, reason: str) -> None:
    """Keep how reliable somebody holds an outlet (A to F; "" takes it back). Raises UsageError."""
    if chosen and chosen not in RELIABILITY:
        raise UsageError(f"{chosen!r} is no grade of reliability", todo=f"Choose one of {', '.join(RELIABILITY)}")
    known = {c.outlet for c in browser.desk.log.ask(outlet_counts)}
    if outlet not in known:
        raise UsageError(f"nothing of an outlet {outlet!r} is kept", todo="Choose one of those on the page")
    browser.desk.log.write(grading(Grade(outlet, chosen, by, reason, stamp(browser.desk.clock))))


def feeds(browser: Browser) -> tuple[Follow, ...]:
    """The feeds and pages that are followed."""
    return browser.desk.follows()
