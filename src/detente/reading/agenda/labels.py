"""Labels: short noun phrases, or bare verb phrases, made from the words of a text."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from detente.codebook import table
from detente.reading.agenda.phrases import LONGEST, PARTICLES, core, is_date, join, listed, phrase, verbal
from detente.reading.grammar import is_verb, subject
from detente.reading.lemmas import lemma
from detente.reading.wording import word_class

if TYPE_CHECKING:
    from detente.reading.tree import Token


_STEPS = frozenset({"measure", "step"})
_COPULAS = frozenset({"be", "remain", "become", "stay"})
#: Verbs for going on with the talks, where nothing else is said to go on ("agreed to carry on").
_GOING_ON = frozenset({"carry", "continue", "go", "press", "keep", "proceed", "persevere"})
#: Verbs that only lead over to what somebody moves to ("keep moving towards a truce", "start with the ports").
_MOVING = frozenset({"move", "work", "look", "advance", "start", "begin", "return", "come", "strive", "aim"})
#: Verbs for what is done with a thing at a table, which is itself the matter ("ready to discuss the tolls").
_TREATING = frozenset({"discuss", "negotiate", "debate", "address", "consider", "tackle", "examine", "raise"})
_WISHING = frozenset({"want", "like", "wish", "need", "see", "prefer", "have", "get"})
_TOWARDS = ("towards", "toward", "with", "on", "for", "at")
_ABOUT = ("of", "on", "for", "about", "in", "over", "to", "towards", "regarding", "concerning", "with")
#: Nouns that are followed by a clause saying what they are about, when it is no more than "that" or "to" away.
_TELLING = frozenset({"guarantee", "assurance", "pledge", "promise"})
#: How deep light words may be stacked, and how many words the noun for a deed gets at most.
_DEEPEST, _SHORT_LABEL = 5, 8


def noun_label(token: Token, joined: bool = True) -> str:
    """A noun phrase as a label: its head, what stands before it and its prepositional complements, no article.

    Nouns that are joined to it are left out where `joined` is false; so is whose thing it is, where enough words stay
    ("Iran's enrichment of uranium": enrichment of uranium).
    """
    if token.text in ("%", "percent") and (inner := complement(token)) is not None:
        return noun_label(inner, joined)
    words = phrase(token, LONGEST - 1, joined)
    owner = next((c for c in token.children if c.dep_ == "poss" and c.tag_.startswith("NNP")), None)
    if owner is not None:
        rest = [t for t in words if t.i > owner.right_edge.i]
        if len([t for t in rest if t.tag_[:2] in ("NN", "JJ", "VB")]) > 1:
            words = rest
    return join(words)


def topic_label(token: Token, joined: bool = True, depth: int = 0, negated: bool = False) -> str:
    """What something is about: of a light verb or noun ("the resumption of direct flights") the thing itself,
    of what somebody is to do the noun for it ("that Peru free the crew": release of the crew); where `negated` is true
    also of what he is not to do ("will not free the crew").
    """
    if depth >= _DEEPEST:
        return noun_label(token, joined)
    if is_verb(token):
        return _clause_topic(token, joined, depth, negated)
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
        return f"{join(core(noun))} against {noun_label(doer)}"
    against = any(c.dep_ == "neg" for c in clause.children)
    topic = _clause_topic(clause, True, depth + 1, negated=True)
    return " ".join(f"{join(core(noun))} {'against' if against else 'on'} {topic}".split()[:LONGEST])


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
            if inner is not None and not is_date(inner) and inner.lower_ != "principle":
                return inner
    return None


def _clause_topic(verb: Token, joined: bool, depth: int, negated: bool = False) -> str:
    base = lemma(verb)
    doer = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.tag_.startswith("NN")), None)
    if doer is None and any(c.dep_ in ("nsubj", "nsubjpass") and c.tag_ in ("WDT", "WP") for c in verb.children):
        doer = verb.head if verb.dep_ == "relcl" else None  # "suggested groups that would meet"
    thing = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass", "attr") and c.tag_.startswith(("NN", "CD", "$"))), None)
    if thing is None and _is_wish(verb):
        doer, thing = None, verb.head if verb.dep_ == "acl" else doer  # "wants the gate closed"
    if base == "take" and thing is not None and thing.lower_ == "place":
        return topic_label(doer, joined, depth + 1) if doer is not None else "date"
    if doer is not None and _comes_into_force(verb):
        return f"entry into force of {noun_label(doer, joined)}"
    if base in _TREATING and thing is not None:
        return topic_label(thing, joined, depth + 1)
    if base in _COPULAS and (doer or thing) is not None:
        return topic_label(doer or thing or verb, joined, depth + 1)
    paper = thing is not None and base in listed("writing") and lemma(thing) in word_class("agreement") | word_class("papers") | {"road"}
    if thing is not None and (paper or base in word_class("light")):
        return topic_label(thing, joined, depth + 1)
    further = next((c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and is_verb(c)), None)
    if base in listed("steering") and further is not None:
        return topic_label(further, joined, depth + 1)
    bare = thing is None and not any(c.dep_ in ("nsubj", "nsubjpass", "dobj", "xcomp", "ccomp") for c in verb.children)
    if bare and base in _GOING_ON | _MOVING:
        towards = next((g for c in verb.rights if c.lower_ in _TOWARDS for g in c.children if g.dep_ in ("pobj", "pcomp")), None)
        if towards is not None and not is_date(towards):
            topic = topic_label(towards, joined, depth + 1)
            return f"continuation of {noun_label(towards, joined)}" if base in _GOING_ON else topic
        if base in _GOING_ON and not any(c.dep_ == "prep" for c in verb.children):
            return "continuation of talks"
    particle = next((c for c in verb.children if c.i == verb.i + 1 and (c.dep_ == "prt" or c.lower_ in PARTICLES)), None)
    apart = next((c.lower_ for c in verb.rights if particle is None and c.lower_ in PARTICLES and f"{base} {c.lower_}" in _deeds()), "")
    deed = _deeds().get(f"{base} {particle.lower_ if particle is not None else apart}".strip())
    if base == "go" and _is_wish(verb):
        deed = "removal"  # "wants the tax gone"
    if deed and (negated or not any(c.dep_ == "neg" for c in verb.children)):
        whose = thing or (doer if doer is not None and doer.tag_ in ("NN", "NNS") else None)
        tail = join(_adjuncts(verb, _SHORT_LABEL - (1 if _is_wish(verb) else 4)), openers=False)
        whose = whose or (further if further is not None and further.tag_ == "VBG" else None)
        of = f"{deed} of {join(phrase(matter_of(whose), _SHORT_LABEL - 2, joined))}" if whose is not None else deed
        return f"{of} {tail}".strip() if len(of.split()) < 5 else of
    return verb_label(verb)


def _comes_into_force(verb: Token) -> bool:
    """Whether a clause says that something takes effect or comes into force."""
    if lemma(verb) not in ("take", "come", "enter", "go"):
        return False
    return any(t.lower_ in ("effect", "force") and t.dep_ in ("dobj", "pobj") for t in verb.doc[verb.i + 1 : verb.i + 4])


def _is_wish(verb: Token) -> bool:
    """Whether a participle says what somebody wants done to a thing ("wants the gate closed")."""
    bare = verb.tag_ in ("VBN", "VBD") and not any(c.dep_ in ("aux", "auxpass") for c in verb.children)
    return bare and (verb.dep_ == "acl" or (verb.dep_ in ("ccomp", "xcomp") and lemma(verb.head) in _WISHING))


def _adjuncts(verb: Token, room: int) -> list[Token]:
    """What follows a verb with a preposition ("from the occupied areas"), the first one, without times."""
    for child in [*verb.rights, *(g for c in verb.rights if c.lower_ in PARTICLES for g in c.rights)]:
        if child.dep_ == "prep" and child.lower_ in ("from", "in", "on", "to", "against", "for", "of", "by"):
            for noun in (g for g in child.children if g.dep_ == "pobj" and not is_date(g)):
                words = [child, *phrase(noun, room - 1)]
                return words if len(words) <= room else []
    return []


@cache
def _deeds() -> dict[str, str]:
    found: dict[str, str] = table("en/deeds.toml")["deeds"]
    return found


def is_bare_verb(label: str, token: Token) -> bool:
    """Whether a label is a verb and nothing else ("travel", "attend"), which names no thing on a table."""
    if token.tag_ == "VBG" and label in _deeds().values():
        return False  # "refuses monitoring"
    return is_verb(token) and label in (token.text, token.lower_, lemma(token))


def verb_label(token: Token) -> str:
    """A bare verb phrase ("appoint a personal envoy" without its article), or the noun phrase where it is a noun.

    What is to be done comes after the verb, where the text is passive ("An envoy will be appointed": appoint envoy).
    """
    if not is_verb(token):
        return noun_label(token)
    words = [t for t in phrase(token, LONGEST - 1) if t.dep_ != "det" or t.lower_ in ("no", "each", "another")]
    words = [t for t in words if not _refers(t)]
    words += _that_does(token, LONGEST - len(words))
    patient = next((c for c in token.children if c.dep_ == "nsubjpass"), None)
    if patient is None and any(c.dep_ == "auxpass" for c in token.children):
        patient = subject(token)
    patient = patient or _relative(token)
    named = [t for t in words if t.tag_.startswith("NN") or t.tag_ == "CD"]
    if patient is None and not named:
        doer = subject(token)
        patient = doer if doer is not None and doer.tag_ in ("NN", "NNS") and not _somebody(doer) else None
    if patient is None:
        beside = [c for c in words if c.i == token.i + 1 and (c.dep_ == "prt" or c.lower_ in PARTICLES)]
        beside = beside or [c for c in words if c.head == token and c.lower_ in PARTICLES and c.dep_ in ("prt", "advmod")]
        verb, particles = _plain(token, beside)
        text = join([t for t in words if t != token and t not in beside], openers=False)
        text = f"{text} " if text.lower() == "not" else text
        negation = "not " if text.lower().startswith("not ") else ""
        return " ".join(f"{negation}{verb} {particles} {text[len(negation) :]}".split())
    rest = [t for t in words if t.i > token.i]
    prefix = "not " if any(c.dep_ == "neg" for c in token.children) else ""
    stranded = [c for c in token.children if c.dep_ == "prep" and c.i > token.i and not any(True for _ in c.children)]
    particle = [c for c in rest if c.dep_ == "prt"] or stranded[:1]  # "will be looked into"
    verb, particles = _plain(token, particle)
    pieces = [
        verb,
        particles,
        noun_label(patient),
        join([t for t in rest if t not in particle], openers=False),
    ]
    return prefix + " ".join(" ".join(p for p in pieces if p).split()[:LONGEST])


def _that_does(verb: Token, room: int) -> list[Token]:
    """The relative clause that says which object is meant ("support no groups that attack the port")."""
    held = next((c for c in verb.children if c.dep_ == "dobj"), None)
    clause = next((c for c in held.children if c.dep_ == "relcl" and c.i <= held.i + 3), None) if held is not None else None
    who = next((c for c in clause.children if c.dep_ == "nsubj" and c.tag_ in ("WDT", "WP")), None) if clause is not None else None
    if who is None or clause is None or room < 4 or who.nbor(-1).text == ",":
        return []
    return [who, *verbal(clause, room - 1)]


def _plain(verb: Token, particle: list[Token]) -> tuple[str, str]:
    """A verb in its dictionary form with its particle; one plain verb where there is one ("pull back": withdraw)."""
    said = " ".join(t.text for t in particle)
    base = verb.lower_ if verb.tag_ == "VB" else lemma(verb)
    plain: dict[str, str] = table("en/deeds.toml")["plain"]
    held = next((lemma(c) for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), "")
    one = plain.get(f"{base} {said.lower()}") or plain.get(f"{base} {held}")
    return (one, "") if one else (base, said)


def _refers(word: Token) -> bool:
    """Whether a word is the pronoun of a relative clause that stands for its object."""
    return word.dep_ == "dobj" and (word.tag_ in ("WDT", "WP") or word.lower_ == "that")


def _relative(verb: Token) -> Token | None:
    """What a relative clause is about, where its pronoun is the object ("talks, which Oslo was to launch")."""
    for over in (verb, verb.head):
        if over.dep_ == "relcl" and any(_refers(c) for v in (verb, over) for c in v.children):
            return over.head
    return None


def _somebody(noun: Token) -> bool:
    """Whether a noun means people or an institution, who do things, and not what is done."""
    return any(lemma(noun) in word_class(name) for name in ("sides", "institutions", "actors", "sources"))


def plain_words(label: str) -> list[str]:
    """The words of a label that say which thing is meant, in small letters: without numbers and words like "new" or "joint"."""
    return [w for w in label.casefold().replace("-", " ").split() if w not in listed("generic", "empty") and not w[0].isdigit()]


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
