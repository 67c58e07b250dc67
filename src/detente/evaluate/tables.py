"""Figures as tables for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: The rows of the README's table: what is measured, where it stands among the figures, and what a second human reached.
HEADLINES = (
    ("statements found", "claims", "statement", "F1", 92),
    ("… with the right speaker", "claims", "statement", "rightF1", 88),
    ("… whole chain right (of the found)", "claims", "statement", "chain", 95),
    ("… speaker's party right (of the found)", "claims", "statement", "party", 99),
    ("… certainty (macro-F1)", "claims", "statement", "certainty", 87),
    ("… denied", "claims", "statement", "denied", 50),
    ("rounds found", "claims", "round", "F1", 90),
    ("… status, ordinal, date and venue all right", "claims", "round", "rightF1", 74),
    ("… date right (of the found)", "claims", "round", "date", 96),
    ("… venue right (of the found)", "claims", "round", "venue", 90),
    ("… heads right (of the found)", "claims", "round", "heads", 75),
    ("issues", "claims", "issue", "F1", 70),
    ("outcomes", "claims", "outcome", "F1", 83),
    ("… of the right type", "claims", "outcome", "rightF1", 79),
    ("commitments", "claims", "commitment", "F1", 76),
    ("assessments", "claims", "assessment", "F1", 91),
    ("no information", "claims", "no_information", "F1", None),
    ("state: rounds, status, ordinal, date and venue all right", "states", "rounds", "rightF1", None),
    ("state: issues", "states", "issues", "F1", None),
    ("state: outcomes", "states", "outcomes", "F1", None),
    ("state: commitments", "states", "commitments", "F1", None),
    ("state: disputes", "states", "disputes", "F1", None),
)
GATES = (
    ("states missing", "states_missing"),
    ("rounds given as held that were not", "false_held"),
    ("held rounds that match nothing", "spurious_held"),
    ("tracks missing", "tracks_missing"),
    ("documents of other talks in a track", "foreign"),
)


def markdown(figures: Mapping[str, Any]) -> str:
    """The README's table."""
    out = ["| measure, gold dispatches | Détente | second human |", "| --- | ---: | ---: |"]
    for label, part, kind, name, human in HEADLINES:
        value = figures.get(part, {}).get(kind, {}).get(name)
        out.append(f"| {label} | {'–' if value is None else f'{value:.1f}'} | {'' if human is None else human} |")
    out += ["", "| gate (should be 0) | count |", "| --- | ---: |"]
    out += [f"| {label} | {figures.get('gates', {}).get(name, '–')} |" for label, name in GATES]
    return "\n".join(out)


def text(figures: Mapping[str, Any]) -> str:
    """Every figure, a row a kind, as `gold/score.py` prints them."""
    out = []
    for part in ("claims", "states"):
        for kind, row in figures.get(part, {}).items():
            out.append(f"{part + ' ' + kind:22s} " + "  ".join(f"{k} {v}" for k, v in row.items()))
    if "gates" in figures:
        out.append(f"{'gates':22s} " + "  ".join(f"{k} {v}" for k, v in figures["gates"].items()))
    return "\n".join(out)
