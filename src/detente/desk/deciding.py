"""What people decide at the desk: each with who, when and why, and each can be taken back."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from detente.codebook import table, vocabulary
from detente.desk.clock import Clock, stamp
from detente.desk.subjects import Anchor, Asked, checked
from detente.errors import NotFoundError, UsageError
from detente.model import KINDS, Claim, Decision, Document
from detente.model.decisions import DecisionKind
from detente.reconcile import added_claim
from detente.store import ClaimFilter, Log

#: Fields of a claim beside those of its value that a person may correct or give.
_OF_CLAIMS = ("certainty", "polarity", "speaker_party", "said")


class Deciding(Asked):
    """The part of the desk that writes decisions down."""

    def __init__(self, log: Log, clock: Clock) -> None:
        self.log = log
        self.clock = clock

    def decide(
        self, kind: str, subjects: Sequence[str], *, by: str, reason: str, field: str | None = None, value: object = None
    ) -> Decision:
        """Write a decision down and give it back with its id.

        `field` and `value` say what `correct` puts in place, `value` what `name` calls a track and which hints `hint` gives (the
        parsed TOML file). A claim that the reader missed comes in by `add_claim`. Raises UsageError where the kind does not fit,
        and NotFoundError where a subject does not exist.
        """
        chosen = _kind(kind)
        _reasoned(reason)
        if chosen == "add":
            raise UsageError("`add` needs the words and what they say", todo="Use `detente decide add`, or Desk.add_claim")
        if chosen == "correct" and not field:
            raise UsageError("`correct` needs the field to be corrected", todo="Give --field and --value")
        about = checked(self, chosen, subjects)
        anchor, payload = None, _payload(chosen, field, value)
        if about.claims:
            payload["claims"] = list(about.claims)
        if about.claim is not None:
            anchor = _anchor(about.claim)
            payload["kind"] = about.claim.kind
            if field is not None:
                _check_field(type(about.claim.value), about.claim.kind, field)
        return self._write(chosen, about.ids, by, reason, payload, anchor)

    def add_claim(
        self,
        document: str,
        kind: str,
        words: str | tuple[str, int, int],
        value: Mapping[str, Any],
        *,
        by: str,
        reason: str,
        speakers: Sequence[str] = (),
        more: Mapping[str, Any] | None = None,
    ) -> Decision:
        """Add a claim that the reader missed: a decision of kind `add`, which a newer reader leaves alone.

        `words` are found in the document, or given as field, start and end (code points); `value` has the fields of the kind,
        `speakers` the chain, first speaker first, `more` the claim's own fields (certainty, polarity, speaker_party, said).
        Raises UsageError where the words are not there or the value does not fit, NotFoundError for a document that is not.
        """
        _reasoned(reason)
        if kind not in KINDS:
            raise UsageError(f"{kind!r} is no kind of claim", todo=f"Choose one of {', '.join(KINDS)}")
        found = self.document(document)
        for name in value:
            _check_field(KINDS[kind], kind, name)
        _check_vocabulary(kind, value)
        for name in more or {}:
            if name not in _OF_CLAIMS:
                raise UsageError(f"a claim has no field {name!r}", todo=f"It has {', '.join(_OF_CLAIMS)}")
        _check_values({name: tuple(table("vocabularies.toml")[name]["values"]) for name in ("certainty", "polarity")}, kind, more or {})
        anchor = (found.id, *_words_in(found, words))
        payload = {"kind": kind, "value": dict(value), "chain": list(speakers), **(more or {})}
        return self._write("add", (found.id,), by, reason, payload, anchor)

    def undo(self, decision: str, *, by: str, reason: str) -> Decision:
        """Take a decision back; both stay on record. Raises NotFoundError, and UsageError where it is taken back already."""
        found = {d.id: d for d in self.log.decisions()}.get(decision)
        if found is None:
            raise NotFoundError(f"there is no decision {decision!r}", todo="See `detente decide list`")
        if found.undone:
            raise UsageError(f"the decision {decision} was taken back on {found.undone[:10]} already")
        self.log.undo(Decision(_new_id(), found.kind, (decision,), by, stamp(self.clock), reason))
        return {d.id: d for d in self.log.decisions()}[decision]

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions, in the order made."""
        return self.log.decisions()

    def claim(self, identity: str) -> Claim:
        """The claim of an id. Raises NotFoundError."""
        found = self.log.claims(ClaimFilter(id=identity, limit=1)) or [p for p in self.added_claims() if p[0].id == identity]
        if not found:
            raise NotFoundError(f"there is no claim {identity!r}", todo="See `detente claims` for ids")
        return found[0][0]

    def added_claims(self, document: str | None = None) -> tuple[tuple[Claim, Document], ...]:
        """The claims that people added, each with its document (of all documents, or of one); those taken back are left out."""
        found = []
        for decision in self.log.decisions():
            if decision.kind != "add" or decision.undone or document not in (None, *decision.subjects):
                continue
            read = self.log.newest(decision.subjects[0])
            made = added_claim(read, decision) if read is not None else None
            if read is not None and made is not None:
                found.append((made, read))
        return tuple(found)

    def document(self, identity: str) -> Document:
        """The newest version of a document. Raises NotFoundError."""
        found = self.log.newest(identity)
        if found is None:
            raise NotFoundError(f"there is no document {identity!r}", todo="See `detente tracks --format json` for ids")
        return found

    def _write(
        self, kind: DecisionKind, subjects: tuple[str, ...], by: str, reason: str, payload: Mapping[str, Any], anchor: Anchor | None
    ) -> Decision:
        data = json.dumps(payload, ensure_ascii=False)
        decision = Decision(_new_id(), kind, subjects, by, stamp(self.clock), reason, data, anchor=anchor)
        self.log.decide(decision)
        return decision


def _reasoned(reason: str) -> None:
    if not reason.strip():
        raise UsageError("a decision needs a reason", todo="Give one with --reason")


def _kind(kind: str) -> DecisionKind:
    for known in get_args(DecisionKind):
        if kind == known:
            chosen: DecisionKind = known
            return chosen
    raise UsageError(f"{kind!r} is no kind of decision", todo=f"Choose one of {', '.join(get_args(DecisionKind))}")


def _payload(kind: DecisionKind, field: str | None, value: object) -> dict[str, Any]:
    """The payload of a decision in the form that reconciling reads. Raises UsageError where a name or hints are missing."""
    if kind == "name":
        if not isinstance(value, str) or not value.strip():
            raise UsageError("a track's name has no words", todo="Give the name after the track")
        return {"name": value.strip()}
    if kind == "hint":
        if not isinstance(value, Mapping):
            raise UsageError("hints are tables: `[[track]]` with `name`, and `documents` or `parties`")
        return {"hints": dict(value)}
    return {"field": field, "value": value} if field else {}


def _check_field(value: type, kind: str, field: str) -> None:
    known = [*(value.__dataclass_fields__ if kind != "statement" else ()), *_OF_CLAIMS]  # type: ignore[attr-defined]
    if field not in known:
        raise UsageError(f"a claim of kind {kind} has no field {field!r}", todo=f"It has {', '.join(known)}")


def _check_vocabulary(kind: str, value: Mapping[str, Any]) -> None:
    """Raises UsageError for a status or type that the codebook does not have, or where a field that must be there is not."""
    needed = {"round": ("status",), "issue": ("issue",), "outcome": ("type", "about"), "commitment": ("what",)}
    needed |= {"assessment": ("about", "value"), "no_information": ("about",)}
    for name in needed.get(kind, ()):
        if not str(value.get(name) or "").strip():
            raise UsageError(f"a claim of kind {kind} needs its {name}", todo=f"Give {', '.join(needed[kind])}")
    _check_values(vocabulary(kind), kind, value)


def _check_values(vocabularies: Mapping[str, Sequence[str]], kind: str, value: Mapping[str, Any]) -> None:
    for name, known in vocabularies.items():
        if value.get(name) is not None and value[name] not in known:
            raise UsageError(f"{value[name]!r} is no {name} of a claim of kind {kind}", todo=f"Choose one of {', '.join(known)}")


def _anchor(claim: Claim) -> Anchor:
    return claim.document, claim.evidence.field, claim.evidence.start, claim.evidence.end


def _words_in(document: Document, words: str | tuple[str, int, int]) -> tuple[str, int, int]:
    """Field, start and end of words of a document. Raises UsageError where they are not there, or more than once."""
    if not isinstance(words, str):
        name, start, end = words
        if name not in ("text", "title") or not 0 <= start < end <= len(document.field("title" if name == "title" else "text")):
            raise UsageError(f"the document has no words at {name} {start}–{end}")
        return name, start, end
    found = [
        (name, text.find(words)) for name, text in (("text", document.text), ("title", document.title)) if words.strip() and words in text
    ]
    if not found:
        raise UsageError("the document does not have these words", todo="Copy them from the document, letter by letter")
    name, start = found[0]
    if document.field("title" if name == "title" else "text").count(words) > 1:
        raise UsageError("the document has these words more than once", todo="Give more of the sentence")
    return name, start, start + len(words)


def _new_id() -> str:
    return "x" + secrets.token_hex(8)
