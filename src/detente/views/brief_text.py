"""A brief as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import TextWrapper

from detente.views.brief import Brief
from detente.views.footnotes import Note
from detente.views.lines import Line


def show(brief: Brief, width: int = 100) -> str:
    """The brief as text of that width, with a line break at its end."""
    return "\n".join(_lines(brief, width)) + "\n"


def _lines(brief: Brief, width: int) -> Iterator[str]:
    yield brief.title.upper()
    yield from brief.about
    for section in brief.sections:
        yield ""
        yield section.heading.upper()
        yield from tree(section.lines, width)
    if brief.notes:
        yield ""
        yield "SOURCES"
        yield from sources(brief.notes, width)
        yield ""
        yield from TextWrapper(width, break_long_words=False).wrap(brief.footer)


def tree(lines: Iterable[Line], width: int, depth: int = 1) -> Iterator[str]:
    """Lines with those below them set in."""
    for line in lines:
        marks = f" {line.marks}".replace(" ", "\u00a0") if str(line.marks) else ""
        # No-break spaces keep the marks together and on the line of the last word; they are printed as plain ones.
        text = line.text + marks
        wrapper = TextWrapper(width, initial_indent="  " * depth, subsequent_indent="  " * (depth + 1), break_long_words=False)
        yield from (row.replace("\u00a0", " ") for row in wrapper.wrap(text))
        yield from tree(line.below, width, depth + 2 if depth == 1 else depth + 1)


def sources(notes: Iterable[Note], width: int) -> Iterator[str]:
    """The notes as a numbered list."""
    for note in notes:
        head = f"[{note.number}]".rjust(5)
        text = f"{head} {note.outlet}, {note.published}: {note.words} — {note.chain}. {note.claim}"
        yield from TextWrapper(width, subsequent_indent="      ", break_long_words=False).wrap(text)
