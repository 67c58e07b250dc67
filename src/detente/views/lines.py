"""A line of a page, with its notes and the lines below it."""

from __future__ import annotations

from dataclasses import dataclass, field

from detente.views.footnotes import Marks


@dataclass(frozen=True, slots=True)
class Line:
    """One fact."""

    text: str
    marks: Marks = field(default_factory=Marks)
    below: tuple[Line, ...] = ()
