"""Milliseconds that pages take while 20 people read at once: medians and 95th percentiles.

usage: python benchmarks/pages_load.py STORE [READERS] [REQUESTS]     default: 20 readers, 600 requests

The desk is served by `detente serve` in a process of its own on a free port of this machine, on the store at a path (read only in
effect: nothing is posted). First one reader alone asks for some tracks and documents. Then all readers go through other tracks (the
largest too), their documents, and days of the past, each asking anew as soon as it has its answer: every address once (cold: nothing
of it is in memory), then addresses at random (warm: as for whoever comes second that day).
"""

from __future__ import annotations

import http.client
import random
import re
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict

from detente.desk import open_desk
from detente.model import Track

#: Tracks that are read, beside the largest, and documents of each.
TRACKS, DOCUMENTS = 40, 5


def two_samples(chance: random.Random, tracks: list[Track]) -> tuple[list[Track], list[Track]]:
    """Tracks for all readers, and as many others for one who is alone."""
    drawn = chance.sample(tracks, min(2 * TRACKS, len(tracks)))
    return drawn[: (len(drawn) + 1) // 2], drawn[(len(drawn) + 1) // 2 :]


def addresses_of(store: str) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """What all readers ask for, by the kind of page, and what one who is alone asks for."""
    chance = random.Random(8)
    with open_desk(store, create=False) as desk:
        desk.settle()
        tracks = sorted(desk.tracks(), key=lambda t: len(t.documents))
        chosen, others = two_samples(chance, tracks)
        alone = {
            "track": [f"/track/{t.id}" for t in others],
            "document": [f"/document?id={t.documents[0]}" for t in others if t.documents],
        }
        found: dict[str, list[str]] = {
            "largest track": [f"/track/{tracks[-1].id}"],
            "track": [f"/track/{t.id}" for t in chosen],
            "track on a past day": [f"/track/{t.id}?as_of={t.latest}" for t in chosen[:10]],
            "document": [f"/document?id={d}" for t in chosen for d in chance.sample(t.documents, min(DOCUMENTS, len(t.documents)))],
            "first page": ["/"],
        }
    return found, alone


def ask(connection: http.client.HTTPConnection, address: str) -> float:
    """Milliseconds until a page is there."""
    began = time.perf_counter()
    connection.request("GET", address)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise SystemExit(f"{address}: {answer.status}")
    return (time.perf_counter() - began) * 1000


def once(port: int, wanted: dict[str, list[str]], readers: int) -> dict[str, list[float]]:
    """Milliseconds of each answer, by kind of page, every address asked for once."""
    times: dict[str, list[float]] = defaultdict(list)
    todo = [(kind, address) for kind, listed in wanted.items() for address in listed]
    random.Random(8).shuffle(todo)

    def read() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        while todo:
            kind, address = todo.pop()
            times[kind].append(ask(connection, address))

    together([threading.Thread(target=read) for _ in range(readers)])
    return times


def together(threads: list[threading.Thread]) -> None:
    """Start the threads and wait for them."""
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def load(port: int, wanted: dict[str, list[str]], readers: int, requests: int) -> dict[str, list[float]]:
    """Milliseconds of each answer, by kind of page."""
    times: dict[str, list[float]] = defaultdict(list)
    kinds = [*wanted, "track", "document", "track", "document"]

    def read(seed: int) -> None:
        chance = random.Random(seed)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for _ in range(requests // readers):
            kind = chance.choice(kinds)
            times[kind].append(ask(connection, chance.choice(wanted[kind])))

    together([threading.Thread(target=read, args=(seed,)) for seed in range(readers)])
    return times


def p95(times: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def main(store: str, readers: int = 20, requests: int = 600) -> None:
    """Serve, ask, and print."""
    wanted, lonely = addresses_of(store)
    command = [sys.executable, "-c", "from detente.cli import main; main()", "serve", "--port", "0", "--store", store]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        found = re.search(r":(\d+)/", server.stderr.readline())
        if found is None:
            raise SystemExit("the desk did not open")
        port = int(found[1])
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
            ask(connection, "/add")
            alone = once(port, lonely, 1)
            cold = once(port, wanted, readers)
            warm = load(port, wanted, readers, requests)
        finally:
            server.terminate()
    for kind, times in alone.items():
        print(f"{kind}, cold, one reader alone: {statistics.median(times):.0f} ms at the median, {p95(times):.0f} at the 95th percentile")
    print(f"{'page':22}{'cold median':>14}{'cold p95':>12}{'warm median':>14}{'warm p95':>11}   ms, {readers} readers at once")
    for kind in wanted:
        figures = statistics.median(cold[kind]), p95(cold[kind]), statistics.median(warm[kind]), p95(warm[kind])
        print("{:22}{:14.0f}{:12.0f}{:14.0f}{:11.0f}".format(kind, *figures))


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:4]))
