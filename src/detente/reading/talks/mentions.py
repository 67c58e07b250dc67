"""Where a text speaks of a meeting: by a noun, by a number alone ("the third"), by a verb ("met"), or by a pronoun."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from detente.reading.grammar import is_verb
from detente.reading.lemmas import lemma, noun_lemma
from detente.reading.parse import Sentence
from detente.reading.talks.lexicon import match, words
from detente.reading.talks.nouns import Reach, inner, is_meeting, partial, reach_of
from detente.reading.talks.numbers import (
    DAYS,
    MONTHS,
    cardinal_of,
    count_of,
    counted_anew,
    ordinal_at,
    ordinal_of,
    ordinals_of,
    repeats_of,
    times_of,
)
from detente.reading.talks.participants import people_meet
from detente.reading.talks.predicates import Predicate, predicates_of

if TYPE_CHECKING:
    from detente.reading.tree import Token

__all__ = ["Mention", "Predicate", "Reach", "Sort", "find_mentions", "is_meeting", "reach_of"]


Sort = Literal["noun", "number", "verb", "pronoun", "list"]


#: What only talks do: there "they" are talks, not people.
_OF_TALKS = (
    *(("take", "place"), ("go", "ahead"), ("be", "under", "way"), ("be", "underway"), ("get", "under", "way"), ("kick", "off")),
    *(("continue",), ("go", "on"), ("resume",), ("last",)),
)


#: Predicates whose subject may be a pronoun for the meeting.
_PRONOUN_FORMS = frozenset({"occur", "run", "close", "open", "under_way", "cancel", "postpone", "conduct", "move", "plan"})


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
        return bool(kinds) and not told and not any(c.lower_ == "of" for c in token.children) and not _of_things(token)
    if token.lower_ == "those":
        after = [g for c in token.children if c.lower_ in ("of", "on", "in") for g in c.children]
        return bool(after) and (token.dep_ in ("nsubj", "nsubjpass") or after[0].lower_ in MONTHS)
    if token.lower_ in ("last", "latest") and token.dep_ == "nsubj" and _with_its_place(token):
        return True
    if token.lower_ in ("last", "latest") and _right_at_its_place(token):
        return True  # "six rounds have been held, the latest in Geneva on 11 February"
    if token.tag_ == "CD" and token.dep_ in ("nsubj", "nsubjpass") and any(c.lower_ == "first" for c in token.lefts):
        return True  # "the first two took place in Muscat"
    if token.lower_ == "next" and token.dep_ in ("nsubj", "nsubjpass") and token.i > token.sent.start and token.nbor(-1).lower_ == "the":
        return True
    if token.lower_ in ("last", "latest") and any(
        c.lower_ == "of" and c.nbor().lower_ in ("them", "which", "these") for c in token.children
    ):
        return True
    number = ordinal_at(token)
    over = token.head
    named = [c for c in over.children if c.dep_ == "attr" and c.i > over.i and is_meeting(c)] if lemma(over) == "be" else []
    if number is not None and token.dep_ == "nsubj" and number in [n for c in named for n in ordinals_of(c)]:
        return False  # "the sixth on that count is the session of October"
    if number is not None and token.dep_ in ("conj", "attr", "appos") and token.i + 1 < len(token.doc) and token.nbor().lower_ == "since":
        return False  # "and the second since the war"
    if token.dep_ == "attr" and lemma(over) == "be" and any(c.dep_ == "nsubj" and is_meeting(c) for c in over.children):
        return False  # "the ninth round was the first on home soil"
    if (
        number is None
        or (
            token.text[0].isdigit()
            and not _gap_filled(token)
            and not (token.dep_ in ("nsubj", "nsubjpass") and next(match(token.head), None))
        )
        or not (token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj", "appos", "ROOT") or _gap_filled(token))
        or _of_days(token, number)
    ):
        return False
    if token.dep_ == "conj" and token.head.tag_.startswith("NN") and not is_meeting(token.head):
        return False
    if token.dep_ == "conj" and number == 1 and token.head.tag_ == "NN" and any(ordinal_at(t) for t in token.head.lefts):
        return False  # "the fourth round and the first in public"
    return not any(c.lower_ in ("of", "quarter", "half") for c in token.children)


def _of_things(token: Token) -> bool:
    """Whether "the one" takes up things named before it, and no meeting ("their set of zones by agreeing on the one in Idlib")."""
    before = token.doc[token.sent.start : token.i]
    if any(is_meeting(t) for t in before):
        return False
    many = [noun_lemma(t.lower_) for t in before if t.tag_ == "NNS"]
    return bool(many) and many[-1] not in words("nouns", "people") | words("nouns", "lengths")


def _of_days(token: Token, number: int) -> bool:
    """ "It had been planned for two days, but there was no need for the second": a day, not a round."""
    before = token.doc[token.sent.start : token.i]
    if any(ordinal_of(t.lower_) is not None for t in before):
        return False
    days = [t for t in before if t.lower_ == "days" and t.head.lower_ == "for" and t.dep_ == "pobj"]
    return any(cardinal_of(c.lower_) == number for t in days for c in t.lefts)


def _apposed_to(token: Token, before: Mention) -> bool:
    """Whether a number counts the meeting before it, or tells more of it ("the round, the fifth, …", "the sixth, the first in public")."""
    return ordinal_of(token.lower_) is not None and token.dep_ == "appos" and token.head.i == before.token.i and bool(before.ordinals)


def _when(verb: Token) -> bool:
    """Whether a verb stands in a clause that takes up a day told before it."""
    real = verb.tag_ == "VBD" and verb.dep_ in ("relcl", "advcl")
    return real and any(c.lower_ == "when" and c.nbor(-1).text == "," for c in verb.children if c.i < verb.i and c.i > verb.sent.start)


def _second_name(mention: Mention, before: Mention) -> bool:
    """Whether a meeting with its number is set beside the one right before it ("three days of talks in Rome, the fifth round")."""
    if not mention.ordinals or before.ordinals or mention.plural or any(p.role == "attached" for p in mention.predicates):
        return False
    first = mention.token.left_edge
    between = mention.token.doc[before.token.i + 1 : first.i]
    set_off = first.lower_ in ("the", "their", "its") and first.nbor(-1).text == ","
    beside = set_off and mention.token.dep_ in ("appos", "npadvmod", "dobj", "conj", "dep")
    return beside and before.sort == "noun" and not any(t.tag_ in _FINITE for t in between)


_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def _right_at_its_place(token: Token) -> bool:
    """Whether "the latest" is followed by its place or day at once ("the latest in Geneva")."""
    if token.dep_ not in ("npadvmod", "appos") and not (token.dep_ == "conj" and ordinal_of(token.head.lower_) == 1):
        return False
    before, after = token.doc[max(0, token.i - 1) : token.i], token.doc[token.i + 1 : token.i + 2]
    return bool(before) and before[0].lower_ == "the" and bool(after) and after[0].lower_ in ("in", "on", "at")


def _with_its_place(token: Token) -> bool:
    """Whether a number is followed by its place or day ("the second, in Quito on 3 May, got no further")."""
    after = token.doc[token.i + 1 : token.i + 3]
    if len(after) == 2 and after[0].text in (",", "(") and after[1].lower_ in ("in", "on", "at", "from"):
        return True
    return _gap_filled(token)


def _gap_filled(token: Token) -> bool:
    """ "The second round was held in March, the third in April": a number after a comma, its day or city right after it."""
    if ordinal_of(token.lower_) is None or token.i < token.sent.start + 3 or token.dep_ in ("nsubj", "nsubjpass"):
        return False
    after = [t for t in token.doc[token.i + 1 : token.i + 5] if t.text != "," and t.lower_ not in _AGAIN]
    before = token.nbor(-2)
    return token.nbor(-1).lower_ == "the" and before.text in (",", ";", "and") and bool(after) and after[0].lower_ in ("in", "on", "from")


_AGAIN = frozenset({"again", "also", "then", "finally", "once", "more"})


def find_mentions(sentence: Sentence, spoken: bool) -> list[Mention]:
    """The meetings that a sentence speaks of, in order; `spoken` tells whether talks were named before it."""
    found: list[Mention] = []
    taken: set[int] = set()
    for token in sentence.span:
        if (is_meeting(token) or partial(token)) and not inner(token):
            mention = _noun_mention(sentence, token, "noun")
            if sits(mention):
                continue  # "the cabinet holds its weekly session"
            if found and _second_name(mention, found[-1]):
                found[-1] = replace(found[-1], ordinals=mention.ordinals, also=(*found[-1].also, token))
                continue
            found.append(mention)
            taken |= found[-1].anchors()
        elif (spoken or found) and _number_alone(token) and not (found and _apposed_to(token, found[-1])):
            mention = _noun_mention(sentence, token, "number")
            if token.lower_ in ("last", "latest") and found and (count := next((m.count for m in reversed(found) if m.count), None)):
                mention = replace(mention, ordinals=(count,))
            if mention.predicates or token.dep_ in ("pobj", "conj", "attr", "appos", "npadvmod") or _with_its_place(token):
                found.append(mention)
                taken |= mention.anchors()
    for token in sentence.span:
        if not is_verb(token) or token.i in taken:
            continue
        form = next((f for f in match(token, meet=True) if people_meet(token, f)), None)
        if form is not None and _when(token) and any(m.sort == "verb" for m in found):
            continue  # "they last met in May, when X faced Y"
        if form is not None and not any(token.i in m.anchors() for m in found):
            number = times_of(token)
            predicate = Predicate(token, form, "self")
            last: Reach = "past" if token.tag_ in ("VBD", "VBN") and any(c.lower_ == "last" for c in token.lefts) else "none"
            numbers = (number,) if number else ()
            mention = Mention(sentence, token, "verb", numbers, repeats_of(token), last, predicates=(predicate,))
            found.append(_merge_with_noun(mention, found))
        elif (spoken or found) and sentence.field == "text":
            found += _by_pronoun(sentence, token)
    found.sort(key=lambda m: m.token.i)
    return [_with_where(m, found) for m in found if m.token.i >= 0]


def _with_where(mention: Mention, found: list[Mention]) -> Mention:
    """A mention with the clause at its place: "the sixth round in Rome, where it ended on Friday"."""
    for verb in mention.sentence.span[mention.token.i - mention.sentence.span.start + 1 :]:
        if verb.dep_ != "relcl" or not is_verb(verb) or not any(c.lower_ == "where" and c.i < verb.i for c in verb.children):
            continue
        pronoun = any(c.dep_ in ("nsubj", "nsubjpass") and c.lower_ in ("it", "they") for c in verb.children)
        last = [m for m in found if m.token.i < verb.i][-1]
        form = next((f for f in match(verb) if f.sort in ("open", "close")), None)
        if pronoun and form is not None and last is mention and verb.i not in mention.anchors():
            return replace(mention, predicates=(*mention.predicates, Predicate(verb, form, "attached")))
    return mention


def sits(mention: Mention) -> bool:
    """Whether a body's own sitting is spoken of (parliament, cabinet or court hold it, or convene for it), or a round of a contest."""
    if mention.role == "object" and mention.over is not None and lemma(mention.over) in ("tell", "address") and not mention.path:
        return True  # "told a conference on Saturday"
    own = any(c.lower_ in ("its", "their") for c in mention.token.lefts)
    sorts = ("conduct", "open", "close", "postpone", "cancel", "plan") if own else ("conduct", "open", "close")
    verbs = [p.verb for p in mention.predicates if p.role == "object" and p.form.sort in sorts]
    if mention.over is not None and not mention.predicates and mention.role in ("for", "in") and lemma(mention.over) in _GATHERING:
        verbs.append(mention.over)
    if (
        mention.over is not None
        and lemma(mention.over) in words("nouns", "contending")
        and mention.role in ("in", "to", "for", "at", "object")
    ):
        # "will face the general in the second round"; no contest has a seventh one
        return mention.token.lower_ == "round" and not mention.predicates and not any(n > _CONTESTS for n in mention.ordinals)
    for verb in verbs:
        who = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if who is not None and noun_lemma(who.lower_) in words("nouns", "bodies") and not who.conjuncts:
            return True
    return any(c.dep_ == "poss" and noun_lemma(c.lower_) in words("nouns", "bodies") for c in mention.token.children)


#: No contest at the polls takes more rounds.
_CONTESTS = 3

_APART = ("after", "before", "since", "following", "until")
_GATHERING = ("meet", "convene", "reconvene", "gather", "assemble", "sit")


def _merge_with_noun(mention: Mention, found: list[Mention]) -> Mention:
    """A verb of meeting with the noun for the meeting beside it ("met in Kabul for the sixth round"): one mention."""
    verb = mention.token
    for i, noun in enumerate(found):
        if noun.sort != "noun" or noun.predicates or noun.role in _APART:
            continue  # "met in Rome, four months after the third round in Lima"
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
        number = ordinal_at(token)
        reach: Reach = "new" if token.lower_ == "another" else "future" if token.lower_ == "next" else reach_of(token)
        number = None if number == 1 and counted_anew(token) else number
        return Mention(sentence, token, sort, (number,) if number else ordinals_of(token), None, reach, predicates, path, over, role)
    numbers, reach = ordinals_of(token), reach_of(token)
    within = [g for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for g in c.children if is_meeting(g) and ordinals_of(g)]
    if within and token.tag_ == "NN" and noun_lemma(token.lower_) in ("session", "meeting", "sitting", "day", "plenary"):
        numbers, reach = ordinals_of(within[0]), "none"  # "the opening session of the fourth round"
    count = count_of(token) if is_meeting(token) else None
    return Mention(sentence, token, sort, numbers, count, reach, predicates, path, over, role)


def _it_will_be(sentence: Sentence, verb: Token) -> list[Mention]:
    """ "It would be in December", said of a meeting named before."""
    if lemma(verb) != "be" or not any(c.tag_ == "MD" for c in verb.children):
        return []
    it = next((c for c in verb.children if c.dep_ == "nsubj" and c.lower_ == "it"), None)
    whole = [c for c in verb.children if c.i > verb.i and c.dep_ not in ("punct", "advmod")]
    dated = bool(whole) and whole[0].lower_ in ("in", "on") and any(g.lower_ in MONTHS or g.lower_ in DAYS for g in whole[0].subtree)
    return [Mention(sentence, it, "pronoun", over=verb, role="subject")] if it is not None and dated else []


def _raised(verb: Token) -> list[Token]:
    """The subject of the verb over an infinitive ("it is to go on until Saturday", "it is due to resume")."""
    head = verb.head.head if verb.dep_ == "xcomp" and verb.head.dep_ == "acomp" else verb.head
    bare = verb.tag_ == "VB" or (verb.tag_ == "VBN" and any(c.dep_ == "auxpass" and c.tag_ == "VB" for c in verb.children))
    perfect = verb.tag_ == "VBN" and any(c.lower_ == "have" for c in verb.children) and any(c.lower_ == "to" for c in verb.children)
    own = any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
    if not (bare or perfect) or verb.dep_ != "xcomp" or not is_verb(head) or own:
        return []
    planned = verb.head.dep_ == "acomp" or lemma(head) in ("be", "go") or any(c.dep_ == "auxpass" for c in head.children)
    return [c for c in head.children if c.dep_ in ("nsubj", "nsubjpass")] if planned else []


def _by_pronoun(sentence: Sentence, verb: Token) -> list[Mention]:
    if found := _it_will_be(sentence, verb):
        return found
    for form in match(verb):
        if form.sort not in _PRONOUN_FORMS or form.name in words("pronouns", "never"):
            continue
        passive = any(c.dep_ == "auxpass" for c in verb.children)
        for child in (*verb.children, *_raised(verb)):
            role = "object" if child.dep_ == "dobj" else "subject"
            if child.lower_ == "that" and verb.dep_ in ("relcl", "acl"):
                continue
            if form.sort == "run" and any(noun_lemma(t.lower_) in ("month", "year", "decade") for t in verb.subtree if t.i > verb.i):
                continue  # "a second round was agreed upon; it took five months"
            off = child.lower_ == "them" and role == "object" and form.sort in ("cancel", "postpone")
            if not off and (child.lower_ not in ("it", "this", "that", "they") or child.dep_ not in ("nsubj", "nsubjpass", "dobj")):
                continue
            done_to = passive and form.sort in ("conduct", "postpone", "cancel", "close")
            if child.lower_ == "they" and not (done_to or form.words in _OF_TALKS):
                continue  # people begin and end too
            others = [c for c in verb.children if c.dep_ in ("dobj", "xcomp", "prep") and c.lower_ not in ("in", "on", "from", "until")]
            if child.lower_ == "they" and others and form.sort in ("run", "under_way", "open") and form.words[0] not in ("be", "get"):
                continue  # "they will continue their efforts"
            if form.sort in ("postpone", "cancel") and role == "subject" and any(c.dep_ == "dobj" for c in verb.children):
                continue  # "it was suspending its attacks"
            if form.sort in ("conduct", "plan", "move") and not (passive or (role == "object" and form.sort == "conduct")):
                continue
            if any(c.dep_ in ("ccomp", "csubj") and c.i > verb.i for c in verb.children):
                continue
            later = predicates_of(child)[0] if role == "subject" else ()
            also = tuple(p for p in later if p.verb.i != verb.i and p.form.sort in _PRONOUN_FORMS)
            return [Mention(sentence, child, "pronoun", predicates=(Predicate(verb, form, role), *also))]
    return []
