"""A brief as Markdown, with footnotes as most renderers know them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.views.brief import Brief
from detente.views.footnotes import Note
from detente.views.lines import Line
from detente.views.reading_text import escape


def show(brief: Brief) -> str:
    """The brief as Markdown, with a line break at its end."""
    return "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    yield f"# {escape(brief.title)}"
    yield ""
    yield "  \n".join(escape(line) for line in brief.about)
    for section in brief.sections:
        yield ""
        yield f"## {section.heading}"
        yield ""
        yield from tree(section.lines)
    if brief.notes:
        yield ""
    yield from sources(brief.notes)


def sources(notes: Iterable[Note]) -> Iterator[str]:
    """The notes as footnotes."""
    for note in notes:
        outlet = f"[{escape(note.outlet)}](<{note.url}>)" if note.url else escape(note.outlet)
        yield f"[^{note.number}]: {outlet}, {note.published}: {escape(note.words)} — {escape(note.chain)}. `{note.claim}`"


def tree(lines: Iterable[Line], depth: int = 0) -> Iterator[str]:
    """Lines as nested lists."""
    for line in lines:
        marks = "".join(f"[^{n}]" for n in line.marks.numbers) + (f" (+{line.marks.more})" if line.marks.more else "")
        yield f"{'  ' * depth}- {escape(line.text)}{marks}".replace("\u00a0", " ")
        yield from tree(line.below, depth + 1)
