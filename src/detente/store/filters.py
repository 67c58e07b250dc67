"""What the ledger is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.model import Kind

_TERM = re.compile(r'"([^"]*)"|(\S+)')


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims are wanted; what is None does not matter."""

    #: Ids of documents.
    documents: frozenset[str] | None = None

    #: Part of the name of somebody in the chain, upper or lower case.
    speaker: str | None = None

    #: Part of the outlet's name, upper or lower case.
    outlet: str | None = None

    kind: Kind | None = None

    #: First and last day (ISO) on which it was said, or else published.
    since: str | None = None
    until: str | None = None

    #: Words that the evidence holds; a row of words in double quotes is taken together, `word*` as a beginning.
    text: str | None = None

    id: str | None = None
    limit: int | None = None

    #: Id of the track as it was last sorted (`Desk.claims` sees to that).
    track: str | None = None

    #: The latest day first, instead of the earliest.
    latest_first: bool = False


def askable(text: str) -> str:
    """The text without zero bytes, which end a query, and halves of characters, which no store holds."""
    return text.replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")


def terms(text: str) -> list[tuple[str, bool]]:
    """The words and quoted rows of words of a query, each with whether it is only a beginning."""
    found = []
    for phrase, word in _TERM.findall(askable(text)):
        term = phrase or word
        if re.search(r"\w", term):
            found.append((term.rstrip("*"), not phrase and term.endswith("*")))
    return found


def match_expression(text: str) -> str:
    """A query of FTS5 for what people type: every word is quoted, so that none is taken for an operator; "" where there are no words."""
    quoted = ('"' + term.replace('"', '""') + '"' + ("*" if prefix else "") for term, prefix in terms(text))
    return " ".join(quoted)
