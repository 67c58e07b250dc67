"""Arguments of the word that carries a claim: its subject, object, complements, as the dependency parse has them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from detente.reading.agenda.clauses import (
    asked,
    asks_what,
    attribute,
    cleft,
    described,
    governed_on,
    only_before,
    others_to,
    retained,
    what_one_is,
    who_it_was,
    wished,
)
from detente.reading.agenda.moods import clause_of, denies_all, misread, negated, passive, predicate
from detente.reading.grammar import SUBJECTS, is_verb, modals, subject
from detente.reading.lemmas import lemma
from detente.reading.wording import word_class

if TYPE_CHECKING:
    from detente.reading.tree import Token

#: Verbs between a speaker or doer and what he does ("refused to sign"), seen through when a subject is looked for.
_COPULAS = frozenset({"be", "remain", "become", "stay", "seem", "appear", "look", "prove", "sound", "get", "feel", "stand"})

#: Verbs that say what somebody calls a thing.
_NAMING = frozenset(
    {"call", "describe", "find", "term", "label", "deem", "consider", "characterise", "characterize", "see", "regard", "praise", "hail"}
)

#: Verbs that move somebody to do something.
_MOVING = frozenset({"oblige", "bind", "require", "urge", "ask", "call", "press", "push", "order", "expect", "allow", "invite",
                     "commit", "instruct", "task", "mandate", "direct", "charge"})  # fmt: skip

#: Verbs whose clause a "before" turns into a condition.
_WANTING = frozenset({"want", "demand", "insist", "require", "expect"})


def _prepositions(head: Token, preposition: str) -> list[Token]:
    found = []
    for child in head.children:
        if child.dep_ in ("prep", "agent", "dative", "prt") and child.lower_ == preposition:
            inner = [g for g in child.children if g.dep_ in ("pobj", "pcomp")]
            if (not inner or inner[0].tag_ in ("WDT", "WP")) and head.dep_ == "relcl":
                inner = [what_one_is(head.head)]  # "the truce that Oslo asked for"
            found += [g for g in inner if preposition != "on" or not _is_beside(g)]
    return found


def _is_beside(noun: Token) -> bool:
    """Whether what follows "on" is when or where something was said ("agreed on Monday", "confirmed on X")."""
    if any(c.dep_ == "nummod" for c in noun.children) and not noun.tag_.startswith("NNP"):
        return False  # "insisted on ten years of grace"
    return lemma(noun) in word_class("calendar") or {noun.lower_, noun.left_edge.lower_} & word_class("platforms") != frozenset()


def _subject(token: Token) -> Token | None:
    verb = predicate(token)
    if not is_verb(verb):
        return None
    found = verb.head if misread(verb) else subject(verb)
    if found is None and verb.dep_ == "advcl" and is_verb(verb.head):
        found = subject(verb.head)
    if found is None and verb.dep_ == "pcomp" and verb.head.lower_ == "on" and is_verb(verb.head.head):
        found = subject(verb.head.head)  # "would go on honouring the treaty"
    if found is None and verb.dep_ == "xcomp" and verb.head.tag_.startswith("JJ"):
        found = subject(predicate(verb.head))  # "is willing to resume"
    if found is not None and found.tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
        return verb.head
    if found is not None and found.tag_ == "WDT" and verb.dep_ == "ccomp" and (doer := who_it_was(verb.head)) is not None:
        return doer
    if found is not None and found.tag_ == "VBN":
        # "The committee foreseen in March was set up": the parser takes the participle for the subject.
        found = next((c for c in found.children if c.dep_ == "nsubj" and c.tag_.startswith("NN")), found)
    return _hyphenated(found)


def _hyphenated(found: Token | None) -> Token | None:
    """The last part of a word with a hyphen that the parser took for several ("sub-committee")."""
    while found is not None and found.i + 2 < found.sent.end and found.nbor(1).text == "-" and not found.nbor(1).whitespace_:
        following = found.nbor(2)
        if following.dep_ != found.dep_ or following.head != found.head:
            break
        found = following
    return found


def _object(token: Token) -> Token | None:
    if not is_verb(token):
        return None
    if passive(token):
        named = any(c.dep_ == "nsubjpass" and c.tag_ not in ("WDT", "WP") for c in token.children)  # "the reasons the deal was not agreed"
        if token.dep_ in ("acl", "relcl") and token.head.tag_[0] in "NP" and not named:
            return token.head
        return _subject(token)
    own = [c for c in token.children if c.dep_ in ("dobj", "attr", "oprd") and c.tag_ not in ("WDT", "WP")]
    if own:
        return own[-1] if all(c.dep_ == "dobj" for c in own) else own[0]  # "handed the other side a draft"
    for child in token.children:
        if child.dep_ == "ccomp" and child.tag_.startswith("JJ"):  # "made the visas conditional"
            return next((c for c in child.children if c.dep_ == "nsubj"), None)
    return token.head if _relative_object(token) else None


def _relative_object(verb: Token) -> bool:
    """Whether a relative clause is about the object of its verb ("the ban that Oslo wants", "the ban Oslo wants lifted")."""
    if verb.dep_ != "relcl":
        return False
    pronouns = [c for c in verb.children if c.tag_ in ("WDT", "WP", "WRB")]
    if any(c.dep_ in SUBJECTS for c in pronouns):
        return False
    if any(g.tag_ in ("WDT", "WP") for c in verb.children if c.dep_ == "prep" for g in c.children):
        return False  # "the truce which Oslo called for"
    return bool(pronouns) or not any(c.dep_ in ("ccomp", "acomp") for c in verb.children)


def _complement(token: Token, *deps: str) -> Token | None:
    for child in token.children:
        if child.dep_ in deps and is_verb(child):
            return child
    return None


def _is_infinitive(verb: Token) -> bool:
    """Whether a verb stands with "to" ("to leave"), or refuses or ends what is done to it ("refuses to be bound", "to be done by June")."""
    words = {c.lower_ for c in verb.children if c.tag_ == "TO" or c.dep_ == "auxpass"}
    passive_too = lemma(verb.head) in ("refuse", "decline") or verb.lower_ in ("done", "finished")
    return "to" in words and (verb.tag_ == "VB" or (verb.tag_ == "VBN" and "be" in words and passive_too))


def _to(token: Token) -> Token | None:
    for child in token.children:
        if child.dep_ in ("xcomp", "ccomp", "acl", "relcl", "advcl") and _is_infinitive(child):
            return child
        if child.dep_ in ("acomp", "oprd"):
            inner = _to(child)
            if inner is not None:
                return inner
    if token.dep_ == "acomp" and lemma(token.head) == "be":  # "it is impossible to draw up a list"
        return next((c for c in token.head.children if c.dep_ == "xcomp" and _is_infinitive(c)), None)
    if lemma(token) in _MOVING:  # "obliges the rebels to hand over the crew": the parser hangs the infinitive on the rebels
        thing = next((c for c in token.children if c.dep_ == "dobj"), None)
        return _to(thing) if thing is not None else None
    return None


def _that(token: Token) -> Token | None:
    found = _complement(token, "ccomp", "acl")
    if found is not None and not any(c.tag_ == "TO" for c in found.children):
        return found
    return None


def _possessor(token: Token) -> Token | None:
    for child in token.children:
        if child.dep_ == "poss":
            return child
    return next(
        (c for c in token.children if c.dep_ in ("amod", "compound", "nmod") and c.tag_ in ("JJ", "NNP", "NNPS") and c.text[:1].isupper()),
        None,
    )


def _theme(token: Token) -> Token | None:
    """What a clause is about: its subject, or what follows an inverted copula ("at stake are the islands")."""
    verb = predicate(token)
    if is_verb(verb) and lemma(verb) in _NAMING and token.dep_ == "oprd":
        named = _called(token)
        return named if named is not None and named.tag_ not in ("WP", "WDT") else None
    found = _subject(token)
    if found is None or found == token:
        found = next((c for c in verb.children if c.dep_ in ("attr", "nsubj", "nsubjpass") and c.i > verb.i), None)
    return found if found != token else None


def _predicate_noun(token: Token) -> Token | None:
    """What a subject is said to be ("the aim is a treaty", "aim: a treaty")."""
    head = token.head
    if token.dep_ == "attr" and is_verb(head) and lemma(head) == "be" and (named := subject(head)) is not None:
        return named if named.tag_.startswith("NN") else None  # "a truce is our first demand"
    if token.dep_ in ("nsubj", "attr") and is_verb(head):
        wanted = ("attr", "nsubj", "acomp", "dobj") if lemma(head) == "include" else ("attr", "nsubj", "acomp")
        other = next((c for c in head.children if c.dep_ in wanted and c.i > head.i and c != token), None)
        if other is not None:
            return other
        return next((c for c in head.children if c.dep_ in ("xcomp", "ccomp") and c.i > head.i), None)
    return next((c for c in token.children if c.dep_ == "appos" and c.i > token.i), None)


def _barred_clause(token: Token) -> Token | None:
    """The clause over a conjunction, where it says what will not or would be: a condition, not a mere point of time."""
    main = _main_clause(token)
    if main is None or (token.dep_ == "prep" and not (only_before(token) or token.lower_ == "without")):
        return None
    if token.dep_ == "prep" and token.lower_ == "without":
        return main if denies_all(main) and modals(main) else None
    if negated(main) or modals(main) or {lemma(main), lemma(main.head)} & _WANTING:
        return main
    return None


def _listed(token: Token) -> Token | None:
    """The first item of a list that follows a colon in the sentence of a token."""
    for colon in token.sent:
        if colon.text == ":" and colon.i > token.i and colon.i + 1 < token.sent.end:
            return colon.doc[colon.i + 1]
    return None


def _main_clause(token: Token) -> Token | None:
    """The verb over the subordinate clause that a conjunction opens."""
    verb = token.head
    if token.dep_ in ("mark", "advmod") and is_verb(verb) and verb.dep_ in ("advcl", "ccomp", "acl"):
        over = clause_of(verb.head)
        return over if is_verb(over) and over != verb else None
    if token.dep_ == "prep":
        over = clause_of(verb) if token.lower_ == "without" else verb
        return over if is_verb(over) else None
    return None


def _clause_subject(token: Token) -> Token | None:
    verb = clause_of(token)
    if not is_verb(verb):
        return None
    found = subject(verb) or _subject(verb)
    return found if found != token else None


def _preposition_object(token: Token) -> Token | None:
    return next((c for c in token.children if c.dep_ in ("pobj", "pcomp")), None)


def _called(token: Token) -> Token | None:
    """What a word is said of by somebody who calls, finds or describes it so."""
    head = token
    for _ in range(4):
        if is_verb(head) and lemma(head) in _NAMING:
            found = _object(head)
            if found is None or found == token or token in found.subtree:
                found = next((c for c in head.children if c.dep_ in ("dobj", "nsubjpass") and c != token), None)
            if found is None:
                inner = next((c for c in head.children if c.dep_ == "ccomp"), None)
                found = subject(inner) if inner is not None else None
            return found
        if head.head == head:
            return None
        head = head.head
    return None


def _complement_of(token: Token) -> Token | None:
    """What a subject is said to be or do."""
    if token.dep_ not in SUBJECTS:
        return None
    return next((c for c in token.head.children if c.dep_ in ("acomp", "attr", "advmod") and c.i > token.head.i), token.head)


#: Words from a verb up to one under which an indirect question may hang, at most.
_HIGHEST = 5


def _question(token: Token) -> Token | None:
    """An indirect question that depends on a token or its clause."""
    heads = [token, predicate(token)]
    while heads[-1].dep_ in ("xcomp", "acomp") and len(heads) < _HIGHEST:  # "how many there are has yet to be decided"
        heads.append(heads[-1].head)
    for head in heads:
        for child in head.children:
            if child.dep_ in ("ccomp", "pcomp", "advcl", "csubj", "csubjpass", "acl", "xcomp") and child != token and asks_what(child):
                return child
    return _in_writing(token)


#: Papers in which something may be asked.
_WRITINGS = frozenset({"letter", "note", "message", "memo", "statement", "telegram", "cable", "email"})


def _in_writing(verb: Token) -> Token | None:
    """What is asked in a letter ("asked in a note who would pay"): the parser hangs the question on the letter."""
    papers = [g for c in verb.children if c.dep_ == "prep" for n in c.children for g in (n, *n.subtree) if g.dep_ == "pobj"]
    if not any(lemma(p) in _WRITINGS for p in papers):
        return None
    return next((c for p in papers for c in p.children if c.dep_ in ("relcl", "acl") and asks_what(c)), None)


def _complaint(token: Token) -> Token | None:
    """What a complaint is about: who or what does it, where that is a thing, else what it is done to."""
    clause = _that(token)
    doer = subject(clause) if clause is not None else None
    if clause is None or doer is None or not doer.tag_.startswith("NN") or doer.tag_.startswith("NNP"):
        return None
    people = any(lemma(doer) in word_class(name) for name in ("sides", "institutions", "actors", "sources"))
    return None if people else doer


#: Prepositions before what something is about.
_REGARDING = frozenset({"on", "about", "over", "regarding", "concerning"})

#: Words between a trigger and what its clause is about, at most.
_NEAR = 8


def _matter(token: Token) -> Token | None:
    """What the clause of a word is about, wherever the parser hangs it ("came to terms on the tolls")."""
    for word in token.doc[token.i + 1 : token.sent.end]:
        if word.dep_ == "prep" and word.lower_ in _REGARDING:
            found = next((c for c in word.children if c.dep_ in ("pobj", "pcomp")), None)
            if found is not None and not _is_beside(found):
                return found
        if word.i > token.i + _NEAR or word.text in (",", ";", ":", "—"):
            return None
    return None


_ROLES: dict[str, Callable[[Token], Token | None]] = {
    "theme": _theme,
    "object": _object,
    "that": _that,
    "to": _to,
    "possessor": _possessor,
    "clause": predicate,
    "predicate_noun": _predicate_noun,
    "main_clause": _main_clause,
    "clause_subject": _clause_subject,
    "pobj": _preposition_object,
    "called": _called,
    "governor": lambda token: token.head if token.head != token else None,
    "theme_self": _complement_of,
    "barred_clause": _barred_clause,
    "list": _listed,
    "complaint": _complaint,
    "whether": _question,
    "wished": wished,
    "cleft": cleft,
    "described": described,
    "governed_on": governed_on,
    "asked": asked,
    "others_to": others_to,
    "attribute": attribute,
    "retained": retained,
    "participle": lambda token: next((c for c in token.children if c.dep_ in ("acl", "relcl") and is_verb(c)), None),
    "how": lambda token: _complement(token, "ccomp", "pcomp"),
    "matter": _matter,
    "agent": lambda token: next(iter(_prepositions(token, "by")), None),
}


def argument(token: Token, role: str) -> Token | None:
    """The argument of a trigger in a role, or None.

    Roles are those of the table above; `self`, `subject` (who acts), `main_subject` (of the clause over a conjunction),
    `ing` (a gerund); any other word is a preposition, whose noun is meant
    (`to_prep` for "to", since `to` is the infinitive).
    """
    if role == "self":
        return token
    if token.dep_ == "prt" and is_verb(token.head):
        token = token.head
    if role == "subject":
        found = _subject(token)
        return None if found is not None and is_verb(token) and passive(token) and found == _object(token) else found
    if role == "main_subject":
        main = _main_clause(token)
        return subject(main) if main is not None else None
    if role == "ing":
        found = _complement(token, "xcomp", "pcomp")
        return found if found is not None and found.tag_ == "VBG" else None
    if role in _ROLES:
        return _ROLES[role](token)
    return _by_preposition(token, role.removesuffix("_prep"))


def _by_preposition(token: Token, word: str) -> Token | None:
    found = _prepositions(token, word)
    if not found and is_verb(token):
        for child in token.children:
            if child.dep_ in ("dobj", "attr", "acomp", "prt", "advmod", "oprd") and child.i > token.i:
                found = _prepositions(child, word)
                if found:
                    break
    if not found and not is_verb(token) and token.dep_ in ("acomp", "attr", "dobj", "oprd", "advmod"):
        found = _prepositions(token.head, word)
    return next(iter(found), None)
