"""Explanations for people, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import TextWrapper
from typing import Any

from detente.model import CommitmentState, Document, IssueState, OutcomeState, RoundState, plain
from detente.model.explanations import Explanation, Ground
from detente.reconcile import rules
from detente.views import as_json
from detente.views.claims_text import commitment_words, gist, issue_words, outcome_words
from detente.views.reading_text import escape, heading, quoted
from detente.views.rounds import details, round_name, round_words
from detente.views.wording import capital, counted, date_words, day_words, label, speaker_words

Row = tuple[str, str]


def as_dict(found: Explanation) -> dict[str, Any]:
    """An explanation as JSON-ready dicts."""
    out: dict[str, Any] = {"kind": found.kind, "id": found.identity, "as_of": found.as_of}
    if found.track is not None:
        out["track"] = as_json.track(found.track)
    if found.round is not None:
        out["round"] = as_json.round_state(found.round)
    if found.versions:
        out["versions"] = [{**as_json.document(document), "recorded": recorded} for document, recorded in found.versions]
    if found.item is not None:
        out["item"] = as_json.item_state(found.item)
    out["grounds"] = [_ground_dict(ground) for ground in found.grounds]
    return out


def _ground_dict(ground: Ground) -> dict[str, Any]:
    return {
        "claim": as_json.claim(ground.claim, with_document=True),
        "document": as_json.document(ground.document),
        "sentence": plain(ground.sentence),
        "rule": plain(ground.rule) if ground.rule else {"name": ground.claim.rule},
        "origin": ground.origin,
        "same_origin": list(ground.same_origin),
        "decisions": [plain(decision) for decision in ground.decisions],
        **({"judgement": plain(ground.judgement)} if ground.judgement else {}),
    }


def show(found: Explanation, *, markdown: bool, width: int) -> str:
    """An explanation as text or Markdown."""
    blocks = [_head(found)]
    # A single claim is said in full; many below a round or a document leave out what the page says already.
    blocks += [_ground(ground, in_full=found.kind == "claim", document=found.kind != "document") for ground in found.grounds]
    if markdown:
        return "\n\n".join("\n".join(_markdown(title, rows, i == 0)) for i, (title, rows) in enumerate(blocks)) + "\n"
    return "\n\n".join("\n".join(_text(title, rows, width)) for title, rows in blocks) + "\n"


def _text(title: str, rows: list[Row], width: int) -> Iterator[str]:
    yield from TextWrapper(width, subsequent_indent="  ").wrap(title)
    for name, said in rows:
        yield from TextWrapper(width, initial_indent=f"  {name:<10} ", subsequent_indent=" " * 13).wrap(said)


def _markdown(title: str, rows: list[Row], first: bool) -> Iterator[str]:
    yield f"{'#' if first else '##'} {escape(title)}"
    yield ""
    for name, said in rows:
        yield f"- **{name}:** {escape(said)}"


def _head(found: Explanation) -> tuple[str, list[Row]]:
    if found.round is not None:
        return _round(found, found.round)
    if found.kind == "document" and found.versions:
        return _document(found)
    if found.item is not None:
        return _item(found, found.item)
    claim = found.grounds[0].claim
    return f"Claim {claim.id}", [("kind", label(claim.kind))]


def _round(found: Explanation, item: RoundState) -> tuple[str, list[Row]]:
    rows = [("stands", capital(round_words(item)) + (f". {details(item)}" if details(item) else ""))]
    if found.track is not None:
        rows.append(("track", f"{found.track.name} ({found.track.id}), as of {day_words(found.as_of)}"))
    rows.append(("rests on", f"{counted(len(item.support.claims), 'claim')} from {counted(item.support.origins, 'independent origin')}"))
    rows += [
        ("history", f"{day_words(s.said)}: {label(s.status)}" + (f", by {s.by}" if s.by else "") + f" ({s.claim})") for s in item.history
    ]
    said = rules()
    rows += [("why", f"{label(field)}: {said[r].says if r in said else label(r)}") for field, r in item.reasons]
    if item.note:
        rows.append(("note", capital(item.note)))
    return f"{round_name(item)} ({item.key})", rows


def _item(found: Explanation, item: IssueState | OutcomeState | CommitmentState) -> tuple[str, list[Row]]:
    if isinstance(item, IssueState):
        words = issue_words(item.issue, item.party, item.position, item.status)
    elif isinstance(item, OutcomeState):
        words = outcome_words(item.type, item.about, item.date, item.parties)
    else:
        words = commitment_words(item.what, item.by, item.to, item.deadline, item.status)
    rows = [("rests on", f"{counted(len(item.support.claims), 'claim')} from {counted(item.support.origins, 'independent origin')}")]
    if found.track is not None:
        rows.insert(0, ("track", f"{found.track.name} ({found.track.id}), as of {day_words(found.as_of)}"))
    return capital(words), rows


def _document(found: Explanation) -> tuple[str, list[Row]]:
    newest: Document = found.versions[-1][0]
    rows = [("from", heading(newest))]
    if newest.url:
        rows.append(("at", newest.url))
    several = len(found.versions) > 1
    rows += [(f"version {n}" if several else "recorded", recorded) for n, (_, recorded) in enumerate(found.versions, start=1)]
    rows.append(("claims", str(len(found.grounds))))
    return newest.title or f"Document {newest.id}", rows


def _ground(ground: Ground, *, in_full: bool, document: bool) -> tuple[str, list[Row]]:
    claim, span = ground.claim, ground.claim.evidence
    rows = [("by", speaker_words(claim, ground.document.outlet))]
    if document:
        rows.append(("in", heading(ground.document) + (f", “{ground.document.title}”" if ground.document.title else "")))
    rows.append(("words", f"{quoted(' '.join(span.text.split()))} ({span.field} {span.start}–{span.end})"))
    whole = " ".join(ground.sentence.text.split())
    if in_full and whole != " ".join(span.text.split()):
        rows.append(("sentence", f"{whole} ({ground.sentence.field} {ground.sentence.start}–{ground.sentence.end})"))
    said = f"; said {date_words(claim.said)}" if claim.said else ""
    rows.append(("sure", f"{claim.certainty}, {claim.polarity}{said}"))
    if claim.flags:
        rows.append(("look", "; ".join(claim.flags)))
    rows.append(("rule", claim.rule))
    if ground.rule is not None and in_full:
        rows += [("", text) for text in (ground.rule.definition, f"for example: {ground.rule.example}", ground.rule.file) if text]
    if ground.origin is not None:
        others = ground.same_origin
        same = f", the same utterance as {', '.join(others[:5])}" if others else ""
        rows.append(("origin", ground.origin + same + (f" and {len(others) - 5} more" if len(others) > 5 else "")))
    if ground.judgement is not None:
        given = ground.judgement
        how = "" if given.score is None else f"{given.score:g} of {given.needed:g} needed: "
        rows.append(("belongs", f"{how}{given.reason}"))
    for decision in ground.decisions:
        undone = f", taken back {day_words(decision.undone)}" if decision.undone else ""
        rows.append(("decided", f"{decision.kind} by {decision.by}, {day_words(decision.made)}{undone}: {decision.reason} ({decision.id})"))
    title = gist(claim) if claim.kind != "statement" else f"Statement: {gist(claim)}"
    return (title if in_full else f"{title} — {claim.id}"), rows
