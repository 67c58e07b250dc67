"""What is said: the span of the words that a cue verb attributes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.reading.attribution.lexicon import Cue, nouns, verbs, words
from detente.reading.attribution.model import Block, Range, runs, trim
from detente.reading.lemmas import noun_lemma, verb_lemma
from detente.reading.wordnet import noun_class

if TYPE_CHECKING:
    from detente.reading.tree import Doc, Token


@dataclass
class Content:
    """Pieces of content, before source and cue are cut out."""

    pieces: list[Range]

    #: The way in which the verb takes it: clause, question, infinitive, object, as, …
    way: str
    body: Token | None = None

    #: Last token of the cue where it is longer than the verb ("called for").
    cue_end: int | None = None

    #: The attributing clause: cue, source and adverbials.
    group: Range | None = None


_LEADING = frozenset({"that", ":"})
_TRAILING = frozenset({"and", "but", "or", "as", "while", "who", "which", "although", "because"})
FINITE = ("VBD", "VBZ", "VBP", "MD")


def without(doc: Doc, pieces: Iterable[Range], holes: Iterable[Range | None]) -> list[Range]:
    """Pieces with the holes cut out, trimmed, empty ones dropped."""
    taken = {i for hole in holes if hole for i in range(hole[0], hole[1] + 1)}
    found = []
    for first, last in pieces:
        for a, b in runs(set(range(first, last + 1)) - taken):
            piece = trim_content(doc, a, b)
            if piece and any(doc[i].text[:1].isalnum() or doc[i].is_alpha for i in range(piece[0], piece[1] + 1)):
                found.append(piece)
    return found


def trim_content(doc: Doc, first: int, last: int) -> Range | None:
    """A range of content without edge punctuation (that of a quotation stays), leading "that" and trailing "and"."""
    found = trim(doc, first, last)
    if found is None:
        return None
    first, last = found
    while first < last and doc[first].lower_ in _LEADING and doc[first].tag_ in ("IN", "WDT", ":"):
        first += 1
        while first < last and doc[first].text == ",":
            first += 1
    if doc[first].text == "(" and not any(doc[i].text == ")" for i in range(first, last + 1)):
        first += 1
    while last > first and doc[last].lower_ in _TRAILING and doc[last].tag_ in ("CC", "IN", "WP", "WDT"):
        last -= 1
        while last > first and doc[last].text in (",", ";"):
            last -= 1
    return first, last


def over_quotes(block: Block, pieces: list[Range], verb: Token) -> list[Range]:
    """Pieces widened to whole quotations where they cut one."""
    if not block.quotes:
        return pieces
    inside = block.quote_of
    found: list[Range] = []
    for first, last in pieces:
        for edge in (first, last):
            if 0 <= edge < len(inside) and inside[edge] >= 0:
                a, b = block.quotes[inside[edge]]
                if not a <= verb.i <= b:
                    first, last = min(first, a), max(last, b)
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def has_finite(doc: Doc, first: int, last: int) -> bool:
    """Whether a stretch has a finite verb."""
    return any(doc[i].tag_ in FINITE for i in range(first, last + 1))


def only_reports(block: Block, at: int, end: int) -> bool:
    """Whether the rest of a sentence is nothing but another attributing clause: "…, he said on Monday, TASS reported." """
    doc = block.doc
    finite = [t for t in doc[at : end + 1] if t.tag_ in FINITE]
    if end - at > 8 or len(finite) != 1:
        return False
    verb = finite[0]
    cue = verbs().get(verb_lemma(verb.lower_))
    named = any(c.dep_ in ("nsubj", "npadvmod", "dobj", "nsubjpass") and at <= c.i for c in verb.children)
    return (
        cue is not None
        and cue.kind in ("say", "write")
        and named
        and not any(c.dep_ in ("ccomp", "xcomp") and c.i > verb.i for c in verb.children)
    )


def clause(block: Block, verb: Token, cue: Cue) -> Content | None:
    """A complement clause to the right of the verb."""
    doc = verb.doc
    for child in verb.children:
        if child.dep_ == "ccomp" and child.tag_ in ("NNP", "NNPS") and child.i > verb.i:
            # "Told the agency Fides that …": the name is no part of the clause that the parser hung on it.
            child = next((c for c in child.children if c.dep_ == "ccomp" and doc[c.left_edge.i].lower_ == "that"), child)
        if child.dep_ == "ccomp" and child.i > verb.i and block.quote_of[max(child.left_edge.i, verb.i + 1)] < 0:
            if any(c.dep_ == "mark" and c.lower_ not in ("that", "whether", "if") and c.i > verb.i for c in child.children):
                continue
            if any(t.text == ";" for t in doc[verb.i + 1 : max(child.left_edge.i, verb.i + 1) + 1]):
                continue
            first, last = max(child.left_edge.i, verb.i + 1), child.right_edge.i
            begins = first + (doc[first].text == ",")
            if doc[begins - 1].text == "," and only_reports(block, begins, last):
                continue
            way = "question" if _asks(doc[first]) else "clause"
            if way in cue.takes:
                return Content([(first, clip(block, child, _through_hyphen(doc, last)))], way, child)
    that = _that(verb) if "clause" in cue.takes else None
    if that is not None and that.head.i > that.i:
        body = that.head
        return Content([(that.i + 1, clip(block, body, body.right_edge.i))], "clause", body)
    return None


def _asks(token: Token) -> bool:
    """Whether a word opens an indirect question."""
    return token.lower_ in ("whether", "if") or (token.tag_ in ("WRB", "WP", "WDT") and token.lower_ != "that")


def _through_hyphen(doc: Doc, last: int) -> int:
    """The end of a clause that the parser cut within a word ("co-organised by …")."""
    if last + 2 < len(doc) and doc[last + 1].text == "-" and not doc[last].whitespace_ and not doc[last + 1].whitespace_:
        return max(last + 2, int(doc[last + 2].right_edge.i))
    return last


def _that(verb: Token) -> Token | None:
    """A "that" which opens the complement although the parser hung it elsewhere ("said in a statement that …")."""
    doc, at = verb.doc, verb.i + 1
    stop = min(len(doc), verb.i + 18)
    while at < stop:
        token = doc[at]
        if token.lower_ == "that" and token.tag_ in ("IN", "WDT") and token.dep_ == "mark":
            return None if doc[at - 1].lower_ in ("so", "now", "given", "such", "except") else token
        if token.text in (".", ";", ":", "“", '"') or token.tag_ in FINITE or token.is_sent_start:
            return None
        at += 1
    return None


def clip(block: Block, body: Token, last: int) -> int:
    """The end of a clause, before what the parser added to it: after a semicolon, or another attribution."""
    doc, inside = body.doc, block.quote_of
    for i in range(body.i + 1, last + 1):
        if inside[i] >= 0:
            continue
        low = doc[i].lower_
        if low == ";":
            return i - 1
        if doc[i - 1].text == "," and i < last:
            if only_reports(block, i, block.end_of(i)):
                return i - 2
            if low == "according" and doc[i + 1].lower_ == "to":
                return i - 2
            # ", saying …", ", without giving a date", ", while adding that": these belong to the speaker's clause.
            if (doc[i].tag_ == "VBG" and _speaks(doc[i])) or (low in ("while", "without") and doc[i + 1].tag_ == "VBG"):
                return i - 2
            if low in ("while", "whereas") and _other_speaks(doc[i], last):
                return i - 2
            if low == "with" and _absolute(doc[i], last):
                return i - 2
        if low in ("and", "but") and i < last and _joins_cue(body, doc[i]):
            return i - 1
    return last


def _absolute(join: Token, last: int) -> bool:
    """Whether another speaker follows ", with a source stating, “…”" who has a clause of his own."""
    for token in join.doc[join.i + 1 : min(last, join.i + 12) + 1]:
        if token.tag_ in FINITE or token.text in (",", ":", ";"):
            return False
        if token.tag_ == "VBG" and _speaks(token) and any(c.dep_ == "nsubj" and join.i < c.i for c in token.children):
            return True
    return False


def _other_speaks(join: Token, last: int) -> bool:
    """Whether another speaker's clause follows ", while the agency … reported that …"."""
    return any(
        t.tag_ in FINITE and _speaks(t) and any(c.dep_ == "ccomp" for c in t.children)
        for t in join.doc[join.i + 1 : min(last, join.i + 20) + 1]
    )


def _joins_cue(body: Token, join: Token) -> bool:
    """Whether "and", "but" goes on with the speaker's own clause: "said that it was late but added …"."""
    doc = join.doc
    following = doc[join.i + 1]
    if following.dep_ == "advmod" and join.i + 2 < len(doc):
        following = doc[join.i + 2]
    if following.tag_ != "VBD" or any(c.dep_ in ("nsubj", "nsubjpass") for c in following.children):
        return False
    if not _speaks(following) or join.lower_ not in ("and", "but"):
        return False
    return any(c.dep_ in ("ccomp", "xcomp") for c in following.children) or (
        following.i + 1 < len(doc) and doc[following.i + 1].text in (",", ":", "“", '"')
    )


def _speaks(token: Token) -> bool:
    cue = verbs().get(verb_lemma(token.lower_))
    return cue is not None and cue.kind in ("say", "write", "announce", "deny", "judge", "speak", "promise")


def infinitive(verb: Token) -> Content | None:
    """ "Promised to …": the infinitive with its "to" and what negates it."""
    for child in verb.children:
        if child.dep_ in ("xcomp", "ccomp") and child.i > verb.i:
            to = next((c for c in child.children if c.tag_ == "TO"), None)
            if to is None:
                continue
            subject = next((c for c in child.children if c.dep_ == "nsubj" and c.i < to.i), None)
            if child.dep_ == "ccomp" and subject is None:
                continue
            first = min([to.i] + [c.i for c in child.children if c.dep_ == "neg" and c.i < to.i])
            if subject is None and first > verb.i + 1 and first == to.i and child.doc[first - 1].lower_ == "not":
                first -= 1
            # "Urged both sides to return": whom the wish concerns is part of what is wished.
            urged = next((c for c in verb.children if c.dep_ in ("dobj", "dative") and verb.i < c.i < first), None)
            if urged is None and verb.i + 1 < first and verb.nbor().lower_ in ("on", "upon"):
                urged = next((c for c in verb.nbor().children if c.dep_ == "pobj" and c.i < first), None)
            if urged is not None and urged.lower_ not in _HEARERS:
                first = min(first, urged.left_edge.i)
            return Content([(first, child.right_edge.i)], "infinitive", child)
    return None


def small(verb: Token) -> Content | None:
    """ "Considers it too early", "called them useful": a clause without a verb of its own."""
    doc = verb.doc
    for child in verb.children:
        if (
            child.dep_ == "ccomp"
            and child.i > verb.i
            and child.tag_ not in FINITE
            and child.left_edge.i > verb.i
            and not any(c.tag_ in FINITE for c in child.children)
        ):
            return Content([(child.left_edge.i, child.right_edge.i)], "small", child)
    items = [c for c in verb.children if c.i > verb.i and c.dep_ in ("dobj", "nsubj")]
    more = [c for c in verb.children if c.i > verb.i and c.dep_ in ("oprd", "acomp", "attr")]
    day = next((c for c in verb.children if c.i == verb.i + 1 and c.dep_ == "npadvmod" and c.tag_ == "NNP"), None)
    if day is not None and doc[day.i + 1].tag_ == "DT" and not items:
        thing = next((c for c in verb.children if c.i > day.i and c.dep_ in ("npadvmod", "dobj", "oprd", "attr")), None)
        if thing is not None:  # "called Friday a good day"
            return Content([(day.i, thing.right_edge.i)], "small", day)
    if items and more and more[-1].i > items[0].i:
        return Content([(items[0].left_edge.i, more[-1].right_edge.i)], "small", items[0])
    if more and not items and (doc[verb.i].dep_ == "relcl" or any(c.lower_ in ("what", "which") for c in verb.children)):
        return Content([(more[0].left_edge.i, more[0].right_edge.i)], "small", more[0])
    return None


def joined(verb: Token, joins: frozenset[str]) -> Content | None:
    """ "Described the talks as useful", "blamed them for the delay", "put the list at 300": an object and what is said of it."""
    item = next((c for c in verb.children if c.i > verb.i and c.dep_ in ("dobj", "dative")), None)
    if item is None:
        return None
    doc = verb.doc
    for join in (t for t in doc[item.i + 1 : item.i + 25] if t.lower_ in joins and t.dep_ in ("prep", "mark", "prt")):
        if join.dep_ == "mark" and join.head.i > join.i:
            return Content([(item.left_edge.i, join.head.right_edge.i)], "as", item)
        if join.head.i in (verb.i, item.i) or item.left_edge.i <= join.head.i <= item.right_edge.i:
            return Content([(item.left_edge.i, _relative_cut(join, max(join.right_edge.i, join.i)))], "as", item)
    return None


def _relative_cut(first: Token, last: int) -> int:
    """The end of a phrase before a relative clause that a comma sets off."""
    doc = first.doc
    for i in range(first.i + 1, last):
        if doc[i].text == "," and (
            doc[i + 1].tag_ in ("WDT", "WP") or (doc[i + 1].tag_ == "IN" and i + 2 < len(doc) and doc[i + 2].tag_ in ("WDT", "WP"))
        ):
            return i - 1
    return last


def rest(block: Block, verb: Token) -> Content | None:
    """ "Expects little from it", "thought Friday more likely": all that follows the verb."""
    item = next((c for c in verb.children if c.i > verb.i and c.dep_ in ("dobj", "ccomp", "xcomp", "nsubj")), None)
    if item is None:
        return None
    return Content([(verb.i + 1, _relative_cut(verb, clip(block, verb, verb.right_edge.i)))], "rest", item)


def quoting_object(block: Block, verb: Token, cue: Cue) -> Content | None:
    """An object or prepositional phrase with a quotation within: "spoke of “a step” towards peace"."""
    inside = block.quote_of
    for child in verb.children:
        if child.i <= verb.i or child.dep_ not in ("dobj", "prep", "attr") or inside[child.i] >= 0:
            continue
        if child.dep_ == "prep" and f"prep:{child.lower_}" not in cue.takes:
            continue
        first, last = (child.i + 1 if child.dep_ == "prep" else child.left_edge.i), child.right_edge.i
        quoted = [i for i in range(first, last + 1) if inside[i] >= 0]
        if (
            quoted
            and (child.dep_ == "prep" or quoted[0] > child.i or cue.kind in ("name", "judge", "blame"))
            and cue.kind not in ("ask", "manner")
        ):
            end = child.i if child.dep_ == "prep" and child.i - verb.i < 3 else None
            if (child.dep_ != "prep" and child.tag_ not in ("NN", "NNS", "NNP", "NNPS", "PRP", "VBG")) or child.lower_ in _HEARERS:
                continue
            return Content([(first, last)], "prep" if child.dep_ == "prep" else "object", child, cue_end=end)
    return None


_HEARERS = words("addressees")


def plain_object(verb: Token) -> Content | None:
    """A direct object."""
    for child in verb.children:
        if child.i > verb.i and child.dep_ in ("dobj", "attr") and child.tag_ != "PRP":
            if noun_lemma(child.lower_) in nouns() and any(t.lower_ == "that" for t in child.doc[child.i + 1 : child.i + 3]):
                return None
            return Content([(child.left_edge.i, child.right_edge.i)], "object", child)
    return None


#: Classes of nouns for what is said, thought, felt or meant to be done (WordNet's communication, cognition, feeling, motive).
_MEANT = frozenset({"n10", "n09", "n12", "n16"})
_ON = frozenset({"about", "over", "against", "for"})


def nominal(verb: Token) -> Content | None:
    """ "Announced plans to merge", "voiced doubt about it": the noun belongs to the cue, what follows it is said."""
    doc = verb.doc
    item = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    if item is None or item.i + 2 >= len(doc) or item.i - verb.i > 4 or noun_class(item) not in _MEANT:
        return None
    for child in (*item.children, *verb.children):
        if (
            child.i > item.i
            and child.left_edge.i == item.i + 1
            and child.dep_ in ("acl", "xcomp", "advcl")
            and doc[item.i + 1].tag_ == "TO"
        ):
            return Content([(item.i + 1, child.right_edge.i)], "plan", item, cue_end=item.i)
        if child.i > item.i and child.left_edge.i == item.i + 1 and child.dep_ in ("acl", "ccomp") and doc[item.i + 1].lower_ == "that":
            return Content([(item.i + 2, child.right_edge.i)], "plan-clause", item, cue_end=item.i)
        if child.i == item.i + 1 and child.dep_ == "prep" and child.lower_ in _ON and child.right_edge.i > child.i:
            return Content([(child.i + 1, child.right_edge.i)], "plan-prep", item, cue_end=child.i)
    return None


def prepositional(verb: Token, cue: Cue) -> Content | None:
    """ "Called for a truce", "spoke of signals": the preposition belongs to the cue."""
    for child in verb.children:
        if child.dep_ in ("prep", "prt") and child.i > verb.i and f"prep:{child.lower_}" in cue.takes:
            for noun in child.children:
                if noun.dep_ in ("pobj", "pcomp"):
                    end = child.i if child.i - verb.i < 3 else None
                    last = max(noun.right_edge.i, noun.i)
                    if cue.kind in ("hope", "expect"):
                        after = (c for c in verb.children if c.left_edge.i == last + 1 and c.dep_ in ("prep", "advcl"))
                        last = next(
                            (c.right_edge.i for c in after if c.doc[c.left_edge.i].lower_ in ("before", "by", "until", "within")), last
                        )
                    return Content([(child.i + 1, last)], "prep", noun, cue_end=end)
    return None


def gerund(verb: Token) -> Content | None:
    """ "Denied backing them", "suggested meeting in June"."""
    for child in verb.children:
        if child.dep_ in ("xcomp", "ccomp", "dobj") and child.tag_ == "VBG" and child.i > verb.i and child.left_edge.i > verb.i:
            return Content([(child.left_edge.i, _relative_cut(child, max(child.right_edge.i, verb.right_edge.i)))], "gerund", child)
    return None
