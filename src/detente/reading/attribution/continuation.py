"""Speech that goes on without a cue of its own: "…, she said; the date was open. It would be made public later." """

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from detente.reading.attribution.contents import FINITE, has_finite, trim_content
from detente.reading.attribution.lexicon import verbs, words
from detente.reading.attribution.model import Block, Find, Range
from detente.reading.grammar import auxiliaries, is_verb
from detente.reading.lemmas import lemma

if TYPE_CHECKING:
    from detente.reading.tree import Token

_STOPS = frozenset({".", "!", "?", "…", "..."})

#: Rules whose speech may go on: those that report, not those that characterise.
_REPORTS = ("say-", "write-", "announce-", "deny-", "promise-", "according-to", "colon", "hope-", "think-")


#: Rules after which a quotation may fill the next paragraph although no word of theirs was quoted.
_TOLD = ("say-clause", "write-clause", "announce-clause")


def continue_speech(blocks: list[Block]) -> None:
    """Add to the blocks' finds what plainly goes on with the speaker before it."""
    for block in blocks:
        _after_semicolons(block)
        _quoted_on(block)
        _free(block)
    for before, block in pairwise(blocks):
        if before.paragraph.field == block.paragraph.field and before.finds:
            _next_paragraph(before, block)


def _add(block: Block, piece: Range, leader: Find, rule: str) -> None:
    while leader.follows is not None and leader.source is None:
        leader = leader.follows
    block.finds.append(Find(block, [piece], None, leader.lemma, rule, follows=leader))
    block.finds.sort(key=lambda f: f.first)


def _claimed(block: Block, first: int, last: int) -> bool:
    """Whether a find stands in a stretch, or its clause does."""
    for find in block.finds:
        low, high = find.reach
        if find.group:
            low, high = min(low, find.group[0]), max(high, find.group[1])
        if low <= last and first <= high:
            return True
    return False


def _after_semicolons(block: Block) -> None:
    """ "A, he said; B": B is his too, unless it has a speaker of its own."""
    doc, inside = block.doc, block.quote_of
    for find in list(block.finds):
        if not find.rule.startswith(_REPORTS) or (find.lemma in ("report", "write") and find.rule.startswith("write")):
            continue
        end = block.end_of(find.first)
        high = max(find.reach[1], find.group[1] if find.group else 0)
        at = high + 1
        if at > end or doc[at].text != ";" or inside[at] >= 0:
            continue
        stop = next((i for i in range(at + 1, end + 1) if doc[i].text == ";" and inside[i] < 0), end + 1) - 1
        piece = trim_content(doc, at + 1, stop)
        if piece is None or not has_finite(doc, *piece) or _claimed(block, *piece):
            continue
        if doc[piece[0]].lower_ in ("most", "others", "some") or _contrasts(doc[piece[0]]):
            continue
        start = block.sentences[block.sentence_of[find.first]][0]
        if find.rule == "according-to" and any(doc[i].text == ";" and inside[i] < 0 for i in range(start, find.first)):
            continue  # one of a row: "A; B, according to the ministry; C"
        _add(block, piece, find, "semicolon")


def _contrasts(first: Token) -> bool:
    """Whether a part begins with another speaker who does something about what was said ("Smith left it at that", "Peru wants more")."""
    if first.tag_ != "NNP" or first.dep_ != "nsubj" or auxiliaries(first.head):
        return False
    base = lemma(first.head)
    minded = first.head.tag_ == "VBZ" and (base in verbs() or base in words("own_mind"))
    return minded or (first.head.tag_ == "VBD" and base != "be")


def _quoted_on(block: Block) -> None:
    """ "She said they were close. “We can do it.”": a quotation of whole sentences that nobody introduces is hers."""
    for a, b in block.quotes:
        number = block.sentence_of[a]
        if not number or a != block.sentences[number][0] or b - a < 4 or _claimed(block, a, b):
            continue
        after = block.doc[b + 1] if b + 1 < len(block.doc) else None
        closed = block.doc[b - 1].text in _STOPS or (after is not None and after.text in _STOPS)
        if not closed or (after is not None and block.sentence_of[after.i] == block.sentence_of[b] and after.is_alpha):
            continue
        leader = _leader(block, block.sentences[number - 1])
        if leader is not None and not leader.rule.startswith("according"):
            leader.pieces.append((a, b))


def _free(block: Block) -> None:
    """Sentences in shifted tense between or after attributed ones."""
    sentences = block.sentences
    for number in range(1, len(sentences)):
        first, last = sentences[number]
        piece = trim_content(block.doc, first, last)
        if piece is None or piece[1] - piece[0] < 3 or _claimed(block, first, last) or block.doc[last].text == "?":
            continue
        leader = _leader(block, sentences[number - 1])
        if leader is None:
            continue
        if _plans_on(block, (first, last), leader):
            _add(block, piece, leader, "planned")
            continue
        if not _past_cue(leader):
            continue
        root = next((t for t in block.doc[first : last + 1] if t.dep_ == "ROOT" and is_verb(t)), None)
        if root is None or any(block.quote_of[i] >= 0 for i in range(first, last + 1)):
            continue
        shifted = any(a.lower_ in ("would", "had", "could", "might") for a in auxiliaries(root))
        if _compares(root):
            continue
        would = any(a.lower_ == "would" for a in auxiliaries(root))
        if would or ((shifted or (root.tag_ == "VBD" and lemma(root) == "be")) and _goes_on(block, number, leader)):
            _add(block, piece, leader, "free")


def _plans_on(block: Block, sentence: Range, leader: Find) -> bool:
    """Whether a sentence without a speaker tells what is to come, which whoever spoke before it has told as well.

    "They will meet in Lima, he said. The bridge is to open in May": a duty or plan ("is to", "has to", "must", "should"), or
    what "it" and "they" will do; not where who leads a team is told, nor where nobody knows.
    """
    doc, inside = block.doc, block.quote_of
    root = next((t for t in doc[sentence[0] : sentence[1] + 1] if t.dep_ == "ROOT" and is_verb(t)), None)
    if root is None or any(inside[i] >= 0 for i in range(sentence[0], sentence[1] + 1)) or leader.source is None:
        return False
    subject = next((c for c in root.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or subject.i > root.i or subject.tag_ in ("WP", "WDT"):
        return False
    helpers = {a.lower_ for a in auxiliaries(root)}
    bound = lemma(root) in ("be", "have") and any(c.dep_ == "xcomp" and any(t.tag_ == "TO" for t in c.children) for c in root.children)
    if bound and root.tag_ in ("VBZ", "VBP"):
        return subject.tag_ not in ("NNP", "NNPS")
    if helpers & {"must", "should"}:
        return True
    mere = subject.tag_ == "PRP" and subject.lower_ in ("it", "they")
    return mere and ("will" in helpers or (root.tag_ == "VBG" and bool(helpers & {"is", "are"})))


def _compares(root: Token) -> bool:
    """Whether a sentence sets somebody or his text against the speaker before: "Marin was more cautious"."""
    said = next((c for c in root.children if c.dep_ == "acomp"), None)
    subject = next((c for c in root.children if c.dep_ == "nsubj"), None)
    if said is None or subject is None or subject.tag_ in ("PRP", "DT", "EX"):
        return False
    more = said.tag_ == "JJR" or any(c.lower_ in ("more", "less") for c in said.children)
    return more and (subject.tag_ in ("NNP", "NNPS") or subject.lower_ in words("holders") or subject.lower_ in words("papers"))


def _leader(block: Block, sentence: Range) -> Find | None:
    """The last find of a sentence, where it may go on."""
    inside = [f for f in block.finds if sentence[0] <= f.first <= sentence[1]]
    if not inside or not (inside[-1].rule.startswith(_REPORTS) or inside[-1].rule in ("free", "semicolon", "planned")):
        return None
    return inside[-1]


def _past_cue(find: Find) -> bool:
    while find.follows is not None and find.head is None:
        find = find.follows
    return find.head is not None and find.head.tag_ in ("VBD", "VBN")


def _goes_on(block: Block, number: int, leader: Find) -> bool:
    """Whether the next sentence, or the one after it, is attributed to somebody called by a pronoun: the same speaker."""
    for later in block.sentences[number + 1 : number + 3]:
        for find in block.finds:
            if later[0] <= find.first <= later[1] and find.source is not None and find.speaker is not None:
                return find.speaker.tag_ == "PRP"
    return False


def _next_paragraph(before: Block, block: Block) -> None:
    """A paragraph that is a quotation from end to end, after a quotation or reopening one, belongs to the same speaker."""
    if not block.quotes or block.quotes[0][0] > block.opening:
        return
    a, b = block.quotes[0]
    if _claimed(block, a, b) or (block.doc[a].text in "‘'" and b - a < 12):
        return
    leader = before.finds[-1]
    edge = before.finds[-1].reach[1]
    near = sum(t.is_alpha for t in before.doc[edge + 1 :]) <= 12
    reopened = bool(before.marks) and before.marks[-1].unclosed
    spoken = before.quote_of[leader.last] >= 0 or before.quote_of[leader.first] >= 0 or leader.rule in _TOLD
    rest = [t for t in block.doc[b + 1 :] if t.is_alpha]
    if not spoken or not (reopened or near) or rest or any(t.tag_ in FINITE for t in rest):
        return
    paragraph = block.paragraph
    target = leader
    while target.follows is not None and target.source is None:
        target = target.follows
    target.beyond.append((paragraph.offset(block.doc[a]), paragraph.end(block.doc[b])))
    block.finds.append(Find(block, [(a, b)], None, leader.lemma, "carried-on", follows=target))
