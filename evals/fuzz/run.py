# ruff: noqa: E402 - a command prints, and its own folders go on the path first
"""Inputs of every kind, spoilt in every way: no crash, no hang, no half-stored document.

    .venv/bin/python evals/fuzz/run.py --tries 100000 [--seed N] [--kinds html,pdf] [--engine mutate|hypothesis|atheris]

Each try takes a good file of a kind, spoils it (bytes, lengths, nesting, splices with other kinds), and parses it with
`detente.sources.parse_bytes` in this process. What counts as a failure: anything raised, a document whose text or id cannot be kept,
a try that takes longer than the limit, or more memory than the limit. One try in `--store-every` goes through a desk into an SQLite
store, which must be sound (`store check`) at the end. Failing inputs are written to `--keep FOLDER`.

`atheris` follows coverage; it is no dependency (`pip install atheris`, wheels for some Pythons only). Without it, mutation is random;
`hypothesis` draws bytes and structures by itself. Exit code 1 where anything failed.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import random
import resource
import signal
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(Path(__file__).resolve().parent)]

from mutations import spoil
from seeds import SEEDS

from detente.desk import open_desk
from detente.errors import SourceError
from detente.model import Document
from detente.sources import Skipped, parse_bytes

#: Seconds and bytes that one try may take.
SECONDS, MEMORY = 10.0, 3 * 1024**3


class TooSlowError(BaseException):
    """The limit was passed. No library's `except Exception` may swallow it."""


class Fuzz:
    """Tries, and what came of them."""

    def __init__(self, keep: Path, store_every: int, folder: Path) -> None:
        self.counts: Counter[str] = Counter()
        self.failures: Counter[str] = Counter()
        self.slowest = (0.0, "")
        self._keep, self._every = keep, store_every
        self._desk = open_desk(str(folder / "fuzz.db"))

    def try_one(self, kind: str, data: bytes) -> None:
        """Parse one input."""
        self.counts["tries"] += 1
        self.counts[kind] += 1
        began = time.monotonic()
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
        try:
            items = [_checked(item) for item in parse_bytes(data, name=f"fuzz.{kind}")]
            self.counts["documents"] += sum(isinstance(item, Document) for item in items)
            self.counts["refused"] += sum(isinstance(item, SourceError) for item in items)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 — whatever is raised is what is looked for
            self._failed(kind, data, error)
            return
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        took = time.monotonic() - began
        if took > self.slowest[0]:
            self.slowest = (took, kind)
        if self.counts["tries"] % self._every == 0:
            for item in items[:3]:
                if isinstance(item, Document):
                    self._desk.add_document(item)
                    self.counts["stored"] += 1

    def _failed(self, kind: str, data: bytes, error: BaseException) -> None:
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        at = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
        name = f"{kind}: {type(error).__name__} at {at}: {str(error)[:100]}"
        if not self.failures[name]:
            self._keep.mkdir(parents=True, exist_ok=True)
            (self._keep / f"{hashlib.sha256(data).hexdigest()[:12]}.{kind}").write_bytes(data)
            print(f"FAILED {name}", flush=True)
        self.failures[name] += 1

    def end(self) -> int:
        """Look the store over and print the figures; gives the exit code."""
        faults = self._desk.check()
        figures = self._desk.log.figures()
        self._desk.close()
        swollen = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(dict(self.counts))
        print(f"slowest {self.slowest[0]:.2f} s ({self.slowest[1]}), memory at most {swollen:.0f} MiB")
        print(f"store: {figures['documents']} documents, {len(faults)} faults")
        for finding in faults:
            print(f"  {finding.where}: {finding.what}")
        for name, times in self.failures.most_common():
            print(f"{times} × {name}")
        print(f"{sum(self.failures.values())} of {self.counts['tries']} tries failed")
        return 1 if faults or self.failures else 0


def _checked(item: Document | SourceError | Skipped) -> Document | SourceError | Skipped:
    """The item, if it is what may be kept or shown."""
    if isinstance(item, Document):
        if not item.text.strip():
            raise AssertionError("a document without words")
        for value in (item.id, item.text, item.title, item.outlet, item.url or "", item.language, item.published or ""):
            value.encode("utf-8")
            if "\x00" in value and value is not item.text:
                raise AssertionError("a zero byte")
    elif isinstance(item, SourceError) and not item.todo:
        raise AssertionError(f"nothing to do about it: {item}")
    return item


def _too_slow(_number: int, _frame: object) -> None:
    raise TooSlowError(f"more than {SECONDS:g} s")


def by_mutation(fuzz: Fuzz, tries: int, kinds: list[str], dice: random.Random) -> None:
    """Good files spoilt at random."""
    for number in range(tries):
        kind = kinds[number % len(kinds)]
        fuzz.try_one(kind, spoil(dice, dice.choice(SEEDS[kind]), [seed for k in kinds for seed in SEEDS[k]]))
        if number and number % 5000 == 0:
            print(f"{number} tries, {sum(fuzz.failures.values())} failed", flush=True)


def by_hypothesis(fuzz: Fuzz, tries: int, kinds: list[str], seed: int) -> None:
    """What hypothesis draws: pieces of good files and bytes of its own, put together."""
    import hypothesis
    from hypothesis import strategies as st

    pieces = st.lists(
        st.one_of(
            st.binary(max_size=60),
            st.sampled_from([s for k in kinds for s in SEEDS[k]]).flatmap(
                lambda s: st.tuples(st.integers(0, len(s)), st.integers(0, len(s))).map(lambda c: s[min(c) : max(c)])
            ),
        ),
        max_size=6,
    ).map(b"".join)

    @hypothesis.seed(seed)
    @hypothesis.settings(max_examples=tries, deadline=None, database=None, suppress_health_check=list(hypothesis.HealthCheck))
    @hypothesis.given(kind=st.sampled_from(kinds), data=pieces)
    def run(kind: str, data: bytes) -> None:
        fuzz.try_one(kind, data)

    run()


def by_atheris(fuzz: Fuzz, tries: int, kinds: list[str], seed: int) -> None:
    """What atheris finds by following coverage, from the good files on. It leaves the process by itself."""
    import atheris

    with tempfile.TemporaryDirectory() as corpus:
        for kind in kinds:
            for number, data in enumerate(SEEDS[kind]):
                (Path(corpus) / f"{kind}{number}").write_bytes(bytes([kinds.index(kind)]) + data)

        def run(data: bytes) -> None:
            if data:
                fuzz.try_one(kinds[data[0] % len(kinds)], data[1:])
            if fuzz.counts["tries"] >= tries:
                sys.exit(fuzz.end())

        # Everything that is loaded, the libraries too: without it there is no coverage to follow.
        atheris.instrument_all()
        atheris.Setup([sys.argv[0], f"-runs={tries}", f"-seed={seed}", "-max_len=65536", corpus], run)
        atheris.Fuzz()


def main(arguments: list[str] | None = None) -> int:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tries", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", default=",".join(SEEDS))
    parser.add_argument("--engine", choices=["mutate", "hypothesis", "atheris"], default="mutate")
    parser.add_argument("--store-every", type=int, default=50)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "detente-fuzz")
    options = parser.parse_args(arguments)
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    signal.signal(signal.SIGALRM, _too_slow)
    kinds = options.kinds.split(",")
    engine = options.engine
    with tempfile.TemporaryDirectory() as folder:
        fuzz = Fuzz(options.keep, options.store_every, Path(folder))
        engines: dict[str, Callable[[], None]] = {
            "mutate": lambda: by_mutation(fuzz, options.tries, kinds, random.Random(options.seed)),
            "hypothesis": lambda: by_hypothesis(fuzz, options.tries, kinds, options.seed),
            "atheris": lambda: by_atheris(fuzz, options.tries, kinds, options.seed),
        }
        try:
            engines[engine]()
        except ModuleNotFoundError as error:
            if error.name != "atheris":
                raise
            print("atheris is not installed (pip install atheris); mutating at random instead")
            engines["mutate"]()
        except KeyboardInterrupt:
            print("stopped")
        return fuzz.end()


if __name__ == "__main__":
    sys.exit(main())
