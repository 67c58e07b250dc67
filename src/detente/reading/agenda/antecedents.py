"""What a bare noun or a pronoun of a label means: the fuller noun phrase of the same document that it points to.

"The notes" are "notes on banking services" where the document says so elsewhere, "it" in "agreed to hold it" is the noun
phrase before it. Nouns are matched by their head, the fuller phrase nearest before counts first, then one that follows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from detente.reading.agenda.labels import matter_of, noun_label, plain_words, topic_label
from detente.reading.agenda.phrases import LONGEST
from detente.reading.agenda.rows import after_colon
from detente.reading.grammar import is_verb
from detente.reading.lemmas import lemma
from detente.reading.parse import Parsed
from detente.reading.wording import word_class

if TYPE_CHECKING:
    from detente.reading.tree import Token

#: Pronouns that stand for a thing named before.
_SINGULAR, _PLURAL = frozenset({"it", "this", "that"}), frozenset({"them", "these", "those"})

#: Roles in which a thing is named so that a pronoun may take it up, the likeliest first.
_NAMED = ("dobj", "nsubjpass", "nsubj", "attr", "pobj")

#: Of these, those that a pronoun of the next sentence takes up.
_TAKEN_UP = ("dobj", "nsubjpass", "attr")

#: Pronouns that name no thing.
_NOTHING = frozenset({"none", "nothing", "something", "anything", "everything"})

#: Words before a noun that was named before.
_POINTING = frozenset({"the", "this", "that", "these", "those", "its", "their"})

#: How many mentions of a noun on either side are looked at.
_NEAR = 30

#: Classes of nouns that name no thing that a deed may be done to: people, institutions, days.
_NO_THINGS = ("sides", "institutions", "actors", "sources", "calendar")

#: Classes of nouns that mean a thing of the talks which is named in full once and only by its head after that.
_OF_THE_TALKS = ("agreement", "papers", "measures", "mechanism", "swap", "ceasefire", "statement")

#: How many words a label may have to be put in place of a bare noun, and how many sentences back a pronoun reaches.
_LONGEST, _BACK = 8, 1


class Things:
    """The noun phrases of a document, found by their head. Made once for a document; the index only when it is asked for."""

    def __init__(self, parsed: Parsed) -> None:
        self._parsed = parsed
        self._by_head: dict[str, list[Token]] | None = None

    def _heads(self) -> dict[str, list[Token]]:
        if self._by_head is None:
            self._by_head = defaultdict(list)
            for paragraph in self._parsed.paragraphs:
                for token in paragraph.doc:
                    if token.tag_.startswith("NN") and token.dep_ not in ("compound", "nmod"):
                        self._by_head[_key(token)].append(token)
        return self._by_head

    def fuller(self, token: Token) -> str:
        """The label of the fuller phrase for a noun that stands alone ("the notes": notes on banking), or ""."""
        if not self._points_back(token):
            return ""
        named = self._heads().get(_key(token), [])
        at = next((i for i, other in enumerate(named) if other.i == token.i and other.doc is token.doc), len(named))
        nearest = [*reversed(named[max(0, at - _NEAR) : at]), *named[at + 1 : at + _NEAR]]
        for other in nearest:
            label = noun_label(other)
            if len(plain_words(label)) > 1 and len(label.split()) <= _LONGEST and not _for_somebody(other):
                return label
        return ""

    def spelled_out(self, label: str, token: Token) -> str:
        """A label with the noun that a pronoun in it means ("hold it": hold the next round)."""
        for word in token.subtree:
            if word.dep_ == "nsubjpass" and word.tag_ == "PRP" and word.head == token and " " not in label:
                meant = self.meant(word)
                return f"{label} {noun_label(meant)}" if meant is not None else label
            if word.dep_ in ("dobj", "pobj") and word.tag_ == "PRP" and f" {word.text}" in label:
                meant = self.meant(word)
                named = noun_label(meant) if meant is not None else ""
                if named:
                    before, after = re.split(rf"\b{word.text}\b", label, maxsplit=1)
                    return " ".join(f"{before}{named}{after}".split()[:LONGEST])
        return label

    def _points_back(self, token: Token) -> bool:
        if not token.tag_.startswith("NN") or token.tag_.startswith("NNP"):
            return False
        definite = any(c.dep_ in ("det", "poss") and c.lower_ in _POINTING for c in token.lefts)
        if not definite and any(c.dep_ in ("acl", "relcl") for c in token.rights):
            return False  # "a mechanism signed in September" is another one
        return definite or any(lemma(token) in word_class(name) for name in _OF_THE_TALKS)

    def meant(self, pronoun: Token) -> Token | None:
        """The noun that a pronoun takes up: of its own sentence before it, else of the sentence before that one."""
        word = pronoun.lower_
        if word not in _SINGULAR | _PLURAL:
            return None
        tags = ("NN", "NNP") if word in _SINGULAR else ("NNS", "NNPS")
        sentence = pronoun.sent
        for back in range(_BACK + 1):
            roles = _NAMED if not back else _TAKEN_UP
            found = [
                t
                for t in sentence
                if t.i < pronoun.i and t.tag_ in tags and t.dep_ in roles and not _nobody(t) and t.lower_ not in _NOTHING
            ]
            if found:
                return min(found, key=lambda t: (_NAMED.index(t.dep_), -t.i))
            if sentence.start == 0 or back == _BACK:
                return None
            sentence = sentence.doc[sentence.start - 1].sent
        return None


def label_of(token: Token, things: Things, joined: bool = True, negated: bool = False) -> str:
    """The topic of a phrase, in full where the phrase is bare; `negated` as `topic_label` has it."""
    label = topic_label(token, joined, negated=negated)
    if is_verb(token) and " " not in label and (done_to := _pronoun_done_to(token)) is not None:
        meant = things.meant(done_to)
        return f"{label} of {noun_label(meant)}" if meant is not None and label != lemma(token) else label
    if len(plain_words(label)) < 2:
        return told_by_list(matter_of(token)) or things.fuller(matter_of(token)) or label
    return things.spelled_out(label, token)


def _pronoun_done_to(verb: Token) -> Token | None:
    """The pronoun for what a passive verb is done to ("that they be identified")."""
    return next((c for c in verb.children if c.dep_ == "nsubjpass" and c.tag_ == "PRP"), None)


def told_by_list(token: Token) -> str:
    """What a noun without a name stands for where a list after a colon says it ("steps: a hotline and joint patrols")."""
    last = token.right_edge
    if last.i + 1 >= token.sent.end or last.nbor(1).text != ":" or last.i + 2 >= token.sent.end:
        return ""
    heads = after_colon(last.nbor(2))
    named = [noun_label(head) for head in heads]
    if len(named) < 3 and len(" ".join(named).split()) <= _LONGEST:
        return " and ".join(named)
    return f"{named[0]} and others" if named else ""


def _key(token: Token) -> str:
    word = token.lower_
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _for_somebody(noun: Token) -> bool:
    """Whether a phrase says no more than for whom a thing is ("a deal for Oslo")."""
    return any(c.lower_ == "for" and any(g.tag_.startswith("NNP") for g in c.children) for c in noun.rights)


def _nobody(noun: Token) -> bool:
    """Whether a noun is no thing that a deed may be done to: people, institutions, places, days."""
    return noun.tag_.startswith("NNP") or any(lemma(noun) in word_class(name) for name in _NO_THINGS)
