"""Content beside the attributing clause: "X, he said", "X, he said, Y", “X,” he said. “Y.”"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.reading.attribution.contents import FINITE, Content, has_finite, only_reports
from detente.reading.attribution.lexicon import Cue, words
from detente.reading.attribution.model import Block, Range

if TYPE_CHECKING:
    from detente.reading.tree import Doc, Token

_ADVERBIALS = frozenset({"aux", "auxpass", "neg", "prt", "dobj", "dative", "prep", "npadvmod", "advmod", "agent", "oprd"})
#: Kinds of cues that stand beside what is meant only where nothing else is their object: "it was late, he thought".
_OF_MIND = frozenset({"think", "promise", "announce", "hope", "expect", "show"})
_CONNECTIVES = words("connectives")
_BREAKS = frozenset({",", ";", ":", "—", "–", "―", ".", "(", ")"})

#: Words that open a tail which belongs to the attributing clause: ", according to …", ", who …", ", while …".
_OWN_TAIL = frozenset({"according", "who", "which", "whose", "citing", "while", "referring", "speaking", "with", "in", "at", "on"})
#: ", while the talks continued": a clause of circumstance, not one that attributes.
_SUBORDINATE = frozenset({"while", "after", "when", "before", "since", "because", "until", "though", "although", "where"})
#: Prepositions that seldom belong to the saying itself.
_TIES = frozenset({"for", "of", "against", "with", "by", "than", "from", "into", "between"})
_CLAUSE_TAIL = frozenset(
    {"before", "because", "if", "unless", "until", "after", "when", "since", "so", "though", "although", "albeit", "as"}
)


def core(block: Block, verb: Token, subject: Token | None) -> Range:
    """The attributing clause: subject, verb, and what follows the verb up to the next comma, quotation or clause."""
    doc, inside = verb.doc, block.quote_of
    first = last = verb.i
    for child in verb.children:
        if child.i < verb.i and child.dep_ in ("aux", "auxpass", "neg", "advmod") and child.i >= verb.i - 4:
            first = min(first, child.i)
    if subject is not None and subject.i < verb.i:
        own = {c.i for c in verb.children}
        if any(t.tag_ in FINITE and t.i not in own and t.i > subject.right_edge.i for t in doc[subject.i + 1 : verb.i]):
            subject = None
    if subject is not None and subject.i < verb.i:
        first = min(first, _subject_start(block, subject))
    if subject is not None and subject.i > verb.i:
        last = max(last, subject.i)
    members = {c.i for c in verb.children if c.i > verb.i and (c.dep_ in _ADVERBIALS or (c.dep_ == "advcl" and c.tag_ == "VBG"))}
    if subject is not None:
        members.add(subject.i)
    end = block.end_of(verb.i)
    at = verb.i + 1
    while at <= end and inside[at] < 0 and (at <= last or doc[at].text not in _BREAKS):
        token = doc[at]
        while token.i not in members and token.head.i not in (token.i, verb.i):
            token = token.head
        if token.i not in members and at > last:
            break
        last = max(last, at)
        at += 1
    return first, last


def _subject_start(block: Block, subject: Token) -> int:
    """Where the subject's phrase begins: after the quotation before it, where only names and commas stand between."""
    doc, inside = block.doc, block.quote_of
    start = max(subject.left_edge.i, subject.i - 40)
    while start < subject.i and inside[start] >= 0:
        start += 1
    at = start
    while at > 0 and start - at < 14 and inside[at - 1] < 0:
        if doc[at - 1].tag_ in FINITE or doc[at - 1].text in (".", ";", ":", "?", "!") or doc[at - 1].is_space:
            return start
        at -= 1
    if not at or inside[at - 1] < 0 or start - at >= 14 or (_goes_beyond(block, at) and doc[start - 1].text == ","):
        return start
    return at


def _goes_beyond(block: Block, at: int) -> bool:
    """Whether a sentence goes on after its closing quotation mark: “We do it” for the deal, he said."""
    return at > 1 and block.doc[at - 2].text not in (",", ".", "?", "!", "…", "...", "—", "-") and block.doc[at].text not in (",", "—", "–")


def beside(block: Block, verb: Token, subject: Token | None, cue: Cue) -> Content | None:
    """What stands before the attributing clause, and what goes on after it."""
    group = core(block, verb, subject)
    left = _left(block, verb, group, cue, subject)
    right = _right(block, verb, group, left)
    if left and right and _connects(block, left):
        left = None
    pieces = [p for p in (left, right) if p and p[0] <= p[1]]
    if not pieces:
        return None
    pieces += following(block, pieces, verb)
    body = next((c for c in verb.children if c.dep_ == "ccomp"), None)
    return Content(pieces, "inverted" if left else "quote", body, group=group)


def _connects(block: Block, left: Range) -> bool:
    """Whether what stands before an attributing clause only joins the sentence to the last one: "But, he said, …"."""
    text = block.doc[left[0] : left[1] + 1].text.lower().strip(" ,")
    return text in _CONNECTIVES


def _edge(block: Block, verb: Token, group: Range, start: int) -> int | None:
    """Where the attributing clause begins: after the comma or closing mark that parts it from what is said."""
    doc, inside = verb.doc, block.quote_of
    for i in range(group[0], max(start, group[0] - 12), -1):
        if inside[i - 1] >= 0 or doc[i - 1].text in (",", "—", "–", "?", "!"):
            return i
        # ", saying that the hosts had asked for it": a clause within another one's words.
        within = doc[i - 1].tag_ == "VBG" or (doc[i - 1].lower_ == "that" and doc[i - 1].dep_ == "mark")
        if doc[i - 1].tag_ in FINITE or doc[i - 1].text in (";", ":") or (within and i <= group[0]):
            return None
    return None


def _left(block: Block, verb: Token, group: Range, cue: Cue, subject: Token | None) -> Range | None:
    doc, inside = verb.doc, block.quote_of
    start = block.start_of(verb.i)
    at = _edge(block, verb, group, start)
    if at is not None and subject is not None and any(t.tag_ == "WRB" for t in doc[at : subject.i]):
        return None
    if at is None:
        # A question or exclamation in quotation marks may end the parser's sentence before "he said".
        if start > 0 and start >= group[0] - 1 and inside[start - 1] >= 0 and block.quotes[inside[start - 1]][1] == start - 1:
            return block.quotes[inside[start - 1]]
        return None
    if inside[at - 1] >= 0:
        if subject is not None and subject.i < at and verb.i > at + 1:
            return None  # "had carried out “less than 30%” of the exchange agreed in July": no speaker stands between
        return _quoted(block, verb, group, subject, at, start)
    if "inverted" not in cue.takes or at - 1 <= start or doc[at].tag_ == "CC" or verb.tag_ == "VBG" or _acts(verb):
        return None
    if cue.kind in _OF_MIND and _is_busy(verb):
        return None
    if doc[at].lower_ in _SUBORDINATE or (doc[at].lower_ == "as" and cue.lemma in ("continue", "go on", "begin")):
        return None
    quote_follows = any(inside[i] >= 0 for i in range(group[1] + 1, min(group[1] + 3, len(doc))))
    governs = any(c.dep_ == "ccomp" and c.i < at for c in verb.children) or verb.dep_ in ("parataxis", "ccomp")
    closes = group[1] + 1 < len(doc) and doc[group[1] + 1].text in (",", ".", ";") and not any(c.dep_ == "ccomp" for c in verb.children)
    swapped = cue.kind == "say" and subject is not None and (subject.i > verb.i or subject.tag_ == "PRP") and at - 1 - start > 1
    if not governs and (quote_follows or not (closes and (swapped or has_finite(doc, start, at - 1)))):
        return None
    if quote_follows and not has_finite(doc, start, at - 2):
        return None
    return _begin(block, start, at - 2, subject), at - 2


def _is_busy(verb: Token) -> bool:
    """Whether a verb has an object or clause of its own, or is part of another clause, so that nothing before it is meant."""
    right = any(c.i > verb.i and c.dep_ in ("dobj", "ccomp", "xcomp") for c in verb.children)
    return right or verb.dep_ in ("relcl", "acl", "xcomp", "advcl")


def _acts(verb: Token) -> bool:
    """Whether a verb governs an infinitive right after it ("continued to wait", "went on to sign") and so reports nothing."""
    doc = verb.doc
    at = verb.i + 1 + (verb.i + 1 < len(doc) and doc[verb.i + 1].tag_ in ("RP", "IN"))
    return at < len(doc) and doc[at].tag_ == "TO" and doc[at].head.tag_ == "VB" and doc[at].head.head.i == verb.i


def _quoted(block: Block, verb: Token, group: Range, subject: Token | None, at: int, start: int) -> Range | None:
    """A quotation that ends where the attributing clause begins, with the clause that it closes."""
    doc, inside = block.doc, block.quote_of
    a, b = block.quotes[inside[at - 1]]
    if b != at - 1:
        return None
    if a <= start:
        return a, b
    governs = any(c.dep_ == "ccomp" and c.i < at for c in verb.children) or verb.dep_ == "parataxis"
    lead = [i for i in range(start, a) if not doc[i].is_punct and not doc[i].is_space]
    if (
        not lead
        or (governs and (has_finite(doc, start, a) or len(lead) < 6))
        or (has_finite(doc, start, a) and inside[a - 1] < 0 and doc[a - 1].text != ".")
    ):
        return _begin(block, start, b, subject), b
    return a, b


def _begin(block: Block, start: int, last: int, subject: Token | None) -> int:
    """The beginning of what is said: after a semicolon, or a colon that parts off the announcement of it."""
    doc, inside = block.doc, block.quote_of
    for i in range(last - 1, start, -1):
        if inside[i] >= 0:
            continue
        if doc[i].text == ";":
            return i + 1
        if doc[i].text == ":" and subject is not None and has_finite(doc, start, i) and has_finite(doc, i, last):
            return i + 1
    return start


def _right(block: Block, verb: Token, group: Range, left: Range | None) -> Range | None:
    doc, inside = verb.doc, block.quote_of
    end = block.end_of(verb.i)
    at = group[1] + 1
    if at >= len(doc):
        return None
    mark = doc[at].text if inside[at] < 0 else ""
    if mark in (":", "—", "–", "―", ","):
        at += 1
    while at < len(doc) and doc[at].is_space:
        at += 1
    if at >= len(doc):
        return None
    if inside[at] >= 0:
        a, b = block.quotes[inside[at]]
        if a != at or not (left is None or mark) or (mark == "" and a > group[1] + 1):
            return None
        # The sentence may go on after the quotation: said, "X" is Y.
        if (
            left is not None
            and b < end
            and doc[b + 1].text not in (".", ",", ";", ")")
            and not doc[b + 1].is_space
            and doc[b + 1].tag_ != "CC"
        ):
            return a, to_semicolon(block, b + 1, end)
        return a, _tied(block, a, b, end)
    if left is None:
        return (at, to_semicolon(block, at, end)) if mark == ":" and at <= end else None
    if mark != "," or at > end:
        return None
    return _tail(block, verb, at, end, left)


def _tied(block: Block, a: int, b: int, end: int) -> int:
    """The end of a quotation, or of what the quoted clause governs beyond it: said “I stood up” against them."""
    doc = block.doc
    if b >= end or doc[b - 1].is_punct or not (a < doc[b + 1].head.i < b) or doc[b + 1].lower_ not in _TIES:
        return b
    return min(end, max(b, int(doc[b + 1].right_edge.i)))


def _tail(block: Block, verb: Token, at: int, end: int, left: Range) -> Range | None:
    """The rest of a sentence that an attributing clause interrupts; None where it belongs to that clause."""
    doc, inside = block.doc, block.quote_of
    token = doc[at]
    if only_reports(block, at, end):
        return None
    if token.tag_ == "CC":
        follower = next((t for t in doc[at + 1 : min(end, at + 4) + 1] if t.dep_ != "advmod"), None)
        clause = token.lower_ in ("and", "but", "or", "yet") and has_finite(doc, at, end)
        if not clause or follower is None or follower.tag_ in FINITE or follower.tag_.startswith("VB") or follower.lower_ == "that":
            return None
        return at, to_semicolon(block, at, end)
    if inside[left[0]] >= 0 and inside[left[1]] == inside[left[0]]:
        return None
    governed = any(c.dep_ == "ccomp" and c.i < verb.i and c.right_edge.i > at for c in verb.children) or (
        verb.dep_ in ("parataxis", "ccomp")
        and verb.head.i > at
        and not any(c.dep_ in ("nsubj", "nsubjpass") and c.i >= at for c in verb.head.children)
    )
    if token.tag_ in FINITE and verb.dep_ not in ("relcl", "acl") and _is_subject(doc, left):
        return at, to_semicolon(block, at, end)  # "What matters, she said, is that …"
    if (token.tag_ in ("VBG", "WP", "WDT", "WP$") and not governed) or token.lower_ in _OWN_TAIL:
        return None
    if _two_days_before(block, at, end):
        return None
    if (not has_finite(doc, *left) or _only_subordinate(block, left)) and has_finite(doc, at, end):
        return at, to_semicolon(block, at, end)
    if governed or (token.lower_ in _CLAUSE_TAIL and has_finite(doc, at, end)) or token.tag_ == "TO" or token.lower_ == "albeit":
        return at, to_semicolon(block, at, end)
    return None


def _is_subject(doc: Doc, left: Range) -> bool:
    """Whether what stands before the attributing clause is only the subject of what goes on after it."""
    first = doc[left[0]]
    if first.tag_ in ("WP", "WRB", "WDT") or first.lower_ == "whether":
        return True
    roots = [t for t in doc[left[0] : left[1] + 1] if t.tag_ in FINITE and t.dep_ not in ("relcl", "acl", "aux", "auxpass", "pcomp")]
    return not roots


def _two_days_before(block: Block, at: int, end: int) -> bool:
    """Whether a tail tells when it was said: ", two days before the talks"."""
    for token in block.doc[at : min(at + 4, end) + 1]:
        if token.tag_ in FINITE:
            return False
        if token.lower_ in ("after", "before") and token.i > at:
            return True
    return False


def _only_subordinate(block: Block, left: Range) -> bool:
    """Whether what stands before the attributing clause is a subordinate clause: "unless they pay, he said, …"."""
    doc, first = block.doc, block.doc[left[0]]
    if first.tag_ != "IN" or first.dep_ != "mark" or first.lower_ == "that":
        return False
    return not any(t.text == "," for t in doc[left[0] : left[1]]) and first.head.i <= left[1]


def to_semicolon(block: Block, at: int, end: int) -> int:
    """The end of the sentence, or what stands before its next semicolon."""
    for i in range(at, end + 1):
        if block.doc[i].text == ";" and block.quote_of[i] < 0:
            return i - 1
    return end


def following(block: Block, pieces: list[Range], verb: Token) -> list[Range]:
    """Quotations that go on right after the sentence: “A,” he said. “B.”"""
    inside, doc = block.quote_of, block.doc
    if not any(inside[i] >= 0 for a, b in pieces for i in range(a, b + 1)):
        return []
    found: list[Range] = []
    at = max(block.end_of(verb.i), pieces[-1][1]) + 1
    while at < len(doc) and (doc[at].is_space or inside[at] >= 0):
        if inside[at] >= 0:
            a, b = block.quotes[inside[at]]
            if a != at:
                at = b + 1
                continue
            stops = (".", "!", "?", "…", "...")
            if doc[b - 1].text == "," or (b + 1 < len(doc) and doc[b - 1].text not in stops and doc[b + 1].text not in stops):
                break
            found.append((a, b))
            at = b
        at += 1
    return found


def after_colon(block: Block, verb: Token) -> Content | None:
    """ "Gave another picture: …", "rejected this: …": what follows the colon of a sentence that announces it."""
    doc, inside = block.doc, block.quote_of
    end = block.end_of(verb.i)
    for i in range(verb.i + 1, min(end, verb.i + 30)):
        if inside[i] >= 0 or doc[i].text == ";":
            return None
        if doc[i].text == ":":
            last = to_semicolon(block, i + 1, end)
            if inside[last] >= 0:
                last = block.quotes[inside[last]][1]
            return Content([(i + 1, last)], "colon", None, group=(core(block, verb, None)[0], i))
    return None
