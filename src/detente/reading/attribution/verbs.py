"""Attributions by a cue verb: said that, told …, called it …, "…", he added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from detente.reading.attribution import contents
from detente.reading.attribution.contents import Content
from detente.reading.attribution.inverted import after_colon, beside, core
from detente.reading.attribution.lexicon import Cue, verbs, words
from detente.reading.attribution.model import Block, Find, Range
from detente.reading.attribution.nounphrase import SOMEBODY, agent_of, noun_phrase, subject_of
from detente.reading.grammar import is_negated, is_passive
from detente.reading.lemmas import verb_lemma
from detente.reading.wordnet import noun_class

if TYPE_CHECKING:
    from detente.reading.tree import Token

#: Particles and prepositions that make another verb of a cue ("point out", "go on", "put it").
_SECOND = {"point": ("out",), "go": ("on",), "put": ("it",), "rule": ("out",), "call": ("on",), "spell": ("out",)}

#: Kinds whose negation takes the statement away: "did not say when", "would not name a day".
_SPOKEN = frozenset({"say", "write", "announce", "judge", "name", "blame", "ask", "promise", "show", "speak"})

_CITING = frozenset({"citing", "quoting"})

#: What joins an object to what is said of it.
_JOINS = frozenset({"as", "for", "of", "at", "to", "on", "down"})


def cue_of(token: Token) -> Cue | None:
    """The entry of a verb, the longer form ("point out") first; None where it is no cue."""
    base = verb_lemma(token.lower_)
    table = verbs()
    second = _SECOND.get(base)
    if second and token.i + 1 < len(token.doc) and token.nbor().lower_ in second:
        longer = table.get(f"{base} {token.nbor().lower_}")
        if longer:
            return longer
    return table.get(base)


#: Any verb between a closing mark and its subject speaks: “…,” fumed the minister.
_SPEAKING = Cue("speak", "manner", frozenset({"quote"}), None, None, "“Enough,” fumed the minister.")


def _by_position(block: Block, token: Token) -> Cue | None:
    """A verb of no list that stands between a closing quotation mark and its subject, or after both."""
    if token.tag_ not in ("VBD", "VBZ", "VBN") or token.i < 2 or not block.marks:
        return None
    after = _after_mark(block, token)
    if after is not None:
        return _SPEAKING if _after_quote(block, token, after[0]) else None
    subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
    if subject is None or any(c.dep_ in ("dobj", "attr", "acomp", "xcomp", "ccomp") and c.i > token.i for c in token.children):
        return None
    return _SPEAKING if _after_quote(block, token, subject) else None


def cue_range(verb: Token, *, upto: int | None = None) -> Range:
    """The verb with its auxiliaries, negation, adverbs just before it and particle after it."""
    first, last = verb.i, verb.i
    left = {c.i for c in verb.children if c.i < verb.i and c.dep_ in ("aux", "auxpass", "neg", "advmod")}
    doc = verb.doc
    while first - 1 in left and doc[first - 1].tag_ not in ("WRB", "WDT"):
        first -= 1
    while first < verb.i and doc[first].dep_ == "advmod" and doc[first].lower_ in ("so", "as", "then", "when", "how"):
        first += 1
    if last + 1 < len(doc) and (doc[last + 1].dep_ == "prt" or (doc[last + 1].head.i == verb.i and doc[last + 1].tag_ == "RP")):
        last += 1
    if upto is not None:
        last = max(last, upto)
    return first, _in_statement(verb, last)


def _in_statement(verb: Token, last: int) -> int:
    """The end of a cue with "in a statement" right after it, which names the way of saying."""
    doc = verb.doc
    if last + 3 >= len(doc) or doc[last + 1].lower_ != "in" or doc[last + 2].lower_ not in ("a", "an"):
        return last
    for i in range(last + 3, min(last + 6, len(doc))):
        if doc[i].lower_ in ("statement", "tweet", "communiqué", "communique"):
            return i
        if doc[i].tag_ not in ("JJ", "NN"):
            break
    return last


def source_of(block: Block, verb: Token) -> tuple[Token, Token] | None:
    """The word in the source's place and the noun it stands for; None where nobody is named."""
    quoting = _quoting(verb)
    if quoting is not None and not is_passive(quoting):
        item = next((c for c in quoting.children if c.dep_ == "dobj"), None)
        return (item, item) if item is not None else None
    after = _after_mark(block, verb)
    if (after is None and is_passive(verb)) or (
        after is None and verb.tag_ == "VBN" and verb.dep_ in ("advcl", "acl") and not any(c.dep_ == "aux" for c in verb.children)
    ):
        agent = agent_of(verb)
        if agent is None and verb.dep_ == "acl" and any(c.dep_ == "ccomp" for c in verb.children):
            return verb.head, verb.head  # "the Doman side confirmed by note that …"
        return (agent, agent) if agent is not None else None
    named = after or subject_of(verb)
    if named is not None and named[0].i < block.opening:
        named = _past_dateline(block, verb)
    if named is None or block.quote_of[named[0].i] >= 0 or _before_quotation(block, verb, named[0]):
        named = _between(block, verb) or named
    if named is not None and named[0].lower_ == "it" and verb.dep_ == "ccomp" and verb_lemma(verb.head.lower_) in ("make", "let"):
        named = subject_of(verb.head)  # "made it known that …"
    if named is not None and named[0].i == named[1].i and named[0].tag_ in ("WP", "WDT"):
        return None
    if named is not None and (named[0].dep_ == "expl" or named[0].lower_ in ("there", "what", "one", "nobody", "anyone")):
        return None
    return named


def _past_dateline(block: Block, verb: Token) -> tuple[Token, Token] | None:
    """The subject where the parser took the place of the dateline for it: what a comma sets off before the verb, else the first noun."""
    doc = block.doc
    for i in range(verb.i - 1, max(block.opening, verb.i - 12), -1):
        if doc[i].text == "," and doc[i + 1].tag_ in ("DT", "NNP", "PRP", "NN", "PRP$") and doc[verb.i - 1].tag_[:2] in ("NN", "PR"):
            return doc[verb.i - 1], doc[verb.i - 1]
        if doc[i].text == "," or doc[i].tag_ in contents.FINITE:
            break
    for token in block.doc[block.opening : verb.i]:
        if token.tag_ in contents.FINITE or token.tag_ == "IN":
            return None
        if token.tag_[:2] in ("NN", "PR") and token.dep_ not in ("npadvmod", "compound", "poss"):
            return token, token
    return None


def _before_quotation(block: Block, verb: Token, place: Token) -> bool:
    """Whether the one taken for the subject opens what is said, the speaker following its closing mark: They had “no idea”, he said."""
    doc, inside = block.doc, block.quote_of
    at = next((i for i in range(verb.i - 1, max(verb.i - 14, place.i), -1) if inside[i] >= 0), None)
    if at is None or place.i >= block.quotes[inside[at]][0] or place.i < block.start_of(verb.i):
        return False
    following = at + 1 + (doc[at + 1].text == ",")
    return following > at + (doc[at - 1].text != ",") and following < verb.i and doc[following].tag_ in ("DT", "NNP", "PRP", "NN", "JJ")


def _quoting(verb: Token) -> Token | None:
    """The verb over "quoted somebody as saying"."""
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as" and verb.head.head.tag_.startswith("VB"):
        over = verb.head.head
    elif verb.dep_ == "advcl" and verb.i > 1 and verb.doc[verb.i - 1].lower_ == "as":
        over = verb.head
    else:
        return None
    return over if verb_lemma(over.lower_) in ("quote", "cite") else None


def _between(block: Block, verb: Token) -> tuple[Token, Token] | None:
    """The name between a closing mark and its verb, where the parser took it into the quotation: “…,” Smith said."""
    doc, inside = verb.doc, block.quote_of
    for i in range(verb.i - 1, max(verb.i - 14, 0), -1):
        if inside[i] >= 0:
            names = [t for t in doc[i + 1 : verb.i] if t.tag_[:2] in ("NN", "PR")]
            return (names[-1], names[-1]) if names else None
        if doc[i].tag_ in contents.FINITE or doc[i].text in (".", ";", ":", "?", "!") or doc[i].is_space:
            return None
    return None


def _after_mark(block: Block, verb: Token) -> tuple[Token, Token] | None:
    """The subject after a verb that follows a closing mark: “Enough,” fumed the minister."""
    inside = block.quote_of
    if verb.i < 1 or inside[verb.i - 1] < 0 or verb.tag_ not in ("VBD", "VBZ", "VBN"):
        return None
    for child in verb.children:
        if child.i > verb.i and child.dep_ in ("nsubj", "dobj", "attr", "oprd", "npadvmod") and child.tag_[:2] in ("NN", "PR"):
            return child, child
    return None


def find_verbs(block: Block) -> Iterator[Find]:
    """Every attribution of a paragraph whose cue is a verb."""
    inside = block.quote_of
    for token in block.doc:
        if not token.tag_.startswith("VB") or inside[token.i] >= 0:
            continue
        cue = cue_of(token) or _by_position(block, token)
        if cue is None or (cue.lemma == "find" and token.i + 1 < len(block.doc) and token.nbor().lower_ == "out"):
            continue
        if cue.kind == "name" and token.dep_ == "xcomp" and verb_lemma(token.head.lower_) in words("own_mind"):
            continue  # "means to name an envoy": what somebody is going to do
        named = source_of(block, token)
        if named is not None and cue.kind == "ask" and named[0].dep_ == "pobj":
            continue
        if named is None or _mindless(cue, named[1]):
            continue
        content = _content(block, token, cue, named[0])
        if content is not None and not _unsaid(token, cue, content):
            found = make_find(block, token, cue, content, named)
            if found is not None:
                yield found


def _mindless(cue: Cue, noun: Token) -> bool:
    """Whether what stands in the source's place says and thinks nothing: talks, and for verbs of the mind a thing ("that means")."""
    if noun.tag_.startswith("N") and noun.lower_ in words("nobody"):
        return True
    if noun.tag_ in ("NN", "NNS") and noun_class(noun) == "n28":
        return True  # "how the year began: …"
    if cue.kind not in ("think", "hope", "doubt"):
        return False
    thing = cue.lemma == "mean" and noun.tag_ in ("NN", "NNS", "NNP") and noun_class(noun) not in SOMEBODY
    return thing or noun.tag_ in ("WDT", "EX", "VBG") or noun.lower_ in ("it", "that", "this", "which", "what")


def _content(block: Block, verb: Token, cue: Cue, place: Token) -> Content | None:
    """What a cue verb attributes, by the first way that fits; None where it attributes nothing."""
    takes = cue.takes
    found = None
    if "quote" in takes and _after_quote(block, verb, place):
        found = beside(block, verb, place, cue)
    if found is None and takes & {"clause", "question"}:
        found = contents.clause(block, verb, cue)
        if found is not None:
            found = _interrupted(block, verb, place, found)
    quoting = _quoting(verb) if found is None else None
    if quoting is not None and block.quote_of[quoting.i] < 0:
        # "…, the agency quoted him as saying": what is said stands beside the clause of quoting.
        holder = next((c for c in quoting.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        found = beside(block, quoting, holder, cue)
    if found is None:
        found = contents.quoting_object(block, verb, cue)
    if found is None and takes & {"quote", "inverted"}:
        found = beside(block, verb, place, cue)
        if found is not None and not takes & {"inverted", "clause"} and not _in_quotes(block, found):
            found = None
    if found is None and "infinitive" in takes:
        found = contents.infinitive(verb)
    if found is None and "small" in takes:
        found = contents.small(verb)
    if found is None and takes & _JOINS:
        found = contents.joined(verb, takes & _JOINS)
    if found is None and "rest" in takes:
        found = contents.rest(block, verb)
    if found is None and "gerund" in takes:
        found = contents.gerund(verb)
    if found is None and any(t.startswith("prep:") for t in takes):
        found = contents.prepositional(verb, cue)
    if found is None and "object" in takes:
        found = contents.plain_object(verb)
    if found is None and "colon" in takes:
        found = after_colon(block, verb)
    if found is not None:
        found.pieces = contents.over_quotes(block, found.pieces, verb)
    return found


def _after_quote(block: Block, verb: Token, place: Token) -> bool:
    """Whether the attributing clause follows a closing quotation mark at once."""
    first = core(block, verb, place)[0]
    if first < 1 or block.quote_of[first - 1] < 0:
        return False
    a, b = block.quotes[block.quote_of[first - 1]]
    return b == first - 1 and b - a > 2 and a <= block.start_of(verb.i) and block.doc[b - 1].text in (",", "?", "!", ".", "…", "—")


def _in_quotes(block: Block, content: Content) -> bool:
    """Whether the content begins and ends in quotation marks."""
    return block.quote_of[content.pieces[0][0]] >= 0 and block.quote_of[content.pieces[-1][1]] >= 0


def _interrupted(block: Block, verb: Token, place: Token, found: Content) -> Content:
    """A clause to the right with its beginning to the left: "If it rains, he added, the talks may move"."""
    doc = verb.doc
    group = core(block, verb, place)
    start = block.start_of(verb.i)
    if not (group[0] - 2 > start and doc[group[0] - 1].text == "," and group[1] + 1 < len(doc) and doc[group[1] + 1].text == ","):
        return found
    first = found.pieces[0][0]
    if found.body is not None and found.body.left_edge.i < group[0] and block.quote_of[first] < 0:
        return Content([(start, group[0] - 2), *found.pieces], "inverted", found.body, group=group)
    if contents.has_finite(doc, start, group[0] - 2) or (block.quote_of[first] < 0 and group[0] - start > 4):
        return Content([(start, group[0] - 2), *found.pieces], "inverted", found.body, group=group)
    return found


def _unsaid(verb: Token, cue: Cue, content: Content) -> bool:
    """Whether nothing is said: only a thing is spoken of, or the verb says so ("did not say when", "declined to name")."""
    doc = verb.doc
    if _weak(verb, cue, content):
        return True
    if any(t.lower_ == "neither" for t in doc[max(0, verb.i - 5) : verb.i]) and any(
        t.lower_ == "nor" for t in doc[max(0, verb.i - 2) : verb.i + 3]
    ):
        return True
    if verb.dep_ == "xcomp" and verb_lemma(verb.head.lower_) in words("refusals"):
        return True
    if cue.kind not in _SPOKEN:
        return False
    negated = is_negated(verb) or (verb.dep_ == "pcomp" and verb.head.lower_ == "without")
    if content.way not in ("inverted", "quote") and negated:
        return True
    return content.way == "question" and verb.tag_ == "VB" and any(c.tag_ == "MD" for c in verb.children)


def _weak(verb: Token, cue: Cue, content: Content) -> bool:
    """Whether a verb of saying only has a thing beside it: "speaking of the harbour", "recalling a visit", "recognised Marin"."""
    body = content.body
    if cue.kind not in ("say", "speak", "think") or content.way not in ("object", "prep") or body is None:
        return False
    if content.way == "object" and body.tag_ == "NNP" and not any(t.text in '“”"' for t in body.subtree):
        return True
    if any(t.tag_ in contents.FINITE or t.text in '“”"' for a, b in content.pieces for t in verb.doc[a : b + 1]):
        return False
    return verb.tag_ == "VBG" and verb.dep_ in ("advcl", "acl") and sum(b - a + 1 for a, b in content.pieces) <= 3


def make_find(block: Block, verb: Token, cue: Cue, content: Content, named: tuple[Token, Token]) -> Find | None:
    """The find of a verb with its content and its source; None where nothing is left of the content."""
    place, speaker = named
    pronoun = place.i != speaker.i
    source: Range | None
    if pronoun or (speaker.i < verb.i and verb.dep_ == "acl"):
        source = (place.i, place.i) if pronoun else noun_phrase(place, before=verb.i, least=block.opening)
    elif place.i < verb.i:
        source = noun_phrase(place, before=verb.i, least=block.opening)
    else:
        source = noun_phrase(place, after=verb.i, least=block.opening)
    cue_tokens = cue_range(verb, upto=content.cue_end)
    pieces = contents.without(block.doc, content.pieces, [source, cue_tokens])
    if not pieces:
        return None
    if source is not None and any(source[0] <= b and a <= source[1] for a, b in pieces):
        source = (place.i, place.i)
    group = content.group or core(block, verb, place)
    if source is not None and source[1] < verb.i and block.quote_of[source[0]] >= 0:
        while source[0] < source[1] and block.quote_of[source[0]] >= 0:
            source = (source[0] + 1, source[1])
    found = Find(
        block, pieces, cue_tokens, cue.lemma, f"{cue.kind}-{content.way}",
        head=verb, source=source, speaker=speaker, body=content.body, group=group,
    )  # fmt: skip
    found.cited = cited_by((*verb.children, *speaker.children), 0)
    quoting = _quoting(verb)
    if quoting is not None:
        medium = (
            agent_of(quoting) or agent_of(verb) if is_passive(quoting) else next((c for c in quoting.children if c.dep_ == "nsubj"), None)
        )
        where = noun_phrase(medium, before=quoting.i if medium.i < quoting.i else None) if medium is not None else None
        found.via += [where] if where else []
    return found


def cited_by(words: Iterable[Token], after: int) -> Range | None:
    """Whom a medium cites: "reported, citing a source", "the agency, quoting officials, said", "the Courier, which cites an aide"."""
    for word in words:
        if word.lower_ not in _CITING and word.dep_ == "prep":
            word = next((c for c in word.children if c.lower_ in _CITING), word)
        if word.lower_ in _CITING or (word.dep_ == "relcl" and verb_lemma(word.lower_) in ("cite", "quote")):
            for noun in word.children:
                if noun.dep_ == "dobj" and noun.i > word.i >= after:
                    last = noun.right_edge.i
                    while last > noun.i and noun.doc[last].text in (",", "."):
                        last -= 1
                    return noun.left_edge.i, last
    return None
