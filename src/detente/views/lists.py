"""Tracks, changes, disputes and claims as lists for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import TextWrapper

from detente.model import Change, Claim, Document, State, Track
from detente.views import brief_markdown, brief_text
from detente.views.claims_text import gist
from detente.views.disputes import dispute_line
from detente.views.footnotes import Footnotes
from detente.views.lines import Line
from detente.views.reading_text import escape, quoted, words_of
from detente.views.rounds import round_name
from detente.views.wording import capital, clip, counted, day_words, in_words, parties_words, speaker_words


def tracks(found: Sequence[Track], *, markdown: bool, width: int) -> str:
    """The negotiations, each with parties, counts and its latest day; the latest first."""
    if not found:
        return "No negotiations yet. Bring dispatches in with `detente add PATH…`.\n"
    lines = []
    for track in sorted(found, key=lambda t: (t.latest or "", len(t.documents)), reverse=True):
        counts = f"{counted(len(track.documents), 'dispatch', 'dispatches')}, {counted(track.rounds, 'round')}"
        latest = f", latest {day_words(track.latest)}" if track.latest else ""
        who = parties_words(track.parties)
        mediated = f"; mediated by {parties_words(track.mediators)}" if track.mediators else ""
        head = f"**{escape(track.name)}** `{track.id}`" if markdown else f"{track.name}  [{track.id}]"
        below = f"{who}{mediated}. {counts}{latest}" if who else f"{counts}{latest}"
        lines.append(f"- {head}: {escape(below)}" if markdown else f"{head}\n" + "\n".join(_set_in(below, width, 4)))
    return "\n".join(lines) + "\n"


def _set_in(text: str, width: int, by: int) -> list[str]:
    return TextWrapper(width, initial_indent=" " * by, subsequent_indent=" " * by).wrap(text)


def disputes(state: State, documents: Mapping[str, Document], *, markdown: bool, width: int) -> str:
    """What sources disagree on, side by side, with the words that each side rests on."""
    notes = Footnotes({c.id: c for c in state.claims}, documents)
    named = {f"round:{r.key}": round_name(r) for r in state.rounds}
    lines = [dispute_line(d, named, notes) for d in state.disputes]
    head = f"{state.track.name}: what sources disagree on, as of {day_words(state.as_of)}"
    return page(head, lines or [Line("Nothing: no two sources contradict each other.")], notes, markdown=markdown, width=width)


def changes(found: Sequence[Change], state: State, documents: Mapping[str, Document], since: str, *, markdown: bool, width: int) -> str:
    """What is different between two days. `state` is that of the later one."""
    notes = Footnotes({c.id: c for c in state.claims}, documents)
    lines = [Line(capital(in_words(change.text)), notes.marks(change.claims)) for change in found]
    head = f"{state.track.name}: what changed from {day_words(since)} to {day_words(state.as_of)}"
    return page(head, lines or [Line("Nothing changed.")], notes, markdown=markdown, width=width)


def page(head: str, lines: Sequence[Line], notes: Footnotes, *, markdown: bool, width: int) -> str:
    """A heading, lines and the notes they name."""
    if markdown:
        return "\n".join([f"# {escape(head)}", "", *brief_markdown.tree(lines), "", *brief_markdown.sources(notes.notes())]) + "\n"
    body = [head.upper() if len(head) < 40 else head, "", *brief_text.tree(lines, width)]
    given = notes.notes()
    return "\n".join([*body, *(["", "SOURCES", *brief_text.sources(given, width)] if given else [])]) + "\n"


def claims(found: Sequence[tuple[Claim, Document]], *, markdown: bool, width: int) -> str:
    """The ledger: by document, each claim with its id, kind, speaker and words."""
    if not found:
        return "No claims.\n"
    return "\n".join(_ledger(found, markdown, width)) + "\n"


def _ledger(found: Sequence[tuple[Claim, Document]], markdown: bool, width: int) -> Iterator[str]:
    before = None
    for claim, document in found:
        if document.id != before:
            if before is not None:
                yield ""
            before = document.id
            head = f"{document.outlet or document.id}, {day_words(document.published)}" + (f": {document.title}" if document.title else "")
            yield f"### {escape(head)}\n" if markdown else head
        who, words = speaker_words(claim, document.outlet), quoted(clip(words_of(claim, document), 300))
        said = f"statement — {who}" if claim.kind == "statement" else f"{gist(claim)} — {who}"
        if markdown:
            yield f"- `{claim.id}` {escape(said)}: {escape(words)}"
            continue
        yield from TextWrapper(width, initial_indent=f"  {claim.id}  ", subsequent_indent=" " * 21).wrap(said)
        yield from _set_in(words, width, 21)
