"""Labels: short noun phrases, or bare verb phrases, made from the words of a text."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from detente.codebook import table
from detente.reading.grammar import is_verb, subject
from detente.reading.lemmas import lemma
from detente.reading.wording import word_class

if TYPE_CHECKING:
    from spacy.tokens import Token

#: A label has at most this many words.
LONGEST = 10

_QUOTES = frozenset("\"'“”‘’«»„")
_STEPS = frozenset({"measure", "step"})
_LEFT = ("amod", "compound", "nummod", "nmod", "poss", "quantmod", "npadvmod", "advmod", "punct", "case")
_OPEN_VERBS = ("be", "have", "do")
_COPULAS = frozenset({"be", "remain", "become", "stay"})
#: Verbs for going on with the talks, where nothing else is said to go on ("agreed to carry on").
_GOING_ON = frozenset({"carry", "continue", "go", "press", "keep", "proceed", "persevere"})
#: Verbs that only lead over to what somebody moves to ("keep moving towards a truce", "start with the ports").
_MOVING = frozenset({"move", "work", "look", "advance", "start", "begin", "return", "come", "strive", "aim"})
_TOWARDS = ("towards", "toward", "with", "on", "for", "at")
_ABOUT = ("of", "on", "for", "about", "in", "over", "to", "towards", "regarding", "concerning", "with")
_DEFINITE = frozenset({"the", "these", "those", "both"})
#: Nouns that are followed by a clause saying what they are about, when it is no more than "that" or "to" away.
_TELLING = frozenset({"guarantee", "assurance", "pledge", "promise"})
#: Nouns for texts that two sign.
_SIGNED = frozenset({"agreement", "accord", "declaration", "treaty", "pact", "framework", "statement", "memorandum", "protocol", "deal"})
_PARTICLES = frozenset({"back", "down", "out", "off", "away", "up"})
#: Tags of words that have a capital at the start of a sentence only.
_COMMON = ("NN", "NNS", "JJ", "JJR", "VBG", "VBN", "RB", "RBR")
_BARS = frozenset({"—", "•", "|", "·", "//"})
#: How deep light words may be stacked, and how many words the noun for a deed gets at most.
_DEEPEST, _SHORT_LABEL = 5, 8


def one_head(first: Token, second: Token) -> bool:
    """Whether two joined nouns are modifiers of one ("visa and travel rules", where the parser has two things)."""
    bare = first.tag_ == "NN" and not any(c.dep_ in ("det", "poss", "prep") for c in first.children) and second.i <= first.i + 3
    return bare and second.tag_ == "NNS" and any(c.dep_ == "compound" and c.tag_ == "NN" for c in second.lefts)


def is_date(noun: Token) -> bool:
    """Whether a noun is a day, a month or the like, which a label leaves out."""
    return lemma(noun) in word_class("calendar") or noun.lower_ in word_class("calendar")


def _core(head: Token) -> list[Token]:
    """The head of a noun phrase with what stands before it."""
    found = [head]
    if head.dep_ == "conj" and one_head(head.head, head):
        found += [*_core(head.head), *(c for c in head.head.rights if c.dep_ == "cc")]
    definite = any((c.dep_ == "det" and c.lower_ in _DEFINITE) or c.dep_ == "poss" for c in head.lefts)
    for child in head.lefts:
        if definite and child.lower_ == "two":
            continue  # "the two presidents" are the presidents
        if child.dep_ in _LEFT and not (child.dep_ == "punct" and child.text not in ("-", "–", "/")):
            found += [t for t in child.subtree if t.i < head.i] if child.dep_ != "amod" or not is_verb(child) else [child]
    return found


def _after(head: Token, room: int, joined: bool = True) -> list[Token]:
    """Prepositional complements and participles after the head of a noun phrase, as many words as there is room for."""
    found: list[Token] = []
    if room <= 0:
        return found
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in ("in", "at") and lemma(head) in _SIGNED and any(_is_place(g) for g in child.children):
            continue  # where a text was signed is no part of its name
        if child.dep_ == "prep" and child.lower_ not in ("according", "including", "despite", "amid", "during"):
            inner = [g for g in child.children if g.dep_ in ("pobj", "pcomp") and not is_date(g) and not _asks(g)]
            words = [child]
            for noun in inner:
                words += _phrase(noun, room - len(found) - 1)
            if len(found) + len(words) > room or not inner:
                break
            found += words
        elif joined and child.dep_ in ("cc", "conj") and child.i <= head.i + 4 and child.tag_[:2] in ("CC", "NN") and len(found) < room - 2:
            if child.dep_ == "conj" and not any(t.dep_ == "cc" for t in found):
                break  # "the accord, Palace Hotel"
            found += [child] if child.dep_ == "cc" else _core(child)
        elif child.dep_ == "acl" and child.tag_ == "VBG" and child.i == head.i + 1 and room > 4:
            found += _verbal(child, room - 1)
            break
        elif child.dep_ in ("acl", "relcl", "xcomp") and child.tag_ == "VB" and room > 3 and not found:
            if not any(c.tag_ == "TO" for c in child.children):
                break
            words = [*(c for c in child.children if c.tag_ == "TO"), *_verbal(child, room - 2)]
            found += words if len(words) > 2 else []
            break
        elif child.dep_ == "det" and child.i == head.i + 1:
            found.append(child)  # "one another"
        elif child.dep_ not in ("punct", "case"):
            break
    return found if not found or found[-1].dep_ not in ("cc", "prep") else found[:-1]


def _asks(head: Token) -> bool:
    """Whether a complement is a clause that asks or refers ("on what he calls the causes")."""
    return is_verb(head) and any(t.tag_ in ("WP", "WRB", "WDT") for t in head.children)


def _is_place(noun: Token) -> bool:
    return noun.tag_.startswith("NNP") or lemma(noun) in ("capital", "city", "town", "hotel", "palace")


def _phrase(token: Token, room: int, joined: bool = True) -> list[Token]:
    """The words of a noun or verb phrase that make a label."""
    if is_verb(token) and token.dep_ not in ("compound", "amod"):
        return _verbal(token, room)
    core = _core(token)
    return core + _after(token, room - len(core), joined)


def _verbal(verb: Token, room: int) -> list[Token]:
    found = [] if lemma(verb) in _OPEN_VERBS else [verb]
    if room <= 0:
        return found
    for child in verb.children:
        if (
            child.dep_ in ("neg", "prt")
            or (child.dep_ == "advmod" and child.lower_ in _PARTICLES)
            or (child.dep_ in ("acomp", "oprd") and room > 2 and child.tag_.startswith("JJ"))
        ):
            found.append(child)
        elif child.dep_ in ("dobj", "attr", "nsubjpass", "dative") and len(found) < room:
            found += _phrase(child, room - len(found))
        elif child.dep_ in ("xcomp", "ccomp") and not [c for c in verb.children if c.dep_ == "dobj"]:
            found += _verbal(child, room - len(found) - 1)
    found += _shared(verb, room - len(found))
    for child in verb.rights:
        if child.dep_ == "prep" and len(found) < room - 1:
            for noun in (g for g in child.children if g.dep_ in ("pobj", "pcomp") and not is_date(g)):
                words = [child, *_phrase(noun, room - len(found) - 1)]
                if len(found) + len(words) <= room:
                    found += words
    return found


def _shared(verb: Token, room: int) -> list[Token]:
    """The joined verb, with the object that both have ("suspend or remove the ban")."""
    if any(c.dep_ in ("dobj", "prep", "prt", "xcomp", "ccomp", "nsubjpass") for c in verb.children):
        return []
    joint = next((c for c in verb.rights if c.dep_ == "cc"), None)
    other = next((c for c in verb.rights if c.dep_ == "conj" and c.i <= verb.i + 3 and any(g.dep_ == "dobj" for g in c.children)), None)
    return [joint, *_verbal(other, room - 1)] if joint is not None and other is not None and room > 2 else []


def _after_dateline(ordered: list[Token]) -> list[Token]:
    """Words without those before the mark that closes a dateline or a clock ("LIMA — A further meeting")."""
    for at in range(min(len(ordered), 6) - 1, -1, -1):
        token = ordered[at]
        until = ordered[at + 1].i if at + 1 < len(ordered) else token.i + 2
        gap = token.doc[token.i + 1 : until]
        if token.text in _BARS or any(t.text in _BARS or (t.text in "-–" and t.whitespace_ and t.nbor(-1).whitespace_) for t in gap):
            return ordered[at + 1 :] or ordered
    return ordered[1:] if len(ordered) > 1 and ordered[0].text[:1].isdigit() and ":" in ordered[0].text else ordered


def _join(tokens: Iterable[Token], openers: bool = True) -> str:
    ordered = _after_dateline(sorted({t.i: t for t in tokens}.values(), key=lambda t: t.i))
    ordered = [t for t in ordered if t.text not in _QUOTES and not (t.dep_ == "punct" and t.text in ",;:()—")]
    while ordered and openers and _opens(ordered[0]):
        ordered.pop(0)
    while ordered and (ordered[-1].dep_ in ("cc", "prep", "det") or ordered[-1].tag_ in ("TO",)):
        ordered.pop()
    text = ""
    for at, token in enumerate(ordered[:LONGEST]):
        glue = token.text in ("'s", "’s", "'", "’", "%") or token.text in ("-", "–", "/") or text.endswith(("-", "–", "/"))
        word = token.lower_ if at == 0 and token.is_sent_start and token.tag_ in _COMMON and not token.text.isupper() else token.text
        text += word if glue or not text else " " + word
    return text.strip(" .,;:'\"“”’‘-–—")


def _opens(token: Token) -> bool:
    return token.lower_ in _listed("openers") or token.dep_ in ("cc", "case", "prep") or token.tag_ in ("PRP", "TO")


def noun_label(token: Token, joined: bool = True) -> str:
    """A noun phrase as a label: its head, what stands before it and its prepositional complements, no article.

    Nouns that are joined to it are left out where `joined` is false; so is whose thing it is, where enough words stay
    ("Iran's enrichment of uranium": enrichment of uranium).
    """
    words = _phrase(token, LONGEST - 1, joined)
    owner = next((c for c in token.children if c.dep_ == "poss" and c.tag_.startswith("NNP")), None)
    if owner is not None:
        rest = [t for t in words if t.i > owner.right_edge.i]
        if len([t for t in rest if t.tag_[:2] in ("NN", "JJ", "VB")]) > 1:
            words = rest
    return _join(words)


def topic_label(token: Token, joined: bool = True, depth: int = 0) -> str:
    """What something is about: of a light verb or noun ("the resumption of direct flights") the thing itself,
    of what somebody is to do the noun for it ("that Peru free the crew": release of the crew).
    """
    if depth >= _DEEPEST:
        return noun_label(token, joined)
    if is_verb(token):
        return _clause_topic(token, joined, depth)
    if lemma(token) in _TELLING and (clause := next((c for c in token.children if c.dep_ in ("acl", "ccomp") and is_verb(c)), None)):
        return _guaranteed(token, clause, depth)
    if lemma(token) in word_class("light") | _STEPS:
        inner = complement(token)
        if inner is not None:
            return topic_label(inner, joined, depth + 1)
    return noun_label(token, joined)


def _guaranteed(noun: Token, clause: Token, depth: int) -> str:
    """A guarantee with what it is for or against ("guarantees that the port will not be used": guarantees against use of port)."""
    doer = next((c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass") and c.tag_.startswith("NN")), None)
    if doer is not None and any(c.lower_ == "no" for c in doer.children):
        return f"{_join(_core(noun))} against {noun_label(doer)}"
    against = any(c.dep_ == "neg" for c in clause.children)
    topic = _clause_topic(clause, True, depth + 1, negated=True)
    return " ".join(f"{_join(_core(noun))} {'against' if against else 'on'} {topic}".split()[:LONGEST])


def matter_of(token: Token, depth: int = 0) -> Token:
    """The noun that a label is made of: behind light words ("the question of the islands": islands), else the token itself."""
    if depth < _DEEPEST and token.tag_.startswith("NN") and lemma(token) in word_class("light") | _STEPS:
        inner = complement(token)
        if inner is not None:
            return matter_of(inner, depth + 1)
    if depth < _DEEPEST and is_verb(token) and lemma(token) in word_class("light"):
        inner = next((c for c in token.children if c.dep_ in ("dobj", "nsubjpass", "attr") and c.tag_.startswith("NN")), None)
        if inner is not None:
            return matter_of(inner, depth + 1)
    return token


def complement(noun: Token) -> Token | None:
    """What a noun that says little by itself is followed by ("steps to ease the traffic", "the question of the islands")."""
    for child in noun.children:
        if child.dep_ in ("acl", "relcl", "xcomp") and child.tag_ == "VB" and any(c.tag_ == "TO" for c in child.children):
            return child
    following = noun.nbor(1) if noun.i + 1 < noun.sent.end else noun
    if following.tag_ == "TO" and following.head.tag_ == "VB" and following.head.dep_ in ("xcomp", "advcl"):
        return following.head  # "agreed on steps to ease the traffic": the parser hangs it on the verb
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in _ABOUT:
            inner = next((g for g in child.children if g.dep_ in ("pobj", "pcomp")), None)
            if inner is not None and not is_date(inner):
                return inner
    return None


def _clause_topic(verb: Token, joined: bool, depth: int, negated: bool = False) -> str:
    base = lemma(verb)
    doer = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.tag_.startswith("NN")), None)
    if doer is None and any(c.dep_ in ("nsubj", "nsubjpass") and c.tag_ in ("WDT", "WP") for c in verb.children):
        doer = verb.head if verb.dep_ == "relcl" else None  # "suggested groups that would meet"
    thing = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass", "attr") and c.tag_.startswith("NN")), None)
    if base in _COPULAS and (doer or thing) is not None:
        return topic_label(doer or thing or verb, joined, depth + 1)
    if base in word_class("light") and thing is not None:
        return topic_label(thing, joined, depth + 1)
    further = next((c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and is_verb(c)), None)
    if base in _listed("steering") and further is not None:
        return topic_label(further, joined, depth + 1)
    bare = thing is None and not any(c.dep_ in ("nsubj", "nsubjpass", "dobj", "xcomp", "ccomp") for c in verb.children)
    if bare and base in _GOING_ON | _MOVING:
        towards = next((g for c in verb.rights if c.lower_ in _TOWARDS for g in c.children if g.dep_ in ("pobj", "pcomp")), None)
        if towards is not None and not is_date(towards):
            return topic_label(towards, joined, depth + 1)
        if base in _GOING_ON and not any(c.dep_ == "prep" for c in verb.children):
            return "continuation of talks"
    particle = next((c for c in verb.children if c.i == verb.i + 1 and (c.dep_ == "prt" or c.lower_ in _PARTICLES)), None)
    deed = _deeds().get(f"{base} {particle.lower_}" if particle is not None else base)
    if deed and (negated or not any(c.dep_ == "neg" for c in verb.children)):
        whose = thing or (doer if doer is not None and doer.tag_ in ("NN", "NNS") else None)
        tail = _join(_adjuncts(verb, _SHORT_LABEL - 4), openers=False)
        whose = whose or (further if further is not None and further.tag_ == "VBG" else None)
        of = f"{deed} of {_join(_phrase(matter_of(whose), _SHORT_LABEL - 2, joined))}" if whose is not None else deed
        return f"{of} {tail}".strip() if len(of.split()) < 5 else of
    return verb_label(verb)


def _adjuncts(verb: Token, room: int) -> list[Token]:
    """What follows a verb with a preposition ("from the occupied areas"), the first one, without times."""
    for child in [*verb.rights, *(g for c in verb.rights if c.lower_ in _PARTICLES for g in c.rights)]:
        if child.dep_ == "prep" and child.lower_ in ("from", "in", "on", "to", "against", "for", "of", "by"):
            for noun in (g for g in child.children if g.dep_ == "pobj" and not is_date(g)):
                words = [child, *_phrase(noun, room - 1)]
                return words if len(words) <= room else []
    return []


@cache
def _deeds() -> dict[str, str]:
    found: dict[str, str] = table("en/deeds.toml")["deeds"]
    return found


def is_bare_verb(label: str, token: Token) -> bool:
    """Whether a label is a verb and nothing else ("travel", "attend"), which names no thing on a table."""
    return is_verb(token) and label in (token.text, token.lower_, lemma(token))


def verb_label(token: Token) -> str:
    """A bare verb phrase ("appoint a personal envoy" without its article), or the noun phrase where it is a noun.

    What is to be done comes after the verb, where the text is passive ("An envoy will be appointed": appoint envoy).
    """
    if not is_verb(token):
        return noun_label(token)
    words = [t for t in _phrase(token, LONGEST - 1) if t.dep_ != "det" or t.lower_ in ("no", "each", "another")]
    patient = next((c for c in token.children if c.dep_ == "nsubjpass"), None)
    if patient is None and any(c.dep_ == "auxpass" for c in token.children):
        patient = subject(token)
    patient = patient or _relative(token)
    named = [t for t in words if t.tag_.startswith("NN") or t.tag_ == "CD"]
    if patient is None and not named:
        doer = subject(token)
        patient = doer if doer is not None and doer.tag_ in ("NN", "NNS") and not _somebody(doer) else None
    if patient is None:
        verb, particles = _plain(token, [c for c in words if c.dep_ in ("prt", "advmod") and c.i == token.i + 1])
        text = _join(
            [t for t in words if t != token and not (not particles and t.i == token.i + 1 and t.lower_ in _PARTICLES)], openers=False
        )
        negation = "not " if text.lower().startswith("not ") else ""
        return " ".join(f"{negation}{verb} {text[len(negation) :]}".split())
    rest = [t for t in words if t.i > token.i]
    prefix = "not " if any(c.dep_ == "neg" for c in token.children) else ""
    stranded = [c for c in token.children if c.dep_ == "prep" and c.i > token.i and not any(True for _ in c.children)]
    particle = [c for c in rest if c.dep_ == "prt"] or stranded[:1]  # "will be looked into"
    verb, particles = _plain(token, particle)
    pieces = [
        verb,
        particles,
        noun_label(patient),
        _join([t for t in rest if t not in particle], openers=False),
    ]
    return prefix + " ".join(" ".join(p for p in pieces if p).split()[:LONGEST])


def _plain(verb: Token, particle: list[Token]) -> tuple[str, str]:
    """A verb in its dictionary form with its particle; one plain verb where there is one ("pull back": withdraw)."""
    said = " ".join(t.text for t in particle)
    plain: dict[str, str] = table("en/deeds.toml")["plain"]
    one = plain.get(f"{lemma(verb)} {said.lower()}")
    return (one, "") if one else (lemma(verb), said)


def _relative(verb: Token) -> Token | None:
    """What a relative clause is about, where its pronoun is the object ("talks, which Oslo was to launch")."""
    for over in (verb, verb.head):
        if over.dep_ == "relcl" and any(c.tag_ in ("WDT", "WP") and c.dep_ == "dobj" for v in (verb, over) for c in v.children):
            return over.head
    return None


def _somebody(noun: Token) -> bool:
    """Whether a noun means people or an institution, who do things, and not what is done."""
    return any(lemma(noun) in word_class(name) for name in ("sides", "institutions", "actors", "sources"))


@cache
def _listed(*groups: str) -> frozenset[str]:
    """The words of groups of the codebook's `labels.toml`."""
    return frozenset(word for group in groups for word in table("en/labels.toml")[group].split())


def plain_words(label: str) -> list[str]:
    """The words of a label that say which thing is meant, in small letters: without numbers and words like "new" or "joint"."""
    return [w for w in label.casefold().replace("-", " ").split() if w not in _listed("generic", "empty") and not w[0].isdigit()]


def phrase_words(token: Token) -> frozenset[str]:
    """Dictionary forms of the content words in a phrase: head, modifiers, and the nouns of its of-complements."""
    found = {lemma(token), token.lower_}
    if is_verb(token):
        found |= {lemma(c) for c in token.children if c.dep_ in ("dobj", "prt")}
    for child in token.children:
        if child.dep_ in ("amod", "compound", "nmod", "poss", "det", "nummod", "neg", "advmod"):
            found.add(lemma(child))
            found.add(child.lower_)
        elif child.dep_ == "prep" and child.lower_ in ("of", "on", "for", "to", "between", "in"):
            for noun in child.children:
                if noun.dep_ == "pobj":
                    found |= {lemma(noun), noun.lower_}
                    found |= {lemma(m) for m in noun.children if m.dep_ in ("amod", "compound")}
    return frozenset(found)
