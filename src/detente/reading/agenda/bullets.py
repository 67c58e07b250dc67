"""Items of a list that stand on lines of their own, under a line that says what they are ("AGREED", "The sides pledged:")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.model import Claim, Commitment, Issue, Outcome
from detente.reading.agenda.antecedents import Things
from detente.reading.agenda.labels import noun_label, phrase_words, topic_label, verb_label
from detente.reading.agenda.making import claim_at
from detente.reading.agenda.matching import Passage
from detente.reading.agenda.who import Roll
from detente.reading.grammar import is_verb, subject
from detente.reading.wording import word_class

if TYPE_CHECKING:
    from detente.reading.tree import Span, Token

_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"\s*(?:[*•·‣▪–—-]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+")
_AGREED = frozenset(
    {"agreed", "agree", "agreement", "pledged", "pledge", "commit", "committed", "undertook", "undertake", "commitments", "accord"}
)
_OPEN = frozenset({"agenda", "topics", "issues", "open", "unresolved", "disputed", "discussed", "outstanding", "demands"})
_NOT = frozenset({"not", "no", "without", "dis", "yet"})
#: How many words a line that opens a list has at most, unless it ends in a colon.
_HEADING = 6


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list: whether what it says was agreed, and where it begins and ends in the field."""

    agreed: bool
    start: int
    end: int


def items(text: str) -> list[Item]:
    """The items of the lists of a text whose opening line says that they were agreed, or that they are on the table."""
    found: list[Item] = []
    agreed: bool | None = None
    for line in _LINE.finditer(text):
        if not line.group().strip():
            continue
        bullet = _BULLET.match(line.group())
        if bullet is None:
            agreed = _opening(line.group())
        elif agreed is not None:
            found.append(Item(agreed, line.start() + bullet.end(), line.end()))
    return found


def _opening(line: str) -> bool | None:
    """Whether a line opens a list of things agreed (True) or open (False); None where it opens none."""
    words = re.findall(r"\w+", line.casefold())
    if not line.rstrip().endswith(":") and len(words) > _HEADING:
        return None
    told = frozenset(words)
    if told & _AGREED and not told & _NOT:
        return True
    return False if told & (_OPEN | _AGREED) else None


def find_listed(roll: Roll, things: Things) -> Iterator[Claim]:
    """Commitments and bodies out of lists of what was agreed, issues out of lists of what is open."""
    parsed = roll.scene.parsed
    listed = items(parsed.document.text)
    at = 0
    for sentence in parsed.sentences if listed else ():
        if sentence.field != "text":
            continue
        while at < len(listed) and listed[at].end <= sentence.start:
            at += 1
        if at == len(listed):
            return
        item = listed[at]
        if sentence.start > item.start:
            continue  # what follows within a line is read like any other sentence
        words = [t for t in sentence.span if item.start <= sentence.paragraph.offset(t) < item.end and t.text.strip()]
        if words and any(t.is_alpha for t in words):
            yield from _claims(Passage(sentence, roll, things), sentence.span, words, item.agreed)


def _claims(passage: Passage, span: Span, words: list[Token], agreed: bool) -> Iterator[Claim]:
    while words and not words[-1].is_alpha and not words[-1].like_num:
        words = words[:-1]
    first = words[0]
    head = span.root if span.root in words else next((t for t in words if t.head not in words), first)
    if not agreed:
        label = topic_label(head)
        if label:
            yield claim_at(passage, "issue", Issue(label, None, None, "under_discussion"), first, words[-1], rule="issue.list.open")
        return
    body = word_class("mechanism") | {"team", "mission", "observer"}
    if not is_verb(head) and phrase_words(head) & body:
        outcome = Outcome("mechanism_created", noun_label(head), None, passage.roll.main)
        yield claim_at(passage, "outcome", outcome, first, words[-1], rule="outcome.list.body")
        return
    what = _deed(head, first.lower_ == "no")
    by = passage.roll.main
    due = [
        t for t in passage.roll.times_within("text", passage.offset(first), passage.end(words[-1])) if t.edtf and t.direction == "future"
    ]
    if what:
        value = Commitment(what, by, (), due[0].edtf if due else None, "pledged")
        yield claim_at(passage, "commitment", value, first, words[-1], rule="commitment.list.agreed")


def _deed(head: Token, banned: bool) -> str:
    """What a line says is to be done: a verb phrase, with those who do it where nothing else is named, or a noun phrase."""
    doer = subject(head) if is_verb(head) else None
    label = verb_label(head)
    if doer is not None and label and " " not in label:
        label = f"{noun_label(doer)} {label}"
    return "not " + label.removeprefix("No ").removeprefix("no ") if banned and label else label
