"""PolNeAR: what the reader finds on bare text, put in the words of that corpus' scheme and scored.

Develop on its train and dev splits only; test is scored once per design and never read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from detente.evaluate.polnear_gold import Spans, read_split
from detente.evaluate.score_polnear import KINDS, score
from detente.model import Claim, Document, Statement
from detente.reading.languages.en import read

#: Their content takes in the word that opens a clause; ours begins after it.
_MARKER = re.compile(r"\bthat[\s,]+$", re.IGNORECASE)

#: What may stand between statements that their scheme keeps as one content.
_JOINTS = frozenset({"", "and", "but", "or", "and that", "but that", "that", "although", "while", "though"})


def predictions(text: str, claims: Iterable[Claim]) -> list[dict[str, Spans]]:
    """Statements of a bare text as `{"source", "cue", "content"}`; those that share a cue are one, as in the corpus.

    Statements without a cue of their own (speech that goes on) have no counterpart in the scheme and are left out.
    """
    merged: dict[tuple[int, int], dict[str, Spans]] = {}
    for claim in claims:
        found = claim.value
        if not isinstance(found, Statement) or found.content.field != "text" or found.cue is None:
            continue
        row = merged.setdefault(found.cue, {"source": [found.source] if found.source else [], "cue": [found.cue], "content": []})
        for start, end in found.pieces:
            marker = _MARKER.search(text, max(0, start - 12), start)
            row["content"].append((marker.start() if marker else start, end))
    for row in merged.values():
        row["content"] = _joined(text, sorted(row["content"]), row["source"] + row["cue"])
        row["cue"] = [_with_colon(text, span) for span in row["cue"]]
    return list(merged.values())


def _with_colon(text: str, cue: tuple[int, int]) -> tuple[int, int]:
    """Their cue takes in a colon right after it."""
    return (cue[0], cue[1] + 1) if text[cue[1] : cue[1] + 1] == ":" else cue


def _joined(text: str, pieces: Spans, others: Spans) -> Spans:
    """Pieces with nothing but conjunctions and blanks between them made one."""
    found: Spans = []
    for start, end in pieces:
        if found and not any(s >= found[-1][1] and e <= start for s, e in others) and start - found[-1][1] < 14:
            between = text[found[-1][1] : start].strip(" ,;").lower()
            if between in _JOINTS:
                found[-1] = (found[-1][0], end)
                continue
        found.append((start, end))
    return found


def run(checkout: Path, split: str = "dev") -> dict[str, dict[str, Any]]:
    """Figures of the reader on a split of a PolNeAR checkout, by kind of quotation ("all", "direct", "mixed", "indirect").

    Raises UsageError where the folder holds no such split.
    """
    gold = read_split(checkout, split)
    texts = {record.doc: record.text for record in gold}
    found = {doc: predictions(text, read(Document(doc, text)).claims) for doc, text in texts.items()}
    return {kind: score(gold, found, kind) for kind in KINDS}
