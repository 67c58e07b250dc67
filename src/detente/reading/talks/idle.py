"""Reports that add nothing to a round, put aside once all reports of a dispatch are brought together."""

from __future__ import annotations

from detente.reading.talks.lexicon import words
from detente.reading.talks.records import REAL, Slot


def without_echoes(slot: Slot) -> Slot:
    """A slot less the reports that only take up what is told elsewhere ("he said the talks had failed")."""
    kept = []
    for report in slot.reports:
        others = [r for r in slot.reports if r.names != report.names and r.status]
        idle = report.bare and report.minutes is None and bool(report.chain)
        ended = report.status == "held" and report.rule.rsplit(".", 1)[-1] in words("governors", "ending")
        begun = report.opening and report.anaphor and not report.pronoun
        echo = idle and not begun and report.status in REAL and any(r.status in REAL for r in others) and not ended
        echo = echo or (idle and report.bygone and bool(others))
        if not echo:
            kept.append(report)
    slot.reports = kept
    return slot
