"""Trains the weights by which a place is told from its government, on the training parts of ReLocaR and SemEval-2007.

    python scripts/train_metonymy.py ReLocaR_Train.xml SemEval.train.xml [--check]

Get the files from milangritta/Minimalist-Location-Metonymy-Resolution. Logistic regression with an L2 penalty, by plain
gradient descent (Adam), the same on every run. `--check` scores by five-fold cross-validation instead of writing weights.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

import logistic
from logistic import Example

from detente.evaluate.places import kind_of_name, metonymy_samples
from detente.reading.parse import load_model
from detente.reading.places.clues import clues
from detente.reading.places.sense import NOT_LITERAL, WEIGHTS

TARGET = Path(__file__).resolve().parent.parent / "src" / "detente" / "codebook" / WEIGHTS
PENALTY, STEPS, RARE, SMALL = 5.0, 300, 2, 0.03


def examples(path: Path) -> list[Example]:
    """What is learnt from: each sample of a file."""
    samples = list(metonymy_samples(path))
    found = []
    for sample, doc in zip(samples, load_model().pipe((s.text for s in samples), batch_size=16), strict=True):
        span = doc.char_span(sample.start, sample.end, alignment_mode="expand")
        if span is not None:
            found.append((clues(span[0], span[-1], kind_of_name(span.text)), int(not sample.literal)))
    return found


def fit(data: list[Example]) -> dict[str, float]:
    """Weights of the clues; "" is the intercept."""
    return logistic.fit(data, penalty=PENALTY, rare=RARE, steps=STEPS)


def accuracy(weights: dict[str, float], data: list[Example]) -> float:
    """Share of examples told rightly."""
    odds = [weights[""] + sum(weights.get(c, 0.0) for c in found) for found, _ in data]
    return sum((o > NOT_LITERAL) == bool(y) for o, (_, y) in zip(odds, data, strict=True)) / len(data)


def check(sets: list[list[Example]], folds: int = 5) -> list[float]:
    """Accuracy on each set by cross-validation, trained on all sets together."""
    for data in sets:
        random.Random(0).shuffle(data)
    scores = [0.0] * len(sets)
    for fold in range(folds):
        weights = fit([e for data in sets for i, e in enumerate(data) if i % folds != fold])
        for number, data in enumerate(sets):
            held = data[fold::folds]
            scores[number] += accuracy(weights, held) * len(held) / len(data)
    return scores


def main(arguments: list[str]) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(arguments)
    sets = [examples(path) for path in options.files]
    if options.check:
        for path, score in zip(options.files, check(sets), strict=True):
            print(f"{path.name}: {score:.3f}")
        return 0
    weights = fit([e for data in sets for e in data])
    kept = {clue: w for clue, w in weights.items() if not clue or abs(w) >= SMALL}
    TARGET.write_text("".join(f"{clue}\t{weight:.3f}\n" for clue, weight in sorted(kept.items())), encoding="utf-8")
    print(f"{TARGET}: {len(kept)} weights")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
