"""A brief as HTML: the fragment that pages take in, and one self-contained file with its timeline.

Everything that comes from dispatches is escaped; the file has no script and asks nothing of any host.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from html import escape
from importlib.resources import files

from detente.model import State
from detente.views.brief import Brief, Section
from detente.views.footnotes import Marks, Note
from detente.views.lines import Line
from detente.views.timeline import timeline_of
from detente.views.timeline_svg import Linker, draw

_ORIGINS = re.compile(r"\u00a0\((\d+\u00a0origins?)\)$")

#: The file says to browsers what it says to people: nothing from elsewhere, no scripts.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

#: Where a note leads: the address of its claim, or None for the end of the page only.
NoteLinker = Callable[[Note], str | None]


@cache
def stylesheet() -> str:
    """The style of briefs and timelines, light, dark and on paper."""
    return files("detente.views").joinpath("paper.css").read_text(encoding="utf-8")


def show(brief: Brief, state: State) -> str:
    """The brief as one HTML file that needs nothing else."""
    title = f"{brief.title}: {brief.about[0]}" if brief.about else brief.title
    about = "".join(f'<p class="brief-about">{escape(line)}</p>' for line in brief.about)
    page = (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="Détente">\n<title>{escape(title)}</title>\n'
        f"<style>\n{stylesheet()}main {{ max-width: 66rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; }}\n</style>\n</head>\n<body>\n"
        f'<main class="brief"><header><h1 class="brief-title">{escape(brief.title)}</h1>{about}</header>\n'
        f"{timeline(state)}{sections(brief)}{notes(brief.notes)}\n"
        f'<p class="brief-footer">{escape(brief.footer)}</p>\n</main>\n</body>\n</html>\n'
    )
    # Halves of characters, which a text may hold, are no UTF-8.
    return page.encode("utf-8", "replace").decode("utf-8")


def timeline(state: State, link: Linker = lambda _key: None, days: Mapping[str | None, int] | None = None) -> str:
    """The timeline of a state in a frame that scrolls where the page is narrow; "" where nothing has a day.

    `days`: what `timeline_of` takes as `told`.
    """
    found = timeline_of(state, days)
    if found is None:
        return ""
    more = f'<p class="brief-footer">{found.more} earlier rounds and deadlines are not drawn.</p>' if found.more else ""
    drawn = draw(found, state.track.name, link=link)
    return f'<div class="timeline-frame" role="region" aria-label="Timeline" tabindex="0">{drawn}</div>{more}\n'


def sections(brief: Brief, whole: str = "") -> str:
    """The sections of a brief, each line with its marks; where lines are left out, they are found at the address `whole`."""
    out = []
    for section in brief.sections:
        name = _name(section)
        first = " brief-first" if section.heading in ("Last round", "Next round", "Under way") else ""
        out.append(
            f'<section class="brief-section" id="{name}" aria-labelledby="h-{name}"><h2 id="h-{name}">{escape(section.heading)}</h2>'
            f'<ul class="brief-lines{first}">{"".join(_line(line) for line in section.lines)}</ul>{_left(section, whole)}</section>\n'
        )
    return "".join(out)


def _left(section: Section, whole: str) -> str:
    if not section.more:
        return ""
    return f'<p class="brief-left"><a href="{escape(f"{whole}#{_name(section)}")}">{section.more} more, in the whole brief</a></p>'


def _name(section: Section) -> str:
    return re.sub(r"[^a-z]+", "-", section.heading.lower()).strip("-")


def _line(line: Line) -> str:
    below = f"<ul>{''.join(_line(each) for each in line.below)}</ul>" if line.below else ""
    return f"<li>{said(line.text)}{marks(line.marks)}{below}</li>"


def said(text: str) -> str:
    """The text of a line, its number of origins set apart."""
    found = _ORIGINS.search(text)
    if found is None:
        return escape(text)
    return f'{escape(text[: found.start()])} <span class="origins">({found.group(1)})</span>'


def marks(found: Marks) -> str:
    """The marks of a line, each leading to its note."""
    if not found.numbers:
        return ""
    links = " ".join(f'<a href="#note-{n}" aria-label="source {n}">{n}</a>' for n in found.numbers)
    more = f' <span class="more">+{found.more}</span>' if found.more else ""
    return f' <span class="marks">{links}{more}</span>'


def notes(given: Iterable[Note], link: NoteLinker = lambda _note: None) -> str:
    """The notes as a numbered list; "" where there are none."""
    rows = "".join(_note(note, link) for note in given)
    return (
        f'<section class="brief-notes" aria-labelledby="h-sources"><h2 id="h-sources">Sources</h2><ol>{rows}</ol></section>' if rows else ""
    )


def _note(note: Note, link: NoteLinker) -> str:
    address, claim = safe_address(note.url), link(note)
    outlet = f'<a href="{escape(address)}" rel="noreferrer noopener">{escape(note.outlet)}</a>' if address else escape(note.outlet)
    words = f'<a href="{escape(claim)}">{escape(note.words)}</a>' if claim else escape(note.words)
    known = "" if claim else f' <span class="note-id">{escape(note.claim)}</span>'
    return (
        f'<li id="note-{note.number}" value="{note.number}"><span class="note-from">{outlet}, {escape(note.published)}.</span> '
        f'{words} <span class="note-chain">— {escape(note.chain)}</span>{known}</li>'
    )


def safe_address(url: str | None) -> str | None:
    """The address where it is one of the web, else None: `javascript:` and the like lead nowhere."""
    return url if url and re.match(r"https?://[^\s/]", url, re.IGNORECASE) else None
