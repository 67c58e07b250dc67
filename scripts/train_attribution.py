"""Trains the weights by which words outside the cue list are taken to attribute, on PolNeAR's training part.

    python scripts/train_attribution.py POLNEAR

POLNEAR is a checkout of networkdynamics/PolNeAR (none of its text ships). An example is a candidate of
`detente.reading.attribution.learned`; its class is whether an attribution of the corpus has a cue there and the same
content; one that shares half of its code points counts in part.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import logistic

from detente.evaluate.polnear import read_split
from detente.model import Document
from detente.reading.attribution.candidates import candidates
from detente.reading.attribution.learned import WEIGHTS
from detente.reading.attribution.model import Block
from detente.reading.attribution.rules import find_by_rules
from detente.reading.parse import parse

TARGET = Path(__file__).resolve().parent.parent / "src" / "detente" / "codebook" / WEIGHTS
PENALTY, RARE, SMALL = 8.0, 4, 0.03

#: What an example counts whose content overlaps the corpus' by half but is not the same.
PARTLY = 0.4

#: Share of code points above which two contents are the same but for punctuation.
SAME = 0.93


def examples(checkout: Path) -> Iterator[logistic.Example]:
    """What is learnt from: each candidate of the training part."""
    seen: set[str] = set()
    for record in read_split(checkout, "train"):
        if record.doc in seen:
            continue  # of several annotators the first counts, as in scoring
        seen.add(record.doc)
        gold = [(a["cue"], {i for s, e in a["content"] for i in range(s, e)}) for a in record.attributions]
        for paragraph in parse(Document(record.doc, record.text)).paragraphs:
            block = Block(paragraph, paragraph.index)
            for find, found in candidates(block, find_by_rules(block)):
                start, end = paragraph.offset(block.doc[find.cue[0]]), paragraph.end(block.doc[find.cue[1]])
                said = {i for a, b in find.pieces for i in range(paragraph.offset(block.doc[a]), paragraph.end(block.doc[b]))}
                shared = max(
                    (len(said & content) / len(said | content) for cue, content in gold if any(s < end and start < e for s, e in cue)),
                    default=0.0,
                )
                yield found, 1.0 if shared >= SAME else PARTLY if shared >= 0.5 else 0.0


def main(arguments: list[str]) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkout", type=Path)
    data = list(examples(parser.parse_args(arguments).checkout))
    weights = logistic.fit(data, penalty=PENALTY, rare=RARE)
    kept = {clue: w for clue, w in weights.items() if not clue or abs(w) >= SMALL}
    TARGET.write_text("".join(f"{clue}\t{weight:.3f}\n" for clue, weight in sorted(kept.items())), encoding="utf-8")
    print(f"{TARGET}: {len(kept)} weights from {len(data)} candidates, {sum(y > 0 for _, y in data)} of them attributing")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
