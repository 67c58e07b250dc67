"""What is said of a meeting: the verbs over and after a noun, and how it stands to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.reading.grammar import is_verb
from detente.reading.lemmas import lemma, noun_lemma
from detente.reading.talks.lexicon import Form, match
from detente.reading.talks.nouns import is_meeting
from detente.reading.talks.numbers import ordinal_of

if TYPE_CHECKING:
    from detente.reading.tree import Token


@dataclass(frozen=True)
class Predicate:
    """A verb that says something of a meeting, and how the meeting stands to it."""

    verb: Token
    form: Form

    #: "subject", "object", "attached" (a clause after the noun) or the preposition.
    role: str


def _climb(token: Token) -> tuple[Token | None, str, tuple[Token, ...]]:
    """The verb over a meeting, how the meeting stands to it, and the nouns in between."""
    here = token
    over: Token | None = None
    path: list[Token] = []
    for _ in range(8):
        head = here.head
        if head.i == here.i:
            return (here, "self", tuple(path)) if is_verb(here) else (None, "", tuple(path))
        if head.dep_ == "auxpass" and is_verb(head.head):
            head = head.head  # "the fifth round remains scheduled for May"
        if is_verb(head):
            if here.dep_ in ("nsubj", "nsubjpass", "csubj"):
                return head, "subject", tuple(path)
            if here.dep_ in ("dobj", "attr", "oprd", "dative", "acomp"):
                return head, "object", tuple(path)
            if here.dep_ in ("prep", "agent") or (here.dep_ == "prt" and here.i != token.i):
                return head, here.lower_, tuple(path)
            if here.dep_ in ("advmod", "acomp", "oprd") and over and over.dep_ in ("prep", "prt"):
                return head, over.lower_, tuple(path)  # "stayed away from the talks"
            if here.dep_ in ("npadvmod", "ccomp", "dep", "conj", "appos", "parataxis", "advcl"):
                return head, "loose", tuple(path)
            return head, "loose", tuple(path)
        if here.dep_ in ("conj", "appos") and head.tag_[:1] in "NPDJ":
            here = head
            continue
        if head.tag_.startswith("NN") and ordinal_of(head.lower_) is None and here.dep_ in ("prep", "poss", "compound", "nmod", "amod"):
            path.append(head)
        over, here = here, head
    return None, "", tuple(path)


def _subordinate(verb: Token) -> bool:
    """Whether a clause says when or why ("since negotiations broke down"), or has both subject and object of its own."""
    own = any(c.dep_ == "nsubj" and c.tag_ not in ("WDT", "WP") for c in verb.children)
    if any(c.dep_ == "nsubjpass" and c.tag_ not in ("WDT", "WP") for c in verb.children):
        return True  # "the start of the talks that a deal was expected": what is expected is not the talks
    if own and any(c.dep_ == "dobj" and c.tag_ not in ("WDT", "WP") for c in verb.children):
        return True
    return any(c.dep_ in ("mark", "prep") and c.i < verb.i and c.lower_ != "that" for c in verb.children)


def _attached(token: Token) -> Iterator[Token]:
    """Verbs in clauses that hang on the noun: "held in Rome", "that had begun", "expected to open", "to be held"."""
    for child in token.children:
        if child.dep_ in ("acl", "relcl", "advcl", "parataxis") and is_verb(child) and child.i > token.i and not _subordinate(child):
            yield child
            yield from (c for c in child.conjuncts if is_verb(c))
            yield from (c for c in child.children if c.dep_ in ("xcomp", "ccomp") and is_verb(c))
    if (loose := _after_comma(token)) is not None:
        yield loose
    for child in token.children:  # "round of talks held in Rome": the parser may hang the clause on the inner noun
        if child.dep_ == "prep":
            for inner in child.subtree:
                if inner.dep_ == "relcl":  # "talks on the quarrels that hamper them will be held": the main verb lost in the clause
                    yield from (c for c in inner.children if c.dep_ == "ccomp" and is_verb(c) and c.tag_ == "VBN")
                if child.lower_ not in ("of", "between", "with", "among"):
                    if _of_the_meeting(inner):
                        yield inner
                    continue
                if inner.dep_ in ("acl", "relcl") and is_verb(inner) and inner.i > child.i and inner.tag_ in ("VBN", "VBD", "VBZ"):
                    yield inner
                    yield from (c for c in inner.children if c.dep_ == "xcomp" and is_verb(c))


def _of_the_meeting(verb: Token) -> bool:
    """Whether a clause that the parser hangs on a name tells of a meeting ("the meeting on Chad, which took place in Rome on 7 May")."""
    if verb.dep_ != "relcl" or verb.head.tag_ not in ("NNP", "NNPS") or verb.tag_ not in ("VBN", "VBD", "VBZ"):
        return False
    return any(c.lower_ == "which" for c in verb.children) and any(f.sort in ("occur", "conduct", "open", "close") for f in match(verb))


def _after_comma(token: Token) -> Token | None:
    """The participle of "after the third round, held on 3 May, …", which the parser may hang on the main verb."""
    last = token.right_edge
    if last.i + 2 >= len(token.doc) or last.nbor().text != ",":
        last = token
    if last.i + 2 >= len(token.doc) or last.nbor().text != ",":
        return None
    verb = last.nbor(2)
    return verb if verb.tag_ == "VBN" and verb.dep_ == "advcl" and lemma(verb) in ("hold", "host", "conclude", "end") else None


_ROLES: dict[str, tuple[str, ...]] = {
    "conduct": ("object", "subject", "attached"),
    "occur": ("subject", "attached"),
    "run": ("subject", "attached", "in"),
    "under_way": ("subject", "attached", "in", "into"),
    "meet": ("self", "for", "in", "at"),
    "travel": ("for",),
}


_ONWARD = frozenset({"closer", "forward", "forwards", "nearer", "ahead", "on", "along", "us", "them", "beyond"})


#: Verbs that tell what a meeting led to: the meeting is their subject.
RESULTS = ("yield", "produce", "bring", "result", "lead_to", "see", "achieve", "deliver")


def _means_else(form: Form, role: str, verb: Token, token: Token, passive: bool) -> bool:
    """Whether the words of a form say something else here than what became of a meeting."""
    if form.words == ("see",) and any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children):
        return True  # "the round is seen as a first step"
    if form.words == ("carry", "out") and role != "object":
        return True  # "once all that was agreed has been carried out"
    if form.words == ("take", "up") and role != "object" and not any(c.dep_ == "auxpass" for c in verb.children):
        return True  # "the talks took up the matter of quotas"
    if form.words == ("call",) and not _summoned(verb, token):
        return True
    if form.words == ("move",) and any(c.lower_ in _ONWARD for c in verb.children):
        return True  # "the talks have moved us closer"
    if form.words == ("break", "off") and role not in ("subject", "attached") and token.tag_ != "NN":
        return True  # "broke off the talks": the whole of them
    if form.words == ("come",) and form.sort == "occur" and any(c.lower_ == "to" and c.dep_ == "prep" for c in verb.children):
        return True  # "the talks would come to a conclusion"
    if form.words == ("move",) and role == "subject" and not passive and not any(c.lower_ in ("to", "from") for c in verb.children):
        return True  # "the talks are moving in the right direction"
    series = token.tag_ != "NNS" or noun_lemma(token.lower_) in ("talk", "negotiation")
    if form.words == ("return", "to") and (role != "to" or not series):
        return True  # "the negotiation returns to the text of May"
    return form.words == ("mean", "for") and not passive  # "what the vote means for the talks"


def _fits(form: Form, role: str, verb: Token, token: Token) -> bool:
    """Whether a form may stand for what a verb says of a meeting that has some role to it."""
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children) or (verb.dep_ in ("acl", "relcl") and verb.tag_ == "VBN")
    if form.sort == "conduct" and form.words[1:] == ("through",):
        return role in ("object", "through")  # "went through a third round"
    if _means_else(form, role, verb, token, passive):
        return False
    allowed = _ROLES.get(form.sort)
    if allowed is not None:
        if form.words == ("carry", "on") and role == "object":
            return True
        if role not in allowed or (form.sort == "occur" and len(form.words) == 1 and any(c.dep_ == "dobj" for c in verb.children)):
            return False
        if form.words == ("have",) and role != "object":
            return False
        if form.sort == "conduct" and role == "subject":
            return passive
        return True
    if form.name in RESULTS and role not in ("subject", "attached"):
        return False  # "could lead to weekend sessions"
    if form.sort == "shun" and role == "subject" and not any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children):
        return False  # "the talks missed the deadline"
    if form.sort in ("postpone", "cancel") and role == "subject" and any(c.dep_ == "dobj" and not is_meeting(c) for c in verb.children):
        return False  # "it was suspending its attacks"
    if form.sort == "open" and role == "subject" and any(c.dep_ == "dobj" and not is_meeting(c) for c in verb.children):
        return form.words[0] in ("enter", "begin", "start")  # "the meeting opens a new process"
    if role in ("subject", "object", "attached"):
        return True
    if role in (
        "loose",
        "as",
        "after",
        "since",
        "before",
    ):  # "a day after the third round broke up": the parser makes the day the subject's clause
        bare = verb.i > token.i and not any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in verb.children)
        return bare and form.sort in ("open", "close", "cancel", "postpone", "occur")
    return role in form.words[1:] or (role == "for" and form.sort in ("plan", "propose"))


def _orphans(verb: Token) -> Iterator[Token]:
    """The main verb of "talks, meant for May in Rome, would not go ahead", where the parser gave its subject to the participle."""
    if verb.tag_ != "VBN" or any(c.dep_ in ("aux", "auxpass") for c in verb.children):
        return
    for other in (verb.head, *verb.head.children):
        helped = any(c.tag_ in _FINITE for c in other.children if c.dep_.startswith("aux"))
        main = is_verb(other) and other.i > verb.i and (helped or other.tag_ in _FINITE) and other.dep_ in _CLAUSAL
        if main and not any(c.dep_ in ("nsubj", "nsubjpass", "expl", "mark") for c in other.children):
            yield other


_FINITE = ("MD", "VBD", "VBZ", "VBP")
_CLAUSAL = ("ccomp", "ROOT", "conj", "parataxis", "relcl", "advcl")


def _opens(verb: Token) -> bool:
    """Whether a gerund of beginning was taken for the clause of a verb that has the meeting for its object."""
    return verb.tag_ == "VBG" and verb.dep_ in ("ccomp", "xcomp") and is_verb(verb.head) and lemma(verb.head) in _HOLDING


_HOLDING = ("hold", "host", "stage", "convene", "have", "attend", "schedule", "plan", "conduct")


def _summoned(verb: Token, token: Token) -> bool:
    """Whether a meeting is called ("will call a third round"), not given a name ("called it the third round")."""
    if any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children):
        return not any(c.dep_ in ("oprd", "attr", "dobj") for c in verb.children)
    named = [c for c in verb.children if c.dep_ in ("dobj", "oprd", "attr", "ccomp", "acomp", "nsubj") and c.i > verb.i]
    told = any(c.dep_ == "dobj" and c.tag_ in ("WDT", "WP") for c in verb.children)
    if (told or verb.dep_ == "relcl") and any(
        c.dep_ in ("oprd", "acomp", "attr", "ccomp", "advmod") and c.i > verb.i for c in verb.children
    ):
        return False  # "a session that the minister called productive"
    return len(named) == 1 and not any(t.lower_ in ("the", "this", "that") or t.dep_ == "poss" for t in token.lefts)


def predicates_of(token: Token) -> tuple[tuple[Predicate, ...], tuple[Token, ...], Token | None, str]:
    """What is said of a meeting: the predicates known to the lexicon, the nouns on the way, the verb over it and the role."""
    verb, role, path = _climb(token)
    found: list[Predicate] = []
    if verb is not None and role == "subject" and _opens(verb):  # "to hold the 12th round beginning 6 May"
        found += [Predicate(verb.head, form, "object") for form in match(verb.head) if _fits(form, "object", verb.head, token)][:1]
    if verb is not None:
        later = [c for c in verb.conjuncts if is_verb(c) and c.i > max(verb.i, token.i if role in _WHILE else 0)]
        for joined in (verb, *(c for c in later if _shares(c, role)), *(_orphans(verb) if role == "subject" else ())):
            here = [Predicate(joined, form, role) for form in match(joined) if _fits(form, role, joined, token)][:1]
            near = [*joined.children, *(g for c in joined.children if c.dep_ == "acomp" for g in c.children)]
            for child in near if not here else ():  # "agreed to hold", "was expected to be put off", "began holding"
                if child.dep_ == "ccomp" and any(c.dep_ in ("nsubj", "nsubjpass") for c in child.children):
                    continue
                if child.dep_ in ("xcomp", "ccomp", "oprd") and is_verb(child) and role in ("subject", "object"):
                    also = [c for c in child.conjuncts if role == "subject" and is_verb(c) and c.tag_ == "VBN" and _shares(c, role)]
                    here += [Predicate(c, f, "subject") for c in also for f in [*match(c)][:1] if f.sort in ("postpone", "cancel")]
                    here += [Predicate(child, form, "subject") for form in match(child) if _fits(form, "subject", child, token)][:1]
            found += here
    for clause in _attached(token):
        found += [Predicate(clause, form, "attached") for form in match(clause) if _fits(form, "attached", clause, token)][:1]
    return tuple(found), path, verb, role


#: Words that the parser takes for prepositions before a clause ("as a new round began").
_WHILE = ("as", "after", "since", "before")


def _shares(verb: Token, role: str) -> bool:
    """Whether the second verb of a pair has the subject of the first ("was arranged but did not take place")."""
    return role in ("subject", *_WHILE) and not any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in verb.children)
