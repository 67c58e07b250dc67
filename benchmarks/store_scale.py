"""A store of many generated claims, and how long it takes to answer: milliseconds at the median and the 95th percentile.

usage: python benchmarks/store_scale.py make STORE [TRACKS] [CLAIMS] [LARGEST]     default: 2000 tracks, 1000000 claims, 20000
       python benchmarks/store_scale.py ask STORE [CALLS]                          default: 200 calls of each kind
       python benchmarks/store_scale.py cold STORE                                 the largest track, each in a process of its own

`make` writes through the store's own API, sorts the tracks, and works out today's states, as `detente add` does when it is
through. `ask` opens the store anew: what is kept in the store is there, nothing is in memory but what earlier calls left.
"""

from __future__ import annotations

import itertools
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import reconcile_scale as one

from detente.codebook.parties import name_of
from detente.desk import ClaimFilter, Desk
from detente.model import Document, Link, Reading, Statement, make_claim, plain
from detente.reconcile import Entry, profile_of
from detente.store import open_log

#: Claims in a document, of which so many are statements, as in read dispatches.
PER_DOCUMENT, STATEMENTS = 50, 25

#: The desk's day, a little after the last document.
TODAY = one.START + timedelta(days=1840)

CODES = re.findall(
    "...",
    "NORSWECHEPERCHLARGBRABOLCOLECUVENMEXCANJPNKORINDPAKNPLTHAVNMIDN"
    "MYSPHLAUSNZLEGYSDNETHKENTZAUGARWANGAGHACMRTCDNERMLISENMARDZATUN"
    "TURGRCBGRROUSRBHRVHUNPOLCZESVKAUTITAESPPRTFRABELNLDDNKFINESTLVALTU",
)
GIVEN = (
    "Ana",
    "Boris",
    "Clara",
    "Dmitri",
    "Ester",
    "Farid",
    "Greta",
    "Hugo",
    "Ines",
    "Jonas",
    "Kira",
    "Luis",
    "Mara",
    "Nils",
    "Olga",
    "Pavel",
)
ENDINGS = ("vik", "sen", "ova", "ares", "mann", "elli", "ski", "ard", "oto", "ide", "anu", "escu")
WORDS = tuple("".join(pair) for pair in itertools.product(("ba", "de", "ki", "lo", "mu", "ra", "se", "to", "vi", "za"), repeat=3))


def sizes(tracks: int, claims: int, largest: int) -> list[int]:
    """How many documents each track has: the largest first, the others fewer and fewer, all of the claims in the end."""
    rest = [1 / (place + 20) for place in range(tracks - 1)]
    share = (claims - largest) / sum(rest) / PER_DOCUMENT
    return [largest // PER_DOCUMENT, *(max(1, round(weight * share)) for weight in rest)]


def people(chance: random.Random, code: str) -> tuple[str, ...]:
    """Three names of a country's envoys."""
    stem = chance.choice(WORDS).capitalize()
    return tuple(f"{chance.choice(GIVEN)} {stem}{chance.choice(ENDINGS)}" for _ in range(3))


def entries_of(chance: random.Random, number: int, pair: tuple[str, str], count: int) -> Iterator[Entry]:
    """The dispatches of one negotiation: the claims of `reconcile_scale` with other parties and people, and statements."""
    named = {"NOR": people(chance, pair[0]), "SWE": people(chance, pair[1]), "CHE": ("Anna Keller",)}
    swap = {"NOR": pair[0], "SWE": pair[1]}
    for place in range(count):
        day = one.START + timedelta(days=place * 1825 // count + number % 7)
        made = one.document(chance, place, day, PER_DOCUMENT - STATEMENTS)
        lead = f"{name_of(pair[0])} and {name_of(pair[1])} are in talks, dispatch {place} of {number} says.\n\n"
        text, spans = lead, []
        for _ in range(PER_DOCUMENT):
            words = " ".join(chance.choices(WORDS, k=14)) + (" veto" if chance.random() < 0.001 else "")
            spans.append((len(text), len(text) + len(words)))
            text += words + ". "
        document = Document(f"{number}-{place}", text, "Talks", f"Courier {chance.randrange(300)}", None, "en", made.document.published)
        claims = []
        for (start, end), old in itertools.zip_longest(spans, made.claims):
            who = chance.choice(("NOR", "SWE"))
            link = Link(chance.choice(named[who]), "person", party=swap[who])
            span = document.span(start, end)
            if old is None:
                value: Any = Statement(span, ((start, end),), None, None, "indirect")
                claims.append(make_claim(document.id, "statement", span, value, rule="made", chain=(link,), said=day.isoformat()))
            else:
                chain = (link,) if old.chain else ()
                claims.append(make_claim(document.id, old.kind, span, swapped(old.value, swap), rule="made", chain=chain, said=old.said))
        yield Entry(document, tuple(claims), day.isoformat(), profile_of(Reading(document, tuple(claims))))


def swapped(value: Any, swap: dict[str, str]) -> Any:
    """A value with the parties of another pair."""
    changes: dict[str, Any] = {}
    for name in ("parties", "by", "to"):
        if hasattr(value, name):
            changes[name] = tuple(swap.get(p, p) for p in getattr(value, name))
    if getattr(value, "party", None):
        changes["party"] = swap.get(value.party, value.party)
    if getattr(value, "heads", ()):
        changes["heads"] = tuple((swap.get(p, p), head) for p, head in value.heads)
    return replace(value, **changes) if changes else value


def make(store: str, tracks: int, claims: int, largest: int) -> None:
    """Write a store, and say how long each step took."""
    chance = random.Random(8)
    pairs = list(itertools.combinations(CODES, 2))
    chance.shuffle(pairs)
    began = time.perf_counter()
    with open_log(store) as log:
        for number, count in enumerate(sizes(tracks, claims, largest)):
            made = entries_of(chance, number, pairs[number % len(pairs)], count)
            log.add_many((Reading(e.document, e.claims), plain(e.profile), "made", f"{e.recorded}T12:00:00+00:00") for e in made)
    print(f"written: {time.perf_counter() - began:.0f} s")
    with desk_over(store) as desk:
        for name, work in (("sorted into tracks", desk.tracks), ("today's states", desk.settle)):
            began = time.perf_counter()
            work()
            print(f"{name}: {time.perf_counter() - began:.0f} s")
        largest = max(card.claims for card in desk.sorting.cards().values())
        print(f"{desk.log.figures()}, {len(desk.tracks())} tracks, the largest of {largest} claims")


def desk_over(store: str) -> Desk:
    """A desk that remembers nothing, on the benchmark's day."""
    return Desk(open_log(store, create=False), lambda: datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC))


def timed(name: str, calls: int, work: Callable[[], object]) -> None:
    """Run a piece of work so many times and print the median, the 95th percentile and the slowest."""
    runs = []
    for _ in range(calls):
        began = time.perf_counter()
        work()
        runs.append(1000 * (time.perf_counter() - began))
    runs.sort()
    print(f"{name}: p50 {statistics.median(runs):.1f} ms, p95 {runs[int(0.95 * (calls - 1))]:.1f} ms, most {runs[-1]:.0f} ms")


def ask(store: str, calls: int) -> None:
    """Ask at random, tracks in proportion to nothing: each is as likely as any other."""
    chance = random.Random(11)
    with desk_over(store) as desk:
        began = time.perf_counter()
        ids = list(desk.sorting.cards())
        print(f"first question of the process: {1000 * (time.perf_counter() - began):.0f} ms")
        documents = [d for t in chance.sample(desk.tracks(), min(300, len(ids))) for d in t.documents]

        def past() -> str:
            return (one.START + timedelta(days=chance.randrange(100, 1830))).isoformat()

        def words() -> str:
            return " ".join(chance.sample(WORDS, chance.choice((1, 1, 2)))) if chance.random() < 0.9 else "veto"

        kinds = ("round", "issue", "outcome", "commitment")
        timed("state of a track, today", calls, lambda: desk.state(chance.choice(ids)))
        timed("state of a track, a day in the past", calls, lambda: desk.state(chance.choice(ids), past()))
        timed("picture of a track, today", calls, lambda: desk.picture(chance.choice(ids)))
        timed(
            "claims of a track and kind, 50",
            calls,
            lambda: desk.claims(ClaimFilter(track=chance.choice(ids), kind=chance.choice(kinds), limit=50)),
        )
        timed("claims of a speaker, 50", calls, lambda: desk.claims(ClaimFilter(speaker=chance.choice(WORDS), limit=50)))
        timed(
            "claims of an outlet since a day, 50",
            calls,
            lambda: desk.claims(ClaimFilter(outlet=f"courier {chance.randrange(300)}", since=past(), limit=50)),
        )
        timed("claims of a document", calls, lambda: desk.claims(ClaimFilter(frozenset({chance.choice(documents)}))))
        timed("a document by its id, with its reading", calls, lambda: desk.log.reading_of(chance.choice(documents)))
        timed("full-text search, 50", calls, lambda: desk.claims(ClaimFilter(text=words(), limit=50)))
        timed("full-text search, the latest 50", calls, lambda: desk.claims(ClaimFilter(text=words(), limit=50, latest_first=True)))
        timed("all tracks with their rounds", 20, desk.overview)


_COLD = """
import sys, time
sys.path.insert(0, {folder!r})
import store_scale
from datetime import timedelta
day = (store_scale.TODAY - timedelta(days={back})).isoformat()
with store_scale.desk_over({store!r}) as desk:
    largest = max(desk.sorting.cards().values(), key=lambda c: c.claims).track.id
    began = time.perf_counter()
    {what}
    print(f"{{time.perf_counter() - began:.3f}}")
"""


def cold(store: str) -> None:
    """The largest track in processes of their own, which have the store open and nothing in memory."""
    for name, what, back in (
        ("state, today", "desk.state(largest)", 0),
        ("changes over the last week", "desk.changes(largest, day)", 17),
        ("changes over half a year", "desk.changes(largest, day)", 190),
    ):
        code = _COLD.format(folder=sys.path[0], store=store, what=what, back=back)
        runs = [float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout) for _ in range(2)]
        print(f"largest track, {name}: {runs[0]:.2f} s the first time, {runs[1]:.2f} s in the next process")


def main() -> None:
    """Do what is asked for."""
    what, store, *numbers = sys.argv[1:]
    given = [int(number) for number in numbers]
    if what == "make":
        make(store, *(given + [2000, 1_000_000, 20_000][len(given) :]))
    elif what == "cold":
        cold(store)
    else:
        ask(store, *(given or [200]))


if __name__ == "__main__":
    main()
