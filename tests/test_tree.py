"""The copy of a parse against spaCy's own objects: whatever a rule may ask of a token, both must give the same answer."""

from __future__ import annotations

from typing import Any

import pytest

from detente.reading.parse import load_model
from detente.reading.tree import tree_of

TEXTS = (
    "The envoys met in Bern on Monday; Marin and Holt, who led the two teams, said that talks would go on \u201cin due course\u201d.",
    "LIMA, May 2 \u2014 What the sides want,  \n he asked, is not what they say: 3,000 tonnes -- or ten million.",
    "\U0001f91d Переговоры? No.\n\n\u00a0 Yes.",
    "",
)
PLAIN = ("i", "idx", "text", "lower_", "tag_", "dep_", "whitespace_", "is_punct", "is_space", "like_num", "is_alpha", "text_with_ws")
ONE = ("head", "left_edge", "right_edge")
MANY = ("children", "lefts", "rights", "subtree", "ancestors", "conjuncts", "sent")


def places(tokens: Any) -> list[int]:
    return [t.i for t in tokens]


@pytest.mark.parametrize("text", TEXTS)
def test_tokens_and_sentences_are_those_of_the_parser(text: str) -> None:
    parsed = load_model()(text)
    doc = tree_of(parsed)
    assert (doc.text, len(doc)) == (parsed.text, len(parsed))
    assert [(s.start, s.end, s.text, s.start_char, s.end_char) for s in doc.sents] == [
        (s.start, s.end, s.text, s.start_char, s.end_char) for s in parsed.sents
    ]
    for ours, theirs in zip(doc, parsed, strict=True):
        assert [getattr(ours, name) for name in PLAIN] == [getattr(theirs, name) for name in PLAIN]
        assert [getattr(ours, name).i for name in ONE] == [getattr(theirs, name).i for name in ONE]
        assert [places(getattr(ours, name)) for name in MANY] == [places(getattr(theirs, name)) for name in MANY]
        assert ours.is_sent_start == bool(theirs.is_sent_start)
        assert [ours.head is doc[theirs.head.i], ours in ours.sent] == [True, True]


@pytest.mark.parametrize("text", TEXTS)
def test_spans_of_characters_are_those_of_the_parser(text: str) -> None:
    parsed = load_model()(text)
    doc = tree_of(parsed)
    for start in range(len(text)):
        for end in range(start + 1, min(start + 30, len(text)) + 1):
            theirs, ours = parsed.char_span(start, end, alignment_mode="expand"), doc.char_span(start, end)
            if not theirs:
                assert ours is None
                continue
            assert ours is not None
            assert (ours.start, ours.end, ours.text, ours.root.i) == (theirs.start, theirs.end, theirs.text, theirs.root.i)


def test_a_neighbour_beyond_the_paragraph_is_an_error() -> None:
    doc = tree_of(load_model()("Talks resumed."))
    assert doc[0].nbor().text == "resumed"
    assert doc[-1].nbor(-2) is doc[0]
    with pytest.raises(IndexError, match="-1 places from 'Talks'"):
        doc[0].nbor(-1)
    assert [t.text for t in doc[1:][:1]] == ["resumed"]
