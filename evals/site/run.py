"""Watching the site of tests/newsweb as `detente watch` does: `pages` counts what was found, `kill` ends it twenty times with SIGKILL.

    python evals/site/run.py pages [ARTICLES_PER_OUTLET]
    python evals/site/run.py kill [KILLS]
"""  # fmt: skip

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

from detente.store import open_log
from newsweb.scoring import score
from newsweb.server import Servers
from newsweb.site import Site
from newsweb.stores import contents, toml

_PORT = 8471


def main() -> int:
    """Run what was asked for."""
    what, number = [*sys.argv[1:], "pages"][0], int(sys.argv[2]) if len(sys.argv) > 2 else 0
    with tempfile.TemporaryDirectory() as folder:
        return _kill(Path(folder), number or 20) if what == "kill" else _pages(Path(folder), number or 34)


def _watch(list_file: Path, store: Path) -> list[str]:
    return [
        sys.executable,
        "-c",
        "from detente.cli import main; main()",
        "watch",
        str(list_file),
        "--once",
        "--quiet",
        "--store",
        str(store),
    ]


def _pages(folder: Path, per_outlet: int) -> int:
    site = Site(_PORT, per_outlet=per_outlet)
    (folder / "site.toml").write_text(toml(site.sources), encoding="utf-8")
    began = time.monotonic()
    with Servers(site.hosts, _PORT) as servers:
        subprocess.run(_watch(folder / "site.toml", folder / "site.db"), stdout=subprocess.DEVNULL, check=False, timeout=900)
        asked = sum(servers.asked.values())
    with open_log(str(folder / "site.db"), create=False) as log:
        stored = log.stored()
    result = score([s.document for s in stored], site.truth)
    took = time.monotonic() - began
    print(f"{site.pages} pages, {result.articles} articles of {len(site.outlets)} outlets; {asked} requests, {took:.0f} s with reading")
    print("  ".join(f"{name} {100 * share:.1f} %" for name, share in result.shares().items()))
    print(f"stored besides: {len(result.extra)}; more than one version: {sum(s.number > 1 for s in stored)}")
    for line in (*result.extra, *result.faults):
        print(" ", line)
    return 0


def _kill(folder: Path, kills: int) -> int:
    site = Site(_PORT, per_outlet=4, short=True, traps=("error", "cut", "bomb", "loop-a", "soft", "binary"))
    (folder / "site.toml").write_text(toml(site.sources, delay=0.05), encoding="utf-8")
    dice, done, stores, bad = random.Random(7), 0, 0, 0
    with Servers(site.hosts, _PORT):
        began = time.monotonic()
        subprocess.run(_watch(folder / "site.toml", folder / "whole.db"), stdout=subprocess.DEVNULL, check=False, timeout=300)
        whole, took = contents(folder / "whole.db"), time.monotonic() - began
        print(f"without a kill: {len(whole['stored'])} versions, {len(whole['pages'])} addresses, {took:.1f} s")
        moments = []
        while done < kills:
            stores += 1
            store = folder / f"killed-{stores}.db"
            while True:
                moment = dice.uniform(0.5, 1.1 * took) if done < kills else 300.0
                running = subprocess.Popen(_watch(folder / "site.toml", store), stdout=subprocess.DEVNULL)
                try:
                    running.wait(moment)
                    break
                except subprocess.TimeoutExpired:
                    running.kill()
                    running.wait()
                    done += 1
                    moments.append(round(moment, 1))
            same = contents(store) == whole
            bad += not same
            print(f"store {stores}: killed at {moments} s, then {'the same' if same else 'NOT THE SAME'}", flush=True)
            moments = []
    print(f"{done} kills over {stores} stores; {bad} not the same")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
