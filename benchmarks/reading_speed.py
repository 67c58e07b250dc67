"""Words per second of CPU time of the bare parse and of the whole reading, one process, median of five.

CPU time (`time.process_time`), so that other jobs on the machine count for little; they still share its caches.

usage: python benchmarks/reading_speed.py [FILE…]     default: the gold dispatches in English
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from detente.evaluate import goldset
from detente.model import Document
from detente.reading import read
from detente.reading.parse import parse


def documents(paths: list[str]) -> list[Document]:
    """The files named, or the gold dispatches."""
    if paths:
        return [Document(path, Path(path).read_text(encoding="utf-8"), published="2025-06-10") for path in paths]
    found = []
    for folder in goldset.folders():
        for item in goldset.lines(folder / "dispatches.jsonl"):
            if item["language"] == "en":
                found.append(Document(item["id"], item["text"], item["title"], item["outlet"], published=item["published"]))
    return found


def main() -> None:
    """Measure and print."""
    batch = documents(sys.argv[1:])
    words = sum(len(d.text.split()) for d in batch)
    for name, work in (("parse", parse), ("read", read)):
        work(batch[0])
        runs = []
        for _ in range(5):
            began = time.process_time()
            for document in batch:
                work(document)
            runs.append(words / (time.process_time() - began))
        spread = f"{min(runs):,.0f} to {max(runs):,.0f}"
        print(f"{name}: {statistics.median(runs):,.0f} words/s (median of 5, {spread}), {len(batch)} documents, {words:,} words")


if __name__ == "__main__":
    main()
