"""Seconds that a state of play and the changes between two days take, on one generated track; medians of seven.

usage: python benchmarks/reconcile_scale.py [CLAIMS] [SEED]     default: 20000 claims, seed 6
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

from detente.model import (
    Assessment,
    Commitment,
    Document,
    Head,
    Issue,
    Link,
    NoInformation,
    Outcome,
    Reading,
    Round,
    Value,
    make_claim,
)
from detente.reconcile import Entry, changes, find_tracks, profile_of, state

#: Claims in a document, days between two rounds, and the first day.
PER_DOCUMENT, APART, START = 10, 30, date(2021, 1, 4)

PEOPLE = {"NOR": ("Kari Nordmann", "Ola Hansen", "Liv Berg"), "SWE": ("Erik Svensson", "Maja Lind", "Nils Ek"), "CHE": ("Anna Keller",)}
CITIES = ("Geneva", "Oslo", "Stockholm", "Vienna")
OUTLETS = tuple(f"Courier {n}" for n in range(40))
THINGS = (
    "fishing quotas",
    "seized vessels",
    "border crossings",
    "visa rules",
    "joint patrols",
    "grain transit",
    "prisoner lists",
    "gas prices",
)
PLACES = (
    "in the strait",
    "in the north",
    "of the crews",
    "near the islands",
    "under the treaty",
    "for next year",
    "of the ports",
    "at sea",
)


def said_of_a_round(chance: random.Random, number: int, day: date, held: date) -> Round:
    """What is said of the last round or the one to come."""
    city = CITIES[number % len(CITIES)]
    heads = tuple((p, Head(chance.choice(PEOPLE[p]))) for p in ("NOR", "SWE") if chance.random() < 0.3)
    if held <= day and chance.random() < 0.7:
        when = held + timedelta(days=chance.choice((0, 0, 0, 0, 1)))
        return Round("held", number if chance.random() < 0.5 else None, when.isoformat(), city, None, heads, None, ("NOR", "SWE"))
    coming = held if held > day else held + timedelta(days=APART)
    following = number if held > day else number + 1
    status = chance.choice(("announced", "announced", "confirmed", "proposed", "postponed", "cancelled"))
    return Round(
        status,
        following if chance.random() < 0.4 else None,
        chance.choice((coming.isoformat(), coming.isoformat()[:7], None)),
        CITIES[following % len(CITIES)] if chance.random() < 0.5 else None,
        parties=("NOR", "SWE"),
        heads=heads,
    )


def said(chance: random.Random, number: int, day: date, held: date) -> Value:
    """The value of one claim."""
    kind = chance.choice(("round", "round", "round", "issue", "issue", "outcome", "commitment", "assessment", "no_information"))
    label = f"{chance.choice(THINGS)} {chance.choice(PLACES)} {number // 4}"
    side = chance.choice(("NOR", "SWE"))
    if kind == "round":
        return said_of_a_round(chance, number, day, held)
    if kind == "issue":
        return Issue(
            label, side, chance.choice(("demands", "offers", "rejects", "accepts")), chance.choice((None, "under_discussion", "agreed"))
        )
    if kind == "outcome":
        return Outcome(chance.choice(("understanding", "agreement_signed", "no_result")), label, held.isoformat(), ("NOR", "SWE"))
    if kind == "commitment":
        deadline = (day + timedelta(days=chance.randint(5, 90))).isoformat()
        return Commitment(f"settle {label}", (side,), (), deadline, chance.choice(("pledged", "in_progress", "kept", "broken")))
    if kind == "assessment":
        return Assessment(chance.choice(("track", "round")), chance.choice(("progress", "no_progress", "constructive", "deadlock")))
    return NoInformation("date of the next round")


def chain(chance: random.Random) -> tuple[Link, ...]:
    """Who says it."""
    party = chance.choice(("NOR", "SWE", "CHE", None, None))
    if party is None:
        return chance.choice(((), (Link("a diplomat", "unnamed"), Link("Fjord Press", "agency"))))
    person = Link(chance.choice(PEOPLE[party]), "person", party=party)
    return chance.choice(((person,), (person, Link("Fjord Press", "agency"))))


def document(chance: random.Random, number: int, day: date, count: int) -> Entry:
    """A dispatch of so many claims, each on a sentence of its own; one in ten repeats the words of the last one's kind."""
    elapsed = (day - START).days
    series, held = elapsed // APART + 1, START + timedelta(days=elapsed // APART * APART + 10)
    text, spans = f"Norway and Sweden are in talks, dispatch {number} says.\n\n", []
    for place in range(count):
        words = " ".join(f"w{chance.randrange(5000)}" for _ in range(16)) + f" s{place}"
        spans.append((len(text), len(text) + len(words)))
        text += words + ". "
    made = Document(
        f"doc-{number}", text, "", chance.choice(OUTLETS), None, "en", f"{day.isoformat()}T{chance.randrange(24):02d}:00:00+01:00"
    )
    kinds = {
        Round: "round",
        Issue: "issue",
        Outcome: "outcome",
        Commitment: "commitment",
        Assessment: "assessment",
        NoInformation: "no_information",
    }
    claims = []
    for start, end in spans:
        value = said(chance, series, day, held)
        claims.append(
            make_claim(made.id, kinds[type(value)], made.span(start, end), value, rule="made", chain=chain(chance), said=day.isoformat())  # type: ignore[arg-type]
        )
    return Entry(made, tuple(claims), day.isoformat(), profile_of(Reading(made, tuple(claims))))


def track_of(claims: int, seed: int) -> list[Entry]:
    """The dispatches of one long negotiation, spread over five years."""
    chance, count = random.Random(seed), claims // PER_DOCUMENT
    return [document(chance, n, START + timedelta(days=n * 1825 // count), PER_DOCUMENT) for n in range(count)]


def timed(name: str, work: Callable[[], object]) -> None:
    """Run a piece of work eight times and print the median of the last seven, and the first run."""
    runs = []
    for _ in range(8):
        began = time.perf_counter()
        work()
        runs.append(time.perf_counter() - began)
    print(f"{name}: {statistics.median(runs[1:]):.3f} s (median of 7, {min(runs[1:]):.3f} to {max(runs[1:]):.3f}; first run {runs[0]:.3f})")


def main() -> None:
    """Make the track, measure, print."""
    claims, seed = (int(a) if a else b for a, b in zip((*sys.argv[1:3], "", ""), (20_000, 6)))
    entries = track_of(claims, seed)
    tracks = find_tracks(entries)
    track = max(tracks, key=lambda t: len(t.documents))
    last = (START + timedelta(days=1830)).isoformat()
    found = state(track.id, entries, last, track=track)
    print(f"{sum(len(e.claims) for e in entries)} claims in {len(entries)} documents, {len(track.documents)} of them in the track")
    print(f"{len(found.rounds)} rounds, {len(found.issues)} issues, {len(found.commitments)} commitments, {len(found.disputes)} disputes")
    timed("find_tracks", lambda: find_tracks(entries))
    timed("state", lambda: state(track.id, entries, last, track=track))
    timed("changes over the last week", lambda: changes(track.id, entries, "2025-12-28", last, track=track))
    timed("changes over half a year", lambda: changes(track.id, entries, "2025-06-28", last, track=track))


if __name__ == "__main__":
    main()
