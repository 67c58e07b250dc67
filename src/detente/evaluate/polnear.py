"""PolNeAR: what the reader finds, in the words of that corpus' scheme."""

from __future__ import annotations

import re
from collections.abc import Iterable

from detente.reading.frames import Attribution

#: Their content takes in the word that opens a clause; ours begins after it.
_MARKER = re.compile(r"\bthat\s+$", re.IGNORECASE)

Spans = list[tuple[int, int]]


def predictions(text: str, attributions: Iterable[Attribution]) -> list[dict[str, Spans]]:
    """Attributions of a bare text as `{"source", "cue", "content"}`; those that share a cue are one, as in the corpus."""
    merged: dict[tuple[tuple[int, int] | None, int], dict[str, Spans]] = {}
    for number, found in enumerate(attributions):
        if found.field != "text":
            continue
        key = (found.cue, 0) if found.cue else (None, number + 1)
        row = merged.setdefault(
            key, {"source": [found.source] if found.source else [], "cue": [found.cue] if found.cue else [], "content": []}
        )
        for start, end in found.pieces:
            marker = _MARKER.search(text, max(0, start - 12), start)
            row["content"].append((marker.start() if marker else start, end))
    for row in merged.values():
        row["content"] = _joined(text, sorted(row["content"]), row["source"] + row["cue"])
    return list(merged.values())


def _joined(text: str, pieces: Spans, others: Spans) -> Spans:
    """Pieces with nothing but conjunctions and blanks between them made one."""
    found: Spans = []
    for start, end in pieces:
        if found and not any(s >= found[-1][1] and e <= start for s, e in others) and start - found[-1][1] < 14:
            between = text[found[-1][1] : start].strip(" ,;").lower()
            if between in ("", "and", "but", "or", "and that", "but that", "that"):
                found[-1] = (found[-1][0], end)
                continue
        found.append((start, end))
    return found
