"""Logistic regression over sets of clues, the same on every run: numpy only."""

from __future__ import annotations

from collections import Counter

import numpy as np

#: Clues, and the class: 0, 1, or how much of it between.
Example = tuple[frozenset[str], float]


def fit(data: list[Example], *, penalty: float, rare: int, steps: int = 300) -> dict[str, float]:
    """Weights of the clues seen at least `rare` times, with an L2 penalty, by gradient descent (Adam); "" is the intercept."""
    counts = Counter(clue for found, _ in data for clue in found)
    known = {clue: i for i, clue in enumerate(sorted(c for c, n in counts.items() if n >= rare))}
    ids = [sorted(known[c] for c in found if c in known) for found, _ in data]
    rows, columns = np.repeat(np.arange(len(ids)), [len(x) for x in ids]), np.concatenate(ids).astype(int)
    truth = np.array([y for _, y in data], dtype=float)
    weights, mean, square = np.zeros(len(known) + 1), np.zeros(len(known) + 1), np.zeros(len(known) + 1)
    for step in range(1, steps + 1):
        odds = np.bincount(rows, weights[columns], minlength=len(ids)) + weights[-1]
        error = 1 / (1 + np.exp(-odds)) - truth
        slope = np.append(np.bincount(columns, error[rows], minlength=len(known)) + penalty * weights[:-1], error.sum()) / len(ids)
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        rate = 0.05 * (1 - 0.9 * step / steps)
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return {"": float(weights[-1]), **{clue: float(weights[i]) for clue, i in known.items()}}
