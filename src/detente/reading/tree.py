"""A parsed paragraph as plain Python objects: tokens with their tag, their relation and the tokens that depend on them.

spaCy's own `Doc` makes a new `Token` at each access and looks its strings up anew; the rules of the reading ask for tokens two
million times in the gold set. What the parser found is copied out once a paragraph, and the rest of the reading runs on the
copy (docs/speed.md). Names and meaning of the attributes are spaCy's (spacy.io/api/token, /span, /doc), as far as rules use
them. Two tokens are equal when they are the same object.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, overload

if TYPE_CHECKING:
    from spacy.tokens import Doc as SpacyDoc

#: What is copied out of spaCy's table of a doc, in this order.
_COLUMNS = ("ORTH", "LOWER", "TAG", "DEP", "HEAD", "IDX", "SPACY", "SENT_START", "IS_PUNCT", "IS_SPACE", "LIKE_NUM")

#: Half the range of the unsigned numbers of that table.
_SIGN = 1 << 63


class Token:
    """A word or mark of a paragraph, with its place in the dependency tree."""

    __slots__ = (
        "children", "dep_", "doc", "head", "i", "idx", "is_punct", "is_sent_start", "is_space", "lefts", "like_num",
        "lower_", "rights", "tag_", "text", "whitespace_",
    )  # fmt: skip

    doc: Doc
    #: Place in the doc, and in its text (code points).
    i: int
    idx: int
    text: str
    lower_: str
    #: Penn Treebank tag and dependency label (ClearNLP).
    tag_: str
    dep_: str
    #: The token that this one depends on; itself at the root.
    head: Token
    #: Tokens that depend on this one, those before it and those after it, in the order of the text.
    children: tuple[Token, ...]
    lefts: tuple[Token, ...]
    rights: tuple[Token, ...]
    whitespace_: str
    is_sent_start: bool
    is_punct: bool
    is_space: bool
    like_num: bool

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def is_alpha(self) -> bool:
        """Whether it has letters only."""
        return self.text.isalpha()

    @property
    def text_with_ws(self) -> str:
        """The token with the space after it."""
        return self.text + self.whitespace_

    @property
    def left_edge(self) -> Token:
        """The first token of what depends on this one."""
        return self.doc.tokens[self.doc.edges[0][self.i]]

    @property
    def right_edge(self) -> Token:
        """The last token of what depends on this one."""
        return self.doc.tokens[self.doc.edges[1][self.i]]

    @property
    def sent(self) -> Span:
        """The sentence that the token is in."""
        return self.doc.sentence_of[self.i]

    @property
    def subtree(self) -> Iterator[Token]:
        """The token and all that depends on it, in the order of the text where the tree allows it."""
        open_: list[Token | tuple[Token, ...]] = [(self,)]
        while open_:
            found = open_.pop()
            if isinstance(found, Token):
                yield found
                continue
            for token in reversed(found):
                open_.extend((token.rights, token, token.lefts))

    @property
    def ancestors(self) -> Iterator[Token]:
        """The tokens that it depends on, the nearest first."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """The other members of the coordination that the token is in."""
        start = self
        while start.dep_ == "conj" and start.head is not start:
            start = start.head
        found = [start]
        for token in found:
            found += [c for c in token.rights if c.dep_ == "conj"]
        return tuple(t for t in found if t is not self)

    def nbor(self, by: int = 1) -> Token:
        """The token so many places on. Raises IndexError where the paragraph ends before."""
        if not 0 <= self.i + by < len(self.doc.tokens):
            raise IndexError(f"no token {by} places from {self.text!r}")
        return self.doc.tokens[self.i + by]


class Span:
    """Tokens of a paragraph from `start` to `end` (exclusive)."""

    __slots__ = ("doc", "end", "start", "tokens")

    def __init__(self, doc: Doc, start: int, end: int) -> None:
        self.doc, self.start, self.end = doc, start, end
        self.tokens = doc.tokens[start:end]

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    def __contains__(self, token: object) -> bool:
        return isinstance(token, Token) and token.doc is self.doc and self.start <= token.i < self.end

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Span: ...
    def __getitem__(self, at: int | slice) -> Token | Span:
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self.tokens))
            return Span(self.doc, self.start + start, self.start + max(start, end))
        return self.tokens[at]

    @property
    def start_char(self) -> int:
        """Where the span begins in the text of the doc (code points)."""
        tokens = self.doc.tokens
        return tokens[self.start].idx if self.start < len(tokens) else len(self.doc.text)

    @property
    def end_char(self) -> int:
        """Where it ends, without the space after it (exclusive)."""
        return self.tokens[-1].idx + len(self.tokens[-1].text) if self.tokens else self.start_char

    @property
    def text(self) -> str:
        """The words as they stand in the text."""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def root(self) -> Token:
        """The token nearest to the root of its sentence, among those with their head outside; the first of several, words before marks.

        Raises IndexError for an empty span.
        """
        best, least = self.tokens[0], len(self.doc.tokens)
        for token in self.tokens:
            head = token.head
            if head is token:
                return token
            if self.start <= head.i < self.end:
                continue
            bare = (token.is_punct or token.is_space) and not token.children
            depth = len(self.doc.tokens) - 1 if bare else sum(1 for _ in token.ancestors)
            if depth < least:
                best, least = token, depth
        return best


class Doc:
    """A parsed paragraph."""

    def __init__(self, text: str, tokens: list[Token]) -> None:
        self.text, self.tokens = text, tokens
        #: What rules work out once a paragraph and keep.
        self.user_data: dict[str, Any] = {}

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Span: ...
    def __getitem__(self, at: int | slice) -> Token | Span:
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self.tokens))
            return Span(self, start, max(start, end))
        return self.tokens[at]

    @cached_property
    def sents(self) -> tuple[Span, ...]:
        """The sentences, as the parser sees them."""
        starts = [t.i for t in self.tokens if t.is_sent_start and t.i] if self.tokens else []
        bounds = [0, *starts, len(self.tokens)]
        return tuple(Span(self, a, b) for a, b in pairwise(bounds) if b > a)

    @cached_property
    def sentence_of(self) -> list[Span]:
        """The sentence of each token."""
        return [sentence for sentence in self.sents for _ in sentence]

    @cached_property
    def edges(self) -> tuple[list[int], list[int]]:
        """Index of the first and of the last token of what depends on each token."""
        count = len(self.tokens)
        left, right = list(range(count)), list(range(count))
        for token in self.tokens:
            at, head = token.i, token.head
            # Up the tree for as long as the edge moves: what is above has been told already where it does not.
            while True:
                i = head.i
                if left[i] <= at <= right[i]:
                    break
                left[i], right[i] = min(left[i], at), max(right[i], at)
                head = head.head
        return left, right

    def char_span(self, start: int, end: int, alignment_mode: Literal["expand"] = "expand") -> Span | None:
        """The tokens that lie between two places in the text, whole or in part; None where there are none."""
        last = bisect_left(self._begins, end) - 1
        first = min(bisect_right(self._begins, start), last + 1) - 1
        if first >= 0 and self.tokens[first].idx + len(self.tokens[first].text) <= start:
            first += 1
        return Span(self, max(first, 0), last + 1) if max(first, 0) <= last else None

    @cached_property
    def _begins(self) -> list[int]:
        return [t.idx for t in self.tokens]


def _mend(verb: Token) -> None:
    """ "The first opened in May": the parser hangs "the first" on the verb as if that were a noun; make it the subject."""
    formed = verb.tag_ in ("VBN", "VBD") or (verb.tag_ in ("NN", "JJ") and verb.lower_.endswith("ed"))
    if not formed or verb.dep_ not in ("ROOT", "conj", "ccomp") or verb.i < 2:
        return
    number, article = verb.doc.tokens[verb.i - 1], verb.doc.tokens[verb.i - 2]
    if number.dep_ == "amod" and number.head is verb and article.dep_ == "det" and article.head in (verb, number):
        number.dep_, article.head, verb.tag_ = "nsubj", number, "VBD"


def tree_of(parsed: SpacyDoc) -> Doc:
    """Copy a parsed doc of spaCy's."""
    text, strings = parsed.text, parsed.vocab.strings
    rows = parsed.to_array(list(_COLUMNS)).tolist()
    tokens = [Token() for _ in rows]
    doc = Doc(text, tokens)
    lefts: list[list[Token]] = [[] for _ in rows]
    rights: list[list[Token]] = [[] for _ in rows]
    for i, (token, row) in enumerate(zip(tokens, rows, strict=True)):
        orth, lower, tag, dep, head, idx, space, starts, punct, blank, number = row
        token.doc, token.i, token.idx = doc, i, idx
        token.text, token.lower_, token.tag_, token.dep_ = strings[orth], strings[lower], strings[tag], strings[dep]
        token.whitespace_ = " " if space else ""
        # The table is unsigned: relative heads and sentence starts below zero wrap around.
        above = i + (head if head < _SIGN else head - 2 * _SIGN)
        token.head = tokens[above]
        token.is_sent_start = i == 0 or starts == 1
        token.is_punct, token.is_space, token.like_num = bool(punct), bool(blank), bool(number)
    for token in tokens:
        _mend(token)
        if token.tag_ == "IN" and token.lower_ == "that" and token.dep_ in ("dobj", "nsubj", "nsubjpass"):
            token.tag_ = "WDT"  # "the group that the ministers set up"
    for i, token in enumerate(tokens):
        above = token.head.i
        if above != i:
            (lefts if i < above else rights)[above].append(token)
    for token, left, right in zip(tokens, lefts, rights, strict=True):
        token.lefts, token.rights = tuple(left), tuple(right)
        token.children = token.lefts + token.rights
    return doc
