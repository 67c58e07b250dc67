"""What the dependency parse says of a verb: its subject, voice, tense, negation and modality."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from detente.reading.lemmas import lemma

if TYPE_CHECKING:
    from detente.reading.tree import Token

Tense = Literal["past", "present", "future", "none"]

#: Words that negate the verb they belong to.
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "without"})
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
#: Arguments that deny their verb by a negative word of their own.
_DENYING = frozenset({*SUBJECTS, "dobj", "attr"})
#: Joined verbs that are gone through for an auxiliary (a text may join thousands).
_JOINED = 4
_CHAINED = ("conj", "xcomp", "advcl", "acl", "relcl")


def is_verb(token: Token) -> bool:
    """Whether a token is a verb or an auxiliary, by its tag."""
    tag = token.tag_
    return tag == "MD" or tag.startswith("VB")


def auxiliaries(verb: Token) -> list[Token]:
    """The auxiliaries of a verb, those of the verb it is joined to where it has none of its own."""
    own: list[Token] = []
    for _ in range(_JOINED):
        own = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
        if own or verb.dep_ != "conj" or not is_verb(verb.head) or verb.tag_ != verb.head.tag_:
            break
        verb = verb.head
    return own


def subject(verb: Token, reach: int = 4) -> Token | None:
    """The subject of a verb, looked for through the verbs that it depends on."""
    for _ in range(reach):
        own = [child for child in verb.children if child.dep_ in SUBJECTS and child.dep_ != "expl"]
        if not own:  # "Kuwait is set against it": the parser may hang the subject on the auxiliary
            helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
            own = [c for helper in helpers for c in helper.children if c.dep_ in SUBJECTS and c.dep_ != "expl"]
        if own:
            # "LIMA, May 2 — Envoys met": the parser may take the dateline for a subject too.
            return own[-1] if own[0].text.isupper() and own[-1].i < verb.i else own[0]
        if verb.dep_ in ("relcl", "acl") and verb.head.tag_[0] in "NP":
            return verb.head
        if verb.dep_ in _CHAINED and is_verb(verb.head):
            verb = verb.head
            continue
        return None
    return None


def is_passive(verb: Token) -> bool:
    """Whether a verb stands in the passive voice (also a bare participle after a noun: "talks held in Rome")."""
    for _ in range(_JOINED):
        if any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children):
            return True
        if verb.dep_ == "acl" and verb.tag_ == "VBN":
            return True
        if verb.dep_ != "conj" or verb.tag_ != "VBN" or not is_verb(verb.head):
            return False
        verb = verb.head
    return False


def is_negated(verb: Token, without: bool = True) -> bool:
    """Whether a verb is negated by a word of its own, or by a negative subject or object ("no round was held").

    A "without" after it denies the verb too, unless `without` is false ("wants talks without conditions").
    """
    for child in verb.children:
        dep, word = child.dep_, child.lower_
        if word == "without" and not without:
            continue
        if dep == "neg" or word in NEGATIONS:
            return True
        if dep in _DENYING and (
            word in ("nobody", "none", "nothing", "neither", "no-one")
            or any(g.lower_ in ("no", "neither") and not _at_least(g) for g in child.children if g.i < child.i)
        ):
            return True
    return verb.dep_ == "conj" and any(c.lower_ == "nor" for c in verb.head.children)


def _at_least(no: Token) -> bool:
    """Whether a "no" is part of "no fewer than", "no less than": that denies nothing."""
    return no.i + 1 < len(no.doc) and no.nbor(1).lower_ in ("fewer", "less", "later")


def modals(verb: Token) -> frozenset[str]:
    """The modal verbs over a verb, in dictionary form: "will", "would", "may", "might", "can", "could", "should", "must"."""
    return frozenset(lemma(a) for a in auxiliaries(verb) if a.tag_ == "MD")


def tense(verb: Token) -> Tense:
    """The tense of a verb phrase as far as its own forms tell; "future" for will, would, shall and "going to", "is to"."""
    helpers = auxiliaries(verb)
    if any(lemma(a) in ("will", "would", "shall") or a.lower_ in ("'ll", "’ll") for a in helpers):
        return "future"
    if verb.tag_ == "VB":
        head = verb.head
        if verb.dep_ in ("xcomp", "ccomp") and is_verb(head):
            if lemma(head) in ("be", "go", "plan", "expect", "agree", "set", "schedule", "intend", "aim"):
                return "future"
            return tense(head)
        return "present" if helpers else "none"
    if any(a.tag_ == "VBD" for a in helpers) or (not helpers and verb.tag_ == "VBD"):
        return "past"
    if any(lemma(a) == "have" for a in helpers):
        return "past"
    if verb.tag_ == "VBN":
        return "past" if not helpers else "present"
    return "present" if verb.tag_ in ("VBZ", "VBP") or helpers else "none"


def objects(verb: Token) -> list[Token]:
    """Direct objects and complements of a verb, the second of a coordination included."""
    own = [c for c in verb.children if c.dep_ in ("dobj", "attr", "oprd", "dative")]
    return own + [c for o in own for c in o.conjuncts if c.i > o.i]


def prepositional(head: Token, *prepositions: str) -> list[Token]:
    """The nouns that depend on a word through one of the prepositions."""
    found = []
    for child in head.children:
        if child.dep_ in ("prep", "agent", "dative") and child.lower_ in prepositions:
            found += [g for g in child.children if g.dep_ in ("pobj", "pcomp")]
    return found


def phrase(token: Token) -> tuple[Token, Token]:
    """First and last token of everything that depends on a token."""
    return token.left_edge, token.right_edge
