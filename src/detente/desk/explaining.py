"""Why something is as it is: the sentences, the chains, the rules, the origins, and who decided otherwise."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.desk.rules import rule_entry
from detente.desk.subjects import ITEMS, items_of
from detente.errors import NotFoundError
from detente.model import Claim, Document, RoundState, Span
from detente.model.explanations import Explanation, Ground
from detente.reconcile import judgements, origins
from detente.store import ClaimFilter

if TYPE_CHECKING:
    from detente.desk.core import Desk

_STOP = re.compile(r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?…]+[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[A-ZА-ЯÀ-Þ0-9])|\n+")


def explain(desk: Desk, identity: str, track: str | None, as_of: str) -> Explanation:
    """Explain a claim, a document, a round by its key (with or without `round:`), or another item of a state ("issue:visas").

    Raises NotFoundError.
    """
    found = desk.log.claims(ClaimFilter(id=identity)) or tuple(p for p in desk.added_claims() if p[0].id == identity)
    if found:
        return Explanation("claim", identity, _grounds(desk, found))
    if desk.log.newest(identity) is not None:
        of_document = desk.log.claims(ClaimFilter(documents=frozenset({identity})))
        versions = tuple((v.document, v.recorded) for v in desk.log.versions_of(identity))
        return Explanation("document", identity, _grounds(desk, of_document), versions=versions)
    return _item(desk, identity if identity.startswith(ITEMS) else f"round:{identity}", track, as_of)


def _item(desk: Desk, about: str, wanted: str | None, as_of: str) -> Explanation:
    kind, _, key = about.partition(":")
    hits = []
    for track in (desk.track(wanted),) if wanted else desk.tracks_with(about, as_of):
        shown = desk.state(track.id, as_of)
        items = items_of(shown, about)
        if items:
            hits.append((track, items, shown.claims))
    if not hits:
        raise NotFoundError(
            f"nothing has the id {key!r}",
            todo="Give the id of a claim or document, or a round or another item as `detente state TRACK --format json` has it",
        )
    if len(hits) > 1:
        names = ", ".join(track.name for track, _, _ in hits)
        raise NotFoundError(f"the {kind} {key!r} may be any of {len(hits)}: {names}", todo="Say which with --track")
    track, items, claims = hits[0]
    item = items[0]
    entries, decided = desk.entries(as_of, track), desk.log.decisions()
    documents = {e.document.id: e.document for e in entries}
    wanted_ids = tuple(dict.fromkeys(number for one in items for number in one.support.claims))
    pairs = tuple((c, documents[c.document]) for c in claims if c.id in set(wanted_ids))
    judged = judgements(about, wanted_ids, track, entries, as_of, decided)
    grounds = tuple(replace(ground, judgement=judged.get(ground.claim.id)) for ground in _grounds(desk, pairs))
    if isinstance(item, RoundState):
        return Explanation("round", key, grounds, track, item, as_of=as_of)
    return Explanation(kind, key, grounds, track, as_of=as_of, item=item)


def _grounds(desk: Desk, pairs: tuple[tuple[Claim, Document], ...]) -> tuple[Ground, ...]:
    of = _origins(desk, sorted({document.id for _, document in pairs}))
    members: dict[str, list[str]] = {}
    for claim_id, utterance in of.items():
        members.setdefault(utterance, []).append(claim_id)
    decided = desk.log.decisions()
    grounds = []
    for claim, document in pairs:
        origin = of.get(claim.id)
        span = claim.evidence
        anchor = (claim.document, span.field, span.start, span.end)
        grounds.append(
            Ground(
                claim=claim,
                document=document,
                sentence=sentence_around(document, span),
                rule=rule_entry(claim.rule),
                origin=origin,
                same_origin=tuple(i for i in members.get(origin or "", ()) if i != claim.id),
                decisions=tuple(d for d in decided if claim.id in d.subjects or d.anchor == anchor),
            )
        )
    return tuple(grounds)


def _origins(desk: Desk, documents: list[str]) -> dict[str, str]:
    """Claim -> the utterance it comes from, of the tracks that documents are in; one that is in none stands for itself."""
    found: dict[str, str] = {}
    homes = {desk.home_of(document) for document in documents}
    for track in sorted((t for t in homes if t is not None), key=lambda t: t.id):
        found |= desk.origins(desk.track(track.id))
    alone = [document for document in documents if desk.home_of(document) is None]
    return found | dict(origins(desk.entries_named(alone))) if alone else found


def sentence_around(document: Document, span: Span) -> Span:
    """The sentence or sentences that a span lies in, by full stops and line breaks (no parser is asked)."""
    text = document.field(span.field)
    # A window is enough: nobody reads longer sentences, and a book need not be scanned.
    low, high = max(0, span.start - 2_000), min(len(text), span.end + 2_000)
    start, end = low, high
    for found in _STOP.finditer(text, low, high):
        if found.end() <= span.start:
            start = found.end()
        elif found.start() >= span.end - 1:
            end = found.end()
            break
    while start < span.start and text[start].isspace():
        start += 1
    while end > span.end and text[end - 1].isspace():
        end -= 1
    return document.span(start, end, span.field)
