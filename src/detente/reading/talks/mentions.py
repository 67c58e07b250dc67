"""Where a text speaks of a meeting: by a noun, by a number alone ("the third"), by a verb ("met"), or by a pronoun."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from detente.reading.grammar import is_verb, subject
from detente.reading.lemmas import lemma, noun_lemma
from detente.reading.parse import Sentence
from detente.reading.talks.lexicon import Form, match, words
from detente.reading.talks.numbers import MONTHS, cardinal_of, count_of, ordinal_of, ordinals_of, repeats_of, times_of

if TYPE_CHECKING:
    from spacy.tokens import Token

Sort = Literal["noun", "number", "verb", "pronoun", "list"]
Reach = Literal["past", "future", "new", "none"]

_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "attr", "oprd", "dative", "csubj")

#: Predicates whose subject may be a pronoun for the meeting.
_PRONOUN_FORMS = frozenset({"occur", "run", "close", "open", "under_way", "cancel", "postpone", "conduct", "move", "plan"})


@dataclass(frozen=True)
class Predicate:
    """A verb that says something of a meeting, and how the meeting stands to it."""

    verb: Token
    form: Form

    #: "subject", "object", "attached" (a clause after the noun) or the preposition.
    role: str


@dataclass(frozen=True)
class Mention:
    """One place where a text speaks of a meeting, or of several by one noun."""

    sentence: Sentence
    token: Token
    sort: Sort
    ordinals: tuple[int, ...] = ()
    count: int | None = None
    reach: Reach = "none"
    predicates: tuple[Predicate, ...] = ()

    #: Nouns between the meeting and its predicate ("the date of the next round").
    path: tuple[Token, ...] = ()

    #: Verbs over the meeting that the lexicon does not know, and how the meeting stands to the lowest.
    over: Token | None = None
    role: str = ""

    #: Other nouns for the same meeting in the clause ("met for a third *round*").
    also: tuple[Token, ...] = ()

    @property
    def plural(self) -> bool:
        return self.token.tag_ in ("NNS", "NNPS") or self.token.lower_ == "those"

    def anchors(self) -> set[int]:
        """Indices of the tokens that dates and places of this meeting hang on."""
        return {self.token.i, *(p.verb.i for p in self.predicates), *(t.i for t in self.path), *(t.i for t in self.also)}


def is_meeting(token: Token) -> bool:
    """Whether a noun means a meeting by itself."""
    if token.tag_ not in ("NN", "NNS", "NNP", "NNPS"):
        return token.lower_ == "round" and token.i + 1 < len(token.doc) and cardinal_of(token.nbor().lower_) is not None  # "round three"
    base = noun_lemma(token.lower_)
    if base not in words("nouns", "meeting"):
        return False
    if base == "talk" and token.tag_ == "NN":
        return False
    return not (base == "discussion" and token.tag_ == "NN") and not _other(token)


def _other(token: Token) -> bool:
    """Whether words before the noun make it a meeting of another kind ("news conference", "phone talks", "cabinet meeting")."""
    before = {t.lower_ for t in token.lefts} | ({token.nbor(-1).lower_} if token.i > token.sent.start else set())
    if "committee" in before and ("joint" in before or any(t.lower_ in words("nouns", "joint") for t in token.subtree if t.i < token.i)):
        before -= {"committee"}
    if "party" in before and any(t.tag_ == "CD" for t in token.subtree if t.i < token.i):
        before -= {"party"}  # "a five-party meeting"
    return bool(before & words("nouns", "other"))


def _partial(token: Token) -> bool:
    """Whether a noun such as "cycle" or "leg" stands in the company that makes it a meeting."""
    if token.tag_ not in ("NN", "NNS") or token.lower_ not in words("nouns", "partial") or token.head.lower_ == "within":
        return False
    inner = [g for c in token.children if c.dep_ == "prep" and c.lower_ in ("of", "in") for g in c.children]
    company = any(is_meeting(g) or g.lower_ in words("nouns", "bargaining") for g in inner)
    company = company or any(is_meeting(c) for c in token.lefts if c.dep_ in ("compound", "nmod", "poss", "amod"))
    if token.lower_ in ("cycle", "leg", "edition", "trilateral", "bilateral", "encounter"):
        return company or any(ordinal_of(c.lower_) for c in token.lefts)
    return company and bool(ordinals_of(token) or any(c.tag_ == "CD" for c in token.lefts))


def _inner(token: Token) -> bool:
    """Whether a noun only says of what another one is a round ("a round of talks"), or forms part of a compound."""
    head = token.head
    if token.dep_ in ("compound", "nmod", "amod") and head.tag_.startswith("NN") and head.i != token.i:
        return True
    if token.dep_ == "pobj" and head.lower_ in ("of", "in") and head.head.tag_.startswith("NN"):
        over = head.head
        return over.i != token.i and (is_meeting(over) or _partial(over))
    return False


def reach_of(token: Token) -> Reach:
    """Whether words before the noun point back ("the previous round") or ahead ("the next round", "another round")."""
    lefts = list(token.lefts)
    found = {t.lower_ for t in lefts} | {c.lower_ for t in lefts for c in t.conjuncts}
    if token.i > token.sent.start:
        found.add(token.nbor(-1).lower_)
    if found & words("modifiers", "past"):
        return "past"
    if found & {"another", "new", "further", "fresh", "more", "additional"}:
        return "new"
    return "future" if found & words("modifiers", "future") else "none"


def _climb(token: Token) -> tuple[Token | None, str, tuple[Token, ...]]:
    """The verb over a meeting, how the meeting stands to it, and the nouns in between."""
    here = token
    path: list[Token] = []
    for _ in range(8):
        head = here.head
        if head.i == here.i:
            return (here, "self", tuple(path)) if is_verb(here) else (None, "", tuple(path))
        if is_verb(head):
            if here.dep_ in ("nsubj", "nsubjpass", "csubj"):
                return head, "subject", tuple(path)
            if here.dep_ in ("dobj", "attr", "oprd", "dative", "acomp"):
                return head, "object", tuple(path)
            if here.dep_ in ("prep", "agent"):
                return head, here.lower_, tuple(path)
            if here.dep_ in ("npadvmod", "ccomp", "dep", "conj", "appos", "parataxis", "advcl"):
                return head, "loose", tuple(path)
            return head, "loose", tuple(path)
        if here.dep_ in ("conj", "appos") and head.tag_[:1] in "NPDJ":
            here = head
            continue
        if head.tag_.startswith("NN") and here.dep_ in ("prep", "poss", "compound", "nmod", "amod"):
            path.append(head)
        here = head
    return None, "", tuple(path)


def _subordinate(verb: Token) -> bool:
    """Whether a clause says when or why ("since negotiations broke down"), or has both subject and object of its own."""
    own = any(c.dep_ == "nsubj" and c.tag_ not in ("WDT", "WP") for c in verb.children)
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
                    continue
                if inner.dep_ in ("acl", "relcl") and is_verb(inner) and inner.i > child.i and inner.tag_ in ("VBN", "VBD", "VBZ"):
                    yield inner
                    yield from (c for c in inner.children if c.dep_ == "xcomp" and is_verb(c))


def _after_comma(token: Token) -> Token | None:
    """The participle of "after the third round, held on 3 May, …", which the parser may hang on the main verb."""
    if token.i + 2 >= len(token.doc) or token.nbor().text != ",":
        return None
    verb = token.nbor(2)
    return verb if verb.tag_ == "VBN" and verb.dep_ == "advcl" and lemma(verb) in ("hold", "host", "conclude", "end") else None


_ROLES: dict[str, tuple[str, ...]] = {
    "conduct": ("object", "subject", "attached"),
    "occur": ("subject", "attached"),
    "run": ("subject", "attached", "in"),
    "under_way": ("subject", "attached", "in", "into"),
    "meet": ("self", "for", "in", "at"),
    "travel": ("for",),
}


def _fits(form: Form, role: str, verb: Token, token: Token) -> bool:
    allowed = _ROLES.get(form.sort)
    if allowed is not None:
        if role not in allowed or (form.sort == "occur" and len(form.words) == 1 and any(c.dep_ == "dobj" for c in verb.children)):
            return False
        if form.words == ("have",) and role != "object":
            return False
        passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children) or (verb.dep_ in ("acl", "relcl") and verb.tag_ == "VBN")
        if form.sort == "conduct" and role == "subject":
            return passive
        return True
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


def predicates_of(token: Token) -> tuple[tuple[Predicate, ...], tuple[Token, ...], Token | None, str]:
    """What is said of a meeting: the predicates known to the lexicon, the nouns on the way, the verb over it and the role."""
    verb, role, path = _climb(token)
    found: list[Predicate] = []
    if verb is not None:
        later = [c for c in verb.conjuncts if is_verb(c) and c.i > max(verb.i, token.i if role in _WHILE else 0)]
        for joined in (verb, *(c for c in later if _shares(c, role))):
            here = [Predicate(joined, form, role) for form in match(joined) if _fits(form, role, joined, token)][:1]
            near = [*joined.children, *(g for c in joined.children if c.dep_ == "acomp" for g in c.children)]
            for child in near if not here else ():  # "agreed to hold", "was expected to be put off", "began holding"
                if child.dep_ == "ccomp" and any(c.dep_ in ("nsubj", "nsubjpass") for c in child.children):
                    continue
                if child.dep_ in ("xcomp", "ccomp", "oprd") and is_verb(child) and role in ("subject", "object"):
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


def _pointing(word: Token) -> bool:
    """Whether an adjective tells which meeting of a row ("the third one", "a new one"), not of what kind ("a national one")."""
    return ordinal_of(word.lower_) is not None or word.lower_ in words("modifiers", "past") | words("modifiers", "future")


def _number_alone(token: Token) -> bool:
    """Whether a word such as "third", "another", "one" stands for a meeting that was named before."""
    if token.lower_ in ("another", "one"):
        if token.dep_ not in ("nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj"):
            return False
        if token.lower_ == "another":
            return token.dep_ in ("nsubj", "nsubjpass", "dobj") and not any(c.dep_ == "prep" for c in token.children)
        kinds = [c for c in token.lefts if c.dep_ in ("det", "amod")]
        told = [c for c in kinds if c.dep_ == "amod" and not _pointing(c)]
        return bool(kinds) and not told and not any(c.lower_ == "of" for c in token.children)
    if token.lower_ == "those":
        after = [g for c in token.children if c.lower_ in ("of", "on", "in") for g in c.children]
        return bool(after) and (token.dep_ in ("nsubj", "nsubjpass") or after[0].lower_ in MONTHS)
    if token.lower_ in ("last", "latest") and any(
        c.lower_ == "of" and c.nbor().lower_ in ("them", "which", "these") for c in token.children
    ):
        return True
    number = ordinal_of(token.lower_)
    if (
        number is None
        or token.text[0].isdigit()
        or token.dep_ not in ("nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj", "appos", "ROOT")
    ):
        return False
    if token.dep_ == "conj" and token.head.tag_.startswith("NN") and not is_meeting(token.head):
        return False
    return not any(c.lower_ in ("of", "quarter", "half") for c in token.children)


def _people_meet(verb: Token, form: Form) -> bool:
    """Whether a verb of meeting has people for subjects (not "the plan meets the demands")."""
    if form.words == ("resume",) and any(c.dep_ == "dobj" for c in verb.children):
        return False
    if form.words in (("face",), ("negotiate",), ("confer",)):
        return form.words == ("face",) and any(c.dep_ == "dobj" and c.tag_ == "NNP" for c in verb.children)
    if form.words == ("meet",):
        for child in verb.children:
            if child.dep_ == "dobj" and noun_lemma(child.lower_) in words("nouns", "met"):
                return False
    if any(c.dep_ in ("nsubj", "nsubjpass") and is_meeting(c) for c in verb.children):
        return False
    who = subject(verb)
    if who is not None and who.tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
        who = verb.head
    if who is None or (verb.dep_ == "acl" and who.i == verb.head.i):  # "plans to meet"
        return True
    if who.lower_ in ("it", "he", "she", "i"):
        return who.lower_ != "it" and any(c.dep_ == "dobj" or c.lower_ == "with" for c in verb.children)
    if {t.lower_ for t in who.lefts} & words("nouns", "low"):
        return False
    return who.tag_ not in ("NN", "NNS") or who.text[0].isupper() or noun_lemma(who.lower_) in words("nouns", "people")


def find_mentions(sentence: Sentence, spoken: bool) -> list[Mention]:
    """The meetings that a sentence speaks of, in order; `spoken` tells whether talks were named before it."""
    found: list[Mention] = []
    taken: set[int] = set()
    for token in sentence.span:
        if (is_meeting(token) or _partial(token)) and not _inner(token):
            found.append(_noun_mention(sentence, token, "noun"))
            taken |= found[-1].anchors()
        elif (spoken or found) and _number_alone(token):
            mention = _noun_mention(sentence, token, "number")
            if token.lower_ in ("last", "latest") and found and (count := found[-1].count):
                mention = replace(mention, ordinals=(count,))
            if mention.predicates or token.dep_ in ("pobj", "conj", "attr", "appos"):
                found.append(mention)
                taken |= mention.anchors()
    for token in sentence.span:
        if not is_verb(token) or token.i in taken:
            continue
        form = next((f for f in match(token, meet=True) if _people_meet(token, f)), None)
        if form is not None and not any(token.i in m.anchors() for m in found):
            number = times_of(token)
            predicate = Predicate(token, form, "self")
            mention = Mention(sentence, token, "verb", (number,) if number else (), repeats_of(token), predicates=(predicate,))
            found.append(_merge_with_noun(mention, found))
        elif (spoken or found) and sentence.field == "text":
            found += _by_pronoun(sentence, token)
    found.sort(key=lambda m: m.token.i)
    return [m for m in found if m.token.i >= 0]


def _merge_with_noun(mention: Mention, found: list[Mention]) -> Mention:
    """A verb of meeting with the noun for the meeting beside it ("met in Kabul for the sixth round"): one mention."""
    verb = mention.token
    for i, noun in enumerate(found):
        if noun.sort != "noun" or noun.predicates:
            continue
        counted = noun.over is not None and lemma(noun.over) in words("nouns", "counting") and noun.ordinals and not mention.ordinals
        counted = bool(counted and noun.over is not None and any(a.i == verb.i for a in noun.over.ancestors))
        if counted or (noun.over is not None and noun.over.i == verb.i):
            del found[i]
            return Mention(
                mention.sentence,
                verb,
                "verb",
                noun.ordinals or mention.ordinals,
                noun.count,
                noun.reach,
                mention.predicates,
                also=(noun.token,),
            )
    return mention


def _noun_mention(sentence: Sentence, token: Token, sort: Sort) -> Mention:
    predicates, path, over, role = predicates_of(token)
    if sort == "number":
        number = ordinal_of(token.lower_)
        reach: Reach = "new" if token.lower_ == "another" else reach_of(token)
        return Mention(sentence, token, sort, (number,) if number else ordinals_of(token), None, reach, predicates, path, over, role)
    reach = reach_of(token)
    count = count_of(token) if is_meeting(token) else None
    return Mention(sentence, token, sort, ordinals_of(token), count, reach, predicates, path, over, role)


def _by_pronoun(sentence: Sentence, verb: Token) -> list[Mention]:
    for form in match(verb):
        if form.sort not in _PRONOUN_FORMS or form.name in words("pronouns", "never"):
            continue
        for child in verb.children:
            passive = any(c.dep_ == "auxpass" for c in verb.children)
            role = "object" if child.dep_ == "dobj" else "subject"
            if child.lower_ == "that" and verb.dep_ in ("relcl", "acl"):
                continue
            if child.lower_ not in ("it", "this", "that") or child.dep_ not in ("nsubj", "nsubjpass", "dobj"):
                continue
            if form.sort in ("conduct", "plan", "move") and not (passive or (role == "object" and form.sort == "conduct")):
                continue
            if any(c.dep_ in ("ccomp", "csubj") and c.i > verb.i for c in verb.children):
                continue
            return [Mention(sentence, child, "pronoun", predicates=(Predicate(verb, form, role),))]
    return []


def names_lemma(token: Token, *bases: str) -> bool:
    """Whether a token's dictionary form is one of the words."""
    return lemma(token) in bases
