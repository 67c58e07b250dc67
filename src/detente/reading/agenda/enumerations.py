"""Topics that no clause of their own names: what stands after "in particular", and verbless answers to "What was discussed?"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from detente.model import Claim, Issue
from detente.reading.agenda.labels import topic_label
from detente.reading.agenda.making import claim_at
from detente.reading.agenda.matching import Passage
from detente.reading.agenda.rows import after_colon, items_end
from detente.reading.grammar import is_verb
from detente.reading.lemmas import lemma
from detente.reading.wording import compile_pattern, word_class

if TYPE_CHECKING:
    from detente.reading.tree import Token

#: Words before the things that a wider subject means most of all.
_SINGLED_OUT = tuple(
    compile_pattern(p) for p in ("in particular", "above all", "among them|these", "especially|particularly|notably|namely")
)

#: What a question asks after when its answer names topics ("What was talked about?", "And on the agenda?").
_ASKED = frozenset(
    {"discuss", "agenda", "talk", "open", "table", "topic", "subject", "dispute", "settle", "negotiate", "fight", "unresolved"}
)
_WHAT = frozenset({"what", "agenda", "topics", "subjects"})

#: Words of a question that asks after what was agreed or when, and not after what is on the table.
_ELSE = frozenset({"agree", "decide", "next", "when", "why", "how", "who", "where", "result"})


def find_singled_out(passage: Passage, claims: Sequence[Claim]) -> Iterator[Claim]:
    """What a sentence on the subjects of a meeting names "in particular", one issue a thing."""
    if not any(c.kind == "issue" and c.rule.startswith("issue.topics.") for c in claims):
        return
    words = passage.words
    for pattern in _SINGLED_OUT:
        for first, last in words.find(pattern):
            parted = first.i > first.sent.start and first.nbor(-1).text in (",", "—", "–")
            if parted and last.i + 1 < last.sent.end:
                told = [c for c in claims if c.kind == "issue"]
                items = [i for i in after_colon(last.nbor(1)) if not _told(passage, i, told)]
                yield from _issues(passage, items, "issue.topics.in_particular")
                return


def find_answers(passage: Passage) -> Iterator[Claim]:
    """The things that a sentence without a verb names in answer to a question on the subjects, one issue a thing."""
    span = passage.sentence.span
    if is_verb(span.root) or span.start == 0 or not span.root.tag_.startswith("NN"):
        return
    question = span.doc[span.start - 1].sent
    if not question.text.rstrip().endswith("?"):
        return
    words = {w for t in question for w in (t.lower_, lemma(t))}
    if words & _ASKED and words & _WHAT and not words & _ELSE:
        yield from _issues(passage, after_colon(span[0]), "issue.topics.answer")


def _told(passage: Passage, item: Token, claims: Sequence[Claim]) -> bool:
    """Whether an issue is told already by the words of an item."""
    at = passage.offset(item)
    return any(c.evidence.start <= at < c.evidence.end and c.evidence.end - c.evidence.start < 40 for c in claims)


def _issues(passage: Passage, items: Sequence[Token], rule: str) -> Iterator[Claim]:
    for number, item in enumerate(items):
        label = topic_label(item, joined=len(items) == 1).removesuffix(" above all")
        if label and label.lower() not in word_class("nameless") and lemma(item) not in word_class("calendar"):
            issue = Issue(label, None, None, "under_discussion")
            yield claim_at(passage, "issue", issue, item.left_edge, items_end(items, number), rule=rule)
