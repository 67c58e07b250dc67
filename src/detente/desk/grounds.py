"""One claim with everything that a page shows of what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from detente.desk.browsing import Browser, Sheet
from detente.desk.explaining import sentence_around
from detente.desk.rules import rule_entry
from detente.model import Claim, Decision, Document, Span
from detente.model.explanations import RuleEntry
from detente.store import ClaimFilter

#: How many other claims of the same utterance are shown.
_SAME = 12


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim with its sentence, rule, utterance and decisions."""

    claim: Claim
    document: Document

    #: The sentence around the words, and the words' place in it.
    sentence: Span
    before: str
    words: str
    after: str
    rule: RuleEntry | None

    #: Id of the utterance, and other claims of it in other documents, each with its document.
    origin: str | None
    same: tuple[tuple[Claim, Document], ...]
    more: int
    decisions: tuple[Decision, ...]


def evidence(browser: Browser, sheet: Sheet, claim: Claim) -> Evidence:
    """What a claim of a document rests on."""
    span, document = claim.evidence, sheet.document
    sentence = sentence_around(document, span)
    start, end = max(0, span.start - sentence.start), min(len(sentence.text), span.end - sentence.start)
    anchor = (claim.document, span.field, span.start, span.end)
    origins = browser.origins(sheet.track) if sheet.track is not None else None
    origin = origins.of.get(claim.id) if origins else None
    others = [c for c in (origins.members.get(origin, ()) if origins and origin else ()) if c != claim.id]
    return Evidence(
        claim,
        document,
        sentence,
        sentence.text[:start],
        sentence.text[start:end],
        sentence.text[end:],
        rule_entry(claim.rule),
        origin,
        _claims(browser, claim, others),
        max(0, len(others) - _SAME),
        tuple(d for d in sheet.decisions if claim.id in d.subjects or d.anchor == anchor),
    )


def _claims(browser: Browser, claim: Claim, others: list[str]) -> tuple[tuple[Claim, Document], ...]:
    """The claims of some ids, those of other documents and of the same kind first."""
    found: list[tuple[Claim, Document]] = []
    for identity in others[:_SAME]:
        found += browser.desk.claims(ClaimFilter(id=identity, limit=1))
    found.sort(key=lambda pair: (pair[1].id == claim.document, pair[0].kind != claim.kind, pair[1].published or ""))
    return tuple(found)
