"""A reading for people: claims grouped by kind, each with who answers for it and the words it was read from."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import TextWrapper

from detente.model import Claim, Document, Reading, Statement
from detente.views.claims_text import HEADINGS, gist
from detente.views.wording import day_words, speaker_words


def heading(document: Document) -> str:
    """ "Türkiye Today · 10 June 2025 · en · seed"."""
    return " · ".join(part for part in (document.outlet, day_words(document.published), document.language, document.id) if part)


def show(reading: Reading, *, markdown: bool = False, width: int = 100) -> str:
    """A reading as text or Markdown, with a blank line at its end."""
    lines = _markdown(reading) if markdown else _text(reading, width)
    return "\n".join([*lines, ""])


def words_of(claim: Claim, document: Document) -> str:
    """The words that a claim rests on, in one line; for a statement what is said, with what is left out as dots."""
    if isinstance(claim.value, Statement) and claim.value.pieces:
        field = document.field(claim.value.content.field)
        said = " … ".join(field[start:end].strip() for start, end in claim.value.pieces)
    else:
        said = claim.evidence.text
    return " ".join(said.split())


def quoted(words: str) -> str:
    """The words between quotation marks, without a second pair where they bring their own."""
    whole = words[:1] in '"“«' and words[-1:] in '"”»' and not any(mark in words[1:-1] for mark in '"“”«»')
    return f"“{words[1:-1]}”" if whole else f"“{words}”"


def _grouped(reading: Reading) -> Iterator[tuple[str, list[Claim]]]:
    for kind, head in HEADINGS.items():
        found = [claim for claim in reading.claims if claim.kind == kind]
        if found:
            yield head, found


def _text(reading: Reading, width: int) -> Iterator[str]:
    document = reading.document
    yield document.title or "(no title)"
    yield heading(document)
    if not reading.claims:
        yield ""
        yield "No claims were read."
    first = TextWrapper(width, initial_indent="  ", subsequent_indent="    ")
    quote = TextWrapper(width, initial_indent="      ", subsequent_indent="      ")
    for head, found in _grouped(reading):
        yield ""
        yield f"{head.upper()} ({len(found)})"
        for claim in found:
            who = speaker_words(claim, document.outlet)
            said = f"{who} [{gist(claim)}]" if claim.kind == "statement" else f"{gist(claim)} — {who}"
            yield from first.wrap(said)
            yield from quote.wrap(quoted(words_of(claim, document)))


def _markdown(reading: Reading) -> Iterator[str]:
    document = reading.document
    yield f"## {escape(document.title or '(no title)')}"
    yield ""
    yield escape(heading(document))
    if not reading.claims:
        yield ""
        yield "No claims were read."
    for head, found in _grouped(reading):
        yield ""
        yield f"### {head}"
        yield ""
        for claim in found:
            who = speaker_words(claim, document.outlet)
            said = f"**{escape(who)}**" if claim.kind == "statement" else f"{escape(gist(claim))} — *{escape(who)}*"
            yield f"- {said}: {escape(quoted(words_of(claim, document)))}"


def escape(text: str) -> str:
    """The text with Markdown's own characters taken literally."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|" else c for c in text)
