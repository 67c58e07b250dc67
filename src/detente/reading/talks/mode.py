"""Whether what a verb says has happened, goes on, is to come, may come, or did not happen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from detente.model import Certainty
from detente.reading.grammar import auxiliaries, is_negated, is_verb
from detente.reading.lemmas import lemma, noun_lemma
from detente.reading.talks.lexicon import words

if TYPE_CHECKING:
    from detente.reading.tree import Token

Kind = Literal["real", "ongoing", "present", "planned", "hoped", "possible", "proposed", "irreal", "none"]

_ORDER: dict[Certainty, int] = {"certain": 0, "probable": 1, "possible": 2, "unknown": 3}
_CONDITIONAL = frozenset({"if", "unless", "whether", "lest", "once", "until", "till", "provided"})
_UNCERTAIN_ADVERBS: dict[str, Certainty] = {
    "probably": "probable", "likely": "probable", "tentatively": "probable", "provisionally": "probable", "reportedly": "probable",
    "apparently": "probable", "presumably": "probable", "possibly": "possible", "perhaps": "possible", "maybe": "possible",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mode:
    """How a verb is meant."""

    kind: Kind
    certainty: Certainty = "certain"
    negated: bool = False

    #: Negated by a will ("refused to meet", "has no plans to meet"), not by what happened to a plan ("will not meet").
    refused: bool = False

    #: The plan lies in the past ("was to be held", "had been due to"): it says nothing of what is planned now.
    bygone: bool = False


def surest(*values: Certainty) -> Certainty:
    """The least sure of several."""
    return max(values, key=_ORDER.__getitem__)


def _has(verb: Token, *lemmas: str) -> bool:
    return any(lemma(a) in lemmas for a in auxiliaries(verb))


def _adverbial(verb: Token) -> Certainty:
    for child in verb.children:
        if child.dep_ in ("advmod", "acomp") and child.lower_ in _UNCERTAIN_ADVERBS:
            return _UNCERTAIN_ADVERBS[child.lower_]
    return "certain"


def _governed(verb: Token, depth: int) -> Mode:
    """The mode of an infinitive: what the word over it makes of it."""
    head = verb.head
    if any(c.lower_ in ("where", "when", "how", "whether") and c.i < verb.i for c in verb.children):
        return Mode("irreal")  # "where to meet"
    if head.i == verb.i:  # "Envoys to meet in Rome", as headlines have it
        return Mode("planned")
    if head.tag_.startswith("VB") and verb.dep_ == "conj" and head.tag_ == "VB":
        return mode(head, depth + 1)
    base = lemma(head) if is_verb(head) else noun_lemma(head.lower_)
    over = mode(head, depth + 1) if is_verb(head) else Mode("real")
    negated = over.negated if is_verb(head) else any(c.lower_ == "no" for c in head.children)
    past = is_verb(head) and over.kind == "real" and base in ("be", "expect", "schedule", "plan", "set", "slate", "mean", "intend", "due")
    if base == "be" or (is_verb(head) and base in ("expect", "plan", "schedule", "slate", "set", "intend") and not _has(head, "be")):
        past = past and head.tag_ == "VBD" and not _has(head, "have")
    if base == "be":
        near = [c for c in head.children if c.dep_ in ("acomp", "attr", "prep") and c.i < verb.i]
        if near:
            return replace(_by_word(noun_lemma(near[-1].lower_), negated), bygone=head.tag_ == "VBD", negated=negated, refused=negated)
        return Mode("planned", negated=negated, bygone=head.tag_ == "VBD")
    if verb.dep_ in ("advcl",) and is_verb(head) and base not in words("governors", "planned") | words("governors", "proposed"):
        return Mode("none")
    if base == "have":  # "has yet to be held", "has to be held"; "had to be put off" happened
        late = any(t.lower_ == "yet" for t in head.doc[head.i : verb.i])
        if late and lemma(verb) in words("governors", "fixing"):
            return Mode("planned", negated=not negated, refused=True)  # "has yet to be scheduled"
        if any(t.lower_ in ("would", "'d") for t in head.children):
            return Mode("none", negated=negated)  # "talks would have to start where they stopped": what somebody asks for
        return over if over.kind == "real" and head.tag_ == "VBD" and not late else Mode("planned", negated=negated)
    if base in words("governors", "idle"):
        return Mode("none")
    if base == "ought":
        perfect = _has(verb, "have")
        return Mode("planned" if perfect else "proposed", negated=negated, bygone=perfect)
    found = _by_word(base, negated)
    if found.kind == "none" and base in words("governors", "actual"):
        return over
    if found.kind == "none" and not is_verb(head) and verb.dep_ in ("acl", "relcl", "xcomp", "advcl"):
        return Mode("planned", negated=negated, refused=negated) if verb.dep_ in ("acl", "relcl") else Mode("none")
    return replace(found, bygone=past or over.bygone, refused=found.negated and base not in words("governors", "failed") | {"go"})


def _by_word(base: str, negated: bool) -> Mode:
    if base in words("governors", "refused"):
        return Mode("planned", negated=not negated, refused=True)
    if base in words("governors", "failed"):
        return Mode("real", negated=not negated)
    if base in words("governors", "proposed") and base not in words("governors", "planned"):
        return Mode("proposed", negated=negated)
    if base in words("governors", "hoped"):
        return Mode("hoped", "possible" if base != "likely" else "probable", negated)
    if base in words("governors", "planned"):
        return Mode("planned", "probable" if base in words("governors", "probable") else "certain", negated)
    if base in words("governors", "proposed"):
        return Mode("proposed", negated=negated)
    return Mode("none", negated=negated)


def _modal(verb: Token, names: set[str], negated: bool) -> Mode | None:
    perfect = _has(verb, "have")
    if perfect and "should" in names:
        return Mode("planned", negated=negated, bygone=True)
    if names & {"would", "could", "might", "may", "must"} and perfect:
        return Mode("irreal", negated=negated)
    if names & {"will", "shall", "would"} or (negated and names & {"can", "could"}):  # "cannot take place" will not
        return Mode("planned", negated=negated)
    if names & {"may", "might", "could", "can"}:
        return Mode("possible", "possible", negated)
    if "should" in names and verb.dep_ == "ccomp" and lemma(verb.head) in words("governors", "fixing"):
        return Mode("planned", negated=negated)  # "agreed that it should take place in May"
    if names & {"must", "ought", "need", "should"}:
        return Mode("proposed", negated=negated)
    return None


def _own(verb: Token, depth: int) -> Mode:
    """The mode by the verb's own form, clauses above it left aside."""
    helpers = auxiliaries(verb)
    negated = _negative(verb) or _no_longer(verb)
    if _inverted(verb, helpers):
        return Mode("irreal", negated=negated)
    names = {lemma(a) for a in helpers if a.tag_ == "MD"}
    found = _modal(verb, names, negated)
    if found:
        return found
    if verb.tag_ == "VB" and not helpers and verb.dep_ == "conj" and verb.head.tag_ == "VBD":
        return Mode("real", negated=negated)  # "gathered on Monday and wound up …": the past that the tagger took for an infinitive
    if any(a.lower_ == "to" for a in helpers) or (verb.tag_ == "VB" and not helpers and verb.dep_ not in ("ROOT",)):
        over = _governed(verb, depth)
        return replace(over, negated=over.negated != negated)
    if verb.tag_ == "VB" and any(lemma(a) == "do" for a in helpers):
        past = any(a.lower_ == "did" for a in helpers)
        return Mode("real" if past else "present", negated=negated)
    if verb.tag_ == "VBG":
        return _gerund(verb, helpers, negated, depth)
    if verb.tag_ == "VBD" or _has(verb, "have"):
        wanted = _wished(verb, depth) if verb.dep_ == "ccomp" and not helpers else None  # "wants it cancelled", taken for a past tense
        return replace(wanted or Mode("real"), negated=negated)
    if verb.tag_ == "VBN":
        be = [a for a in helpers if lemma(a) in ("be", "get")]
        if not be:
            return replace(_wished(verb, depth) or Mode("real"), negated=negated)
        return Mode("ongoing" if len(be) > 1 else ("real" if any(a.lower_ in ("was", "were") for a in be) else "present"), negated=negated)
    bare = verb.tag_ == "VB" and not helpers and verb.head.i == verb.i and lemma(verb) != "go"
    if verb.tag_ in ("VBZ", "VBP") or (bare and any(c.dep_ == "nsubj" and c.i < verb.i for c in verb.children)):
        return Mode("present", negated=negated)  # "Peru and Chile return to talks": the tagger may take it for an infinitive
    return Mode("none", negated=negated)


def _wished(verb: Token, depth: int) -> Mode | None:
    """ "Would like to see the next meeting held in Tbilisi", "wants it moved": a participle under a wish."""
    head = verb.head
    if verb.dep_ == "acl" and head.dep_ == "dobj":
        head = head.head
    if not is_verb(head) or lemma(head) not in ("see", "want", "have", "get", "like", "prefer", "wish") or head.i > verb.i:
        return None
    over = _by_word(lemma(head), False) if lemma(head) in ("want", "like", "prefer", "wish") else mode(head, depth + 1)
    return over if over.kind in ("proposed", "hoped", "planned", "possible") else None


def _inverted(verb: Token, helpers: list[Token]) -> bool:
    """ "Had the talks taken place, …": an auxiliary before the subject, in no question."""
    first = next((a for a in helpers if a.lower_ in ("had", "should", "were")), None)
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    # "would have closed on Friday had it taken place": the parser makes the condition the root, and hangs the rest on it
    wished = any(c.dep_ == "ccomp" and _has(c, "would", "could", "might") for c in verb.children)
    return first is not None and any(first.i < who.left_edge.i for who in subjects) and (verb.dep_ != "ROOT" or wished)


def _negative(verb: Token) -> bool:
    """Whether the verb or its subject is negated; an object that is ("yielded no result") leaves the meeting as it is."""
    for child in verb.children:
        if child.dep_ == "neg" or (
            child.lower_ in ("never", "not", "n't", "n’t", "nor", "neither") and child.dep_ in ("neg", "advmod", "preconj", "cc")
        ):
            return True
        if child.dep_ in ("nsubj", "nsubjpass", "expl") and (
            child.lower_ in ("nobody", "none", "neither", "nothing") or any(g.lower_ in ("no", "neither") for g in child.lefts)
        ):
            return True
    return False


def _no_longer(verb: Token) -> bool:
    return any(c.lower_ == "longer" and any(g.lower_ == "no" for g in c.children) for c in verb.children)


def _gerund(verb: Token, helpers: list[Token], negated: bool, depth: int) -> Mode:
    if any(lemma(a) == "be" for a in helpers):
        present = any(a.lower_ in ("is", "are", "am", "'s", "'re", "’s", "’re") for a in helpers)
        return Mode("ongoing" if present else "real", negated=negated)
    head = verb.head
    if verb.dep_ == "pcomp":
        if noun_lemma(head.head.lower_) in words("nouns", "intent") and any(c.lower_ == "no" for c in head.head.lefts):
            return Mode("planned", negated=True, refused=True)  # "has no intention of holding another round"
        if head.lower_ == "on" and is_verb(head.head):
            return _by_word(lemma(head.head), is_negated(head.head))
        if head.lower_ in ("after", "following", "since", "upon", "by"):
            over = mode(head.head, depth + 1) if is_verb(head.head) else Mode("real")
            return Mode("real" if over.kind in ("real", "present", "none") else "none", negated=negated)
        if head.lower_ == "without":
            return Mode("real", negated=True)
        if head.lower_ in ("before", "until", "for", "of", "towards", "about"):
            return Mode("planned" if head.lower_ == "before" else "proposed", "certain", negated, bygone=_in_the_past(head))
        return Mode("none", negated=negated)
    if verb.dep_ == "csubj" and lemma(head) == "be" and _thought_of(head):
        return Mode("proposed", negated=negated)
    if verb.dep_ == "acl" and verb.i and verb.nbor(-1).text == "," and head.dep_ in ("nsubj", "nsubjpass") and is_verb(head.head):
        return mode(head.head, depth + 1)  # "the ministers, meeting in Rome, agreed"
    if is_verb(head) and head.i != verb.i:
        base = lemma(head)
        if verb.dep_ in ("xcomp", "ccomp"):
            found = _by_word(base, is_negated(head))
            if found.kind == "none" and base in words("governors", "actual") | words("governors", "done"):
                return mode(head, depth + 1)
            return found
        return mode(head, depth + 1)
    return Mode("ongoing" if head.i == verb.i else "none", negated=negated)


def _in_the_past(before: Token) -> bool:
    """ "A day before resuming the talks, the president met them": what came before is told as past."""
    over = next((a for a in before.ancestors if is_verb(a)), None)
    return before.lower_ == "before" and over is not None and over.tag_ == "VBD"


def _thought_of(verb: Token) -> bool:
    """ "Holding a second round was under discussion", "is possible", "is an option": no more than thought of."""
    under = [g for c in verb.children if c.dep_ == "prep" and c.lower_ in ("under", "on") for g in c.children]
    what = [c for c in verb.children if c.dep_ in ("acomp", "attr")]
    return any(t.lower_ in _THOUGHTS for t in (*under, *what))


_THOUGHTS = frozenset(
    {"discussion", "consideration", "review", "table", "cards", "possible", "conceivable", "option", "possibility", "idea"}
)


def _finite_present(verb: Token) -> bool:
    """Whether a clause is in the present tense ("after the talks are completed"); "are due to begin" is a plan by itself."""
    if lemma(verb) == "be":
        return False
    return verb.tag_ in ("VBZ", "VBP") or any(a.tag_ in ("VBZ", "VBP") and lemma(a) == "be" for a in auxiliaries(verb))


def _asked(verb: Token) -> bool:
    """Whether a clause begins with a word of asking ("when", "when or where")."""
    first = verb.left_edge
    if verb.dep_ == "conj" and verb.head.lower_ == "where" and any(c.lower_ == "when" and c.dep_ == "advmod" for c in verb.children):
        return True  # "where and when it will be held"
    return first.lower_ in ("when", "where", "how") and (
        first.dep_ == "advmod" or any(c.lower_ in ("when", "where") for c in first.conjuncts)
    )


def _bound(verb: Token) -> bool:
    """Whether a clause is one of condition, or of a time to come ("after the talks are completed", "once they meet")."""
    marks = [c for c in verb.children if c.lower_ in ("before", "after") and c.dep_ in ("mark", "prep") and c.i < verb.i]
    if any(not any(g.dep_ == "pobj" for g in c.children) for c in marks) and _finite_present(verb):
        return True
    if any(c.dep_ == "mark" and c.lower_ in _CONDITIONAL for c in verb.children):
        return True
    late = any(c.lower_ in ("once", "until", "if") and c.dep_ in ("advmod", "mark") and c.i < verb.i for c in verb.children)
    return late and verb.dep_ == "advcl"


def _embedded(verb: Token) -> tuple[Kind | None, Certainty, bool]:
    """What the clauses above a verb make of it: (kind it is forced to, certainty, denied)."""
    kind: Kind | None = None
    sure: Certainty = "certain"
    denied = False
    here = verb
    for _ in range(6):
        if _bound(here):
            return "irreal", sure, denied
        head = here.head
        if head.i == here.i:
            break
        if here.dep_ == "conj" and head.lower_ in ("where", "when") and _asked(here):
            return "irreal", sure, denied
        if here.dep_ in ("acl", "relcl", "ccomp") and noun_lemma(head.lower_) in words("governors", "rumours") and is_verb(head.head):
            head = head.head
            untrue = lemma(head) == "be" and any(c.dep_ == "acomp" and c.lower_ in words("governors", "untrue") for c in head.children)
            denied = denied or untrue or lemma(head) in words("governors", "denied")
        elif here.dep_ == "advcl" and lemma(head) in words("governors", "denied") and _that_clause(here):
            denied = not denied  # "denied press reports, carried by an agency, that it had offered talks"
        elif here.dep_ in ("csubj", "csubjpass", "pcomp") and _asked(here):
            return "irreal", sure, denied  # "where the next round will take place was not announced"
        elif here.dep_ in ("ccomp", "advcl") and _asked(here):
            does = any(c.dep_ == "aux" and c.lower_ in ("do", "does") for c in here.children)
            will = here.i < head.i and any(c.tag_ == "MD" and c.lower_ in ("will", "would") for c in here.children)
            if (
                here.dep_ == "ccomp" or here.tag_ in ("VBZ", "VBP") or does or will
            ):  # "could not say when they would meet", "when the talks resume"
                return "irreal", sure, denied
        elif here.dep_ == "ccomp" and is_verb(head):
            base = lemma(head)
            if base in words("governors", "denied"):
                denied = not denied
            elif base in ("hope", "wish"):
                kind, sure = "hoped", surest(sure, "possible")
            elif base in ("propose", "suggest", "demand", "urge", "insist", "request", "ask", "recommend"):
                kind = "proposed"
            elif base in ("rule", "exclude") and _negative(head):
                kind, sure = "possible", surest(sure, "possible")  # "does not rule out that a second round will be held"
            elif base == "be" and _negative(head) and any(c.lower_ in words("governors", "sure") for c in head.children):
                return "irreal", sure, denied  # "it is not certain that the third round has begun"
            elif base == "doubt" or (base in ("think", "believe", "expect", "suppose") and _negative(head)):
                return "irreal", sure, denied
            elif base in ("think", "believe", "expect", "reckon", "suppose", "assume"):
                sure = surest(sure, "probable")
        elif here.dep_ in ("relcl", "acl", "nsubj", "pobj"):
            break
        here = head
    return kind, sure, denied


def _that_clause(verb: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in verb.children)


def _subjunctive(verb: Token) -> bool:
    return any(a.lower_ == "be" and a.tag_ == "VB" for a in auxiliaries(verb))


def mode(verb: Token, depth: int = 0) -> Mode:
    """How a verb is meant: its own form, the words that govern it, and the clauses it stands in; worked out once a verb."""
    if depth:
        return _mode(verb, depth)
    known: dict[int, Mode] = verb.doc.user_data.setdefault("detente.modes", {})
    if verb.i not in known:
        known[verb.i] = _mode(verb, 0)
    return known[verb.i]


def _mode(verb: Token, depth: int) -> Mode:
    if depth > 8:
        return Mode("none")
    if any(c.dep_ == "nsubj" and c.lower_ == "nobody" for c in verb.children):
        # "Nobody expected quick decisions": what nobody does tells nothing of the meeting.
        return Mode("irreal")
    found = _own(verb, depth)
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not auxiliaries(verb) and is_verb(verb.head):
        found = replace(mode(verb.head, depth + 1), negated=found.negated)
    kind, sure, denied = _embedded(verb)
    sure = surest(sure, found.certainty, _adverbial(verb))
    loose = found.kind in ("planned", "present", "none", "possible") or (kind == "proposed" and _subjunctive(verb))
    if kind == "hoped" and found.kind == "real":
        kind = "irreal"  # "hopes that the third round has ended by Friday"
    if kind == "irreal" or (kind is not None and loose):
        found = replace(found, kind=kind)
    if sure == found.certainty and not denied:
        return found
    return replace(found, certainty=sure, negated=found.negated != denied, refused=found.refused or denied)
