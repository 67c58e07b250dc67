"""Whether those before a verb of meeting can be negotiators: people, parties, groups of both sides; not "fighting", not "parliament"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.codebook.parties import lookup
from detente.reading.grammar import subject
from detente.reading.lemmas import lemma, noun_lemma
from detente.reading.talks.lexicon import Form, words
from detente.reading.talks.nouns import is_meeting
from detente.reading.talks.numbers import DAYS, MONTHS
from detente.reading.wordnet import noun_class

if TYPE_CHECKING:
    from detente.reading.tree import Token


def _no_meeting(verb: Token, form: Form) -> bool:
    """Whether what stands beside a verb of meeting tells that nobody of the other side is met ("met demands", "every two months")."""
    if form.words == ("talk", "for") and not any(
        noun_lemma(g.lower_) in ("hour", "day", "minute") for c in verb.children if c.lower_ == "for" for g in c.children
    ):
        return True  # "have talked for years"
    if form.words == ("meet",):
        met = [g for c in verb.children for g in ((c,) if c.dep_ == "dobj" else c.children if c.lower_ == "with" else ())]
        if any(noun_lemma(g.lower_) in words("nouns", "met") for g in met):
            return True
    if any(g.lower_ == "every" for c in verb.children if c.dep_ in ("npadvmod", "dobj") for g in c.children):
        return True  # "agreed to meet every two months"
    if any(g.lower_ in ("anybody", "anyone") for c in verb.children if c.lower_ == "with" for g in c.children):
        return True  # "would sit down with anybody tomorrow"
    if form.words == ("meet",) and any(
        c.lower_ in ("among", "amongst") and any(g.lower_ == "themselves" for g in c.children) for c in verb.children
    ):
        return True
    return any(c.dep_ in ("nsubj", "nsubjpass") and is_meeting(c) for c in verb.children)


def people_meet(verb: Token, form: Form) -> bool:
    """Whether a verb of meeting has people for subjects (not "the plan meets the demands")."""
    if form.words == ("resume",) and any(c.dep_ == "dobj" for c in verb.children):
        return False
    if verb.dep_ == "pcomp" and form.words == ("meet",) and any(c.dep_ == "dobj" and c.lower_ in _THINGS for c in verb.children):
        return False  # "was serious about meeting them": the demands
    if form.words in (("face",), ("negotiate",), ("confer",)):
        contest = any(
            g.lower_ in ("round", "match", "game", "final", "runoff") for c in verb.children if c.dep_ == "prep" for g in c.children
        )
        return form.words == ("face",) and not contest and any(c.dep_ == "dobj" and c.tag_ == "NNP" for c in verb.children)
    if _no_meeting(verb, form):
        return False
    what = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if form.words[0] in ("convene", "reconvene", "gather", "assemble") and what is not None and what.tag_ in ("NN", "NNS"):
        return noun_lemma(what.lower_) in words("nouns", "people")  # not "to convene a special session of the assembly"
    if form.words == ("sit", "in") and not any(g.tag_ == "NNP" for c in verb.children if c.lower_ == "in" for g in c.children):
        return False
    if any(c.dep_ in ("xcomp", "advcl") and lemma(c) in ("prepare", "pave") for c in verb.children):
        return False  # "met to prepare the fifth round"
    who = subject(verb)
    if who is not None and who.tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
        who = verb.head
    if who is None or (verb.dep_ == "acl" and who.i == verb.head.i):  # "plans to meet"
        return True
    if form.words[0] == "sit" and verb.head.lower_ in ("table", "room"):
        return False  # "no longer have a table to sit at"
    if who.lower_ == "we" and form.words[0] == "sit" and not any(c.dep_ == "prep" for c in verb.children):
        return False  # "we came, we sat down, we waited"
    if who.lower_ in ("it", "he", "she", "i"):
        return who.lower_ != "it" and any(c.dep_ == "dobj" or c.lower_ == "with" for c in verb.children)
    who = _joined(who)
    if form.words[0] in ("convene", "reconvene", "gather", "assemble") and noun_lemma(who.lower_) in words("nouns", "crowds"):
        return False  # "the zones where the fighters are to assemble"
    before = {t.lower_ for t in who.lefts}
    if before & _ELSE or (before & words("nouns", "low") and not _of_both(who)):
        return False
    return _can_meet(who, form)


_THINGS = frozenset({"them", "it", "this", "these", "that", "those"})

#: "A different group, which resumes in May".
_ELSE = frozenset({"different", "separate"})

#: Tags of the words beside nouns that may stand for those who meet ("they", "both", "the two", "the French").
_STANDING = ("PRP", "CD", "DT", "PDT", "WP", "WDT", "JJ", "NNP", "NNPS")


def _can_meet(who: Token, form: Form) -> bool:
    """Whether a subject can be negotiators: people, names of parties, words that stand for them; not "fighting", not "parliament"."""
    base = noun_lemma(who.lower_)
    if who.lower_ in DAYS or who.lower_ in MONTHS:
        return False
    if base in words("nouns", "bodies") and not any(t.lower_ == "white" for t in who.lefts) and not who.conjuncts:
        return False
    if form.words == ("resume",) and who.tag_ == "NNP":
        return any(c.tag_ in ("NNP", "NNPS") for c in who.conjuncts)  # "Gazprom resumed on Monday"
    if who.tag_ == "NNS" and _persons(who):
        return True
    named = who.text[0].isupper() and (who.i != who.sent.start or who.text.isupper() or lookup(who.text) is not None)
    return who.tag_ in _STANDING or base in words("nouns", "people") or (named and who.tag_ in ("NN", "NNS"))


def _joined(who: Token) -> Token:
    """The noun of "the co-chairmen", which the tokenizer parts at the hyphen."""
    parted = who.i + 2 < len(who.doc) and who.nbor().text == "-" and not who.whitespace_ and who.nbor(2).tag_.startswith("NN")
    return who.nbor(2) if parted else who


def _of_both(who: Token) -> bool:
    """Whether a group is told to be of both sides ("the working groups of the two governments", "of Peru and Chile")."""
    joints = [t for t in who.subtree if t.lower_ == "and" and who.sent.start < t.i < who.i - 1]
    if any(lookup(t.nbor(-1).text) is not None and lookup(t.nbor(1).text) is not None for t in joints):
        return True  # "the Lao and Thai boundary commissioners"
    of = [g for c in who.children if c.dep_ == "prep" and c.lower_ in ("of", "from") for g in c.children]
    paired = any(t.lower_ in ("both", "two") for g in of for t in g.subtree)
    return paired or any(g.tag_ == "NNP" and any(c.tag_ == "NNP" for c in g.conjuncts) for g in of)


#: How those are called who do some work, where the table of classes lacks the word ("topographers", "geodesists").
_WORKING = ("ers", "ors", "ists", "ians")


def _persons(who: Token) -> bool:
    """Whether a plural is of people in an office or trade, pointed to as those of the talks, or told to be from both sides."""
    kind = noun_class(who)
    fits = kind == "n18" or (kind == "n?" and who.lower_.endswith(_WORKING))
    if not fits or noun_lemma(who.lower_) in words("nouns", "met"):
        return False
    alone = all(t.dep_ in ("det", "nummod") for t in who.lefts) and not any(c.dep_ == "prep" for c in who.children)
    return (alone and any(t.lower_ in ("the", "both", "these") for t in who.lefts)) or _of_both(who)
