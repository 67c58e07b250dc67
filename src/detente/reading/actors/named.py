"""A name in a paragraph with all that the words about it say."""

from __future__ import annotations

from dataclasses import dataclass, field

from detente.reading.actors.line import Line, Run
from detente.reading.actors.phrases import Phrase
from detente.reading.actors.vocabulary import HONORIFICS, RANKS

MARKS = ("'s", "’s", "'", "’")


@dataclass
class Named:
    """A name in a paragraph with all that the words about it say."""

    line: Line
    run: Run
    titles: list[Phrase] = field(default_factory=list)
    honorific: str = ""

    #: Parties from weaker signs, best first: (sign, code).
    hints: list[tuple[str, str]] = field(default_factory=list)

    #: The party whose delegation he or she leads.
    leads: str | None = None
    leading: bool = False

    #: A role told in a relative clause ("runs the ministry's North Atlantic department").
    clause: str | None = None

    #: Whether it says, tells, meets, …
    acts: bool = False

    def stand(self, code: str | None, leading: bool) -> None:
        """Keep that the words make him stand for a party, as head of its delegation or otherwise."""
        self.acts = True
        if code is None:
            return
        self.hints.insert(0, ("leads" if leading else "clause", code))
        if leading:
            self.leading, self.leads = True, code

    @property
    def text(self) -> str:
        """The name as written, without an honorific within it."""
        start = self.run.start
        while start < self.run.end - 1 and self.line.low[start] in HONORIFICS | RANKS and self.run.end - start > 2:
            start += 1
        return self.line.words(start, self.run.end)
